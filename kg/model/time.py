"""Dates that keep their uncertainty.

An end that the text leaves open is ``None``, never a stand-in date. TIMEX3 (ISO-TimeML, ISO 24617-1)
gives ``type`` and ``value``; EDTF (ISO 8601-2, level 1 and sets of level 2) gives ``edtf``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.model.document import Span


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed interval of days; ``None`` is an open end. Both ends ``None``: nothing is known."""

    earliest: date | None = None
    latest: date | None = None

    def __bool__(self) -> bool:
        return self.earliest is not None or self.latest is not None

    def meets(self, other: Interval) -> bool:
        """Whether the two may share a day (an open end reaches for ever)."""
        return not (
            (self.latest and other.earliest and self.latest < other.earliest)
            or (other.latest and self.earliest and other.latest < self.earliest)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that name a time, and how they were read."""

    id: str
    span: Span
    text: str
    type: TimeType
    value: str
    """TIMEX3 value; relative dates that nothing anchors are ``XXXX-…`` or a ``*_REF``."""
    interval: Interval = Interval()
    """Days it may denote. Empty for durations, sets and dates that nothing anchors."""
    edtf: str | None = None
    anchor: str | None = None
    """``published``, the id of another time, or ``None`` for an absolute or unanchored one."""
    rule: str = ""
    """Name of the rule that resolved it, e.g. ``weekday-past``."""
