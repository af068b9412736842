"""Noun phrases whose head word denotes people or bodies: "two German officials", "the regime"."""

from __future__ import annotations

from typing import NamedTuple

from kg.annotate.actors.cast import Cast, Draft
from kg.annotate.actors.lexicon import lexicon
from kg.model import ActorKind, Parse, Token

_LEFT = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "predet", "quantmod"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_MEASURES = frozenset({
    "group", "number", "hundred", "thousand", "dozen", "ten", "million", "score", "handful", "majority",
    "team", "crowd", "coalition", "pair", "couple", "series", "delegation", "bunch",
})  # fmt: skip
_LONGEST_OF = 9
_NOT_IN_NAME = frozenset({"DT", "PRP$", "WP$", "PDT", "CD", "IN", "RBR", "RBS", "JJR", "JJS"})
_NO_MODIFIER = frozenset({"DT", "PRP$", "POS", "CD", "PDT"})


class Phrase(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive) around ``head``. ``words`` are the modifiers in lower
    case, ``states`` the keys of the states they name, ``owners`` the actors among them."""

    head: int
    first: int
    last: int
    lemma: str
    role: str
    plural: bool
    determiner: str
    words: frozenset[str]
    states: frozenset[str]
    owners: tuple[Draft, ...]

    @property
    def definite(self) -> bool:
        """Whether it presents somebody as known."""
        return self.determiner in _DEFINITE


def lemma_of(token: Token) -> str:
    """The singular by which lexicons are asked; a plural that the lexicon knows as such stays."""
    lex = lexicon()
    if token.lower in lex.people:
        return token.lower
    lemma = token.lemma.lower()
    if lemma in lex.human:
        return lemma
    if token.tag in ("NNS", "NNPS"):
        for cut, add in (("ies", "y"), ("men", "man"), ("es", ""), ("s", "")):
            if token.lower.endswith(cut) and token.lower[: -len(cut)] + add in lex.human:
                return token.lower[: -len(cut)] + add
    return lemma


def gender_of(lemma: str) -> str:
    """``m`` or ``f`` where the noun tells it ("spokesman", "queen"), else ``""``."""
    return "m" if lemma in lexicon().male else "f" if lemma in lexicon().female else ""


def find_phrases(cast: Cast) -> list[Phrase]:
    """Phrases in text order; names and the titles before names are left out."""
    lex, found = lexicon(), []
    for token in cast.parse.tokens:
        if token.pos not in ("NOUN", "PROPN") or token.tag[:2] != "NN":
            continue
        if token.i in cast.covered or token.i in cast.titles:
            continue
        lemma = lemma_of(token)
        if lemma not in lex.human or (token.dep == "compound" and lemma != "administration"):
            continue
        if lemma in _MEASURES and _counts_people(cast.parse, token.i):
            continue
        phrase = _phrase(cast, token, lemma)
        if token.dep != "compound" or phrase.owners:
            found.append(phrase)
    return found


def _phrase(cast: Cast, token: Token, lemma: str) -> Phrase:
    parse = cast.parse
    left = [c for c in parse.children[token.i] if c < token.i and parse.tokens[c].dep in _LEFT]
    floor = max(parse.sentence_of(token.i).first, token.i - 15)
    first = max(floor, min([token.i, *(parse.edges[c][0] for c in left)]))
    determiner = next((parse.tokens[c].lower for c in left if parse.tokens[c].dep in ("det", "predet")), "")
    if any(parse.tokens[c].tag == "PRP$" for c in left):
        determiner = "its"
    last, owners = token.i, [cast.covered[i] for i in range(first, token.i) if i in cast.covered]
    links = ("of", "for") if lemma.startswith("spokes") else ("of",)
    of = next((c for c in parse.children[token.i] if c > token.i and parse.tokens[c].lower in links), None)
    if of == token.i + 1 and parse.edges[of][1] - token.i <= _LONGEST_OF and parse.child(of, "pcomp") is None:
        last = parse.edges[of][1]
        while parse.tokens[last].tag in ("CC", ",", ":", "IN", "-RRB-", "''"):
            last -= 1
        owners += [cast.covered[i] for i in range(of, last + 1) if i in cast.covered]
    words = frozenset(
        parse.tokens[i].lower
        for i in range(first, last + 1)
        if i not in (token.i, of) and _modifies(parse.tokens[i])
    )
    states = {d.key for d in owners if d.kind is ActorKind.COUNTRY and d.key}
    states |= {s for d in owners if d.kind is not ActorKind.COUNTRY for s in d.states}
    plural = token.tag in ("NNS", "NNPS") or lemma in lexicon().people
    return Phrase(
        token.i, first, last, lemma, _role(parse, token, lemma), plural, determiner,
        words, frozenset(states), tuple(dict.fromkeys(owners)),
    )  # fmt: skip


def _modifies(token: Token) -> bool:
    return token.text[0].isalnum() and token.tag not in _NO_MODIFIER


def _counts_people(parse: Parse, i: int) -> bool:
    """Whether "of" and a plural of people follow: "a group of parents" is the parents."""
    of = next((c for c in parse.children[i] if c == i + 1 and parse.tokens[c].lower == "of"), None)
    noun = parse.child(of, "pobj") if of is not None else None
    if noun is None:
        return False
    token = parse.tokens[noun]
    return token.tag == "NNS" and lemma_of(token) in lexicon().person | lexicon().people


def _role(parse: Parse, token: Token, lemma: str) -> str:
    """The office in as many words as the lexicon has it: "prime minister"."""
    if token.i > 0:
        pair = f"{parse.tokens[token.i - 1].lower} {lemma}"
        if pair in lexicon().titles:
            return pair
    return lemma


def phrase_name(parse: Parse, phrase: Phrase) -> str:
    """Its text without determiner and possessive pronoun, as one line."""
    first = phrase.first
    while first < phrase.head and parse.tokens[first].tag in _NOT_IN_NAME:
        first += 1
    text = " ".join(parse.text[parse.tokens[first].start : parse.tokens[phrase.last].end].split())
    starts = first == parse.sentence_of(first).first and parse.tokens[first].ent == ""
    if starts and parse.tokens[first].tag[:3] != "NNP" and text[:1].isupper() and not text[:2].isupper():
        text = text[0].lower() + text[1:]
    return text.strip(" ,.-\"'")


def measured(parse: Parse, head: int) -> int | None:
    """The measure word over a noun: "a group of lawmakers" -> the index of "group"."""
    token = parse.tokens[head]
    of = parse.tokens[token.head]
    if token.dep == "pobj" and of.lower == "of" and of.head != of.i:
        noun = parse.tokens[of.head]
        if noun.lemma.lower() in _MEASURES and noun.pos in ("NOUN", "NUM"):
            return noun.i
    return None
