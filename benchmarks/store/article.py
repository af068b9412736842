"""Writes one made-up article sentence by sentence, and notes what it says as extraction would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from kg import iri
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

if TYPE_CHECKING:
    from benchmarks.store.generate import Figure

_WORDS = (
    "officials", "gave", "no", "further", "details", "of", "the", "plan", "and", "a", "spokesman", "declined",
    "to", "comment", "on", "the", "report", "while", "markets", "in", "the", "region", "were", "calm",
    "after", "weeks", "of", "uncertainty", "over", "the", "budget", "trade", "and", "the", "harvest",
)  # fmt: skip


class Writer:
    """An article under way. Sentences of statements stay open until the event in them is told."""

    def __init__(self, number: int, day: date, *, outlet: str) -> None:
        self.source = f"made-up/{day.year}/{number:07}.txt"
        self.day, self.outlet = day, outlet
        self.parts: list[str] = []
        self.length = 0
        self.sentences: list[Span] = []
        self.actors: dict[str, Actor] = {}
        self.times: list[TimeExpression] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self._open: list[int] = []
        self._begun = 0

    def _put(self, words: str) -> Span:
        start = self.length
        self.parts.append(f"{words} ")
        self.length += len(words) + 1
        return start, start + len(words)

    def _stop(self) -> None:
        """End the sentence; what statements within it say reaches until here."""
        end = self.length - 1
        self.parts[-1] = f"{self.parts[-1][:-1]}. "
        self.length += 1
        for at in self._open:
            s = self.statements[at]
            self.statements[at] = replace(s, content=((s.content[0][0], end),))
        self._open.clear()
        self.sentences.append((self._begun, end + 1))
        self._begun = self.length

    def _name(self, figure: Figure) -> Ref:
        span = self._put(figure.name)
        known = self.actors.get(figure.name)
        mention = Mention(span, MentionKind.NAME, 0)
        if known is None:
            key = f"a{len(self.actors) + 1}"
            aliases = (figure.name.split()[-1],) if figure.kind == "person" else ()
            kind = ActorKind(figure.kind)
            known = Actor(id=key, name=figure.name, kind=kind, aliases=aliases, mentions=(mention,))
            self.actors[figure.name] = known
        else:
            self.actors[figure.name] = replace(known, mentions=(*known.mentions, mention))
        return Ref((span,), known.id)

    def filler(self, random: Random) -> None:
        """A sentence that tells nothing."""
        self._put(" ".join(random.choices(_WORDS, k=random.randint(8, 30))).capitalize())
        self._stop()

    def statement(
        self,
        speaker: Figure | None,
        attitude: Attitude = Attitude.SAYS,
        within: str | None = None,
        addressee: Figure | None = None,
        *,
        direct: bool = False,
    ) -> str:
        """Begin a sentence (or go on in one) with somebody's words; returns the statement's id."""
        who = self._name(speaker) if speaker else Ref((self._put("an official"),))
        cue = self._put("denied" if attitude is Attitude.DENIES else "said")
        told = self._name(addressee) if addressee else None
        self._put("that")
        key = f"s{len(self.statements) + 1}"
        self._open.append(len(self.statements))
        self.statements.append(
            Statement(
                id=key,
                kind=StatementKind.DIRECT if direct else StatementKind.INDIRECT,
                content=((self.length, self.length + 1),),
                speaker=who,
                cue=Cue((cue,), "deny" if attitude is Attitude.DENIES else "say"),
                addressee=told,
                within=within,
                attitude=attitude,
            )
        )
        return key

    def event(
        self,
        type_: str,
        roles: list[tuple[str, Figure]],
        place: Figure | None,
        day: date | None,
        status: Status,
        within: str | None,
    ) -> str:
        """A clause with an event, to the end of the sentence; returns the event's id."""
        start = self.length
        named = [(role, self._name(figure)) for role, figure in roles]
        trigger = self._put(type_.replace("_", " "))
        where = None
        if place:
            self._put("in")
            where = self._name(place)
        end = self.length - 1
        when = self._when(day) if day else None
        self._stop()
        return self._event(
            type_, trigger, named, phrase=(start, end), place=where, time=when, status=status,
            attributed_to=within,
        )  # fmt: skip

    def change(self, type_: str, of: str, by: Figure) -> str:
        """A sentence of its own on what became of an event."""
        who = self._name(by)
        trigger = self._put(type_)
        self._put("of it")
        self._stop()
        return self._event(type_, trigger, [("agent", who)], status=Status.OCCURRED, acts_on=of)

    def _event(self, type_: str, trigger: Span, roles: list[tuple[str, Ref]], **more: object) -> str:
        key = f"e{len(self.events) + 1}"
        filled = tuple(Role(role=role, spans=ref.spans, actor=ref.actor) for role, ref in roles)
        event = Event(id=key, type=type_, trigger=Cue((trigger,), type_), roles=filled)
        self.events.append(replace(event, **more))  # type: ignore[arg-type]
        return key

    def _when(self, day: date) -> EventTime:
        self._put("on")
        span = self._put(f"{day:%d %B %Y}")
        key, days = f"t{len(self.times) + 1}", Interval(day, day)
        words, value = f"{day:%d %B %Y}", day.isoformat()
        self.times.append(
            TimeExpression(
                id=key, span=span, text=words, type=TimeType.DATE, value=value, interval=days, edtf=value,
                rule="day-month-year",
            )
        )  # fmt: skip
        return EventTime(key, days)

    def done(self) -> Extraction:
        """The article, with a headline of its first words."""
        text = "".join(self.parts).rstrip()
        document = Document(
            id=iri.document_id(self.source),
            source=self.source,
            text=text,
            published=Published(self.day, DateOrigin.METADATA),
            title=text[:60],
            outlet=self.outlet,
        )
        return Extraction(
            document=document,
            sentences=tuple(self.sentences),
            actors=tuple(self.actors.values()),
            times=tuple(self.times),
            statements=tuple(self.statements),
            events=tuple(self.events),
        )
