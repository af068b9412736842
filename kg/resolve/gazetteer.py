"""What merging needs of the shipped gazetteer: item ids, and which place lies in which."""

from __future__ import annotations

import csv
from functools import lru_cache

from kg.resources import data


def _rows(name: str) -> list[dict[str, str]]:
    with data("gazetteer", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def wikidata() -> dict[str, str]:
    """Gazetteer key -> Wikidata item id."""
    tables = ("states.tsv", "organisations.tsv", "outlets.tsv")
    return {r["key"]: r["wikidata"] for name in tables for r in _rows(name) if r.get("wikidata")}


@lru_cache(maxsize=1)
def parents() -> dict[str, str]:
    """Key of a place -> key of what it lies in."""
    return {r["key"]: r["parent"] for r in _rows("places.tsv") if r.get("parent")}


def lies_in(place: str, other: str) -> bool:
    """Whether the first key is the second, or lies in it at any depth."""
    seen: set[str] = set()
    while place and place not in seen:
        if place == other:
            return True
        seen.add(place)
        place = parents().get(place, "")
    return False
