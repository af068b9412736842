"""What the words of a time mean: values, days and anchors of expressions in news sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Annotated, TimeExpression

Annotate = Callable[..., Annotated]
WEDNESDAY = "2018-12-05"


def days(time: TimeExpression) -> str:
    """``earliest..latest`` of a time; one day stands once."""
    early, late = time.interval.earliest, time.interval.latest
    return f"{early}" if early == late else f"{early}..{late}"


def read(annotated: Annotate, text: str, published: str | None = WEDNESDAY) -> dict[str, TimeExpression]:
    return {t.text: t for t in annotated(text, published).times}


@pytest.mark.parametrize(
    ("published", "text", "words", "expected"),
    [
        # weekdays: past is the nearest on or before publication, future the nearest on or after
        ("2018-12-06", "The minister met her counterpart on Thursday.", "Thursday", "2018-12-06"),
        ("2018-12-05", "The minister met her counterpart on Thursday.", "Thursday", "2018-11-29"),
        ("2018-12-06", "The envoys will meet on Thursday in Geneva.", "Thursday", "2018-12-06"),
        ("2018-12-07", "The envoys will meet on Thursday in Geneva.", "Thursday", "2018-12-13"),
        ("2018-12-05", "Parliament is expected to vote on Friday.", "Friday", "2018-12-07"),
        ("2018-12-05", "The summit was postponed until Tuesday.", "Tuesday", "2018-12-11"),
        ("2018-12-05", "The rally, scheduled for Saturday, was banned.", "Saturday", "2018-12-08"),
        ("2018-12-05", "The treaty was signed next to a lake last Friday.", "last Friday", "2018-11-30"),
        ("2018-12-05", "The chancellor will travel to Cairo next Tuesday.", "next Tuesday", "2018-12-11"),
        ("2018-12-05", "The council voted a week ago Tuesday.", "a week ago Tuesday", "2018-11-27"),
        ("2018-12-05", "The rebels attacked late Sunday.", "late Sunday", "2018-12-02"),
        ("2018-12-05", "The court met on Monday of last week.", "Monday of last week", "2018-11-26"),
        ("2018-12-05", "Talks between the two sides resume Monday.", "Monday", "2018-12-10"),
        ("2018-12-05", "Lawmakers criticised Friday's ruling.", "Friday", "2018-11-30"),
        ("2018-12-05", "The party was planning to vote on Sunday but did not.", "Sunday", "2018-12-02"),
        ("2018-12-05", "The strike will begin Thursday and last until Sunday.", "Sunday", "2018-12-09"),
        # days and months without their year, by tense
        ("2018-05-25", "The leaders will meet on June 12.", "June 12", "2018-06-12"),
        ("2018-12-05", "The leaders met on June 12.", "June 12", "2018-06-12"),
        ("2019-01-03", "Talks broke down on Dec. 20.", "Dec. 20", "2018-12-20"),
        ("2018-12-05", "The two presidents met in June.", "June", "2018-06-01..2018-06-30"),
        ("2018-12-05", "The two presidents will meet again in June.", "June", "2019-06-01..2019-06-30"),
        ("2018-12-05", "The offer was extended to Dec. 21.", "Dec. 21", "2018-12-21"),
        # periods around publication
        ("2018-12-05", "The army withdrew last week.", "last week", "2018-11-26..2018-12-02"),
        ("2018-12-05", "The court ruled this week.", "this week", "2018-12-03..2018-12-05"),
        ("2018-12-05", "She will retire this year.", "this year", "2018-12-05..2018-12-31"),
        ("2018-12-05", "They signed the pact last month.", "last month", "2018-11-01..2018-11-30"),
        ("2018-12-05", "Relations soured in the past year.", "the past year", "2017-12-05..2018-12-05"),
        ("2018-12-05", "It slept the last two weeks.", "the last two weeks", "2018-11-21..2018-12-05"),
        ("2018-12-05", "He spoke to reporters this morning.", "this morning", "2018-12-05"),
        ("2018-12-05", "He spoke to reporters last night.", "last night", "2018-12-04"),
        ("2018-12-05", "The vote took place two days ago.", "two days ago", "2018-12-03"),
        ("2018-12-05", "It was agreed five months ago.", "five months ago", "2018-07-01..2018-07-31"),
        # parts of a period are thirds
        ("2018-12-05", "Envoys met in early March 2017.", "early March 2017", "2017-03-01..2017-03-10"),
        ("2018-12-05", "Envoys met in mid-March 2017.", "mid-March 2017", "2017-03-11..2017-03-20"),
        ("2018-12-05", "Envoys met in late March 2017.", "late March 2017", "2017-03-21..2017-03-31"),
        ("2018-12-05", "It closed at the end of 2016.", "the end of 2016", "2016-09-01..2016-12-31"),
        ("2018-12-05", "It grew the first half of 2016.", "the first half of 2016", "2016-01-01..2016-06-30"),
        (WEDNESDAY, "In the first week of May 2016 it rose.",
         "the first week of May 2016", "2016-05-01..2016-05-07"),
        # named by the calendar
        ("2018-12-05", "The war ended in the 1950s.", "the 1950s", "1950-01-01..1959-12-31"),
        ("2018-12-05", "It is a relic of the 19th century.", "the 19th century", "1800-01-01..1899-12-31"),
        (WEDNESDAY, "In the third quarter of 2017 it fell.",
         "the third quarter of 2017", "2017-07-01..2017-09-30"),
        ("2018-12-05", "The talks failed in summer 2017.", "summer 2017", "2017-06-01..2017-08-31"),
        ("2018-12-05", "They met on Thanksgiving Day 2017.", "Thanksgiving Day 2017", "2017-11-23"),
        ("2018-12-05", "The offices will shut on Christmas Eve.", "Christmas Eve", "2018-12-24"),
        (WEDNESDAY, "It rose in the 2017-18 school year.",
         "the 2017-18 school year", "2017-08-01..2018-07-31"),
        # ranges are one span of days
        ("2019-02-10", "They will meet Feb. 27-28 in Hanoi.", "Feb. 27-28", "2019-02-27..2019-02-28"),
        ("2019-04-10", "The exercise will run from May 2 to 5.", "May 2 to 5", "2019-05-02..2019-05-05"),
        ("2018-12-05", "He governed in 2012-14.", "2012-14", "2012-01-01..2014-12-31"),
    ],
)  # fmt: skip
def test_words_name_these_days(
    annotated: Annotate, published: str, text: str, words: str, expected: str
) -> None:
    times = read(annotated, text, published)
    assert words in times, list(times)
    assert days(times[words]) == expected


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The blockade lasted nearly forty years.", "nearly forty years", "P40Y"),
        ("The blockade lasted more than a decade.", "more than a decade", "P10Y"),
        ("They talked for two and a half hours.", "two and a half hours", "PT2H30M"),
        ("A five-year truce was signed.", "five-year", "P5Y"),
        ("The panel meets every Tuesday.", "every Tuesday", "XXXX-WXX-2"),
        ("The panel meets every two weeks.", "every two weeks", "P2W"),
        ("Patrols take place daily.", "daily", "P1D"),
        ("The envoy is now in Vienna.", "now", "PRESENT_REF"),
        ("The envoy was recently in Vienna.", "recently", "PAST_REF"),
        ("Nobody knows the future of the pact.", "the future", "FUTURE_REF"),
        ("It waited for months.", "months", "PXM"),
        ("They waited a few million years.", "a few million years", "PXY"),
        ("They gave a figure for the past few decades.", "the past few decades", "PXE"),
    ],
)
def test_lengths_sets_and_references_name_no_days(
    annotated: Annotate, text: str, words: str, value: str
) -> None:
    time = read(annotated, text)[words]
    assert time.value == value
    assert not time.interval
    assert time.edtf is None


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The ship left at 9:30 a.m. EST Tuesday.", "9:30 a.m. EST Tuesday", "2018-12-04T09:30"),
        ("The ship left at 5 p.m. Tuesday.", "5 p.m. Tuesday", "2018-12-04T17:00"),
        ("The ship left on Tuesday night.", "Tuesday night", "2018-12-04TNI"),
        ("The truce began at noon Monday.", "noon Monday", "2018-12-03T12:00"),
        ("The file is dated 2018-12-04T09:30:00Z.", "2018-12-04T09:30:00Z", "2018-12-04T09:30"),
    ],
)
def test_a_time_of_day_keeps_its_day(annotated: Annotate, text: str, words: str, value: str) -> None:
    time = read(annotated, text)[words]
    assert time.type == "TIME"
    assert time.value == value
    assert days(time) == value[:10]


def test_either_of_two_months_leaves_both_open(annotated: Annotate) -> None:
    times = read(annotated, "A second meeting could be held in January or February, he said.")
    for month, value in (("January", "2019-01"), ("February", "2019-02")):
        assert times[month].value == value
        assert days(times[month]) == "2019-01-01..2019-02-28"
        assert times[month].edtf == "[2019-01,2019-02]"
        assert times[month].rule == "alternative"


def test_between_two_months_is_one_stretch(annotated: Annotate) -> None:
    times = read(annotated, "Exports fell between January and March 2017.")
    assert days(times["January"]) == days(times["March 2017"]) == "2017-01-01..2017-03-31"
    assert times["January"].edtf == "2017-01/2017-03"


def test_the_second_of_two_days_is_read_too(annotated: Annotate) -> None:
    times = read(annotated, "The ministers met on April 8 and 9.")
    assert (days(times["April 8"]), days(times["9"])) == ("2018-04-08", "2018-04-09")


def test_a_story_counts_from_its_own_dates(annotated: Annotate) -> None:
    text = (
        "The treaty was signed on March 3, 2017. Two days later, protests began. "
        "The following month, the king left the country. The same day, shops closed."
    )
    found = annotated(text, WEDNESDAY).times
    times = {t.text: t for t in found}
    assert days(times["Two days later"]) == "2017-03-05"
    assert times["Two days later"].anchor == found[0].id
    assert days(times["The following month"]) == "2017-04-01..2017-04-30"
    assert days(times["The same day"]) == "2017-03-05"


def test_the_next_month_of_a_story_follows_the_story(annotated: Annotate) -> None:
    text = "The minister resigned in March 2017. The party named a successor the next month."
    assert days(read(annotated, text)["the next month"]) == "2017-04-01..2017-04-30"


def test_an_hour_takes_the_date_beside_it_or_none(annotated: Annotate) -> None:
    times = read(annotated, "The blast occurred at 11:20 a.m. (0820 GMT) on Friday.")
    assert times["11:20 a.m."].value == "2018-11-30T11:20"
    assert times["0820 GMT"].value == "2018-11-30T08:20"
    lone = read(annotated, "Rescue workers came at 6 a.m. to the village.")["6 a.m."]
    assert not lone.interval
    assert lone.value == "XXXX-XX-XXT06:00"


def test_what_followed_an_undated_event_has_no_days(annotated: Annotate) -> None:
    assert not read(annotated, "The prince abdicated. A year later he died.")["A year later"].interval


def test_a_year_ago_in_a_report_on_a_quarter_is_that_quarter(annotated: Annotate) -> None:
    text = "Exports rose in the third quarter of 2018. A year earlier they had fallen."
    assert read(annotated, text)["A year earlier"].value == "2017-Q3"


def test_a_rough_distance_is_marked(annotated: Annotate) -> None:
    assert read(annotated, "They met about two years ago.")["about two years ago"].edtf == "2016~"


def test_a_fiscal_year_may_begin_before_and_end_after_its_calendar_year(annotated: Annotate) -> None:
    time = read(annotated, "The budget for fiscal 2020 was passed.")["fiscal 2020"]
    assert time.value == "2020"
    assert time.interval.earliest is not None
    assert time.interval.latest is not None
    assert time.interval.earliest < date(2020, 1, 1)
    assert time.interval.latest > date(2020, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said she may resign.",
        "Thousands began to march on the capital.",
        "Sun Microsystems bought 1,500 computers and a Boeing 747.",
        "Feb. 30 is on no calendar.",
        "The 45-year-old general called 555-1998.",
        "They won 2:1 and placed second.",
        "Mr. March leads the panel.",
        "He spoke on the programme 60 Minutes.",
        "Three-quarters of the seats are empty.",
        "The Winter Olympics drew crowds.",
        "The storm moved at 40 miles per hour.",
    ],
)
def test_what_only_looks_like_a_time_is_none(annotated: Annotate, text: str) -> None:
    assert annotated(text, WEDNESDAY).times == ()


def test_without_a_publication_date_nothing_relative_gets_days(annotated: Annotate) -> None:
    text = (
        "They met on Tuesday, in June, on June 12, last week and recently. They will meet tomorrow at noon. "
        "They first met on May 3, 2011."
    )
    times = read(annotated, text, None)
    assert {w: t.value for w, t in times.items() if not t.interval} == {
        "Tuesday": "XXXX-WXX-2",
        "June": "XXXX-06",
        "June 12": "XXXX-06-12",
        "last week": "XXXX-WXX",
        "recently": "PAST_REF",
        "tomorrow": "FUTURE_REF",
        "noon": "XXXX-XX-XXT12:00",
    }
    assert days(times["May 3, 2011"]) == "2011-05-03"
    assert all(t.rule for t in times.values())


def test_a_part_of_day_inside_a_name_is_no_time(annotated: Annotate) -> None:
    found = read(annotated, "He told the Evening Post that sales rose. They left on Tuesday evening.")
    assert list(found) == ["Tuesday evening"]


def test_a_part_of_day_with_a_capital_is_a_time_where_no_name_goes_on(annotated: Annotate) -> None:
    assert "Tuesday Night" in read(annotated, "Police Raid Harbor Office Tuesday Night")
