"""Events that take their day from what they happen with, never from thin air."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Extraction

PUBLISHED = "2018-12-05"
MONDAY = date(2018, 12, 3)


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("The dam is safe, Ana Berg said on Monday at a conference in Bern.", "conference", MONDAY),
        ("On Monday Ana Berg accused the bank of hiding its losses.", "accused", MONDAY),
        (
            "The shops close on December 14, the same day the queen is to visit Oslo.",
            "visit",
            date(2018, 12, 14),
        ),
        ("She lost the title in 1972 upon her marriage to a lawyer.", "marriage", date(1972, 1, 1)),
        ("The attack killed nine soldiers on Monday.", "attack", MONDAY),
        ("The attack drew protests on Monday.", "attack", None),
    ],
)
def test_an_event_has_the_day_of_what_it_happens_with(
    extracted: Callable[..., Extraction], text: str, trigger: str, day: date | None
) -> None:
    extraction = extracted(text, PUBLISHED)
    (event,) = [e for e in extraction.events if text[slice(*e.trigger.spans[-1])] == trigger]
    assert (event.time.interval.earliest if event.time else None) == day
