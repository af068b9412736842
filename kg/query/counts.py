"""What a sentence counts: "at least 13 people were killed", "nearly 20 missile bases". Conservative.

A count is a number, its noun, and of people what befell them; two counts of one noun in one sentence say
nothing, as one could not tell which to compare.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg import resources

_ANY = float("inf")


@dataclass(frozen=True, slots=True)
class Count:
    """``low`` to ``high`` of ``noun``, both inclusive; ``words`` as they stand."""

    noun: str
    low: float
    high: float
    words: str

    def excludes(self, other: Count) -> bool:
        """Whether both cannot be right."""
        return self.noun == other.noun and (self.high < other.low or other.high < self.low)


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, Any], re.Pattern[str]]:
    import tomllib

    table = tomllib.loads(resources.data("lexicon/counts.toml").read_text(encoding="utf-8"))
    bounds = "|".join(sorted(table["bounds"], key=len, reverse=True))
    numbers = "|".join(sorted(table["words"], key=len, reverse=True))
    number = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{numbers}"
    after = r"(?:\s+[a-z][a-z-]*){1,6}"
    return table, re.compile(rf"(?<![\w$€£.,-])(?:((?i:{bounds}))\s+)?((?i:{number}))(?=({after}))")


def counts(sentence: str) -> tuple[Count, ...]:
    """Counts of a sentence, in text order."""
    table, pattern = _lexicon()
    found = []
    for match in pattern.finditer(" ".join(sentence.split())):
        if count := _count(table, match):
            found.append(count)
    often = Counter(c.noun for c in found)
    return tuple(c for c in found if often[c.noun] == 1)


def _count(table: dict[str, Any], match: re.Match[str]) -> Count | None:
    bound, digits, rest = match[1] and match[1].lower(), match[2].lower(), match[3]
    number = table["words"].get(digits) or int(digits.replace(",", ""))
    if "," not in digits and len(digits) == 4 and 1800 <= number <= 2200:
        return None
    words, nouns = rest.split(), table["nouns"]
    if words[0] in nouns["fates"]:
        return _bounded(table, bound, number, f"people {words[0]}", match[0] + rest, 1)
    place = next((n for n, w in enumerate(words[:3]) if w.endswith("s") or w in nouns["people"]), None)
    if place is None or "of" in words[:place] or any(w in nouns["units"] for w in words[: place + 1]):
        return None
    noun, length = words[place], place + 1
    if noun in nouns["people"]:
        fate = next((w for w in words[place + 1 :] if w in nouns["fates"]), None)
        before = match.string[: match.start()].split()
        fate = fate or (before[-1] if before and before[-1] in nouns["fates"] else None)
        if fate is None:
            return None
        noun = f"people {fate}"
    return _bounded(table, bound, number, noun, match[0] + rest, length)


def _bounded(
    table: dict[str, Any], bound: str | None, number: int, noun: str, text: str, length: int
) -> Count:
    low, high = table["bounds"][bound] if bound else (1.0, 1.0)
    head = len((bound or "").split()) + 1 + length
    return Count(noun, low * number, high * number if high else _ANY, " ".join(text.split()[:head]))
