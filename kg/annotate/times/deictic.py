"""Readers of dates that point from the day of writing: "yesterday", "last week", "this summer".

"last week" is the Monday-to-Sunday week before. "this week", "this month", "this year" keep their whole
value, but their days stop at publication on the side that the tense rules out; "the last month" and "the
next year" have the value of the calendar's, and the days that reach up to or from publication.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg.annotate.times import calendar
from kg.annotate.times.context import PUBLISHED, Found, Reading, dated, open_ended
from kg.annotate.times.parts import day_at, narrated, told_by_clause, whole_year
from kg.annotate.times.tense import Tense
from kg.annotate.times.weekdays import STEP, on_day, part_of, without_day
from kg.model import Interval, TimeType

NARRATIVE = frozenset({"prev", "following", "that", "same"})
LEANING = NARRATIVE | {"next"}
"""What they say of a part of day needs a day spoken of before."""
UNIT_X = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "quarter": "XXXX-QX"}


def read_relday(found: Found) -> Reading | None:
    """Read "today", "yesterday", "the day after tomorrow", "yesterday evening"."""
    now, part = found.context.published, part_of(found)
    if now is None:
        reference = {0: "PRESENT_REF", -1: "PAST_REF", -2: "PAST_REF"}.get(
            int(found.value("d")), "FUTURE_REF"
        )
        return open_ended(reference, "unanchored")
    return on_day(now + timedelta(days=int(found.value("d"))), "relative-day", PUBLISHED, part)


def read_tonight(found: Found) -> Reading | None:
    """Read "tonight", "overnight"; told after a day in its sentence, overnight begins on that day."""
    context, now = found.context, found.context.published
    value = f"T{found.value('p')}"
    if found.kind("p") == "overnight" and found.tense is Tense.PAST:
        before = context.latest(("day",), since=context.parse.tokens[found.first].sent, not_after=now)
        base = context.done[before].interval.earliest if before is not None else None
        if base is not None:
            return on_day(base, "overnight-narrative", before, value)
    if now is None:
        return without_day("XXXX-XX-XX", value)
    return on_day(now, "tonight", PUBLISHED, value)


def read_daypart(found: Found) -> Reading | None:
    """Read "this morning", "last night", "that evening", "the next morning", "mid-morning yesterday"."""
    now, kind = found.context.published, found.kind("r") if found.has("r") else ""
    part = f"T{found.words('p')[-1][1]}"
    if found.kind("p") == "tunits":
        part = "TMO" if found.value("p") == "early" else f"T{found.value('p')}"
    if found.has("d"):
        return _daypart_of(found, part)
    if kind in ("this",) and now is not None:
        return on_day(now, "daypart-this", PUBLISHED, part)
    if kind == "last" and now is not None:
        return on_day(now - timedelta(days=1), "daypart-last", PUBLISHED, part)
    step = {"after": 1, "following": 1, "before": -1}.get(found.context.lower(found.last + 1), 0)
    if not kind and step:
        return _beside_part(found, part, step)
    if not kind and told_by_clause(found):
        return without_day("XXXX-XX-XX", part)
    before = narrated(found, ("day",))
    base = found.context.done[before].interval.earliest if before is not None else None
    anchor: str | int | None = before
    if base is None:
        if now is None or (kind in LEANING and found.tense is not Tense.FUTURE):
            return without_day("XXXX-XX-XX", part)
        base, anchor = now, PUBLISHED
    step = {"next": 1, "following": 1, "prev": -1}.get(kind, 0)
    return on_day(base + timedelta(days=step), "daypart-narrative", anchor, part)


def _beside_part(found: Found, part: str, step: int) -> Reading | None:
    """As in "the morning after Monday's debate", "the night before"; beside an event its day is not known."""
    context, at = found.context, found.last + 2
    day, anchor = day_at(found, at), len(context.done) + 1
    if day is None and (at >= len(context.parse.tokens) or context.parse.tokens[at].pos == "PUNCT"):
        before = narrated(found, ("day",))
        if before is not None:
            day, anchor = context.done[before].interval.earliest, before
    moved = calendar.move(day, step, "D") if day is not None else None
    return on_day(moved, "daypart-beside", anchor, part) if moved else without_day("XXXX-XX-XX", part)


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


def side(found: Found) -> Tense:
    """The side of publication that "earlier" or "later" before a running period leaves, else its tense."""
    kinds = {k for k, _ in found.words("pre")} if found.has("pre") else set()
    if "earlier" in kinds:
        return Tense.PAST
    return Tense.FUTURE if "later" in kinds else found.tense


def read_deictic(found: Found) -> Reading | None:
    """Read "last week", "this year", "the past decade", "next month", "the following year", "that day"."""
    kind = "prev" if found.has("b") else found.kind("r")
    unit, value = found.kind("u"), found.value("u")
    if unit == "weekend":
        return _weekend(found, kind)
    letter = "Q" if unit == "quarter" else str(value)
    fixed = found.context.lower(found.first) == "the" and not found.has("pre")
    the_last, the_next = fixed and kind == "last", fixed and kind == "next"
    if (the_last or the_next) and found.context.lower(found.last + 1) == "of":
        return open_ended(UNIT_X.get(calendar.GRAIN[letter], "XXX"), "unit-beside")
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
    if (kind == "past" and letter in "WMQYEC") or (the_last and letter in "WMYE"):
        start = calendar.move(now, -1, letter)
        return dated(whole, rule, anchor=PUBLISHED, interval=Interval(start, now))
    if the_next and letter in "WMYE" and (end := calendar.move(now, 1, letter)):
        return dated(whole, rule, anchor=PUBLISHED, interval=Interval(now, end))
    if STEP.get(kind, 0) == 0:
        return dated(whole, rule, anchor=PUBLISHED, interval=cut(calendar.days(whole), now, side(found)))
    return dated(whole, rule, anchor=PUBLISHED)


def beside(found: Found, at: int, step: int) -> Reading | None:
    """The unit before or after a day named at token ``at``, "the week after June 3"; else one not known."""
    letter, day = str(found.value("u")), day_at(found, at)
    if letter not in "DWMY":
        return None
    grain = calendar.GRAIN[letter]
    moved = calendar.move(day, step, letter) if day is not None else None
    if moved is None:
        return open_ended(UNIT_X[grain], "unit-beside") if letter != "D" else None
    return dated(calendar.at_grain(moved, grain), "unit-beside", anchor=len(found.context.done) + 1)


def read_before(found: Found) -> Reading | None:
    """Read "the year before"; in "the week before the vote" only the week is marked, and it is not known."""
    if not _ends_clause(found):
        return beside(found, found.last + 1, -1)
    reading = read_deictic(found)
    return reading and reading.but(first=found.first, last=found.last)


FINER = {
    "D": ("day",), "W": ("day", "week"), "M": ("day", "week", "month"), "Q": ("day", "month", "quarter"),
}  # fmt: skip
"""What a unit may be counted from: nothing coarser than itself."""


def _narrative_unit(found: Found, kind: str, letter: str) -> Reading | None:
    """The unit before, at or after the story's last date ("the following month")."""
    before = narrated(found, FINER.get(letter, ("day", "week", "month", "quarter", "year")))
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
    """Read "the weekend", "over the weekend"; "a weekend" is any."""
    if found.context.lower(found.first - 1) in ("a", "an", "another"):
        return None
    return _weekend(found, "")


def read_season(found: Found) -> Reading | None:
    """Read "last fall", "this summer", "the winter of 2004", "summer"."""
    season, now = str(found.value("s")), found.context.published
    year = whole_year(found)
    if year is not None:
        # "the winter of 1946-47" began in its first year
        days = _season_days(season, year + 1) if found.has("y2") and season == "WI" else None
        anchor = None if found.has("oy") else PUBLISHED
        return dated(f"{year:04d}-{season}", "season-year", anchor=anchor, interval=days)
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
    """Read "year-end", "the year's end": of the running year, told in the past of the one before."""
    now, letter = found.context.published, str(found.value("u"))
    if letter not in "YM":
        return None
    if now is None:
        return open_ended("XXXX" if letter == "Y" else "XXXX-XX", "unanchored")
    over = found.tense is Tense.PAST and letter == "Y" and now.month < 12
    value = f"{now.year - 1:04d}" if over else calendar.at_grain(now, calendar.GRAIN[letter])
    return dated(value, "year-end", anchor=PUBLISHED, interval=calendar.third(calendar.days(value), "late"))
