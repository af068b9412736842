"""Dates that an event has from another mention of it, or from what stands beside it; and their rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Event, Extraction

PUBLISHED = "2018-12-06"
MON, TUE, THU = date(2018, 12, 3), date(2018, 12, 4), date(2018, 12, 6)


def event_at(extraction: Extraction, text: str, words: str) -> Event:
    """The last event whose trigger's last word ends where the words first end."""
    end = text.index(words) + len(words)
    return [e for e in extraction.events if e.trigger.spans[-1][1] == end][-1]


CASES = [
    # a noun with nothing to tell it from others takes up the last event of its kind
    (
        "Envoys of Norland and Westria met in Lund on Monday. The meeting was attended by Ana Berg.",
        "The meeting", (MON, MON), "same-event",
    ),
    (
        "A bomb attack on a bridge in Lund killed two on Monday. Nobody claimed the attack.",
        "claimed the attack", (MON, MON), "same-event",
    ),
    # "Monday's attack" calls it to mind
    ("An attack shook Lund. Monday's attack was brief.", "An attack", (MON, MON), "same-event"),
    # the thing done to, in the same words
    (
        "Norland plans to reopen its border on January 4. The decision to reopen the border was late.",
        "decision to reopen the border", (date(2019, 1, 4), date(2019, 1, 4)), "same-event",
    ),
    # who met, talked there
    (
        "Ana Berg met Jon Moe in Lund on Monday. Berg and Moe discussed trade.",
        "discussed", (MON, MON), "same-event",
    ),
    # who was sent, arrived
    ("Norland sent an envoy. The envoy arrived on Tuesday.", "sent", (TUE, TUE), "same-event"),
    # who wins a vote wins it when it is held
    (
        "Norland held elections on Monday. The Green Party won the elections.",
        "won the elections", (MON, MON), "same-event",
    ),
    # an act on one event is one act
    (
        "Norland was to hold a referendum in June but postponed it on Monday. "
        "Norland has postponed the referendum before.",
        "but postponed", (MON, MON), "",
    ),
    # "the move", "her decision"
    (
        "Norland banned the airline from its airports on Monday. The move comes after months of talks.",
        "The move", (MON, MON), "same-event",
    ),
    (
        "Ana Berg resigned on Monday. It rained in Lund. Berg's decision surprised her party.",
        "Berg's decision", (MON, MON), "same-event",
    ),
    # joined verbs of one type; what talks were held for
    ("Two men were killed and nine wounded on Monday.", "killed", (MON, MON), "coordinated"),
    ("Norland and Westria held talks to discuss the tariffs on Monday.", "held talks", (MON, MON), "purpose"),
    # a speaker comes from talks; a doer tells of the deed
    ("After talks with Jon Moe, Ana Berg said on Tuesday all was well.", "talks", (TUE, TUE), "told-after"),
    (
        "Ana Berg banned the film. \"It goes too far,\" Berg wrote on Tuesday.",
        "banned", (TUE, TUE), "told-with",
    ),
    # what a deed comes after
    (
        "Norland banned the airline on Tuesday. The move comes two days after Ana Berg resigned.",
        "Berg resigned", (date(2018, 12, 2), date(2018, 12, 2)), "come-after",
    ),
    (
        "Norland banned the airline on Tuesday. The move comes days after Ana Berg resigned.",
        "Berg resigned", (None, TUE), "come-after",
    ),
    # frames
    ("As of Monday, nine towns had banned the game.", "banned", (None, MON), "as-of"),
    ("As of Monday, the town was banning the game.", "banning", (MON, MON), ""),
    ("She married in 2012. She has since resigned.", "resigned", (date(2012, 1, 1), THU), "since-then"),
    (
        "During a visit to Lund on Monday, Ana Berg met Jon Moe and signed a pact.",
        "signed a pact", (MON, MON), "during-event",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "days", "rule"), CASES)
def test_a_mention_has_the_day_that_another_tells(
    extracted: Callable[..., Extraction],
    text: str,
    words: str,
    days: tuple[date | None, date | None],
    rule: str,
) -> None:
    time = event_at(extracted(text, PUBLISHED), text, words).time
    assert time is not None
    assert ((time.interval.earliest, time.interval.latest), time.rule) == (days, rule)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # of several events with days of their own a bare noun far away may be any
        (
            "An attack on Monday hit Lund. An attack on Tuesday hit Oslo. Roads were closed. Nobody slept. "
            "Schools stayed shut. Shops did so too. Many spoke of the attack.",
            "spoke of the attack",
        ),
        # another kind, one of several, a further one, a phase of its life
        (
            "Norland holds its primary election on Friday. It may hold a special election.",
            "a special election",
        ),
        ("Norland suffered attacks on Monday. The attack on the port was denied by Westria.", "The attack"),
        ("Norland banned Ana Berg from its ports on Monday. It has also banned Berg.", "also banned"),
        ("The pact was signed on Monday. Nine states have ratified the pact.", "ratified the pact"),
        # whose deed it was is not told, or it says itself what was decided
        ("Ana Berg resigned on Monday. Jon Moe's decision was awaited.", "Moe's decision"),
        ("Ana Berg resigned on Monday. Berg's decision to run again had split the party.", "Berg's decision"),
        # an awaited accord is not the one of long ago
        (
            "Norland and Westria signed a pact on Monday. Oslo and Bern met to sign a pact. The pact is new.",
            "The pact",
        ),
    ],
)
def test_a_mention_that_may_be_another_event_is_left_undated(
    extracted: Callable[..., Extraction], text: str, words: str
) -> None:
    assert event_at(extracted(text, PUBLISHED), text, words).time is None


QUOTED = [
    # the statement is dated
    ('Ana Berg said on Monday: "We signed the pact yesterday."', "signed the pact", (date(2018, 12, 2),) * 2),
    # an event that the article dates is named with the word
    (
        "Norland held an election on Tuesday. "
        'Ana Berg had warned: "To hold an election tomorrow is madness."',
        "hold an election",
        (TUE, TUE),
    ),
    # between the story's opening and publication
    ('Jon Moe resigned on Monday. Moe said: "I met the queen today."', "met", (MON, THU)),
    # a story of the day of publication
    ('Jon Moe resigned on Thursday. Moe said: "I met the queen today."', "met", (THU, THU)),
]


@pytest.mark.parametrize(("text", "words", "days"), QUOTED)
def test_a_day_inside_a_quotation_counts_from_the_day_of_speaking(
    extracted: Callable[..., Extraction], text: str, words: str, days: tuple[date, date]
) -> None:
    time = event_at(extracted(text, PUBLISHED), text, words).time
    assert time is not None
    assert (time.interval.earliest, time.interval.latest) == days
