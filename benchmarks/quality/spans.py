"""Spans, greedy one-to-one matching, and precision, recall and F1 from counts.

Spans are ``[start, end)`` in code points. Nothing here knows what is scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

Span = tuple[int, int]
G = TypeVar("G")
F = TypeVar("F")


def characters(spans: Iterable[Span]) -> set[int]:
    """Offsets of all characters that the spans cover."""
    return {i for start, end in spans for i in range(start, end)}


def shared(left: Iterable[Span], right: Iterable[Span]) -> int:
    """How many characters both cover."""
    return len(characters(left) & characters(right))


def part(value: dict[str, Any] | None) -> list[Span]:
    """Spans of a part of the contract (``{"spans": [...]}``); none for ``None``. Empty ones are dropped."""
    return [(s, e) for s, e in (value or {}).get("spans") or () if e > s]


def cell(text: str) -> list[Span]:
    """``3-7;9-12`` as spans."""
    pairs = (piece.split("-") for piece in text.split(";") if piece)
    return [(int(s), int(e)) for s, e in pairs]


def pair_up(gold: Sequence[G], found: Sequence[F], weight: Callable[[G, F], float]) -> dict[int, int]:
    """Index in ``gold`` -> index in ``found``: heaviest pairs first, each item once; weight 0 is no pair.

    Ties go to the earlier gold item, then to the earlier found one.
    """
    every = product(enumerate(gold), enumerate(found))
    candidates = [(weight(g, f), i, j) for (i, g), (j, f) in every]
    candidates.sort(key=lambda c: (-c[0], c[1], c[2]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in candidates:
        if value > 0 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def harmonic(precision: float, recall: float) -> float:
    """F1; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up over documents. A share of nothing is 0.

    ``right`` and ``found`` make precision, ``hit`` and ``wanted`` make recall; for most measures
    ``right == hit``, but one gold record may be met by several found ones.
    """

    hit: float = 0
    wanted: float = 0
    right: float = 0
    found: float = 0

    @classmethod
    def of(cls, hits: float, found: float, wanted: float) -> Tally:
        """A one-to-one count."""
        return cls(hits, wanted, hits, found)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.hit + other.hit,
            self.wanted + other.wanted,
            self.right + other.right,
            self.found + other.found,
        )

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)


def total(tallies: Iterable[Tally]) -> Tally:
    """Their sum."""
    return sum(tallies, Tally())
