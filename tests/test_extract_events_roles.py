"""Triggers, roles, places, times and links of events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.model import Event, Extraction, Status
from tests.test_extract_events_status import event

Extract = Callable[..., Extraction]


def cast(extraction: Extraction, found: Event) -> set[tuple[str, str]]:
    """Roles as (role, actor's name)."""
    names = {a.id: a.name for a in extraction.actors}
    return {(r.role, names[r.actor]) for r in found.roles if r.actor}


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Norway imposed sanctions on Denmark.", "sanctions", "sanction"),
        ("Soldiers opened fire on the crowd.", "fire", "attack"),
        ("Norway lifted the curfew.", "lifted", "concession"),
        ("Norway withdrew its ambassador from Denmark.", "withdrew", "sanction"),
        ("The minister resigned.", "resigned", "departure"),
        ("Norway test-fired a missile.", "fired", "weapons_test"),
        ("Thousands of workers demonstrated in Oslo.", "demonstrated", "protest"),
        ("The court sentenced the general.", "sentenced", "legal_action"),
        ("Norway donated food to Denmark.", "donated", "aid"),
        ("The king appointed a judge.", "appointed", "appointment"),
    ],
)
def test_triggers_name_the_type(extracted: Extract, text: str, word: str, kind: str) -> None:
    assert event(extracted(text), word).type == kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The attack helicopter stood in the meeting room.", "attack"),
        ("The attack helicopter stood in the meeting room.", "meeting"),
    ],
)
def test_a_noun_before_a_noun_names_no_event(extracted: Extract, text: str, word: str) -> None:
    spans = [s for e in extracted(text).events for s in e.trigger.spans]
    assert word not in {text[start:end] for start, end in spans}


def test_a_light_verb_and_its_noun_are_one_event(extracted: Extract) -> None:
    text = "Norway held talks with Denmark."
    extraction = extracted(text)
    assert [e.type for e in extraction.events] == ["meeting"]
    assert extraction.events[0].trigger.spans == ((text.index("held"), text.index(" with")),)


def test_the_passive_turns_agent_and_target_round(extracted: Extract) -> None:
    extraction = extracted("Denmark was attacked by Norway.")
    assert cast(extraction, event(extraction, "attacked")) == {("agent", "Norway"), ("target", "Denmark")}


def test_a_second_verb_and_an_infinitive_share_the_subject(extracted: Extract) -> None:
    extraction = extracted("Norway agreed to attack Sweden and bombed Denmark.")
    assert ("agent", "Norway") in cast(extraction, event(extraction, "attack"))
    assert ("agent", "Norway") in cast(extraction, event(extraction, "bombed"))


def test_who_is_urged_is_who_should_act(extracted: Extract) -> None:
    extraction = extracted("Norway urged Denmark to attack Sweden.")
    assert cast(extraction, event(extraction, "attack")) == {("agent", "Denmark"), ("target", "Sweden")}


def test_both_sides_of_a_noun_take_part(extracted: Extract) -> None:
    extraction = extracted("Talks between Norway and Denmark ended on Monday.")
    assert cast(extraction, event(extraction, "Talks")) == {
        ("participant", "Norway"),
        ("participant", "Denmark"),
    }


def test_no_actor_comes_from_another_clause(extracted: Extract) -> None:
    extraction = extracted("Norway was quiet. A bomb exploded after the vote.")
    assert all("Norway" not in name for _, name in cast(extraction, event(extraction, "exploded")))


def test_must_in_a_report_is_a_demand_of_the_speaker(extracted: Extract) -> None:
    extraction = extracted("Norway said on Friday that Denmark must return the ship.")
    demand = event(extraction, "must")
    assert demand.type == "demand"
    assert cast(extraction, demand) == {("agent", "Norway"), ("target", "Denmark")}


def test_a_day_in_the_clause_dates_the_event(extracted: Extract) -> None:
    extraction = extracted("Norway attacked Denmark on June 3.", published="2019-06-12")
    time = event(extraction, "attacked").time
    assert time is not None
    assert (time.interval.earliest, time.interval.latest) == (date(2019, 6, 3), date(2019, 6, 3))


def test_since_reaches_to_the_day_of_publication(extracted: Extract) -> None:
    extraction = extracted("Norway has bombed Denmark since 2015.", published="2019-06-12")
    time = event(extraction, "bombed").time
    assert time is not None
    assert (time.interval.earliest, time.interval.latest) == (date(2015, 1, 1), date(2019, 6, 12))


def test_no_date_is_invented(extracted: Extract) -> None:
    assert event(extracted("Norway attacked Denmark.", published="2019-06-12"), "attacked").time is None


def test_the_day_of_an_announcement_is_not_the_day_of_the_visit(extracted: Extract) -> None:
    extraction = extracted("On Sunday the minister announced a visit to Denmark.", published="2019-06-12")
    visit = event(extraction, "visit")
    assert visit.status is Status.PLANNED
    assert visit.time is None


def test_later_mentions_point_to_the_first_and_share_its_date(extracted: Extract) -> None:
    extraction = extracted(
        "Norway attacked Denmark on June 3. The attack surprised Sweden.", published="2019-06-12"
    )
    first = event(extraction, "attacked")
    later = next(e for e in extraction.events if e.type == "attack" and e.id != first.id)
    assert later.same_as == first.id
    assert later.time == first.time


