"""Whose words, fears and claims they are: no wrong mouth, no claim told as the article's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.statements import find_statements
from kg.model import Annotated, Attitude, Polarity
from tests.test_extract_statements import NOBODY, Said, one


@pytest.fixture(scope="session")
def said(annotated: Callable[..., Annotated]) -> Callable[[str], list[Said]]:
    def read(text: str) -> list[Said]:
        return [Said(text, s) for s in find_statements(annotated(text, published="2021-03-10"))]

    return read


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Who sank the ferry?” asked the captain.", "the captain"),
        ("“Will you sail?” asked Tom Reyes.", "Tom Reyes"),
        ("“Stop the ferry!” ordered the captain.", "the captain"),
    ],
)
def test_noun_after_the_cue_of_a_quotation_is_the_speaker(
    said: Callable[[str], list[Said]], text: str, speaker: str
) -> None:
    found = one(said(text))
    assert (found.speaker, found.addressee) == (speaker, NOBODY)


def test_quotation_over_three_paragraphs_stays_with_its_speaker(said: Callable[[str], list[Said]]) -> None:
    text = "“We built the first dam,” Tom Reyes said.\n\n“We built a second one.\n\n“We will build a third.”"
    found = said(text)
    assert {f.speaker for f in found} == {"Tom Reyes"}
    assert [c for f in found for c in f.content] == [
        "We built the first dam,",
        "We built a second one.",
        "We will build a third.",
    ]


def test_unattributed_sentence_in_marks_is_a_statement_of_nobody_known(
    said: Callable[[str], list[Said]],
) -> None:
    found = one(said("Rain fell on the port.\n\n“The army sank the ferry last night.”"))
    assert (found.speaker, found.content) == (NOBODY, ["The army sank the ferry last night."])


def test_source_that_passes_on_a_whole_report_holds_it(said: Callable[[str], list[Said]]) -> None:
    outer, inner = said("Reyes said the ferry would sail, according to the Harbour Post.")
    assert (outer.speaker, outer.content) == ("the Harbour Post", ["Reyes said the ferry would sail"])
    assert (inner.speaker, inner.content) == ("Reyes", ["the ferry would sail"])
    assert inner.statement.within == outer.statement.id


def test_refusing_to_say_is_one_negative_statement(said: Callable[[str], list[Said]]) -> None:
    found = one(said("The port declined to say how many sailors were missing."))
    assert (found.cue, found.statement.polarity) == ("declined to say", Polarity.NEGATIVE)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Reyes accused the captain of hiding the log.", "Reyes", ["the captain of hiding the log"]),
        (
            "The captain was accused by sailors of hiding the log.",
            "sailors",
            ["The captain", "of hiding the log"],
        ),
        ("Sailors blamed the captain for hiding the log.", "Sailors", ["the captain for hiding the log"]),
        (
            "Prosecutors charged the captain with hiding the log.",
            "Prosecutors",
            ["the captain with hiding the log"],
        ),
    ],
)
def test_alleged_act_is_held_by_who_alleges_it(
    said: Callable[[str], list[Said]], text: str, speaker: str, content: list[str]
) -> None:
    found = one(said(text))
    assert (found.speaker, found.content) == (speaker, content)
    assert found.statement.propositional


@pytest.mark.parametrize(
    ("text", "holder", "attitude"),
    [
        ("The leak grew, worrying engineers that the dam was unsafe.", "engineers", Attitude.FEARS),
        ("The tests convinced the minister that the dam was safe.", "the minister", Attitude.BELIEVES),
        ("The letter reminded voters that the dam was old.", "voters", Attitude.SAYS),
        ("The minister reassured voters that the dam was safe.", "The minister", Attitude.SAYS),
    ],
)
def test_fear_and_conviction_belong_to_who_feels_them(
    said: Callable[[str], list[Said]], text: str, holder: str, attitude: Attitude
) -> None:
    found = one(said(text))
    assert (found.speaker, found.statement.attitude) == (holder, attitude)


def test_agreeing_to_a_thing_is_an_event_and_to_an_act_an_intention(
    said: Callable[[str], list[Said]],
) -> None:
    assert said("The two ports agreed to a truce.") == []
    found = one(said("The two ports agreed to share the ferry."))
    assert (found.statement.attitude, found.content) == (Attitude.INTENDS, ["to share the ferry"])
    assert one(said("Norway agreed that the dam was old.")).statement.attitude is Attitude.BELIEVES


def test_source_that_one_cites_is_no_content(said: Callable[[str], list[Said]]) -> None:
    found = one(said("The paper said the ferry had sunk, citing port officials."))
    assert found.content == ["the ferry had sunk"]


@pytest.mark.parametrize(
    "text",
    [
        "The two captains spoke on the phone.",
        "Reyes addressed the crowd in Lima.",
        "Brandt called a meeting in Lima.",
        "A ferry called Dawn sank off Lima.",
        "FILE PHOTO: The captain waves to a crowd.",
    ],
)
def test_words_of_speech_without_anything_said_are_no_statements(
    said: Callable[[str], list[Said]], text: str
) -> None:
    assert said(text) == []


def test_claim_that_somebody_rejects_is_not_their_claim(said: Callable[[str], list[Said]]) -> None:
    found = one(said("Brandt rejected claims that the dam was safe."))
    assert (found.statement.attitude, found.statement.propositional) == (Attitude.DENIES, True)


def test_claim_that_somebody_judges_stays_a_claim_of_another(said: Callable[[str], list[Said]]) -> None:
    found = said("Brandt criticized the claim that the dam was safe.")
    inner = next(f for f in found if f.cue == "claim")
    assert (inner.speaker, inner.content) == (NOBODY, ["that the dam was safe"])


def test_voiced_attitude_has_its_topic_as_content(said: Callable[[str], list[Said]]) -> None:
    found = one(said("The minister voiced doubts about the plan for the dam."))
    assert (found.cue, found.content) == ("voiced doubts about", ["the plan for the dam"])
    assert not found.statement.propositional
    found = one(said("The group expressed concern that the dam would break."))
    assert found.statement.propositional
    assert found.statement.attitude is Attitude.FEARS


def test_lost_subjects_and_predicates_of_the_content_are_found_again(
    said: Callable[[str], list[Said]],
) -> None:
    assert one(said("Norway is demanding Sweden make a pledge to stop.")).content == [
        "Sweden make a pledge to stop"
    ]
    assert one(said("Brandt called the harbour fine a transparent trick.")).content == [
        "the harbour fine a transparent trick"
    ]


def test_pronoun_after_two_equal_names_is_left_open(said: Callable[[str], list[Said]]) -> None:
    found = one(said("John Reed and Paul Marsh met in Oslo. He said the talks were useful."))
    assert found.statement.speaker is not None
    assert found.statement.speaker.actor is None


def test_first_of_several_speakers_stands_for_them(annotated: Callable[..., Annotated]) -> None:
    document = annotated("Ana Brandt and Tom Reyes said the ferry was safe.")
    (statement,) = find_statements(document)
    assert statement.speaker is not None
    names = {a.id: a.name for a in document.actors}
    assert names[statement.speaker.actor or ""] == "Ana Brandt"


def test_decision_against_an_act_keeps_its_negation(said: Callable[[str], list[Said]]) -> None:
    found = one(said("Norway’s decision not to sail was announced in Oslo."))
    assert (found.speaker, found.content) == ("Norway’s", ["not to sail"])


def test_what_one_sets_out_to_learn_is_not_learned(said: Callable[[str], list[Said]]) -> None:
    assert said("Engineers met to learn whether the dam was safe.") == []
