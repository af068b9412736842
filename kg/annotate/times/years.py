"""Readers of years and more: "in 2008", "'98", "2012-14", "the 1980s", "the 20th century", "fiscal 2009"."""

from __future__ import annotations

from datetime import date

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.lexicon import lexicon
from kg.annotate.times.numbers import year_in_words
from kg.annotate.times.parts import day_of, short_year, up_to_end, whole_year
from kg.model import Interval, TimeType

YEAR_BEFORE = lexicon().lists["before_year"]
FIRST_YEAR, LAST_YEAR = 1000, 2100


def read_year(found: Found) -> Reading | None:
    """A bare year, where its neighbours make it one; "mid-2006"."""
    kind, value = found.words("y")[-1]
    year = int(str(value)[-4:])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if kind == "midyear":
        which = str(value).split("-")[0].replace("end", "late")
        span = calendar.days(f"{year:04d}")
        part = calendar.third(span, which) if which in ("early", "mid", "late") else None
        if which in ("pre", "post"):
            return open_ended(f"{year:04d}", which + "-year")
        return dated(f"{year:04d}", "year-" + which, interval=part)
    if not _year_like(found, year):
        return None
    return dated(f"{year:04d}", "year")


_YEAR_LONG_AGO = frozenset(
    {"after", "before", "between", "by", "circa", "from", "in", "of", "since", "until", "year"}
)


def _year_like(found: Found, year: int) -> bool:
    """Whether a number of four digits is a year here, by what stands around it."""
    tokens = found.context.parse.tokens
    at = found.last
    if found.has("pre") or found.first < at:
        return True
    if found.context.lower(at - 1) == "-" and found.context.lower(at - 2)[:1].isdigit():
        return False
    if found.context.lower(at - 1) in ("a", "an"):
        return _dates_a_noun(found, year)
    before, after = found.context.lower(at - 1), tokens[at + 1] if at + 1 < len(tokens) else None
    if before in ("$", "#", "no.", "no", "nos.", "#", "/", "flight", "room", "highway", "route"):
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
    return before in _YEAR_LONG_AGO and tokens[at].ent == "DATE"


_MEASURES = lexicon().lists["measures"]


def _dates_a_noun(found: Found, year: int) -> bool:
    """As in "a 1989 report"; not "a 1500 metre race", "a 2000-seat hall"."""
    tokens, at = found.context.parse.tokens, found.last + 1
    if not 1800 <= year <= 2050 or at >= len(tokens) or tokens[at].lower in _MEASURES:
        return False
    return tokens[at].pos in ("NOUN", "PROPN", "ADJ")


def read_year_words(found: Found) -> Reading | None:
    """Read "nineteen eighty-four"."""
    year = year_in_words(found.words("y"))
    return dated(f"{year:04d}", "year-words") if year else None


def read_year_short(found: Found) -> Reading | None:
    """Read "'98"."""
    raw = str(found.value("y"))
    if len(raw) != 2 or not raw.isdigit():
        return None
    tokens = found.context.parse.tokens
    if tokens[found.first].end != tokens[found.last].start or found.context.lower(found.first - 1) not in (
        "in", "of", "since", "class", "summer", "fall", "spring", "winter", "late", "early", "during", "from",
    ):  # fmt: skip
        return None
    year = short_year(found)
    if year is None:
        return open_ended(f"XX{raw}", "unanchored")
    return dated(f"{year:04d}", "year-short", anchor=PUBLISHED)


def read_year_range(found: Found) -> Reading | None:
    """Read "2012-14", "the 1950-53 war": one expression over both years."""
    if found.kind("y") == "yearspan":
        return _year_span(str(found.value("y")))
    first, raw = int(found.value("y")), str(found.value("y2"))
    last = int(raw) if len(raw) == 4 else int(str(first)[: 4 - len(raw)] + raw) if len(raw) == 2 else 0
    if not (1500 <= first < last <= LAST_YEAR and last - first <= 120):
        return None
    tokens = found.context.parse.tokens
    at = found.parts["y"][0]
    if tokens[at].end != tokens[at + 1].start:
        return None
    return _both(first, last)


def _both(first: int, last: int) -> Reading:
    span = Interval(date(first, 1, 1), date(last, 12, 31))
    return Reading(
        type=TimeType.DATE,
        value=f"{first}/{last}",
        interval=span,
        edtf=calendar.edtf_span(span),
        rule="year-range",
    )


def _year_span(text: str) -> Reading | None:
    """As in "the 2018/19 season", a year that begins in one and ends in the next."""
    first, _, raw = text.partition("/")
    year = int(first) + 1
    return _both(year - 1, year) if raw in (f"{year:04d}", f"{year % 100:02d}") else None


def read_decade(found: Found) -> Reading | None:
    """Read "the 1980s", "the late 1970s", "the '80s", "the nineties"."""
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
    """Read "the 20th century" is ``19``."""
    if found.value("u") != "C":
        return None
    number = day_of(found.words("o"))
    return dated(f"{number - 1:02d}", "century") if number and 1 <= number <= 30 else None


def read_fiscal(found: Found) -> Reading | None:
    """Read "fiscal 2009", "the current fiscal year", "FY2019".

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
    if found.context.lower(found.last + 1) in ("ended", "ending", "ends"):
        length = open_ended("P1Y", "fiscal-year", type=TimeType.DURATION)
        return up_to_end(found, length, 1, "Y")
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
    """Read "the 2018-19 school year": August of the first to July of the second year."""
    year = int(str(found.value("y"))[:4])
    span = Interval(date(year, 8, 1), date(year + 1, 7, 31))
    many = len(found.words("y")) > 1
    if not many:
        span = Interval(date(year - 1, 8, 1), date(year + 1, 7, 31))
    return dated(f"{year:04d}", "academic-year", interval=span)
