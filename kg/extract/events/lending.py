"""Dates that one mention lends another: of the same event, or of one that the clause names beside it.

Every lent time names the rule that lent it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.events.candidate import Candidate
from kg.extract.events.decisions import DEEDS
from kg.extract.events.mood import ACTUAL
from kg.extract.events.syntax import Syntax
from kg.extract.events.when import Clock
from kg.model import Event, EventTime, Interval, Status

_WIDEST = timedelta(days=366)
"""A wider time tells of many events or of none in particular: it is not lent."""
_FUTURE = frozenset({Status.PLANNED, Status.PROPOSED, Status.HYPOTHETICAL})
_JOINED = {"coordinated": ("conj",), "purpose": ("advcl", "acl")}
"""Rules, and the relations in which they find the dated event."""
_TALK = frozenset({"talk", "discuss", "speak", "debate", "confer"})
"""What people meet for, be it told as a meeting or not ("met to talk about fishing")."""
_OVER = frozenset({
    "legal_action", "investigation", "accusation", "coercion", "sanction", "demand", "support", "rejection",
})  # fmt: skip
"""Types for which *in* an event tells over what, not when ("charged in the shooting")."""
_ANCHORS = frozenset({"after", "following", "since", "before", "in", "during"})
INSIDE = frozenset({"in", "during"})
"""Of these, those that tell the very days."""


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


def _lend(events: list[Event], members: list[int]) -> None:
    """A mention without a time of its own takes the narrowest of the mentions of equal status."""
    dated: dict[Status, EventTime] = {}
    for n in members:
        time = events[n].time
        family = _family(events[n].status)
        length = _length(time.interval) if time is not None and time.interval else None
        best = _length(dated[family].interval) if family in dated else None
        if time is not None and length is not None and length <= _WIDEST and (best is None or length < best):
            dated[family] = time
    for n in members:
        family = _family(events[n].status)
        if events[n].time is None and family in dated:
            time = dated[family]
            events[n] = replace(events[n], time=replace(time, rule=time.rule or "same-event"))


def _length(days: Interval) -> timedelta:
    """How long an interval lasts; an open one reaches no further than can be lent, but comes last."""
    return days.latest - days.earliest if days.earliest and days.latest else _WIDEST


def _family(status: Status) -> Status:
    """What is planned and what is proposed are the same meeting still to come."""
    return Status.PLANNED if status in _FUTURE else status


def joined(syntax: Syntax, candidates: list[Candidate], events: list[Event], clock: Clock) -> list[Event]:
    """Date an undated event by one of its type in its own clause: joined to it, or what it was held for.

    "Two were killed and nine wounded on Monday"; "held talks to discuss the crisis on Monday". The parser
    hangs the date on the last verb.
    """
    at = {c.head: n for n, c in enumerate(candidates)}
    result = list(events)
    for n, c in enumerate(candidates):
        event = events[n]
        if event.time is not None or event.status is not Status.OCCURRED or event.type == "action":
            continue
        places = [i for i in (c.verb, c.noun) if i is not None]
        for rule, labels in _JOINED.items():
            beside = (at[d] for i in places for d in syntax.deps(i, *labels) if d in at)
            for m in beside:
                other = events[m]
                if rule == "coordinated" and not _trailing(syntax, candidates[m].head, clock):
                    continue
                purpose = rule == "purpose"
                talk = purpose and event.type == "meeting" and other.trigger.lemma in _TALK
                alike = other.type == event.type or talk
                fits = alike and purpose == (other.status is not Status.OCCURRED)
                if fits and other.time is not None and not other.time.rule and not clock.ahead(other.time):
                    result[n] = replace(event, time=replace(other.time, rule=rule))
    return result


def told_after(
    syntax: Syntax, candidates: list[Candidate], events: list[Event], said_at: dict[int, EventTime]
) -> list[Event]:
    """ "After talks with X, she said on Monday …": who speaks of talks just over speaks on their day.

    :param said_at: tokens of the cues of dated statements -> when those were made.
    """
    result = list(events)
    for n, c in enumerate(candidates):
        event = events[n]
        undated = event.time is None and event.status is Status.OCCURRED
        if not undated or c.noun is None or not c.type.symmetric or c.type.name != "meeting":
            continue
        above = syntax.tokens[syntax.tokens[c.noun].head]
        if syntax.tokens[c.noun].dep != "pobj" or above.lower not in ("after", "following"):
            continue
        time = said_at.get(above.head) or said_at.get(syntax.tokens[above.head].head)
        days = time.interval if time else None
        if time is not None and days is not None and days.earliest == days.latest:
            result[n] = replace(event, time=replace(time, rule="told-after"))
    return result


def told_with(
    syntax: Syntax, candidates: list[Candidate], events: list[Event], told: list[tuple[int, str, EventTime]]
) -> list[Event]:
    """ "Berg put off the vote. … she wrote on Monday": who has acted tells of it on that day.

    :param told: sentence of the cue, speaker and day of each statement made on a known day.
    """
    spoken: dict[int, list[tuple[str, EventTime]]] = defaultdict(list)
    for sentence, speaker, time in told:
        spoken[sentence].append((speaker, time))
    result = list(events)
    for n, c in enumerate(candidates):
        event = events[n]
        if event.time is not None or event.status is not Status.OCCURRED or event.type not in DEEDS:
            continue
        if event.attributed_to is not None or c.verb is None or syntax.tokens[c.verb].dep != "ROOT":
            continue
        sentence = syntax.tokens[c.verb].sent
        doers = {r.actor for r in event.roles if r.role == "agent"}
        here = syntax.parse.sentences[sentence].paragraph
        for speaker, time in spoken.get(sentence + 1, ()):
            if speaker in doers and syntax.parse.sentences[sentence + 1].paragraph == here:
                result[n] = replace(event, time=replace(time, rule="told-with"))
    return result


def _trailing(syntax: Syntax, verb: int, clock: Clock) -> bool:
    """Whether the time stands behind the second verb, or both have one subject: then it is that of both."""
    behind = any(site.time.span[0] > syntax.tokens[verb].start for site in clock.sites.get(verb, ()))
    return behind or not syntax.deps(verb, "nsubj", "nsubjpass")


def _earlier(days: Interval, length: timedelta | None) -> Interval:
    """So much earlier than those days; no later than them where it is not told by how much."""
    if length is None or days.earliest is None or days.latest is None:
        return Interval(None, days.latest)
    return Interval(days.earliest - length, days.latest - length)


def come_after(syntax: Syntax, candidates: list[Candidate], events: list[Event], clock: Clock) -> list[Event]:
    """ "The decision comes days after X resigned": X had resigned by the time of the decision."""
    at = {t: n for n, c in enumerate(candidates) for t in c.tokens}
    result = list(events)
    for c in candidates:
        if c.verb is None or syntax.tokens[c.verb].lemma != "come":
            continue
        later = next((at[s] for s in syntax.deps(c.verb, "nsubj") if s in at), None)
        for o in syntax.deps(c.verb, "advcl"):
            after = any(syntax.tokens[m].lower == "after" for m in syntax.deps(o, "mark", "advmod"))
            if later is None or not after or o not in at or events[at[o]].time is not None:
                continue
            time, event = events[later].time, events[at[o]]
            if time is not None and time.interval.latest and event.status is Status.OCCURRED:
                days = _earlier(time.interval, clock.length(o))
                result[at[o]] = replace(event, time=replace(time, interval=days, rule="come-after"))
    return result


def anchored(
    syntax: Syntax,
    candidates: list[Candidate],
    events: list[Event],
    clock: Clock,
    told: dict[str, date],
    words: frozenset[str] = _ANCHORS,
) -> list[Event]:
    """Date an undated event by another that its own clause names ("met after the summit").

    :param told: last day on which each statement (by id) may have been made.
    :param words: conjunctions and prepositions that may name the other.
    """
    at = {t: n for n, c in enumerate(candidates) for t in c.tokens}
    result = list(events)
    for n, c in enumerate(candidates):
        if result[n].time is not None:
            continue
        for i in (*c.tokens, c.verb, *clock.carriers(c, result[n].status), *_first_joined(syntax, c)):
            word, m = (_anchor(syntax, i, at) if i is not None else None) or ("", n)
            other = events[m]
            over = word == "in" and result[n].type in _OVER
            status = result[n].status
            planned = word in INSIDE and other.status in _FUTURE and status in _FUTURE
            done = other.status is Status.OCCURRED and status in ACTUAL
            if word not in words or m == n or over or not (done or planned):
                continue
            day = told.get(result[n].attributed_to or "")
            time = clock.licence.anchored(word, other.time, status, day) if other.time else None
            if time is not None:
                result[n] = replace(result[n], time=time)
                break
    return result


def _first_joined(syntax: Syntax, c: Candidate) -> list[int]:
    """ "During a visit on Monday, X met Y and signed the accord": the verb that the opening hangs on."""
    if c.verb is None or syntax.tokens[c.verb].dep != "conj" or syntax.deps(c.verb, "nsubj", "nsubjpass"):
        return []
    first = syntax.tokens[c.verb].head
    opens = [p for p in syntax.deps(first, "prep") if p < first and syntax.tokens[p].lower in _ANCHORS]
    return [first] if opens else []


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
