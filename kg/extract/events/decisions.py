""" "The move", "her decision": nouns that take up what somebody has done, whatever it was.

Abstract anaphora of this kind is resolved only where one antecedent stands out: the last deed of the owner
("the minister's decision"), or, for a bare "the move", the deed that the sentence before tells in a main
clause, or at the start of a paragraph the article's opening.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.extract.events.candidate import Candidate
from kg.extract.events.syntax import Syntax
from kg.model import Event, Role, Status

_DECISIONS = frozenset({"move", "decision", "step"})
DEEDS = frozenset({
    "sanction", "cancellation", "postponement", "departure", "appointment", "legal_action", "coercion",
    "mobilization", "concession", "investigation",
})  # fmt: skip
"""Types of what is decided upon and done by one side."""
_OUTCOMES = {
    "win": "won", "victory": "won", "triumph": "won", "lose": "lost", "defeat": "lost", "loss": "lost",
}  # fmt: skip
"""Verbs and nouns that tell one outcome of a vote."""
_POINTERS = frozenset({"the", "this", "that"})
_OPENING = 3
"""Sentences of headline, date line and lead."""


def decisions(syntax: Syntax, candidates: list[Candidate], events: list[Event]) -> list[Event]:
    """The events with each resolved "move" or "decision" as a further mention of a deed."""
    result = list(events)
    deeds: list[int] = []
    outcomes: dict[str, list[int]] = defaultdict(list)
    for n, (c, event) in enumerate(zip(candidates, events, strict=True)):
        word = syntax.tokens[c.noun if c.noun is not None else c.head].lemma
        verb = syntax.tokens[c.verb].lemma if c.verb is not None else ""
        if event.status is Status.OCCURRED and event.attributed_to is None:
            if event.type in DEEDS:
                deeds.append(n)
            elif verb in _OUTCOMES and event.type == "election":
                outcomes[_OUTCOMES[verb]].append(n)
        owners = _doers(event)
        m = None
        if event.type == "action" and c.noun is not None and c.verb is None:
            if word in _DECISIONS:
                m = _deed(syntax, candidates, events, (n, deeds))
            elif word in _OUTCOMES:
                m = _owned(owners, events, outcomes[_OUTCOMES[word]])
            elif word == "announcement" and event.time is None:
                told = _owned(owners, events, [m for m in deeds if events[m].time is not None])
                time = events[told].time if told is not None else None
                if time is not None:
                    result[n] = replace(event, time=replace(time, rule="announced-deed"))
        if m is not None and _meets(event, result[m]):
            result[n] = _again(event, result[m])
    return result


def _again(event: Event, deed: Event) -> Event:
    """A mention that takes up a deed."""
    return replace(
        event, type=deed.type, plover=deed.plover, status=deed.status, certainty=deed.certainty,
        polarity=deed.polarity, roles=_joint(event.roles, deed.roles),
        same_as=deed.same_as or deed.id, time=event.time,
    )  # fmt: skip


def _meets(event: Event, deed: Event) -> bool:
    return event.time is None or deed.time is None or event.time.interval.meets(deed.time.interval)


def _owned(owners: set[str], events: list[Event], deeds: list[int]) -> int | None:
    """The last deed of one of the owners."""
    return next((m for m in reversed(deeds) if owners & _doers(events[m])), None)


def _deed(
    syntax: Syntax, candidates: list[Candidate], events: list[Event], where: tuple[int, list[int]]
) -> int | None:
    n, deeds = where
    noun = candidates[n].noun
    if noun is None or not deeds:
        return None
    owners = _doers(events[n])
    if syntax.deps(noun, "acl"):
        return None  # "the decision to run": it says itself which
    if syntax.deps(noun, "poss"):
        return _owned(owners, events, deeds)
    bare = any(syntax.tokens[d].lower in _POINTERS for d in syntax.deps(noun, "det"))
    if not bare or syntax.deps(noun, "relcl", "prep", "amod") or owners:
        return None
    sentences, here = syntax.parse.sentences, syntax.tokens[noun].sent
    told = {m: syntax.tokens[candidates[m].head].sent for m in deeds if _main(syntax, candidates[m])}
    before = [m for m, sentence in told.items() if sentence == here - 1]
    if before or not here or sentences[here - 1].paragraph == sentences[here].paragraph:
        return before[-1] if before else None
    return next((m for m, sentence in told.items() if sentence < _OPENING), None)


def _doers(event: Event) -> set[str]:
    return {r.actor for r in event.roles if r.actor and r.role == "agent"}


def _main(syntax: Syntax, c: Candidate) -> bool:
    """Whether a main clause tells it, the first or one joined to it."""
    if c.verb is None:
        return False
    token = syntax.tokens[c.verb]
    joined = token.dep == "conj" and bool(syntax.deps(c.verb, "nsubj", "nsubjpass"))
    return token.dep == "ROOT" or (joined and syntax.tokens[token.head].dep == "ROOT")


def _joint(own: tuple[Role, ...], deed: tuple[Role, ...]) -> tuple[Role, ...]:
    """Roles of the mention, and those of the deed for actors that it leaves out."""
    named = {r.actor for r in own}
    return own + tuple(r for r in deed if r.actor and r.actor not in named)
