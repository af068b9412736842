"""Which days a time expression licenses: its preposition, the status of the event, the day of publication.

Readings of prepositions follow the annotation guide in docs/data-model.md: "since X" reaches to the
day of publication, "by X" from it; "before X" has an open start.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from kg.extract.events.mood import ACTUAL
from kg.model import EventTime, Interval, Status, TimeExpression, TimeType

AS_OF = "as of"
_YEARLY = frozenset({"holiday-future", "day-future", "month-future"})
"""Rules that read a date without a year as one to come."""
_SOON = timedelta(days=32)
"""A day without a year that is so near ahead is not that of the year before."""
_GONE = frozenset({Status.OCCURRED, Status.ONGOING, Status.POSTPONED, Status.CANCELLED, Status.DENIED})


class Site(NamedTuple):
    """A time expression at the word it modifies; ``word`` is the preposition before it, or ``""``."""

    time: TimeExpression
    word: str
    days: Interval


def _years_on(days: Interval, years: int) -> Interval | None:
    """The same days some years later; ``None`` for a leap day without a like."""
    if days.earliest is None or days.latest is None:
        return None
    try:
        return Interval(*(d.replace(year=d.year + years) for d in (days.earliest, days.latest)))
    except ValueError:
        return None


class Licence:
    """Reads time expressions of an article published on a day, if that is known."""

    def __init__(self, published: date | None) -> None:
        self.published = published

    def read(self, site: Site, status: Status) -> Interval:
        """Days on which an event of that status may lie, which the expression modifies."""
        days, word = self._mended(site, status), site.word
        first, last = days.earliest, days.latest
        if site.time.type is TimeType.TIME and word in ("before", "after"):
            return days  # "before dawn on Monday" is on Monday
        if word == "since" or (word == "after" and status in ACTUAL):
            return Interval(first, self.up_to_now(first))
        if word in ("by", "until", "till") and (self.published is None or not last or last >= self.published):
            return Interval(self.published, last)
        if word == "before" and first:
            return Interval(None, first - timedelta(days=1))
        if word in ("by", "until", "till"):
            return Interval(None, last)
        return days

    def _mended(self, site: Site, status: Status) -> Interval:
        """A day read as coming cannot be that of what has happened: it is the one before."""
        days, rule = site.days, site.time.rule
        if not (self.published and days.earliest and days.latest and days.earliest > self.published):
            return days
        if status in _GONE and rule == "weekday-future":
            week = timedelta(days=7)
            return Interval(days.earliest - week, days.latest - week)
        if rule in _YEARLY and site.word == "since":
            return _years_on(days, -1) or days
        if status is Status.OCCURRED and rule in _YEARLY and site.word in ("", "on", "in", "during"):
            if rule == "day-future" and days.earliest - self.published < _SOON:
                return Interval()  # "announced her departure, effective July 31"
            return _years_on(days, -1) or days
        return days

    def later(self, days: Interval) -> Interval:
        """A date without year to which something is moved lies ahead."""
        if not (self.published and days.earliest and days.latest and days.latest < self.published):
            return days
        return _years_on(days, 1) or Interval()

    def up_to_now(self, day: date | None) -> date | None:
        """Where a stretch that begins on a day and reaches to publication ends."""
        return day if self.published and day and day > self.published else self.published

    def anchored(self, word: str, other: EventTime, status: Status, told: date | None) -> EventTime | None:
        """Time of an event told as after, since or before another ("met following the summit").

        :param told: day on which the event was reported, if that is known; it had happened by then.
        """
        if word in ("in", "during"):
            return replace(other, rule="during-event")
        first = other.interval.earliest
        if first is None or status not in ACTUAL:
            return None
        if word == "before":
            return replace(other, interval=Interval(None, first - timedelta(days=1)), rule="before-event")
        last = self.up_to_now(first)
        if told is not None and told >= first and (last is None or told < last):
            last = told
        return replace(other, interval=Interval(first, last), rule="after-event")
