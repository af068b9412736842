"""Readers of times of day: "9 a.m. EDT Thursday", "midnight Friday", "4 in the morning", "1630 GMT"."""

from __future__ import annotations

import re

from kg.annotate.times import calendar
from kg.annotate.times.context import Context, Found, Reading, dated, open_ended
from kg.annotate.times.lexicon import lexicon
from kg.model import TimeType

_DIGITS = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?")


def time_of(found: Found) -> str | None:
    """``T16:30`` from the clock words; ``None`` where no such time exists."""
    words = found.words("c")
    kind, value = words[0]
    if kind == "point":
        return f"T{value}"
    text = str(value)
    if kind in ("year4", "longnum"):
        hour, minute = int(text[:2]), int(text[2:])
    else:
        numbers = _DIGITS.match(text)
        if numbers is None:
            return None
        hour, minute = int(numbers[1]), int(numbers[2] or 0)
    late = any(k == "ampm" and v == 12 for k, v in words) or (kind == "clockm" and "p" in text)
    morning = any(k == "ampm" and v == 0 for k, v in words) or (kind == "clockm" and "a" in text)
    for k, v in words:
        if k == "daypart" and v in ("AF", "EV", "NI"):
            late = True
    if (late or morning) and hour > 12:
        return None
    if late and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _day_told(context: Context, sentence: int) -> int | None:
    """The day last spoken of in this sentence or the one before; farther back only a single one."""
    at = context.latest(("day",), since=sentence - 1)
    if at is not None:
        return at
    at = context.latest(("day",), since=sentence - FAR)
    tokens = context.parse.tokens
    days = {
        r.value[:10]
        for r in context.done[-8:]
        if tokens[r.first].sent >= sentence - FAR and calendar.grain(r.value) == "day"
    }
    return at if len(days) == 1 else None


FAR = 3
"""Sentences that a time of day may look back over for its day."""


def read_clock(found: Found) -> Reading | None:
    """A time of day, with its date if one follows; else of the day spoken of just before; else of no day."""
    time = time_of(found)
    if time is None:
        return None
    context = found.context
    alone = found.kind("c") in ("clock", "point") and found.first == found.last
    if alone and context.lower(found.first - 1) not in lexicon().lists["before_clock"]:
        return None
    if found.has("d"):
        day = found.inner("d")
        if day is not None and day.type in (TimeType.DATE, TimeType.TIME):
            return day.but(type=TimeType.TIME, value=day.value[:10] + time)
    sentence = context.parse.tokens[found.first].sent
    if any(
        r.rule == "unanchored" and context.parse.tokens[r.first].sent == sentence for r in context.done[-4:]
    ):
        return open_ended("XXXX-XX-XX" + time, "unanchored", type=TimeType.TIME)
    at = _day_told(context, sentence)
    if at is not None:
        return dated(context.done[at].value[:10] + time, "clock-narrative", anchor=at, type=TimeType.TIME)
    return open_ended("XXXX-XX-XX" + time, "unanchored", type=TimeType.TIME)
