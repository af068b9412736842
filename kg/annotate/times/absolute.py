"""Readers of days and months: "Friday, Oct. 4", "the 4th of July", "the first week of May".

A day or month without its year is the nearest one that the tense allows: past, the last one up to
publication; future, the next one from it (TIDES 2005, section 4.2: context decides).
"""

from __future__ import annotations

from datetime import date

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.parts import (
    SCHEDULED,
    anchored,
    day_of,
    framed_year,
    nearest_year,
    said,
    whole_year,
    year_to_come,
)
from kg.annotate.times.tense import Direction, Tense
from kg.model import Interval, TimeType


def month_day(found: Found, month: int, day: int, rule: str) -> Reading | None:
    """A day of a month, its year named or found by tense."""
    year = whole_year(found)
    if year is not None:
        return dated(f"{year:04d}-{month:02d}-{day:02d}", rule + "-year", anchor=anchored(found))
    frame = framed_year(found)
    if frame is not None:
        year = int(found.context.done[frame].value)
        return dated(f"{year:04d}-{month:02d}-{day:02d}", rule + "-framed", anchor=frame)
    if (chained := year_to_come(found, month)) is not None:
        return dated(f"{chained[0]:04d}-{month:02d}-{day:02d}", rule + "-framed", anchor=chained[1])
    now = found.context.published
    if now is None:
        return open_ended(f"XXXX-{month:02d}-{day:02d}", "unanchored") if _exists(2000, month, day) else None
    around = [date(y, month, day) for y in range(now.year - 4, now.year + 5) if _exists(y, month, day)]
    weekday = int(found.value("w")) if found.has("w") else 0
    fitting = [d for d in around if d.isoweekday() == weekday and abs(d.year - now.year) <= 1]
    chosen = fitting[0] if len(fitting) == 1 else nearest_year(now, around, said(found))
    if chosen is None:
        return None
    return dated(chosen.isoformat(), f"{rule}-{_side(chosen, now)}", anchor=PUBLISHED)


def _side(day: date, now: date) -> str:
    return "future" if day > now else "past"


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def read_date(found: Found) -> Reading | None:
    """Read "June 12", "Friday, Oct. 4, 2002", "the 4th of July", "Jan.5"."""
    if found.has("md"):
        short, _, number = str(found.value("md")).rpartition(".")
        month = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].index(
            short[:3]
        ) + 1
        return month_day(found, month, int(number), "day")
    day = day_of(found.words("d"))
    return month_day(found, int(found.value("m")), day, "day") if day else None


def read_day_alone(found: Found) -> Reading | None:
    """Read "on the 15th": of the month last spoken of in this sentence or the one before."""
    context, tokens, at = found.context, found.context.parse.tokens, found.last + 1
    after = tokens[at] if at < len(tokens) else None
    if context.lower(found.first - 1) not in ("on", "by", "until", "through", "to", "and") or (
        after is not None and (after.pos in ("NOUN", "PROPN", "ADJ", "NUM") or after.lower in ("of", "-"))
    ):
        return None
    since = tokens[found.first].sent - 1
    before = context.latest(("day", "month"), since=since)
    day = day_of(found.words("d"))
    if before is None or day is None or context.done[before].type is not TimeType.DATE:
        return None
    reading = dated(f"{context.done[before].value[:7]}-{day:02d}", "day-alone", anchor=before)
    return reading if reading and reading.value > context.done[before].value else None


def read_month_range(found: Found) -> Reading | None:
    """Read "Feb. 27-28", "June 3 to 6, 2019": one expression over all its days."""
    first = month_day(found, int(found.value("m")), int(found.value("d")), "day-range")
    if first is None or not first.interval.earliest:
        return first
    start = first.interval.earliest
    end = calendar.days(f"{start:%Y-%m}-{int(found.value('d2')):02d}").earliest
    if end is None or end < start:
        return None
    span = Interval(start, end)
    return first.but(value=f"{start}/{end}", interval=span, edtf=calendar.edtf_span(span), rule=first.rule)


def read_month(found: Found) -> Reading | None:
    """Read "June", "last June", "June of last year", "January 2008"."""
    month, now = int(found.value("m")), found.context.published
    year = whole_year(found)
    if year is not None:
        return dated(f"{year:04d}-{month:02d}", "month-year", anchor=anchored(found))
    if not found.has("r") and (frame := framed_year(found)) is not None:
        return dated(f"{found.context.done[frame].value}-{month:02d}", "month-framed", anchor=frame)
    if not found.has("r") and (chained := year_to_come(found, month)) is not None:
        return dated(f"{chained[0]:04d}-{month:02d}", "month-framed", anchor=chained[1])
    if now is None:
        return open_ended(f"XXXX-{month:02d}", "unanchored")
    kinds = {k for k, _ in found.words("r")} if found.has("r") else set()
    here = now.year * 12 + now.month - 1
    ahead = (month - 1 - here) % 12
    behind = (here - month + 1) % 12
    if kinds & {"that", "same", "prev", "following"}:
        before = found.context.latest(("day", "month", "year"))
        if before is not None and (start := found.context.done[before].interval.earliest):
            step = ("prev" in kinds and -1) or ("following" in kinds and 1) or 0
            base = start.year * 12 + start.month - 1
            moved = base + (month - 1 - base) % 12 if step > 0 else base - (base - month + 1) % 12
            return dated(f"{moved // 12:04d}-{month:02d}", "month-narrative", anchor=before)
    if kinds & {"last", "past"}:
        index, rule = here - (behind or 12), "month-last"
    elif kinds & {"next", "coming"}:
        index, rule = here + (ahead or 12), "month-next"
    elif "this" in kinds:
        index, rule = now.year * 12 + month - 1, "month-this"
    else:
        direction = said(found)
        tense, sure = direction
        handicap = 12 if sure else 6
        if direction == SCHEDULED:
            tense, handicap = Tense.FUTURE, 10
        cost_back = behind + (handicap if tense is Tense.FUTURE and behind else 0)
        cost_ahead = ahead + (handicap if tense is Tense.PAST and ahead else 0) + _named_for(found)
        back = cost_back <= cost_ahead
        index, rule = (here - behind, "month-past") if back else (here + ahead, "month-future")
    return dated(f"{index // 12:04d}-{month:02d}", rule, anchor=PUBLISHED)


