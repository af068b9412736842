"""``kg timeline``: events in the order in which they happened or are to happen."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.days import days
from kg.cli.facts import BRIEF, SPAN, bare, says
from kg.cli.filters import filter_options, wanted
from kg.cli.output import Column, emit, format_option
from kg.cli.stores import nothing, reading
from kg.cli.tables import NARROW, status_mark, status_style, status_words
from kg.records import ENTRY_CELLS, entry_flat, entry_record

EXAMPLES = """\b
Examples:
  kg timeline --actor "Kim Jong Un"
  kg timeline --from 2018-05 --to 2018-06 --status occurred
  kg timeline --actor Trump --format jsonl > trump.jsonl
"""

COLUMNS = (
    Column("id", lambda e: e.claim[:BRIEF], style="dim", width=BRIEF),
    Column("date", lambda e: _date(e), style="bold", width=SPAN),
    Column("", status_mark, style=status_style, width=1, below=NARROW),
    Column("status", status_words, style=status_style, width=14, at_least=NARROW),
    Column("what", lambda e: bare(e.text), ratio=7),
    Column("according to", lambda e: says(e.holders), ratio=3),
    Column("source", lambda e: _sources(e), style="dim", most=24, at_least=NARROW),
)


def _date(entry: Any) -> str:
    """The interval; of undated news the day by which it was told, as that is where it stands."""
    if entry.earliest or entry.latest or entry.order is None or entry.published is None:
        return days(entry.earliest, entry.latest)
    return f"by {entry.published}"


def _sources(entry: Any) -> str:
    more = f" +{entry.sources - 1}" if entry.sources > 1 else ""
    return f"{entry.document}{more}"


@click.command("timeline", epilog=EXAMPLES)
@filter_options
@format_option
@settings
def command(given: Settings, /, form: str | None, **options: Any) -> int:
    """List events in the order of their dates.

    Undated news stands by the day it was published ("by 2018-05-24"); other undated events come last.
    Entries with the same order are simultaneous. `+2` after a source: two more articles tell of it.
    """
    from kg.query import timeline

    with reading(given) as store:
        found = timeline(store, wanted(options))
        emit(
            found,
            form,
            given,
            columns=COLUMNS,
            record=entry_record,
            flat=entry_flat,
            cells=ENTRY_CELLS,
            empty="" if found else nothing(store, "event"),
        )
    return 0
