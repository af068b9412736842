"""``kg stats``: how much the store holds."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.output import Column, emit, format_option
from kg.cli.stores import reading
from kg.records import jsonable

EXAMPLES = """\b
Examples:
  kg stats
  kg stats --documents
  kg stats --format json
"""

_PAIR = (
    Column("what", lambda row: row["name"].replace("_", " ")),
    Column("number", lambda row: f"{row['value']:,}", style="bold", right=True),
)
_DOCUMENTS = (
    Column("id", lambda d: f"d-{d.id}", style="dim", width=18),
    Column("file", lambda d: d.name, style="bold", ratio=1),
    Column("source", lambda d: d.source, ratio=2),
)


@click.command("stats", epilog=EXAMPLES)
@click.option("--documents", is_flag=True, help="List the articles instead.")
@format_option
@settings
def command(given: Settings, /, documents: bool, form: str | None) -> int:
    """Count what the store holds, by type and status too."""
    from kg.query import stats

    with reading(given) as store:
        if documents:
            emit(store.documents(), form, given, columns=_DOCUMENTS, record=jsonable, empty="no articles")
        else:
            emit(_rows(stats(store)), form, given, columns=_PAIR, record=dict)
    return 0


def _rows(numbers: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, value in numbers.items():
        if isinstance(value, dict):
            rows += [{"name": f"{name}: {kind}", "value": n} for kind, n in value.items()]
        else:
            rows.append({"name": name, "value": value})
    return rows
