"""Names as things to compare: words, spelling, and what tells two apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.model import ActorKind

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
_COMPANY = frozenset({
    "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "llc", "ag",
    "gmbh", "sa", "nv",
})  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my"})
_SPELLED = 6
"""Letters that a word has at least where one of them may differ."""
_DROPPED = re.compile(r"[.'’`\-‐‑–·]")
_WORD = re.compile(r"[^\W_]+")

FAMILIES = {
    ActorKind.PERSON.value: "person",
    ActorKind.ORGANIZATION.value: "body",
    ActorKind.GROUP.value: "body",
    ActorKind.COUNTRY.value: "place",
    ActorKind.PLACE.value: "place",
}
"""Kinds that one thing may have in different articles share a family."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. ``words`` are folded, hyphens closed up (``jong-un`` -> ``jongun``)."""

    words: tuple[str, ...]
    generation: str = ""
    """``jr``, ``iii`` …"""

    @property
    def squashed(self) -> str:
        """All letters in one word: equal for ``Kim Jong-un`` and ``Kim Jong Un``."""
        return "".join(self.words) + (f",{self.generation}" if self.generation else "")

    @property
    def full(self) -> bool:
        """Whether it has more than one word."""
        return len(self.words) > 1

    @property
    def middle(self) -> str:
        return "".join(self.words[1:-1])


def fold(text: str) -> str:
    """Case, accents and marks folded away."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return _DROPPED.sub("", plain)


@lru_cache(maxsize=65536)
def take_apart(name: str, family: str) -> Name:
    """A name's words without article, company form or generation."""
    words = _WORD.findall(fold(name))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    generation = ""
    if family == "person" and len(words) > 1 and words[-1] in _GENERATIONS:
        generation = words.pop()
    while family == "body" and len(words) > 1 and words[-1] in _COMPANY:
        words.pop()
    return Name(tuple(words), generation)


def skeleton(name: Name) -> str:
    """What two spellings of one name have in common, whatever :func:`spelt_alike` says of them: short words
    whole, of longer ones the first and the last letter."""
    return " ".join(w if len(w) < _SPELLED or not w.isalpha() else f"{w[0]}*{w[-1]}" for w in name.words)


def spelt_alike(left: Name, right: Name) -> float:
    """Similarity in [0, 1] of two spellings of one name, 0 where a difference is more than spelling.

    Words agree pairwise; a pair that differs does so in one letter (Levenshtein 1), has at least six
    letters, begins alike and has no digit: ``Mohammed``/``Mohamed``, ``Defence``/``Defense``; not
    ``Iran``/``Iraq``. Endings that part given names (``Daniel``/``Daniela``, ``Mario``/``Maria``) differ.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    if left.generation != right.generation or len(left.words) != len(right.words) or not left.full:
        return 0.0
    for a, b in zip(left.words, right.words, strict=True):
        if a == b:
            continue
        if (
            min(len(a), len(b)) < _SPELLED
            or a[0] != b[0]
            or a[-1] != b[-1]
            or not (a.isalpha() and b.isalpha())
        ):
            return 0.0
        if Levenshtein.distance(a, b, score_cutoff=1) > 1:
            return 0.0
    return float(fuzz.ratio(left.squashed, right.squashed)) / 100


@lru_cache(maxsize=65536)
def description_words(text: str) -> tuple[str, ...]:
    """Words of a description without articles: ``the U.S. president`` -> ``us president``."""
    return tuple(w for w in _WORD.findall(fold(text)) if w not in _ARTICLES)


def same_description(left: str, right: str) -> bool:
    """Same head word, and one adds nothing that contradicts the other: ``president``/``US president``."""
    a, b = description_words(left), description_words(right)
    return bool(a and b and a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a)))
