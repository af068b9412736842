"""Neighbouring readings that belong together: "January or February", "from May 2 to June 5".

TimeML marks two expressions, and so do we, each with its own value; both carry the joint days, because
an event said to fall in either may fall in the other. ``alternative``: EDTF set ``[a,b]``; ``range``:
EDTF interval ``a/b``.
"""

from __future__ import annotations

from kg.annotate.times import calendar
from kg.annotate.times.context import Context, Reading, dated
from kg.model import Interval, TimeType

_JOINED = ("day", "month", "year", "quarter", "season")
_TO = frozenset({"to", "through", "until", "till", "thru", "-"})


def join(context: Context, since: int) -> None:
    """Join the readings of one sentence, those from number ``since`` on, where words link them."""
    done = context.done
    for n in range(since + 1, len(done)):
        before, after = done[n - 1], done[n]
        _take_date(context, n)
        if after.first - before.last != 2:
            continue
        link = context.lower(before.last + 1)
        opener = context.lower(before.first - 1)
        if link == "or":
            _pair(context, n, "alternative")
        elif (link in _TO and (opener == "from" or link in ("through", "-"))) or (
            link == "and" and opener == "between"
        ):
            _pair(context, n, "range")
        elif link in ("and", ",", "or"):
            done[n - 1] = _year_shared(before, after)


def _pair(context: Context, n: int, rule: str) -> None:
    """Give two readings their joint days."""
    first, second = context.done[n - 1], context.done[n]
    if not (_joinable(first) and _joinable(second)):
        return
    first = _year_shared(first, second)
    if _floating(second) and second.interval.latest and first.interval.earliest:
        moved = calendar.shift(second.value, 1, "Y")
        if second.interval.latest < first.interval.earliest and moved:
            second = second.but(**_days(moved))
    early, late = first.interval.earliest, second.interval.latest
    if early is None or late is None or late < early or first.value == second.value:
        return
    parts = (calendar.edtf(first.value), calendar.edtf(second.value))
    edtf = f"[{parts[0]},{parts[1]}]" if rule == "alternative" else calendar.edtf_span(Interval(early, late))
    joint = Interval(early, late)
    context.done[n - 1] = first.but(interval=joint, edtf=edtf, rule=rule)
    context.done[n] = second.but(interval=joint, edtf=edtf, rule=rule)


def _days(value: str) -> dict[str, object]:
    return {"value": value, "interval": calendar.days(value), "edtf": calendar.edtf(value)}


def _joinable(reading: Reading) -> bool:
    return (
        reading.type is TimeType.DATE
        and calendar.grain(reading.value) in _JOINED
        and reading.rule not in ("alternative", "range")
    )


def _floating(reading: Reading) -> bool:
    """Whether the year was chosen by tense, so that a neighbour may decide it better."""
    return reading.rule in ("month-past", "month-future", "day-past", "day-future")


def _year_shared(first: Reading, second: Reading) -> Reading:
    """As in "January and March 2019": the year stands at the last and counts for both."""
    if not _floating(first) or second.rule not in ("month-year", "day-year") or second.anchor is not None:
        return first
    for back in (0, 1):
        value = f"{int(second.value[:4]) - back:04d}{first.value[4:]}"
        if value <= second.value and calendar.days(value):
            return first.but(**_days(value), anchor=None, rule=second.rule)
    return first


def _take_date(context: Context, n: int) -> None:
    """As in "11:20 a.m. (0820 GMT) on Friday": times of day go with the date right after them."""
    day = context.done[n]
    if calendar.grain(day.value) != "day" or day.rule == "clock-narrative":
        return
    before = day.first
    for m in range(n - 1, max(-1, n - 3), -1):
        time = context.done[m]
        gap = {context.lower(i) for i in range(time.last + 1, before)}
        if (
            time.type is not TimeType.TIME
            or time.rule not in _UNDATED
            or before - time.last > 4
            or gap - _BESIDE
        ):
            return
        moved = dated(day.value[:10] + time.value[10:], "clock-date", anchor=day.anchor, type=TimeType.TIME)
        if moved is None:
            return
        context.done[m] = moved.but(first=time.first, last=time.last)
        before = time.first


_UNDATED = frozenset({"clock-narrative", "unanchored"})
_BESIDE = frozenset({"(", ")", ",", "on"})
