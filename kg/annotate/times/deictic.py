"""Readers of dates that point from the day of writing: weekdays, "yesterday", "last week", "this summer".

Weekdays (dateparser's open reports on news are the counter-examples): a past clause means the nearest
such day up to publication, that day included; a future one the nearest from it on. "last week" is the
Monday-to-Sunday week before. "this week", "this month", "this year" keep their whole value, but their
days stop at publication on the side that the tense rules out.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.parts import whole_year
from kg.annotate.times.tense import Tense, up, verbs
from kg.model import Interval, TimeType

STEP = {"last": -1, "past": -1, "prev": -1, "next": 1, "coming": 1, "following": 1, "latest": 0}
NARRATIVE = frozenset({"prev", "following", "that", "same"})
UNIT_X = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "quarter": "XXXX-QX"}


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
    ahead = _looks_ahead(found, (now.isoweekday() - weekday) % 7)
    day = weekday_near(now, weekday, Tense.FUTURE if ahead else Tense.PAST)
    return day, "weekday-future" if ahead else "weekday-past"


NEAR_PAST = 3
"""An unsure look ahead gives way to a weekday of at most so many days ago."""


def _looks_ahead(found: Found, behind: int) -> bool:
    """Whether a bare weekday is the coming one. "Friday's ruling" is last Friday's unless surely so."""
    tense, sure = found.direction
    if _deferred(found):
        return True
    if tense not in (Tense.FUTURE, Tense.PRESENT):
        return False
    possessive = found.context.lower(found.last + 1) == "'s"
    if sure and not (possessive and tense is Tense.PRESENT):
        return True
    if possessive:
        return False
    return behind > NEAR_PAST


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
    part = _part(found)
    kind = found.kind("r") if found.has("r") else ""
    anchor: str | int = PUBLISHED
    if kind in ("prev", "following", "same", "that"):
        before = found.context.latest(("day",))
        base = found.context.done[before].interval.earliest if before is not None else None
        if base is not None and before is not None:
            back = (base.isoweekday() - weekday) % 7
            step = -(back or 7) if kind == "prev" else -back if kind in ("same", "that") else (7 - back)
            return _day(base + timedelta(days=step), "weekday-narrative", before, part)
    chosen = weekday_of(found)
    if chosen is None:
        return _with_part(f"XXXX-WXX-{weekday}", part)
    return _day(chosen[0], chosen[1], anchor, part)


def _part(found: Found) -> str:
    """``TNI`` for a part of day, ``T12:00`` for noon, nothing without either."""
    return f"T{found.words('part')[-1][1]}" if found.has("part") else ""


def _with_part(value: str, part: str) -> Reading:
    kind = TimeType.TIME if part else TimeType.DATE
    return open_ended(value + part, "unanchored", type=kind)


def _day(day: date, rule: str, anchor: str | int | None, part: str) -> Reading | None:
    kind = TimeType.TIME if part else TimeType.DATE
    return dated(day.isoformat() + part, rule, anchor=anchor, type=kind)


def read_relday(found: Found) -> Reading | None:
    """Read "today", "yesterday", "the day after tomorrow", "yesterday evening"."""
    now, part = found.context.published, _part(found)
    if now is None:
        reference = {0: "PRESENT_REF", -1: "PAST_REF", -2: "PAST_REF"}.get(
            int(found.value("d")), "FUTURE_REF"
        )
        return open_ended(reference, "unanchored")
    return _day(now + timedelta(days=int(found.value("d"))), "relative-day", PUBLISHED, part)


def read_tonight(found: Found) -> Reading | None:
    """Read "tonight", "overnight"."""
    now = found.context.published
    value = f"T{found.value('p')}"
    if now is None:
        return _with_part("XXXX-XX-XX", value)
    return _day(now, "tonight", PUBLISHED, value)


