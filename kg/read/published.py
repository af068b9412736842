"""The day an article was published: by option, table, metadata, dateline or file name, in this order.

Invariant: no day is invented. A date without a year, an impossible or a future one is passed over
with a note; given by option or table it is refused.
"""

from __future__ import annotations

import re
from datetime import date

from kg.model import DateOrigin, Published
from kg.read.dates import WRITTEN, day_in_name, day_in_path, is_future, parse_day
from kg.read.options import ReadOptions
from kg.read.raw import Raw, refuse

_TOP = 1_500
"""Code points from the start within which a dateline stands."""
_MAX_LINES = 6
_OLDEST = 1600
"""News papers begin in the 17th century; 0001-01-01 is a database's way to say "unknown"."""
_EPOCH = date(1970, 1, 1)
_DATE_LINE = re.compile(
    rf"\W*(?:(?P<later>(?:last\s+)?(?:updated|modified|revised|edited|accessed|retrieved))\b|"
    rf"(?:first\s+)?(?:published|posted|issued|released|date|filed)\b)?"
    rf"(?:\s+(?:on|at|by\s+\S+))?\s*:?\s*(?P<date>{WRITTEN})(?P<rest>.{{0,60}})",
    re.I,
)
_REST = re.compile(
    r"[\s,|/•·–—@at-]*(?:\d{1,2}(?::\d\d){1,2}|\d{1,2}(?=\s*[ap]\.?m))?[\s,]*(?:[ap]\.?m\.?)?[\s,]*"
    r"(?:\(?(?:gmt|utc|est|edt|et|pst|pdt|pt|cst|cdt|bst|cet|kst|jst|z)\b\)?)?"
    r"(?:[\s|,/•·–—(-]*(?:updated|modified|last updated)\b.*)?\W*",
    re.I,
)
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][A-Z.'’ -]{{2,30}})(?:[,/][^\n]{{0,40}}?)?[,(]\s*(?P<date>(?i:{WRITTEN}))\s*"
    rf"(?:[,(/][^\n]{{0,40}}?)?\s*(?:--|[-–—_:])"
)  # fmt: skip


def find_published(raw: Raw, options: ReadOptions) -> tuple[Published | None, tuple[str, ...]]:
    """The date with its origin, and notes on dates that were passed over.

    :raises ReadError: the option's or the table's date lies in the future.
    """
    if options.published:
        return Published(checked(options.published, "--published"), DateOrigin.OPTION), ()
    if (day := _mapped(raw, options)) is not None:
        return Published(checked(day, raw.where), DateOrigin.MAP), ()
    notes: list[str] = []
    for value in raw.dates:
        if day := _usable(value, notes):
            return Published(day, DateOrigin.METADATA), tuple(notes)
    url = raw.url or ""
    if (day := day_in_path(url) or day_in_name(url.rsplit("/", 1)[-1])) and _believed(day, notes):
        return Published(day, DateOrigin.METADATA), tuple(notes)
    if (written := dateline(raw.text)) and (day := _usable(written, notes)):
        return Published(day, DateOrigin.DATELINE), tuple(notes)
    path = raw.source.partition("#")[0]
    name = raw.source.replace("\\", "/").rsplit("/", 1)[-1]
    if (day := day_in_name(name) or day_in_path(f"/{path}")) and _believed(day, notes):
        return Published(day, DateOrigin.FILE_NAME), tuple(notes)
    return None, tuple(notes)


def checked(day: date, where: str) -> date:
    """:raises ReadError: a day in the future."""
    if is_future(day):
        raise refuse(where, f"the publication date {day} is in the future", "correct the date")
    return day


def _mapped(raw: Raw, options: ReadOptions) -> date | None:
    """By source, by file name, and for one article of many also by the file's."""
    table = options.published_from
    if not table:
        return None
    path = raw.source.partition("#")[0]
    keys = (raw.source, raw.source.rsplit("/", 1)[-1], path, path.rsplit("/", 1)[-1])
    return next((table[key] for key in keys if key in table), None)


def _usable(value: str | int | float, notes: list[str]) -> date | None:
    try:
        day = parse_day(value)
    except (ValueError, OverflowError, OSError) as error:
        notes.append(f"publication date {str(value)[:40]!r} ignored: {error}")
        return None
    if day is None:
        if not str(value).strip().isdigit():
            notes.append(f"publication date {str(value)[:40]!r} ignored: it names no day with its year")
        return None
    return day if _believed(day, notes) else None


def _believed(day: date, notes: list[str]) -> bool:
    if is_future(day):
        notes.append(f"publication date {day} ignored: it is in the future")
        return False
    if day.year < _OLDEST or day == _EPOCH:
        notes.append(f"publication date {day} ignored: it stands for an unknown one")
        return False
    return True


def dateline(text: str) -> str | None:
    """The date of a dateline ("GENEVA, March 3, 2018 (Agency) -") or of a line of its own near the top.

    A line that says when the story was updated counts only where no other is found.
    """
    later: str | None = None
    lines = (line.strip() for line in text[:_TOP].splitlines())
    for line in [line for line in lines if line][:_MAX_LINES]:
        if m := _DATELINE.match(line):
            return m["date"]
        if len(line) < 140 and (m := _DATE_LINE.match(line)) and _REST.fullmatch(m["rest"]):
            if not m["later"]:
                return m["date"]
            later = later or m["date"]
    return later
