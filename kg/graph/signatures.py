"""What merging needs to know of every article, read back from the article graphs."""

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

_ROLES = ("agent", "target", "participant", "theme", "beneficiary")
_NOT_ARTICLES = (iri.STORY, iri.DECISIONS, iri.CORRECTIONS, iri.ONTOLOGY, iri.META)
Values = dict[str, list[str]]


def signatures(store: Store) -> tuple[tuple[ActorSignature, ...], tuple[EventSignature, ...]]:
    """Signatures of all local actors and all event mentions, sorted by IRI: the same whatever the order
    in which articles were added."""
    raw = store.raw
    meta = _articles(raw)
    return (
        tuple(sorted(_actors(raw, meta), key=lambda s: s.local)),
        tuple(sorted(_events(raw, meta), key=lambda s: s.local)),
    )


def document_signatures(store: Store) -> Iterator[DocumentSignature]:
    """The texts of all articles, one at a time."""
    for graph, (document, published) in _articles(store.raw).items():
        text = next(iter(store.raw.quads_for_pattern(None, t.VALUE, None, ox.NamedNode(graph))))
        yield DocumentSignature(
            document=document, text=str(getattr(text.object, "value", "")), published=published
        )


def _articles(raw: ox.Store) -> dict[str, tuple[str, date | None]]:
    """Graph -> document id and publication day."""
    ids = {row.graph: row.object for row in scan(raw, t.kg("documentId"))}
    days = {row.graph: date.fromisoformat(row.object) for row in scan(raw, t.schema("datePublished"))}
    return {graph: (document, days.get(graph)) for graph, document in ids.items()}


def _values(raw: ox.Store, predicate: ox.NamedNode) -> Values:
    """Subject -> objects of a predicate over all article graphs, objects sorted."""
    found: Values = defaultdict(list)
    for row in scan(raw, predicate):
        if row.graph not in _NOT_ARTICLES:
            found[row.subject].append(row.object)
    for objects in found.values():
        objects.sort()
    return found


def _one(values: Values, subject: str) -> str | None:
    objects = values.get(subject)
    return objects[0] if objects else None


def _actors(raw: ox.Store, meta: dict[str, tuple[str, date | None]]) -> list[ActorSignature]:
    names, kinds, keys = (_values(raw, p) for p in (t.LABEL, t.kg("kind"), t.kg("key")))
    aliases, said, spans = (_values(raw, p) for p in (t.ALT_LABEL, t.kg("description"), t.kg("mentionSpans")))
    unnamed = _values(raw, t.kg("named"))
    found = []
    for row in scan(raw, t.A, t.kg("LocalActor")):
        local = row.subject
        document, published = meta[row.graph]
        found.append(
            ActorSignature(
                local=local,
                document=document,
                name=names[local][0],
                kind=kinds[local][0],
                aliases=tuple(aliases.get(local, ())),
                descriptions=tuple(said.get(local, ())),
                key=_one(keys, local),
                named=local not in unnamed,
                published=published,
                mentions=len((_one(spans, local) or "").split()),
            )
        )
    return found


def _events(raw: ox.Store, meta: dict[str, tuple[str, date | None]]) -> list[EventSignature]:
    types, early, late = (_values(raw, p) for p in (t.EVENT_TYPE, t.EARLIEST, t.LATEST))
    places, triggers = _values(raw, t.HAS_PLACE), _values(raw, t.kg("trigger"))
    same, acts = _values(raw, t.kg("sameAs")), _values(raw, t.kg("actsOn"))
    names = _values(raw, t.LABEL)
    roles = {role: _values(raw, t.kg(role)) for role in _ROLES}
    claims = {row.object: row.subject for row in scan(raw, t.kg("about"))}
    statuses = _values(raw, t.kg("status"))
    found = []
    for row in scan(raw, t.A, t.kg("EventMention")):
        local = row.subject
        document, published = meta[row.graph]
        place = _one(places, local)
        found.append(
            EventSignature(
                local=local,
                document=document,
                type=iri.snake(types[local][0].removeprefix(iri.KG)),
                actors=tuple(sorted((r, actor) for r in _ROLES for actor in roles[r].get(local, ()))),
                earliest=_date(_one(early, local)),
                latest=_date(_one(late, local)),
                status=iri.snake(statuses[claims[local]][0].removeprefix(iri.KG)),
                place=_one(names, place) if place else None,
                place_actor=place,
                trigger=triggers[local][0],
                published=published,
                same_as=_one(same, local),
                acts_on=_one(acts, local),
            )
        )
    return found


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
