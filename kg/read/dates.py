"""Written dates of publication: whole calendar days only, never a guess.

Invariant: a function here returns a day that is spelled out (year, month and day) or ``None``. A time
zone never moves the day: ``2018-12-05T23:30:00-05:00`` is 2018-12-05, as its newsroom would say.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"  # noqa: E501
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"
_ORDINAL = r"(?:st|nd|rd|th)?"

_BIG_ENDIAN = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4}(?:\d\d)?Z?)?$")
_EPOCH = re.compile(r"(?:\d{10}|\d{13})(?:\.\d+)?$")
_SHORT = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_NAMED = (
    re.compile(rf"\b(?P<m>{MONTH})\s+(?P<d>\d{{1,2}}){_ORDINAL},?\s+(?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<d>\d{{1,2}}){_ORDINAL}[\s-]+(?:of\s+)?(?P<m>{MONTH}),?[\s-]+(?P<y>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})\s+[\d:]+(?:\s+\S{{1,6}})?\s+(?P<y>\d{{4}})\b", re.I),
)
WRITTEN = rf"{WEEKDAY}(?:{MONTH}\s+\d{{1,2}}{_ORDINAL},?\s+\d{{4}}|\d{{1,2}}{_ORDINAL}\s+{MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"  # noqa: E501
"""Pattern of a date as a byline or dateline writes it, year included."""

_MONTH_DIR = r"(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_IN_PATH = re.compile(rf"/((?:19|20)\d\d)/({_MONTH_DIR})/(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)", re.I)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def is_future(day: date) -> bool:
    """Later than today; one day's grace, because it is already tomorrow somewhere."""
    return day > date.today() + timedelta(days=1)


def parse_day(value: str | int | float) -> date | None:
    """The calendar day that a date or timestamp states; ``None`` where it states none.

    :raises ValueError: it states one that does not exist, or day and month cannot be told apart.
    """
    if isinstance(value, (int, float)):
        return _from_epoch(float(value))
    text = value.strip()
    if _EPOCH.match(text):
        return _from_epoch(float(text))
    if m := _BIG_ENDIAN.match(text):
        return _make(m[1], m[3], m[4])
    if m := _COMPACT.match(text):
        return _make(m[1], m[2], m[3])
    if m := _SHORT.match(text):
        return _from_short(m)
    for pattern in _NAMED:
        if m := pattern.search(text[:200]):
            return _make(m["y"], str(month_number(m["m"])), m["d"])
    return None


def month_number(name: str) -> int:
    """1 to 12, of a month's name or its usual abbreviation."""
    return _NAMES.index(name[:3].lower()) + 1


def _make(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"{year}-{month}-{day} does not exist in the calendar") from None


def _from_short(m: re.Match[str]) -> date:
    """5/12/2018: only where one number cannot be a month, both agree, or dots tell (day first)."""
    first, second = int(m[1]), int(m[3])
    if m[2] == "." or first > 12 or first == second:
        return _make(m[4], m[3], m[1])
    if second > 12:
        return _make(m[4], m[1], m[3])
    raise ValueError("day and month cannot be told apart")


def _from_epoch(number: float) -> date | None:
    """Seconds, or milliseconds, since 1970 (UTC). Small numbers are no timestamps."""
    seconds = number / 1000 if abs(number) >= 1e11 else number
    if not 1e7 <= seconds <= 1e11:
        return None
    return datetime.fromtimestamp(seconds, tz=UTC).date()


def day_in_path(path: str) -> date | None:
    """The day in ``…/2018/12/05/…`` of a URL or folder path."""
    if not (m := _IN_PATH.search(path)):
        return None
    month = m[2] if m[2].isdigit() else str(month_number(m[2]))
    return _or_none(m[1], month, m[3])


def day_in_name(name: str) -> date | None:
    """The day in ``2018-12-05``, ``2018_12_05`` or ``20181205`` within a file name; the first that exists."""
    days = (_or_none(m[1], m[3], m[4]) for m in _IN_NAME.finditer(name))
    return next((day for day in days if day), None)


def _or_none(year: str, month: str, day: str) -> date | None:
    """A number in a path may just be a number: an impossible date is none."""
    try:
        return _make(year, month, day)
    except ValueError:
        return None
