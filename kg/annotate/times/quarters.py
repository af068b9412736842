"""Readers of quarters and halves: "the third quarter", "first half of 2009", "Q3 2018".

News speaks of the quarter that has just ended or runs. In a story about results "a year ago" is the
same quarter of the year before.
"""

from __future__ import annotations

from datetime import date

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.numbers import quantity
from kg.annotate.times.parts import anchored, relative_year, up_to_end, whole_year
from kg.annotate.times.tense import Tense
from kg.model import Interval


def quarter_number(found: Found) -> int:
    """Number of the quarter or half that "third" or "last" names; 0 if none."""
    kind, value = found.words("o")[-1]
    number = int(value) if isinstance(value, int) else int(str(value)[:-2])
    return number if kind in ("ordinal", "second", "ordnum") else 0


def read_quarter(found: Found) -> Reading | None:
    """Read "the third quarter", "the 2008 second quarter", "first half of 2009", "Q3 2018"."""
    if found.has("q"):
        return _quarter_token(found)
    n, half = quarter_number(found), found.kind("h") == "half"
    if not 1 <= n <= (2 if half else 4):
        return None
    letter = "H" if half else "Q"
    year = whole_year(found)
    if year is not None:
        reading = dated(f"{year:04d}-{letter}{n}", "quarter-year", anchor=anchored(found))
        return reading and up_to_end(found, reading, 1, letter)
    now = found.context.published
    if half:
        return None
    if now is None:
        return open_ended(f"XXXX-{letter}{n}", "unanchored")
    reading = near_quarter(found, n)
    return reading and up_to_end(found, reading, 1, "Q")


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


def quarter_ended(found: Found, end: date) -> Reading | None:
    """The three months up to a day; its value is the calendar quarter that holds their middle."""
    middle = calendar.move(end, -45, "D")
    value = calendar.at_grain(middle, "quarter") if middle else ""
    reading = dated(value, "quarter")
    return up_to_end(found, reading, 1, "Q") if reading else None


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
    """Read "the first two quarters of 2010" is its first half."""
    year, count = whole_year(found), quantity(found.words("q"))
    kinds = [found.word(i)[0] for i in range(found.first, found.last + 1)]
    if year is None or count is None or count >= 4:
        return None
    start = 1 if "last" not in kinds else 5 - int(count)
    span = Interval(calendar.days(f"{year:04d}-Q{start}").earliest,
                    calendar.days(f"{year:04d}-Q{start + int(count) - 1}").latest)  # fmt: skip
    value = f"{year:04d}-H{1 if start == 1 else 2}" if count == 2 else f"{year:04d}"
    return dated(value, "quarters", interval=span, anchor=anchored(found))


COMPARED = frozenset(
    {"year-ago-period", "quarter-of-year", "same-period", "year-ago", "narrative-earlier", "year-last"}
)
"""Rules of periods that a result is compared with, not those it is of."""


def reported_quarter(found: Found, since: int = 0) -> int | None:
    """Number of the reading that is the quarter reported on, in sentence ``since`` or later."""
    return found.context.latest(("quarter", "half"), since=since, leaving_out=COMPARED)


def same_quarter(found: Found, unit: str) -> Reading | None:
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


def read_year_ago(found: Found) -> Reading | None:
    """Read "year-ago", "the year-earlier quarter", "the year-ago third quarter"."""
    if found.value("u") != "Y":
        return None
    same = same_quarter(found, "Y")
    if found.has("o") and (n := quarter_number(found)) and n <= 4:
        now = near_quarter(found, n)
        value = calendar.shift(now.value, -1, "Y") if now else None
        return dated(value, "year-ago-period", anchor=PUBLISHED) if value else None
    if same is not None:
        return same
    now_day = found.context.published
    if now_day is None:
        return open_ended("PAST_REF", "unanchored")
    if found.context.parse.tokens[found.last].lower == "quarter" and (last := latest_quarter(found)):
        value = calendar.shift(last.value, -1, "Y")
        return dated(value, "year-ago-period", anchor=PUBLISHED) if value else None
    return dated(f"{now_day.year - 1:04d}", "year-ago", anchor=PUBLISHED)


def latest_quarter(found: Found) -> Reading | None:
    now = found.context.published
    moved = calendar.move(now, -1, "Q") if now else None
    return dated(calendar.at_grain(moved, "quarter"), "quarter-latest", anchor=PUBLISHED) if moved else None


def read_same_period(found: Found) -> Reading | None:
    """Read "the same period last year", "the quarter a year ago"."""
    monthly = any(found.word(i) == ("unit", "M") for i in range(found.first, found.last + 1))
    if not monthly and (same := same_quarter(found, "Y")) is not None:
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
    if monthly and (at := found.context.latest(("month",))) is not None:
        return dated(f"{year:04d}{found.context.done[at].value[4:7]}", "same-period", anchor=at)
    return dated(f"{year:04d}", "same-period", anchor=None if found.has("y") else PUBLISHED)


def read_the_period(found: Found) -> Reading | None:
    """Read "the latest period": the quarter last named, else the last quarter that ended."""
    at = reported_quarter(found)
    if at is not None:
        return dated(found.context.done[at].value, "period-narrative", anchor=at)
    if found.word(found.first + 1)[0] != "latest":
        return None
    return latest_quarter(found) or open_ended("XXXX-QX", "unanchored")


def read_quarter_of(found: Found) -> Reading | None:
    """Read "the 2008 quarter", "the 2008 period", "last year's quarter": that year's quarter."""
    year = int(str(found.value("y"))) if found.has("y") else relative_year(found, "yr")
    if year is None:
        return open_ended("XXXX-QX", "unanchored")
    at = reported_quarter(found)
    if at is not None:
        return dated(f"{year:04d}{found.context.done[at].value[4:]}", "quarter-of-year", anchor=at)
    if found.has("h"):
        return open_ended(f"{year:04d}-QX", "quarter-of-year")
    return dated(f"{year:04d}", "year")
