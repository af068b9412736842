"""Is it English? A cheap count of letters and grammatical words, made to let doubtful texts pass.

Only a text that is clearly in another language is refused: headlines, lists of results, market
reports and texts full of foreign names have few grammatical words of any language.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from kg.resources import data

_SAMPLE = 100_000
"""Code points looked at."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MIN_HITS = 3
"""Different grammatical words of another language that must be seen before it is named."""
_MIN_PROSE = 60
"""Lower-case words from which prose without any known grammatical words is refused."""


@lru_cache(maxsize=1)
def stop_words() -> dict[str, frozenset[str]]:
    """Language -> its commonest grammatical words (``data/lexicon/stopwords.toml``)."""
    lists = tomllib.loads(data("lexicon", "stopwords.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in lists.items()}


def foreign(text: str) -> str | None:
    """Why the text is not English, if it is clearly so; ``None`` for English and for doubtful cases."""
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return None
    if sum(1 for c in letters if c > "\u024f" and not "\u1e00" <= c <= "\u1eff") * 2 > len(letters):
        return "it is in another script"
    words = [w for w in _WORD.findall(sample) if w[0].islower()]
    lists = stop_words()
    english = sum(1 for w in words if w in lists["English"])
    best, hits, kinds = "", 0, 0
    for language, known in lists.items():
        if language == "English":
            continue
        found = [w for w in words if w in known]
        if len(found) > hits:
            best, hits, kinds = language, len(found), len(set(found))
    if kinds >= _MIN_HITS and hits > 2 * english and hits * 8 >= len(words):
        return f"it looks like {best}"
    if len(words) >= _MIN_PROSE and english * 100 < 3 * len(words) and hits > english:
        return "it has hardly any English function words"
    return None


def has_words(text: str) -> bool:
    """Whether there is anything to read: at least one run of two letters."""
    return bool(re.search(r"[^\W\d_]{2}", text))
