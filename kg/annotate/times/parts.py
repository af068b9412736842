"""What readers share: the year an expression names, a day of the month, the choice between years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, found_of
from kg.annotate.times.grammar import match_at
from kg.annotate.times.lexicon import Value
from kg.annotate.times.numbers import year_in_words
from kg.annotate.times.tense import Direction, Tense
from kg.model import Interval


def whole_year(found: Found) -> int | None:
    """The year that the expression names or points at ("of last year"), ``None`` if it leaves it open."""
    for name in ("y", "oy"):
        if found.has(name):
            kind, value = found.words(name)[-1]
            if kind in ("year4", "longnum"):
                return int(value)
    if found.has("oys"):
        return short_year(found)
    if found.has("oy2"):
        return year_in_words(found.words("oy2"))
    for name in ("yr", "oyr"):
        if found.has(name):
            return relative_year(found, name)
    return None


def short_year(found: Found) -> int | None:
    """The year of "'98": the nearest such one not more than twenty years ahead of publication."""
    name, now = "oys" if found.has("oys") else "y", found.context.published
    raw = str(found.value(name))
    if len(raw) != 2 or not raw.isdigit() or now is None:
        return None
    year = now.year - now.year % 100 + int(raw)
    return year - 100 if year > now.year + 20 else year


def relative_year(found: Found, name: str) -> int | None:
    """The year of "last year", "that year", "the following year"."""
    context = found.context
    offset = {"last": -1, "past": -1, "prev": -1, "next": 1, "following": 1, "coming": 1}
    kinds = [k for k, _ in found.words(name)]
    step = next((offset[k] for k in kinds if k in offset), 0)
    if {"that", "same", "prev", "following"} & set(kinds):
        before = context.latest(("year", "month", "day", "quarter"))
        if before is not None and (start := context.done[before].interval.earliest):
            return start.year + step
    return context.published.year + step if context.published else None


def framed_year(found: Found) -> int | None:
    """Number of the reading of a year that frames the sentence: "In 2016, they met in June and again in May".

    A bare year in front of the clause holds for the months and days in it, unless they lie ahead.
    """
    context, now = found.context, found.context.published
    tokens = context.parse.tokens
    sentence = tokens[found.first].sent
    first = context.parse.sentences[sentence].first
    frame = None
    for n, _ in context.recent(sentence):
        frame = n
        if n < len(context.done) - 1 and context.done[n + 1].rule.endswith("-year"):
            return None
    if frame is None or context.done[frame].rule != "year":
        return None
    at = context.done[frame].first
    fronted = at - first <= 3 and {context.lower(at - 1), context.lower(at - 2)} & {"in", "during"}
    past = now is not None and int(context.done[frame].value) < now.year
    return None if not fronted or (past and found.direction == (Tense.FUTURE, True)) else frame


SOON = 550
"""Days ahead that a plan is told of with its months; farther off are years when bonds fall due."""


def year_to_come(found: Found, month: int) -> tuple[int, int] | None:
    """A month after one with its year in the same sentence, where that lies ahead, and that reading's number.

    As in "takes office in January 2031 and faces voters in November".
    """
    context, now = found.context, found.context.published
    if not context.done or now is None:
        return None
    before, tokens = context.done[-1], context.parse.tokens
    start = before.interval.earliest
    named = before.rule in ("month-year", "day-year") and before.anchor is None
    same = tokens[before.first].sent == tokens[found.first].sent
    if start is None or not 0 < (start - now).days <= SOON or not named or not same:
        return None
    return start.year + (month < start.month), len(context.done) - 1


def ended_on(found: Found) -> date | None:
    """The day in "the quarter ended June 30", "the three months ending on March 31, 2020"."""
    context, at = found.context, found.last + 1
    if context.lower(at) not in ("ended", "ending", "ends"):
        return None
    return day_at(found, at + 2 if context.lower(at + 1) == "on" else at + 1)


def told_by_clause(found: Found) -> bool:
    """Whether a clause right after says which: "the night he was shot", "the year the war ended"."""
    parse, last = found.context.parse, found.last
    below = (c for c in parse.children[last] if c > last and parse.tokens[c].dep == "relcl")
    return any(
        parse.tokens[s].dep in ("nsubj", "nsubjpass")
        and parse.tokens[s].tag not in ("WDT", "WP")
        and "," not in (parse.tokens[k].text for k in range(last + 1, s))
        for c in below
        for s in parse.children[c]
    )


def narrated(found: Found, grains: Sequence[str]) -> int | None:
    """Number of the reading that "that night" leans on; what is told as past leans on no day to come."""
    context, now = found.context, found.context.published
    before = context.latest(grains)
    start = context.done[before].interval.earliest if before is not None else None
    if start is None or now is None or start <= now or found.tense is not Tense.PAST:
        return before
    since = context.parse.tokens[found.first].sent - 2
    return context.latest(grains, since=since, not_after=now)


def day_at(found: Found, at: int) -> date | None:
    """The day that an expression names which begins at token ``at``."""
    context = found.context
    if context.read is None:
        return None
    match = match_at("".join(w.letter for w in context.words[at : at + 6]), 0)
    day = context.read(found_of(context, match, at)) if match else None
    return day.interval.latest if day is not None and calendar.grain(day.value) == "day" else None


def up_to_end(found: Found, reading: Reading, count: float, unit: str) -> Reading:
    """A length of time with the days it covers where its last day follows, the very next reading."""
    end = ended_on(found)
    after = calendar.move(end, 1, "D") if end is not None else None
    start = calendar.move(after, -count, unit) if after is not None else None
    if end is None or start is None:
        return reading
    span = Interval(start, end)
    return reading.but(
        interval=span,
        edtf=calendar.edtf_span(span),
        rule=reading.rule + "-ended",
        anchor=len(found.context.done) + 1,
    )


def anchored(found: Found) -> str | None:
    """``published`` where the year was read off the publication date."""
    return (
        PUBLISHED
        if not (found.has("y") or found.has("oy") or found.has("oy2")) and found.context.published
        else None
    )


def day_of(words: list[tuple[str, Value]]) -> int | None:
    """Day of the month (or any ordinal) from "12", "12th", "twelfth", "twenty-first"."""
    kind, value = next(((k, v) for k, v in reversed(words) if k not in ("of", "the")), ("", ""))
    if isinstance(value, str):
        digits = value[:-2] if kind == "ordnum" else value
        return int(digits) if digits.isdigit() else None
    tens = [v for k, v in words[:-1] if k == "number" and isinstance(v, int)]
    return int(value) + sum(tens)


AGAINST = 180
"""Days by which a candidate that goes against an unsure tense counts as farther off."""


def nearest_year(now: date, candidates: list[date], direction: Direction) -> date | None:
    """The candidate nearest to publication; a sure tense forbids the other side, an unsure one handicaps it.

    Newspapers leave the year out of dates of about the running year (AP Stylebook, "months").
    """
    tense, sure = direction
    against = YEAR if sure else AGAINST
    if direction == SCHEDULED:
        tense, against = Tense.FUTURE, YEAR - MONTH

    def cost(day: date) -> int:
        wrong = (tense is Tense.PAST and day > now) or (tense is Tense.FUTURE and day < now)
        return abs((day - now).days) + (wrong and against)

    return min(candidates, key=cost) if candidates else None


YEAR, MONTH = 370, 70
"""Days by which a sure tense puts the other side farther off; 29 February is not sought years away."""
SCHEDULED = Direction(Tense.PRESENT, True)
"""As in "takes effect on July 4": the coming one, unless it was only a month ago."""


def said(found: Found) -> Direction:
    """The direction that "last", "next" or "back in" before a date names, else that of its clause."""
    kind = found.kind("r") if found.has("r") else ""
    if kind in ("last", "past") or found.context.lower(found.first - 2) == "back":
        return Direction(Tense.PAST, True)
    return Direction(Tense.FUTURE, True) if kind in ("next", "coming") else found.direction


def unit_of(found: Found) -> str:
    """Letter of the unit: D W M Q Y E C, ``TH`` ``TM`` ``TS`` for times of day."""
    kind, value = found.words("u")[-1]
    if kind in ("tunit", "tunits"):
        return f"T{value}"
    if kind == "second":
        return "TS"
    return "Q" if kind in ("quarter", "quarters") else str(value)
