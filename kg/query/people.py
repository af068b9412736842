"""What people decided, as questions see it: rejected claims, edited values, copies of articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iri
from kg.quads import Quads

if TYPE_CHECKING:
    from kg.query.reader import Node, Reader

_STORY = ox.NamedNode(iri.STORY)
EDITED_BY = iri.term("editedBy")
REJECTED_BY = iri.term("rejectedBy")
_OVERLAYS = {
    iri.term("correctedStatus"): iri.term("status"),
    iri.term("correctedPolarity"): iri.term("polarity"),
    iri.term("correctedCertainty"): iri.term("certainty"),
    iri.term("correctedType"): iri.SEM + "eventType",
    iri.term("correctedEarliest"): iri.SEM + "hasEarliestBeginTimeStamp",
    iri.term("correctedLatest"): iri.SEM + "hasLatestEndTimeStamp",
}
_DATES = {iri.term("correctedEarliest"), iri.term("correctedLatest")}
_WAS = "@was "
"""Prefix of the keys that hold what the article shows."""


def overlaid(node: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """A node with the values that people set; what stood there is kept beside them."""
    for over, plain in _OVERLAYS.items():
        if over in node:
            value = node[over][0]
            node[_WAS + over] = node.get(plain, ())
            node[plain] = () if not value else (value if over in _DATES else iri.term(iri.camel(value)),)
            if not value:
                del node[plain]
    return node


def changes(reader: Reader, *nodes: Node) -> tuple[str, ...]:
    """``status: planned → occurred (Ines: she saw it; k-…)`` for each edited value."""
    found = []
    for node in nodes:
        why = "; ".join(reason(reader, c) for c in node.get(EDITED_BY, ()))
        for over in _OVERLAYS:
            if _WAS + over in node:
                before, after = _told(node[_WAS + over]), node[over][0] or "open"
                field = iri.snake(over.removeprefix(iri.term("corrected")))
                found.append(f"{field}: {before} → {after} ({why})")
    return tuple(found)


def _told(values: tuple[str, ...]) -> str:
    plain = values[0] if values else "open"
    return iri.snake(plain.removeprefix(iri.KG)) if plain.startswith(iri.KG) else plain


def reason(reader: Reader, correction: str) -> str:
    """``Ines Varga: the day is wrong (k-…)``."""
    node = reader.kept(correction)
    author, because = (node.get(iri.term(name), ("",))[0] for name in ("author", "because"))
    return f"{author}: {because} ({iri.short(correction)})"


def rejected_claims(raw: Quads) -> frozenset[str]:
    """IRIs of the claims that people rejected."""
    quads = raw.quads_for_pattern(None, ox.NamedNode(REJECTED_BY), None, _STORY)
    return frozenset(str(getattr(q.subject, "value", "")) for q in quads)


def edited_claims(raw: Quads) -> frozenset[str]:
    """IRIs of the claims whose values people set."""
    quads = raw.quads_for_pattern(None, ox.NamedNode(EDITED_BY), None, _STORY)
    nodes = (str(getattr(q.subject, "value", "")) for q in quads)
    return frozenset(iri.sibling(n, "claim") for n in nodes if iri.kind_of(n) in ("claim", "mention"))


def copies(raw: Quads) -> Mapping[str, str]:
    """Graph of each copy -> graph of the article that it repeats."""
    return {
        f"{iri.BASE}graph:{iri.key_of(str(getattr(q.subject, 'value', '')))}": (
            f"{iri.BASE}graph:{iri.key_of(str(getattr(q.object, 'value', '')))}"
        )
        for q in raw.quads_for_pattern(None, ox.NamedNode(iri.term("copyOf")), None, _STORY)
    }
