"""From matches to readings: each rule's reader, edges ("early", "the end of"), nested dates."""

from __future__ import annotations

from collections.abc import Callable

from kg.annotate.times import (
    absolute,
    calendar,
    clock,
    deictic,
    lengths,
    narrative,
    quarters,
    weekdays,
    years,
)
from kg.annotate.times.context import Found, Reading
from kg.annotate.times.lexicon import lexicon
from kg.model import Interval

Reader = Callable[[Found], Reading | None]

READERS: dict[str, Reader] = {
    "month-range": absolute.read_month_range,
    "date": absolute.read_date,
    "day-month": absolute.read_date,
    "day-alone": absolute.read_day_alone,
    "month": absolute.read_month,
    "year-range": years.read_year_range,
    "year": years.read_year,
    "year-words": years.read_year_words,
    "year-short": years.read_year_short,
    "decade": years.read_decade,
    "century": years.read_century,
    "fiscal": years.read_fiscal,
    "academic": years.read_academic,
    "quarter": quarters.read_quarter,
    "quarters": quarters.read_quarters,
    "holiday": absolute.read_holiday,
    "week-of": absolute.read_week_of,
    "nth": absolute.read_nth,
    "weekday": weekdays.read_weekday,
    "relday": deictic.read_relday,
    "tonight": deictic.read_tonight,
    "daypart": deictic.read_daypart,
    "deictic": deictic.read_deictic,
    "before": deictic.read_before,
    "weekend": deictic.read_weekend,
    "season": deictic.read_season,
    "year-end": deictic.read_year_end,
    "ago": narrative.read_ago,
    "from-day": narrative.read_from_day,
    "year-ago": quarters.read_year_ago,
    "same-period": quarters.read_same_period,
    "the-period": quarters.read_the_period,
    "quarter-of": quarters.read_quarter_of,
    "unit": narrative.read_unit,
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
    if _title(found) or _in_name(found):
        return None
    reading = READERS[found.rule](found)
    if reading is not None and found.has("pre"):
        return edged(reading, found)
    return reading


_NAMED = frozenset({"ORG", "PRODUCT", "WORK_OF_ART", "FAC", "EVENT"})
_TITLED = lexicon().lists["in_titles"]


OPENING = frozenset({'"', "``", "“", "'", "‘", ":"})
"""After these a capital begins a sentence."""


def _title(found: Found) -> bool:
    """As in "60 Minutes", "USA TODAY": the name of a programme, a unit with a capital inside a sentence."""
    tokens = found.context.parse.tokens
    last = tokens[found.last]
    if last.text.isupper() and last.ent in _NAMED:
        return last.lower in _TITLED
    if last.lower not in _TITLED or not last.text.istitle() or found.rule == "holiday":
        return False
    quoted = found.context.lower(found.first - 1) in OPENING and found.first == found.last
    inside = found.first > found.context.parse.sentences[last.sent].first and not quoted
    return inside or found.first < found.last


def _in_name(found: Found) -> bool:
    """As in "the Evening Post": a part of day with a capital, on which a body's or a work's name goes on."""
    tokens = found.context.parse.tokens
    last = tokens[found.last]
    if last.text.istitle() and found.rule == "daypart" and found.last == found.parts["p"][1]:
        inside = found.first > found.context.parse.sentences[last.sent].first
        return tokens[found.last - 1].text == "the" or (inside and tokens[found.first].text.istitle())
    if last.ent not in _NAMED or not last.text.istitle() or found.last + 1 >= len(tokens):
        return False
    entry, after = lexicon().words.get(last.lower), tokens[found.last + 1]
    goes_on = after.ent == last.ent and after.sent == last.sent and after.text.istitle()
    return goes_on and not after.ent_start and entry is not None and entry.kind in ("daypart", "dayparts")


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
    """As in "the first half of 2018" is ``2018-H1``; of a month or a decade, half of its days."""
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
