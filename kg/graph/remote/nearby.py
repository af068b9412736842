"""A copy, in memory, of the little that telling a story reads of quads that are far away."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg import iri
from kg.graph import terms as t
from kg.model import Changes
from kg.quads import FarQuads, quads_from, quads_to

_VOICES = (iri.term("holder"), iri.term("addressee"))
_LINKS = {
    t.HAS_PLACE,
    *(
        t.kg(name)
        for name in ("agent", "target", "participant", "theme", "beneficiary", "holder", "addressee")
    ),
}
"""From claims and mentions to local actors."""


def nearby(raw: FarQuads, changes: Changes) -> ox.Store:
    """All quads of the things that the changes name, of the claims of their actors, of the actors of their
    events and claims, and of the articles that these stand in. All of one kind are asked for at once.
    """
    copy, told = ox.Store(), changes.resolution
    copy.extend(quads_to(raw, _VOICES, changes.links))
    things = {
        *changes.subjects,
        *changes.links,
        *(member for event in told.events for member in event.members),
        *(claim for claim, _ in told.rejected),
        *(edit.target for edit in told.edits),
        *(t.value(q.subject) for q in copy),
    }
    copy.extend(quads_from(raw, sorted(things)))
    actors = {t.value(q.object) for q in copy if q.predicate in _LINKS}
    articles = {_article(q) for q in copy if q.predicate == t.A and q.object == t.kg("EventMention")}
    copy.extend(quads_from(raw, _besides(things, actors | articles)))
    return copy


def _besides(known: set[str], wanted: Iterable[str]) -> list[str]:
    return sorted(set(wanted) - known)


def _article(quad: ox.Quad) -> str:
    return iri.sibling(t.value(quad.graph_name), "article")
