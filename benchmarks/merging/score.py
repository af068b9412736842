"""Pairs of mentions that are taken for one event, against pairs that are.

Only mentions that both know are compared (the word that names the event overlaps): how many of the labelled
ones were found at all is told beside. ``across``: only pairs of two articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.merging.gold import Mention
from benchmarks.quality.spans import harmonic, pair_up, shared


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that are one event: for both, for us, by the labels; ``lost``: a mention was not found."""

    right: int
    ours: int
    gold: int
    lost: int

    @property
    def precision(self) -> float:
        return self.right / self.ours if self.ours else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)


def match(gold: Sequence[Mention], ours: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Labelled mentions and ours of the same words, one to one."""
    pairs = pair_up(gold, ours, lambda a, b: shared(a.spans, b.spans) if a.document == b.document else 0)
    return [(gold[i], ours[j]) for i, j in sorted(pairs.items())]


def compare(
    gold: Sequence[Mention], matched: Iterable[tuple[Mention, Mention]], *, across: bool = False
) -> Pairs:
    """Pairwise agreement over the matched mentions."""
    right = ours = labelled = 0
    for (a, x), (b, y) in combinations(matched, 2):
        if across and a.document == b.document:
            continue
        same, merged = a.event == b.event, x.event == y.event
        right, ours, labelled = right + (same and merged), ours + merged, labelled + same
    every = sum(
        a.event == b.event and not (across and a.document == b.document) for a, b in combinations(gold, 2)
    )
    return Pairs(right, ours, labelled, every - labelled)


def wrong(matched: Iterable[tuple[Mention, Mention]], *, merged: bool) -> list[tuple[Mention, Mention]]:
    """Pairs that were merged and are two (``merged``), or that are one and were not merged."""
    return [
        (a, b)
        for (a, x), (b, y) in combinations(matched, 2)
        if (x.event == y.event) == merged and (a.event == b.event) != merged
    ]
