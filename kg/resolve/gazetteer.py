"""What merging needs of the shipped gazetteer: item ids, and which place lies in which."""

from __future__ import annotations

from functools import lru_cache

from kg.resources import table


@lru_cache(maxsize=1)
def wikidata() -> dict[str, str]:
    """Gazetteer key -> Wikidata item id."""
    tables = ("states.tsv", "organisations.tsv", "outlets.tsv")
    return {r["key"]: r["wikidata"] for name in tables for r in table("gazetteer", name) if r.get("wikidata")}


@lru_cache(maxsize=1)
def parents() -> dict[str, str]:
    """Key of a place -> key of what it lies in."""
    return {r["key"]: r["parent"] for r in table("gazetteer", "places.tsv") if r.get("parent")}


def lies_in(place: str, other: str) -> bool:
    """Whether the first key is the second, or lies in it at any depth."""
    seen: set[str] = set()
    while place and place not in seen:
        if place == other:
            return True
        seen.add(place)
        place = parents().get(place, "")
    return False
