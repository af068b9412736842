"""Arithmetic on TIMEX3 values: which days a value names, how EDTF writes them, what lies n units away.

A value is the string of TIMEX3 (TimeML 1.2.1, section 2.2): ``1998``, ``1998-03``, ``1998-03-05``
(with or without ``T…``), ``1998-W10``, ``1998-W10-WE``, ``1998-Q1``, ``1998-H2``, ``1998-SU``, ``199``
(a decade), ``19`` (a century). Every function is total on these; other values name no days.
Years run from 1 to 9999; what would leave that range names no days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from kg.model import Interval

SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of the meteorological season, northern hemisphere."""
SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
NOTHING = Interval()

_FORMS: tuple[tuple[str, str], ...] = (
    ("day", r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"),
    ("month", r"(\d{4})-(\d\d)"),
    ("year", r"(\d{4})"),
    ("weekend", r"(\d{4})-W(\d\d)-WE"),
    ("week", r"(\d{4})-W(\d\d)"),
    ("quarter", r"(\d{4})-Q([1-4])"),
    ("half", r"(\d{4})-H([12])"),
    ("season", r"(\d{4})-(SP|SU|FA|WI)"),
    ("decade", r"(\d{3})"),
    ("century", r"(\d\d)"),
)
_COMPILED = tuple((name, re.compile(pattern + r"\Z")) for name, pattern in _FORMS)


@lru_cache(maxsize=4096)
def grain(value: str) -> str:
    """Granularity of a value (``day``, ``week`` … ``century``), ``""`` where it names no days."""
    return next((name for name, pattern in _COMPILED if pattern.match(value)), "")


def _month_span(year: int, month: int, months: int = 1) -> Interval:
    last = year * 12 + month - 1 + months - 1
    end_year, end_month = divmod(last, 12)
    return Interval(
        date(year, month, 1), date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1])
    )


def _week_span(year: int, week: int, first: int = 1) -> Interval:
    return Interval(date.fromisocalendar(year, week, first), date.fromisocalendar(year, week, 7))


def _winter(year: int) -> Interval:
    """A winter named by its year may be the one that begins or the one that ends in it."""
    return Interval(date(year - 1, 12, 1), date(year + 1, 2, monthrange(year + 1, 2)[1]))


_SPANS: dict[str, Callable[[tuple[str, ...]], Interval]] = {
    "day": lambda g: Interval(*[date(int(g[0]), int(g[1]), int(g[2]))] * 2),
    "month": lambda g: _month_span(int(g[0]), int(g[1])),
    "year": lambda g: _month_span(int(g[0]), 1, 12),
    "weekend": lambda g: _week_span(int(g[0]), int(g[1]), 6),
    "week": lambda g: _week_span(int(g[0]), int(g[1])),
    "quarter": lambda g: _month_span(int(g[0]), 3 * int(g[1]) - 2, 3),
    "half": lambda g: _month_span(int(g[0]), 6 * int(g[1]) - 5, 6),
    "season": lambda g: _winter(int(g[0])) if g[1] == "WI" else _month_span(int(g[0]), SEASON_START[g[1]], 3),
    "decade": lambda g: _month_span(int(g[0]) * 10, 1, 120),
    "century": lambda g: _month_span(int(g[0]) * 100, 1, 1200),
}


@lru_cache(maxsize=4096)
def days(value: str) -> Interval:
    """The days a value names; empty for a reference, a duration, an unanchored or impossible date."""
    for name, pattern in _COMPILED:
        if found := pattern.match(value):
            try:
                return _SPANS[name](found.groups())
            except (ValueError, OverflowError):
                return NOTHING
    return NOTHING


def edtf(value: str) -> str | None:
    """EDTF level 1 of a value; ``None`` where it names no days. Weeks, quarters, halves are intervals."""
    span = days(value)
    if not span:
        return None
    kind = grain(value)
    if kind == "day":
        return value[:10]
    if kind in ("year", "month"):
        return value
    if kind == "decade":
        return value + "X"
    if kind == "century":
        return value + "XX"
    if kind == "season":
        return f"{value[:4]}-{SEASON_EDTF[value[5:]]}"
    return edtf_span(span)


