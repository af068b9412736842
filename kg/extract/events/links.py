"""Joins mentions inside an article: what is one event, and what a cancellation is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from kg.extract.events.candidate import Candidate
from kg.extract.events.syntax import Syntax
from kg.extract.events.when import Clock
from kg.model import Event, EventTime, Status

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "another": -1, "new": -1, "next": -1, "last": -2, "previous": -2,
}  # fmt: skip
_DONE = frozenset({"agree", "decide", "vow", "pledge", "promise", "announce", "order", "offer", "say"})
"""Acts after which a plan still stands."""
_AIMED = frozenset({Status.HYPOTHETICAL, Status.DENIED, Status.PLANNED})
"""What threats, refusals and promises make of the act that they name."""
_STEM = 4
"""Letters that "resign" and "resignation", "ban" and "banned" share."""
_WINDOW = 12
"""How many earlier mentions of a type are compared; keeps long texts linear."""


def ordinal(syntax: Syntax, candidate: Candidate) -> int | None:
    """ "second summit" is 2; "another", "new" and "next" say: not one told before."""
    if candidate.noun is None:
        return None
    for c in syntax.children[candidate.noun]:
        if syntax.tokens[c].lower in _ORDINALS:
            return _ORDINALS[syntax.tokens[c].lower]
    return None


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
        about = next((by_token[n] for n in near if n in by_token and by_token[n] != c.head), None)
        if about is not None:
            found[c.head] = about
    return found


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
    """ "X was to hold a vote but postponed it": what was once planned, in this sentence or the last."""
    result = list(events)
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


class Mention(NamedTuple):
    """What decides whether an event has been told before."""

    event: Event
    reworded: bool
    ordinal: int | None
    nominal: bool
    definite: bool
    """A name, or a noun with *the*, *this* or a possessor."""
    pointing: bool
    """A noun with *the* or *this*: may take up an event told in other words."""
    kinds: frozenset[str] = frozenset()
    """Words before the noun that tell its kind ("primary election")."""
    dated: bool = False
    """A date before the noun tells which event it is ("the 1953 armistice")."""


def same_events(mentions: list[Mention]) -> list[Event]:
    """The events with ``same_as`` set to the first mention of each.

    A definite mention that names nobody ("the summit", "their first meeting") has the actors of the one
    that it takes up.
    """
    by_type: dict[str, list[int]] = defaultdict(list)
    result = [mention.event for mention in mentions]
    for n, mention in enumerate(mentions):
        event = mention.event
        if event.type == "action":
            continue
        earlier = by_type[event.type][-_WINDOW:]
        fitting = [m for m in reversed(earlier) if _same(mentions[m], mention)]
        alike = (m for m in fitting if result[m].trigger.lemma == event.trigger.lemma)
        best = next(alike, fitting[0] if fitting else None)
        by_type[event.type].append(n)
        if best is not None:
            result[n] = replace(event, same_as=result[best].same_as or result[best].id)
            taken_up = mention.definite or mention.ordinal is not None
            if taken_up and not _actors(event) and _actors(result[best]):
                result[n] = replace(result[n], roles=result[best].roles)
    return result


def lend(events: list[Event]) -> list[Event]:
    """Let dated mentions of an event lend their time to its other mentions of equal status."""
    groups: dict[str, list[int]] = defaultdict(list)
    for n, event in enumerate(events):
        groups[event.same_as or event.id].append(n)
    result = list(events)
    for members in groups.values():
        if len(members) > 1:
            _lend(result, members)
    return result


def _same(a: Mention, b: Mention) -> bool:
    """Whether ``b`` tells of the event that ``a`` told of before."""
    unreal = not _real(a.event.status) and not _real(b.event.status)
    if not _counts_fit(a.ordinal, b.ordinal, b.definite, unreal) or _real(a.event.status) != _real(
        b.event.status
    ):
        return False
    alike = a.event.trigger.lemma[:_STEM] == b.event.trigger.lemma[:_STEM]
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        return False
    if (a.dated and b.event.time is None and not alike) or (b.dated and a.event.time is None):
        return False
    if not alike and not (b.reworded and (b.pointing or b.nominal)):
        return False
    if not b.nominal and a.event.trigger.lemma != b.event.trigger.lemma:
        return False
    if a.event.time and b.event.time and not a.event.time.interval.meets(b.event.time.interval):
        return False
    who_a, who_b = _actors(a.event), _actors(b.event)
    if who_a and who_b:
        agents_a, agents_b = _actors(a.event, "agent"), _actors(b.event, "agent")
        if agents_a and agents_b and not agents_a & agents_b:
            return False
        return bool(who_a & who_b) and (who_a <= who_b or who_b <= who_a)
    unreal = not _real(b.event.status) and alike and a.nominal and b.nominal
    return (b.definite and not who_b) or unreal


def _actors(event: Event, role: str | None = None) -> set[str]:
    return {r.actor for r in event.roles if r.actor and role in (None, r.role)}


def _counts_fit(earlier: int | None, later: int | None, definite: bool, unreal: bool) -> bool:
    """Whether "first", "second", "another" let two mentions be one event."""
    if later == -1:
        return unreal and earlier in (-1, 2)
    if earlier is not None and later is not None:
        return earlier == later
    if later is not None:
        return later <= 1
    return earlier is None or definite or earlier not in (-1, 2, 3, 4, 5)


_FUTURE = frozenset({Status.PLANNED, Status.PROPOSED, Status.HYPOTHETICAL})


def _real(status: Status) -> bool:
    return status in (Status.OCCURRED, Status.ONGOING)


def _lend(events: list[Event], members: list[int]) -> None:
    """A mention without a time of its own takes that of a mention of equal status."""
    dated: dict[Status, EventTime] = {}
    for n in members:
        time = events[n].time
        if time is not None and time.interval:
            dated.setdefault(_family(events[n].status), time)
    for n in members:
        family = _family(events[n].status)
        if events[n].time is None and family in dated:
            events[n] = replace(events[n], time=dated[family])


def _family(status: Status) -> Status:
    """What is planned and what is proposed are the same meeting still to come."""
    return Status.PLANNED if status in _FUTURE else status


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


_ANCHORS = frozenset({"after", "following", "since", "before", "in", "during"})


def anchored(
    syntax: Syntax, candidates: list[Candidate], events: list[Event], clock: Clock, told: dict[str, date]
) -> list[Event]:
    """Date an undated event by another that its own clause names ("met after the summit").

    :param told: last day on which each statement (by id) may have been made.
    """
    at = {t: n for n, c in enumerate(candidates) for t in c.tokens}
    result = list(events)
    for n, c in enumerate(candidates):
        if result[n].time is not None:
            continue
        for i in (*c.tokens, c.verb, *clock.carriers(c, result[n].status)):
            found = _anchor(syntax, i, at) if i is not None else None
            if found is not None and found[1] != n:
                other = events[found[1]]
                day = told.get(result[n].attributed_to or "")
                time = clock.anchored(found[0], other.time, result[n].status, day) if other.time else None
                if time is not None and other.status is Status.OCCURRED:
                    result[n] = replace(result[n], time=time)
                    break
    return result


def _anchor(syntax: Syntax, i: int, at: dict[int, int]) -> tuple[str, int] | None:
    """The conjunction or preposition under ``i`` and the number of the event that it names."""
    for c in syntax.children[i]:
        token = syntax.tokens[c]
        if token.dep in ("prep", "mark", "advmod") and token.lower in _ANCHORS:
            for o in syntax.children[c]:
                if o in at:
                    return token.lower, at[o]
        if token.dep == "prep" and token.lower in _ANCHORS:
            continue
        if token.dep == "advcl" and c in at:
            mark = next((syntax.tokens[m].lower for m in syntax.deps(c, "mark", "advmod")), "")
            if mark in _ANCHORS:
                return mark, at[c]
    return None
