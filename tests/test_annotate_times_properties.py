"""What holds of every date and every text: written forms, spans, order, the weekday rule, linear time."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate.times import calendar, find_times
from kg.annotate.times.grammar import RULES
from kg.annotate.times.numbers import quantity, year_in_words
from kg.annotate.times.reading import READERS
from kg.annotate.times.tense import Tense
from kg.annotate.times.weekdays import weekday_near
from kg.model import Interval, Parse, Sentence, Token

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SHORT = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def ordinal(n: int) -> str:
    return f"{n}{'th' if 10 < n < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


FORMS = (
    lambda d: f"{MONTHS[d.month - 1]} {d.day} , {d.year}",
    lambda d: f"{SHORT[d.month - 1]} {d.day} , {d.year}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]} , {MONTHS[d.month - 1]} {d.day} , {d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.month}/{d.day}/{d.year}",
    lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
)


def parse_of(words: str) -> Parse:
    """One sentence of words parted by blanks, each hanging on the second, a verb in the past."""
    tokens, at = [], 0
    for i, word in enumerate(words.split()):
        verb = i == 1
        tag, pos, dep = (
            ("VBD", "VERB", "ROOT") if verb else ("NN", "PROPN" if word[0].isupper() else "NOUN", "dep")
        )
        tokens.append(
            Token(i, at, at + len(word), word, word.lower(), word.lower(), pos, tag, dep, 1, 0, "", False)
        )
        at += len(word) + 1
    text = " ".join(words.split())
    return Parse(text, tokens, [Sentence(0, len(text), 0, len(tokens), 0)])


@given(DAYS, st.sampled_from(range(len(FORMS))), st.one_of(st.none(), DAYS))
def test_a_full_date_is_its_day_however_it_is_written(day: date, form: int, published: date | None) -> None:
    times = find_times(parse_of(f"They met on {FORMS[form](day)} again"), published)
    assert [t.interval for t in times] == [Interval(day, day)]
    assert times[0].edtf == day.isoformat() == times[0].value
    assert times[0].anchor is None


WORDS = st.sampled_from(
    [
        "the",
        "a",
        "last",
        "next",
        "this",
        "first",
        "second",
        "Tuesday",
        "June",
        "May",
        "march",
        "12",
        "1998",
        "two",
        "several",
        "year",
        "years",
        "week",
        "ago",
        "later",
        "of",
        "in",
        ",",
        "-",
        "'s",
        "quarter",
        "early",
        "late",
        "mid",
        "end",
        "to",
        "or",
        "and",
        "between",
        "from",
        "every",
        "morning",
        "9:30",
        "a.m.",
        "now",
        "recent",
        "past",
        "following",
        "same",
        "day",
        "fiscal",
        "weekend",
        "summer",
        "Easter",
        "half",
        "31",
        "30",
        "Feb.",
        "80s",
        "'80s",
        "century",
        "more",
        "than",
        "about",
    ]
)


@given(st.lists(WORDS, min_size=2, max_size=30), st.one_of(st.none(), DAYS))
@settings(max_examples=300)
def test_any_words_give_sound_expressions(words: list[str], published: date | None) -> None:
    parse = parse_of("They met " + " ".join(words))
    times = find_times(parse, published)
    assert times == find_times(parse, published)
    assert [t.id for t in times] == [f"t{n}" for n in range(1, len(times) + 1)]
    end = 0
    for t in times:
        assert end <= t.span[0] < t.span[1] <= len(parse.text)
        assert t.text == parse.text[slice(*t.span)]
        assert t.rule
        assert t.value
        early, late = t.interval.earliest, t.interval.latest
        assert early is None or late is None or early <= late
        assert published or t.anchor != "published"
        end = t.span[1]


@given(DAYS, st.integers(1, 7))
def test_a_weekday_lies_within_a_week_on_the_side_of_its_tense(now: date, weekday: int) -> None:
    back, ahead = weekday_near(now, weekday, Tense.PAST), weekday_near(now, weekday, Tense.FUTURE)
    assert back.isoweekday() == ahead.isoweekday() == weekday
    assert timedelta(0) <= now - back < timedelta(7)
    assert timedelta(0) <= ahead - now < timedelta(7)


@given(DAYS, st.integers(0, 6))
def test_a_past_weekday_is_found_in_a_sentence(now: date, weekday: int) -> None:
    (found,) = find_times(parse_of(f"They met on {WEEKDAYS[weekday]} again"), now)
    assert found.interval.earliest is not None
    assert timedelta(0) <= now - found.interval.earliest < timedelta(7)
    assert found.interval.earliest.weekday() == weekday


KINDS = ("day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century")


@given(DAYS, st.sampled_from(KINDS))
def test_the_value_of_a_granularity_holds_its_day(day: date, kind: str) -> None:
    value = calendar.at_grain(day, kind)
    span = calendar.days(value)
    assert calendar.grain(value) == kind
    assert span.earliest is not None
    assert span.latest is not None
    if kind != "weekend":
        assert span.earliest <= day <= span.latest
    for part in ("early", "mid", "late"):
        some = calendar.third(span, part)
        assert some.earliest is not None
        assert some.latest is not None
        assert span.earliest <= some.earliest <= some.latest <= span.latest


@given(DAYS, st.integers(-50, 50), st.sampled_from("DWMQYEC"))
def test_moving_never_fails(day: date, count: int, unit: str) -> None:
    moved = calendar.move(day, count, unit)
    assert moved is None or count == 0 or (moved > day) == (count > 0)


@pytest.mark.parametrize(
    ("year", "day"), [(2018, date(2018, 4, 1)), (2019, date(2019, 4, 21)), (2024, date(2024, 3, 31))]
)
def test_easter_is_on_its_day(year: int, day: date) -> None:
    assert calendar.easter(year) == day


def test_impossible_dates_name_no_days() -> None:
    assert not calendar.days("2019-02-29")
    assert not calendar.days("2019-W53")
    assert not calendar.days("PAST_REF")
    assert calendar.edtf("2019-13") is None


def test_numbers_in_words() -> None:
    words = [("number", 20), ("hyphen", 0), ("number", 4)]
    assert quantity(words) == 24
    assert quantity([("a", 1), ("hundred", 100)]) == 100
    assert year_in_words([("century_word", 19), ("number", 90), ("hyphen", 0), ("number", 1)]) == 1991
    assert year_in_words([("number", 2), ("hundred", 1000), ("number", 5)]) == 2005


def test_every_rule_has_a_reader_and_every_reader_a_rule() -> None:
    assert {name for name, _, _ in RULES} == {*READERS, "iso"}


@pytest.mark.parametrize(
    "word", ["the", "two", "week", "last", "of", "-", "May", "Tuesday or", "a year ago and"]
)
def test_long_runs_of_time_words_take_linear_time(word: str) -> None:
    text = "They met " + " ".join([word] * 4000)
    parse = parse_of(text)
    start = time.process_time()
    find_times(parse, date(2018, 12, 5))
    assert time.process_time() - start < 3.0
