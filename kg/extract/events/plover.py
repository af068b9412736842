"""The class that the PLOVER manual gives a mention; ``None`` where its rules code no event.

The manual (Open Event Data Alliance, 2024) codes what a report tells as its own event: the main
predicate, not what relative clauses and noun phrases mention on the way; cooperative acts still to
come are AGREE, hostile ones THREATEN; what is refused, demanded or merely possible is coded by the
refusal or demand. An event type's own class, whatever the mention, is ``EventType.plover``.
"""

from __future__ import annotations

from kg.extract.events.candidate import Candidate
from kg.extract.events.mood import ACTUAL
from kg.extract.events.syntax import Syntax
from kg.model import Status

_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
_OPEN = frozenset({"conj", "xcomp", "ccomp", "parataxis", "advcl", "pcomp", "oprd", "acomp", "dep", "csubj"})
_MAIN = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "conj"})
_HARMED = frozenset({"kill", "die", "perish", "injure", "wound", "hurt", "maim"})
"""Verbs that say what came of the event in which it happened ("ten died in an attack")."""
_STEPS = 8


def plover_class(syntax: Syntax, c: Candidate, status: Status, coded: frozenset[int]) -> str | None:
    """Class of a mention.

    :param coded: tokens of triggers whose types have a class; an event in the complement of one is
        part of it ("threatened to attack" is one threat).
    """
    own = (c.plover or c.type.plover) if c.type.shown else None
    i = c.verb if c.verb is not None else c.head
    token, governor = syntax.tokens[i], syntax.tokens[syntax.tokens[i].head].lemma
    if own is None or not _main(syntax, c, coded):
        return None
    tried = token.dep == "xcomp" and governor in ("try", "attempt") and status is Status.HYPOTHETICAL
    if status in ACTUAL or (tried and own in _HOSTILE) or (c.light and token.lemma == "announce"):
        return own
    if status is Status.DENIED and own in _COOPERATIVE and _unwilling(syntax, i):
        return "REJECT"
    if status is Status.HYPOTHETICAL and own in _HOSTILE and _unless(syntax, i):
        return "THREATEN"
    if status is Status.PLANNED and own == "ASSAULT" and "prepare" in (governor, token.lemma):
        return "MOBILIZE"
    if status is Status.PLANNED:
        return "AGREE" if own in _COOPERATIVE else "THREATEN" if own in _HOSTILE else own
    return None


def _unless(syntax: Syntax, verb: int) -> bool:
    """ "will retaliate if", "would strike unless": harm on a condition is threatened."""
    words = {a.lower for a in syntax.auxiliaries(verb)}
    marks = (syntax.tokens[m].lower for c in syntax.deps(verb, "advcl") for m in syntax.deps(c, "mark"))
    return bool(words & {"will", "would", "'ll"}) and any(m in ("if", "unless") for m in marks)


def _unwilling(syntax: Syntax, verb: int) -> bool:
    """ "will not disarm", "said they would not withdraw"."""
    words = {a.lower for a in syntax.auxiliaries(verb)}
    return bool(words & {"will", "would", "wo"}) and bool(syntax.deps(verb, "neg"))


def _main(syntax: Syntax, c: Candidate, coded: frozenset[int]) -> bool:
    """Whether the trigger is on the line of main predicates of its sentence."""
    i = c.duty[0] if c.duty else c.verb if c.verb is not None else c.noun
    tokens = syntax.tokens
    if i is None:
        return False
    if c.verb is None and c.duty is None:
        token = tokens[i]
        cause = token.dep == "pobj" and tokens[token.head].lower in ("in", "by")
        i = tokens[token.head].head if cause else token.head
        if cause and tokens[i].lemma not in _HARMED:
            return False
        if not cause and token.head != token.i and token.dep not in _MAIN:
            return False
        if i in coded and i not in c.tokens:
            return False
    for _ in range(_STEPS):
        token = tokens[i]
        if token.head == i or syntax.main_of(i) is not None:
            return True
        if token.lower == "as" and token.dep == "prep":
            i = token.head
            continue
        if token.dep not in _OPEN or (token.dep == "advcl" and token.tag not in ("VBG", "VBN")):
            return False
        i = token.head
        if i in coded and token.dep != "conj" and not (token.dep == "advcl" and i not in coded):
            return False
    return True
