"""The story graph: merged actors and events, and the links of every article's mentions to them.

A function of the set of article graphs and of the resolution; article graphs are never altered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.graph import terms as t
from kg.graph.people import originals, people_quads
from kg.graph.scan import scan
from kg.model import Decision, MergedActor, MergedEvent, Resolution

_STORY = NamedNode(iri.STORY)
_DECISIONS = NamedNode(iri.DECISIONS)
_ROLES = tuple(t.kg(r) for r in ("agent", "target", "participant", "theme", "beneficiary"))


def story_quads(raw: ox.Store, resolution: Resolution) -> list[Quad]:
    """Quads of the story and of its decisions, in a fixed order."""
    return list(dict.fromkeys(_Story(raw, resolution).quads()))


class _Story:
    def __init__(self, raw: ox.Store, resolution: Resolution) -> None:
        self.raw, self.resolution = raw, resolution
        self.actor_of = {m: NamedNode(iri.actor(a.id)) for a in resolution.actors for m in a.members}
        self.originals, self.rejected = originals(resolution), dict(resolution.rejected)
        self.roles = self._collect(_ROLES)
        self.places = self._collect((t.HAS_PLACE,))
        self.graphs = {row.subject: row.graph for row in scan(raw, t.A, t.kg("EventMention"))}

    def _collect(self, predicates: tuple[NamedNode, ...]) -> dict[str, list[tuple[NamedNode, str]]]:
        found: dict[str, list[tuple[NamedNode, str]]] = defaultdict(list)
        for predicate in predicates:
            for row in scan(self.raw, predicate):
                if row.graph != iri.STORY:
                    found[row.subject].append((predicate, row.object))
        return found

    def quads(self) -> Iterator[Quad]:
        for actor in self.resolution.actors:
            yield from self._actor(actor)
        for event in self.resolution.events:
            yield from self._event(event)
        yield from self._claims()
        yield from people_quads(self.raw, self.resolution)
        for decision in self.resolution.decisions:
            yield from _decision(decision)

    def _actor(self, actor: MergedActor) -> Iterator[Quad]:
        node = NamedNode(iri.actor(actor.id))
        yield Quad(node, t.A, t.ACTOR, _STORY)
        if actor.kind in t.KIND_CLASSES:
            yield Quad(node, t.A, t.KIND_CLASSES[actor.kind], _STORY)
        yield Quad(node, t.LABEL, t.string(actor.name), _STORY)
        yield Quad(node, t.kg("kind"), t.string(actor.kind), _STORY)
        for alias in sorted(set(actor.aliases) - {actor.name}):
            yield Quad(node, t.ALT_LABEL, t.string(alias), _STORY)
        if actor.key:
            yield Quad(node, t.kg("key"), t.string(actor.key), _STORY)
        if actor.wikidata:
            yield Quad(node, t.SAME_AS, NamedNode(iri.WIKIDATA + actor.wikidata), _STORY)
        for member in actor.members:
            yield Quad(NamedNode(member), t.kg("refersTo"), node, _STORY)

    def _event(self, event: MergedEvent) -> Iterator[Quad]:
        node = NamedNode(iri.event(event.id))
        yield Quad(node, t.A, t.EVENT, _STORY)
        yield Quad(node, t.EVENT_TYPE, t.enum(event.type), _STORY)
        if event.earliest:
            yield Quad(node, t.EARLIEST, t.day(event.earliest), _STORY)
        if event.latest:
            yield Quad(node, t.LATEST, t.day(event.latest), _STORY)
        if event.acts_on:
            yield Quad(node, t.kg("actsOn"), NamedNode(iri.event(event.acts_on)), _STORY)
        sources = len({self._source(m) for m in event.members})
        if sources > 1:
            yield Quad(node, t.kg("sources"), t.integer(sources), _STORY)
        for member in event.members:
            yield Quad(NamedNode(member), t.kg("refersTo"), node, _STORY)
            for _, local in self.roles.get(member, ()):
                if local in self.actor_of:
                    yield Quad(node, t.HAS_ACTOR, self.actor_of[local], _STORY)
            for predicate, local in self.places.get(member, ()):
                if local in self.actor_of:
                    yield Quad(node, predicate, self.actor_of[local], _STORY)

    def _source(self, mention: str) -> str | None:
        """Graph of the article that a mention stands in; of a copy that of its original."""
        graph = self.graphs.get(mention)
        return self.originals.get(graph or "", graph)

    def _claims(self) -> Iterator[Quad]:
        """Direct links from claims to voices, so that a question needs one step instead of two."""
        for predicate, link in (("holder", "holderActor"), ("addressee", "addresseeActor")):
            rows = scan(self.raw, t.kg(predicate))
            pairs = [
                (r.subject, r.object)
                for r in rows
                if r.object in self.actor_of and r.subject not in self.rejected
            ]
            for subject, local in sorted(pairs):
                yield Quad(NamedNode(subject), t.kg(link), self.actor_of[local], _STORY)


def _decision(decision: Decision) -> Iterator[Quad]:
    node = NamedNode(iri.local("decision", decision.kind.value, decision.left, decision.right))
    yield Quad(node, t.A, t.kg("Decision"), _DECISIONS)
    yield Quad(node, t.kg("judgement"), t.enum(decision.kind.value), _DECISIONS)
    yield Quad(node, t.kg("left"), NamedNode(decision.left), _DECISIONS)
    yield Quad(node, t.kg("right"), NamedNode(decision.right), _DECISIONS)
    yield Quad(node, t.kg("score"), t.decimal(decision.score), _DECISIONS)
    for reason in decision.reasons:
        yield Quad(node, t.kg("reason"), t.string(reason), _DECISIONS)
