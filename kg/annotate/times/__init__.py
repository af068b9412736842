"""Temporal expressions: found, read, and anchored.

A sentence becomes a string of word classes (``classes``), a grammar finds expressions in it
(``grammar``), readers say what they mean (``absolute``, ``weekdays``, ``deictic``, ``narrative``,
``lengths``, ``clock``, ``numeric``), and ``joined`` puts ranges and alternatives together. No date is ever
invented: without a publication date relative expressions keep an empty interval, and a date that does
not exist is no date.
"""

from __future__ import annotations

from datetime import date

from kg.annotate.times.scan import readings
from kg.model import Parse, TimeExpression

__all__ = ["find_times"]


def find_times(parse: Parse, published: date | None) -> tuple[TimeExpression, ...]:
    """Time expressions in text order, ids ``t1`` …; relative ones stay unresolved without ``published``.

    A publication date outside the years 1000 to 9000 counts as none.
    """
    if published is not None and not 1000 <= published.year <= 9000:
        published = None
    found: list[TimeExpression] = []
    for number, (span, reading) in enumerate(readings(parse, published), start=1):
        anchor = f"t{reading.anchor + 1}" if isinstance(reading.anchor, int) else reading.anchor
        found.append(
            TimeExpression(
                id=f"t{number}",
                span=span,
                text=parse.text[span[0] : span[1]],
                type=reading.type,
                value=reading.value,
                interval=reading.interval,
                edtf=reading.edtf,
                anchor=anchor,
                rule=reading.rule,
            )
        )
    return tuple(found)
