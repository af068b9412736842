"""Descriptions that make a person the head of a state: "the Norwegian prime minister", "King of Norway".

A state stands for its leader in news ("the summit with the North"), and the reverse. Only what articles call
somebody counts, and only in full: a former, deputy or elected president leads nothing.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache

from kg.resolve.names import description_words
from kg.resources import data, table


@lru_cache(maxsize=1)
def _rulers() -> frozenset[tuple[str, ...]]:
    with data("lexicon", "roles.toml").open("rb") as file:
        listed = tomllib.load(file)["ruler"]
    return frozenset(description_words(r) for r in listed)


@lru_cache(maxsize=1)
def _states() -> dict[tuple[str, ...], str]:
    """Words that name a state -> its gazetteer key."""
    found: dict[tuple[str, ...], str] = {}
    for row in table("gazetteer", "states.tsv"):
        for column in ("name", "aliases", "adjectives"):
            for name in filter(None, row[column].split("|")):
                found.setdefault(description_words(name), row["key"])
    return found


@lru_cache(maxsize=4096)
def led(description: str) -> str | None:
    """Key of the state whose leader this description makes a person."""
    words = description_words(description.replace("'s ", " "))
    for n in range(1, len(words)):
        if words[n:] in _rulers() and words[:n] in _states():
            return _states()[words[:n]]
        if words[:n] in _rulers() and words[n] == "of" and words[n + 1 :] in _states():
            return _states()[words[n + 1 :]]
    return None
