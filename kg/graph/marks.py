"""What a store says of itself: what the story is called, whether it is behind, and which articles changed."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.graph import terms as t

META = NamedNode(iri.META)
SELF = NamedNode(iri.BASE + "store")
STALE = Quad(SELF, t.STORY_STALE, t.boolean(True), META)
CHANGED = t.CHANGED_DOCUMENT
STAMP = t.kg("storyStamp")
NOTES = (STALE.predicate, CHANGED)
"""What an export has to tell of a story that is behind."""


def named(stamp: str) -> Quad:
    """What the story is called as it is now."""
    return Quad(SELF, STAMP, t.string(stamp), META)


def stale_notes(documents: Iterable[str]) -> list[Quad]:
    """That the story is behind, and which articles changed."""
    return [STALE, *(Quad(SELF, CHANGED, t.string(d), META) for d in documents)]