def read_daypart(found: Found) -> Reading | None:
    """Read "this morning", "last night", "that evening", "the next morning", "mid-morning yesterday"."""
    now, kind = found.context.published, found.kind("r") if found.has("r") else ""
    part = f"T{found.words('p')[-1][1]}"
    if found.has("d"):
        return _daypart_of(found, part)
    if kind in ("this",) and now is not None:
        return _day(now, "daypart-this", PUBLISHED, part)
    if kind == "last" and now is not None:
        return _day(now - timedelta(days=1), "daypart-last", PUBLISHED, part)
    before = found.context.latest(("day",))
    base = found.context.done[before].interval.earliest if before is not None else None
    anchor: str | int | None = before
    if base is None:
        if now is None:
            return _with_part("XXXX-XX-XX", part)
        base, anchor = now, PUBLISHED
    step = {"next": 1, "following": 1, "prev": -1}.get(kind, 0)
    return _day(base + timedelta(days=step), "daypart-narrative", anchor, part)


def _daypart_of(found: Found, part: str) -> Reading | None:
    """As in "the night of May 9", "mid-morning yesterday"."""

    day = found.inner("d")
    if day is None or calendar.grain(day.value) != "day":
        return None
    return day.but(type=TimeType.TIME, value=day.value[:10] + part)


def cut(span: Interval, now: date, tense: Tense) -> Interval:
    """The days of a running period that the tense leaves: up to publication, or from it on."""
    if span.earliest is None or span.latest is None or not span.earliest <= now <= span.latest:
        return span
    if tense is Tense.PAST:
        return Interval(span.earliest, now)
    return Interval(now, span.latest) if tense is Tense.FUTURE else span


def read_deictic(found: Found) -> Reading | None:
    """Read "last week", "this year", "the past decade", "next month", "the following year", "that day"."""
    kind = "prev" if found.has("b") else found.kind("r")
    unit, value = found.kind("u"), found.value("u")
    if found.has("b") and not _ends_clause(found):
        return None
    if unit == "weekend":
        return _weekend(found, kind)
    letter = "Q" if unit == "quarter" else str(value)
    if letter == "F" or (kind == "latest" and letter != "Q"):
        return None
    grain = calendar.GRAIN[letter]
    if letter == "D" and kind in ("past", "coming", "latest"):
        return None
    now = found.context.published
    told = kind == "next" and found.context.lower(found.first) == "the" and found.tense is Tense.PAST
    if kind in NARRATIVE or told or (letter == "D" and kind in ("next", "last")):
        if (reading := _narrative_unit(found, kind, letter)) is not None:
            return reading
        if told or (kind == "following" and found.tense is Tense.PAST):
            return open_ended(UNIT_X.get(grain, "XXX"), "unanchored")
        if kind in ("same", "that") and letter != "D":
            kind = "this" if kind == "same" else "last"
    if now is None:
        return open_ended(UNIT_X.get(grain, "XXX"), "unanchored")
    if letter == "Q" and kind == "latest":
        moved_day = calendar.move(now, -1, "Q")
    else:
        moved_day = calendar.move(now, STEP.get(kind, 0), letter)
    if moved_day is None:
        return None
    whole = calendar.at_grain(moved_day, grain)
    rule = f"{grain}-{kind}"
    if kind in ("past",) and letter in "WMQYEC":
        start = calendar.move(now, -1, letter)
        return dated(whole, rule, anchor=PUBLISHED, interval=Interval(start, now))
    if STEP.get(kind, 0) == 0:
        return dated(whole, rule, anchor=PUBLISHED, interval=cut(calendar.days(whole), now, found.tense))
    return dated(whole, rule, anchor=PUBLISHED)


FINER = {
    "D": ("day",), "W": ("day", "week"), "M": ("day", "week", "month"), "Q": ("day", "month", "quarter"),
}  # fmt: skip
"""What a unit may be counted from: nothing coarser than itself."""


def _narrative_unit(found: Found, kind: str, letter: str) -> Reading | None:
    """The unit before, at or after the story's last date ("the following month")."""
    before = found.context.latest(FINER.get(letter, ("day", "week", "month", "quarter", "year")))
    base = found.context.done[before].interval.earliest if before is not None else None
    moved = calendar.move(base, STEP.get(kind, 0), letter) if base else None
    if moved is None:
        return None
    grain = calendar.GRAIN[letter]
    return dated(calendar.at_grain(moved, grain), f"{grain}-narrative", anchor=before)