def edtf_span(span: Interval) -> str | None:
    """The shortest EDTF for an interval: a day, months, years, else two days; an open end is ``..``."""
    early, late = span.earliest, span.latest
    if early is None or late is None:
        return (
            None
            if not span
            else f"{early.isoformat() if early else '..'}/{late.isoformat() if late else '..'}"
        )
    if early == late:
        return early.isoformat()
    if early.day == 1 and late.day == monthrange(late.year, late.month)[1]:
        width = 4 if early.month == 1 and late.month == 12 else 7
        ends = [early.isoformat()[:width], late.isoformat()[:width]]
        return ends[0] if ends[0] == ends[1] else "/".join(ends)
    return f"{early.isoformat()}/{late.isoformat()}"


def at_grain(day: date, kind: str) -> str:
    """The value of a granularity that contains a day."""
    if kind == "day":
        return day.isoformat()
    if kind == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if kind == "weekend":
        return at_grain(day, "week") + "-WE"
    if kind == "month":
        return day.isoformat()[:7]
    if kind == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if kind == "half":
        return f"{day.year:04d}-H{1 if day.month <= 6 else 2}"
    return day.isoformat()[: {"year": 4, "decade": 3, "century": 2}[kind]]


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}
_DAYS = {"D": 1, "W": 7, "F": 14}
GRAIN = {"D": "day", "W": "week", "F": "week", "M": "month", "Q": "quarter", "H": "half", "Y": "year",
         "E": "decade", "C": "century", "L": "century"}  # fmt: skip
"""Granularity that a duration unit moves by."""


def move(day: date, count: float, unit: str) -> date | None:
    """The day ``count`` units away; ``None`` beyond years 1 to 9999. Units: D W F M Q H Y E C L."""
    try:
        if unit in _DAYS:
            return day + timedelta(days=round(count * _DAYS[unit]))
        return add_months(day, round(count * _MONTHS[unit]))
    except (ValueError, OverflowError):
        return None


def shift(value: str, count: int, unit: str) -> str | None:
    """A value moved by whole units, at its own granularity: ``2009-Q3`` less a year is ``2008-Q3``."""
    span, kind = days(value), grain(value)
    if span.earliest is None or not kind:
        return None
    if kind == "season":
        step = _MONTHS.get(unit, 0) * count
        return f"{int(value[:4]) + step // 12:04d}{value[4:]}" if step and step % 12 == 0 else None
    moved = move(span.earliest, count, unit)
    return None if moved is None else at_grain(moved, kind)


def third(span: Interval, which: str) -> Interval:
    """The early, middle or late third of an interval (months: 1-10, 11-20, 21-end).

    Decades: years 0-3, 4-6, 7-9.
    ."""
    early, late = span.earliest, span.latest
    if early is None or late is None or early == late:
        return span
    length = (late - early).days + 1
    if early.day == 1 and late.day == monthrange(late.year, late.month)[1] and length > 31:
        months = (late.year - early.year) * 12 + late.month - early.month + 1
        if months == 120:
            begin, end = {"early": (0, 48), "mid": (48, 84), "late": (84, 120)}[which]
            return Interval(add_months(early, begin), add_months(early, end) - timedelta(days=1))
        if months % 3 == 0:
            start = add_months(early, {"early": 0, "mid": months // 3, "late": 2 * months // 3}[which])
            return Interval(start, add_months(start, months // 3) - timedelta(days=1))
    step = 10 if 28 <= length <= 31 else max(1, round(length / 3))
    if which == "early":
        return Interval(early, early + timedelta(days=step - 1))
    if which == "late":
        return Interval(min(late, early + timedelta(days=2 * step)), late)
    return Interval(early + timedelta(days=step), early + timedelta(days=max(step, 2 * step - 1)))


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date | None:
    """The n-th ISO weekday of a month, ``n=5`` meaning the last one; ``None`` where there is none."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    if day.month != month:
        return day - timedelta(days=7) if n == 5 else None
    return day


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus/Jones/Butcher, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in a year. Rules: ``12-25``; ``11-4-4`` (fourth Thursday of November);
    ``easter-2``; ``election`` (United States: the Tuesday after the first Monday of November)."""
    try:
        if rule.startswith("easter"):
            return easter(year) + timedelta(days=int(rule[6:]))
        if rule == "election":
            monday = nth_weekday(year, 11, 1, 1)
            return monday + timedelta(days=1) if monday else None
        parts = [int(p) for p in rule.split("-")]
        if len(parts) == 2:
            return date(year, parts[0], parts[1])
        month, n, weekday = parts[0], parts[1], parts[2]
        return nth_weekday(year, month, weekday, n)
    except (ValueError, OverflowError):
        return None
