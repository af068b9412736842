"""Readers of dates that lean on another date: "two weeks ago", "a day earlier", "the year-ago quarter".

"ago" counts from publication. "earlier" and "later" count from the nearest earlier date of the story,
else from publication. In a story about results "a year ago" is the same quarter of the year before.
"""

from __future__ import annotations

from kg.annotate.times import calendar
from kg.annotate.times.absolute import near_quarter, quarter_number, relative_year
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.deictic import cut, weekday_near
from kg.annotate.times.numbers import quantity, ranged
from kg.annotate.times.tense import Tense
from kg.model import Interval, TimeType

REFERENCE = {-1: "PAST_REF", 1: "FUTURE_REF"}


def unit_of(found: Found) -> str:
    """Letter of the unit: D W M Q Y E C, ``TH`` ``TM`` ``TS`` for times of day."""
    kind, value = found.words("u")[-1]
    if kind in ("tunit", "tunits"):
        return f"T{value}"
    if kind == "second":
        return "TS"
    return "Q" if kind in ("quarter", "quarters") else str(value)


def read_ago(found: Found) -> Reading | None:
    """ "two weeks ago", "a year earlier", "three days later", "months ago"."""
    direction = int(found.value("g"))
    words, unit = found.words("q") if found.has("q") else [], unit_of(found)
    count = quantity(words) if words else None
    if not words and found.kind("u") in ("unit", "tunit", "quarter"):
        return None
    if count is None:
        vague = next((v for k, v in words if k == "vague" and v), None)
        if vague is None:
            return open_ended(REFERENCE[direction], "vague-ago")
        count = float(vague)
    context, kind = found.context, found.kind("g")
    if unit.startswith("T"):
        if context.published is None or kind not in ("ago", "hence"):
            return open_ended(REFERENCE[direction], "hours-ago")
        return dated(context.published.isoformat(), "hours-ago", anchor=PUBLISHED)
    if unit in "QYM" and count == 1 and kind in ("ago", "earlier"):
        if (same := _same_quarter(found, unit)) is not None:
            return same
    anchor: str | int | None = PUBLISHED
    base = context.published
    if kind in ("earlier", "later"):
        wanted = ("day",) if unit in "DW" else ("day", "month", "year", "quarter", "week", "season")
        before = context.latest(wanted, leaving_out=COMPARED if unit == "Y" and count == 1 else frozenset())
        if before is not None:
            base, anchor = context.done[before].interval.earliest, before
    if base is None:
        return open_ended(REFERENCE[direction], "unanchored")
    day = calendar.move(base, direction * count, unit)
    if day is None:
        return None
    if found.has("w"):
        day = weekday_near(day, int(found.value("w")), Tense.PAST)
        return dated(day.isoformat(), "ago-weekday", anchor=anchor)
    grain = calendar.GRAIN[unit]
    if unit in "EC":
        grain = "year"
    if unit == "W" and kind in ("earlier", "later"):
        grain = "day" if calendar.grain(_value_of(found, anchor)) == "day" else grain
    rule = {"ago": "ago", "hence": "from-now"}.get(kind, "narrative-" + kind)
    reading = dated(calendar.at_grain(day, grain), rule, anchor=anchor)
    rough = any(
        k in ("approx", "around", "some")
        for k, _ in (found.word(i) for i in range(found.first, found.last + 1))
    )
    if reading and rough and reading.edtf and "/" not in reading.edtf:
        return reading.but(edtf=reading.edtf + "~")
    return reading


def _value_of(found: Found, anchor: str | int | None) -> str:
    return found.context.done[anchor].value if isinstance(anchor, int) else ""


def _same_quarter(found: Found, unit: str) -> Reading | None:
    """The quarter (or other period) that a result is compared with, a year before the one reported."""
    if unit != "Y":
        return None
    context = found.context
    sentence = context.parse.tokens[found.first].sent
    at = reported_quarter(found, since=sentence - 3)
    if at is None:
        return None
    value = calendar.shift(context.done[at].value, -1, "Y")
    return dated(value, "year-ago-period", anchor=at) if value else None


COMPARED = frozenset(
    {"year-ago-period", "quarter-of-year", "same-period", "year-ago", "narrative-earlier", "year-last"}
)
"""Rules of periods that a result is compared with, not those it is of."""


