"""``kg diff``: what came, went and changed between two stores, or two days of knowledge."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.context import Settings, settings
from kg.cli.days import days
from kg.cli.facts import BRIEF, SPAN, source
from kg.cli.filters import filter_options, wanted
from kg.cli.output import Column, emit, format_option
from kg.cli.params import Day
from kg.cli.stores import reading
from kg.errors import UsageError
from kg.records import iso, jsonable

if TYPE_CHECKING:
    from kg.model import Fact
    from kg.query.diff import Difference

EXAMPLES = """\b
Examples:
  kg diff --between 2018-05-20 2018-06-02 --type meeting
  kg diff old.db new.db
  kg --store new.db diff old.db --format jsonl
"""
_MARKS = {"came": "+", "went": "-", "changed": "~"}
_STYLES = {"came": "green", "went": "red", "changed": "yellow"}


def _shown(d: Difference) -> Fact:
    fact = d.after or d.before
    assert fact is not None
    return fact


def _changed(d: Difference) -> str:
    """``status: planned → cancelled; …``."""
    return "; ".join(f"{f}: {_cell(d.before, f)} → {_cell(d.after, f)}" for f in d.fields if f != "text")


def _cell(fact: Fact | None, field: str) -> str:
    value = getattr(fact, field)
    if field == "holders":
        return " ← ".join(h.name for h in reversed(value)) or "–"
    return str(value) if value is not None else "–"


_CELLS = ("change", "id", "fields", "what", "text", "status", "earliest", "latest", "document")


def _flat(d: Difference) -> dict[str, Any]:
    fact = _shown(d)
    return {
        "change": d.change,
        "id": d.id,
        "fields": " ".join(d.fields),
        "what": _changed(d),
        "text": fact.text,
        "status": fact.status,
        "earliest": iso(fact.earliest),
        "latest": iso(fact.latest),
        "document": fact.evidence.document,
    }


_COLUMNS = (
    Column("", lambda d: _MARKS[d.change], style=lambda d: _STYLES[d.change], width=1),
    Column("id", lambda d: d.id[:BRIEF], style="dim", width=BRIEF),
    Column("date", lambda d: days(_shown(d).earliest, _shown(d).latest), style="bold", width=SPAN),
    Column("what", lambda d: _shown(d).text, ratio=4),
    Column("changed", _changed, ratio=3),
    Column("source", lambda d: source(_shown(d).evidence), style="dim", most=24),
)


@click.command("diff", epilog=EXAMPLES)
@click.argument("stores", nargs=-1, metavar="[STORE [STORE]]")
@click.option(
    "--between",
    nargs=2,
    type=Day(end=True),
    metavar="DATE DATE",
    help="Compare what articles published until the one day and until the other tell.",
)
@filter_options
@format_option
@settings
def command(
    given: Settings,
    /,
    stores: tuple[str, ...],
    between: tuple[date, date] | None,
    form: str | None,
    **options: Any,
) -> int:
    """List what came (+), went (-) and changed (~).

    Of two stores: each claim. With one STORE named, the other is that of --store. With --between: how each
    event stood as known on one day, and on the other.
    """
    if bool(between) == bool(stores) or len(stores) > 2:
        raise UsageError(
            "diff compares two stores, or two days", remedy="give STORE STORE, or --between DATE DATE"
        )
    asked = wanted(options)
    if between and asked.as_of:
        raise UsageError("--as-of does not go with --between", remedy="leave it out")
    found = _days(given, between, asked) if between else _stores(given, stores, asked)
    empty = "no difference"
    emit(found, form, given, columns=_COLUMNS, record=jsonable, flat=_flat, cells=_CELLS, empty=empty)
    return 0


def _days(given: Settings, between: tuple[date, date], asked: Any) -> list[Difference]:
    from kg.query.diff import diff_days

    with reading(given) as store:
        return diff_days(store, *between, asked)


def _stores(given: Settings, stores: tuple[str, ...], asked: Any) -> list[Difference]:
    from kg.graph import open_store
    from kg.query.diff import diff_stores

    left = stores[0]
    right = stores[1] if len(stores) > 1 else given.store
    if left == right or Path(left).resolve() == Path(right).resolve():
        raise UsageError("both are the same store", where=left, remedy="name two, or give --between")
    with (
        open_store(left, read_only=True, token=given.token) as one,
        open_store(right, read_only=True, token=given.token) as other,
    ):
        return diff_stores(one, other, asked)
