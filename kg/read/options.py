"""How to read: the options, and the table of publication dates that a user can give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.errors import ReadError
from kg.read.dates import is_future, parse_day

MAX_BYTES = 10_000_000
"""Bytes of one article's file, or of one line of JSON Lines. A long read is 0.1 MB of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """``published`` holds for every article; ``published_from`` maps file names (or sources) to dates.

    ``fields`` maps our field names (``text``, ``title``, ``published``, ``outlet``, ``url``,
    ``author``, ``id``) to those of the files. ``encoding`` of ``None`` means: find out.
    """

    published: date | None = None
    published_from: Mapping[str, date] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    max_bytes: int = MAX_BYTES


_REMEDY = "give a UTF-8 file of lines `filename<TAB>YYYY-MM-DD`"


def load_published_map(path: str) -> dict[str, date]:
    """Read ``filename<TAB>YYYY-MM-DD`` lines.

    A first line without a date is a header; further columns, blank lines and ``#`` lines are ignored.

    :raises ReadError: naming file and line, for a line without a day, an impossible or a future one; also
        for a file without any.
    """
    found: dict[str, date] = {}
    for number, line in enumerate(_lines(path), start=1):
        name, _, rest = line.partition("\t")
        value = rest.partition("\t")[0].strip()
        if not line.strip() or line.startswith("#"):
            continue
        if number == 1 and not any(c.isdigit() for c in value):
            continue
        found[name.strip().replace("\\", "/").removeprefix("./")] = _day(f"{path}:{number}", value)
    if not found:
        raise ReadError("holds no date", where=path, remedy=_REMEDY)
    return found


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror or error})", where=path, remedy=_REMEDY) from error
    except UnicodeDecodeError as error:
        raise ReadError("is no UTF-8 text", where=path, remedy=_REMEDY) from error


def _day(where: str, value: str) -> date:
    remedy = "write `filename<TAB>YYYY-MM-DD`"
    if not value:
        raise ReadError("has no date after a tab", where=where, remedy=remedy)
    try:
        day = parse_day(value)
    except ValueError as error:
        raise ReadError(f"{value!r}: {error}", where=where, remedy=remedy) from error
    if day is None:
        raise ReadError(f"{value!r} is no date", where=where, remedy=remedy)
    if is_future(day):
        raise ReadError(f"{day} is in the future", where=where, remedy="correct the date")
    return day
