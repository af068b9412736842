"""``kg facts``: who did or said what, when, according to whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.days import days
from kg.cli.filters import filter_options, wanted
from kg.cli.output import Column, emit, format_option
from kg.cli.stores import nothing, reading
from kg.cli.tables import NARROW, status_mark, status_style, status_words
from kg.records import FACT_CELLS, fact_flat, fact_record

EXAMPLES = """\b
Examples:
  kg facts --actor "North Korea" --type meeting --from 2018-06
  kg facts --status planned --as-of 2018-05-25
  kg facts --by Bolton --text sanctions --format csv > bolton.csv
"""

BRIEF = 8
"""Letters of an id in a table; `kg show` takes the beginning of an id."""

SPAN = 23
"""Letters of the longest interval: ``2017-12-05 – 2018-12-05``. A date is never cut off."""

COLUMNS = (
    Column("id", lambda f: f.id[:BRIEF], style="dim", width=BRIEF),
    Column("date", lambda f: days(f.earliest, f.latest), style="bold", width=SPAN),
    Column("", status_mark, style=status_style, width=1, below=NARROW),
    Column("status", status_words, style=status_style, width=14, at_least=NARROW),
    Column("what", lambda f: bare(f.text), ratio=7),
    Column("according to", lambda f: says(h.name for h in f.holders), ratio=3),
    Column("source", lambda f: source(f.evidence), style="dim", most=24, at_least=NARROW),
)


def says(holders: Iterable[str]) -> str:
    """Who says so, the innermost voice first; the article where it speaks itself."""
    return " ← ".join(reversed(list(holders))) or "the article"


def bare(text: str) -> str:
    """The line without its attribution, for tables that have a column for it."""
    attribution, colon, rest = text.partition(": ")
    return rest if colon and attribution.startswith("According to ") else text


def source(evidence: Any) -> str:
    """Outlet or file, and day of publication."""
    name = evidence.outlet or evidence.document
    return f"{name} {evidence.published}" if evidence.published else str(name)


@click.command("facts", epilog=EXAMPLES)
@filter_options
@format_option
@settings
def command(given: Settings, /, form: str | None, **options: Any) -> int:
    """List facts: one claim a row.

    With its date, its status, who says so and where.

    A plan, a denial or a hope is never listed as something that occurred: its status says so.
    """
    from kg.query import facts

    with reading(given) as store:
        found = facts(store, wanted(options))
        emit(
            found,
            form,
            given,
            columns=COLUMNS,
            record=fact_record,
            flat=fact_flat,
            cells=FACT_CELLS,
            empty="" if found else nothing(store, "fact"),
        )
    return 0
