"""Names of bodies that mean another body in another article: "Parliament", "the Finance Ministry".

Every state has them. Without the state beside them they are known in their article alone, as are embassies
without a town ("the U.S. Embassy").
"""

from __future__ import annotations

import tomllib
from functools import lru_cache

from kg.resolve.names import description_words
from kg.resources import data

_LINKS = frozenset({"and", "for", "of", "on"})
_ABROAD = frozenset({"embassy", "consulate", "mission"})


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[tuple[str, ...]]]:
    with data("lexicon", "institutions.toml").open("rb") as file:
        return {key: [description_words(n) for n in names] for key, names in tomllib.load(file).items()}


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that name an institution, and all that tell no state."""
    heads = {w for words in _listed()["heads"] for w in words} - _LINKS
    others = {w for words in _listed()["modifiers"] for w in words}
    return frozenset(heads), frozenset(heads | others | _LINKS)


@lru_cache(maxsize=65536)
def everywhere(name: str) -> bool:
    """Whether a body of that name is found in many states or firms."""
    words = description_words(name)
    if not words:
        return False
    if words in _listed()["names"] or words[-1] in _ABROAD or all((w,) in _listed()["forms"] for w in words):
        return True
    heads, known = _words()
    return not heads.isdisjoint(words) and known.issuperset(words)
