"""Stores with and without merging across articles, and the mentions of their events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import pyoxigraph as ox

from benchmarks.merging.gold import Mention
from kg import iri
from kg.graph import Store, open_store
from kg.model import Document
from kg.pipeline import ingest
from kg.query.reader import (
    EARLIEST,
    EVENT_TYPE,
    HAS_ACTOR,
    HAS_PLACE,
    LATEST,
    TYPE,
    Reader,
    day,
    one,
    parse_spans,
)

_STORY = ox.NamedNode(iri.STORY)
_REFERS = ox.NamedNode(iri.term("refersTo"))
_ROLES = [iri.term(r) for r in ("agent", "target", "participant", "theme", "beneficiary")]


def told(documents: Iterable[Document]) -> Store:
    """The articles in a store in memory, as ``kg add`` leaves them."""
    store = open_store(None)
    ingest(documents, store)
    return store


def mentions(store: Store) -> list[Mention]:
    """Event mentions under their merged event; ``document`` is the file's name."""
    reader, found = Reader(store), []
    for mention in reader.subjects(TYPE, iri.term("EventMention")):
        node = reader.node(mention)
        spans = parse_spans(one(node, iri.term("triggerSpans")) or "") or reader.evidence_spans(
            iri.sibling(mention, "claim")
        )
        event = one(node, iri.term("refersTo")) or mention
        found.append(Mention(reader.article(node["@graph"][0]).name, spans, event))
    return found


def keep_apart(store: Store) -> None:
    """Split each merged event into one an article: what the story would be without merging across them."""
    reader = Reader(store)
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mention in reader.subjects(TYPE, iri.term("EventMention")):
        node = reader.node(mention)
        if event := one(node, iri.term("refersTo")):
            groups[event][node["@graph"][0]].append(mention)
    for event, articles in groups.items():
        if len(articles) > 1:
            for n, members in enumerate(articles[graph] for graph in sorted(articles)):
                _move(
                    store.raw,
                    reader,
                    event,
                    f"{event}{'abcdefghijklmnopqrstuvwxyz'[n % 26] * (n // 26 + 1)}",
                    members,
                )
            for quad in list(store.raw.quads_for_pattern(ox.NamedNode(event), None, None, _STORY)):
                store.raw.remove(quad)


def _move(raw: ox.Store, reader: Reader, event: str, new: str, members: list[str]) -> None:
    """Let the mentions refer to an event of their own, with what they alone say of it."""

    def put(predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        raw.add(ox.Quad(ox.NamedNode(new), ox.NamedNode(predicate), value, _STORY))

    nodes = [reader.node(m) for m in members]
    put(TYPE, ox.NamedNode(iri.SEM + "Event"))
    put(EVENT_TYPE, ox.NamedNode(reader.node(event)[EVENT_TYPE][0]))
    early = max((d for n in nodes if (d := day(one(n, EARLIEST)))), default=None)
    late = min((d for n in nodes if (d := day(one(n, LATEST)))), default=None)
    if not (early and late and early > late):
        for predicate, value in ((EARLIEST, early), (LATEST, late)):
            if value:
                put(predicate, _day(value))
    for predicate, roles in ((HAS_ACTOR, _ROLES), (HAS_PLACE, [HAS_PLACE])):
        for local in (x for n in nodes for r in roles for x in n.get(r, ())):
            for actor in reader.node(local).get(iri.term("refersTo"), ()):
                put(predicate, ox.NamedNode(actor))
    for mention in members:
        raw.remove(ox.Quad(ox.NamedNode(mention), _REFERS, ox.NamedNode(event), _STORY))
        raw.add(ox.Quad(ox.NamedNode(mention), _REFERS, ox.NamedNode(new), _STORY))


def _day(value: date) -> ox.Literal:
    return ox.Literal(value.isoformat(), datatype=ox.NamedNode(iri.XSD + "date"))
