"""When it was said: beside the cue, in the occasion, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.statements import find_statements
from kg.model import Annotated

DAYS = {
    "On Monday, Brandt said that the ferry was safe.": ["2021-03-08"],
    "In a statement Tuesday, Brandt said the ferry was safe.": ["2021-03-09"],
    "At a news conference on Monday, Brandt said the ferry was safe.": ["2021-03-08"],
    "Brandt told reporters Tuesday that the ferry was safe.": ["2021-03-09"],
    "Brandt and Reyes said on Monday they would close the port.": ["2021-03-08"],
    "“The ferry is safe,” Brandt said in a statement released on Tuesday.": ["2021-03-09"],
    "A statement released Friday said the ferry was safe.": ["2021-03-05"],
    "Brandt said the ferry was safe in an interview on Sunday.": ["2021-03-07"],
    "Brandt said, “The ferry is safe,” while addressing sailors yesterday.": ["2021-03-09"],
}
NO_DAYS = [
    "Brandt said the ferry sank on Monday.",
    "Brandt told the Evening Post that the ferry was safe.",
    "Brandt made an offer to sail, the first since 2015.",
]


@pytest.fixture(scope="session")
def days(annotated: Callable[..., Annotated]) -> Callable[[str], list[str | None]]:
    """The TIMEX3 value of the time of each statement."""

    def read(text: str) -> list[str | None]:
        document = annotated(text, published="2021-03-10")
        values = {t.id: t.value for t in document.times}
        return [values[s.time] if s.time else None for s in find_statements(document)]

    return read


@pytest.mark.parametrize("text", DAYS)
def test_time_of_saying_is_found_around_the_cue(days: Callable[[str], list[str | None]], text: str) -> None:
    assert days(text) == DAYS[text]


@pytest.mark.parametrize("text", NO_DAYS)
def test_other_times_are_not_taken(days: Callable[[str], list[str | None]], text: str) -> None:
    assert set(days(text)) <= {None}


def test_follow_up_of_the_same_speaker_keeps_the_date(days: Callable[[str], list[str | None]]) -> None:
    text = "Ana Brandt said on Monday that the ferry was safe. She added that it would sail soon."
    assert days(text) == ["2021-03-08", "2021-03-08"]
    text = "“The ferry is safe,” Ana Brandt said Monday.\n\n“We have checked it,” Brandt added."
    assert days(text) == ["2021-03-08", "2021-03-08"]


def test_date_is_not_lent_to_others_to_beliefs_or_to_the_far_end(
    days: Callable[[str], list[str | None]],
) -> None:
    dated = "Ana Brandt said on Monday that the ferry was safe."
    assert days(f"{dated} Tom Reyes said it was old.") == ["2021-03-08", None]
    assert days(f"{dated} Brandt has said that before.")[1:] in ([], [None])
    assert days(f"{dated} Brandt believes it will sail.") == ["2021-03-08", None]
    far = f"{dated}\n\nRain fell.\n\nThe port closed.\n\nBrandt said the pier was new."
    assert days(far) == ["2021-03-08", None]


def test_date_is_not_lent_over_one_dated_otherwise(days: Callable[[str], list[str | None]]) -> None:
    text = (
        "Ana Brandt said on Monday that the ferry was safe. Tom Reyes said on Tuesday that it was old. "
        "Brandt said the pier was new."
    )
    assert days(text) == ["2021-03-08", "2021-03-09", None]
