"""What speaks for two groups of actors being one, beside their names.

A group shows its first members, descriptions and aliases; each is bounded, so that asking costs the same
for a group of ten thousand as for one of ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kg.iri import digest
from kg.resolve.index import Index, unpack_actor
from kg.resolve.names import same_description

NEAR_DAYS = 31
_COUNTED = 3
"""Shared company counts up to here."""
_LOOKED_AT = 12
"""Members and descriptions of a group that a comparison looks at."""


@dataclass(frozen=True, slots=True)
class Member:
    """A local actor that speaks for its group."""

    local: str
    document: str
    token: str
    published: date | None


@dataclass(slots=True)
class Evidence:
    """What a group of actors shows: ``first`` and ``descriptions`` sorted, at most ``_LOOKED_AT`` each."""

    groups: set[str]
    first: list[Member]
    descriptions: list[str]
    aliases: set[str] = field(default_factory=set)
    """Case-folded."""
    since: date | None = None
    until: date | None = None
    """First and last day of publication."""

    def join(self, other: Evidence) -> None:
        self.groups |= other.groups
        self.aliases |= other.aliases
        self.since = min((d for d in (self.since, other.since) if d), default=None)
        self.until = max((d for d in (self.until, other.until) if d), default=None)
        self.first = sorted((*self.first, *other.first), key=lambda m: m.local)[:_LOOKED_AT]
        self.descriptions = sorted({*self.descriptions, *other.descriptions})[:_LOOKED_AT]

    @property
    def local(self) -> str:
        """The first member, which stands for the group in decisions."""
        return self.first[0].local

    def apart(self, other: Evidence) -> int:
        """Days between the publication of the articles on the one and on the other; 0 where they overlap, or
        where no day is known."""
        if self.since is None or self.until is None or other.since is None or other.until is None:
            return 0
        return max((self.since - other.until).days, (other.since - self.until).days, 0)

    def shared_description(self, other: Evidence) -> str | None:
        """A description that both groups carry."""
        return next(
            (x for x in self.descriptions for y in other.descriptions if same_description(x, y)), None
        )


class Witness:
    """Reads evidence from the index, each piece once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._company: dict[str, set[str]] = {}

    def of(self, groups: Iterable[str]) -> Evidence:
        """Evidence of groups taken together."""
        whole = Evidence(set(), [], [])
        for group in sorted(groups):
            whole.join(self._group(group))
        return whole

    def _group(self, group: str) -> Evidence:
        rows = self.index.rows(
            "SELECT local, doc, token, said FROM actor WHERE grp = ? ORDER BY local LIMIT ?",
            group,
            _LOOKED_AT,
        )
        first = [Member(r[0], r[1], r[2] or "", unpack_actor(r[0], r[1], r[3]).published) for r in rows]
        sql = "SELECT value FROM tally WHERE grp = ? AND what = ? ORDER BY value LIMIT ?"
        said = self.index.column(sql, group, "said", _LOOKED_AT)
        aliases = self.index.column(sql, group, "alias", -1)
        days = [
            self.index.one(f"SELECT {end}(value) FROM tally WHERE grp = ? AND what = 'day'", group)
            for end in ("MIN", "MAX")
        ]
        since, until = (date.fromisoformat(d) if d else None for d in days)
        return Evidence({group}, first, said, {a.casefold() for a in aliases}, since, until)

    def together(self, left: Evidence, right: Evidence) -> bool:
        """Whether some article has an actor of each, and so tells them apart."""
        few, many = sorted((left, right), key=self._size)
        marks = ",".join("?" * len(many.groups))
        sql = (
            "SELECT 1 FROM actor x CROSS JOIN actor y ON y.doc = x.doc"
            f" WHERE x.grp = ? AND y.grp IN ({marks}) LIMIT 1"
        )
        return any(self.index.one(sql, group, *sorted(many.groups)) for group in sorted(few.groups))

    def _size(self, evidence: Evidence) -> int:
        return sum(n for (n,) in self.index.among("SELECT n FROM grp WHERE id IN ?", evidence.groups))

    def support(self, left: Evidence, right: Evidence) -> tuple[int, tuple[str, ...]]:
        """Points that speak for the two being one, beside their names, and what they are.

        Two for a shared description, one for each other actor in the company of both (up to three),
        one for publication within a month.
        """
        points, reasons = 0, []
        if shared := left.shared_description(right):
            points += 2
            reasons.append(f"both are called {shared!r}")
        company = self._with(left) & self._with(right)
        company -= {m.token for m in (*left.first, *right.first)}
        if company:
            points += min(len(company), _COUNTED)
            reasons.append(f"both appear with {', '.join(sorted(company)[:_COUNTED])}")
        if _near(left, right):
            points += 1
            reasons.append("published within a month")
        return points, tuple(reasons)

    def _with(self, evidence: Evidence) -> set[str]:
        return {token for m in evidence.first for token in self.company(m.document)}

    def company(self, document: str) -> set[str]:
        """Tokens of the named actors of an article."""
        if document not in self._company:
            rows = self.index.column("SELECT token FROM actor WHERE doc = ? AND token IS NOT NULL", document)
            self._company[document] = set(rows)
        return self._company[document]

    def fingerprint(self, evidence: Evidence) -> str:
        """Changes whenever a comparison with the group might come out otherwise."""
        parts = [
            *evidence.descriptions,
            "",
            *sorted(evidence.aliases),
            str(evidence.since),
            str(evidence.until),
        ]
        for m in evidence.first:
            parts += [m.local, str(m.published), *sorted(self.company(m.document)), ""]
        return digest(*parts)


def _near(left: Evidence, right: Evidence) -> bool:
    days = [(a.published, b.published) for a in left.first for b in right.first]
    return any(abs((a - b).days) <= NEAR_DAYS for a, b in days if a and b)
