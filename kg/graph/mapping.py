"""One article's extraction as the quads of its named graph: a pure function, no knowledge of any other.

Invariants: status, polarity and certainty stand on claims, never on events or their mentions; an open
end of an interval has no triple; every span can be re-read from the text node (``prov:value``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Quad

from kg import iri
from kg.errors import StoreError
from kg.graph import terms as t
from kg.model import Actor, Event, Extraction, Interval, Ref, Span, Statement, TimeExpression

Spans = tuple[Span, ...]
_APART = 12
"""Code points between two alternatives ("Monday or on Tuesday"), at most."""


def article_quads(extraction: Extraction) -> list[Quad]:
    """All that the article says, in a fixed order, without duplicates.

    :raises StoreError: the extraction names an actor, time, statement or event that it does not hold.
    """
    return list(dict.fromkeys(_Article(extraction).quads()))


def stored_text(extraction: Extraction) -> str:
    """The text as the graph holds it: lone surrogates replaced one by one, so offsets hold."""
    return t.storable(extraction.document.text)


def text_hash(text: str) -> str:
    """Hex SHA-256 of the UTF-8 bytes of a stored text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class _Article:
    """Collects the quads of one article."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.id = extraction.document.id
        self.text = stored_text(extraction)
        self.graph = NamedNode(iri.graph(self.id))
        self.article = NamedNode(iri.article(self.id))
        self.text_node = NamedNode(iri.text(self.id))
        self.out: list[Quad] = []
        self._minted: set[str] = set()
        self.actors = {
            a.id: self._mint("local-actor", a.kind, a.name, _mention_spans(a)) for a in extraction.actors
        }
        self.wholes = _wholes(extraction.times)
        self.times = {x.id: self._mint("time", x.type, x.value, (x.span,)) for x in extraction.times}
        self.said = {
            s.id: self._mint("claim", "statement", s.attitude, s.content) for s in extraction.statements
        }
        self.claims = {e.id: self._mint("claim", "event", e.type, e.trigger.spans) for e in extraction.events}
        self.mentions = {key: NamedNode(iri.sibling(c.value, "mention")) for key, c in self.claims.items()}
        self.speakers = {s.id: self._speaker(s) for s in extraction.statements}

    def _mint(self, kind: str, type_: str, value: str, spans: Spans) -> NamedNode:
        """IRI of document, type and place; a second thing of the same type at the same place is numbered."""
        where = " ".join(f"{s}-{e}" for s, e in spans)
        number = 0
        while (minted := iri.local(kind, self.id, type_, value, where, str(number))) in self._minted:
            number += 1
        self._minted.add(minted)
        return NamedNode(minted)

    def _put(self, subject: NamedNode, predicate: NamedNode, *objects: NamedNode | Literal | None) -> None:
        self.out.extend(Quad(subject, predicate, o, self.graph) for o in objects if o is not None)

    def _look(self, table: Mapping[str, NamedNode], key: str | None, what: str) -> NamedNode | None:
        if key is None:
            return None
        if key not in table:
            raise StoreError(
                f"the extraction refers to {what} {key!r}, which it does not hold",
                where=self.extraction.document.source,
            )
        return table[key]

    def quads(self) -> list[Quad]:
        self._document()
        used = self._used_times()
        for actor in self.extraction.actors:
            self._actor(actor)
        for time in self.extraction.times:
            if time.id in used:
                self._time(time)
        for statement in self.extraction.statements:
            self._statement(statement)
        for event in self.extraction.events:
            self._event(event)
        return self.out

    def _document(self) -> None:
        d = self.extraction.document
        self._put(self.article, t.A, t.schema("NewsArticle"))
        self._put(self.article, t.kg("fileName"), t.string(d.name))
        self._put(self.article, t.kg("source"), t.string(d.source))
        self._put(self.article, t.kg("documentId"), t.string(d.id))
        if d.published:
            self._put(self.article, t.schema("datePublished"), t.day(d.published.day))
            self._put(self.article, t.kg("publishedFrom"), t.string(d.published.origin.value))
        if d.title:
            self._put(self.article, t.schema("headline"), t.string(d.title))
        if d.outlet:
            self._put(self.article, t.kg("outlet"), t.string(d.outlet))
        if d.url:
            self._put(self.article, t.schema("url"), t.uri(d.url))
        if d.author:
            self._put(self.article, t.schema("author"), t.string(d.author))
        self._put(self.text_node, t.A, t.ENTITY)
        self._put(self.text_node, t.DERIVED, self.article)
        self._put(self.text_node, t.kg("sha256"), t.string(text_hash(self.text)))
        self._put(self.text_node, t.kg("codePoints"), t.integer(len(self.text)))
        self._put(self.text_node, t.kg("sentences"), t.spans(self.extraction.sentences))
        self._put(self.text_node, t.VALUE, t.string(self.text))

    def _used_times(self) -> set[str]:
        """Times that something refers to, and those that they are counted from."""
        table = {time.id: time for time in self.extraction.times}
        todo = [s.time for s in self.extraction.statements if s.time]
        todo += [e.time.ref for e in self.extraction.events if e.time and e.time.ref]
        used: set[str] = set()
        while todo:
            key = todo.pop()
            if key in used or key not in table:
                continue
            used.add(key)
            anchor = table[key].anchor
            if anchor in table:
                todo.append(anchor)
        return used

    def _actor(self, actor: Actor) -> None:
        node = self.actors[actor.id]
        self._put(node, t.A, t.kg("LocalActor"))
        self._put(node, t.LABEL, t.string(actor.name))
        self._put(node, t.kg("kind"), t.string(actor.kind.value))
        self._put(node, t.ALT_LABEL, *map(t.string, sorted(set(actor.aliases) - {actor.name})))
        self._put(node, t.kg("description"), *map(t.string, sorted(set(actor.descriptions))))
        self._put(node, t.kg("mentionSpans"), t.spans(_mention_spans(actor)))
        if actor.key:
            self._put(node, t.kg("key"), t.string(actor.key))
        if not actor.named:
            self._put(node, t.kg("named"), t.boolean(False))

    def _time(self, time: TimeExpression) -> None:
        node, span = self.times[time.id], self.wholes.get(time.id, time.span)
        self._put(node, t.A, t.TIME)
        self._put(node, t.kg("dateText"), t.string(self.text[span[0] : span[1]]))
        self._put(node, t.kg("spans"), t.spans((span,)))
        self._put(node, t.kg("timexType"), t.string(time.type.value))
        self._put(node, t.kg("timexValue"), t.string(time.value))
        self._put(node, t.kg("rule"), t.string(time.rule) if time.rule else None)
        self._put(node, t.kg("edtf"), t.edtf(time.edtf) if time.edtf else None)
        self._interval(node, time.interval)
        if time.anchor:
            self._put(node, t.kg("anchor"), self.times.get(time.anchor) or t.string(time.anchor))

    def _interval(self, node: NamedNode, interval: Interval) -> None:
        self._put(node, t.EARLIEST, t.day(interval.earliest) if interval.earliest else None)
        self._put(node, t.LATEST, t.day(interval.latest) if interval.latest else None)

    def _speaker(self, statement: Statement) -> NamedNode:
        """The speaker's actor, else a node for the unknown voice, so that every claim has a holder."""
        known = statement.speaker and self._look(self.actors, statement.speaker.actor, "actor")
        return known or NamedNode(iri.sibling(self.said[statement.id].value, "voice"))

    def _statement(self, s: Statement) -> None:
        claim, holder = self.said[s.id], self.speakers[s.id]
        self._put(claim, t.A, t.kg("Claim"))
        self._put(claim, t.DERIVED, self.article)
        self._put(claim, t.kg("holder"), holder)
        self._put(claim, t.kg("attitude"), t.enum(s.attitude))
        self._put(claim, t.kg("quoteKind"), t.enum(s.kind))
        self._put(claim, t.kg("polarity"), t.enum(s.polarity))
        self._within(claim, s.within)
        if s.cue:
            self._put(claim, t.kg("cue"), t.string(s.cue.lemma))
            self._put(claim, t.kg("cueSpans"), t.spans(s.cue.spans) if s.cue.spans else None)
        if s.speaker:
            self._put(claim, t.kg("holderSpans"), t.spans(s.speaker.spans) if s.speaker.spans else None)
        if holder.value.startswith(f"{iri.BASE}voice:"):
            self._put(holder, t.A, t.kg("UnknownVoice"))
            words = s.speaker and self._words(s.speaker.spans)
            self._put(holder, t.LABEL, t.string(words) if words else None)
        if s.addressee:
            self._put(claim, t.kg("addressee"), self._look(self.actors, s.addressee.actor, "actor"))
        if s.via:
            self._put(claim, t.kg("via"), self._look(self.actors, s.via.actor, "actor"))
        self._put(claim, t.HAS_TIME, self._look(self.times, s.time, "time"))
        self._evidence(claim, s.content)

    def _within(self, claim: NamedNode, statement: str | None) -> None:
        outer = self._look(self.said, statement, "statement")
        if outer is not None:
            self._put(outer, t.kg("content"), claim)

    def _event(self, e: Event) -> None:
        claim, mention = self.claims[e.id], self.mentions[e.id]
        self._look(self.said, e.attributed_to, "statement")
        self._put(claim, t.A, t.kg("Claim"))
        self._put(claim, t.DERIVED, self.article)
        self._put(claim, t.kg("holder"), self.speakers[e.attributed_to] if e.attributed_to else self.article)
        self._put(claim, t.kg("about"), mention)
        self._put(claim, t.kg("status"), t.enum(e.status))
        self._put(claim, t.kg("polarity"), t.enum(e.polarity))
        self._put(claim, t.kg("certainty"), t.enum(e.certainty))
        self._within(claim, e.attributed_to)
        self._put(mention, t.A, t.kg("EventMention"))
        self._put(mention, t.EVENT_TYPE, t.enum(e.type))
        self._put(mention, t.kg("trigger"), t.string(e.trigger.lemma))
        self._roles(mention, e)
        if e.time:
            self._put(mention, t.HAS_TIME, self._look(self.times, e.time.ref, "time"))
            self._interval(mention, e.time.interval)
            self._put(mention, t.kg("dateLentBy"), t.string(e.time.rule) if e.time.rule else None)
        self._place(mention, e.place)
        self._put(mention, t.kg("actsOn"), self._look(self.mentions, e.acts_on, "event"))
        self._put(mention, t.kg("sameAs"), self._look(self.mentions, e.same_as, "event"))
        self._evidence(claim, _told(e))
        if e.phrase and e.trigger.spans != (e.phrase,):
            self._put(mention, t.kg("triggerSpans"), t.spans(e.trigger.spans))

    def _roles(self, mention: NamedNode, event: Event) -> None:
        """``kg:agent <actor>`` for each known filler, and one literal that says where each filler stands."""
        where = []
        for role in event.roles:
            actor = self._look(self.actors, role.actor, "actor")
            self._put(mention, t.HAS_PLACE if role.role == "place" else t.kg(role.role), actor)
            key = iri.key_of(actor.value) if actor else "-"
            where.append(f"{role.role} {key} " + ",".join(f"{s}-{e}" for s, e in role.spans))
        self._put(mention, t.kg("roleSpans"), t.string("\n".join(where)) if where else None)

    def _place(self, mention: NamedNode, place: Ref | None) -> None:
        if place is None:
            return
        actor = self._look(self.actors, place.actor, "actor")
        self._put(mention, t.HAS_PLACE, actor)
        self._put(mention, t.kg("placeSpans"), t.spans(place.spans) if place.spans else None)

    def _words(self, spans: Iterable[Span]) -> str:
        return " … ".join(" ".join(self.text[s:e].split()) for s, e in spans)

    def _evidence(self, claim: NamedNode, spans: Spans) -> None:
        """A Web Annotation whose targets are the exact words.

        The domain of ``oa:exact`` makes the selector a TextQuoteSelector as well, so that is left unsaid.
        """
        annotation = NamedNode(iri.sibling(claim.value, "annotation"))
        self._put(annotation, t.A, t.ANNOTATION)
        self._put(annotation, t.HAS_BODY, claim)
        for start, end in spans:
            if not 0 <= start < end <= len(self.text):
                raise StoreError(
                    f"the span [{start}, {end}) lies outside the text", where=self.extraction.document.source
                )
            target = NamedNode(iri.span(self.id, start, end))
            selector = NamedNode(iri.selector(self.id, start, end))
            self._put(annotation, t.HAS_TARGET, target)
            self._put(target, t.HAS_SOURCE, self.text_node)
            self._put(target, t.HAS_SELECTOR, selector)
            self._put(selector, t.A, t.POSITION_SELECTOR)
            self._put(selector, t.START, t.integer(start))
            self._put(selector, t.END, t.integer(end))
            self._put(selector, t.EXACT, t.string(self.text[start:end]))


def _told(event: Event) -> Spans:
    """The words of an event: the clause around its trigger, where known, else the trigger."""
    return (event.phrase,) if event.phrase else event.trigger.spans


def _wholes(times: Iterable[TimeExpression]) -> dict[str, Span]:
    """Id of each of two alternatives -> where the words of both stand ("January or February")."""
    found: dict[str, Span] = {}
    chosen = sorted((x for x in times if x.rule == "alternative"), key=lambda x: x.span)
    for one, other in pairwise(chosen):
        if one.edtf == other.edtf and 0 <= other.span[0] - one.span[1] <= _APART:
            found[one.id] = found[other.id] = (one.span[0], other.span[1])
    return found


def _mention_spans(actor: Actor) -> Spans:
    return tuple(m.span for m in actor.mentions)
