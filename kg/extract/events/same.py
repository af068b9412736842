"""Which mentions inside an article tell of one event.

Invariant: what cannot be one event never becomes one: another type, another reality (done, to come), days
that do not meet, other doers, another number ("the second summit").
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.extract.events.mentions import APART, SENT, Mention
from kg.model import Event, Interval, Status

_STEM = 4
"""Letters that "resign" and "resignation", "ban" and "banned" share."""
_WINDOW = 12
"""How many earlier mentions of a type are compared; keeps long texts linear."""
PHASES = frozenset({
    "ratify", "renew", "extend", "repeat", "join", "keep", "maintain", "reimpose", "tighten", "increase",
    "escalate", "enforce", "reiterate",
})  # fmt: skip
"""Light verbs that name a stretch of the event's life: its ratification is not its signing."""
_CONVERSE = frozenset({"discuss", "talk", "debate", "negotiate", "confer", "consult"})
"""What people do at a meeting: told of those who met, it is the meeting told again."""
_TO_THE_PRESS = frozenset({"conference", "briefing"})
_SUMMITS = frozenset({"meet", "meeting", "summit", "hold", "sit"})
_POLLED = frozenset({"win", "lose"})
_RECURRENT = frozenset({"attack", "protest", "weapons_test", "death", "meeting", "threat"})
"""Types of which a story tells several; of accords it tells one by many names."""
_NEAR = 1
_FAR = 3
"""Sentences back to which a bare noun reaches: where several events are told of, and else."""

Sort = tuple[str, bool, frozenset[str]]
"""Type, whether done or to come, and the words that tell the kind, if any."""


def same_events(mentions: list[Mention]) -> list[Event]:
    """The events with ``same_as`` set to the first mention of each.

    A definite mention that names nobody ("the summit", "their first meeting") has the actors of the one
    that it takes up.
    """
    joining = _Joining(mentions)
    for n, b in enumerate(mentions):
        if b.event.type != "action":
            joining.add(n)
    return joining.joined()


