"""Which characters are quotation marks, and which way each may face.

Straight marks face by what stands beside them; a single mark is an apostrophe unless its
surroundings say otherwise (plural possessives, '90s, rock 'n' roll, feet and inches are not quotes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from kg.model import Span


class Family(Enum):
    """Marks that pair with one another."""

    DOUBLE = 1
    SINGLE = 2
    ANGLE = 3


class Mark(NamedTuple):
    """One mark, ``[start, end)``; a mark that could do both has ``prefers_open`` by its shape."""

    start: int
    end: int
    family: Family
    opens: bool
    closes: bool
    prefers_open: bool = False


TYPED = r"``|''|<<(?=[^<>]{1,2000}>>)|(?<=[\w.,!?])>>|(?<!\S),,(?=\w)"
"""Marks typed as two signs: TeX's, angles, low commas."""
_MARK = re.compile(TYPED + "|[\"“”„‟«»‘’‚‛'`″＂❝❞〝〞‹›＇]")
_OPENING_BEFORE = frozenset("([{<-–—―/|:;,“„«‘\"'`")
_CLOSING_AFTER = frozenset(")]}>-–—―/|:;,.!?…”»’\"'")
_ELIDED = re.compile(
    r"(?:\d0s?\b|\d\ds?\b|(?:em|n|til|cause|tis|twas|round|bout|cuz|s|re|ll|ve|t|d)\b)", re.I
)
_INCHES = re.compile(r"\d['’′] ?\d{1,2}$")


def marks(text: str, span: Span) -> Iterator[Mark]:
    """Quotation marks inside the span, in order; apostrophes and units are left out."""
    singles: list[Mark] = []
    found: list[Mark] = []
    for m in _MARK.finditer(text, *span):
        mark = _mark(text, span, m.start(), m.end())
        if mark is not None:
            found.append(mark)
            if mark.family is Family.SINGLE:
                singles.append(mark)
    yield from _without_possessives(text, found, singles)


def _mark(text: str, span: Span, start: int, end: int) -> Mark | None:
    sign = text[start:end]
    before = text[start - 1] if start > span[0] else " "
    after = text[end] if end < span[1] else " "
    left = before.isspace() or before in _OPENING_BEFORE
    right = after.isspace() or after in _CLOSING_AFTER
    if sign in ("«", "»", "<<", ">>"):
        way = sign in ("«", "<<")
        opens, closes = way or (left and not right), not way or (right and not left)
        return Mark(start, end, Family.ANGLE, opens, closes, way and not closes)
    if sign in ("“", "``", "„", "‟", "❝", "〝", ",,"):
        return Mark(start, end, Family.DOUBLE, True, right and not left, not right or left)
    if sign in ("”", "❞", "〞"):
        return Mark(start, end, Family.DOUBLE, left and not right, True, False)
    if sign in ('"', "''", "″", "＂"):
        return _straight(text, Mark(start, end, Family.DOUBLE, True, True), left, right)
    return _single(text, Mark(start, end, Family.SINGLE, True, True), left, right)


def _straight(text: str, mark: Mark, left: bool, right: bool) -> Mark | None:
    """A straight double mark: never an opening one directly after a letter or digit."""
    before = text[mark.start - 1] if mark.start else " "
    if before.isdigit() and text[mark.start] == "″":
        return None
    if before.isdigit() and _INCHES.search(text, max(0, mark.start - 6), mark.start):
        return None
    inside_word = not before.isspace() and before not in _OPENING_BEFORE
    opens = not (inside_word and right) and not before.isdigit()
    if right and before in ",.;:!?…":
        opens = False
    return mark._replace(opens=opens, prefers_open=left and not right and before not in ",:;-–—―/|")


def _single(text: str, mark: Mark, left: bool, right: bool) -> Mark | None:
    sign = text[mark.start : mark.end]
    opens = left and not right and sign != "’" and not _ELIDED.match(text, mark.end)
    before = text[mark.start - 1] if mark.start else " "
    closes = right and not before.isspace() and before not in "([{<" and sign not in ("‘", "‚", "`")
    if not right and before in ",.!?…" and sign in ("'", "’"):
        closes = True
    return mark._replace(opens=opens, closes=closes, prefers_open=opens) if opens or closes else None


def _without_possessives(text: str, found: list[Mark], singles: list[Mark]) -> Iterator[Mark]:
    """Drop a single closing mark that reads as a plural possessive ("the ministers' plan") while a
    better closing mark follows before the next opening one."""
    better: dict[int, bool] = {}
    closer_ahead = False
    for mark in reversed(singles):
        if mark.opens:
            closer_ahead = False
        elif mark.closes:
            better[mark.start] = closer_ahead
            closer_ahead = True
    for mark in found:
        weak = (
            mark.family is Family.SINGLE
            and mark.closes
            and text[mark.start - 1 : mark.start] in ("s", "S")
            and text[mark.end : mark.end + 1].isspace()
        )
        if not (weak and better.get(mark.start)):
            yield mark
