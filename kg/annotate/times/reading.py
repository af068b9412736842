"""From matches to readings: each rule's reader, edges ("early", "the end of"), nested dates."""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate.times import absolute, calendar, clock, deictic, lengths, narrative
from kg.annotate.times.context import Found, Reading
from kg.annotate.times.grammar import RULES, Match, match_at
from kg.model import Interval

Reader = Callable[[Found], Reading | None]

READERS: dict[str, Reader] = {
    "month-range": absolute.read_month_range,
    "date": absolute.read_date,
    "day-month": absolute.read_date,
    "month": absolute.read_month,
    "year-range": absolute.read_year_range,
    "year": absolute.read_year,
    "year-words": absolute.read_year_words,
    "year-short": absolute.read_year_short,
    "decade": absolute.read_decade,
    "century": absolute.read_century,
    "fiscal": absolute.read_fiscal,
    "academic": absolute.read_academic,
    "quarter": absolute.read_quarter,
    "quarters": absolute.read_quarters,
    "holiday": absolute.read_holiday,
    "week-of": absolute.read_week_of,
    "nth": absolute.read_nth,
    "weekday": deictic.read_weekday,
    "relday": deictic.read_relday,
    "tonight": deictic.read_tonight,
    "daypart": deictic.read_daypart,
    "deictic": deictic.read_deictic,
    "weekend": deictic.read_weekend,
    "season": deictic.read_season,
    "year-end": deictic.read_year_end,
    "ago": narrative.read_ago,
    "year-ago": narrative.read_year_ago,
    "same-period": narrative.read_same_period,
    "the-period": narrative.read_the_period,
    "quarter-of": narrative.read_quarter_of,
    "unit": narrative.read_unit,
    "nth-day": narrative.read_nth_day,
    "span": narrative.read_span,
    "duration": lengths.read_duration,
    "set": lengths.read_set,
    "rate": lengths.read_rate,
    "recent": lengths.read_recent,
    "coming": lengths.read_coming,
    "reference": lengths.read_reference,
    "clock": clock.read_clock,
    "age": lengths.read_age,
}
"""Rule -> its reader; ``iso`` is read beforehand, from the text."""


def read(found: Found) -> Reading | None:
    """The meaning of a match, or ``None`` where the words turn out to be no time."""
    if _title(found):
        return None
    reading = READERS[found.rule](found)
    if reading is not None and found.has("pre"):
        return edged(reading, found)
    return reading


_TITLED = frozenset(
    {"week", "weeks", "minutes", "hours", "today", "tonight", "month", "year", "years", "days", "day"}
)


def _title(found: Found) -> bool:
    """ "60 Minutes", "This Week": the name of a programme, a unit with a capital inside a sentence."""
    tokens = found.context.parse.tokens
    last = tokens[found.last]
    if last.lower not in _TITLED or not last.text.istitle() or found.rule == "holiday":
        return False
    return found.first > found.context.parse.sentences[last.sent].first or found.first < found.last


def edged(reading: Reading, found: Found) -> Reading:
    """Narrow the days to what "early", "mid", "the end of", "the first half of" leave of them."""
    kinds = [k for k, _ in found.words("pre")]
    if "half" in kinds:
        return _halved(reading, second=not ({"ordinal"} & set(kinds)))
    word = next((v for k, v in found.words("pre") if v in ("early", "mid", "late")), None)
    if word is None or calendar.grain(reading.value) == "day":
        return reading
    if any(k in ("earlier", "later") for k, _ in found.words("pre")):
        return reading
    span: Interval = calendar.third(calendar.days(reading.value), str(word))
    if not span:
        return reading
    return reading.but(interval=span, edtf=calendar.edtf_span(span), rule=f"{reading.rule}-{word}")


def _halved(reading: Reading, *, second: bool) -> Reading:
    """ "the first half of 2018" is ``2018-H1``; of a month or a decade, half of its days."""
    if calendar.grain(reading.value) == "year" and reading.interval == calendar.days(reading.value):
        value = f"{reading.value}-H{2 if second else 1}"
        return reading.but(
            value=value, interval=calendar.days(value), edtf=calendar.edtf(value), rule="half-year"
        )
    early, late = reading.interval.earliest, reading.interval.latest
    if early is None or late is None or early == late:
        return reading
    middle = early + (late - early) / 2
    span = Interval(middle, late) if second else Interval(early, middle)
    return reading.but(interval=span, edtf=calendar.edtf_span(span), rule=reading.rule + "-half")


def found_of(parent: Found, match: Match, base: int) -> Found:
    """A match over letters that begin at token ``base``, as a :class:`Found`."""
    parts = {name: (base + start, base + end - 1) for name, start, end in match.parts}
    return Found(parent.context, RULES[match.rule][0], base + match.start, base + match.end - 1, parts)


def read_part(found: Found, name: str) -> Reading | None:
    """The meaning of a part that is itself a time expression ("9 a.m. [Thursday]")."""
    first, last = found.parts[name]
    letters = "".join(w.letter for w in found.context.words[first : last + 1])
    match = match_at(letters, 0, len(letters))
    return read(found_of(found, match, first)) if match else None
