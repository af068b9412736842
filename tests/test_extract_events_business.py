"""News of companies and markets: who is affected, and what a plan, a bid or a model year tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Certainty, Event, Extraction, Status
from tests.test_extract_events_roles import cast
from tests.test_extract_events_status import event

Extract = Callable[..., Extraction]


def words(extraction: Extraction, found: Event, role: str) -> set[str]:
    """The words that fill a role."""
    return {extraction.document.text[s:e] for r in found.roles if r.role == role for s, e in r.spans}


@pytest.mark.parametrize(
    ("text", "word", "thing"),
    [
        ("Shares of Airbus dropped in Paris.", "dropped", "Shares"),
        ("Volvo shares dropped in Stockholm.", "dropped", "Volvo shares"),
        ("The Volvo plant in Ghent was closed in 2008.", "closed", "The Volvo plant"),
        ("Skyways ordered twenty Airbus jets.", "ordered", "twenty Airbus jets"),
    ],
)
def test_what_happens_to_a_thing_happens_to_the_body_that_owns_it(
    extracted: Extract, text: str, word: str, thing: str
) -> None:
    told = extracted(text)
    found = event(told, word)
    assert ("target", "Volvo" if "Volvo" in text else "Airbus") in cast(told, found)
    assert thing in words(told, found, "theme")


def test_a_number_may_end_the_name_of_who_acts(extracted: Extract) -> None:
    told = extracted("The Nikkei 225 closed at a record on Friday.")
    assert words(told, event(told, "closed"), "agent") & {"The Nikkei 225", "The Nikkei"}


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Torval plans to close two mills and cut 900 jobs.", "cut", Status.PLANNED),
        ("Torval will close two mills and put them up for sale.", "put", Status.PLANNED),
        ("Torval closed two mills and cut 900 jobs.", "cut", Status.OCCURRED),
        ("The takeover bid was rejected by the board.", "bid", Status.OCCURRED),
        ("The board dismissed the forecast.", "forecast", Status.OCCURRED),
        ("A person close to the talks said so.", "talks", Status.OCCURRED),
        ("The firms are close to a merger.", "merger", Status.HYPOTHETICAL),
        ("It is possible that the mill will reopen.", "reopen", Status.HYPOTHETICAL),
        ("Their demands included closing the mill.", "closing", Status.PROPOSED),
        ("She is to be in charge of selling the mill.", "selling", Status.PLANNED),
        ("Ministers approved the raids that took place in May.", "raids", Status.OCCURRED),
        ("The strike was aimed at slowing the line.", "strike", Status.OCCURRED),
        ("Parliament voted against plans to sell the port.", "sell", Status.DENIED),
        ("A coup attempt in Lund failed.", "coup", Status.DENIED),
        ("The company set a launch date.", "launch", Status.PLANNED),
        ("The walkout at the mill ended.", "walkout", Status.OCCURRED),
    ],
)
def test_business_is_told_as_real_as_it_is(extracted: Extract, text: str, word: str, status: Status) -> None:
    assert event(extracted(text, "2020-03-11"), word).status is status


@pytest.mark.parametrize(
    ("text", "word", "certainty"),
    [
        ("Lenders are considering extending the loan.", "extending", Certainty.POSSIBLE),
        ("It is likely that the mill will reopen.", "reopen", Certainty.PROBABLE),
        ("It is possible that the pilot erred.", "erred", Certainty.POSSIBLE),
    ],
)
def test_a_judgement_lowers_how_surely_a_clause_is_held(
    extracted: Extract, text: str, word: str, certainty: Certainty
) -> None:
    assert event(extracted(text, "2020-03-11"), word).certainty is certainty


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Halden unveiled its 2022 Comet sedan in Geneva.", "unveiled"),
        ("Parliament passed the 2022 budget.", "passed"),
        ("The carmaker recalled 2015 Comet trucks.", "recalled"),
    ],
)
def test_a_year_that_names_a_thing_dates_nothing(extracted: Extract, text: str, word: str) -> None:
    found = event(extracted(text, "2020-03-11"), word)
    assert found.time is None
    assert found.status is Status.OCCURRED


def test_the_year_of_an_occasion_dates_what_happens_there(extracted: Extract) -> None:
    found = event(extracted("Halden unveiled the Comet at the 2018 convention.", "2020-03-11"), "unveiled")
    assert found.time is not None
    assert found.time.interval.earliest == date(2018, 1, 1)


@pytest.mark.parametrize(
    ("text", "word", "target"),
    [
        ("Iran promised to give Norway access to the site.", "promised", "Norway"),
        ("France offered to send trainers to Senegal.", "offered", "Senegal"),
        ("Norway threatened to bomb Denmark.", "threatened", "Denmark"),
        ("Norway agreed to arm Denmark.", "agreed", "Denmark"),
    ],
)
def test_who_is_to_be_acted_on_is_whom_a_promise_or_threat_concerns(
    extracted: Extract, text: str, word: str, target: str
) -> None:
    told = extracted(text)
    assert ("target", target) in cast(told, event(told, word))


def test_one_side_that_agrees_to_act_acts_and_two_take_part(extracted: Extract) -> None:
    alone = extracted("Norway agreed to arm Denmark.")
    assert ("agent", "Norway") in cast(alone, event(alone, "agreed"))
    both = extracted("Norway and Denmark agreed to arm Iceland.")
    assert {("participant", "Norway"), ("participant", "Denmark")} <= cast(both, event(both, "agreed"))


def test_the_ground_of_praise_is_not_praised(extracted: Extract) -> None:
    told = extracted("Norway thanked Denmark for its help to Iceland.")
    assert {a for r, a in cast(told, event(told, "thanked")) if r == "target"} == {"Denmark"}


def test_what_is_put_back_is_postponed(extracted: Extract) -> None:
    told = extracted("The summit was put back to June.", "2020-03-11")
    assert event(told, "put").type == "postponement"
    assert event(told, "summit").status is Status.POSTPONED


def test_a_storm_that_kills_has_not_died(extracted: Extract) -> None:
    told = extracted("Typhoon Rosa killed 20 people in Cebu.")
    found = event(told, "killed")
    assert found.type == "death"
    assert not any("Rosa" in name for _, name in cast(told, found))


def test_an_infinitive_marker_is_no_preposition(extracted: Extract) -> None:
    assert event(extracted("He was convicted of conspiracy to commit fraud."), "commit").type == "action"
