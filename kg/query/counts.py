"""What a sentence counts: "at least 13 people were killed", "nearly 20 missile bases". Conservative.

A count is a number and its noun; of people it is what befell them ("people dead"), in one population
("soldiers dead"). Two counts of one thing in one sentence say nothing, as one could not tell which to
compare; nor does a number of some already spoken of ("the three men", "five more").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg import resources

_ANY = float("inf")
_REACH = 1.25
"""How far above "at least N" a figure may lie and still be the one that N was the least of."""
_NOUN_WORDS = 5
"""Words after a number among which its noun is looked for."""


@dataclass(frozen=True, slots=True)
class Count:
    """``low`` to ``high`` of ``noun``, both inclusive; ``words`` as they stand."""

    noun: str
    low: float
    high: float
    words: str
    modifiers: frozenset[str] = frozenset()
    """Lower-case words between the number and its noun; empty for people."""

    def excludes(self, other: Count) -> bool:
        """Whether no careful reader takes both for one figure. "At least 13" goes with 15, not with 20:
        so many had been found, and somebody else speaks of far more."""
        return self.noun == other.noun and (self._top < other.low or other._top < self.low)

    @property
    def people(self) -> bool:
        """Whether it says what befell people."""
        return " " in self.noun

    @property
    def told(self) -> str:
        """``words``, and of people what befell them: ``13 people dead``."""
        fate = self.noun.partition(" ")[2]
        last = self.words.rpartition(" ")[2].lower()
        return self.words if not fate or last in _lexicon()[0]["fates"] else f"{self.words} {fate}"

    @property
    def _top(self) -> float:
        return self.low * _REACH if self.high == _ANY else self.high


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, Any], re.Pattern[str]]:
    import tomllib

    table = tomllib.loads(resources.data("lexicon/counts.toml").read_text(encoding="utf-8"))
    bounds = "|".join(sorted(table["bounds"], key=len, reverse=True))
    numbers = "|".join(sorted(table["words"], key=len, reverse=True))
    tens = "|".join(w for w, n in table["words"].items() if n % 10 == 0 and n > 10)
    units = "|".join(w for w, n in table["words"].items() if n < 10)
    number = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|(?:{tens})-(?:{units})|{numbers}"
    after = r"(?:\s+[A-Za-z][A-Za-z-]*){0,7}"
    whole = rf"(?<![\w$€£.,-])(?:((?i:{bounds}))\s+)?((?i:{number}))(?![\w%°-]|[.,:]\d)(?=({after}))"
    return table, re.compile(whole)


def counts(sentence: str) -> tuple[Count, ...]:
    """Counts of a sentence, in text order."""
    table, pattern = _lexicon()
    text = " ".join(sentence.split())
    found = [count for match in pattern.finditer(text) if (count := _count(table, match))]
    often = Counter(c.noun for c in found)
    return tuple(c for c in found if often[c.noun] == 1)


def _count(table: dict[str, Any], match: re.Match[str]) -> Count | None:
    bound, digits, after = (match[1] or "").lower(), match[2].lower(), match[3].split()
    number = _value(table["words"], digits)
    if "," not in digits and len(digits) == 4 and 1800 <= number <= 2200:
        return None
    before = [w.lower() for w in match.string[: match.start()].split()[-5:]]
    if before and before[-1] in table["not_counts"]["before"] and "toll" not in before:
        return None
    rest = [w.lower() for w in after]
    told = match.string[match.end(3) :].lstrip()[:1].isdigit()
    found = _people(table, before, [*rest, "0"] if told else rest) or _things(table, rest)
    if found is None:
        return None
    noun, length, modifiers = found
    low, high = table["bounds"][bound] if bound else (1.0, 1.0)
    return Count(
        noun, low * number, high * number if high else _ANY, " ".join([match[0], *after[:length]]), modifiers
    )


def _value(words: dict[str, int], number: str) -> int:
    parts = [words.get(w) for w in number.split("-")]
    return sum(w for w in parts if w) if any(parts) else int(number.replace(",", ""))


Found = tuple[str, int, frozenset[str]]
"""Noun, words up to it, modifiers."""


def _people(table: dict[str, Any], before: list[str], rest: list[str]) -> Found | None:
    """ "killing 13 people", "13 people were killed", "13 dead", "a toll of 13"."""
    nouns, fates, cut = table["nouns"], table["fates"], table["not_counts"]
    if "toll" in before:
        return ("people dead", 0, frozenset()) if before[-1] in ("to", "at", "of", "is", "was") else None
    known = (*nouns["anybody"], *nouns["people"])
    place = next((n for n, w in enumerate(rest[:_NOUN_WORDS]) if w in known or w == "others"), None)
    inside = rest[: place or 0]
    if any(w in cut["inside"] or w in fates for w in inside):
        place, inside = None, []
    noun, length = ("people", 0) if place is None else (rest[place], place + 1)
    doing = before[-1] if before and before[-1] in table["nouns"]["doing"] else None
    if doing and not set(before[-3:-1]) & {*cut["unreal"]}:
        fate = fates[doing]
        if place is None and rest and rest[0] not in nouns["after"]:
            return None
    else:
        undergone = _undergone(table, rest[length:], 3 if place is None else 7)
        if undergone is None:
            return None
        fate, more = undergone
        length += more if place is None else 0
    if noun == "others" and fate == "dead":
        return None  # they come on top of some already told
    noun = "people" if noun in (*nouns["anybody"], "others") else noun
    return f"{noun} {fate}", length, frozenset(inside)


def _undergone(table: dict[str, Any], rest: list[str], reach: int) -> tuple[str, int] | None:
    """What is told, as a fact, to have befallen those whom the words before name; words up to it."""
    for n, word in enumerate(rest[:reach]):
        if word in table["not_counts"]["unreal"] or word in table["not_counts"]["stops"]:
            return None
        if word in table["fates"]:
            after = rest[n + 1 : n + 2]
            active = word not in ("dead", "died", "missing") and after and after[0] in ("0", "a", "an", "the")
            return None if active else (table["fates"][word], n + 1)
        if reach < 7 and word not in table["nouns"]["between"]:
            return None
    return None


def _things(table: dict[str, Any], rest: list[str]) -> Found | None:
    """ "nearly 20 undeclared missile bases"; not people, of whom a bare number says too little."""
    nouns = table["nouns"]
    place = next(
        (n for n, w in enumerate(rest[:_NOUN_WORDS]) if w.endswith("s") and not w.endswith("ss")), None
    )
    banned = {*nouns["units"], *nouns["people"], *nouns["anybody"], *table["not_counts"]["inside"]}
    if place is None or not banned.isdisjoint(rest[: place + 1]):
        return None
    return rest[place], place + 1, frozenset(rest[:place])