def test_a_second_summit_is_not_the_first(extracted: Extract) -> None:
    extraction = extracted("Norway and Denmark held a summit in 2017. A second summit is planned.")
    summits = [e for e in extraction.events if e.type == "meeting"]
    assert [s.status for s in summits] == [Status.OCCURRED, Status.PLANNED]
    assert all(s.same_as is None for s in summits)


def test_a_mention_that_names_nobody_does_not_join_two_meetings(extracted: Extract) -> None:
    extraction = extracted(
        "Norway asked to postpone a meeting with Denmark. It expected the meeting to be held in June. "
        "Critics said that it could not obtain a meeting with Portugal.",
        published="2019-06-12",
    )
    groups: dict[str, set[str]] = {}
    names = {a.id: a.name for a in extraction.actors}
    for e in extraction.events:
        if e.type == "meeting":
            groups.setdefault(e.same_as or e.id, set()).update(names[r.actor] for r in e.roles if r.actor)
    assert not any({"Denmark", "Portugal"} <= group for group in groups.values())


def test_the_two_are_those_named_just_before_and_their_meeting_is_the_one_told_of(extracted: Extract) -> None:
    extraction = extracted(
        "Ines Varga reinstated her summit with Tomas Brandt on Friday and said that the two would meet "
        "in Lisbon on May 20.",
        published="2024-05-03",
    )
    names = {a.id: a.name for a in extraction.actors}
    summit, meet = (e for e in extraction.events if e.type == "meeting")
    assert meet.same_as == summit.id
    assert summit.time == meet.time
    for meeting in (summit, meet):
        assert [names[r.actor] for r in meeting.roles if r.actor] == ["Ines Varga", "Tomas Brandt"]


def test_the_two_of_some_are_not_those_named_before(extracted: Extract) -> None:
    extraction = extracted("Ines Varga and Tomas Brandt came. The two from Oslo met Pedro Alvarez.")
    names = {a.id: a.name for a in extraction.actors}
    met = event(extraction, "met")
    assert {names[r.actor] for r in met.roles if r.actor} <= {"Pedro Alvarez"}


def test_talks_are_no_summit_and_words_to_the_press_no_meeting(extracted: Extract) -> None:
    extraction = extracted(
        "The ministers of Norway and Denmark negotiated in Oslo on Monday. "
        "At a news conference they praised the meeting. The road to the summit is open.",
        published="2019-06-12",
    )
    told = {e.trigger.lemma: e.same_as for e in extraction.events if e.type == "meeting"}
    assert told["summit"] is None
    assert told.get("conference") is None


def test_an_event_in_somebody_s_words_is_attributed(extracted: Extract) -> None:
    extraction = extracted('"Norway attacked Denmark," the general said.')
    assert event(extraction, "attacked").attributed_to == extraction.statements[0].id


def test_a_class_is_coded_for_main_predicates_only(extracted: Extract) -> None:
    extraction = extracted("Norway condemned the attack on Denmark.")
    assert event(extraction, "condemned").plover == "ACCUSE"
    assert event(extraction, "attack").plover is None


def test_ids_follow_the_text(extracted: Extract) -> None:
    extraction = extracted("Norway attacked Denmark. Sweden protested. The king resigned.")
    starts = [e.trigger.spans[0][0] for e in extraction.events]
    assert starts == sorted(starts)
    assert [e.id for e in extraction.events] == [f"e{n}" for n in range(1, len(starts) + 1)]


@pytest.mark.parametrize(
    ("text", "word", "roles"),
    [
        # those named of an unnamed group stand for it
        (
            "Firms including Volvo, Saab and Nokia pulled out of Norway.",
            "pulled",
            {("agent", "Volvo"), ("agent", "Saab"), ("agent", "Nokia"), ("target", "Norway")},
        ),
        (
            "Norway urged allies such as Sweden to act.",
            "urged",
            {("agent", "Norway"), ("target", "Sweden")},
        ),
        # along with; two titled names in a row; an object of two verbs
        (
            "Ana Berg, along with Senator Jon Moe, met Eva Holm.",
            "met",
            {("participant", "Ana Berg"), ("participant", "Jon Moe"), ("participant", "Eva Holm")},
        ),
        ("Rebels shot and killed Ana Berg.", "shot", {("agent", "rebels"), ("target", "Ana Berg")}),
        # what the trigger's own object names
        (
            "Norway will reopen its border with Sweden.",
            "border",
            {("agent", "Norway"), ("participant", "Sweden")},
        ),
        # whoever speaks in a clause of its own takes no part
        (
            "Norway banned Volvo, with officials saying that trucks were unsafe.",
            "banned",
            {("agent", "Norway"), ("target", "Volvo")},
        ),
    ],
)
def test_all_who_take_part_are_named_and_nobody_else(
    extracted: Extract, text: str, word: str, roles: set[tuple[str, str]]
) -> None:
    extraction = extracted(text)
    end = text.index(word) + len(word)
    (found,) = [e for e in extraction.events if e.trigger.spans[-1][1] == end]
    assert {r for r in cast(extraction, found) if r[0] != "theme"} == roles
