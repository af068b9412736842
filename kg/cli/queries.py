"""``kg queries``: the named queries."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.output import Column, emit, format_option
from kg.records import jsonable

EXAMPLES = """\b
Examples:
  kg queries
  kg queries timeline-by-actor
"""

COLUMNS = (
    Column("name", lambda q: q.name, style="bold"),
    Column("parameters", lambda q: ", ".join(_parameter(p) for p in q.parameters), ratio=2),
    Column("what it asks", lambda q: q.summary, ratio=3),
)


def _parameter(parameter: Any) -> str:
    return parameter.name if parameter.default is None else f"[{parameter.name}]"


@click.command("queries", epilog=EXAMPLES)
@click.argument("name", required=False)
@format_option
@settings
def command(given: Settings, /, name: str | None, form: str | None) -> int:
    """List the named queries, or show the text of one.

    Parameters in brackets may be left out.
    """
    from kg.query import get_query, named_queries

    if name and form in (None, "table"):
        click.echo(get_query(name).text.rstrip())
        return 0
    listed = [get_query(name)] if name else named_queries().values()
    emit(listed, form, given, columns=COLUMNS, record=jsonable)
    return 0
