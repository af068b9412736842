"""Tokens as word classes, one letter each, so that a grammar can be written over them.

Ambiguous words are decided here, on case, part of speech and neighbours: May and the auxiliary,
March and the verb, Sun and the sun, fall and the verb, last and the verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.annotate.times.lexicon import Entry, Value, lexicon, phrase_at
from kg.model import Token

_PATTERNS = tuple((kind, re.compile(f"(?:{pattern})\\Z")) for kind, pattern in (
    ("dom", r"0?[1-9]|[12]\d|3[01]"),
    ("year4", r"1[0-9]\d\d|20\d\d|2100"),
    ("number", r"\d{2,3}|\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+[½¼¾]|0"),
    ("longnum", r"\d{4}"),
    ("ordnum", r"\d{1,3}(?:st|nd|rd|th)"),
    ("yearspan", r"(?:1[6-9]|20)\d\d/\d\d(?:\d\d)?"),
    ("decade4", r"(?:(?:mid|early|late|pre|post)-)?\d{3}0'?s"),
    ("decade2", r"'?\d0'?s"),
    ("midyear", r"(?:mid|early|late|end|pre|post)-(?:1[5-9]|20)\d\d"),
    ("clock", r"\d{1,2}:[0-5]\d(?::[0-5]\d)?"),
    ("clockm", r"\d{1,2}(?:[:.][0-5]\d)?(?:am|pm|a\.m\.?|p\.m\.?)"),
    ("qtoken", r"q[1-4]|[1-4]q|h[12]|[1-4]q\d\d"),
    ("fy", r"fy'?(?:\d\d|\d{4})"),
    ("monthday", r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.(?:[12]?\d|3[01])"),
))  # fmt: skip

EXTRA = ("iso", *dict.fromkeys(kind for kind, _ in _PATTERNS))
OTHER, CONTINUES = ".", "="
KINDS = tuple(dict.fromkeys((*lexicon().kinds, *EXTRA, "number")))
LETTERS = {kind: chr(0x100 + n) for n, kind in enumerate(KINDS)}
"""Class -> its letter."""

TRIGGERS = frozenset(LETTERS[k] for k in KINDS if k not in lexicon().lists["no_trigger"])
"""Letters without which a run of tokens holds no time expression."""
_MONTH_BEFORE = lexicon().lists["before_month"]
_SEASON_BEFORE = lexicon().lists["before_season"]


_NAMES = frozenset({"april", "august", "jan", "june", "may"})
"""Months that are given names too."""
_PERSONAL = lexicon().lists["titles"]
_POINTS = lexicon().lists["points"]


class Word(NamedTuple):
    """A token's letter and what it stands for."""

    letter: str
    value: Value


_NONE = Word(OTHER, 0)


@lru_cache(maxsize=16384)
def _shape(lower: str) -> Entry | None:
    if not any(c.isdigit() for c in lower):
        return None
    return next((Entry(kind, lower) for kind, pattern in _PATTERNS if pattern.match(lower)), None)


def classify(tokens: Sequence[Token], first: int, last: int) -> list[Word]:
    """One word per token of ``[first, last)``."""
    words: list[Word] = []
    known, phrases = lexicon().words, lexicon().phrases
    i = first
    while i < last:
        token = tokens[i]
        if token.lower in phrases and (found := phrase_at(tokens, i, last)):
            length, entry = found
            if _phrase_counts(tokens, i, length, entry):
                words.append(Word(LETTERS[entry.kind], entry.value))
                words.extend([Word(CONTINUES, 0)] * (length - 1))
                i += length
                continue
        entry_or_none = known.get(token.lower) or _shape(token.lower)
        if entry_or_none is None or not _counts(tokens, i, entry_or_none):
            words.append(_NONE)
        elif words and words[-1].letter == LETTERS["month"] and _is_day(tokens, i, entry_or_none):
            words.append(Word(LETTERS["dom"], str(entry_or_none.value)))
        else:
            words.append(Word(LETTERS[entry_or_none.kind], entry_or_none.value))
        i += 1
    return words


def _is_day(tokens: Sequence[Token], i: int, entry: Entry) -> bool:
    """As in "effective April six"; not "in May three people", where the number counts what follows."""
    if entry.kind != "number" or not isinstance(entry.value, int) or entry.value > 31:
        return False
    if i + 1 >= len(tokens):
        return True
    return tokens[i + 1].pos in ("PUNCT", "VERB", "AUX", "CCONJ") or tokens[i + 1].lower in _DAY_ENDS


_DAY_ENDS = frozenset({"and", "as", "at", "for", "if", "or", "to", "unless", "when", "with"})


