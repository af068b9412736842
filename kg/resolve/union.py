"""Groups that only grow, and the book of why they did."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from kg.model import Decision, DecisionKind

Row = tuple[str, str, str, float, str]
"""A decision as it is stored: left, right, kind, score, reasons."""
Pair = tuple[str, str, str]
"""What tells a decision from others: kind, left, right."""


class Union:
    """Disjoint sets of strings (Tarjan 1975: path halving, union by order). The smallest name is the root,
    so that the result does not depend on the order of merging."""

    def __init__(self, items: Iterable[str] = ()) -> None:
        self._parent: dict[str, str] = {item: item for item in items}

    def find(self, item: str) -> str:
        parent = self._parent
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def merge(self, left: str, right: str) -> str:
        """Join the two sets and return the root."""
        low, high = sorted((self.find(left), self.find(right)))
        self._parent[high] = low
        return low

    def groups(self) -> list[list[str]]:
        """All sets, sorted inside and by their first item."""
        found: dict[str, list[str]] = defaultdict(list)
        for item in sorted(self._parent):
            found[self.find(item)].append(item)
        return [found[root] for root in sorted(found)]


def merged(left: str, right: str, score: float, *reasons: str) -> Decision:
    """A decision that the two are one."""
    return _decision(DecisionKind.MERGE, left, right, score, reasons)


def refused(left: str, right: str, score: float, *reasons: str) -> Decision:
    """A decision that the two are not to be taken for one."""
    return _decision(DecisionKind.REFUSE, left, right, score, reasons)


def _decision(kind: DecisionKind, left: str, right: str, score: float, reasons: tuple[str, ...]) -> Decision:
    low, high = sorted((left, right))
    return Decision(kind=kind, left=low, right=high, score=round(score, 3), reasons=reasons)


def pair_of(d: Decision) -> Pair:
    return d.kind.value, d.left, d.right


def row_of(d: Decision) -> Row:
    return d.left, d.right, d.kind.value, d.score, json.dumps(d.reasons)


def decision_of(row: Row) -> Decision:
    left, right, kind, score, reasons = row
    return Decision(
        kind=DecisionKind(kind), left=left, right=right, score=score, reasons=tuple(json.loads(reasons))
    )
