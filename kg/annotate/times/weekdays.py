"""Readers of weekdays: "Thursday", "last Friday", "Monday of last week", "Friday night".

A past clause means the nearest such day up to publication, that day included; a future one the nearest
from it on (dateparser's open reports on news are the counter-examples). A clause that only may look
ahead does so unless the day has just been.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.parts import narrated
from kg.annotate.times.tense import Tense, up, verbs
from kg.model import TimeType

STEP = {"last": -1, "past": -1, "prev": -1, "next": 1, "coming": 1, "following": 1, "latest": 0}


def weekday_near(now: date, weekday: int, tense: Tense) -> date:
    """The ISO weekday nearest to ``now``: not after it unless the tense is future, then not before."""
    if tense is Tense.FUTURE:
        return now + timedelta(days=(weekday - now.isoweekday()) % 7)
    return now - timedelta(days=(now.isoweekday() - weekday) % 7)


def weekday_of(found: Found) -> tuple[date, str] | None:
    """The day of a weekday expression, and the rule that says so."""
    now, weekday = found.context.published, int(found.value("w"))
    if now is None:
        return None
    if found.has("k") and found.value("k") == "W":
        kinds = [k for k, _ in found.words("i")]
        step = next((STEP[k] for k in kinds if k in STEP), 0)
        monday = now - timedelta(days=now.isoweekday() - 1) + timedelta(weeks=step)
        return monday + timedelta(days=weekday - 1), "weekday-of-week"
    kind = found.kind("r") if found.has("r") else ""
    if kind in ("last", "past"):
        back = (now.isoweekday() - weekday) % 7 or 7
        return now - timedelta(days=back), "weekday-last"
    if kind in ("next", "coming"):
        ahead = (weekday - now.isoweekday()) % 7 or 7
        return now + timedelta(days=ahead), "weekday-next"
    if kind == "this":
        monday = now - timedelta(days=now.isoweekday() - 1)
        return monday + timedelta(days=weekday - 1), "weekday-this"
    if found.has("pre") and "earlier" in [k for k, _ in found.words("pre")]:
        return weekday_near(now, weekday, Tense.PAST), "weekday-past"
    ahead = _looks_ahead(found, (now.isoweekday() - weekday) % 7)
    day = weekday_near(now, weekday, Tense.FUTURE if ahead else Tense.PAST)
    return day, "weekday-future" if ahead else "weekday-past"


NEAR_PAST = 3
"""An unsure look ahead gives way to a weekday of at most so many days ago."""


def _looks_ahead(found: Found, behind: int) -> bool:
    """Whether a bare weekday is the coming one. "Friday's ruling" is last Friday's in the present."""
    tense, sure = found.direction
    if _deferred(found) or (tense is Tense.NONE and _listed_ahead(found)):
        return True
    if found.context.lower(found.last + 1) in verbs("future"):
        return True
    if tense is Tense.PAST and behind > NEAR_PAST and _had_been_planned(found):
        return True
    if tense not in (Tense.FUTURE, Tense.PRESENT):
        return False
    possessive = found.context.lower(found.last + 1) == "'s"
    if sure and not (possessive and tense is Tense.PRESENT):
        return True
    if possessive and tense is Tense.PRESENT:
        return False
    return behind > NEAR_PAST + (possessive and not _will(found))


def _had_been_planned(found: Found) -> bool:
    """As in "had been scheduled to meet on Friday": told when it is off, mostly before that day."""
    parse = found.context.parse
    plans = (a for a in up(parse, found.last)[:5] if parse.tokens[a].lemma in verbs("planned"))
    return any(parse.tokens[c].lower == "had" for a in plans for c in parse.children[a])


def _will(found: Found) -> bool:
    """Whether a verb above says "will": "will use Monday's debate" may be the coming one."""
    parse = found.context.parse
    above = up(parse, found.last)[:4]
    return any(parse.tokens[c].lower in verbs("future") for a in above for c in parse.children[a])


def _listed_ahead(found: Found) -> bool:
    """As in "the tender on Tuesday, and its result on Wednesday": goes with the day to come before it."""
    done, tokens = found.context.done, found.context.parse.tokens
    if not done or tokens[done[-1].first].sent != tokens[found.first].sent:
        return False
    return done[-1].rule == "weekday-future"


def _deferred(found: Found) -> bool:
    """As in "postponed until Tuesday", "had given them until Friday": the day lies ahead of a past clause."""
    parse = found.context.parse
    if not any(found.context.lower(found.first - k) in ("until", "till") for k in (1, 2, 3, 4)):
        return False
    if found.tense is Tense.FUTURE:
        return True
    return any(parse.tokens[a].lemma in verbs("defer") for a in up(parse, found.last))


def read_weekday(found: Found) -> Reading | None:
    """Read "Thursday", "last Friday", "Monday of last week", "Friday night", "the previous Tuesday"."""
    weekday = int(found.value("w"))
    part = part_of(found)
    kind = found.kind("r") if found.has("r") else ""
    anchor: str | int = PUBLISHED
    if kind in ("prev", "following", "same", "that"):
        before = narrated(found, ("day",))
        base = found.context.done[before].interval.earliest if before is not None else None
        if base is not None and before is not None:
            back = (base.isoweekday() - weekday) % 7
            step = -(back or 7) if kind == "prev" else -back if kind in ("same", "that") else (7 - back)
            return on_day(base + timedelta(days=step), "weekday-narrative", before, part)
    chosen = weekday_of(found)
    if chosen is None:
        return without_day(f"XXXX-WXX-{weekday}", part)
    return on_day(chosen[0], chosen[1], anchor, part)


def part_of(found: Found) -> str:
    """``TNI`` for a part of day, ``T12:00`` for noon, nothing without either."""
    return f"T{found.words('part')[-1][1]}" if found.has("part") else ""


def without_day(value: str, part: str) -> Reading:
    """A day that is not known, with its part if there is one."""
    kind = TimeType.TIME if part else TimeType.DATE
    return open_ended(value + part, "unanchored", type=kind)


def on_day(day: date, rule: str, anchor: str | int | None, part: str) -> Reading | None:
    """A day, or a part of it."""
    kind = TimeType.TIME if part else TimeType.DATE
    return dated(day.isoformat() + part, rule, anchor=anchor, type=kind)