def _near(tokens: Sequence[Token], i: int) -> str:
    """Lower-case token ``i`` if it is in the text, else nothing."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _counts(tokens: Sequence[Token], i: int, entry: Entry) -> bool:
    """Whether the word at ``i`` is used in the sense of its entry."""
    kind, token = entry.kind, tokens[i]
    if kind == "month":
        return _is_month(tokens, i)
    if kind in ("weekday", "weekdays"):
        return _is_weekday(tokens, i)
    if kind == "season":
        return _is_season(tokens, i)
    if kind in ("last", "hence"):
        return token.pos not in ("VERB", "AUX") or _near(tokens, i + 1) in ("year", "week", "month")
    if kind == "following":
        return _near(tokens, i - 1) == "the"
    if kind in ("tunit", "second") and token.pos == "VERB":
        return False
    if kind == "holiday":
        named = token.dep == "compound" and tokens[token.head].pos == "PROPN"
        return token.text[:1].isupper() and not (named and tokens[token.head].lower not in lexicon().words)
    if kind == "current":
        return token.pos in ("ADJ", "ADV")
    if kind == "zone":
        return token.text.isupper()
    if kind == "ampm":
        return i > 0 and tokens[i - 1].text[:1].isdigit()
    return True


_SPEECHES = frozenset({"address", "speech", "message", "broadcast", "greeting", "greetings"})
"""After "New Year" they make it the day ("her New Year address"); alone it may be all the year to come."""


def _phrase_counts(tokens: Sequence[Token], i: int, length: int, entry: Entry) -> bool:
    """Whether a phrase is used in the sense of its entry; ``length`` tokens long."""
    if entry.kind == "holiday":
        bare = tokens[i].lower == "new" and length == 2
        said = _near(tokens, i + length) in _SPEECHES if bare else True
        return tokens[i].text[:1].isupper() and said
    if entry.kind in ("pastref", "present") and tokens[i + length - 1].lower in _POINTS:
        before, after = _near(tokens, i - 1), tokens[i + length] if i + length < len(tokens) else None
        if tokens[i + length - 1].lower == "past":
            return after is None or after.pos not in ("ADJ", "NUM", "NOUN", "PROPN")
        ends = after is None or (
            after.pos in ("PUNCT", "CCONJ", "ADP", "VERB") and after.lower not in ("of", "being")
        )
        return before in ("at", "for", "until", "by") and ends
    return True


def _is_month(tokens: Sequence[Token], i: int) -> bool:
    """Months are written with a capital; May, March and short forms need a neighbour that fits."""
    token = tokens[i]
    after, before = _near(tokens, i + 1), _near(tokens, i - 1)
    if not token.text[0].isupper() or before in _PERSONAL:
        return False
    named = token.dep == "compound" and token.head == i + 1 and tokens[i + 1].pos == "PROPN"
    framed = before in ("in", "since", "until", "during") or (i > 0 and tokens[i - 1].tag == "PRP$")
    if named and (token.lower in _NAMES or not framed):
        return False
    dated = after[:1].isdigit() or before[:1].isdigit()
    if token.lower in ("may", "march", "august", "april", "june") or (
        "." not in token.text and len(token.text) < 5
    ):
        if token.lower in ("april", "june", "august", "july"):
            return token.ent != "PERSON" or dated or before in _MONTH_BEFORE
        if token.lower == "march":
            if after in ("of", "for", "on", "to") and before not in _MONTH_BEFORE:
                return False
            return token.pos != "VERB" and (token.ent != "PERSON" or dated or before in _MONTH_BEFORE)
        if token.lower == "may":
            if token.pos in ("AUX", "VERB") and not dated:
                return before in _MONTH_BEFORE and before not in (",", "and", "or", "-") and token.i > 0
            return dated or (before in _MONTH_BEFORE and token.ent != "PERSON") or token.ent == "DATE"
        return dated
    return True


def _is_weekday(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if not token.text[0].isupper():
        return False
    if token.lower in ("sun", "sat", "mon", "wed", "fri", "tue", "thu"):
        after = _near(tokens, i + 1)
        return (after in (".", ",") and token.ent in ("DATE", "TIME")) or (
            after in lexicon().words and (lexicon().words[after].kind == "month")
        )
    return True


def _is_season(tokens: Sequence[Token], i: int) -> bool:
    """No verb ("prices fall"), no part of a name ("Winter Olympics")."""
    token = tokens[i]
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if token.text.istitle() and following is not None and following.pos == "PROPN":
        return False
    if token.lower in ("fall", "spring"):
        before, after = _near(tokens, i - 1), _near(tokens, i + 1)
        if token.pos not in ("NOUN", "PROPN") or before not in _SEASON_BEFORE:
            return False
        return not (before in ("the", "a") and after in ("in", "from", "to", "of") and token.lower == "fall"
                    and not _near(tokens, i + 2)[:1].isdigit())  # fmt: skip
    return token.ent != "PERSON"
