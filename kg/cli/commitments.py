"""``kg commitments``: who promised what by when, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.context import Settings, settings
from kg.cli.facts import bare, source
from kg.cli.filters import filter_options, wanted
from kg.cli.output import Column, emit, format_option
from kg.cli.params import Named
from kg.cli.stores import nothing, reading
from kg.cli.tables import NARROW
from kg.records import iso, jsonable

if TYPE_CHECKING:
    from kg.query.commitments import Commitment

EXAMPLES = """\b
Examples:
  kg commitments --actor "North Korea"
  kg commitments --outcome broken --outcome lapsed
  kg commitments --as-of 2018-09-19 --format csv > promises.csv
"""
_STYLES = {"kept": "green", "broken": "red", "lapsed": "yellow", "unknown": "dim"}


_ELSEWHERE = "those with nothing planned in their sentence are in `kg facts --type commitment`"


def _outcomes() -> list[str]:
    from kg.query.commitments import OUTCOMES

    return list(OUTCOMES)


def _record(c: Commitment) -> dict[str, Any]:
    record: dict[str, Any] = jsonable(c)
    return {**record, "according_to": c.according_to}


_CELLS = (
    "promise", "by", "content", "what", "due", "outcome",
    "according_to", "document", "published", "sentence", "later",
)  # fmt: skip


def _flat(c: Commitment) -> dict[str, Any]:
    return {
        "promise": c.promise.id,
        "by": "; ".join(a.name for a in c.promise.actors),
        "content": c.content.id,
        "what": c.content.text,
        "due": iso(c.due),
        "outcome": c.outcome,
        "according_to": c.according_to,
        "document": c.promise.evidence.document,
        "published": iso(c.promise.evidence.published),
        "sentence": c.promise.evidence.context,
        "later": "; ".join(f.id for f in c.later),
    }


_COLUMNS = (
    Column("due", lambda c: iso(c.due) or "–", style="bold", width=10),
    Column("outcome", lambda c: c.outcome, style=lambda c: _STYLES[c.outcome], width=8),
    Column("promise", lambda c: bare(c.promise.text), ratio=3),
    Column("what", lambda c: bare(c.content.text), ratio=3),
    Column("told by", lambda c: c.according_to or "", ratio=1, at_least=NARROW),
    Column("source", lambda c: f"{source(c.promise.evidence)} {c.promise.id[:8]}", style="dim", most=24),
)


@click.command("commitments", epilog=EXAMPLES)
@click.option("--outcome", "outcomes", multiple=True, type=Named("outcome", _outcomes), help="Repeatable.")
@filter_options
@format_option
@settings
def command(given: Settings, /, form: str | None, outcomes: tuple[str, ...], **options: Any) -> int:
    """List promises: who, what, due when, and how it came out.

    A promise is a commitment or an agreement with something planned in its sentence. It is kept or broken
    only where a later article says so of the same event, and lapsed where it is told as a plan after its
    day; otherwise its outcome is unknown.
    """
    from kg.query.commitments import commitments

    with reading(given) as store:
        found = commitments(store, wanted(options), outcomes)
        empty = "" if found else nothing(store, "promise", _ELSEWHERE)
        emit(found, form, given, columns=_COLUMNS, record=_record, flat=_flat, cells=_CELLS, empty=empty)
    return 0
