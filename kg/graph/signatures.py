"""What merging needs to know of an article, read back from its graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox

from kg import iri
from kg.graph import terms as t
from kg.graph.scan import scan
from kg.graph.store import Store
from kg.model import ActorSignature, DocumentSignature, EventSignature
from kg.quads import Quads

_ROLES = ("agent", "target", "participant", "theme", "beneficiary")
_CLASSES = {iri.term("LocalActor"): "actor", iri.term("EventMention"): "event"}
Node = dict[str, list[str]]
"""Predicate IRI -> its objects as text, sorted."""


def document_signatures(store: Store) -> Iterator[DocumentSignature]:
    """Signatures of all articles, by document id, one at a time."""
    for document in sorted(row.object for row in scan(store.raw, t.kg("documentId"))):
        signature = document_signature(store, document)
        assert signature is not None
        yield signature


def document_signature(store: Store, document: str) -> DocumentSignature | None:
    """The article with its actors and event mentions, sorted by IRI; ``None`` where the store has none."""
    nodes, kinds = _nodes(store.raw, document)
    if not nodes:
        return None
    day = _one(nodes[iri.article(document)], t.schema("datePublished"))
    published = date.fromisoformat(day) if day else None
    claims = {one: s for s, node in nodes.items() if (one := _one(node, t.kg("about")))}
    return DocumentSignature(
        document=document,
        text=_one(nodes[iri.text(document)], t.VALUE) or "",
        published=published,
        actors=tuple(_actor(s, nodes[s], document, published) for s in sorted(kinds["actor"])),
        events=tuple(_event(s, nodes, nodes[claims[s]], document, published) for s in sorted(kinds["event"])),
    )


def document_text(store: Store, document: str) -> str:
    """The article's text as the store holds it."""
    node = ox.NamedNode(iri.text(document))
    quad = next(iter(store.raw.quads_for_pattern(node, t.VALUE, None, ox.NamedNode(iri.graph(document)))))
    return str(getattr(quad.object, "value", ""))


def _nodes(raw: Quads, document: str) -> tuple[dict[str, Node], dict[str, list[str]]]:
    """Subject -> its properties, for one article's graph; and the subjects that merging is about."""
    nodes: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    kinds: dict[str, list[str]] = {"actor": [], "event": []}
    for q in raw.quads_for_pattern(None, None, None, ox.NamedNode(iri.graph(document))):
        subject, value = str(getattr(q.subject, "value", "")), str(getattr(q.object, "value", ""))
        nodes[subject][q.predicate.value].append(value)
        if q.predicate == t.A and value in _CLASSES:
            kinds[_CLASSES[value]].append(subject)
    for node in nodes.values():
        for values in node.values():
            values.sort()
    return nodes, kinds


def _one(node: Node, predicate: ox.NamedNode) -> str | None:
    return next(iter(node.get(predicate.value, ())), None)


def _actor(local: str, node: Node, document: str, published: date | None) -> ActorSignature:
    return ActorSignature(
        local=local,
        document=document,
        name=_one(node, t.LABEL) or "",
        kind=_one(node, t.kg("kind")) or "",
        aliases=tuple(node.get(t.ALT_LABEL.value, ())),
        descriptions=tuple(node.get(t.kg("description").value, ())),
        key=_one(node, t.kg("key")),
        named=_one(node, t.kg("named")) is None,
        published=published,
        mentions=len((_one(node, t.kg("mentionSpans")) or "").split()),
    )


def _event(
    local: str, nodes: dict[str, Node], claim: Node, document: str, published: date | None
) -> EventSignature:
    node = nodes[local]
    place = _one(node, t.HAS_PLACE)
    return EventSignature(
        local=local,
        document=document,
        type=_term(node, t.EVENT_TYPE),
        actors=tuple(sorted((r, actor) for r in _ROLES for actor in node.get(t.kg(r).value, ()))),
        earliest=_date(_one(node, t.EARLIEST)),
        latest=_date(_one(node, t.LATEST)),
        status=_term(claim, t.kg("status")),
        place=_one(nodes[place], t.LABEL) if place else None,
        place_actor=place,
        trigger=_one(node, t.kg("trigger")) or "",
        published=published,
        same_as=_one(node, t.kg("sameAs")),
        acts_on=_one(node, t.kg("actsOn")),
    )


def _term(node: Node, predicate: ox.NamedNode) -> str:
    """Value of an enumeration or an event type."""
    return iri.snake((_one(node, predicate) or "").removeprefix(iri.KG))


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
