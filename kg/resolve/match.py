"""Comparing two event mentions: what they share, what contradicts, how sure one may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kg.model import Interval, Status
from kg.resolve.gazetteer import lies_in

UNDATED_DAYS = 3
"""An undated mention may be one with a dated event only if published within so many days of it."""
PLANS = frozenset({Status.PLANNED, Status.PROPOSED})
PAST = frozenset({Status.OCCURRED, Status.ONGOING})
_ANOTHER_WORD = {"summit": "meeting"}
_STEM = 4
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
    """Group that it calls off, moves or reinstates."""

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


def compare(left: Node, right: Node, keys: tuple[str, ...]) -> Match | None:
    """How far two mentions of one type may be one event; ``None`` where nothing speaks for it.

    :param keys: what the type must agree on: participants, agent, target, time, place, ordinal, theme.
    """
    shared = left.participants & right.participants
    if not shared or not left.days.meets(right.days) or not (left.days or right.days):
        return None
    words = set(map(kin, left.triggers)) & set(map(kin, right.triggers))
    same_word = bool(words)
    reasons = [f"both have {', '.join(sorted(shared))}"]
    if len(shared) < 2 and not _one_is_enough(left, right, same_word=same_word):
        return None
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
    return Match(score, tuple(reasons), _conflict(left, right, keys))


def kin(word: str) -> str:
    """*meet* and *meeting* are one word here, and a summit is a meeting."""
    return _ANOTHER_WORD.get(word, word)[:_STEM]


def _one_is_enough(left: Node, right: Node, *, same_word: bool) -> bool:
    """With a single participant in common: it is all that one of them names, the days are the same and so
    is the word; or that participant alone makes the event (nobody else is named on either side)."""
    lone = min(len(left.participants), len(right.participants)) == 1
    return lone and same_word and left.days == right.days and left.precise(0)


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


def _conflict(left: Node, right: Node, keys: tuple[str, ...]) -> str | None:
    """What tells the two apart although they are alike."""
    for role in ("agent", "target", "theme"):
        mine, theirs = left.roles.get(role), right.roles.get(role)
        if role in keys and mine and theirs and mine.isdisjoint(theirs):
            return f"different {role}: {', '.join(sorted(mine))} and {', '.join(sorted(theirs))}"
    if left.places and right.places and not compatible_places(left.places, right.places):
        return f"different places: {', '.join(sorted(left.places))} and {', '.join(sorted(right.places))}"
    if left.acts_on and right.acts_on and left.acts_on != right.acts_on:
        return "they act on different events"
    return None


def compatible_places(left: frozenset[str], right: frozenset[str]) -> bool:
    """Same place, or one lies in the other, or one is not told; unknown ones prove nothing."""
    if not (left and right):
        return True
    known = [(a, b) for a in left for b in right if ":" in a and ":" in b]
    if len(known) < len(left) * len(right):
        return True
    return any(lies_in(a, b) or lies_in(b, a) for a, b in known)
