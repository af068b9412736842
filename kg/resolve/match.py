"""Comparing two event mentions: what they share, what contradicts, how sure one may be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from kg.model import Interval, Status
from kg.resolve.gazetteer import lies_in
from kg.schema import EventType

UNDATED_DAYS = 3
"""An undated mention may be one with a dated event only if published within so many days of it."""
PLANS = frozenset({Status.PLANNED, Status.PROPOSED})
PAST = frozenset({Status.OCCURRED, Status.ONGOING})
_DOUBTED = frozenset({Status.PROPOSED, Status.HYPOTHETICAL, Status.DENIED})
_ANOTHER_WORD = {"summit": "meeting"}
_STEM = 4
ONCE_DAYS = 60
"""What happens once is one event in undated news at most so many days from it."""
_GRACE = 1
"""Days for time zones."""
_ONCE_DATED, _ONCE, _AT_SITE = 0.8, 0.7, 0.75
"""Scores of what is one by its kind rather than by whom it joins: what happens once to a person, with two
dates and with one at most; what took place somewhere on a day."""
_VAGUE = 0.5
"""Dates that share less than this part of their days need the same word beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Mentions of one article that are one event, with merged actors in their roles."""

    root: str
    document: str
    type: str
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    days: Interval = Interval()
    places: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    published: date | None = None
    statuses: frozenset[str] = frozenset()
    acts_on: str | None = None
    """Mention that it calls off, moves or reinstates."""
    unnamed: frozenset[str] = frozenset()
    """Participants known in their article alone: their ids tell nothing apart."""
    people: frozenset[str] = frozenset()
    """Participants that are persons with a name."""
    sites: frozenset[str] = frozenset()
    """Places smaller than a state, with a name, where it took place or that it was done to."""
    leads: dict[str, str] = field(default_factory=dict)
    """Participant -> the state whose leader articles call that person, where the article names both."""

    @property
    def participants(self) -> frozenset[str]:
        return frozenset().union(*self.roles.values()) if self.roles else frozenset()

    def precise(self, width: int) -> bool:
        """Whether both ends are known and at most ``width`` days apart."""
        early, late = self.days.earliest, self.days.latest
        return bool(early and late and (late - early).days <= width)


@dataclass(frozen=True, slots=True)
class Match:
    """``conflict`` is why, in spite of the score, the two are not one."""

    score: float
    reasons: tuple[str, ...]
    conflict: str | None = None


def compare(left: Node, right: Node, type_: EventType) -> Match | None:
    """How far two mentions of one type may be one event; ``None`` where nothing speaks for it.

    :param type_: what the events are; its ``merge`` keys are what they must agree on.
    """
    if not left.days.meets(right.days):
        return None
    if (once := once_key(left, type_)) and once == once_key(right, type_):
        return _once(left, right, type_)
    if not (left.days or right.days):
        return None
    words = set(map(kin, left.triggers)) & set(map(kin, right.triggers))
    if words and (sites := _same_site(left, right, type_)):
        reasons = (f"both at {', '.join(sorted(sites))} on that day", f"same word {min(words)!r}")
        return Match(_AT_SITE, reasons, conflict(_named(left), _named(right), type_.merge))
    return _alike(left, right, type_, words)


def _alike(left: Node, right: Node, type_: EventType, words: set[str]) -> Match | None:
    """Two mentions that share participants; one of them at least has a date."""
    shared = left.participants & right.participants | stand_in(left, right)
    same_word = bool(words)
    if not shared or (len(shared) < 2 and not _one_is_enough(left, right, type_, same_word=same_word)):
        return None
    reasons = [f"both have {', '.join(sorted(shared))}"]
    if left.days and right.days:
        score = _overlap(left.days, right.days)
        if score < _VAGUE and not same_word:
            return None
        reasons.append("their dates agree" if score == 1 else "their dates meet")
    elif not (same_word and len(shared) > 1 and _told_at_once(left, right)):
        return None
    else:
        score = 0.5
        reasons.append("one is undated, but the articles tell of it within days and in the same word")
    if same_word:
        reasons.append(f"same word {min(left.triggers & right.triggers or words)!r}")
    score = min(0.35 + 0.3 * score + 0.1 * len(shared) + (0.1 if same_word else 0.0), 1.0)
    return Match(score, tuple(reasons), conflict(left, right, type_.merge))


def kin(word: str) -> str:
    """*meet* and *meeting* are one word here, and a summit is a meeting."""
    return _ANOTHER_WORD.get(word, word)[:_STEM]


def once_key(node: Node, type_: EventType) -> str | None:
    """The person to whom the event happens once, with what happens; ``None`` where it is not of that kind."""
    actors = node.roles.get(type_.once or "", frozenset())
    if len(actors) != 1 or not actors <= node.people or not firm(node):
        return None
    kinds = [min(words) for words in type_.once_words if not words.isdisjoint(node.triggers)]
    return f"{kinds[0]} {min(actors)}" if kinds else None


def _once(left: Node, right: Node, type_: EventType) -> Match | None:
    """What happens once to a person, told twice; a mention without a day must be told near the other."""
    (person,) = left.roles[type_.once or ""]
    reasons = [f"it happens once to {person}"]
    if left.days and right.days:
        reasons.append("their dates meet")
    elif _told_near(left, right, type_):
        reasons.append("undated, but told within two months")
    else:
        return None
    score = _ONCE_DATED if left.days and right.days else _ONCE
    return Match(score, tuple(reasons), conflict(_named(left), _named(right), type_.merge))


def _told_near(left: Node, right: Node, type_: EventType) -> bool:
    """Whether an undated mention was published near the day of the other, or, of what happens once in a
    life, near the other's publication: news not before the day, plans not after it."""
    if not (left.days or right.days):
        one, two = left.published, right.published
        return bool(type_.once_ever and one and two and abs((one - two).days) <= ONCE_DAYS)
    dated, undated = (left, right) if left.days else (right, left)
    day, first, last = undated.published, dated.days.earliest, dated.days.latest
    if day is None or first is None or last is None:
        return False
    if (first - day).days > _GRACE and not PAST.isdisjoint(undated.statuses):
        return False
    if (day - last).days > _GRACE and undated.statuses <= PLANS:
        return False
    return (first - day).days <= ONCE_DAYS and (day - last).days <= ONCE_DAYS


