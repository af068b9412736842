"""Timelines: event mentions, each in its place.

Order is a dense rank of intervals. Mentions with the same interval are simultaneous. What has no date of
its own nor of its merged event keeps open ends; told as news, it stands where its article stands, by the
day of publication. Plans, denials and what no publication day places have no order and come last.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg import iri
from kg.model import Fact, Status, TimelineEntry
from kg.query.asof import Ends, interval
from kg.query.facts import built, passes
from kg.query.filter import Filter
from kg.query.paging import Page
from kg.query.reader import HasQuads, Reader
from kg.query.select import candidates

_NEWS = {Status.OCCURRED, Status.ONGOING}


def timeline(store: HasQuads, wanted: Filter | None = None) -> list[TimelineEntry]:
    """Event mentions that pass, in order. ``limit`` counts entries.

    Where actors are named, events of no particular type are theirs too and are not hidden.

    :raises NotFound: an actor or holder that nobody answers to.
    """
    wanted = wanted or Filter()
    return list(timeline_page(store, wanted).rows)


def timeline_page(store: HasQuads, wanted: Filter, *, offset: int = 0) -> Page[TimelineEntry]:
    """So many entries of :func:`timeline` as ``limit`` says from that one on, and how many there are.

    :raises NotFound: an actor or holder that nobody answers to.
    """
    wanted = replace(wanted, kind="event", include_actions=wanted.include_actions or bool(wanted.actors))
    reader = Reader(store, as_of=wanted.as_of)
    found = list(built(reader, candidates(reader, wanted)))
    dated = [(_interval(reader, fact), fact) for fact in found if passes(fact, wanted)]
    ranks = [_rank(ends, fact) for ends, fact in dated]
    order = {rank: n for n, rank in enumerate(sorted({r for r in ranks if r}), start=1)}
    rows = [(order[r] if r else None, *row) for r, row in zip(ranks, dated, strict=True)]
    rows.sort(key=lambda row: row[0] or len(order) + 1)
    end = None if wanted.limit is None else offset + wanted.limit
    return Page(tuple(_entry(reader, *row) for row in rows[offset:end]), len(rows))


def _interval(reader: Reader, fact: Fact) -> Ends:
    """The mention's own days, else those on which the dated mentions of its event agree."""
    if fact.earliest or fact.latest:
        return fact.earliest, fact.latest
    if not fact.event.startswith("e-"):
        return None, None
    return interval(reader, iri.expand(fact.event) or "")


def _rank(ends: Ends, fact: Fact) -> tuple[date, date] | None:
    """Where an entry stands: by its beginning, then its end; one open at the start by its end."""
    early, late = ends
    if early or late:
        return (early or late or date.max), late or date.max
    published = fact.evidence.published
    return (published, published) if published and fact.status in _NEWS else None


def _entry(reader: Reader, order: int | None, ends: Ends, fact: Fact) -> TimelineEntry:
    graph = iri.graph(fact.evidence.article)
    start = fact.trigger[0][0] if fact.trigger else 0
    return TimelineEntry(
        order=order,
        earliest=ends[0],
        latest=ends[1],
        event=fact.event,
        type=fact.type,
        status=fact.status,
        document=fact.evidence.document,
        sentence=reader.article(graph).sentence_number(start),
        trigger=fact.trigger,
        text=fact.text,
        sources=fact.sources,
        holders=tuple(h.name for h in fact.holders),
        claim=fact.id,
        published=fact.evidence.published,
    )
