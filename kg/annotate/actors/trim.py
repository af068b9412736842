"""Where a recognised span really begins and ends: no article, no possessive mark, no half hyphenation."""

from __future__ import annotations

from kg.annotate.actors.lexicon import lexicon
from kg.model import Parse, Token

_SCHOOLS = frozenset({
    "institute", "university", "college", "school", "center", "centre", "academy", "studies",
})  # fmt: skip
_NOT_FIRST = frozenset({"DT", "PRP$", "CC", "IN", "``", "''", ",", ":", "HYPH", "$", "CD"})
_NOT_LAST = frozenset({"POS", "CC", "IN", "``", "''", ",", ":", "HYPH"})
_BEFORE_PERSON = frozenset({"IN", "RB", "VB", "VBD", "VBZ", "VBG", "WRB", "WP", "MD", "TO", "UH", "CC"})
_PREFIXES = frozenset({"pro", "anti", "ex", "post", "pre", "non", "-"})
_NO_NAME_PART = frozenset({"led", "style", "like", "era", "born", "based", "backed", "held"})
_KOREAN_PLACES = frozenset({"dong", "ri", "gun", "do", "gu", "si"})
"""Administrative endings: "Sinpo-ri" is a village."""


def trim(parse: Parse, first: int, last: int, label: str) -> tuple[int, int, str]:
    """First and last token (inclusive) and label of the name in a span; first > last if there is none."""
    tokens = parse.tokens
    while first <= last and _leads(tokens[first], label, first < last):
        first += 1
    while last >= first and _trails(tokens[last], label):
        last -= 1
    if first > last:
        return first, last, label
    end = parse.sentence_of(first).last
    while (word := _hyphenated(tokens, last, end)) is not None:
        if word in _KOREAN_PLACES and label != "PERSON":
            label = "LOC"
        elif (
            label != "PERSON"
            or word in _NO_NAME_PART
            or (len(word) > 5 and not tokens[last + 2].text[0].isupper())
        ):
            break
        last += 2
    if label == "ORG" and any(t.lower in _SCHOOLS for t in tokens[first : last + 1]):
        last = _grow_school(tokens, last, end)
    after = tokens[last + 1] if last + 1 < end else None
    if (
        after
        and label == "PERSON"
        and after.text[0].isupper()
        and after.lower.rstrip(".") in lexicon().suffix
    ):
        last += 1
    return first, last, label


def _leads(token: Token, label: str, more: bool) -> bool:
    """Whether a token at the start is no part of the name: "the", "Beyond Vell", "pro-Vell"."""
    if token.lower in ("the", "a", "an") or not token.text[0].isalnum():
        return True
    if label == "PERSON" and more and (token.tag in _BEFORE_PERSON or token.lower in _PREFIXES):
        return True
    return token.tag in _NOT_FIRST and not token.text[0].isupper()


def _trails(token: Token, label: str) -> bool:
    """Whether a token at the end is no part of the name: a possessive mark, a conjunction, a stop."""
    if token.tag in _NOT_LAST or token.lower in ("'s", "'", "&"):
        return True
    if token.text == ".":
        return label == "PERSON"
    return not token.text[-1].isalnum() and token.text[-1] != "."


def _hyphenated(tokens: tuple[Token, ...], last: int, end: int) -> str | None:
    """The word that a hyphen joins to token ``last`` without a blank, in lower case."""
    if last + 2 >= end or tokens[last + 1].text != "-":
        return None
    joined = tokens[last].end == tokens[last + 1].start and tokens[last + 1].end == tokens[last + 2].start
    return tokens[last + 2].lower if joined else None


def _grow_school(tokens: tuple[Token, ...], last: int, end: int) -> int:
    """ "… Institute of Technology at Bigtown": what a preposition adds to the name of a school."""
    links = ("of", "at", "for") if tokens[last].lower in _SCHOOLS else ("at",)
    while last + 2 < end and tokens[last + 1].lower in links and tokens[last + 2].tag[:3] == "NNP":
        last += 2
        while last + 1 < end and tokens[last + 1].tag[:3] == "NNP":
            last += 1
    return last