def named_roles(node: Node) -> dict[str, frozenset[str]]:
    """The roles with those actors that have a name."""
    return {role: actors - node.unnamed for role, actors in node.roles.items()}


def _named(node: Node) -> Node:
    return replace(node, roles=named_roles(node))


def stand_in(left: Node, right: Node) -> frozenset[str]:
    """The state of one side where the other has its leader, in symmetric events whose other participants
    are the same."""
    mine, theirs = left.participants - left.unnamed, right.participants - right.unnamed
    if len(mine) < 2 or set(left.roles) != {"participant"} or set(right.roles) != {"participant"}:
        return frozenset()
    ours, others = mine - theirs, theirs - mine
    if len(ours) != 1 or len(others) != 1:
        return frozenset()
    (a,), (b,) = ours, others
    if left.leads.get(a) == b:
        return frozenset({b})
    return frozenset({a}) if right.leads.get(b) == a else frozenset()


def _same_site(left: Node, right: Node, type_: EventType) -> frozenset[str]:
    """Places that tell, with the day and the word, one event from others, whoever took part."""
    if "place" not in type_.by_day or left.days != right.days or not left.precise(0):
        return frozenset()
    return left.sites & right.sites


def _one_is_enough(left: Node, right: Node, type_: EventType, *, same_word: bool) -> bool:
    """With a single participant in common, on the same day: it is all that one of them names, and the word
    is the same; or the type is told apart by whoever has that role and the day."""
    if left.days != right.days or not left.precise(0):
        return False
    if min(len(left.participants), len(right.participants)) == 1 and same_word:
        return True
    return any(left.roles.get(r, frozenset()) & right.roles.get(r, frozenset()) for r in type_.by_day)


def _overlap(left: Interval, right: Interval) -> float:
    """Shared days over days of both; an open end counts as little."""
    if not (left.earliest and left.latest and right.earliest and right.latest):
        return 0.2
    both = (min(left.latest, right.latest) - max(left.earliest, right.earliest)).days + 1
    either = (max(left.latest, right.latest) - min(left.earliest, right.earliest)).days + 1
    return max(both, 0) / either


def _told_at_once(left: Node, right: Node) -> bool:
    """Whether the undated one was published close to the other's day: news not before it, plans not after."""
    dated, undated = (left, right) if left.days else (right, left)
    day = undated.published
    if day is None or not dated.precise(UNDATED_DAYS) or not dated.days.latest or not dated.days.earliest:
        return False
    after, before = (day - dated.days.latest).days, (dated.days.earliest - day).days
    if before > 1 and undated.statuses and undated.statuses <= PAST:
        return False  # a day's grace for time zones
    if after > 0 and undated.statuses and undated.statuses <= PLANS:
        return False
    return max(after, before) <= UNDATED_DAYS


def firm(node: Node) -> bool:
    """Whether somebody tells it as more than asked for, imagined or denied."""
    return not node.statuses <= _DOUBTED


def conflict(left: Node, right: Node, keys: tuple[str, ...]) -> str | None:
    """What tells the two apart although they are alike."""
    for role in ("agent", "target", "theme"):
        mine, theirs = left.roles.get(role), right.roles.get(role)
        if role in keys and mine and theirs and mine.isdisjoint(theirs):
            return f"different {role}: {', '.join(sorted(mine))} and {', '.join(sorted(theirs))}"
    if left.places and right.places and not compatible_places(left.places, right.places):
        return f"different places: {', '.join(sorted(left.places))} and {', '.join(sorted(right.places))}"
    return None


def compatible_places(left: frozenset[str], right: frozenset[str]) -> bool:
    """Same place, or one lies in the other, or one is not told; unknown ones prove nothing."""
    if not (left and right):
        return True
    known = [(a, b) for a in left for b in right if ":" in a and ":" in b]
    if len(known) < len(left) * len(right):
        return True
    return any(lies_in(a, b) or lies_in(b, a) for a, b in known)
