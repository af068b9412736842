"""Which claims pass a filter, once people have corrected them: rejected ones out, edited ones by what they
are now. Without corrections it costs two look-ups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from heapq import merge

from kg import iri
from kg.query import select
from kg.query.filter import Filter
from kg.query.people import edited_claims, rejected_claims
from kg.query.reader import EARLIEST, EVENT_TYPE, HAS_TIME, LATEST, Reader, day, one, value_of
from kg.query.wording import shown_by_default

Key = tuple[date, date, date, str, int, str]


def candidates(reader: Reader, wanted: Filter) -> Iterator[str]:
    """As :func:`kg.query.select.candidates`, on the corrected story."""
    edited = edited_claims(reader.raw)
    hidden = frozenset[str]() if wanted.include_rejected else rejected_claims(reader.raw)
    found = select.candidates(reader, wanted)
    if edited or hidden:
        found = (c for c in found if c not in hidden and c not in edited)
    if not edited:
        return found
    now = sorted(
        (c for c in _edited(reader, wanted, edited) if c not in hidden), key=lambda c: _key(reader, c)
    )
    return merge(found, now, key=lambda c: _key(reader, c))


def _edited(reader: Reader, wanted: Filter, edited: frozenset[str]) -> Iterator[str]:
    """Edited claims that pass: the conditions on what people can set are checked here, on the new values."""
    if wanted.kind == "statement":
        return
    documents = {reader.article(reader.node(c)["@graph"][0]).id for c in edited}
    loose = replace(
        wanted,
        kind="event",
        types=(),
        statuses=(),
        date_from=None,
        date_to=None,
        include_actions=True,
        sources=wanted.sources or tuple(sorted(documents)),
    )
    for claim in select.candidates(reader, loose):
        if claim in edited and _passes(reader, claim, wanted):
            yield claim


def _passes(reader: Reader, claim: str, wanted: Filter) -> bool:
    node = reader.node(claim)
    mention = reader.node(node[iri.term("about")][0])
    type_, status = value_of(mention[EVENT_TYPE][0]), value_of(node[iri.term("status")][0])
    if wanted.statuses and status not in wanted.statuses:
        return False
    if wanted.types and type_ not in wanted.types:
        return False
    if not (wanted.types or wanted.include_actions or shown_by_default(type_)):
        return False
    if wanted.date_from is None and wanted.date_to is None:
        return True
    early, late = day(one(mention, EARLIEST)), day(one(mention, LATEST))
    after = wanted.date_from is None or late is None or late >= wanted.date_from
    before = wanted.date_to is None or early is None or early <= wanted.date_to
    return bool(early or late) and after and before


def _key(reader: Reader, claim: str) -> Key:
    """The order of facts: interval (undated last), publication, article, place in the text."""
    node = reader.node(claim)
    about = one(node, iri.term("about")) or one(node, HAS_TIME)
    ends = reader.node(about) if about else {}
    early, late = day(one(ends, EARLIEST)), day(one(ends, LATEST))
    graph = node["@graph"][0]
    start = min((s for s, _ in reader.evidence_spans(claim)), default=0)
    published = reader.article(graph).published
    return early or late or date.max, late or date.max, published or date.max, graph, start, claim
