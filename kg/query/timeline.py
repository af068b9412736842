"""Timelines: event mentions, each in its place.

Order is a dense rank of intervals. Mentions with the same interval are simultaneous. What has no date of
its own nor of its merged event keeps open ends; told as news, it stands where its article stands, by the
day of publication. Plans, denials and what no publication day places have no order and come last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from sys import maxsize

from kg import iri
from kg.listing import LISTING, NEWS, ends
from kg.model import Fact, TimelineEntry
from kg.query.asof import Ends, interval
from kg.query.conditions import Conditions
from kg.query.facts import build, built, passes
from kg.query.filter import Filter
from kg.query.listed import entries_in_order
from kg.query.paging import Page
from kg.query.reader import HasQuads, Reader
from kg.query.scan import scanned
from kg.query.select import conditions
from kg.sidecar import Sidecar


def timeline(store: HasQuads, wanted: Filter | None = None) -> list[TimelineEntry]:
    """Event mentions that pass, in order. ``limit`` counts entries.

    Where actors are named, events of no particular type are theirs too and are not hidden.

    :raises NotFound: an actor or holder that nobody answers to.
    """
    reader, given = _asked(store, wanted or Filter())
    if (index := reader.indexed(LISTING)) is None:
        return [_entry(reader, *row) for row in _sorted(reader, given)[: given.wanted.limit]]
    rows = islice(_listed(reader, index, given), given.wanted.limit)
    return [_built(reader, order, claim) for order, claim in rows]


def timeline_page(store: HasQuads, wanted: Filter, *, offset: int = 0) -> Page[TimelineEntry]:
    """So many entries of :func:`timeline` as ``limit`` says from that one on, and how many there are.

    :raises NotFound: an actor or holder that nobody answers to.
    """
    reader, given = _asked(store, wanted)
    end = maxsize if wanted.limit is None else offset + wanted.limit
    if (index := reader.indexed(LISTING)) is None:
        found = _sorted(reader, given)
        return Page(tuple(_entry(reader, *row) for row in found[offset:end]), len(found))
    rows, total = [], 0
    for order, claim in _listed(reader, index, given):
        if offset <= total < end:
            rows.append(_built(reader, order, claim))
        total += 1
    return Page(tuple(rows), total)


def _asked(store: HasQuads, wanted: Filter) -> tuple[Reader, Conditions]:
    wanted = replace(wanted, kind="event", include_actions=wanted.include_actions or bool(wanted.actors))
    reader = Reader(store, as_of=wanted.as_of)
    return reader, conditions(reader, wanted)


def _listed(reader: Reader, index: Sidecar, given: Conditions) -> Iterator[tuple[int | None, str]]:
    """Order and claim of each entry, as the list has them; facts are read where words have to fit."""
    order, last, wanted = 0, "", given.wanted
    for claim, where in entries_in_order(index, given):
        if wanted.text is None or passes(build(reader, claim), wanted):
            order += where != last
            last = where
            yield (order if ends(where) else None), claim


def _built(reader: Reader, order: int | None, claim: str) -> TimelineEntry:
    fact = build(reader, claim)
    return _entry(reader, order, _interval(reader, fact), fact)


def _sorted(reader: Reader, given: Conditions) -> list[tuple[int | None, Ends, Fact]]:
    """All entries, put in order."""
    found = list(built(reader, scanned(reader, given)))
    dated = [(_interval(reader, fact), fact) for fact in found if passes(fact, given.wanted)]
    ranks = [_rank(days, fact) for days, fact in dated]
    order = {rank: n for n, rank in enumerate(sorted({r for r in ranks if r}), start=1)}
    rows = [(order[r] if r else None, *row) for r, row in zip(ranks, dated, strict=True)]
    rows.sort(key=lambda row: row[0] or len(order) + 1)
    return rows


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
    return (published, published) if published and fact.status in NEWS else None


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