def reported_quarter(found: Found, since: int = 0) -> int | None:
    """Number of the reading that is the quarter reported on, in sentence ``since`` or later."""
    return found.context.latest(("quarter", "half"), since=since, leaving_out=COMPARED)


def read_year_ago(found: Found) -> Reading | None:
    """ "year-ago", "the year-earlier quarter", "the year-ago third quarter"."""
    if found.value("u") != "Y":
        return None
    same = _same_quarter(found, "Y")
    if found.has("o") and (n := quarter_number(found)) and n <= 4:
        now = near_quarter(found, n)
        value = calendar.shift(now.value, -1, "Y") if now else None
        return dated(value, "year-ago-period", anchor=PUBLISHED) if value else None
    if same is not None:
        return same
    now_day = found.context.published
    if now_day is None:
        return open_ended("PAST_REF", "unanchored")
    if found.context.parse.tokens[found.last].lower == "quarter" and (last := _latest_quarter(found)):
        value = calendar.shift(last.value, -1, "Y")
        return dated(value, "year-ago-period", anchor=PUBLISHED) if value else None
    return dated(f"{now_day.year - 1:04d}", "year-ago", anchor=PUBLISHED)


def _latest_quarter(found: Found) -> Reading | None:
    now = found.context.published
    moved = calendar.move(now, -1, "Q") if now else None
    return dated(calendar.at_grain(moved, "quarter"), "quarter-latest", anchor=PUBLISHED) if moved else None


def read_same_period(found: Found) -> Reading | None:
    """ "the same period last year", "the quarter a year ago"."""
    if (same := _same_quarter(found, "Y")) is not None:
        return same
    year = None
    if found.has("yr"):
        year = relative_year(found, "yr")
    elif found.has("y"):
        year = int(str(found.value("y")))
    elif found.context.published:
        year = found.context.published.year - 1
    if year is None:
        return open_ended("PAST_REF", "unanchored")
    return dated(f"{year:04d}", "same-period", anchor=None if found.has("y") else PUBLISHED)


def read_the_period(found: Found) -> Reading | None:
    """ "the latest period": the quarter last named, else the last quarter that ended."""
    at = reported_quarter(found)
    if at is not None:
        return dated(found.context.done[at].value, "period-narrative", anchor=at)
    if found.word(found.first + 1)[0] != "latest":
        return None
    return _latest_quarter(found) or open_ended("XXXX-QX", "unanchored")


def read_quarter_of(found: Found) -> Reading | None:
    """ "the 1988 quarter", "the 1988 period", "last year's quarter": the quarter spoken of, in that year."""
    year = int(str(found.value("y"))) if found.has("y") else relative_year(found, "yr")
    if year is None:
        return open_ended("XXXX-QX", "unanchored")
    at = reported_quarter(found)
    if at is not None:
        return dated(f"{year:04d}{found.context.done[at].value[4:]}", "quarter-of-year", anchor=at)
    if found.has("h"):
        return open_ended(f"{year:04d}-QX", "quarter-of-year")
    return dated(f"{year:04d}", "year")


def read_unit(found: Found) -> Reading | None:
    """ "the year", "the quarter", "the week": the one spoken of, else the running one."""
    kind = found.kind("u")
    letter = "Q" if kind == "quarter" else str(found.value("u"))
    context, now = found.context, found.context.published
    whole = any(found.word(i)[0] == "whole" for i in range(found.first, found.last + 1))
    if letter == "Q":
        at = reported_quarter(found)
        if at is not None:
            return dated(context.done[at].value, "quarter-narrative", anchor=at)
        return _latest_quarter(found) or open_ended("XXXX-QX", "unanchored")
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


def read_nth_day(found: Found) -> Reading | None:
    """ "the second day": counted from the story's last day; a length where nothing is dated."""
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
    """ "the last two weeks", "the next few days": a duration that reaches to or from publication."""
    kind, words, unit = found.kind("r"), found.words("q"), unit_of(found)
    from kg.annotate.times.lengths import duration_value

    value = duration_value(words, unit)
    count = quantity(words)
    if count is None or kind not in ("last", "past", "next", "coming") or ranged(words):
        return open_ended(value, "span", type=TimeType.DURATION)
    span = anchored_span(found, unit, count, kind in ("last", "past"))
    return Reading(
        type=TimeType.DURATION, value=value, interval=span, edtf=calendar.edtf_span(span),
        anchor=PUBLISHED if span else None, rule="span-" + kind,
    )  # fmt: skip
