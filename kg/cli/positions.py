"""``kg positions``: what one actor said on one subject over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.context import Settings, settings
from kg.cli.days import days
from kg.cli.facts import SPAN, bare, source
from kg.cli.filters import filter_options, wanted
from kg.cli.output import Column, emit, format_option
from kg.cli.stores import nothing, reading
from kg.errors import UsageError
from kg.records import iso, jsonable

if TYPE_CHECKING:
    from kg.model import Fact
    from kg.query.positions import Position

EXAMPLES = """\b
Examples:
  kg positions --actor "Donald Trump" --about meeting
  kg positions --actor "Donald Trump" --about "Kim Jong Un" --to 2018-06-12
  kg positions --actor Pompeo --about sanctions --reversals --format csv
"""


_CELLS = (
    "earliest", "latest", "dated", "id", "kind", "type", "text", "on",
    "reverses", "document", "published", "sentence", "reversed_document", "reversed_sentence",
)  # fmt: skip


def _flat(p: Position) -> dict[str, Any]:
    before = p.reverses
    return {
        "earliest": iso(p.earliest),
        "latest": iso(p.latest),
        "dated": p.dated,
        "id": p.fact.id,
        "kind": p.fact.kind,
        "type": p.fact.type,
        "text": p.fact.text,
        "on": "; ".join(p.on),
        "reverses": before.id if before else None,
        "document": p.fact.evidence.document,
        "published": iso(p.fact.evidence.published),
        "sentence": p.fact.evidence.context,
        "reversed_document": before.evidence.document if before else None,
        "reversed_sentence": before.evidence.context if before else None,
    }


def _sentence(fact: Fact) -> str:
    return f"“{' '.join(fact.evidence.context.split())}”"


def _day(p: Position) -> str:
    return days(p.earliest, p.latest) if p.dated or p.latest is None else f"by {p.latest}"


def _said(p: Position) -> str:
    """The line; where it reverses another, the whole sentence too."""
    return bare(p.fact.text) + (f" — {_sentence(p.fact)}" if p.reverses else "")


def _reversal(p: Position) -> str:
    if p.reverses is None:
        return ""
    return f"{_sentence(p.reverses)} ({source(p.reverses.evidence)}, {p.reverses.id[:8]})"


_COLUMNS = (
    Column("day", _day, style="bold", width=SPAN),
    Column("", lambda p: "↺" if p.reverses else "", style="bold red", width=1),
    Column("says or does", _said, ratio=4),
    Column("goes back on", _reversal, style="red", ratio=3),
    Column("source", lambda p: f"{source(p.fact.evidence)} {p.fact.id[:8]}", style="dim", most=24),
)


@click.command("positions", epilog=EXAMPLES)
@click.option(
    "--about",
    multiple=True,
    metavar="SUBJECT",
    help="Type of event, name of an actor, or words; all of them hold.",
)
@click.option("--reversals", is_flag=True, help="Only those that go back on an earlier one.")
@filter_options
@format_option
@settings
def command(
    given: Settings, /, form: str | None, about: tuple[str, ...], reversals: bool, **options: Any
) -> int:
    """List what one actor said on a subject, by day, and where it went back on its word.

    Statements, and what is done by saying so: promises, demands, refusals, callings off. A reversal (↺) is
    marked only where both are about one event (or have the same words), one for it and the other against
    it: planned, promised or affirmed, and called off, refused or denied. Both sentences are shown. "by"
    stands before a day of publication.
    """
    from kg.query.positions import positions

    asked = wanted(options)
    if len(asked.actors) != 1:
        raise UsageError("positions are those of one actor", remedy="give one --actor NAME")
    with reading(given) as store:
        found = positions(store, asked.actors[0], about, asked)
        found = [p for p in found if p.reverses] if reversals else found
        empty = "" if found else nothing(store, "reversal" if reversals else "position")
        emit(found, form, given, columns=_COLUMNS, record=jsonable, flat=_flat, cells=_CELLS, empty=empty)
    return 0