def _named_for(found: Found) -> int:
    """Months by which the one to come counts as farther off: "a June accord" is more often one made."""
    token = found.context.parse.tokens[found.last]
    return 3 if token.dep in ("compound", "nmod", "amod") and token.head == found.last + 1 else 0


def read_holiday(found: Found) -> Reading | None:
    """Read "Thanksgiving Day", "last Christmas", "Easter week"."""
    rule, now = str(found.value("h")), found.context.published
    if found.has("u") and found.value("u") not in ("W", "D"):
        return None
    year = whole_year(found)
    if year is not None:
        day = calendar.holiday(rule, year)
        reading = dated(day.isoformat(), "holiday-year") if day else None
    elif now is None:
        fixed = len(rule) == 5 and rule[2] == "-"
        return open_ended(f"XXXX-{rule}" if fixed else "XXXX-XX-XX", "unanchored")
    else:
        direction, kind = said(found), found.kind("r") if found.has("r") else ""
        if not kind and direction != SCHEDULED and found.context.lower(found.first - 1) != "on":
            direction = Direction(direction.tense, False)
        around = [d for y in range(now.year - 2, now.year + 3) if (d := calendar.holiday(rule, y))]
        around = [d for d in around if d != now or not kind]
        day = nearest_year(now, around, direction)
        reading = dated(day.isoformat(), f"holiday-{_side(day, now)}", anchor=PUBLISHED) if day else None
    if reading and found.has("u") and found.value("u") == "W" and reading.interval.earliest:
        return dated(
            calendar.at_grain(reading.interval.earliest, "week"), reading.rule, anchor=reading.anchor
        )
    return reading


def read_week_of(found: Found) -> Reading | None:
    """Read "the week of March 9": the calendar week that holds the day."""
    day = read_date(found)
    if day is None or not day.interval.earliest or found.value("u") != "W":
        return None
    return dated(calendar.at_grain(day.interval.earliest, "week"), "week-of", anchor=day.anchor)


def _nth_week(base: Reading, start: date, end: date, n: int) -> Reading | None:
    """Seven days from the start of a period, or its last seven (``n`` 0), cut at its end."""
    first = calendar.move(end, -6, "D") if n == 0 else calendar.move(start, 7 * (n - 1), "D")
    last = end if n == 0 else calendar.move(start, 7 * n - 1, "D")
    if first is None or last is None or first > end:
        return None
    span = Interval(first, min(last, end))
    middle = calendar.move(first, 3, "D") or first
    return base.but(value=calendar.at_grain(middle, "week"), interval=span, edtf=calendar.edtf_span(span),
                    rule="nth-week")  # fmt: skip


def read_nth(found: Found) -> Reading | None:
    """Read "the first week of May", "the last Friday of June", "the second day of April"."""
    word = found.words("o")[-1]
    n = 5 if word[0] == "last" else day_of(found.words("o")) or 0
    base = read_month(found) if found.has("m") else None
    if base is None and (year := whole_year(found)):
        base = dated(f"{year:04d}", "year", anchor=anchored(found))
    if base is None or base.interval.earliest is None or base.interval.latest is None:
        return base
    start, end = base.interval.earliest, base.interval.latest
    kind, unit = found.kind("u"), found.value("u")
    if kind == "weekday":
        day = calendar.nth_weekday(start.year, start.month, int(unit), n) if n <= 5 else None
        return dated(day.isoformat(), "nth-weekday", anchor=base.anchor) if day else None
    if kind == "weekend":
        day = calendar.nth_weekday(start.year, start.month, 6, n) if n <= 5 else None
        return dated(calendar.at_grain(day, "weekend"), "nth-weekend", anchor=base.anchor) if day else None
    if unit == "W":
        return _nth_week(base, start, end, 0 if word[0] == "last" else n)
    if unit == "D":
        day = end if word[0] == "last" else calendar.move(start, n - 1, "D")
        return dated(day.isoformat(), "nth-day", anchor=base.anchor) if day and day <= end else None
    if unit == "M" and not found.has("m"):
        day = calendar.move(end, 0, "D") if word[0] == "last" else calendar.move(start, n - 1, "M")
        return dated(calendar.at_grain(day, "month"), "nth-month", anchor=base.anchor) if day else None
    return None
