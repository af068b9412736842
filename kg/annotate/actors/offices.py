"""Who held an office on a day, as far as the gazetteer knows: evidence beside the text, not instead of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kg.annotate.actors.forms import parts_of
from kg.resources import table

_MARGIN = timedelta(days=14)
"""Around the day on which an office changes hands an article may mean either holder."""
_ANOTHER_NAME = {
    "premier": "prime minister",
    "secretary general": "secretary-general",
    "external affairs minister": "foreign minister",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One holder's time in one office."""

    of: str
    """Key of the state or organisation."""
    name: tuple[str, ...]
    """Words of the holder's name, as names are compared."""
    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Whether the day lies within the term, clear of both its ends."""
        return self.first + _MARGIN <= day <= self.last - _MARGIN


@lru_cache(maxsize=1)
def _terms() -> dict[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = defaultdict(list)
    for row in table("gazetteer", "offices.tsv"):
        last = date.fromisoformat(row["to"]) if row["to"] else date.max
        name = tuple(p for p in parts_of(row["name"]) if p not in ("al", "el"))
        term = Term(row["of"], name, date.fromisoformat(row["from"]), last)
        found[_plain(row["office"])].append(term)
    return {office: tuple(terms) for office, terms in found.items()}


def _plain(office: str) -> str:
    return _ANOTHER_NAME.get(office, office)


def holders(office: str, of: frozenset[str], day: date) -> list[tuple[str, ...]]:
    """Names of those who held it on that day, of these states and bodies (of none in particular: of any)."""
    terms = (t for t in _terms().get(_plain(office), ()) if t.covers(day))
    return [t.name for t in terms if not of or t.of in of]
