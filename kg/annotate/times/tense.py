"""Which way a clause looks from the day of writing: back, ahead, or neither.

Weekdays, bare months and days are read by it: "met on Thursday" is the last one, "will meet on
Thursday" the next. Verb lists are in ``data/lexicon/times_tense.toml``.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache

from kg.model import Parse
from kg.resources import data

MAX_CLIMB = 12
"""Governors looked at, at most; keeps the walk bounded on degenerate parses."""


class Tense(StrEnum):
    """Direction of a clause, seen from publication."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = ""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    tables = tomllib.loads(data("lexicon", "times_tense.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in tables["lemmas"].items()}


def tense_at(parse: Parse, i: int) -> Tense:
    """The direction of the clause that token ``i`` stands in."""
    tokens, lists = parse.tokens, _lists()
    below = i
    for at in [i, *_up(parse, i)]:
        token = tokens[at]
        if token.lemma in lists["due"] and token.pos in ("ADJ", "NOUN") and at != i:
            return Tense.FUTURE
        if token.pos in ("VERB", "AUX"):
            return _verb_tense(parse, at, below)
        below = at
    return Tense.NONE


def _up(parse: Parse, i: int) -> list[int]:
    found: list[int] = []
    for at in parse.ancestors(i):
        found.append(at)
        if len(found) >= MAX_CLIMB:
            break
    return found


def _verb_tense(parse: Parse, verb: int, below: int, depth: int = 0) -> Tense:
    """Tense of a verb from its form and auxiliaries; a bare infinitive or gerund asks its governor."""
    tokens, lists = parse.tokens, _lists()
    token = tokens[verb]
    aux = [tokens[c] for c in parse.children[verb] if tokens[c].dep in ("aux", "auxpass")]
    forms = {t.lower for t in aux}
    if forms & lists["future"]:
        return Tense.FUTURE
    if token.lemma in lists["planned"] and (
        token.tag == "VBN" or forms & {"is", "are", "was", "were", "be", "been"}
    ):
        return Tense.FUTURE
    governor = token.head if token.head != verb else None
    if any(t.tag == "TO" for t in aux):
        if governor is None or depth > 4:
            return Tense.FUTURE
        if tokens[governor].lemma in lists["implicative"] and tokens[governor].pos in ("VERB", "AUX"):
            return _verb_tense(parse, governor, verb, depth + 1)
        return Tense.FUTURE
    if token.tag == "VBD" or forms & lists["past"]:
        return Tense.PAST
    if token.tag == "VBN":
        return Tense.PRESENT if forms & {"is", "are", "'s", "'re", "being"} else Tense.PAST
    if token.tag in ("VBZ", "VBP"):
        return Tense.PAST if token.lemma in lists["says"] else Tense.PRESENT
    if token.tag == "MD":
        return Tense.FUTURE if token.lower in lists["future"] else Tense.PRESENT
    if token.tag == "VBG" and forms & {"is", "are", "'re", "'s", "am", "'m"}:
        return Tense.FUTURE
    if (
        governor is not None
        and depth <= 4
        and tokens[governor].pos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ")
    ):
        above = governor if tokens[governor].pos in ("VERB", "AUX") else None
        return _verb_tense(parse, above, verb, depth + 1) if above is not None else tense_at(parse, governor)
    return Tense.FUTURE if token.tag == "VB" else Tense.PRESENT
