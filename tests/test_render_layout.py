"""Where events stand: by date from left to right, by actor from top to bottom."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from kg.model import FactActor
from kg.render.layout import Layout, arrange
from kg.render.network import by_event
from tests.browser.story import crowd, evidence, fact, story


def laid(facts: list) -> Layout:
    return arrange(facts, dict.fromkeys(by_event(facts), "Meeting · Sardane"))


def on(number: int, *day: int, **more: object) -> object:
    return fact(number, earliest=date(*day), latest=date(*day), **more)


def test_a_later_event_stands_further_right_however_long_the_gap() -> None:
    spots = laid([on(1, 1994, 10, 21), on(2, 2031, 3, 4), on(3, 2031, 3, 5)]).spots
    assert spots["event:e1"].x < spots["event:e2"].x < spots["event:e3"].x
    assert spots["event:e2"].x - spots["event:e1"].x <= 250


def test_an_event_without_a_date_stands_behind_all_dates_and_is_given_none() -> None:
    layout = laid(story())
    assert layout.undated is not None
    assert layout.spots["event:e4"].x >= layout.undated
    assert all(spot.x < layout.undated for node, spot in layout.spots.items() if node != "event:e4")
    assert {day for day, _ in layout.axis} == {date(2031, 3, 4), date(2031, 4, 1), date(2031, 5, 31)}


def test_undated_events_stand_by_the_day_on_which_they_were_reported() -> None:
    bare = {"earliest": None, "latest": None}
    early = evidence("met", "They met.", published=date(2031, 2, 1))
    unknown = evidence("met", "They met.", published=None)
    layout = laid([fact(1, **bare), fact(2, **bare, evidence=early), fact(3, **bare, evidence=unknown)])
    assert [day for day, _ in layout.reported] == [date(2031, 2, 1), date(2031, 3, 6), None]
    assert layout.spots["event:e2"].x < layout.spots["event:e1"].x < layout.spots["event:e3"].x
    assert list(layout.axis) == []


def test_words_that_nobody_is_known_by_get_no_lane() -> None:
    layout = laid(
        [fact(1, actors=(FactActor(None, "the plan", "agent"), FactActor("c1", "Norvia", "target")))]
    )
    assert [lane.actor for lane in layout.lanes] == ["actor:c1"]


def test_labels_in_a_lane_never_overlap() -> None:
    spots = sorted(laid(list(crowd(400, 3))).spots.values(), key=lambda s: (s.lane, s.y, s.x))
    for left, right in pairwise(spots):
        if (left.lane, left.y) == (right.lane, right.y):
            assert left.x + left.width <= right.x


def test_each_event_stands_inside_the_lane_of_its_main_actor() -> None:
    layout = laid(story())
    lanes = {lane.actor: lane for lane in layout.lanes}
    for spot in layout.spots.values():
        assert lanes[spot.lane].y < spot.y < lanes[spot.lane].y + lanes[spot.lane].height
    assert layout.spots["event:e4"].lane == "actor:c1"


def test_an_event_that_names_nobody_has_a_lane_of_its_own() -> None:
    layout = laid([fact(1, actors=())])
    assert layout.spots["event:e1"].lane == ""


def test_no_facts_give_no_lanes() -> None:
    layout = laid([])
    assert (list(layout.lanes), list(layout.axis), layout.undated) == ([], [], None)


def test_five_thousand_events_are_all_placed() -> None:
    assert len(laid(list(crowd(5000, 3))).spots) == 5000
