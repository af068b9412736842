"""Readers of durations, sets and references: "nearly four decades", "every Tuesday", "recently".

Values follow TIMEX3: ``P3Y``, ``PT16H``, ``P2Y6M``, ``PXW`` for unknown numbers; decades are years.
"""

from __future__ import annotations

from kg.annotate.times.context import Found, Reading, open_ended
from kg.annotate.times.lexicon import lexicon
from kg.annotate.times.numbers import Words, duration_value, quantity, ranged
from kg.annotate.times.parts import unit_of, up_to_end
from kg.model import TimeType


def read_duration(found: Found) -> Reading | None:
    """Read "nearly forty years", "a year and a half", "the first nine months", "the six-month", "weeks"."""
    unit = unit_of(found)
    words = found.words("q") if found.has("q") else []
    if unit == "D" and quantity(words) == 1 and _some_day(found):
        return open_ended("FUTURE_REF", "some-day")
    tail = [found.word(i)[0] for i in range(found.parts["u"][1] + 1, found.last + 1)]
    if "half" in tail and (count := quantity(words)) is not None:
        words = [("number", str(count + 0.5))]
    if not words:
        single = found.kind("u") in ("unit", "tunit", "quarter")
        if found.kind("u") == "second" or unit == "TS" or found.kind("u") == "quarters":
            return None
        if unit == "TH" and not single and found.context.lower(found.first - 1) in _HOURS_OF:
            return None
        words = [("a", 1)] if single else [("vague", 0)]
    if found.kind("u") == "second" and "ordnum" not in [k for k, _ in words] and not _seconds(found):
        return None
    if unit == "Q" and _fraction(found, quantity(words)):
        return None
    if ranged(words):
        return open_ended(duration_value(words, unit), "duration-range", type=TimeType.DURATION)
    reading = open_ended(duration_value(words, unit), "duration", type=TimeType.DURATION)
    count = quantity(words)
    if found.kind("u") == "unit" and (count or 0) > 1 and found.context.lower(found.first) == "the":
        reading = reading.but(first=found.first + 1, last=found.last)
    return reading if count is None or unit.startswith("T") else up_to_end(found, reading, count, unit)


_HOURS_OF = lexicon().lists["hours_of"]


def _fraction(found: Found, count: float | None) -> bool:
    """As in "three-quarters", "a quarter of the market"."""
    tokens = found.context.parse.tokens
    hyphen = any(t.lower == "-" for t in tokens[found.first : found.last + 1])
    return count in (1, 3) and (hyphen or found.context.lower(found.last + 1) in ("of", "as", "the", "to"))


def _some_day(found: Found) -> bool:
    """As in "will one day be": no length but a time to come."""
    tokens = found.context.parse.tokens
    if found.last != found.first + 1 or tokens[found.first].lower != "one":
        return False
    return tokens[found.first - 1].tag == "MD" if found.first else False


def _seconds(found: Found) -> bool:
    """As in "a second" is an ordinal ("a second term"), "a 30-second" a length."""
    tokens = found.context.parse.tokens
    return any(t.lower == "-" for t in tokens[found.first : found.last + 1])


def read_set(found: Found) -> Reading | None:
    """Read "every day", "each Thursday", "Tuesday nights", "every two weeks", "daily"."""
    if found.has("f"):
        if not _how_often(found):
            return None
        return open_ended(str(found.value("f")), "set", type=TimeType.SET)
    kind, value = found.words("u")[-1]
    part = (
        f"T{found.words('p' if found.has('p') else 'part')[-1][1]}"
        if found.has("p") or found.has("part")
        else ""
    )
    if kind in ("weekday", "weekdays"):
        return open_ended(f"XXXX-WXX-{value}{part}", "set", type=TimeType.SET)
    if kind in ("weekend", "weekends"):
        return open_ended("XXXX-WXX-WE", "set", type=TimeType.SET)
    if kind == "month":
        return open_ended(f"XXXX-{int(value):02d}", "set", type=TimeType.SET)
    if kind == "season":
        return open_ended(f"XXXX-{value}", "set", type=TimeType.SET)
    if kind == "holiday":
        return open_ended(f"XXXX-{value}" if len(str(value)) == 5 else "P1Y", "set", type=TimeType.SET)
    if kind == "daypart":
        return open_ended(f"XXXX-XX-XXT{value}", "set", type=TimeType.SET)
    words: Words = found.words("q") if found.has("q") else [("a", 1)]
    if words[0][0] == "other":
        words = [("number", 2)]
    elif words[0][0] in ("ordinal", "ordnum", "second"):
        number = words[0][1]
        words = [("number", int(number) if isinstance(number, int) else int(str(number)[:-2]))]
    return open_ended(duration_value(words, unit_of(found)), "set", type=TimeType.SET)


def _how_often(found: Found) -> bool:
    """Whether "weekly" says how often; "a quarterly" is a magazine or a dividend, "the Daily Post" a name.

    TIDES 2005 (lexical triggers) counts "daily" and its like; quarterly and yearly figures are left out
    as adjectives, where they name a kind of report.
    """
    token = found.context.parse.tokens[found.first]
    after = found.context.parse.tokens[found.last + 1 : found.last + 2]
    if token.text.istitle() and after and after[0].pos == "PROPN":
        return False
    if token.lower == "daily":
        return True
    return token.pos != "NOUN" and (token.dep != "amod" or token.lower not in ("quarterly", "yearly"))


def read_rate(found: Found) -> Reading | None:
    """Read "$100 a year", "twice a week", "per day": a set; "a year" elsewhere: a duration."""
    tokens, i = found.context.parse.tokens, found.first
    before = tokens[i - 1] if i else None
    value = duration_value([("a", 1)], unit_of(found))
    if unit_of(found) == "Q" and _fraction(found, 1):
        return None
    if tokens[i].lower == "per":
        if unit_of(found).startswith("T"):
            return None
        return open_ended(value, "rate", type=TimeType.SET)
    rated = before is not None and (
        before.lower in ("once", "twice", "times", "%")
        or (
            before.pos in ("NOUN", "NUM", "SYM")
            and tokens[found.last].dep in ("npadvmod", "appos", "nmod", "prep")
        )
    )
    if rated and unit_of(found) != "Q":
        return open_ended(value, "rate", type=TimeType.SET)
    return open_ended(value, "duration", type=TimeType.DURATION)


def read_recent(_found: Found) -> Reading | None:
    """Read "recent weeks"."""
    return open_ended("PAST_REF", "recent")


def read_coming(_found: Found) -> Reading | None:
    """Read "coming months", "the weeks ahead"."""
    return open_ended("FUTURE_REF", "coming")


def read_reference(found: Found) -> Reading | None:
    """Read "now", "recently", "the future", "current"."""
    if found.context.lower(found.first - 1) == "as" and found.context.lower(found.last + 1) == "as":
        return None
    kind, value = found.words("v")[0]
    token = found.context.parse.tokens[found.last]
    if kind == "current":
        return open_ended("PRESENT_REF", "reference") if token.pos == "ADJ" else None
    return open_ended(str(value), "reference")


def read_age(_found: Found) -> Reading | None:
    """How old somebody is: no time of an event, and TimeBank marks none."""
    return None
