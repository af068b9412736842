"""What one actor said on one subject over time, and where a later word reverses an earlier one.

A position is a statement of the actor, or what it did by saying so (a promise, a demand, a calling off …).
It is for an event that it tells as planned, promised or having happened, and against one that it denies,
refuses or calls off. Conservative: a position reverses the actor's last one only if both are about one merged
event (or, of statements, the same words), one for it and one against it, and only if it has a day of its own:
what an article tells of former days without saying when may be an old word told again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from kg import iri
from kg.errors import NotFound
from kg.model import Attitude, Fact, Interval, Status
from kg.query.facts import build, built, passes
from kg.query.filter import Filter
from kg.query.find import find_actors
from kg.query.mentions import Named, named_in
from kg.query.people import copies
from kg.query.reader import HasQuads, Reader, one
from kg.query.select import candidates
from kg.query.wording import types as event_types

FOR, AGAINST = "for", "against"
_SAID_FOR = {Status.OCCURRED, Status.ONGOING, Status.PLANNED, Status.PROPOSED}
_MADE = {Status.OCCURRED, Status.ONGOING}
_CHANGES = {"cancellation": AGAINST, "reinstatement": FOR}
"""Acts that are a position on the event that they act on."""
_SPEECH_ACTS = {
    *("commitment", "agreement", "rejection", "support", "accusation", "demand", "threat"),
    *("cancellation", "postponement", "reinstatement"),
}
_ACTING = {"agent", "participant"}
_CUES = {"commitment", "agreement", "rejection", "support", "accusation", "demand", "threat"}
"""Acts whose word may be the cue of a statement beside it; the statement then says more."""
_WORDS = re.compile(r"[^\W_]+")
_SMALL_WORDS = "a an the that to of in on at by for with and or it its his her their he she they"
_SMALL = frozenset(_SMALL_WORDS.split())
_SAME = 4
"""Words, small ones apart, that two statements share if they are to be the same but for their denial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One thing that the actor said, or did by saying so."""

    fact: Fact
    earliest: date | None
    latest: date | None
    """When it was said or done; where the text gives no day, ``latest`` is that of publication."""
    dated: bool
    """Whether the text gives the days."""
    on: tuple[str, ...] = ()
    """``for e-…`` and ``against e-…``: events that it takes a side on."""
    reverses: Fact | None = None
    """The actor's earlier position that this one goes back on."""

    @property
    def day(self) -> date | None:
        """Where it stands in the list."""
        return self.earliest or self.latest


@dataclass(slots=True)
class _Said:
    fact: Fact
    own: Interval
    """Days that the text gives."""
    sides: dict[str, str] = field(default_factory=dict)
    """Event, or the words of a statement -> for or against."""
    types: set[str] = field(default_factory=set)
    """Types of the events that it speaks of."""
    actors: set[str] = field(default_factory=set)

    plan: bool = False
    """Told by the article as the actor's plan: no word of the actor, but something to go back on."""

    @property
    def days(self) -> Interval:
        return self.own or Interval(None, self.fact.evidence.published)

    @property
    def first(self) -> date | None:
        return self.days.earliest or self.days.latest

    @property
    def last(self) -> date | None:
        return self.days.latest or self.days.earliest

    @property
    def key(self) -> tuple[date, date, str, int]:
        shown = self.fact.evidence
        return self.first or date.max, shown.published or date.max, shown.document, shown.spans[0][0]


def positions(
    store: HasQuads, actor: str, about: Iterable[str] = (), wanted: Filter | None = None
) -> list[Position]:
    """What the actor said, by day, copies left out. ``wanted`` narrows further; its days are those of saying.

    :param about: subjects, all of which hold: a type of event, the name of an actor, or words.
    :raises NotFound: no such actor.
    """
    wanted = wanted or Filter()
    reader = Reader(store, as_of=wanted.as_of)
    subjects = [_Subject(store, text) for text in about]
    rows = [r for r in _rows(reader, actor, wanted) if all(s.met(r) for s in subjects)]
    rows.sort(key=lambda r: r.key)
    found = [p for p in _judged(rows) if _in_days(p.day, wanted)]
    return found[: wanted.limit]


def _in_days(day: date | None, wanted: Filter) -> bool:
    if wanted.date_from is None and wanted.date_to is None:
        return True
    return bool(
        day
        and (wanted.date_from is None or day >= wanted.date_from)
        and (wanted.date_to is None or day <= wanted.date_to)
    )


# -- what was said


def _rows(reader: Reader, actor: str, wanted: Filter) -> Iterator[_Said]:
    who = find_actors(reader, actor)
    ids = {iri.short(a) for a in who}
    repeated = copies(reader.raw)
    loose = replace(wanted, actors=(who[0],) if len(who) == 1 else (actor,), date_from=None, date_to=None)
    facts = built(reader, candidates(reader, replace(loose, limit=None)))
    facts_ = [f for f in facts if passes(f, wanted) and iri.graph(f.evidence.article) not in repeated]
    statements = [f for f in facts_ if f.kind == "statement" and f.actors[0].id in ids]
    places = _Places(reader)
    for fact in statements:
        yield _statement(reader, fact, places)
    cued = {(f.evidence.article, f.evidence.sentence) for f in statements}
    for fact in facts_:
        if fact.kind != "event" or not any(a.id in ids and a.role in _ACTING for a in fact.actors):
            continue
        if _is_act(fact) and not (fact.type in _CUES and _is_cue(fact, statements, cued)):
            yield _act(reader, fact)


