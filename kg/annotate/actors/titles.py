"""Titles and roles that stand right before a name: "National security adviser John Bolton"."""

from __future__ import annotations

from typing import NamedTuple

from kg.annotate.actors.lexicon import lexicon
from kg.model import Parse, Token

_BEFORE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "VBN"})
_LONGEST = 12


class Title(NamedTuple):
    """Tokens ``first`` to ``last`` before a name. ``role`` is the last word (or two) as looked up,
    ``direct`` that it is a title proper (an office, a rank, a form of address), not any noun."""

    first: int
    last: int
    text: str
    role: str
    direct: bool
    gender: str


def find_title(parse: Parse, start: int, floor: int) -> Title | None:
    """The description that ends right before token ``start``; looks no further left than ``floor``."""
    lex = lexicon()
    tokens = parse.tokens
    i = start - 1
    while i > floor and tokens[i].text == ".":
        i -= 1
    if i < floor or tokens[i].tag not in _BEFORE:
        return None
    i = _over_complement(parse, i, floor)
    role = _role(parse, i, floor)
    if role is None:
        return None
    first = i
    k = i
    while k > floor and i - k < _LONGEST:
        before = tokens[k - 1]
        if before.ent in ("DATE", "TIME"):
            break
        if before.tag in _BEFORE or before.text == ".":
            k -= 1
            first = k
        elif before.lower == "of" and k == i and k - 2 >= floor and tokens[k - 2].lower in lex.titles:
            k -= 2
            first = k
        elif before.tag == "POS" and k - 2 >= floor and tokens[k - 2].tag[:3] == "NNP":
            k -= 1
        else:
            break
    while first < i and (tokens[first].text in (".", "-") or _is_participle(tokens[first])):
        first += 1
    text = " ".join(parse.text[tokens[first].start : tokens[start - 1].end].split())
    return Title(first, start - 1, text, role, role in lex.titles, _gender(role, text))


def _is_participle(token: Token) -> bool:
    return token.tag == "VBN" and token.lower not in lexicon().former


def _over_complement(parse: Parse, i: int, floor: int) -> int:
    """ "Ambassador to Ruritania Ann Lee": from the end of the complement to the office, if there is one."""
    tokens, lex = parse.tokens, lexicon()
    word = tokens[i].lower.rstrip(".")
    if word in lex.titles or word in lex.person or tokens[i].tag[:3] != "NNP":
        return i
    k = i
    while k > floor and i - k < 5 and (tokens[k].tag[:3] == "NNP" or tokens[k].lower == "the"):
        k -= 1
    if k - 1 >= floor and tokens[k].lower in ("to", "for", "of", "from") and k < i:
        office = tokens[k - 1].lower
        if office in lex.titles and tokens[k - 1].tag[:2] == "NN":
            return k - 1
    return i


def _role(parse: Parse, i: int, floor: int) -> str | None:
    """The role noun at token ``i``, two words if the lexicon has them ("prime minister")."""
    lex, tokens = lexicon(), parse.tokens
    word = tokens[i].lower.rstrip(".")
    if i - 2 >= floor and tokens[i - 1].lower == "of":
        phrase = f"{tokens[i - 2].lower} of {word}"
        if phrase in lex.titles or tokens[i - 2].lower in ("secretary", "minister", "chief", "director"):
            return phrase if phrase in lex.titles else tokens[i - 2].lower
    if i - 1 >= floor:
        for glue in (" ", "-"):
            pair = f"{tokens[i - 1].lower}{glue}{word}"
            if pair in lex.titles:
                return pair
    return word if word in lex.titles or word in lex.person else None


def _gender(role: str, text: str) -> str:
    lex = lexicon()
    for word in (role, *text.lower().split()):
        word = word.rstrip(".")
        if word in lex.male:
            return "m"
        if word in lex.female:
            return "f"
    return ""
