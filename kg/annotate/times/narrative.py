"""Readers of dates that lean on another date: "two weeks ago", "a day earlier", "the year-ago quarter".

"ago" counts from publication. "earlier" and "later" count from the nearest earlier date of the story,
else from publication. In a story about results "a year ago" is the same quarter of the year before.
"""

from __future__ import annotations

from datetime import date

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.deictic import FINER, cut, weekday_near
from kg.annotate.times.numbers import duration_value, quantity, ranged
from kg.annotate.times.parts import unit_of
from kg.annotate.times.quarters import COMPARED, latest_quarter, reported_quarter, same_quarter
from kg.annotate.times.tense import Tense
from kg.model import Interval, TimeType

REFERENCE = {-1: "PAST_REF", 1: "FUTURE_REF"}


def read_ago(found: Found) -> Reading | None:
    """Read "two weeks ago", "a year earlier", "three days later", "months ago"."""
    direction, kind, unit = int(found.value("g")), found.kind("g"), unit_of(found)
    words = found.words("q") if found.has("q") else []
    if not words and found.kind("u") in ("unit", "tunit", "quarter"):
        return None
    count = quantity(words) if words else None
    if count is None:
        count = next((float(v) for k, v in words if k == "vague" and v), None)
    if count is None:
        return open_ended(REFERENCE[direction], "vague-ago")
    if unit.startswith("T"):
        return _hours_away(found, direction, count * {"TH": 3600, "TM": 60, "TS": 1}[unit])
    if count == 1 and kind in ("ago", "earlier") and (same := same_quarter(found, unit)) is not None:
        return same
    base, anchor = _base(found, unit, count)
    day = calendar.move(base, direction * count, unit) if base else None
    if day is None:
        return open_ended(REFERENCE[direction], "unanchored")
    if found.has("w"):
        day = weekday_near(day, int(found.value("w")), Tense.PAST)
        return dated(day.isoformat(), "ago-weekday", anchor=anchor)
    rule = {"ago": "ago", "hence": "from-now"}.get(kind, "narrative-" + kind)
    reading = dated(calendar.at_grain(day, _grain(found, unit, anchor)), rule, anchor=anchor)
    return _roughly(found, reading)


def _hours_away(found: Found, direction: int, seconds: float) -> Reading:
    """Hours before or after publication: that day or the one beside it, for the hour is not known."""
    now = found.context.published
    if now is None or found.kind("g") not in ("ago", "hence") or seconds > 24 * 3600:
        return open_ended(REFERENCE[direction], "hours-ago")
    beside = calendar.move(now, direction, "D") or now
    span = Interval(min(now, beside), max(now, beside))
    return Reading(type=TimeType.DATE, value=now.isoformat(), interval=span, edtf=calendar.edtf_span(span),
                   anchor=PUBLISHED, rule="hours-ago")  # fmt: skip


def _base(found: Found, unit: str, count: float) -> tuple[date | None, str | int | None]:
    """The day counted from and its anchor: publication, or for "earlier" and "later" the last date."""
    context = found.context
    if found.kind("g") in ("earlier", "later"):
        wanted = FINER.get(unit, ("day", "month", "year", "quarter", "week", "season"))
        before = context.latest(wanted, leaving_out=COMPARED if unit == "Y" and count == 1 else frozenset())
        if before is not None:
            return context.done[before].interval.earliest, before
        if found.kind("g") == "later" and found.tense is Tense.PAST:
            return None, None
    return context.published, PUBLISHED


def _grain(found: Found, unit: str, anchor: str | int | None) -> str:
    """How exact the result is: as the unit is, but a week from a known day is a day."""
    if unit in "ECL":
        return "year"
    if unit == "W" and calendar.grain(_value_of(found, anchor)) == "day":
        return "day"
    return calendar.GRAIN[unit]


def _roughly(found: Found, reading: Reading | None) -> Reading | None:
    """Mark "about two years ago" with EDTF's ``~``."""
    kinds = {found.word(i)[0] for i in range(found.first, found.last + 1)}
    if reading is None or not kinds & {"approx", "around", "some"} or "/" in (reading.edtf or "/"):
        return reading
    return reading.but(edtf=f"{reading.edtf}~")


def _value_of(found: Found, anchor: str | int | None) -> str:
    return found.context.done[anchor].value if isinstance(anchor, int) else ""


def read_unit(found: Found) -> Reading | None:
    """Read "the year", "the quarter", "the week": the one spoken of, else the running one."""
    kind = found.kind("u")
    letter = "Q" if kind == "quarter" else str(found.value("u"))
    context, now = found.context, found.context.published
    whole = any(found.word(i)[0] == "whole" for i in range(found.first, found.last + 1))
    if letter == "Q":
        at = reported_quarter(found)
        if at is not None:
            return dated(context.done[at].value, "quarter-narrative", anchor=at)
        return latest_quarter(found) or open_ended("XXXX-QX", "unanchored")
    after = context.lower(found.last + 1)
    if letter in "YM" and after in ("ended", "ending", "ends") and not found.has("pre"):
        return open_ended(f"P1{letter}", "unit-length", type=TimeType.DURATION)
    if letter not in "WMY" and not found.has("pre"):
        return _unit_length(found, letter)
    if letter not in "DWMYEC":
        return None
    if letter == "D":
        at = context.latest(("day",))
        if at is not None:
            return dated(context.done[at].value[:10], "day-narrative", anchor=at)
    if now is None:
        return open_ended(
            {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(letter, "XXXX"), "unanchored"
        )
    value = calendar.at_grain(now, calendar.GRAIN[letter])
    span = calendar.days(value)
    return dated(
        value, "unit-running", anchor=PUBLISHED, interval=span if whole else cut(span, now, found.tense)
    )


def _unit_length(found: Found, letter: str) -> Reading | None:
    if letter != "D":
        return None
    at = found.context.latest(("day",))
    if (
        found.context.lower(found.first - 1) in ("of", "on", "later", "earlier", "for", "during")
        and at is not None
    ):
        return dated(found.context.done[at].value[:10], "day-narrative", anchor=at)
    return None


def anchored_span(found: Found, unit: str, count: float, back: bool) -> Interval:
    """Days of "the last two weeks" or "the next three years", counted from publication."""
    now = found.context.published
    if now is None or unit.startswith("T"):
        return calendar.NOTHING
    other = calendar.move(now, -count if back else count, unit)
    if other is None:
        return calendar.NOTHING
    return Interval(other, now) if back else Interval(now, other)


def read_span(found: Found) -> Reading | None:
    """Read "the last two weeks", "the next few days": a duration that reaches to or from publication."""
    kind, words, unit = found.kind("r"), found.words("q"), unit_of(found)
    value = duration_value(words, unit)
    count = quantity(words)
    if count is None or kind not in ("last", "past", "next", "coming") or ranged(words):
        return open_ended(value, "span", type=TimeType.DURATION)
    span = anchored_span(found, unit, count, kind in ("last", "past"))
    return Reading(
        type=TimeType.DURATION, value=value, interval=span, edtf=calendar.edtf_span(span),
        anchor=PUBLISHED if span else None, rule="span-" + kind,
    )  # fmt: skip
