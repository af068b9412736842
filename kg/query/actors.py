"""Who is in the story, and how often."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from kg import iri
from kg.model import ActorRow
from kg.quads import Quads
from kg.query.find import find_actors
from kg.query.paging import Page
from kg.query.reader import ALT_LABEL, HAS_ACTOR, LABEL, TYPE, HasQuads, Node, Reader, one, rows


def actors(
    store: HasQuads, *, name: str | None = None, kind: str | None = None, limit: int | None = None
) -> list[ActorRow]:
    """Merged actors, those of most events and statements first.

    :param name: only those that the name, alias or id means.
    :raises NotFound: nobody answers to ``name``.
    """
    reader = Reader(store)
    return _rows(reader, _ranked(reader, name, kind)[:limit])


def actors_page(
    store: HasQuads, *, name: str | None = None, kind: str | None = None, limit: int, offset: int = 0
) -> Page[ActorRow]:
    """So many of :func:`actors` from that row on, and how many there are.

    :raises NotFound: nobody answers to ``name``.
    """
    reader = Reader(store)
    found = _ranked(reader, name, kind)
    return Page(tuple(_rows(reader, found[offset : offset + limit])), len(found))


def _ranked(reader: Reader, name: str | None, kind: str | None) -> list[tuple[int, int, str, Node]]:
    """Events, statements, IRI and node of each, in order."""
    chosen = find_actors(reader, name) if name else _all(reader.raw)
    reader.ahead.read(chosen)
    events = _counts(
        reader.raw, "SELECT ?a (COUNT(DISTINCT ?e) AS ?n) { ?e a sem:Event ; sem:hasActor ?a } GROUP BY ?a"
    )
    said = _counts(
        reader.raw,
        "SELECT ?a (COUNT(DISTINCT ?c) AS ?n) { ?c kg:holderActor ?a ; kg:attitude ?t } GROUP BY ?a",
    )
    found = []
    for actor in chosen:
        node = reader.node(actor)
        if kind is None or one(node, iri.term("kind")) == kind:
            found.append((events[actor], said[actor], actor, node))
    found.sort(key=lambda f: (-f[0] - f[1], f[2]))
    return found


def _rows(reader: Reader, ranked: list[tuple[int, int, str, Node]]) -> list[ActorRow]:
    reader.ahead.read(reader.ahead.read_to(iri.term("refersTo"), (actor for _, _, actor, _ in ranked)))
    return [_row(reader, *found) for found in ranked]


def actor_row(reader: Reader, actor: str) -> ActorRow:
    """One merged actor."""
    node = reader.node(actor)
    events = len(reader.subjects(HAS_ACTOR, actor))
    claims = reader.subjects(iri.term("holderActor"), actor)
    reader.ahead.read(claims)
    said = sum(iri.term("attitude") in reader.node(c) for c in claims)
    return _row(reader, events, said, actor, node)


def _all(raw: Quads) -> list[str]:
    quads = raw.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(iri.SEM + "Actor"), None)
    return [str(getattr(q.subject, "value", "")) for q in quads]


def _counts(raw: Quads, query: str) -> Counter[str]:
    return Counter({row["a"].value: int(row["n"].value) for row in rows(raw, query)})


def _row(reader: Reader, events: int, said: int, actor: str, merged: Node) -> ActorRow:
    local = [reader.node(m) for m in reader.subjects(iri.term("refersTo"), actor)]
    described = {d for m in local for d in m.get(iri.term("description"), ())}
    return ActorRow(
        id=iri.short(actor),
        name=one(merged, LABEL) or iri.short(actor),
        kind=one(merged, iri.term("kind")) or "",
        aliases=merged.get(ALT_LABEL, ()),
        descriptions=tuple(sorted(described)),
        key=one(merged, iri.term("key")),
        same_as=one(merged, iri.OWL + "sameAs"),
        named=any(iri.term("named") not in m for m in local),
        articles=len({m["@graph"][0] for m in local if "@graph" in m}),
        mentions=sum(len((one(m, iri.term("mentionSpans")) or "").split()) for m in local),
        events=events,
        statements=said,
    )
