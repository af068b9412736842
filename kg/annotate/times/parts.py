"""What readers share: the year an expression names, a day of the month, the choice between years."""

from __future__ import annotations

from datetime import date

from kg.annotate.times.context import PUBLISHED, Found
from kg.annotate.times.lexicon import Value
from kg.annotate.times.numbers import year_in_words
from kg.annotate.times.tense import Direction, Tense


def whole_year(found: Found) -> int | None:
    """The year that the expression names or points at ("of last year"), ``None`` if it leaves it open."""
    for name in ("y", "oy"):
        if found.has(name):
            kind, value = found.words(name)[-1]
            if kind in ("year4", "longnum"):
                return int(value)
    if found.has("oy2"):
        return year_in_words(found.words("oy2"))
    for name in ("yr", "oyr"):
        if found.has(name):
            return relative_year(found, name)
    return None


def relative_year(found: Found, name: str) -> int | None:
    """The year of "last year", "that year", "the following year"."""
    context = found.context
    offset = {"last": -1, "past": -1, "prev": -1, "next": 1, "following": 1, "coming": 1}
    kinds = [k for k, _ in found.words(name)]
    step = next((offset[k] for k in kinds if k in offset), 0)
    if {"that", "same", "prev", "following"} & set(kinds):
        before = context.latest(("year", "month", "day", "quarter"))
        if before is not None and (start := context.done[before].interval.earliest):
            return start.year + step
    return context.published.year + step if context.published else None


def anchored(found: Found) -> str | None:
    """``published`` where the year was read off the publication date."""
    return (
        PUBLISHED
        if not (found.has("y") or found.has("oy") or found.has("oy2")) and found.context.published
        else None
    )


def day_of(words: list[tuple[str, Value]]) -> int | None:
    """Day of the month (or any ordinal) from "12", "12th", "twelfth", "twenty-first"."""
    kind, value = next(((k, v) for k, v in reversed(words) if k not in ("of", "the")), ("", ""))
    if isinstance(value, str):
        digits = value[:-2] if kind == "ordnum" else value
        return int(digits) if digits.isdigit() else None
    tens = [v for k, v in words[:-1] if k == "number" and isinstance(v, int)]
    return int(value) + sum(tens)


AGAINST = 180
"""Days by which a candidate that goes against an unsure tense counts as farther off."""


def nearest_year(now: date, candidates: list[date], direction: Direction) -> date | None:
    """The candidate nearest to publication; a sure tense forbids the other side, an unsure one handicaps it.

    Newspapers leave the year out of dates of about the running year (AP Stylebook, "months").
    """
    tense, sure = direction

    def cost(day: date) -> int:
        wrong = (tense is Tense.PAST and day > now) or (tense is Tense.FUTURE and day < now)
        return abs((day - now).days) + (wrong and (10_000 if sure else AGAINST))

    return min(candidates, key=cost) if candidates else None


def unit_of(found: Found) -> str:
    """Letter of the unit: D W M Q Y E C, ``TH`` ``TM`` ``TS`` for times of day."""
    kind, value = found.words("u")[-1]
    if kind in ("tunit", "tunits"):
        return f"T{value}"
    if kind == "second":
        return "TS"
    return "Q" if kind in ("quarter", "quarters") else str(value)
