"""``kg query``: SPARQL over all that the store holds."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.context import Settings, settings
from kg.cli.output import Column, chosen, emit, format_option
from kg.cli.stores import reading
from kg.cli.text import plain
from kg.errors import QueryError, UsageError
from kg.records import row_record

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.query import QueryResult

EXAMPLES = """\b
Examples:
  kg query statements-of-speaker -p speaker="John Bolton"
  kg query meetings.rq --format csv
  echo 'SELECT (COUNT(*) AS ?n) { ?e a sem:Event }' | kg query -
"""

_WORDS = 14
"""Letters that a column of words takes at least; where that is too much, each row becomes a block."""
_WHOLE = 16
"""Letters up to which a word has its column to itself: a day, an id, a status, a number."""


@click.command("query", epilog=EXAMPLES)
@click.argument("which", metavar="NAME|FILE|-")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Value of a parameter.")
@format_option
@settings
def command(given: Settings, /, which: str, params: tuple[str, ...], form: str | None) -> int:
    """Run SPARQL: a named query, a file or -.

    `kg queries` lists the named ones; - reads standard input.

    The prefixes kg, sem, prov, oa, schema, skos, rdfs and xsd are known. A query reads the store and
    nothing else: SERVICE, updates and fetching are refused.
    """
    with reading(given) as store:
        return _print(_run(store, which, _pairs(params)), form, given)


def _run(store: Store, which: str, params: dict[str, str]) -> QueryResult:
    from kg.query import get_query, run_named, run_query

    if which != "-" and not _is_file(which):
        return run_named(store, get_query(which), params)
    if params:
        remedy = "give -p to a named query, or write the value into the query"
        raise UsageError("-p needs a query with declared parameters", where=which, remedy=remedy)
    return run_query(store, _text(which))


def _is_file(which: str) -> bool:
    return os.sep in which or which.endswith((".rq", ".sparql")) or os.path.isfile(which)


def _text(which: str) -> str:
    try:
        if which == "-":
            return sys.stdin.read()
        return Path(which).read_text(encoding="utf-8-sig")
    except OSError as error:
        remedy = "name a file, or one of `kg queries`"
        raise QueryError(f"cannot be read ({error.strerror})", where=which, remedy=remedy) from error
    except UnicodeDecodeError as error:
        raise QueryError("is no UTF-8 text", where=which, remedy="save the query as UTF-8") from error


def _pairs(params: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in params:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise UsageError("is not NAME=VALUE", where=f"-p {pair}", remedy="write e.g. -p speaker=Bolton")
        found[name.strip()] = value
    return found


def _print(result: QueryResult, form: str | None, given: Settings) -> int:
    variables, rows = result.table()
    columns = tuple(_column(name, i, rows) for i, name in enumerate(variables))
    if rows and chosen(form) == "table" and _too_narrow(columns, given):
        _print_blocks(columns, rows, given)
        return 0
    emit(
        rows,
        form,
        given,
        columns=columns,
        record=lambda row: row_record(variables, row),
        cells=variables,
        empty="no row fits; `kg queries NAME` shows what a named query asks",
    )
    return 0


def _column(name: str, i: int, rows: list[tuple[Any, ...]]) -> Column:
    """Days, ids and numbers are never folded; numbers stand under each other."""
    cells = [_cell(row[i]) for row in rows]
    most = max(map(len, [name, *cells]))
    whole = most <= _WHOLE and not any(" " in cell for cell in cells)
    numbers = any(cells) and all(re.fullmatch(r"[\d.]*", cell) for cell in cells)
    return Column(name, _cell_of(i), width=most if whole else None, right=numbers)


def _too_narrow(columns: tuple[Column, ...], given: Settings) -> bool:
    """Whether so many columns would leave no room for words."""
    from kg.cli.tables import console

    return sum(2 + (c.width or _WORDS) for c in columns) > console(coloured=given.coloured()).width


def _print_blocks(columns: tuple[Column, ...], rows: list[tuple[Any, ...]], given: Settings) -> None:
    """One line a value, a blank line between rows, what is unknown left out."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from kg.cli.tables import console

    screen = console(coloured=given.coloured())
    name = max(len(c.title) for c in columns)
    for row in rows:
        block = Table.grid(padding=(0, 2, 0, 0))
        block.add_column(width=name, style="dim")
        block.add_column(overflow="fold")
        for column in columns:
            if cell := plain(column.cell(row)):
                block.add_row(column.title, Text(cell))
        screen.print(Padding(block, (0, 0, 1, 0), expand=False))


def _cell_of(i: int) -> Callable[[Any], str]:
    return lambda row: _cell(row[i])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else _brief(str(value))


def _brief(value: str) -> str:
    """An IRI as a prefixed name or a short id where there is one."""
    from kg import iri

    if value.startswith(iri.BASE) and not value.startswith(iri.KG):
        return iri.short(value)
    for prefix, base in iri.PREFIXES.items():
        if value.startswith(base):
            return f"{prefix}:{value.removeprefix(base)}"
    return value
