"""``kg actors``: who is in the story."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.output import Column, emit, format_option
from kg.cli.params import ACTOR_KIND
from kg.cli.stores import nothing, reading
from kg.records import jsonable

EXAMPLES = """\b
Examples:
  kg actors --limit 20
  kg actors --kind person
  kg actors --name Bolton --format json
"""

COLUMNS = (
    Column("id", lambda a: a.id, style="dim", width=28),
    Column("name", lambda a: a.name, style="bold", ratio=2),
    Column("kind", lambda a: a.kind, width=12),
    Column("events", lambda a: str(a.events), width=6, right=True),
    Column("said", lambda a: str(a.statements), width=5, right=True),
    Column("articles", lambda a: str(a.articles), width=8, right=True),
    Column("also", lambda a: ", ".join(a.aliases), ratio=2, at_least=110),
)


def _flat(actor: Any) -> dict[str, Any]:
    row: dict[str, Any] = jsonable(actor)
    return {k: "; ".join(v) if isinstance(v, list) else v for k, v in row.items()}


@click.command("actors", epilog=EXAMPLES)
@click.option("--name", metavar="NAME", help="Only those that this name, alias or id means.")
@click.option("--kind", type=ACTOR_KIND, help="person, organization, country, group or place.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N rows.")
@format_option
@settings
def command(
    given: Settings, /, name: str | None, kind: str | None, limit: int | None, form: str | None
) -> int:
    """List actors, those of most events and statements first."""
    from kg.model import ActorRow
    from kg.query import actors

    with reading(given) as store:
        found = actors(store, name=name, kind=kind, limit=limit)
        empty = "" if found else nothing(store, "actor", "leave --kind out, or look at `kg stats`")
        cells = [field.name for field in fields(ActorRow)]
        emit(found, form, given, columns=COLUMNS, record=jsonable, flat=_flat, cells=cells, empty=empty)
    return 0
