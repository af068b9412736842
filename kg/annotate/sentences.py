"""Where no sentence can begin, told to the pipeline before it parses.

The small pipeline ends sentences at "U.S.", at "Gen." and even at commas, and a subject cut off from its
verb is lost to every rule. Only what holds in any edited text is ruled out; the rest is the pipeline's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache

from kg.resources import data

_INITIALS = re.compile(r"(?:[A-Za-z]\.){2,}")
"""An abbreviation by letters ("U.S.", "p.m.")."""
_MARKS = frozenset({'"', "'", "''"})
_INSIDE = frozenset({",", "-", "--", "—", "(", "["})


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Abbreviated titles, and words that may begin a sentence after an abbreviation by letters."""
    raw = tomllib.loads(data("lexicon", "sentences.toml").read_text(encoding="utf-8"))
    return frozenset(raw["titles"]), frozenset(raw["openers"])


def goes_on(words: Sequence[str]) -> bool:
    """Whether the last of the words of a paragraph (the nearest few are enough) cannot begin a sentence.

    Only a stop, a mark or a bracket ends a sentence: no word, comma or title does. A word in small letters
    goes on after a quotation ("“Who?” asked Lee"), and most words do after "U.S."
    """
    if len(words) < 2:
        return False
    before, word = words[-2], words[-1]
    titles, openers = _words()
    if before in _INSIDE or before in titles:
        return True
    if before == "." and len(words) > 2 and words[-3] + "." in titles:
        return True
    if before in _MARKS:
        return word.islower() or (len(words) > 2 and words[-3] == ",")
    if _INITIALS.fullmatch(before):
        return word not in openers and word not in _MARKS
    return before[-1].isalnum()
