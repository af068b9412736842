"""Clauses that tell what goes on, what is possible or what a rule says, not that something took place."""

from __future__ import annotations

from collections.abc import Container

from kg.extract.events.candidate import Candidate
from kg.extract.events.syntax import Syntax

_RULES = frozenset({
    "constitution", "law", "rule", "act", "statute", "charter", "code", "convention", "system", "regulation",
    "legislation", "bylaw", "procedure", "tradition", "custom",
})  # fmt: skip


def regulated(syntax: Syntax, c: Candidate, actors: Container[int]) -> bool:
    """ "Under the constitution, the senate tries the case"; "judges are removed by …": what a rule says
    or what is the custom, in the simple present, is no event.

    :param actors: heads of the phrases that name an actor of the story.
    """
    if c.verb is None:
        return False
    tokens = syntax.tokens
    for p in syntax.deps(c.verb, "prep"):
        named = (tokens[o].lemma.lower() for o in syntax.deps(p, "pobj"))
        if tokens[p].lower == "under" and any(word in _RULES for word in named):
            return True
    subjects = syntax.deps(c.verb, "nsubjpass")
    return bool(subjects) and all(
        tokens[s].tag == "NNS" and s not in actors and not syntax.children[s] for s in subjects
    )


def able(syntax: Syntax, c: Candidate) -> bool:
    """ "Users can record films": what something is good for, no event that might come."""
    lexicon = syntax.lexicon
    if c.verb is None or syntax.tokens[c.verb].lemma in lexicon.occur:
        return False
    return any(lexicon.modals.get(a.lower) == "ability" for a in syntax.auxiliaries(c.verb))


def going_on(syntax: Syntax, c: Candidate) -> bool:
    """ "with the two trading insults since May": a participle with *since* lasts until now."""
    tokens = syntax.tokens
    if c.verb is None or tokens[c.verb].tag != "VBG" or syntax.auxiliaries(c.verb):
        return False
    below = (m for d in (c.verb, *syntax.deps(c.verb, "advcl")) for m in syntax.children[d])
    return any(tokens[m].lower == "since" and tokens[m].dep in ("prep", "mark") for m in below)
