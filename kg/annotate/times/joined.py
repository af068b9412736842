"""Neighbouring readings that belong together: "January or February", "from May 2 to June 5".

TimeML marks two expressions, and so do we, each with its own value; both carry the joint days, because
an event said to fall in either may fall in the other. ``alternative``: EDTF set ``[a,b]``; ``range``:
EDTF interval ``a/b``.
"""

from __future__ import annotations

from kg.annotate.times import calendar
from kg.annotate.times.context import Context, Reading, dated
from kg.annotate.times.tense import up, verbs
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
        _share_day(context, n, link)
        opener = context.lower(before.first - 1)
        if link == "or":
            _pair(context, n, "alternative")
        elif (
            link in _TO and (opener == "from" or link in ("through", "-") or _both_days(before, after))
        ) or (link == "and" and opener == "between"):
            _pair(context, n, "range")
        elif link in ("and", ",", "or"):
            done[n - 1] = _year_shared(before, after)


def _both_days(before: Reading, after: Reading) -> bool:
    """As in "May 2 to June 5": months and days on either side."""
    rules = ("day-past", "day-future", "day-year")
    return before.rule in rules and after.rule in rules and before.interval != after.interval


def _pair(context: Context, n: int, rule: str) -> None:
    """Give two readings their joint days."""
    first, second = context.done[n - 1], context.done[n]
    if not (_joinable(first) and _joinable(second)):
        return
    if rule == "range" and _moved(context, first):
        return
    first = _year_shared(first, second)
    if _floating(second) and second.interval.latest and first.interval.earliest:
        moved = calendar.shift(second.value, 1, "Y")
        if second.interval.latest < first.interval.earliest and moved:
            second = second.but(**_days(moved, _parted(second.rule)[1]))
    if rule == "range":
        first, second = _in_order(first, second)
    early, late = first.interval.earliest, second.interval.latest
    if early is None or late is None or late < early or first.value == second.value:
        return
    parts = (calendar.edtf(first.value), calendar.edtf(second.value))
    edtf = f"[{parts[0]},{parts[1]}]" if rule == "alternative" else calendar.edtf_span(Interval(early, late))
    joint = Interval(early, late)
    context.done[n - 1] = first.but(interval=joint, edtf=edtf, rule=rule)
    context.done[n] = second.but(interval=joint, edtf=edtf, rule=rule)


def _moved(context: Context, first: Reading) -> bool:
    """As in "postponed from May 2 to June 5": two dates for one event, and no span of time."""
    parse = context.parse
    above = next((a for a in up(parse, first.first) if parse.tokens[a].pos == "VERB"), None)
    return above is not None and parse.tokens[above].lemma in verbs("moved")


def _in_order(first: Reading, second: Reading) -> tuple[Reading, Reading]:
    """As in "runs Monday through Friday", "ran from Monday to Friday": the second end comes after."""
    start, end = first.interval.earliest, second.interval.latest
    if start is None or end is None or start <= end:
        return first, second
    if second.rule == "weekday-future":
        return first, _a_week(second, 1)
    return (_a_week(first, -1), second) if first.rule == "weekday-past" else (first, second)


def _a_week(reading: Reading, step: int) -> Reading:
    """A weekday of the week after or before."""
    moved = calendar.shift(reading.value, step, "W")
    return reading.but(**_days(moved, "")) if moved else reading


def _share_day(context: Context, n: int, link: str) -> None:
    """As in "from 10 a.m. to 4 p.m. on Saturday": the first time is of the day of the second."""
    before, after = context.done[n - 1], context.done[n]
    both = before.type is TimeType.TIME and after.type is TimeType.TIME
    if not both or link not in (*_TO, "and") or before.rule not in _UNDATED or after.rule in _UNDATED:
        return
    moved = dated(after.value[:10] + before.value[10:], "clock-date", anchor=after.anchor, type=TimeType.TIME)
    if moved is not None:
        context.done[n - 1] = moved.but(first=before.first, last=before.last)


def _days(value: str, part: str) -> dict[str, object]:
    span = calendar.days(value)
    if not part:
        return {"value": value, "interval": span, "edtf": calendar.edtf(value)}
    span = calendar.third(span, part)
    return {"value": value, "interval": span, "edtf": calendar.edtf_span(span)}


def _joinable(reading: Reading) -> bool:
    return (
        reading.type is TimeType.DATE
        and calendar.grain(reading.value) in _JOINED
        and reading.rule not in ("alternative", "range")
    )


def _floating(reading: Reading) -> bool:
    """Whether the year was chosen by tense, so that a neighbour may decide it better."""
    return _parted(reading.rule)[0] in ("month-past", "month-future", "day-past", "day-future")


def _parted(rule: str) -> tuple[str, str]:
    """A rule, and which part of its days "early", "mid" or "late" left, if any."""
    core, _, part = rule.rpartition("-")
    return (core, part) if part in ("early", "mid", "late") else (rule, "")


def _year_shared(first: Reading, second: Reading) -> Reading:
    """As in "January and March 2019": the year stands at the last and counts for both."""
    if first.rule == "season" and second.rule == "season-year":
        return first.but(**_days(second.value[:5] + first.value[5:], ""), anchor=None, rule=second.rule)
    rule = _parted(second.rule)[0]
    if not _floating(first) or rule not in ("month-year", "day-year") or second.anchor is not None:
        return first
    part = _parted(first.rule)[1]
    for back in (0, 1):
        value = f"{int(second.value[:4]) - back:04d}{first.value[4:]}"
        if value <= second.value and calendar.days(value):
            return first.but(**_days(value, part), anchor=None, rule=f"{rule}-{part}" if part else rule)
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
