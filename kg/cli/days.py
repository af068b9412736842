"""Days as people write them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def days(earliest: date | None, latest: date | None) -> str:
    """An interval in short: ``2018-06-12``, ``2018-06``, ``2018``, ``2018-06-12 – 06-15``, ``from …``,
    ``until …``; a dash where nothing is known."""
    if earliest is None and latest is None:
        return "–"
    if latest is None:
        return f"from {earliest}"
    if earliest is None:
        return f"until {latest}"
    if earliest == latest:
        return earliest.isoformat()
    if earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]:
        return _months(earliest, latest)
    if earliest.year == latest.year:
        return f"{earliest} – {latest:%m-%d}"
    return f"{earliest} – {latest}"


def _months(earliest: date, latest: date) -> str:
    whole_years = earliest.month == 1 and latest.month == 12
    if whole_years and earliest.year == latest.year:
        return f"{earliest:%Y}"
    if whole_years:
        return f"{earliest:%Y} – {latest:%Y}"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest:%Y-%m}"
    if earliest.year == latest.year:
        return f"{earliest:%Y-%m} – {latest:%m}"
    return f"{earliest:%Y-%m} – {latest:%Y-%m}"
