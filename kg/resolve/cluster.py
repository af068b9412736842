"""Growing groups of local actors, and what speaks for joining two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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
    """Named local actors in disjoint groups.

    A group keeps what comparisons look at (its first members, its first descriptions), so that asking
    costs the same for a group of ten thousand as for one of ten.
    """

    def __init__(self, actors: Iterable[ActorSignature]) -> None:
        self.actors = tuple(actors)
        self._by_local = {a.local: a for a in self.actors}
        self._union = Union(self._by_local)
        self._groups = {a.local: _Group.of(a) for a in self.actors}
        self._company: dict[str, set[str]] = defaultdict(set)
        for actor in self.actors:
            self._company[actor.document].add(_token(actor))

    def find(self, local: str) -> str:
        return self._union.find(local)

    def roots(self) -> list[str]:
        return sorted(self._groups)

    def members(self, local: str) -> list[ActorSignature]:
        """Actors of the group, sorted by IRI."""
        return [self._by_local[m] for m in sorted(self._groups[self.find(local)].members)]

    def alone(self, local: str) -> bool:
        """Whether the actor has not been joined with any."""
        return len(self._groups[self.find(local)].members) == 1

    def merge(self, left: str, right: str) -> None:
        """Join the groups of two actors (smaller into larger, so that all joins together stay linear but
        for a logarithm)."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return
        root = self._union.merge(a, b)
        self._groups[root] = _joined(self._groups.pop(a), self._groups.pop(b))

    def together(self, left: str, right: str) -> bool:
        """Whether some article has an actor of each group, and so tells them apart."""
        mine, theirs = (self._groups[self.find(x)].documents for x in (left, right))
        return not mine.isdisjoint(theirs)

    def known_as(self, local: str, name: str) -> bool:
        """Whether an article uses the name for this actor."""
        return name.casefold() in self._groups[self.find(local)].aliases

    def apart(self, left: str, right: str) -> int:
        """Days between the publication of the articles on the one and on the other; 0 where they overlap, or
        where no day is known."""
        a, b = (self._groups[self.find(x)] for x in (left, right))
        if a.since is None or a.until is None or b.since is None or b.until is None:
            return 0
        return max((a.since - b.until).days, (b.since - a.until).days, 0)

    def support(self, left: str, right: str) -> tuple[int, tuple[str, ...]]:
        """Points that speak for the two being one, beside their names, and what they are.

        Two for a shared description, one for each other actor in the company of both (up to three),
        one for publication within a month.
        """
        a, b = self._first(left), self._first(right)
        points, reasons = 0, []
        if shared := self.shared_description(left, right):
            points += 2
            reasons.append(f"both are called {shared!r}")
        company = self._with(a) & self._with(b)
        company -= {_token(x) for x in (*a, *b)}
        if company:
            points += min(len(company), _COUNTED)
            reasons.append(f"both appear with {', '.join(sorted(company)[:_COUNTED])}")
        if _near([x.published for x in a], [x.published for x in b]):
            points += 1
            reasons.append("published within a month")
        return points, tuple(reasons)

    def shared_description(self, left: str, right: str) -> str | None:
        """A description that both groups carry."""
        mine, theirs = (self._groups[self.find(x)].descriptions for x in (left, right))
        return next((x for x in mine for y in theirs if same_description(x, y)), None)

    def _first(self, local: str) -> list[ActorSignature]:
        return [self._by_local[m] for m in self._groups[self.find(local)].first]

    def _with(self, group: list[ActorSignature]) -> set[str]:
        return {token for a in group for token in self._company[a.document]}


@dataclass(slots=True)
class _Group:
    """``first`` and ``descriptions`` are sorted and hold at most ``_LOOKED_AT``."""

    members: list[str]
    first: list[str]
    documents: set[str]
    aliases: set[str]
    descriptions: list[str]
    since: date | None = None
    until: date | None = None
    """First and last day of publication."""

    @classmethod
    def of(cls, actor: ActorSignature) -> _Group:
        return cls(
            members=[actor.local],
            first=[actor.local],
            documents={actor.document},
            aliases={alias.casefold() for alias in actor.aliases},
            descriptions=sorted(set(actor.descriptions))[:_LOOKED_AT],
            since=actor.published,
            until=actor.published,
        )


def _joined(one: _Group, two: _Group) -> _Group:
    if len(one.members) < len(two.members):
        one, two = two, one
    one.members.extend(two.members)
    one.documents |= two.documents
    one.aliases |= two.aliases
    one.first = sorted((*one.first, *two.first))[:_LOOKED_AT]
    one.descriptions = sorted({*one.descriptions, *two.descriptions})[:_LOOKED_AT]
    one.since = min((d for d in (one.since, two.since) if d), default=None)
    one.until = max((d for d in (one.until, two.until) if d), default=None)
    return one


def _token(actor: ActorSignature) -> str:
    """What an actor counts as in company: its key, else its full name."""
    return actor.key or take_apart(actor.name, FAMILIES[actor.kind]).squashed


def _near(left: list[date | None], right: list[date | None]) -> bool:
    days = [(a, b) for a in left if a for b in right if b]
    return any(abs((a - b).days) <= NEAR_DAYS for a, b in days)
