"""What stands around facts: paragraphs, the life of their events, disagreements, copies.

Linear in the facts given: nothing is looked for beyond them and the events that they tell of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from kg import iri
from kg.model import Background, Fact, Paragraph, Span
from kg.query.conflicts import conflicts_among
from kg.query.facts import build
from kg.query.filter import Filter
from kg.query.reader import HasQuads, Reader

_REFERS = iri.term("refersTo")
_ACTS_ON = iri.term("actsOn")
_LIFE = 40
"""Further claims of one event that are told; bounds the work."""


def background(store: HasQuads, facts: Sequence[Fact], wanted: Filter | None = None) -> Background:
    """What is known around facts, as of the day that the filter names.

    :param wanted: the filter that the facts passed: its ``as_of`` and ``include_rejected`` hold here too,
        its other conditions do not.
    """
    wanted = wanted or Filter()
    reader = Reader(store, as_of=wanted.as_of)
    others = tuple(_others(reader, facts, wanted))
    pool = [*facts, *others]
    return Background(
        paragraphs=_paragraphs(reader, pool),
        others=others,
        acts_on=_acts_on(reader, pool),
        conflicts=tuple(conflicts_among(reader, pool)),
        copies=_copies(reader, pool),
    )


def _paragraphs(reader: Reader, facts: Iterable[Fact]) -> dict[tuple[str, Span], Paragraph]:
    found: dict[tuple[str, Span], Paragraph] = {}
    for fact in facts:
        key = fact.evidence.article, fact.evidence.sentence
        if key not in found:
            article = reader.article(iri.graph(fact.evidence.article))
            start, end = article.paragraph(fact.evidence.sentence)
            found[key] = Paragraph((start, end), article.text[start:end])
    return found


def _others(reader: Reader, facts: Sequence[Fact], wanted: Filter) -> Iterator[Fact]:
    """Claims on the events of the facts, and on the events that call these off, move or reinstate them."""
    seen = {iri.expand(fact.id) for fact in facts}
    for event in dict.fromkeys(fact.event for fact in facts if fact.kind == "event"):
        fresh = [c for c in _life(reader, iri.expand(event) or "") if c not in seen]
        for claim in fresh[:_LIFE]:
            seen.add(claim)
            fact = build(reader, claim)
            if _counts(fact, wanted):
                yield fact


def _life(reader: Reader, event: str) -> list[str]:
    """Claims on an event, then those on what changes it."""
    mentions = reader.subjects(_REFERS, event)
    changers = [m for mention in mentions for m in reader.subjects(_ACTS_ON, mention)]
    return [iri.sibling(m, "claim") for m in dict.fromkeys([*mentions, *changers]) if ":mention:" in m]


def _counts(fact: Fact, wanted: Filter) -> bool:
    """Whether a claim was known by then and still stands."""
    known = wanted.as_of is None or (fact.evidence.published or date.max) <= wanted.as_of
    return known and (wanted.include_rejected or fact.rejected is None)


def _acts_on(reader: Reader, facts: Iterable[Fact]) -> dict[str, str]:
    found: dict[str, str] = {}
    predicate = ox.NamedNode(_ACTS_ON)
    for fact in facts:
        mention = iri.sibling(iri.expand(fact.id) or "", "mention")
        for quad in reader.raw.quads_for_pattern(ox.NamedNode(mention), predicate, None, None):
            merged = reader.kept(str(getattr(quad.object, "value", ""))).get(_REFERS, ())
            if merged and iri.short(merged[0]) != fact.event:
                found.setdefault(fact.event, iri.short(merged[0]))
    return found


def _copies(reader: Reader, facts: Iterable[Fact]) -> Mapping[str, str]:
    found = {}
    for article in dict.fromkeys(fact.evidence.article for fact in facts):
        original = reader.copies.get(iri.graph(article))
        if original is not None:
            found[article] = reader.article(original).id
    return found
