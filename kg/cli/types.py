"""``kg types``: the event types."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.output import Column, emit, format_option

EXAMPLES = """\b
Examples:
  kg types
  kg types --format json
"""

COLUMNS = (
    Column("type", lambda t: t.name, style="bold", width=16),
    Column("PLOVER", lambda t: t.plover or "–", width=10),
    Column("roles", lambda t: ", ".join(t.role_names), ratio=1),
    Column("what it is", lambda t: t.description, ratio=3),
)


def _record(type_: Any) -> dict[str, Any]:
    return {
        "name": type_.name,
        "label": type_.label,
        "description": type_.description,
        "plover": type_.plover,
        "cameo": list(type_.cameo),
        "roles": list(type_.role_names),
        "shown": type_.shown,
    }


def _flat(type_: Any) -> dict[str, Any]:
    return {**_record(type_), "cameo": " ".join(type_.cameo), "roles": " ".join(type_.role_names)}


@click.command("types", epilog=EXAMPLES)
@format_option
@settings
def command(given: Settings, /, form: str | None) -> int:
    """List the event types, their roles and PLOVER classes."""
    from kg.schema import load_types

    emit(load_types().values(), form, given, columns=COLUMNS, record=_record, flat=_flat)
    return 0
