"""One of many: who "was the first minister to go" went, whoever "voted against the treaty" did not decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.events.syntax import Syntax
    from kg.model import Token

_RANKS = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "last", "latest", "only",
})  # fmt: skip
_ONE = frozenset({"he", "she", "i", "who"})
_BODIES = frozenset({
    "country", "nation", "state", "government", "party", "company", "firm", "bank", "agency", "city", "town",
    "team", "group", "court", "army", "airline", "university", "one", "man", "woman", "person",
})  # fmt: skip


def ranked(syntax: Syntax, i: int) -> int | None:
    """The noun of which the infinitive ``i`` tells what it did before or beside others; no purpose, but a
    fact. ``None`` where there is none."""
    token = syntax.tokens[i]
    if not any(a.lower == "to" for a in syntax.auxiliaries(i)):
        return None
    nouns = [token.head] if token.dep in ("acl", "relcl") else []
    if token.dep in ("advcl", "xcomp"):
        nouns = [c for c in syntax.deps(token.head, "attr") if c < i]
    for noun in nouns:
        ordered = any(syntax.tokens[w].lower in _RANKS for w in (noun, *syntax.children[noun]))
        if ordered and _acting(syntax, noun):
            return noun
    return None


def one_vote(syntax: Syntax, verb: Token) -> bool:
    """Whether but one person votes: what becomes of it is left open."""
    if verb.lemma != "vote":
        return False
    voters = [syntax.tokens[s] for s in syntax.subjects(verb.i)]
    return any(v.ent == "PERSON" or v.lower in _ONE for v in voters)


def _acting(syntax: Syntax, noun: int) -> bool:
    """Whether a noun is of somebody who can act: not so the only way to win, the first step to peace."""
    token = syntax.tokens[noun]
    if token.lower in _RANKS or token.pos == "PROPN" or token.ent in ("NORP", "ORG", "GPE"):
        return True
    lemma = token.lemma.lower()
    return lemma in syntax.lexicon.human or lemma in _BODIES
