"""Readers of dates that name their month or year: "Friday, Oct. 23", "the third quarter of 1990", "the '80s".

A day or month without its year is the nearest one that the tense allows: past, the last one up to
publication; future, the next one from it (TIDES 2005, section 4.2: context decides).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.numbers import quantity, year_in_words
from kg.annotate.times.tense import Direction, Tense
from kg.model import Interval, TimeType

YEAR_BEFORE = frozenset(
    ["in", "since", "of", "by", "from", "during", "until", "till", "before", "after", "through", "to", "between", "and", "or", "for", ",", "(", "late", "early", "mid", "around", "about", "circa", "back", "to", "than", "-", "'", "season", "on", "at", "with", "as", "the"]
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1000, 2100


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


def day_of(words: list[tuple[str, Any]]) -> int | None:
    """Day of the month from "12", "12th", "twelfth", "twenty-first"."""
    kind, value = words[-1]
    if kind == "ordnum":
        return int(value[:-2])
    if kind in ("dom", "number") and isinstance(value, str):
        return int(value)
    tens = [v for k, v in words[:-1] if k == "number" and isinstance(v, int)]
    return int(value) + sum(tens) if isinstance(value, int) else None


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


def month_day(found: Found, month: int, day: int, rule: str) -> Reading | None:
    """A day of a month, its year named or found by tense."""
    year = whole_year(found)
    if year is not None:
        return dated(f"{year:04d}-{month:02d}-{day:02d}", rule + "-year", anchor=anchored(found))
    now = found.context.published
    if now is None:
        return open_ended(f"XXXX-{month:02d}-{day:02d}", "unanchored") if _exists(2000, month, day) else None
    around = [date(y, month, day) for y in range(now.year - 4, now.year + 5) if _exists(y, month, day)]
    weekday = int(found.value("w")) if found.has("w") else 0
    fitting = [d for d in around if d.isoweekday() == weekday and abs(d.year - now.year) <= 1]
    chosen = fitting[0] if len(fitting) == 1 else nearest_year(now, around, found.direction)
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
    """ "June 12", "Friday, Oct. 23, 1998", "the 4th of July", "Jan.5"."""
    if found.has("md"):
        short, _, number = str(found.value("md")).rpartition(".")
        month = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].index(
            short[:3]
        ) + 1
        return month_day(found, month, int(number), "day")
    day = day_of(found.words("d"))
    return month_day(found, int(found.value("m")), day, "day") if day else None


def read_month_range(found: Found) -> Reading | None:
    """ "Feb. 27-28", "May 2 to June 5, 2019": one expression over all its days."""
    first = month_day(found, int(found.value("m")), int(found.value("d")), "day-range")
    if first is None or not first.interval.earliest:
        return first
    start = first.interval.earliest
    month = int(found.value("m2")) if found.has("m2") else start.month
    year = start.year + (month < start.month)
    end = calendar.days(f"{year:04d}-{month:02d}-{int(found.value('d2')):02d}").earliest
    if end is None or end < start:
        return None
    span = Interval(start, end)
    return first.but(value=f"{start}/{end}", interval=span, edtf=calendar.edtf_span(span), rule=first.rule)


def read_month(found: Found) -> Reading | None:
    """ "June", "last June", "June of last year", "January 1998"."""
    month, now = int(found.value("m")), found.context.published
    year = whole_year(found)
    if year is not None:
        return dated(f"{year:04d}-{month:02d}", "month-year", anchor=anchored(found))
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
        tense, sure = found.direction
        handicap = 12 if sure else 6
        cost_back = behind + (handicap if tense is Tense.FUTURE and behind else 0)
        cost_ahead = ahead + (handicap if tense is Tense.PAST and ahead else 0)
        back = cost_back <= cost_ahead
        index, rule = (here - behind, "month-past") if back else (here + ahead, "month-future")
    return dated(f"{index // 12:04d}-{month:02d}", rule, anchor=PUBLISHED)


def read_year(found: Found) -> Reading | None:
    """A bare year, where its neighbours make it one; "mid-1996"."""
    kind, value = found.words("y")[-1]
    year = int(str(value)[-4:])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if kind == "midyear":
        which = str(value).split("-")[0]
        span = calendar.days(f"{year:04d}")
        part = calendar.third(span, which) if which in ("early", "mid", "late") else None
        if which in ("pre", "post"):
            return open_ended(f"{year:04d}", which + "-year")
        return dated(f"{year:04d}", "year-" + which, interval=part)
    if not _year_like(found, year):
        return None
    return dated(f"{year:04d}", "year")


def _year_like(found: Found, year: int) -> bool:
    """Whether a number of four digits is a year here, by what stands around it."""
    tokens = found.context.parse.tokens
    at = found.last
    if found.has("pre") or found.first < at:
        return True
    if found.context.lower(at - 1) == "-" and found.context.lower(at - 2)[:1].isdigit():
        return False
    before, after = found.context.lower(at - 1), tokens[at + 1] if at + 1 < len(tokens) else None
    if before in ("$", "#", "no.", "no", "nos.", "#", "/", "flight", "room", "highway", "route", "a"):
        return False
    if after is not None and (
        after.lower in ("%", "percent", "feet", "miles", "gmt", "-") or after.lower[:1] == "/"
    ):
        return after.lower == "-" and 1900 <= year < 2100 and tokens[at].ent == "DATE"
    counts = tokens[at].dep in ("nummod", "quantmod") and after is not None and after.tag == "NNS"
    if counts and not (1900 <= year <= 2050 and tokens[at].ent == "DATE"):
        return False
    if 1800 <= year <= 2050:
        return before in YEAR_BEFORE or tokens[at].ent == "DATE"
    return before in ("in", "since", "year", "until", "by") and tokens[at].ent == "DATE"


def read_year_words(found: Found) -> Reading | None:
    """ "nineteen ninety-one"."""
    year = year_in_words(found.words("y"))
    return dated(f"{year:04d}", "year-words") if year else None


def read_year_short(found: Found) -> Reading | None:
    """ "'98": the nearest such year not more than twenty years ahead of publication."""
    raw = str(found.value("y"))
    if len(raw) != 2 or not raw.isdigit():
        return None
    tokens = found.context.parse.tokens
    if tokens[found.first].end != tokens[found.last].start or found.context.lower(found.first - 1) not in (
        "in", "of", "since", "class", "summer", "fall", "spring", "winter", "late", "early", "during", "from",
    ):  # fmt: skip
        return None
    now = found.context.published
    if now is None:
        return open_ended(f"XX{raw}", "unanchored")
    year = now.year - now.year % 100 + int(raw)
    year -= 100 if year > now.year + 20 else 0
    return dated(f"{year:04d}", "year-short", anchor=PUBLISHED)


def read_year_range(found: Found) -> Reading | None:
    """ "2012-14", "the 1950-53 war": one expression over both years."""
    first, raw = int(found.value("y")), str(found.value("y2"))
    last = int(raw) if len(raw) == 4 else int(str(first)[: 4 - len(raw)] + raw) if len(raw) == 2 else 0
    if not (1500 <= first < last <= LAST_YEAR and last - first <= 120):
        return None
    tokens = found.context.parse.tokens
    if tokens[found.first].end != tokens[found.first + 1].start:
        return None
    span = Interval(date(first, 1, 1), date(last, 12, 31))
    return Reading(
        type=TimeType.DATE,
        value=f"{first}/{last}",
        interval=span,
        edtf=calendar.edtf_span(span),
        rule="year-range",
    )


def read_decade(found: Found) -> Reading | None:
    """ "the 1980s", "the late 1970s", "the '80s", "the nineties"."""
    kind, value = found.words("y")[-1]
    if kind in ("decade4", "year4"):
        digits = "".join(c for c in str(value) if c.isdigit())
        if kind == "year4" and (digits[3] != "0" or not found.first < found.parts["y"][0]):
            return None
        decade = digits[:3]
    else:
        tens = int("".join(c for c in str(value) if c.isdigit())[0]) if isinstance(value, str) else int(value)
        if found.parts["y"][0] == found.first:
            return None
        now = found.context.published
        century = (now.year if now else 1999) // 100 * 10
        decade = f"{century + tens if now and century + tens <= now.year // 10 else century - 10 + tens:03d}"
        if now is None:
            decade = f"19{tens}" if tens >= 2 else decade
    part = next((v for k, v in (found.word(i) for i in range(found.first, found.last + 1))
                 if k in ("early", "mid", "late") and not found.has("pre")), None)  # fmt: skip
    if isinstance(value, str) and "-" in value:
        part = value.split("-")[0]
    span = calendar.days(decade)
    return dated(
        decade,
        "decade",
        interval=calendar.third(span, str(part)) if part in ("early", "mid", "late") else None,
    )


def read_century(found: Found) -> Reading | None:
    """ "the 20th century" is ``19``."""
    if found.value("u") != "C":
        return None
    number = day_of(found.words("o"))
    return dated(f"{number - 1:02d}", "century") if number and 1 <= number <= 30 else None


def read_fiscal(found: Found) -> Reading | None:
    """ "fiscal 1989", "the current fiscal year", "FY2019".

    Which months a fiscal year has depends on whose it is; the days given span July of the year
    before to March of the year after, which covers the usual ones.
    """
    if found.has("y") and found.kind("y") == "fy":
        digits = "".join(c for c in str(found.value("y")) if c.isdigit())
        year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    elif (named := whole_year(found)) is not None:
        year = named
    else:
        return _fiscal_deictic(found)
    return _fiscal(year, "fiscal-year", None)


def _fiscal(year: int, rule: str, anchor: str | None) -> Reading | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    span = Interval(date(year - 1, 7, 1), date(year + 1, 3, 31))
    reading = dated(f"{year:04d}", rule, anchor=anchor, interval=span)
    return reading.but(edtf=f"{year:04d}~") if reading else None


def _fiscal_deictic(found: Found) -> Reading | None:
    if not any(
        k == "unit" and v == "Y" for k, v in (found.word(i) for i in range(found.first, found.last + 1))
    ):
        return None
    step = {"next": 1, "coming": 1, "last": -1, "latest": -1, "prev": -1, "past": -1}.get(
        found.kind("r") if found.has("r") else "", 0
    )
    now = found.context.published
    return (
        open_ended("XXXX", "unanchored")
        if now is None
        else _fiscal(now.year + step, "fiscal-deictic", PUBLISHED)
    )


def read_academic(found: Found) -> Reading | None:
    """ "the 2018-19 school year": August of the first to July of the second year."""
    year = int(str(found.value("y"))[:4])
    span = Interval(date(year, 8, 1), date(year + 1, 7, 31))
    many = len(found.words("y")) > 1
    if not many:
        span = Interval(date(year - 1, 8, 1), date(year + 1, 7, 31))
    return dated(f"{year:04d}", "academic-year", interval=span)


def read_holiday(found: Found) -> Reading | None:
    """ "Thanksgiving Day", "last Christmas", "Easter week"."""
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
        direction, kind = found.direction, found.kind("r") if found.has("r") else ""
        if kind in ("last", "past"):
            direction = Direction(Tense.PAST, True)
        elif kind in ("next", "coming"):
            direction = Direction(Tense.FUTURE, True)
        around = [d for y in range(now.year - 2, now.year + 3) if (d := calendar.holiday(rule, y))]
        around = [d for d in around if d != now or not kind]
        day = nearest_year(now, around, direction if kind else Direction(direction.tense, False))
        reading = dated(day.isoformat(), f"holiday-{_side(day, now)}", anchor=PUBLISHED) if day else None
    if reading and found.has("u") and found.value("u") == "W" and reading.interval.earliest:
        return dated(
            calendar.at_grain(reading.interval.earliest, "week"), reading.rule, anchor=reading.anchor
        )
    return reading


def read_week_of(found: Found) -> Reading | None:
    """ "the week of March 6": the calendar week that holds the day."""
    day = read_date(found)
    if day is None or not day.interval.earliest or found.value("u") != "W":
        return None
    return dated(calendar.at_grain(day.interval.earliest, "week"), "week-of", anchor=day.anchor)


def read_nth(found: Found) -> Reading | None:
    """ "the first week of May", "the last Friday of June", "the second day of April"."""
    word = found.words("o")[-1]
    n = 5 if word[0] == "last" else day_of(found.words("o")) or 0
    base = read_month(found) if found.has("m") else None
    if base is None and found.has("yr") and (year := relative_year(found, "yr")):
        base = dated(f"{year:04d}", "year", anchor=PUBLISHED)
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
        first = calendar.move(end, -6, "D") if word[0] == "last" else calendar.move(start, 7 * (n - 1), "D")
        last = end if word[0] == "last" else calendar.move(start, 7 * n - 1, "D")
        if first is None or last is None or first > end:
            return None
        return base.but(interval=Interval(first, min(last, end)), rule="nth-week",
                        edtf=calendar.edtf_span(Interval(first, min(last, end))),
                        value=calendar.at_grain(calendar.move(first, 3, "D") or first, "week"))  # fmt: skip
    if unit == "D":
        day = end if word[0] == "last" else calendar.move(start, n - 1, "D")
        return dated(day.isoformat(), "nth-day", anchor=base.anchor) if day and day <= end else None
    if unit == "M" and found.has("yr"):
        day = calendar.move(end, 0, "D") if word[0] == "last" else calendar.move(start, n - 1, "M")
        return dated(calendar.at_grain(day, "month"), "nth-month", anchor=base.anchor) if day else None
    return None


def quarter_number(found: Found) -> int:
    """Number of the quarter or half that "third" or "last" names; 0 if none."""
    kind, value = found.words("o")[-1]
    number = int(value) if isinstance(value, int) else int(str(value)[:-2])
    return number if kind in ("ordinal", "second", "ordnum") else 0


def read_quarter(found: Found) -> Reading | None:
    """ "the third quarter", "the 1988 second quarter", "first half of 1989", "Q3 2018"."""
    if found.has("q"):
        return _quarter_token(found)
    n, half = quarter_number(found), found.kind("h") == "half"
    if not 1 <= n <= (2 if half else 4):
        return None
    letter = "H" if half else "Q"
    year = whole_year(found)
    if year is not None:
        return dated(f"{year:04d}-{letter}{n}", "quarter-year", anchor=anchored(found))
    now = found.context.published
    if half:
        return None
    if now is None:
        return open_ended(f"XXXX-{letter}{n}", "unanchored")
    return near_quarter(found, n)


def near_quarter(found: Found, n: int) -> Reading | None:
    """The n-th quarter nearest to publication that the tense allows.

    News speaks of the quarter that has just ended or runs: a quarter that ended within four months
    stays chosen under a future verb ("third-quarter results will be released").
    """
    now = found.context.published
    if now is None:
        return None
    here = (now.month + 2) // 3
    index = now.year * 4 + here - 1
    behind, ahead = (here - n) % 4, (n - here) % 4
    kind = found.kind("r") if found.has("r") else ""
    future = kind in ("next", "coming") or (found.tense is Tense.FUTURE and behind > 1)
    index = index + ahead if future else index - behind
    return dated(f"{index // 4:04d}-Q{n}", "quarter-future" if future else "quarter-past", anchor=PUBLISHED)


def _quarter_token(found: Found) -> Reading | None:
    text = str(found.value("q"))
    half, n = "h" in text, int(next(c for c in text if c.isdigit()))
    year = whole_year(found)
    if year is None and len(text) == 4 and text[2:].isdigit():
        year = 2000 + int(text[2:])
    if year is None:
        return near_quarter(found, n) if not half else None
    return dated(f"{year:04d}-{'H' if half else 'Q'}{n}", "quarter-year")


def read_quarters(found: Found) -> Reading | None:
    """ "the first two quarters of 1990" is its first half."""
    year, count = whole_year(found), quantity(found.words("q"))
    kinds = [found.word(i)[0] for i in range(found.first, found.last + 1)]
    if year is None or count is None or count >= 4:
        return None
    start = 1 if "last" not in kinds else 5 - int(count)
    span = Interval(calendar.days(f"{year:04d}-Q{start}").earliest,
                    calendar.days(f"{year:04d}-Q{start + int(count) - 1}").latest)  # fmt: skip
    value = f"{year:04d}-H{1 if start == 1 else 2}" if count == 2 else f"{year:04d}"
    return dated(value, "quarters", interval=span, anchor=anchored(found))
