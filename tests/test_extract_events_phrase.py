"""The words that a reader is shown for an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Extract = Callable[..., Extraction]


def phrase(extraction: Extraction, type_: str) -> str:
    """The phrase of the first event of a type."""
    event = next(e for e in extraction.events if e.type == type_)
    assert event.phrase is not None
    return extraction.document.text[slice(*event.phrase)]


@pytest.mark.parametrize(
    ("text", "type_", "words"),
    [
        ("Norway did not sign the fishing treaty on Monday.", "agreement", "did not sign the fishing treaty"),
        ("Norway and Sweden held talks on trade in Oslo.", "meeting", "held talks on trade in Oslo"),
        ("The ministers met, according to police.", "meeting", "met"),
        ("Iran moved the election to May.", "postponement", "moved the election to May"),
        ("The ministers will meet on Friday, officials said.", "meeting", "will meet"),
        (
            "The summit between Norway and Sweden, which began late, ended.",
            "meeting",
            "The summit between Norway and Sweden",
        ),
    ],
)
def test_a_phrase_reads_as_the_clause_without_its_date(
    extracted: Extract, text: str, type_: str, words: str
) -> None:
    assert phrase(extracted(text, "2018-12-05"), type_) == words


def test_a_long_phrase_is_cut_where_a_phrase_begins(extracted: Extract) -> None:
    text = (
        "Norway condemned the bombing of a school in the northern hills by rebels of the valley and of "
        "the coast under a banner of the old party of the miners."
    )
    words = phrase(extracted(text), "accusation")
    assert len(words.split()) <= 14
    assert words.startswith("condemned the bombing of a school")
    assert words.split()[-1] not in {"of", "the", "by", "and", "in", "under", "a"}


def test_every_phrase_holds_the_first_words_of_its_trigger(extracted: Extract) -> None:
    text = (
        "Norway called the talks off. Sweden, which had sent an envoy, was angry. "
        'Weber said: "We must not meet." A deal was struck in May.'
    )
    for event in extracted(text, "2018-12-05").events:
        assert event.phrase is not None
        start, end = event.trigger.spans[0]
        assert event.phrase[0] <= start < end <= event.phrase[1]
