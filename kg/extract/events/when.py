"""When an event was, is or will be: from a time expression of its own clause, never from thin air.

Readings of prepositions follow the annotation guide in docs/data-model.md: "since X" reaches to the
day of publication, "by X" from it; "before X" has an open start.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from kg.extract.events.mood import ACTUAL
from kg.extract.events.syntax import Syntax
from kg.extract.events.triggers import Candidate
from kg.model import Annotated, EventTime, Interval, Status, TimeExpression, TimeType

_STEPS = 8
_SPREAD = frozenset({"during", "at", "in", "with", "following", "after"})


class Clock:
    """Hands out the time expressions of one article."""

    def __init__(self, annotated: Annotated, syntax: Syntax, heads: dict[int, int]) -> None:
        """``heads`` maps every token of a trigger to the candidate's head."""
        self.syntax = syntax
        self.tokens = syntax.tokens
        published = annotated.document.published
        self.published = published.day if published else None
        self.sites: dict[int, list[tuple[TimeExpression, str]]] = defaultdict(list)
        parse = annotated.parse
        for time in annotated.times:
            inside = parse.tokens_in(time.span)
            if time.type in (TimeType.DATE, TimeType.TIME) and time.interval and len(inside):
                self._place(time, inside, heads)

    def _place(self, time: TimeExpression, inside: range, heads: dict[int, int]) -> None:
        """Find the token that the expression modifies: the first event above it, else the first verb."""
        head = next((i for i in inside if self.tokens[i].head not in inside), inside[0])
        word, i = "", self.tokens[head].head
        if i == head:
            return
        for _ in range(_STEPS):
            token = self.tokens[i]
            if token.pos in ("ADP", "SCONJ") and not word:
                word = token.lower
            if i in heads:
                self.sites[heads[i]].append((time, word))
                return
            if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
                self.sites[i].append((time, word))
                return
            if token.head == i:
                return
            i = token.head

    def of(self, candidate: Candidate, status: Status) -> EventTime | None:
        """Time of an event, from its own trigger, its light verb or the verb that carries it."""
        for i in (candidate.head, candidate.verb, candidate.noun, *self._carriers(candidate)):
            if i is not None and i in self.sites:
                return self._best(self.sites[i], status)
        return None

    def _carriers(self, candidate: Candidate) -> list[int]:
        """Verbs whose time is the event's too: raising and aspect verbs above, occurrence verbs."""
        i = candidate.verb if candidate.verb is not None else candidate.noun
        found: list[int] = []
        while i is not None and len(found) < 4:
            token = self.tokens[i]
            head = self.tokens[token.head]
            if head.i == i or not self._carries(token.dep, head.lemma, head.pos):
                break
            i = head.i
            if head.pos in ("VERB", "AUX"):
                found.append(i)
        return found

    def _carries(self, dep: str, lemma: str, pos: str) -> bool:
        if pos == "ADP":
            return dep == "pobj" and lemma in _SPREAD
        if pos not in ("VERB", "AUX"):
            return dep == "xcomp" and pos == "ADJ"
        if dep in ("xcomp", "acomp"):
            return lemma in _RAISING
        if dep in ("nsubj", "nsubjpass"):
            return lemma in self.syntax.lexicon.occur or lemma in _RAISING
        if dep == "dobj":
            return lemma in self.syntax.lexicon.light
        return dep == "prep" or (dep == "conj" and False)

    def _best(self, found: list[tuple[TimeExpression, str]], status: Status) -> EventTime:
        time, word = found[0]
        return EventTime(time.id, self._read(time.interval, word, status))

    def _read(self, days: Interval, word: str, status: Status) -> Interval:
        """The days that the preposition licenses."""
        first, last = days.earliest, days.latest
        if word == "since":
            return Interval(first, self._not_before(first))
        if word in ("by", "until", "till") and (self.published is None or not last or last >= self.published):
            return Interval(self.published, last)
        if word in ("before", "by", "until", "till"):
            edge = last if word != "before" else first
            return Interval(None, edge - timedelta(days=1) if edge and word == "before" else edge)
        if word == "after" and status in ACTUAL:
            return Interval(first, self._not_before(first))
        return days

    def _not_before(self, day: date | None) -> date | None:
        return self.published if not (self.published and day and day > self.published) else day


_RAISING = frozenset(
    [
        "expect",
        "schedule",
        "plan",
        "set",
        "due",
        "be",
        "go",
        "continue",
        "begin",
        "start",
        "appear",
        "seem",
        "slate",
        "resume",
        "take",
        "have",
        "would",
        "happen",
        "occur",
        "keep",
        "come",
        "hold",
        "open",
        "end",
    ]
)