def _ends_clause(found: Found) -> bool:
    """As in "the year before" with nothing after it that it could be before."""
    tokens = found.context.parse.tokens
    after = tokens[found.last + 1] if found.last + 1 < len(tokens) else None
    return after is None or after.pos in ("PUNCT", "CCONJ") or after.sent != tokens[found.last].sent


def _weekend(found: Found, kind: str) -> Reading | None:
    """The last, this or next weekend; "the weekend" by tense."""
    now = found.context.published
    if now is None:
        return open_ended("XXXX-WXX-WE", "unanchored")
    inside = now.isoweekday() >= 6
    week = now
    if kind in ("last", "past"):
        week = now - timedelta(weeks=1)
    elif kind in ("next", "following"):
        week = now + timedelta(weeks=1)
    elif kind in ("coming",):
        week = now + timedelta(weeks=1) if inside else now
    elif (not inside and kind != "this" and found.tense is not Tense.FUTURE) or (
        not inside and kind == "this" and found.tense is Tense.PAST and now.isoweekday() <= 2
    ):
        week = now - timedelta(weeks=1)
    return dated(calendar.at_grain(week, "weekend"), "weekend", anchor=PUBLISHED)


def read_weekend(found: Found) -> Reading | None:
    """Read "the weekend", "over the weekend"."""
    return _weekend(found, "")


def read_season(found: Found) -> Reading | None:
    """Read "last fall", "this summer", "the winter of 2004", "summer"."""
    season, now = str(found.value("s")), found.context.published
    year = whole_year(found)
    if year is not None:
        return dated(f"{year:04d}-{season}", "season-year", anchor=None if found.has("oy") else PUBLISHED)
    if now is None:
        return open_ended(f"XXXX-{season}", "unanchored")
    kinds = {k for k, _ in found.words("r")} if found.has("r") else set()
    if not kinds and found.first == found.last and found.context.lower(found.first - 1) not in (
        "in", "by", "this", "since", "until", "during", "for", "through", "late", "early",
    ):  # fmt: skip
        return None
    years = [_season_days(season, y) for y in range(now.year - 1, now.year + 3)]
    past = [i for i, s in enumerate(years) if s.earliest and s.earliest <= now]
    over = [i for i, s in enumerate(years) if s.latest and s.latest < now]
    ahead = [i for i, s in enumerate(years) if s.latest and s.latest >= now]
    if kinds & {"last", "past", "prev"}:
        at = over[-1] if over else 0
    elif kinds & {"next", "coming", "following"}:
        at = next(i for i, s in enumerate(years) if s.earliest and s.earliest > now)
    elif "this" in kinds:
        at = 1
    else:
        tense = found.tense
        at = (past[-1] if past else 0) if tense is Tense.PAST else ahead[0] if tense is Tense.FUTURE else 1
    return dated(f"{now.year - 1 + at:04d}-{season}", "season", anchor=PUBLISHED, interval=years[at])


def _season_days(season: str, year: int) -> Interval:
    """Meteorological season; a winter belongs to the year it ends in."""
    if season != "WI":
        return calendar.days(f"{year:04d}-{season}")
    return Interval(date(year - 1, 12, 1), calendar.days(f"{year:04d}-02").latest)


def read_year_end(found: Found) -> Reading | None:
    """Read "year-end", "the year's end": the last days of the running year."""
    now, letter = found.context.published, str(found.value("u"))
    if letter not in "YM":
        return None
    if now is None:
        return open_ended("XXXX" if letter == "Y" else "XXXX-XX", "unanchored")
    value = calendar.at_grain(now, calendar.GRAIN[letter])
    return dated(value, "year-end", anchor=PUBLISHED, interval=calendar.third(calendar.days(value), "late"))
