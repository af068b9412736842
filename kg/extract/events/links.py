"""Joins mentions inside an article: what is one event, and what a cancellation is about."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.events.candidate import Candidate
from kg.extract.events.syntax import Syntax
from kg.extract.events.when import Clock
from kg.model import Event, Status

_DONE = frozenset({"agree", "decide", "vow", "pledge", "promise", "announce", "order", "offer", "say"})
"""Acts after which a plan still stands."""
_AIMED = frozenset({Status.HYPOTHETICAL, Status.DENIED, Status.PLANNED})
"""What threats, refusals and promises make of the act that they name."""
_WINDOW = 12
"""How many earlier mentions of a type are compared; keeps long texts linear."""


def targets(syntax: Syntax, candidates: list[Candidate]) -> dict[int, int]:
    """Head of each act on an event (cancellation …) -> head of the event it is about, same clause."""
    by_token = {t: c.head for c in candidates for t in c.tokens}
    found: dict[int, int] = {}
    for c in candidates:
        if not c.type.acts_on and c.type.name != "rejection":
            continue
        i = c.verb if c.verb is not None else c.noun
        if i is None:
            continue
        if c.verb is None:
            near = tuple(syntax.prepositional(i, "of", "to"))
        else:
            near = syntax.subjects(i) if syntax.tokens[i].lemma == "be" else syntax.undergoers(i)
            near += tuple(syntax.prepositional(i, "from", "out", "of"))
        near += tuple(o for n in near for o in syntax.prepositional(n, "of"))
        near += tuple(_whole(syntax, n) for n in near if syntax.tokens[i].dep == "relcl")
        about = next((by_token[n] for n in near if n in by_token and by_token[n] != c.head), None)
        if about is not None:
            found[c.head] = about
    return found


def _whole(syntax: Syntax, noun: int) -> int:
    """ "a trip to X, which was called off": parsers hang the clause on the last noun."""
    above = syntax.tokens[syntax.tokens[noun].head]
    return above.head if syntax.tokens[noun].dep == "pobj" and above.dep == "prep" else noun


def threatened(syntax: Syntax, candidates: list[Candidate], events: list[Event]) -> list[Event]:
    """ "threatened to attack X", "refused to free X": whom the act is aimed at, the words are aimed at."""
    at = {t: n for n, c in enumerate(candidates) for t in c.tokens}
    result = list(events)
    for n, c in enumerate(candidates):
        told = any(r.role == "target" for r in events[n].roles)
        if c.type.embeds not in _AIMED or c.type.symmetric or not c.type.speech or told:
            continue
        inner = [at[x] for x in syntax.deps(c.head, "xcomp") if x in at]
        own = {r.actor for r in events[n].roles}
        aimed = ("participant",) if c.type.embeds is Status.PLANNED else ("target", "participant")
        roles = [
            replace(r, role="target")
            for m in inner
            for r in events[m].roles
            if r.role in aimed and r.actor and r.actor not in own
        ]
        if roles:
            result[n] = replace(events[n], roles=(*events[n].roles, *roles))
    return result


def settled(candidates: list[Candidate], events: list[Event]) -> list[Event]:
    """ "decided to cancel the talks": once calling off is done, what is called off is no longer planned."""
    at = {event.id: n for n, event in enumerate(events)}
    result = list(events)
    for c, act in zip(candidates, events, strict=True):
        called = c.type.embeds in (Status.CANCELLED, Status.POSTPONED) and act.status is Status.OCCURRED
        n = at.get(act.acts_on or "") if called else None
        if n is not None and result[n].status is Status.PLANNED:
            result[n] = replace(result[n], status=c.type.embeds or Status.CANCELLED)
    return result


def called_off(syntax: Syntax, candidates: list[Candidate], events: list[Event], clock: Clock) -> list[Event]:
    """ "X was to hold a vote but postponed it": what was once planned, in this sentence or the last.

    What another act deals with ("reinstated the talks after it had scrapped them") keeps its status by that.
    """
    result = list(events)
    dealt_with = {event.acts_on for event in events if event.acts_on}
    for n, (c, act) in enumerate(zip(candidates, events, strict=True)):
        if not c.type.acts_on or act.acts_on is not None or act.status is not Status.OCCURRED:
            continue
        sentence = syntax.tokens[c.head].sent
        for m in range(n - 1, max(-1, n - 1 - _WINDOW), -1):
            earlier = candidates[m]
            if syntax.tokens[earlier.head].sent < sentence - 1:
                break
            open_plan = result[m].status is Status.PLANNED and earlier.type.shown and not earlier.type.acts_on
            if open_plan and _once(syntax, earlier):
                status = c.type.embeds or Status.CANCELLED
                result[n] = replace(act, acts_on=result[m].id)
                if result[m].id in dealt_with:
                    break
                result[m] = replace(result[m], status=status, plover=None, time=clock.of(earlier, status))
                break
    return result


def _once(syntax: Syntax, candidate: Candidate) -> bool:
    """Whether the plan is told in the past ("was scheduled to", "had planned")."""
    i = candidate.verb if candidate.verb is not None else candidate.noun
    if i is None:
        return False
    governor = syntax.tokens[syntax.tokens[i].head]
    if governor.i == i or governor.pos not in ("VERB", "AUX", "ADJ"):
        return False
    if governor.pos == "ADJ":
        governor = syntax.tokens[governor.head]
    words = {a.lower for a in syntax.auxiliaries(governor.i)}
    return (governor.tag == "VBD" and governor.lemma not in _DONE) or bool(words & {"was", "were", "had"})


def moved(candidates: list[Candidate], events: list[Event], clock: Clock) -> list[Event]:
    """Give what is postponed the date that it is moved to, if one is told."""
    at = {event.id: n for n, event in enumerate(events)}
    result = list(events)
    for c, event in zip(candidates, events, strict=True):
        if c.type.embeds is Status.POSTPONED and event.acts_on in at:
            n = at[event.acts_on]
            time = clock.new_date(c)
            if time is not None and time.interval and events[n].status is Status.POSTPONED:
                result[n] = replace(events[n], time=time)
    return result
