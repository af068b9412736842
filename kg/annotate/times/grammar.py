"""The grammar of time expressions: patterns over word classes, each token one letter.

The rules are in ``data/lexicon/times_grammar.toml``: ``the? o:ord hyphen? h:quarter`` reads "the third
quarter" and "third-quarter". At each place the longest match wins, the earlier rule on a tie. Every
repetition is bounded, so that scanning is linear in the length of the text.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import NamedTuple

from kg.annotate.times.classes import LETTERS
from kg.resources import data

_FILE = tomllib.loads(data("lexicon", "times_grammar.toml").read_text(encoding="utf-8"))
SETS: dict[str, str] = _FILE["sets"]
"""Names for several classes."""
MACROS: dict[str, str] = _FILE["macros"]
"""Patterns used in several rules."""
RULES: tuple[tuple[str, str, bool], ...] = tuple(
    (r[0], r[1], "edge" in r[2:]) for r in _FILE["rules"]["list"]
)
"""Name, pattern, whether an edge may come before it."""

_WORD = re.compile(r"([a-z]\w*):|([A-Z_]{2,})|([a-z]\w*)|([^\sa-zA-Z])")


def _letters(name: str) -> str:
    names = SETS[name].split() if name in SETS else [name]
    return "[" + "".join(re.escape(LETTERS[n]) for n in names) + "]"


def translate(pattern: str) -> str:
    """A pattern as a regular expression over letters; ``=`` continues the phrase a letter begins."""
    out: list[str] = []
    named = False
    for name, macro, word, other in _WORD.findall(pattern):
        if name:
            out.append(f"(?P<{name}>")
            named = True
            continue
        if macro:
            piece = "(?:" + translate(MACROS[macro]) + ")"
        elif word:
            piece = "(?:" + _letters(word) + "=*)"
        else:
            piece = "(?:" if other == "(" and not named else other
        if named and other == "(":
            named = False
            continue
        out.append(piece + (")" if named else ""))
        named = False
    return "".join(out)


class Match(NamedTuple):
    """One use of a rule: number, ``[start, end)`` in the class string, parts ``(name, start, end)``."""

    rule: int
    start: int
    end: int
    parts: tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=1)
def compiled() -> tuple[re.Pattern[str], ...]:
    """All rules, in order; those that take an edge get an optional part ``pre`` in front."""
    pre = "(?P<pre>" + translate("PRE") + ")?"
    return tuple(re.compile((pre if edge else "") + translate(p)) for _, p, edge in RULES)


def match_at(letters: str, start: int, end: int | None = None) -> Match | None:
    """The longest match at ``start``; with ``end``, only one that reaches exactly there."""
    best: Match | None = None
    for n, rule in enumerate(compiled()):
        found = rule.fullmatch(letters, start, end) if end is not None else rule.match(letters, start)
        if found and found.end() > start and (best is None or found.end() > best.end):
            parts = tuple((k, *found.span(k)) for k, v in found.groupdict().items() if v)
            best = Match(n, start, found.end(), parts)
    return best


@lru_cache(maxsize=8192)
def _parse(letters: str) -> tuple[Match, ...]:
    found: list[Match] = []
    i = 0
    while i < len(letters):
        match = match_at(letters, i)
        if match:
            found.append(match)
        i = match.end if match else i + 1
    return tuple(found)


def parse(letters: str) -> tuple[Match, ...]:
    """Matches of a class string from left to right, without overlap."""
    return _parse(letters)
