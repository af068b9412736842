"""Dates and times in digits: ISO 8601, ``12/05/2018``, ``05.12.2018``.

A slash date is read month first, as the American press writes it, unless its first number cannot be a
month; with dots, day first. Impossible dates are left alone.
"""

from __future__ import annotations

import re
from datetime import date

from kg.annotate.times.context import Reading, dated
from kg.model import Span, TimeType

_ISO = re.compile(
    r"(?<![\w/.-])(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w/-])"
)
_SLASH = re.compile(r"(?<![\w/.$-])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\w/-])")
_YEAR_FIRST = re.compile(r"(?<![\w/.$-])(\d{4})/(\d{1,2})/(\d{1,2})(?![\w/-])")
_DOTTED = re.compile(r"(?<![\w/.$-])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\w/-]|\.\d)")


def numeric_dates(text: str, published: date | None) -> dict[int, tuple[Span, Reading]]:
    """Dates written in digits, by their start in the text."""
    found: dict[int, tuple[Span, Reading]] = {}

    def keep(match: re.Match[str], year: int, month: int, day: int, rule: str, time: str = "") -> None:
        kind = TimeType.TIME if time else TimeType.DATE
        reading = dated(f"{year:04d}-{month:02d}-{day:02d}{time}", rule, type=kind)
        if reading is not None and 1000 <= year <= 2200:
            found[match.start()] = (match.span(), reading)

    for m in _ISO.finditer(text):
        keep(m, int(m[1]), int(m[2]), int(m[3]), "iso", f"T{m[4]}" if m[4] else "")
    for m in _YEAR_FIRST.finditer(text):
        keep(m, int(m[1]), int(m[2]), int(m[3]), "iso")
    for m in _SLASH.finditer(text):
        first, second = int(m[1]), int(m[2])
        month, day = (first, second) if first <= 12 else (second, first)
        keep(m, _full_year(m[3], published), month, day, "slash")
    for m in _DOTTED.finditer(text):
        keep(m, int(m[3]), int(m[2]), int(m[1]), "dotted")
    return found


def _full_year(digits: str, published: date | None) -> int:
    """Two digits are the nearest such year not more than twenty ahead of publication (else of 2030)."""
    if len(digits) == 4:
        return int(digits)
    limit = (published.year if published else 2010) + 20
    year = limit - limit % 100 + int(digits)
    return year - 100 if year > limit else year
