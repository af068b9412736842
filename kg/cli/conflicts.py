"""``kg conflicts``: where articles, or the voices in them, disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.context import Settings, settings
from kg.cli.facts import source
from kg.cli.filters import filter_options, wanted
from kg.cli.output import Column, emit, format_option
from kg.cli.params import Named
from kg.cli.stores import nothing, reading
from kg.records import jsonable

if TYPE_CHECKING:
    from kg.model import Conflict

EXAMPLES = """\b
Examples:
  kg conflicts
  kg conflicts --kind date --kind place --actor "North Korea"
  kg conflicts --as-of 2018-11-08 --format json
"""


def _kinds() -> list[str]:
    from kg.query.conflicts import KINDS

    return list(KINDS)


def _side(value: str, fact: Any) -> str:
    return f"{value} — “{' '.join(fact.evidence.context.split())}” ({source(fact.evidence)}, {fact.id})"


_SIDE = ("value", "claim", "document", "holders", "sentence")
_CELLS = ("kind", "type", "one_event", *(f"{side}_{what}" for side in ("left", "right") for what in _SIDE))


def _flat(c: Conflict) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": c.kind, "type": c.type, "one_event": c.one_event}
    for side, value, fact in (("left", c.left_value, c.left), ("right", c.right_value, c.right)):
        row |= {
            f"{side}_value": value,
            f"{side}_claim": fact.id,
            f"{side}_document": fact.evidence.document,
            f"{side}_holders": "; ".join(h.name for h in fact.holders),
            f"{side}_sentence": fact.evidence.context,
        }
    return row


_COLUMNS = (
    Column("about", lambda c: f"{c.kind}{'' if c.one_event else ' ?'}", style="bold", width=14),
    Column("type", lambda c: "" if c.type == "action" else c.type, width=12),
    Column("one says", lambda c: _side(c.left_value, c.left), ratio=1),
    Column("another says", lambda c: _side(c.right_value, c.right), ratio=1),
)


@click.command("conflicts", epilog=EXAMPLES)
@click.option(
    "--kind", "kinds", multiple=True, type=Named("kind", _kinds), help="Of disagreement; repeatable."
)
@filter_options
@format_option
@settings
def command(given: Settings, /, form: str | None, kinds: tuple[str, ...], **options: Any) -> int:
    """List disagreements: date, place, participants, number, occurrence, speaker.

    Two claims that cannot both be right, each with its sentence and source. Nothing is decided, and copies
    of one article are one source. A question mark: merging kept the two apart, so they may be two events.
    """
    from kg.query.conflicts import conflicts

    with reading(given) as store:
        found = conflicts(store, wanted(options), kinds)
        empty = "" if found else nothing(store, "disagreement", "loosen it, add --all; or nobody disagrees")
        emit(found, form, given, columns=_COLUMNS, record=jsonable, flat=_flat, cells=_CELLS, empty=empty)
    return 0
