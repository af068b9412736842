"""How real an event is told to be: nothing planned, denied or feared is ever said to have occurred."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Certainty, Event, Extraction, Polarity, Status

Extract = Callable[..., Extraction]


def event(extraction: Extraction, word: str) -> Event:
    """The event whose trigger contains the word."""
    text = extraction.document.text
    found = [e for e in extraction.events if any(word in text[start:end] for start, end in e.trigger.spans)]
    assert found, f"no event at {word!r}; events: {[e.trigger.lemma for e in extraction.events]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The ministers met in Oslo on Monday.", "met", Status.OCCURRED),
        ("The ministers will meet in Oslo on Monday.", "meet", Status.PLANNED),
        ("The ministers are to meet in Oslo.", "meet", Status.PLANNED),
        ("The ministers agreed to meet in Oslo.", "meet", Status.PLANNED),
        ("The two leaders are expected to meet in Oslo.", "meet", Status.PLANNED),
        ("The envoy refused to meet the general.", "meet", Status.DENIED),
        ("The ministers did not meet in Oslo.", "meet", Status.DENIED),
        ("The ministers might meet in Oslo.", "meet", Status.HYPOTHETICAL),
        ("If the ministers meet in Oslo, prices will fall.", "meet", Status.HYPOTHETICAL),
        ("The president wants to meet the general.", "meet", Status.PROPOSED),
        ("The president should meet the general.", "meet", Status.PROPOSED),
        ("The mayor urged the ministers to meet the miners.", "meet", Status.PROPOSED),
        ("The generals are meeting in Oslo.", "meeting", Status.ONGOING),
        ("Norway threatened to invade Denmark.", "invade", Status.HYPOTHETICAL),
        ("Norway denied that it had attacked Denmark.", "attacked", Status.DENIED),
        ("Norway said it had not attacked Denmark.", "attacked", Status.DENIED),
        ("Norway has no plans to attack Denmark.", "attack", Status.DENIED),
        ("Norway began bombing Denmark in May.", "bombing", Status.OCCURRED),
        ("Norway failed to attack Denmark.", "attack", Status.DENIED),
        ("Norway left without attacking Denmark.", "attacking", Status.DENIED),
        ("Norway continues to support Denmark.", "support", Status.ONGOING),
        ("Norway has continued to bomb Denmark.", "bomb", Status.ONGOING),
    ],
)
def test_a_verb_takes_its_status_from_mood_and_governor(
    extracted: Extract, text: str, word: str, status: Status
) -> None:
    assert event(extracted(text, published="2019-06-12"), word).status is status


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Norway cancelled a meeting with Denmark.", "meeting", Status.CANCELLED),
        ("The meeting between Norway and Denmark was called off.", "meeting", Status.CANCELLED),
        ("Norway postponed the summit with Denmark.", "summit", Status.POSTPONED),
        ("Norway called for talks with Denmark.", "talks", Status.PROPOSED),
        ("The summit is scheduled for March.", "summit", Status.PLANNED),
        ("The planned summit worries Denmark.", "summit", Status.PLANNED),
        ("There was no attack on the town.", "attack", Status.DENIED),
        ("Police warned of a possible attack on the town.", "attack", Status.HYPOTHETICAL),
        ("The two sides reached an agreement on fish.", "agreement", Status.OCCURRED),
        ("The two sides failed to reach an agreement.", "agreement", Status.DENIED),
        ("The minister announced a visit to Denmark.", "visit", Status.PLANNED),
        ("Norway denies Denmark's accusation of theft.", "accusation", Status.OCCURRED),
    ],
)
def test_a_noun_takes_its_status_from_what_governs_it(
    extracted: Extract, text: str, word: str, status: Status
) -> None:
    assert event(extracted(text, published="2019-06-12"), word).status is status


def test_calling_off_has_itself_occurred_and_names_what_it_called_off(extracted: Extract) -> None:
    extraction = extracted("Last month Norway cancelled a meeting with Denmark.", published="2019-06-12")
    cancelling, meeting = event(extraction, "cancelled"), event(extraction, "meeting")
    assert cancelling.type == "cancellation"
    assert cancelling.status is Status.OCCURRED
    assert cancelling.acts_on == meeting.id


def test_what_was_to_be_held_but_was_put_off_is_postponed(extracted: Extract) -> None:
    extraction = extracted("Norway, which was scheduled to hold an election in May, postponed it.")
    assert event(extraction, "election").status is Status.POSTPONED
    assert event(extraction, "postponed").acts_on == event(extraction, "election").id


def test_a_broken_promise_is_a_violation_that_occurred(extracted: Extract) -> None:
    broken = event(extracted("Norway has not complied with the treaty."), "complied")
    assert (broken.type, broken.status, broken.polarity) == (
        "violation",
        Status.OCCURRED,
        Polarity.POSITIVE,
    )


def test_seeming_not_to_is_denied_with_a_hedge(extracted: Extract) -> None:
    violation = event(extracted("The work does not appear to violate the treaty."), "violate")
    assert (violation.status, violation.polarity) == (Status.DENIED, Polarity.NEGATIVE)
    assert violation.certainty is Certainty.POSSIBLE


def test_likely_and_perhaps_lower_certainty(extracted: Extract) -> None:
    assert event(extracted("The ministers will likely meet."), "meet").certainty is Certainty.PROBABLE
    assert event(extracted("Perhaps the ministers met."), "met").certainty is Certainty.POSSIBLE
    assert event(extracted("He asked whether the ministers met."), "met").certainty is (
        Certainty.UNDERSPECIFIED
    )


def test_the_present_tense_of_a_headline_tells_what_happened(extracted: Extract) -> None:
    text = "Norway bans Danish ship from its ports\n\nThe ban was signed on Friday."
    assert event(extracted(text), "bans").status is Status.OCCURRED


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Protesters called for the minister's resignation.", "resignation", Status.PROPOSED),
        ("The efforts did not persuade ministers to attack Denmark.", "attack", Status.DENIED),
        ("The general has yet to concede.", "concede", Status.DENIED),
        ("The framework for talks is ready.", "talks", Status.HYPOTHETICAL),
        ("Norway urged Denmark not to attack Sweden.", "attack", Status.HYPOTHETICAL),
        ("Norway spoke of Denmark attacking Sweden.", "attacking", Status.HYPOTHETICAL),
        ("Norway asked for a meeting that never took place.", "meeting", Status.PROPOSED),
        ("Norway ruled out talks with Denmark.", "talks", Status.DENIED),
        ("Norway did not rule out talks with Denmark.", "talks", Status.UNKNOWN),
        ("The parade will not begin until the ministers meet.", "meet", Status.HYPOTHETICAL),
    ],
)
def test_what_did_not_happen_is_never_told_as_a_fact(
    extracted: Extract, text: str, word: str, status: Status
) -> None:
    found = event(extracted(text, published="2019-06-12"), word)
    assert found.status is status


def test_an_event_dated_after_publication_has_not_happened(extracted: Extract) -> None:
    extraction = extracted("Both men are running in the 2020 election.", published="2019-06-12")
    assert event(extraction, "election").status is not Status.OCCURRED


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The two countries came close to war.", "war", Status.HYPOTHETICAL),
        ("The talks collapsed before an agreement was reached.", "agreement", Status.UNKNOWN),
        ("Norway hopes for an agreement.", "agreement", Status.HYPOTHETICAL),
        ("The envoy arrived for talks with Danish officials.", "talks", Status.PLANNED),
        ("Officials said a deal is close.", "deal", Status.HYPOTHETICAL),
        ("The minister had no knowledge of an attack.", "attack", Status.HYPOTHETICAL),
        ("Any attack will be punished.", "attack", Status.HYPOTHETICAL),
        ("She was acquitted of killing her husband.", "killing", Status.HYPOTHETICAL),
        ("Will Norway invade Denmark?", "invade", Status.HYPOTHETICAL),
        ("Police prevented an attack on the palace.", "attack", Status.DENIED),
        ("Norway stopped short of attacking Denmark.", "attacking", Status.DENIED),
        ("Norway doubts that Sweden attacked the ship.", "attacked", Status.HYPOTHETICAL),
    ],
)
def test_what_nearly_happened_is_not_told_as_a_fact(
    extracted: Extract, text: str, word: str, status: Status
) -> None:
    assert event(extracted(text), word).status is status


def test_what_is_put_back_on_is_planned_although_it_had_been_called_off(extracted: Extract) -> None:
    extraction = extracted(
        "Ines Varga reinstated her summit with Tomas Brandt on Friday, a week after she had scrapped it.",
        published="2024-05-03",
    )
    summit = event(extraction, "summit")
    assert summit.status is Status.PLANNED
    acts = {e.type: e.acts_on for e in extraction.events if e.acts_on}
    assert acts == {"reinstatement": summit.id, "cancellation": summit.id}
