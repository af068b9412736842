"""Readers of dates that lean on another date: "two weeks ago", "a day earlier", "the year-ago quarter".

"ago" counts from publication. "earlier" and "later" count from the nearest earlier date of the story,
else from publication. In a story about results "a year ago" is the same quarter of the year before.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.deictic import FINER, UNIT_X, beside, cut, side
from kg.annotate.times.numbers import Words, duration_value, quantity, ranged
from kg.annotate.times.parts import ended_on, told_by_clause, unit_of, up_to_end
from kg.annotate.times.quarters import COMPARED, latest_quarter, quarter_ended, reported_quarter, same_quarter
from kg.annotate.times.tense import Tense
from kg.annotate.times.weekdays import weekday_near
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
    if count is None and kind in ("earlier", "later"):
        value = duration_value(words or [("vague", 0)], unit)
        return open_ended(value, "vague-" + kind, type=TimeType.DURATION)
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
    if kind == "later" and _not_yet(found, day):
        return open_ended(UNIT_X.get(calendar.GRAIN[unit], "XXXX"), "unanchored")
    rule = {"ago": "ago", "hence": "from-now"}.get(kind, "narrative-" + kind)
    reading = dated(calendar.at_grain(day, _grain(found, unit, anchor)), rule, anchor=anchor)
    return _roughly(found, reading)


def _hours_away(found: Found, direction: int, seconds: float) -> Reading:
    """Hours before or after publication: that day or the one beside it, for the hour is not known."""
    now, kind = found.context.published, found.kind("g")
    if kind in ("earlier", "later"):
        return _from_clock(found, direction * seconds)
    if now is None or seconds > 24 * 3600:
        return open_ended(REFERENCE[direction], "hours-ago")
    beside = calendar.move(now, direction, "D") or now
    span = Interval(min(now, beside), max(now, beside))
    return Reading(type=TimeType.DATE, value=now.isoformat(), interval=span, edtf=calendar.edtf_span(span),
                   anchor=PUBLISHED, rule="hours-ago")  # fmt: skip


def _not_yet(found: Found, day: date) -> bool:
    """Whether what a clause tells as past would lie ahead, so that the day counted from was the wrong one."""
    now = found.context.published
    return now is not None and day > now and found.tense is Tense.PAST


def _from_clock(found: Found, seconds: float) -> Reading:
    """As in "six minutes later": from the last time of day of this sentence or the one before.

    Without one it is a length.
    """
    context = found.context
    since = context.parse.tokens[found.first].sent - 1
    for n, reading in context.recent(since):
        told = reading.type is TimeType.TIME and reading.interval and reading.value[13:14] == ":"
        if told and abs(seconds) <= _WEEK:
            moment = _moment(reading.value) + timedelta(seconds=seconds)
            value = moment.isoformat(timespec="minutes")
            moved = dated(value, "clock-" + found.kind("g"), anchor=n, type=TimeType.TIME)
            if moved is not None:
                return moved
    words: Words = found.words("q") if found.has("q") else [("vague", 0)]
    return open_ended(duration_value(words, unit_of(found)), "hours-apart", type=TimeType.DURATION)


_WEEK = 7 * 24 * 3600
"""Seconds further away than which nobody counts from a time of day."""


def _moment(value: str) -> datetime:
    """A TIMEX3 time of day; midnight at the end of a day is written ``T24:00`` (ISO 8601)."""
    if value[11:13] == "24":
        return datetime.fromisoformat(f"{value[:11]}00{value[13:]}") + timedelta(days=1)
    return datetime.fromisoformat(value)


def read_from_day(found: Found) -> Reading | None:
    """Read "a week from Friday", "two weeks from tomorrow": counted from that day, the coming one."""
    count, unit, now = quantity(found.words("q")), unit_of(found), found.context.published
    if count is None or now is None or unit not in ("D", "W", "F", "M", "Y"):
        return None
    day = calendar.move(now, int(found.value("d")), "D")
    if found.kind("d") == "weekday":
        day = weekday_near(now, int(found.value("d")), Tense.FUTURE)
    moved = calendar.move(day, count, unit) if day else None
    return dated(moved.isoformat(), "from-day", anchor=PUBLISHED) if moved else None


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


_BESIDE = frozenset({"before", "following", "leading", "of", "preceding", "that", "when"})


def _beside(found: Found) -> bool:
    """Whether the text goes on to say which: "the week before the vote" is not the running one."""
    tokens, at = found.context.parse.tokens, found.last + 1
    if found.has("pre") or at >= len(tokens):
        return False
    if told_by_clause(found):
        return True
    if tokens[at].tag in ("PRP", "DT") or (tokens[at].lower == "of" and found.value("u") == "Y"):
        return found.context.lower(found.first - 1) not in ("for", "in", "during")
    return tokens[at].lower in _BESIDE


def _month_told(found: Found) -> int | None:
    """The reading whose month "the month" is in a story: "It closed in May. At the end of the month it …"."""
    context = found.context
    if found.tense not in (Tense.PAST, Tense.NONE):
        return None
    since = context.parse.tokens[found.first].sent - 1
    return context.latest(("day", "month"), since=since, not_after=context.published)


def read_unit(found: Found) -> Reading | None:
    """Read "the year", "the quarter", "the week": the one spoken of, else the running one."""
    kind = found.kind("u")
    letter = "Q" if kind == "quarter" else str(found.value("u"))
    context, now = found.context, found.context.published
    whole = any(found.word(i)[0] == "whole" for i in range(found.first, found.last + 1))
    if letter == "Q":
        if (end := ended_on(found)) is not None:
            return quarter_ended(found, end)
        at = reported_quarter(found)
        if at is not None:
            return dated(context.done[at].value, "quarter-narrative", anchor=at)
        return latest_quarter(found) or open_ended("XXXX-QX", "unanchored")
    if letter == "Y" and (at := _year_reported(found)) is not None:
        year = context.done[at].value[:4]
        return dated(year, "year-of-quarter", anchor=at)
    after = context.lower(found.last + 1)
    if letter in "YM" and after in _ENDS and not found.has("pre"):
        length = open_ended(f"P1{letter}", "unit-length", type=TimeType.DURATION)
        return up_to_end(found, length, 1, letter)
    if context.lower(found.last + 1) == "after" and not found.has("pre"):
        return beside(found, found.last + 2, 1)
    if letter in "WMY" and _beside(found):
        return open_ended(UNIT_X[calendar.GRAIN[letter]], "unit-beside")
    if letter == "M" and (at := _month_told(found)) is not None:
        value = context.done[at].value[:7]
        return dated(value, "month-told", anchor=at, interval=None)
    if letter not in "WMY" and not found.has("pre"):
        return _unit_length(found, letter)
    if letter not in "DWMYEC":
        return None
    if letter == "D":
        if context.lower(found.first - 1) == "at" and found.tense is not Tense.PAST:
            return None
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
        value, "unit-running", anchor=PUBLISHED, interval=span if whole else cut(span, now, side(found))
    )


def _year_reported(found: Found) -> int | None:
    """The reading of a fourth quarter of last year that a story reports: "for the year" is that year then."""
    context, now = found.context, found.context.published
    at = reported_quarter(found)
    if at is None or now is None or found.has("pre") or context.lower(found.last + 1) in _ENDS:
        return None
    told = context.lower(found.first - 1) in ("for", "in", "during") and found.tense is Tense.PAST
    return at if told and context.done[at].value == f"{now.year - 1:04d}-Q4" else None


_ENDS = frozenset({"ended", "ending", "ends"})


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
    kind, unit = found.kind("r"), unit_of(found)
    words: Words = found.words("q") if found.has("q") else [("vague", 0)]
    if found.has("h"):
        words = [("number", "1.5")]
    value = duration_value(words, unit)
    count = quantity(words)
    if count is None or kind not in ("last", "past", "next", "coming") or ranged(words):
        return open_ended(value, "span", type=TimeType.DURATION)
    span = anchored_span(found, unit, count, kind in ("last", "past"))
    return Reading(
        type=TimeType.DURATION, value=value, interval=span, edtf=calendar.edtf_span(span),
        anchor=PUBLISHED if span else None, rule="span-" + kind,
    )  # fmt: skip
