"""Tables for people: one row a record, fitted to the width of the terminal, coloured by status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg.cli.output import Column
from kg.cli.text import plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

STATUS_STYLE = {
    "occurred": "green",
    "ongoing": "cyan",
    "planned": "blue",
    "proposed": "blue",
    "cancelled": "red",
    "postponed": "yellow",
    "denied": "red",
    "hypothetical": "magenta",
    "unknown": "dim",
    "said": "default",
}
STATUS_MARK = {
    "occurred": "●",
    "ongoing": "◐",
    "planned": "○",
    "proposed": "◌",
    "cancelled": "✗",
    "postponed": "»",
    "denied": "⊘",
    "hypothetical": "?",
    "unknown": "·",
    "said": "“",
}
"""Told apart by shape too, for those who see no colour."""
NARROW = 90
"""Columns of a terminal below which a table keeps to what matters."""
_PIPE_WIDTH = 120
"""Columns of a table that goes into a file."""


def console(*, coloured: bool) -> Console:
    """Standard output: as wide as the terminal, 120 columns in a file."""
    import os
    import sys

    from rich.console import Console

    tty = sys.stdout.isatty()
    return Console(
        width=None if tty or os.environ.get("COLUMNS") else _PIPE_WIDTH,
        force_terminal=coloured,
        color_system=None if not coloured else "auto" if tty else "standard",
        highlight=False,
        markup=False,
        emoji=False,
    )


def print_table(rows: Sequence[Any], columns: Sequence[Column], *, coloured: bool) -> None:
    """Print to standard output. Cells are cleaned of control characters first."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    screen = console(coloured=coloured)
    shown = [c for c in columns if c.at_least <= screen.width < c.below]
    table = Table(
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
        expand=any(c.ratio for c in shown),
    )
    for column in shown:
        table.add_column(
            column.title,
            justify="right" if column.right else "left",
            no_wrap=column.width is not None and not column.ratio,
            max_width=column.width or column.most,
            ratio=column.ratio,
            overflow="ellipsis" if column.width and not column.ratio else "fold",
        )
    for row in rows:
        table.add_row(*(_cell(c, row) for c in shown))
    screen.print(table)


def _cell(column: Column, row: Any) -> Text:
    from rich.text import Text

    text = Text(plain(column.cell(row)), style=_style(column, row))
    if column.marked:
        text.highlight_words(column.marked(row), "bold yellow")
    return text


def _style(column: Column, row: Any) -> str:
    style = column.style(row) if callable(column.style) else column.style
    return style or ""


def status_style(row: Any) -> str:
    """Style of a row's status."""
    return STATUS_STYLE.get(row.status, "")


def status_mark(row: Any) -> str:
    """Mark of a row's status alone."""
    return STATUS_MARK.get(row.status, " ")


def status_words(row: Any) -> str:
    """Mark and name of a row's status."""
    return f"{STATUS_MARK.get(row.status, ' ')} {row.status}"
