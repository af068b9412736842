""" "Tomorrow" inside a quotation counts from the day on which it was said, not from publication.

Three readings, surest first: the statement is dated; an event that the article dates is named with the
word ("an election tomorrow", and the election was on Tuesday); else the words were said at some time
between the day on which the article's story opens and its publication.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.events.candidate import Candidate
from kg.extract.events.holders import Holders
from kg.extract.events.mood import ACTUAL
from kg.extract.events.when import Clock
from kg.model import Annotated, Event, EventTime, Interval, Statement

_DEICTIC = frozenset({"relative-day", "daypart-this", "daypart-last", "tonight"})
"""Rules that count days from the day of speaking."""
_WEEK = timedelta(days=7)
_OPENING = 4
"""Sentences of headline, date line and lead."""

Shift = tuple[timedelta, timedelta]
"""From publication to the first and the last day on which the words may have been said."""


class Quotations:
    """When the words of an article's quotations were said."""

    def __init__(
        self,
        annotated: Annotated,
        holders: Holders,
        candidates: list[Candidate],
        events: list[Event],
        clock: Clock,
    ) -> None:
        self.annotated = annotated
        self.published = clock.published
        self.said = _said(annotated, holders) if clock.published else {}
        self.named = _named(annotated, self.said, candidates, events) if self.said else {}
        self.opening = _opening(annotated, clock) if self.said else None
        self.days = {t.id: t.interval for t in annotated.times}

    def moved(self, events: list[Event]) -> list[Event]:
        """The events whose day a quotation tells, moved to count from the day of speaking."""
        result = list(events)
        for n, event in enumerate(events):
            statement = self.said.get(event.time.ref or "") if event.time else None
            if statement is None or event.time is None:
                continue
            shift = self._shift(statement)
            if shift is not None and shift != (timedelta(0), timedelta(0)):
                interval = _moved(event.time.interval, shift)
                result[n] = replace(event, time=replace(event.time, interval=interval, rule="quoted-day"))
        return result

    def _shift(self, statement: Statement) -> Shift | None:
        own = _one_day(self.days.get(statement.time or ""))
        if own:
            return _from(self.published, own)
        named = self.named.get(_place(self.annotated, statement))
        return named[1] if named else _from(self.published, self.opening, late=True)

    def day_of(self, statement: Statement) -> EventTime | None:
        """The one day on which a statement is known to have been made."""
        own = self.days.get(statement.time or "")
        if own and _one_day(own):
            return EventTime(statement.time, own)
        named = self.named.get(_place(self.annotated, statement))
        if named is None or self.published is None:
            return None
        day = self.published + named[1][0]
        return EventTime(named[0], Interval(day, day), "quoted-day")


def _said(annotated: Annotated, holders: Holders) -> dict[str, Statement]:
    """Ids of days that a quotation counts from its own -> the statement that it belongs to."""
    quotes = [q.inner for q in annotated.quotes if q.depth == 0]
    starts = [start for start, _ in quotes]
    found = {}
    for time in annotated.times:
        if time.rule not in _DEICTIC or time.anchor != "published":
            continue
        q = bisect_right(starts, time.span[0]) - 1
        statement = holders.statement(time.span[0])
        if q >= 0 and time.span[0] < quotes[q][1] and statement is not None:
            found[time.id] = statement
    return found


def _place(annotated: Annotated, statement: Statement) -> tuple[str | None, int]:
    """Speaker and paragraph: what one says in a paragraph is said on one day."""
    token = annotated.parse.tokens_in(statement.content[0])
    paragraph = annotated.parse.sentence_of(token[0]).paragraph if len(token) else -1
    return (statement.speaker.actor if statement.speaker else None), paragraph


def _named(
    annotated: Annotated, said: dict[str, Statement], candidates: list[Candidate], events: list[Event]
) -> dict[tuple[str | None, int], tuple[str | None, Shift]]:
    """Shifts that an event tells which the article dates by a day of its own, with the quoted day's id."""
    dated: dict[tuple[str, str, bool], set[date]] = {}
    """Days by type, word and whether it is real; what a quotation only thinks of may be real outside."""
    for c, event in zip(candidates, events, strict=True):
        day = _one_day(event.time.interval) if event.time and event.time.ref not in said else None
        if day is not None and event.type != "action":
            for real in {event.status in ACTUAL, False}:
                dated.setdefault((event.type, _word(annotated, c), real), set()).add(day)
    found: dict[tuple[str | None, int], tuple[str | None, Shift]] = {}
    for c, event in zip(candidates, events, strict=True):
        statement = said.get(event.time.ref or "") if event.time else None
        day = _one_day(event.time.interval) if event.time else None
        known = dated.get((event.type, _word(annotated, c), event.status in ACTUAL), set())
        if statement is None or event.time is None or day is None or len(known) != 1:
            continue
        shift = next(iter(known)) - day
        if -_WEEK <= shift <= timedelta(0):
            found.setdefault(_place(annotated, statement), (event.time.ref, (shift, shift)))
    return found


def _word(annotated: Annotated, c: Candidate) -> str:
    return annotated.parse.tokens[c.noun if c.noun is not None else c.head].lemma.lower()


def _opening(annotated: Annotated, clock: Clock) -> date | None:
    """The day on which the article's opening sets its story."""
    for i in sorted(clock.sites):
        if annotated.parse.tokens[i].sent >= _OPENING:
            break
        for site in clock.sites[i]:
            day = _one_day(site.days)
            if day is not None and clock.published and clock.published - _WEEK <= day <= clock.published:
                return day
    return None


def _one_day(days: Interval | None) -> date | None:
    return days.earliest if days and days.earliest == days.latest else None


def _from(published: date | None, day: date | None, *, late: bool = False) -> Shift | None:
    if published is None or day is None or day > published:
        return None
    return day - published, timedelta(0) if late else day - published


def _moved(days: Interval, shift: Shift) -> Interval:
    first = days.earliest + shift[0] if days.earliest else None
    return Interval(first, days.latest + shift[1] if days.latest else None)
