"""Who or what may have a part in an event without being an actor of the story; and whose the things are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.events.candidate import Candidate
from kg.extract.events.lexicon import SAME
from kg.extract.events.syntax import Syntax
from kg.model import ActorKind, Role

if TYPE_CHECKING:
    from kg.extract.events.roles import Cast

NOT_ACTORS = frozenset(
    {"TIME", "DATE", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "LAW"}
)
"""Kinds of names that are nobody's."""
_PERSON_TAGS = frozenset({"NNP", "NNPS", "PRP"})
_BEFORE_NAME = frozenset({"amod", "compound", "nmod", "nummod"})
_DATED = frozenset({"DATE", "MONEY", "TIME", "QUANTITY"})
_HOLDINGS = frozenset({"share", "stock", "stake", "interest", "bond", "investment", "trading"})
"""What one has in something."""


def things(cast: Cast, candidate: Candidate, roles: Sequence[Role]) -> Iterator[Role]:
    """Further roles of an event of no type: the thing as its theme, the body that owns it as its target.

    "Boeing shares fell", "ordered ten Airbus jets".
    """
    verb, syntax = candidate.verb, cast.syntax
    named = {r.actor for r in roles}
    told = {span for r in roles for span in r.spans}
    near = (*syntax.doers(verb), *syntax.undergoers(verb)) if verb is not None else ()
    for head in near:
        token = cast.tokens[head]
        if head in cast.heads or head in candidate.tokens or token.pos != "NOUN":
            continue
        if token.lemma.lower() in syntax.lexicon.able or token.ent in NOT_ACTORS:
            continue
        owners = [i for i in _owned_by(cast, head) if i in cast.heads and cast.tokens[i].pos != "PRON"]
        for i in owners:
            for actor in cast.heads[i]:
                if actor not in named and cast.actors[actor].kind is ActorKind.ORGANIZATION:
                    named.add(actor)
                    yield Role(role="target", spans=(cast.span(i),), actor=actor)
        phrase = syntax.phrase(head)
        if owners and phrase not in told:
            told.add(phrase)
            yield Role(role="theme", spans=(phrase,))


def _owned_by(cast: Cast, head: int) -> list[int]:
    """ "Boeing's shares", "Boeing shares", "shares of Boeing", "a stake in Boeing"."""
    near = [c for c in cast.syntax.deps(head, "poss", "compound", "nmod") if c < head]
    near += [d for c in near if cast.tokens[c].dep == "compound" for d in cast.fillers.modifiers(c)]
    words = ("of", "in") if cast.tokens[head].lemma in _HOLDINGS else ("of",)
    return near + cast.syntax.prepositional(head, *words)


def some_people(syntax: Syntax, head: int) -> bool:
    """ "Ruritanian landowners": people of a named nation or faith, though no actor of the story."""
    near = syntax.deps(head, "amod", "compound")
    return syntax.tokens[head].tag == "NNS" and any(syntax.tokens[c].ent == "NORP" for c in near)


def may_act(syntax: Syntax, head: int) -> bool:
    """Whether a phrase that no actor is known for may name one: a name or a personal pronoun."""
    token = syntax.tokens[head]
    if _numbered(syntax, head):
        return True
    if token.ent in NOT_ACTORS or token.lower in ("it", "this", "that"):
        return False
    handle = token.text.startswith("@") and token.text[1:2].isalpha()
    return token.tag in _PERSON_TAGS or handle


def _numbered(syntax: Syntax, head: int) -> bool:
    """ "the Boeing 747", "the FTSE 100": a number that ends a name."""
    token, before = syntax.tokens[head], syntax.tokens[head - 1]
    if head == 0 or token.tag != "CD" or before.head != head or before.dep not in _BEFORE_NAME:
        return False
    return before.text != before.lower and before.ent not in _DATED


def counted_by(syntax: Syntax, head: int) -> list[int]:
    """ "thousands of refugees", "a group of diplomats": who is counted."""
    effect = syntax.lexicon.noun_effects.get(syntax.tokens[head].lemma)
    return syntax.prepositional(head, "of") if effect is not None and effect.status == SAME else []
