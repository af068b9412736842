"""Who is in the story, and how often."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from kg import iri
from kg.listing import LISTING
from kg.model import ActorRow
from kg.quads import Quads
from kg.query.find import find_actors
from kg.query.listed import Counted, counted, events_of, statements_of
from kg.query.paging import Page
from kg.query.reader import ALT_LABEL, LABEL, TYPE, HasQuads, Node, Reader, one, rows


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
    if index := reader.indexed(LISTING):
        return _row(reader, events_of(index, actor), statements_of(index, actor), actor, reader.node(actor))
    events = f"SELECT (COUNT(DISTINCT ?e) AS ?n) {{ ?e a sem:Event ; sem:hasActor <{actor}> }}"
    said = f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ ?c kg:holderActor <{actor}> ; kg:attitude ?t }}"
    return _row(reader, _number(reader, events), _number(reader, said), actor, reader.node(actor))


def _all(raw: Quads) -> list[str]:
    quads = raw.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(iri.SEM + "Actor"), None)
    return [str(getattr(q.subject, "value", "")) for q in quads]


def _counts(raw: Quads, query: str) -> Counter[str]:
    return Counter({row["a"].value: int(row["n"].value) for row in rows(raw, query)})


def _number(reader: Reader, query: str) -> int:
    return int(next(reader.rows(query))["n"].value)


def _row(reader: Reader, events: int, said: int, actor: str, merged: Node) -> ActorRow:
    index = reader.indexed(LISTING)
    found = counted(index, actor) if index else _counted(reader, actor)
    return ActorRow(
        id=iri.short(actor),
        name=one(merged, LABEL) or iri.short(actor),
        kind=one(merged, iri.term("kind")) or "",
        aliases=merged.get(ALT_LABEL, ()),
        descriptions=found.descriptions,
        key=one(merged, iri.term("key")),
        same_as=one(merged, iri.OWL + "sameAs"),
        named=found.named,
        articles=found.articles,
        mentions=found.mentions,
        events=events,
        statements=said,
    )


def _counted(reader: Reader, actor: str) -> Counted:
    spans: dict[tuple[str, str], int] = {}
    nameless, described = set(), set[str]()
    for member in reader.subjects(iri.term("refersTo"), actor):
        node = reader.node(member)
        if (told := one(node, iri.term("mentionSpans"))) is None:
            continue
        local = node["@graph"][0], member
        spans[local] = len(told.split())
        described.update(node.get(iri.term("description"), ()))
        if iri.term("named") in node:
            nameless.add(local)
    return Counted(
        descriptions=tuple(sorted(described)),
        named=len(nameless) < len(spans),
        articles=len({graph for graph, _ in spans}),
        mentions=sum(spans.values()),
    )
