"""One mention of an event, and all in its words that decides whether it has been told before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.extract.events.candidate import Candidate
from kg.extract.events.nominal import Nominals
from kg.extract.events.syntax import NOMINAL, Syntax
from kg.model import Event

APART = -3
"""Rank of an event that is another than any told without a rank."""
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "another": -1, "new": -1, "next": -1, "last": -2, "previous": APART, "prior": APART,
}  # fmt: skip
_PAST = frozenset({"earlier", "past", "former"})
"""Of several ("his earlier visits") these tell of others than the one that the article tells."""
_POINTERS = frozenset({"the", "this", "that", "these", "those"})
_FURTHER = frozenset({"also", "again", "separately", "further", "additionally", "later", "previously"})
"""Adverbs that tell of one more event, or of one at another time."""
_TRAVEL = frozenset({"send", "dispatch", "arrive", "visit", "travel", "fly", "trip", "tour", "journey"})
SENT = frozenset({"send", "dispatch"})
_ALL = frozenset({"all", "both", "each"})
_SETTINGS = frozenset({"on", "at", "in", "during"})
"""Prepositions after which a noun is told where or when, not which."""


class Mention(NamedTuple):
    """What decides whether an event has been told before."""

    event: Event
    reworded: bool = False
    ordinal: int | None = None
    nominal: bool = False
    definite: bool = False
    """A name, or a noun with *the*, *this* or a possessor."""
    pointing: bool = False
    """A noun with *the* or *this*: may take up an event told in other words."""
    kinds: frozenset[str] = frozenset()
    """Words before the noun that tell its kind ("primary election")."""
    sentence: int = 0
    head: int = -1
    """Token of its trigger."""
    above: int = -1
    """Token of the verb that its noun stands under, directly or with a preposition."""
    main: bool = True
    """A noun, or a verb of a clause of its own: what a later noun may take up."""
    bare: bool = False
    """*the*, *this* and the noun, with no words of its own that tell it from others ("the summit")."""
    plural: bool = False
    further: bool = False
    """Told as one more ("also", "again"); but what is also said is said on the same occasion."""
    noun: str = ""
    """Lemma of its noun."""
    verb: str = ""
    """Lemma of the verb that tells it."""
    things: frozenset[str] = frozenset()
    """What it is done to, if that is definite: "close the bridge"."""
    matters: frozenset[str] = frozenset()
    """What it is done to, known or new."""
    movers: frozenset[str] = frozenset()
    """Who travels, in words."""
    dated: bool = False
    """A date before the noun tells which event it is ("the 1953 armistice")."""
    headline: bool = False
    sides: frozenset[str] = frozenset()
    """Kinds of its actors."""
    doers: frozenset[str] = frozenset()
    """Kinds of its agents."""


def mention(syntax: Syntax, nominals: Nominals, c: Candidate, event: Event) -> Mention:
    """What the syntax says about one mention; the last four fields are left to the caller."""
    noun = c.noun
    definite = noun is not None and nominals.definite(noun)
    verb = syntax.tokens[c.verb] if c.verb is not None else None
    matters = syntax.undergoers(verb.i) if verb is not None and not c.light else ()
    return Mention(
        event=event,
        reworded=c.type.reworded,
        ordinal=_ordinal(syntax, c),
        nominal=noun is not None,
        main=noun is not None or (verb is not None and _finite(syntax, verb.i)),
        definite=definite,
        pointing=noun is not None and nominals.pointing(noun),
        kinds=_kinds(syntax, noun),
        sentence=syntax.tokens[c.head].sent,
        head=c.head,
        above=_above(syntax, noun) if noun is not None else -1,
        bare=noun is not None and bare(syntax, noun),
        plural=noun is not None and syntax.tokens[noun].tag in ("NNS", "NNPS"),
        further=verb is not None
        and not c.type.speech
        and any(syntax.tokens[a].lower in _FURTHER for a in syntax.deps(verb.i, "advmod")),
        noun=syntax.tokens[noun].lemma.lower() if noun is not None else "",
        verb=verb.lemma if verb is not None else "",
        things=_words(syntax, (u for u in matters if nominals.definite(u))),
        matters=_words(syntax, matters),
        movers=_movers(syntax, c),
    )


def _ordinal(syntax: Syntax, candidate: Candidate) -> int | None:
    """ "second summit" is 2; "another", "new" and "next" say: not one told before."""
    if candidate.noun is None:
        return None
    several = syntax.tokens[candidate.noun].tag in ("NNS", "NNPS")
    for c in syntax.children[candidate.noun]:
        word = syntax.tokens[c].lower
        if several and word in _PAST:
            return APART
        if word in _ORDINALS:
            return _ORDINALS[word]
    return None


def _kinds(syntax: Syntax, noun: int | None) -> frozenset[str]:
    if noun is None:
        return frozenset()
    before = (syntax.tokens[i].lower for i in syntax.children[noun] if i < noun)
    return frozenset(word for word in before if word in syntax.lexicon.kinds)


def bare(syntax: Syntax, noun: int) -> bool:
    """Whether a noun has *the* or *this* (or *all*, *both*) and nothing that tells it from others."""
    pointing = False
    for c in syntax.children[noun]:
        token = syntax.tokens[c]
        if token.dep in ("det", "predet") and token.lower in _POINTERS | _ALL:
            pointing = True
        elif (token.dep in ("relcl", "acl", "prep", "poss", "nmod") and token.lower not in _SETTINGS) or (
            token.dep in ("amod", "compound") and (token.pos == "PROPN" or token.ent)
        ):
            return False
    return pointing


def _above(syntax: Syntax, noun: int) -> int:
    above = syntax.tokens[syntax.tokens[noun].head]
    return above.head if above.pos == "ADP" else above.i


def _finite(syntax: Syntax, verb: int) -> bool:
    return syntax.tokens[verb].tag in ("VBD", "VBZ", "VBP") or bool(syntax.auxiliaries(verb))


def _words(syntax: Syntax, nouns: Iterable[int]) -> frozenset[str]:
    """Lemmas of things; who is elected or charged twice is so by two events."""
    things = (syntax.tokens[u] for u in nouns)
    return frozenset(t.lemma.lower() for t in things if t.pos in ("NOUN", "PROPN") and t.ent != "PERSON")


def _movers(syntax: Syntax, c: Candidate) -> frozenset[str]:
    """Nouns for who travels: "sent an envoy", "the envoy arrived"."""
    if c.verb is None or syntax.tokens[c.verb].lemma not in _TRAVEL:
        return frozenset()
    sent = syntax.tokens[c.verb].lemma in SENT
    found = syntax.undergoers(c.verb) if sent else syntax.doers(c.verb)
    return frozenset(syntax.tokens[u].lemma.lower() for u in found if syntax.tokens[u].pos in NOMINAL)
