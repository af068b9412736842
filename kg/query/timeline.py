"""Timelines: event mentions, each in its place.

Order is a dense rank of intervals. Mentions with the same interval are simultaneous; what has no date
of its own nor of its merged event has no order and comes last.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg import iri
from kg.model import Fact, TimelineEntry
from kg.query.facts import build, passes
from kg.query.filter import Filter
from kg.query.reader import EARLIEST, LATEST, HasQuads, Reader, day, one
from kg.query.select import candidates


def timeline(store: HasQuads, wanted: Filter | None = None) -> list[TimelineEntry]:
    """Event mentions that pass, in order. ``limit`` counts entries.

    :raises NotFound: an actor or holder that nobody answers to.
    """
    wanted = replace(wanted or Filter(), kind="event")
    reader = Reader(store)
    found = [build(reader, c.claim) for c in candidates(reader, wanted)]
    dated = [(_interval(reader, fact), fact) for fact in found if passes(fact, wanted)]
    ends = sorted({_rank(i) for i, _ in dated if i != (None, None)})
    order = {end: n for n, end in enumerate(ends, start=1)}
    placed = [(order.get(_rank(i)), i, fact) for i, fact in dated]
    placed.sort(key=lambda row: row[0] if row[0] is not None else len(order) + 1)
    return [_entry(reader, rank, i, fact) for rank, i, fact in placed[: wanted.limit]]


Ends = tuple[date | None, date | None]


def _interval(reader: Reader, fact: Fact) -> Ends:
    """The mention's own days, else those on which the dated mentions of its event agree."""
    if fact.earliest or fact.latest:
        return fact.earliest, fact.latest
    if not fact.event.startswith("e-"):
        return None, None
    node = reader.kept(iri.expand(fact.event) or "")
    return day(one(node, EARLIEST)), day(one(node, LATEST))


def _rank(ends: Ends) -> tuple[date, date]:
    """Where an interval stands: by its beginning, then its end; one open at the start by its end."""
    early, late = ends
    return early or late or date.max, late or date.max


def _entry(reader: Reader, order: int | None, ends: Ends, fact: Fact) -> TimelineEntry:
    graph = iri.graph(fact.evidence.article)
    start = fact.evidence.spans[0][0] if fact.evidence.spans else 0
    return TimelineEntry(
        order=order,
        earliest=ends[0],
        latest=ends[1],
        event=fact.event,
        type=fact.type,
        status=fact.status,
        document=fact.evidence.document,
        sentence=reader.article(graph).sentence_number(start),
        trigger=fact.evidence.spans,
        text=fact.text,
        sources=fact.sources,
        holders=tuple(h.name for h in fact.holders),
        claim=fact.id,
    )
