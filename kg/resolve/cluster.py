"""Growing groups of local actors, and what speaks for joining two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from kg.model import ActorSignature
from kg.resolve.names import FAMILIES, same_description, take_apart
from kg.resolve.union import Union

NEAR_DAYS = 31
_COUNTED = 3
"""Shared company counts up to here."""
_LOOKED_AT = 12
"""Descriptions and documents of a group that a comparison looks at; bounds its cost."""


class Clusters:
    """Named local actors in disjoint groups. Documents, descriptions and aliases follow the groups."""

    def __init__(self, actors: Iterable[ActorSignature]) -> None:
        self.actors = tuple(actors)
        self._by_local = {a.local: a for a in self.actors}
        self._union = Union(self._by_local)
        self._members: dict[str, list[str]] = {a.local: [a.local] for a in self.actors}
        self._company: dict[str, set[str]] = defaultdict(set)
        for actor in self.actors:
            self._company[actor.document].add(self._token(actor))

    @staticmethod
    def _token(actor: ActorSignature) -> str:
        """What an actor counts as in company: its key, else its full name."""
        return actor.key or take_apart(actor.name, FAMILIES[actor.kind]).squashed

    def find(self, local: str) -> str:
        return self._union.find(local)

    def roots(self) -> list[str]:
        return sorted(self._members)

    def members(self, local: str) -> list[ActorSignature]:
        """Actors of the group, sorted by IRI."""
        return [self._by_local[m] for m in sorted(self._members[self.find(local)])]

    def merge(self, left: str, right: str) -> None:
        """Join the groups of two actors (smaller into larger lists)."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return
        root = self._union.merge(a, b)
        one, two = self._members.pop(a), self._members.pop(b)
        if len(one) < len(two):
            one, two = two, one
        one.extend(two)
        self._members[root] = one

    def together(self, left: str, right: str) -> bool:
        """Whether some article has an actor of each group, and so tells them apart."""
        mine = {self._by_local[m].document for m in self._members[self.find(left)]}
        return any(self._by_local[m].document in mine for m in self._members[self.find(right)])

    def support(self, left: str, right: str) -> tuple[int, tuple[str, ...]]:
        """Points that speak for the two being one, beside their names, and what they are.

        Two for a shared description, one for each other actor in the company of both (up to three),
        one for publication within a month.
        """
        a, b = self.members(left)[:_LOOKED_AT], self.members(right)[:_LOOKED_AT]
        points, reasons = 0, []
        if shared := self.shared_description(left, right):
            points += 2
            reasons.append(f"both are called {shared!r}")
        company = self._with(a) & self._with(b)
        company -= {self._token(x) for x in (*a, *b)}
        if company:
            points += min(len(company), _COUNTED)
            reasons.append(f"both appear with {', '.join(sorted(company)[:_COUNTED])}")
        if _near([x.published for x in a], [x.published for x in b]):
            points += 1
            reasons.append("published within a month")
        return points, tuple(reasons)

    def shared_description(self, left: str, right: str) -> str | None:
        """A description that both groups carry."""
        mine = sorted({d for a in self.members(left)[:_LOOKED_AT] for d in a.descriptions})[:_LOOKED_AT]
        theirs = sorted({d for a in self.members(right)[:_LOOKED_AT] for d in a.descriptions})[:_LOOKED_AT]
        return next((x for x in mine for y in theirs if same_description(x, y)), None)

    def _with(self, group: list[ActorSignature]) -> set[str]:
        return {token for a in group for token in self._company[a.document]}


def _near(left: list[date | None], right: list[date | None]) -> bool:
    days = [(a, b) for a in left if a for b in right if b]
    return any(abs((a - b).days) <= NEAR_DAYS for a, b in days)