class _Joining:
    """Mentions joined to events so far. Events go by the id of their first mention."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.mentions = mentions
        self.result = [mention.event for mention in mentions]
        self.at = {mention.event.id: n for n, mention in enumerate(mentions)}
        self.by_type: dict[str, list[int]] = defaultdict(list)
        self.casts: dict[str, set[str]] = defaultdict(set)
        self.words: dict[str, dict[str, Event]] = defaultdict(dict)
        """Who takes part in an event and by which words it was told so far."""
        self.days: dict[str, Interval] = {}
        self.kinds: dict[str, frozenset[str]] = {}
        self.sorts: dict[Sort, Interval] = {}
        """Days of the first dated event of each sort."""
        self.unclear: set[Sort] = set()
        """Sorts of which several events have been told, each on days of its own: "the attack" may be any."""
        self.merged: dict[str, str] = {}
        """Events that a later mention has shown to be an earlier one."""

    def add(self, n: int) -> None:
        """Join the mention to the event that it takes up, if there is one."""
        b = self.mentions[n]
        told = self.by_type[b.event.type]
        fitting = self._fitting(b, told[-_WINDOW:][::-1])
        told.append(n)
        best = self._best(b, fitting)
        if best is not None:
            other = self.result[best]
            roles = b.event.roles
            if (b.definite or b.ordinal is not None) and not _actors(b.event) and _actors(other):
                roles = other.roles
            self.result[n] = replace(b.event, same_as=self.first(best), roles=roles)
            self._bridge(b, self.first(best), fitting)
        self.casts[self.first(n)] |= _actors(b.event)
        self.words[self.first(n)].setdefault(_word(b), b.event)
        if b.kinds:
            self.kinds.setdefault(self.first(n), b.kinds)
        if b.event.time is not None and b.event.time.interval:
            self._set_day(b, self.first(n), b.event.time.interval)

    def _set_day(self, b: Mention, first: str, days: Interval) -> None:
        self.days.setdefault(first, days)
        for kinds in dict.fromkeys((frozenset[str](), b.kinds)):
            sort = b.event.type, _real(b.event.status), kinds
            if not self.sorts.setdefault(sort, days).meets(days):
                self.unclear.add(sort)

    def first(self, n: int) -> str:
        """Id of the first mention of the event that mention ``n`` tells of."""
        id_ = self.result[n].same_as or self.result[n].id
        while id_ in self.merged:
            id_ = self.merged[id_]
        return id_

    def joined(self) -> list[Event]:
        """All events, each with the first mention of what it tells."""
        firsts = map(self.first, range(len(self.result)))
        return [
            replace(e, same_as=first if first != e.id else None)
            for e, first in zip(self.result, firsts, strict=True)
        ]

    def _fitting(self, b: Mention, earlier: list[int]) -> list[int]:
        """Numbers of the earlier mentions of the type, nearest first, that ``b`` may take up."""
        own = b.event.time.interval if b.event.time else Interval()
        unclear = (b.event.type, _real(b.event.status), b.kinds) in self.unclear
        found: list[int] = []
        words: set[str] = set()
        for m in earlier:
            a = self.mentions[m]._replace(event=self.result[m])
            gap = b.sentence - a.sentence
            if _real(a.event.status) != _real(b.event.status):
                if _awaited(a, b, gap):
                    break
                continue
            if b.ordinal == 1 and (a.ordinal or 0) > 1:
                break  # "it was their second meeting. The first …" was another than what was told before
            days, kinds = self.days.get(self.first(m)), self.kinds.get(self.first(m))
            apart = (own and days and not own.meets(days)) or not _one_kind(kinds, b.kinds)
            if apart or not _akin(a, b) or not _compatible(a, b):
                continue
            same_word = _word(a) == _word(b)
            nearest = not words or (same_word and _word(b) not in words)
            words.add(_word(a))
            if (unclear and gap > _NEAR) or b.above == a.head:
                nearest = False
            again = _retold(a, b, nearest=nearest) and self._joins_nobody_else(m, b)
            if again or _taken_up(a, b, nearest=nearest):
                found.append(m)
        return found

    def _joins_nobody_else(self, m: int, b: Mention) -> bool:
        """Whether nothing that is already taken for one event excludes the mention: one that names nobody
        must not join two meetings that name different people."""
        first = self.first(m)
        if not all(_may_be_called(e, _word(b)) for e in self.words[first].values()):
            return False
        known, mine = self.casts[first], _actors(b.event)
        return not known or not mine or mine <= known or known <= mine

    def _best(self, b: Mention, fitting: list[int]) -> int | None:
        """The nearest of those in the same word, else the nearest."""
        same_word = (m for m in fitting if _word(self.mentions[m]) == _word(b))
        return next(same_word, fitting[0] if fitting else None)

    def _bridge(self, b: Mention, first: str, fitting: list[int]) -> None:
        """What ``b`` takes up by its thing, or in the headline and the opening, is one event after all."""
        for m in fitting:
            a, other = self.mentions[m], self.first(m)
            headed = b.bare and (a.headline or self.mentions[self.at[first]].headline)
            if other == first or not (headed or _same_thing(a, b, b.sentence - a.sentence)):
                continue
            days = [self.days[i] for i in (other, first) if i in self.days]
            if len(days) == 2 and not days[0].meets(days[1]):
                continue
            late, early = (other, first) if self.at[first] < self.at[other] else (first, other)
            self.merged[late] = first = early
            self.casts[early] |= self.casts.pop(late, set())
            self.words[early] = self.words.pop(late, {}) | self.words[early]
            if days:
                self.days.setdefault(early, days[0])


def _may_be_called(first: Event, later: str) -> bool:
    """Whether what was told by one word may be taken up by the other: talks are no summit unless somebody is
    known to have met there, and whoever speaks to the press meets nobody."""
    word = first.trigger.lemma
    if word[:_STEM] == later[:_STEM]:
        return True
    if later == "summit" and (word not in _SUMMITS or not _actors(first)):
        return False
    return _TO_THE_PRESS.isdisjoint((word, later))


def _comes_true(a: Mention, b: Mention) -> bool:
    """ "Their summit is back on; the two will meet on Monday": a meeting to come by its noun, then by its
    verb, of the same two or more."""
    who = _actors(a.event)
    unreal = not _real(a.event.status) and not _real(b.event.status)
    return a.nominal and not b.nominal and b.reworded and unreal and len(who) > 1 and who == _actors(b.event)


def _akin(a: Mention, b: Mention) -> bool:
    """Whether the words of the two may tell of one event."""
    if not _actors(b.event) and (_one_of(a, b) or (b.bare and not a.main)):
        return False
    return _alike(a, b) or b.reworded or bool(a.matters & b.things)


def _word(mention: Mention) -> str:
    return mention.event.trigger.lemma


def same_acts(events: list[Event]) -> list[Event]:
    """Acts of one type on one event are one: "the city put off its vote … the mayor postponed it"."""
    by_id = {event.id: event for event in events}
    first: dict[tuple[str, str], Event] = {}
    result = list(events)
    for n, event in enumerate(events):
        target = by_id.get(event.acts_on or "")
        if target is None or event.type == "rejection" or event.status is not Status.OCCURRED:
            continue
        act = first.setdefault((event.type, target.same_as or target.id), event)
        times = [e.time.interval for e in (act, event) if e.time]
        if act is not event and event.same_as is None and (len(times) < 2 or times[0].meets(times[1])):
            result[n] = replace(event, same_as=act.same_as or act.id)
    return result


def _one_kind(a: frozenset[str] | None, b: frozenset[str]) -> bool:
    """Whether no words tell two kinds apart ("primary election", "special election")."""
    return not a or not b or bool(a & b)


def _awaited(a: Mention, b: Mention, gap: int) -> bool:
    """ "They met to sign an accord. The accord was …": not one told long before."""
    known = _real(b.event.status) and b.bare and not a.bare and gap <= _FAR
    return known and bool(a.noun) and a.noun == b.noun


def _compatible(a: Mention, b: Mention) -> bool:
    """Whether nothing keeps the two mentions apart."""
    unreal = not _real(a.event.status) and not _real(b.event.status)
    if not _counts_fit(a.ordinal, b.ordinal, b.definite, unreal):
        return False
    if (a.dated and b.event.time is None and not _alike(a, b)) or (b.dated and a.event.time is None):
        return False
    if a.verb != b.verb and b.nominal and (b.verb in PHASES or (a.nominal and a.verb in PHASES)):
        return False
    return not (a.event.time and b.event.time and not a.event.time.interval.meets(b.event.time.interval))


def _alike(a: Mention, b: Mention) -> bool:
    return a.event.trigger.lemma[:_STEM] == b.event.trigger.lemma[:_STEM]


def _retold(a: Mention, b: Mention, *, nearest: bool) -> bool:
    """Whether ``b`` tells, with the same actors or as what is known, of the event that ``a`` told of."""
    alike = _alike(a, b)
    if not alike and not (b.reworded and (b.pointing or b.nominal or _comes_true(a, b))):
        return False
    if not b.nominal and a.event.trigger.lemma != b.event.trigger.lemma and not _comes_true(a, b):
        return False
    who_a, who_b = _actors(a.event), _actors(b.event)
    if who_a and who_b:
        if _other_doers(a, b) or (b.further and (not b.nominal or b.verb)):
            return False
        return bool(who_a & who_b) and (who_a <= who_b or who_b <= who_a)
    unreal = not _real(b.event.status) and alike and a.nominal and b.nominal
    known = b.definite and not who_b and (nearest or not b.bare) and a.main
    told_apart = b.event.type in _RECURRENT and a.event.time is None and not b.bare and _restricted(a, b)
    return (known and not told_apart) or unreal


def _restricted(a: Mention, b: Mention) -> bool:
    """ "the attack on June 3", "last year's attacks": told from others by its time, not called to mind.

    "Monday's attack" reminds, and so does "the attack on Monday" soon after "a new attack".
    """
    days = b.event.time.interval if b.event.time else None
    if days is None or days.earliest != days.latest:
        return days is not None
    new = a.nominal and not a.plural and not a.bare and b.sentence - a.sentence <= _FAR
    return b.pointing and not new


def _one_of(a: Mention, b: Mention) -> bool:
    """ "attacks … the attack": one of several."""
    return a.plural and b.definite and not b.plural and a.event.trigger.lemma == b.event.trigger.lemma


def _taken_up(a: Mention, b: Mention, *, nearest: bool) -> bool:
    """Whether ``b`` takes up the story of ``a`` though its actors are told otherwise or not at all."""
    gap = b.sentence - a.sentence
    if _same_thing(a, b, gap):
        return True
    if gap > _FAR or _other_doers(a, b):
        return False
    return (
        (nearest and (_known(a, b) or _headline(a, b)))
        or _conversed(a, b)
        or _same_trip(a, b)
        or _outcome(a, b)
    )


def _known(a: Mention, b: Mention) -> bool:
    """ "The meeting was attended by …": a noun with nothing to tell it from the last of its kind."""
    if (
        not b.bare
        or b.ordinal is not None
        or _one_of(a, b)
        or (b.event.attributed_to and not a.event.attributed_to)
    ):
        return False
    called = _alike(a, b) or (b.reworded and _may_be_called(a.event, _word(b)))
    return called and not _strangers(a, b)


def _strangers(a: Mention, b: Mention) -> bool:
    """Whether actors of one kind take part, but none in both."""
    who_a, who_b = _actors(a.event), _actors(b.event)
    return bool(who_a and who_b and not who_a & who_b and a.sides & b.sides)


def _same_thing(a: Mention, b: Mention, gap: int) -> bool:
    """The same is done to the same thing: "to close a bridge … the decision to close the bridge"; or is
    to be done, in other words ("The bridge is due to be shut"). A leader may act for a country."""
    if b.further or not (a.matters & b.things) or b.verb in PHASES or a.verb in PHASES:
        return False
    if (_other_doers(a, b) and a.doers & b.doers) or (not a.doers and _strangers(a, b)):
        return False
    if a.event.trigger.lemma == b.event.trigger.lemma:
        return True
    return gap <= _FAR and not _real(b.event.status)


def _headline(a: Mention, b: Mention) -> bool:
    """The opening tells what the headline has told."""
    who_a, who_b = _actors(a.event), _actors(b.event)
    return a.headline and not b.further and _alike(a, b) and (not who_a or not who_b or bool(who_a & who_b))


def _conversed(a: Mention, b: Mention) -> bool:
    """ "X met Y. … They discussed trade": those who met talked there."""
    who = _actors(b.event)
    talks = b.event.trigger.lemma in _CONVERSE and not b.nominal and b.event.time is None
    return talks and a.event.status is b.event.status and bool(who) and who <= _actors(a.event)


def _same_trip(a: Mention, b: Mention) -> bool:
    """ "sent an envoy … The envoy arrived"."""
    return bool(a.movers & b.movers) and (a.verb in SENT) != (b.verb in SENT)


def _outcome(a: Mention, b: Mention) -> bool:
    """ "held elections … won all three elections": who wins a vote wins it when it is held."""
    return b.verb in _POLLED and b.bare and b.nominal and b.event.trigger.lemma == a.event.trigger.lemma


def _other_doers(a: Mention, b: Mention) -> bool:
    doers_a, doers_b = _actors(a.event, "agent"), _actors(b.event, "agent")
    if _outcome(a, b):
        return False
    return bool(doers_a and doers_b and not doers_a & doers_b)


def _actors(event: Event, role: str | None = None) -> set[str]:
    """Who takes part; where one travels to, and whom, is told in one mention and left out in the next."""
    told = (r for r in event.roles if r.role != "target" or event.type != "meeting")
    return {r.actor for r in told if r.actor and role in (None, r.role)}


def _counts_fit(earlier: int | None, later: int | None, definite: bool, unreal: bool) -> bool:
    """Whether "first", "second", "another" let two mentions be one event."""
    if later == -1:
        return unreal and earlier in (-1, 2)
    if APART in (earlier, later):
        return earlier == later
    if earlier is not None and later is not None:
        return earlier == later
    if later is not None:
        return later <= 1
    return earlier is None or definite or earlier not in (-1, 2, 3, 4, 5)


def _real(status: Status) -> bool:
    return status in (Status.OCCURRED, Status.ONGOING)
