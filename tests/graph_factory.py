"""Extractions made by hand: no NLP model, every span found in the text by its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kg import iri
from kg.graph import Store, open_store
from kg.model import (
    Actor,
    ActorKind,
    Attitude,
    Cue,
    DateOrigin,
    Document,
    Event,
    EventTime,
    Extraction,
    Interval,
    Mention,
    MentionKind,
    Published,
    Ref,
    Role,
    Span,
    Statement,
    StatementKind,
    Status,
    TimeExpression,
    TimeType,
)
from kg.model.resolution import Changes, Decision, DecisionKind, MergedActor, MergedEvent, Resolution
from kg.pipeline import retell

SUMMIT = (
    "The presidents of Avaria and Belmora met in Port Lys on 3 May. "
    "Avaria will hold a second meeting in July, Ines Varga said. "
    "“Belmora called off the talks,” an aide told reporters, according to Varga."
)


class Article:
    """Builds one extraction; spans are named by their words (the first occurrence, or the n-th)."""

    def __init__(
        self, text: str, *, source: str = "news/story.txt", published: str | None = "2031-05-04", **meta: Any
    ):
        day = Published(date.fromisoformat(published), DateOrigin.OPTION) if published else None
        key = iri.document_id(source, meta.get("url"))
        self.document = Document(id=key, source=source, text=text, published=day, **meta)
        self.text = text
        self.actors: list[Actor] = []
        self.times: list[TimeExpression] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []

    def span(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return start, start + len(words)

    def actor(self, words: str, kind: str = "country", **more: Any) -> str:
        key = f"a{len(self.actors) + 1}"
        mention = Mention(self.span(words), MentionKind.NAME, 0)
        more.setdefault("name", words)
        self.actors.append(Actor(id=key, kind=ActorKind(kind), mentions=(mention,), **more))
        return key

    def time(
        self, words: str, early: str | None, late: str | None, *, anchor: str | None = "published"
    ) -> str:
        key = f"t{len(self.times) + 1}"
        self.times.append(
            TimeExpression(
                id=key,
                span=self.span(words),
                text=words,
                type=TimeType.DATE,
                value=early or "PRESENT_REF",
                interval=interval(early, late),
                edtf=f"{early}/{late}",
                anchor=anchor,
                rule="by-hand",
            )
        )
        return key

    def statement(self, content: str, speaker: str | None, cue: str, **more: Any) -> str:
        key = f"s{len(self.statements) + 1}"
        who = Ref((self.span(more.pop("speaker_words", None) or content),), speaker)
        more.setdefault("kind", StatementKind.INDIRECT)
        self.statements.append(
            Statement(
                id=key, content=(self.span(content),), speaker=who, cue=Cue((self.span(cue),), cue), **more
            )
        )
        return key

    def event(
        self, type_: str, trigger: str, roles: Sequence[tuple[str, str]] = (), *, nth: int = 0, **more: Any
    ) -> str:
        key = f"e{len(self.events) + 1}"
        spans = {a.id: a.mentions[0].span for a in self.actors}
        filled = tuple(Role(role=r, spans=(spans[a],), actor=a) for r, a in roles)
        if when := more.pop("when", None):
            time = next(t for t in self.times if t.id == when)
            more["time"] = EventTime(when, time.interval)
        more.setdefault("status", Status.OCCURRED)
        self.events.append(
            Event(id=key, type=type_, trigger=Cue((self.span(trigger, nth),), trigger), roles=filled, **more)
        )
        return key

    def done(self) -> Extraction:
        sentences, start = [], 0
        for piece in self.text.split(". "):
            sentences.append((start, min(start + len(piece) + 1, len(self.text))))
            start += len(piece) + 2
        return Extraction(
            document=self.document,
            sentences=tuple(s for s in sentences if s[0] < s[1]),
            actors=tuple(self.actors),
            times=tuple(self.times),
            statements=tuple(self.statements),
            events=tuple(self.events),
        )


def interval(early: str | None, late: str | None) -> Interval:
    ends = (date.fromisoformat(d) if d else None for d in (early, late))
    return Interval(*ends)


def summit(source: str = "news/summit.txt", **meta: Any) -> Extraction:
    """Two presidents met; a second meeting is planned; a calling off is claimed at second hand."""
    a = Article(SUMMIT, source=source, **meta)
    avaria, belmora, varga = (
        a.actor("Avaria"),
        a.actor("Belmora"),
        a.actor("Ines Varga", "person", aliases=("Varga",)),
    )
    lys = a.actor("Port Lys", "place")
    third = a.time("3 May", "2031-05-03", "2031-05-03")
    july = a.time("July", "2031-07-01", "2031-07-31")
    met = a.event(
        "meeting",
        "met",
        [("participant", avaria), ("participant", belmora)],
        when=third,
        place=Ref((a.span("Port Lys"),), lys),
    )
    plan = a.statement("Avaria will hold a second meeting in July", varga, "said", speaker_words="Ines Varga")
    a.event(
        "meeting", "meeting", [("participant", avaria)], when=july, status=Status.PLANNED, attributed_to=plan
    )
    told = a.statement(
        "“Belmora called off the talks,” an aide told reporters", varga, "according to", speaker_words="Varga"
    )
    aide = a.statement(
        "Belmora called off the talks",
        None,
        "told",
        speaker_words="an aide",
        within=told,
        kind=StatementKind.DIRECT,
    )
    talks = a.event(
        "meeting", "talks", [("participant", belmora)], status=Status.CANCELLED, attributed_to=aide
    )
    a.event("cancellation", "called off", [("agent", belmora)], attributed_to=aide, acts_on=talks)
    assert met == "e1"
    return a.done()


def protest(
    source: str = "news/protest.txt", published: str | None = "2031-06-10", **meta: Any
) -> Extraction:
    """Another article, on one of the same states."""
    text = "Avaria closed its border on Monday. Belmora protested against Avaria."
    a = Article(text, source=source, published=published, **meta)
    avaria, belmora = a.actor("Avaria"), a.actor("Belmora")
    a.event("coercion", "closed", [("agent", avaria)], when=a.time("Monday", "2031-06-09", "2031-06-09"))
    a.event("protest", "protested", [("agent", belmora), ("target", avaria)])
    return a.done()


def pledge(source: str = "news/pledge.txt", **meta: Any) -> Extraction:
    """A promise, its breach as somebody claims, a denial, and a visit that moved."""
    text = (
        "Belmora pledged to open the canal by 1 June. Avaria broke the truce, Belmora told Ines Varga. "
        "Avaria denied that it attacked the port. The visit of Belmora to Avaria is set for 8 May. "
        "The visit was postponed to 9 May."
    )
    meta.setdefault("published", "2031-05-06")
    a = Article(text, source=source, outlet="Harbour Post", title="A canal and a truce", **meta)
    belmora, avaria, varga = a.actor("Belmora"), a.actor("Avaria"), a.actor("Ines Varga", "person")
    a.event("commitment", "pledged", [("agent", belmora)], when=a.time("1 June", None, "2031-06-01"))
    broke = a.statement(
        "Avaria broke the truce", belmora, "told", speaker_words="Belmora", addressee=ref(a, varga)
    )
    a.event("violation", "broke", [("agent", avaria)], attributed_to=broke)
    no = a.statement(
        "it attacked the port", avaria, "denied", speaker_words="Avaria", attitude=Attitude.DENIES
    )
    a.event("attack", "attacked", [("agent", avaria)], attributed_to=no, status=Status.DENIED)
    sides = [("participant", belmora), ("participant", avaria)]
    visit = a.event(
        "meeting", "visit", sides, when=a.time("8 May", "2031-05-08", "2031-05-08"), status=Status.PLANNED
    )
    moved = a.time("9 May", "2031-05-09", "2031-05-09")
    again = a.event("meeting", "visit", sides, nth=1, when=moved, status=Status.POSTPONED, same_as=visit)
    a.event("postponement", "postponed", acts_on=again)
    a.event("meeting", "The visit", sides, nth=0, when=moved, status=Status.PLANNED, same_as=visit)
    return a.done()


def ref(article: Article, actor: str) -> Ref:
    return Ref((next(a for a in article.actors if a.id == actor).mentions[0].span,), actor)


def by_name(store: Store) -> Changes:
    """A whole story that merges actors of one name, and events that one article says are one."""
    from kg.graph import document_signatures

    articles = list(document_signatures(store))
    actors = sorted((a for d in articles for a in d.actors), key=lambda a: a.local)
    events = sorted((e for d in articles for e in d.events), key=lambda e: e.local)
    named: dict[str, list[Any]] = {}
    for signature in actors:
        named.setdefault(iri.slug(signature.name), []).append(signature)
    merged = [
        MergedActor(
            id=k, name=v[0].name, kind=v[0].kind, aliases=v[0].aliases, members=tuple(s.local for s in v)
        )
        for k, v in sorted(named.items())
    ]
    same: dict[str, list[Any]] = {}
    for event in events:
        same.setdefault(event.same_as or event.local, []).append(event)
    told = [
        MergedEvent(
            id=iri.event_key(k),
            type=v[0].type,
            members=tuple(e.local for e in v),
            earliest=v[0].earliest,
            latest=v[0].latest,
        )
        for k, v in sorted(same.items())
    ]
    pairs = [(v[0].local, v[1].local) for v in named.values() if len(v) > 1]
    decisions = [
        Decision(kind=DecisionKind.MERGE, left=min(p), right=max(p), score=1.0, reasons=("same name",))
        for p in pairs
    ]
    resolution = Resolution(
        actors=tuple(merged),
        events=tuple(sorted(told, key=lambda e: e.id)),
        decisions=tuple(sorted(decisions, key=lambda d: d.left)),
    )
    return Changes(
        resolution=resolution,
        links={member: a.id for a in merged for member in a.members},
        subjects=frozenset({
            *(iri.actor(a.id) for a in merged),
            *(node for e in told for node in (iri.event(e.id), *e.members)),
            *(iri.decision(d.kind.value, d.left, d.right) for d in decisions),
        }),
    )  # fmt: skip


def retold(store: Store) -> Store:
    """The store with its story told anew."""
    store.clear_story()
    store.write_changes(by_name(store), stamp="told")
    return store


def filled(*extractions: Extraction) -> Store:
    """A store in memory with its story told."""
    store = open_store(None)
    for extraction in extractions:
        store.add(extraction)
    return retold(store)


def told(*extractions: Extraction) -> Store:
    """A store in memory with its story told as ``kg add`` tells it."""
    store = open_store(None)
    for extraction in extractions:
        store.add(extraction)
    retell(store)
    return store
