"""Data to standard output in the format that was asked for.

On a terminal the default is a table; in a pipe or a file it is JSON Lines, because what reads a pipe is
mostly a program: ``--format table`` gives a plain table anywhere.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO, TypeVar

import click

from kg.cli.context import Settings
from kg.cli.text import plain

FORMATS = ("table", "json", "jsonl", "csv")
Record = Mapping[str, Any]
F = TypeVar("F", bound=Callable[..., Any])


def format_option(command: F) -> F:
    """Adds ``--format``."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default=None,
        help="How to print: table (default on a terminal), json, jsonl (default in a pipe), csv.",
    )
    return option(command)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: ``style`` and ``width`` as rich understands them."""

    title: str
    cell: Callable[[Any], str]
    style: Callable[[Any], str] | str | None = None
    width: int | None = None
    ratio: int | None = None
    most: int | None = None
    """Columns that it takes at most; what is longer is folded, where ``width`` cuts it off."""
    right: bool = False
    at_least: int = 0
    """Shown on terminals of at least so many columns …"""
    below: int = 1_000_000
    """… and of fewer than so many."""
    marked: Callable[[Any], Sequence[str]] | None = None
    """Words of the cell that are made bold."""


def chosen(form: str | None) -> str:
    """The format to print in."""
    return form or ("table" if sys.stdout.isatty() else "jsonl")


def emit(
    rows: Iterable[Any],
    form: str | None,
    settings: Settings,
    *,
    columns: tuple[Column, ...],
    record: Callable[[Any], Record],
    flat: Callable[[Any], Record] | None = None,
    cells: Sequence[str] = (),
    empty: str = "nothing found",
) -> int:
    """Print rows and return how many. ``record`` is a row as JSON, ``flat`` as CSV cells; ``cells`` are the
    names of these, for the header of a table without rows."""
    form = chosen(form)
    if form == "jsonl":
        number = _lines(rows, record)
        if not number:
            settings.note(empty)
        return number
    listed = list(rows)
    if form == "json":
        click.echo(json.dumps([record(r) for r in listed], ensure_ascii=False, indent=2))
    elif form == "csv":
        write_csv([(flat or record)(r) for r in listed], cells=cells)
    elif listed:
        from kg.cli.tables import print_table

        print_table(listed, columns, coloured=settings.coloured())
    if not listed:
        settings.note(empty)
    return len(listed)


def _lines(rows: Iterable[Any], record: Callable[[Any], Record]) -> int:
    number = 0
    for row in rows:
        sys.stdout.write(json.dumps(record(row), ensure_ascii=False) + "\n")
        number += 1
    return number


def write_csv(records: list[Record], file: TextIO | None = None, *, cells: Sequence[str] = ()) -> None:
    """CSV as RFC 4180 has it, with a header; a cell that a spreadsheet would run as a formula gets a
    leading apostrophe (OWASP, CSV injection)."""
    import csv

    names = list(records[0]) if records else list(cells)
    if not names:
        return
    writer = csv.DictWriter(file or sys.stdout, fieldnames=names, lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({k: _cell(v) for k, v in record.items()})


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value.startswith(tuple("=+-@\t\r")) else value
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Any record as text for a table."""
    return {k: "" if v is None else plain(str(v)) for k, v in row.items()}
