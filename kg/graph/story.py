"""The story graph: merged actors and events, and the links of every article's mentions to them.

A function of the set of article graphs and of the corrections; article graphs are never altered. What did
not change is not looked at: of things that :class:`~kg.model.Changes` does not name, the store itself knows
what they refer to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.graph import terms as t
from kg.graph.people import exists, people_quads
from kg.graph.remote.nearby import nearby
from kg.model import Changes, Decision, MergedActor, MergedEvent
from kg.quads import Quads, is_far

_STORY = NamedNode(iri.STORY)
_DECISIONS = NamedNode(iri.DECISIONS)
_ROLES = tuple(t.kg(r) for r in ("agent", "target", "participant", "theme", "beneficiary"))
_REFERS = t.kg("refersTo")
_VOICES = (("holder", "holderActor"), ("addressee", "addresseeActor"))


def story_changes(raw: Quads, changes: Changes) -> tuple[set[Quad], set[Quad]]:
    """Quads of the story that go, and quads that come."""
    story = _Story(nearby(raw, changes) if is_far(raw) else raw, changes)
    new = set(story.quads())
    before = set(story.before())
    return before - new, new - before


def living(raw: Quads, changes: Changes) -> Changes:
    """The changes without what they tell of things that no article holds any more."""
    found = changes.resolution
    events = (replace(e, members=tuple(m for m in e.members if exists(raw, m))) for e in found.events)
    return replace(
        changes,
        resolution=replace(
            found,
            events=tuple(e for e in events if e.members),
            copies=tuple(c for c in found.copies if exists(raw, iri.article(c.document))),
        ),
        links={local: actor for local, actor in changes.links.items() if exists(raw, local)},
    )


class _Story:
    def __init__(self, raw: Quads, changes: Changes) -> None:
        self.raw, self.changes, self.resolution = raw, changes, changes.resolution
        self.rejected = {claim for claim, _ in self.resolution.rejected}
        self.originals = {iri.article(c.document): iri.article(c.original) for c in self.resolution.copies}
        self.claims = sorted(self._claims_of_links())

    def quads(self) -> Iterator[Quad]:
        """All that the story says of what changed."""
        for actor in self.resolution.actors:
            yield from self._actor(actor)
        for event in self.resolution.events:
            yield from self._event(event)
        for local, actor_id in self.changes.links.items():
            yield Quad(NamedNode(local), _REFERS, NamedNode(iri.actor(actor_id)), _STORY)
        for claim in self.claims:
            yield from self._voices(claim)
        yield from people_quads(self.raw, self.resolution)
        for decision in self.resolution.decisions:
            yield from _decision(decision)

    def before(self) -> Iterator[Quad]:
        """All that the story said of it."""
        for subject in self.changes.subjects:
            for graph in (_STORY, _DECISIONS):
                yield from self.raw.quads_for_pattern(NamedNode(subject), None, None, graph)
        for local in self.changes.links:
            yield from self.raw.quads_for_pattern(NamedNode(local), _REFERS, None, _STORY)
        for claim in self.claims:
            for _, link in _VOICES:
                yield from self.raw.quads_for_pattern(NamedNode(claim), t.kg(link), None, _STORY)

    def _claims_of_links(self) -> Iterator[str]:
        """Claims whose voices are linked anew, or that people said something of."""
        found = {s for s in self.changes.subjects if iri.kind_of(s) == "claim"}
        for local in self.changes.links:
            for voice, _ in _VOICES:
                quads = self.raw.quads_for_pattern(None, t.kg(voice), NamedNode(local), None)
                found.update(str(getattr(q.subject, "value", "")) for q in quads)
        yield from found

    def _objects(self, subject: str, predicate: NamedNode) -> list[str]:
        quads = self.raw.quads_for_pattern(NamedNode(subject), predicate, None, None)
        return [str(getattr(q.object, "value", "")) for q in quads]

    def _actor_of(self, local: str) -> NamedNode | None:
        """The actor that a local one is."""
        if local in self.changes.links:
            return NamedNode(iri.actor(self.changes.links[local]))
        return next((NamedNode(a) for a in self._objects(local, _REFERS)), None)

    def _voices(self, claim: str) -> Iterator[Quad]:
        """Direct links from claims to voices, so that a question needs one step instead of two."""
        for voice, link in _VOICES if claim not in self.rejected else ():
            for local in self._objects(claim, t.kg(voice)):
                if actor := self._actor_of(local):
                    yield Quad(NamedNode(claim), t.kg(link), actor, _STORY)

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
            yield Quad(NamedNode(member), _REFERS, node, _STORY)
            for local in (a for role in _ROLES for a in self._objects(member, role)):
                if actor := self._actor_of(local):
                    yield Quad(node, t.HAS_ACTOR, actor, _STORY)
            for local in self._objects(member, t.HAS_PLACE):
                if actor := self._actor_of(local):
                    yield Quad(node, t.HAS_PLACE, actor, _STORY)

    def _source(self, mention: str) -> str:
        """The article that a mention stands in; of a copy its original."""
        quads = self.raw.quads_for_pattern(NamedNode(mention), t.A, t.kg("EventMention"), None)
        article = next((iri.sibling(str(getattr(q.graph_name, "value", "")), "article") for q in quads), "")
        if article in self.changes.subjects:
            return self.originals.get(article, article)
        return next(iter(self._objects(article, t.kg("copyOf"))), article) if article else ""


def _decision(decision: Decision) -> Iterator[Quad]:
    node = NamedNode(iri.decision(decision.kind.value, decision.left, decision.right))
    yield Quad(node, t.A, t.kg("Decision"), _DECISIONS)
    yield Quad(node, t.kg("judgement"), t.enum(decision.kind.value), _DECISIONS)
    yield Quad(node, t.kg("left"), NamedNode(decision.left), _DECISIONS)
    yield Quad(node, t.kg("right"), NamedNode(decision.right), _DECISIONS)
    yield Quad(node, t.kg("score"), t.decimal(decision.score), _DECISIONS)
    for reason in decision.reasons:
        yield Quad(node, t.kg("reason"), t.string(reason), _DECISIONS)