def _is_act(fact: Fact) -> bool:
    """Whether something was done by saying so, or is planned, in the article's own voice or by hearsay."""
    if fact.type in _SPEECH_ACTS:
        return fact.status in _MADE
    return fact.status == Status.PLANNED and not fact.holders


def _is_cue(fact: Fact, statements: list[Fact], cued: set[tuple[str, tuple[int, int]]]) -> bool:
    """Whether the act's word introduces what the same sentence has the actor say."""
    at = (fact.evidence.article, fact.evidence.sentence)
    if at not in cued:
        return False
    start = fact.trigger[0][0]
    beside = [s for s in statements if (s.evidence.article, s.evidence.sentence) == at]
    return any(not any(a <= start < b for a, b in s.evidence.spans) for s in beside)


def _statement(reader: Reader, fact: Fact, places: _Places) -> _Said:
    said = _Said(fact, Interval(fact.earliest, fact.latest))
    if fact.polarity != "negative":
        words = frozenset(_WORDS.findall(fact.evidence.quote.casefold())) - _SMALL
        if len(words) >= _SAME and fact.type in (Attitude.SAYS, Attitude.DENIES):
            side = AGAINST if fact.type == Attitude.DENIES else FOR
            said.sides[" ".join(sorted(words))] = side
    for inner in reader.node(iri.expand(fact.id) or "").get(iri.term("content"), ()):
        if iri.term("about") in reader.node(inner):
            held = build(reader, inner)
            said.types.add(held.type)
            said.actors |= {a.id for a in held.actors if a.id}
            if side_ := _side(held):
                said.sides[held.event] = side_
    said.actors |= places.named(fact)
    return said


def _side(held: Fact) -> str | None:
    """The side that a voice takes on an event by the status it gives it."""
    if held.status == Status.DENIED or (held.polarity == "negative" and held.status in _SAID_FOR):
        return AGAINST
    return FOR if held.status in _SAID_FOR and held.event.startswith("e-") else None


def _act(reader: Reader, fact: Fact) -> _Said:
    plan = fact.status == Status.PLANNED
    said = _Said(fact, Interval() if plan else Interval(fact.earliest, fact.latest), plan=plan)
    said.types.add(fact.type)
    said.actors |= {a.id for a in fact.actors if a.id}
    mention = reader.kept(iri.sibling(iri.expand(fact.id) or "", "mention"))
    acted = one(mention, iri.term("actsOn"))
    merged = one(reader.kept(acted), iri.term("refersTo")) if acted else None
    if acted and merged:
        target = build(reader, iri.sibling(acted, "claim"))
        said.types.add(target.type)
        said.actors |= {a.id for a in target.actors if a.id}
        if fact.type in _CHANGES:
            said.sides[iri.short(merged)] = _CHANGES[fact.type]
    elif plan:
        said.sides[fact.event] = FOR
    return said


class _Places:
    """Named actors in the words of statements."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._known: dict[str, dict[str, Named]] = {}

    def named(self, fact: Fact) -> set[str]:
        graph = iri.graph(fact.evidence.article)
        if graph not in self._known:
            self._known[graph] = named_in(self.reader, graph)
        named = self._known[graph].items()
        return {i for i, n in named if any(n.within(*span) for span in fact.evidence.spans)}


class _Subject:
    """What is spoken of: a type of event, an actor, or words."""

    def __init__(self, store: HasQuads, text: str) -> None:
        self.words = text.casefold()
        self.type = self.words.replace(" ", "_") if self.words.replace(" ", "_") in event_types() else None
        self.actors: set[str] = set()
        if self.type is None:
            with suppress(NotFound):
                self.actors = {iri.short(a) for a in find_actors(store, text)}

    def met(self, said: _Said) -> bool:
        if self.type:
            return self.type in said.types
        quote = " ".join(said.fact.evidence.quote.casefold().split())
        return bool(self.actors & said.actors) or self.words in quote


# -- reversals


def _judged(rows: list[_Said]) -> Iterator[Position]:
    """Rows by day, each compared with the last side that the actor took on the same thing."""
    last: dict[str, tuple[str, _Said]] = {}
    taken: set[tuple[str, str]] = set()
    before: dict[str, Fact] = {}
    for row in rows:
        for subject, side in sorted(row.sides.items()):
            told_again = not row.own and (subject, side) in taken
            earlier = last.get(subject)
            if earlier and earlier[0] != side and not told_again and _after(row, earlier[1]):
                before.setdefault(row.fact.id, earlier[1].fact)
            if not told_again:
                last[subject] = side, row
            taken.add((subject, side))
    gone_back_on = {fact.id for fact in before.values()}
    for row in rows:
        if row.plan and row.fact.id not in gone_back_on | before.keys():
            continue
        on = tuple(f"{side} {e}" for e, side in sorted(row.sides.items()) if e.startswith("e-"))
        yield Position(
            fact=row.fact,
            earliest=row.days.earliest,
            latest=row.days.latest,
            dated=bool(row.own),
            on=on,
            reverses=before.get(row.fact.id),
        )


def _after(row: _Said, before: _Said) -> bool:
    """Whether one was said after the other, and not in one breath."""
    mine, theirs = row.fact.evidence, before.fact.evidence
    if row.first is None or before.last is None or row.first < before.last:
        return False
    return mine.article != theirs.article or (row.first > before.last and mine.sentence != theirs.sentence)
