"""What one actor says over time; a reversal needs one event, two sides and a day of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.errors import NotFound
from kg.graph import Store, open_store
from kg.model import Attitude, Extraction, Status
from kg.pipeline import retell
from kg.query import Filter
from kg.query.positions import Position, positions
from tests.graph_factory import Article, told

PLAN = "Ines Varga said on {said} that she would meet Ugo Brandt on 9 May."


def talk(
    said: str, status: Status = Status.PLANNED, speaker: str = "Ines Varga", cue: str = "said"
) -> Extraction:
    """The speaker's word of ``said`` on the meeting of 9 May."""
    a = Article(
        f"{speaker} said on {said} that Varga and Ugo Brandt meet on 9 May.",
        source=f"{said}.txt",
        published=said,
    )
    who = a.actor(speaker, "person")
    varga = who if speaker == "Ines Varga" else a.actor("Varga", "person", name="Ines Varga")
    sides = [("participant", varga), ("participant", a.actor("Ugo Brandt", "person"))]
    attitude = Attitude.DENIES if status == Status.DENIED else Attitude.SAYS
    words = a.statement(
        "Varga and Ugo Brandt meet on 9 May", who, cue, attitude=attitude, time=a.time(said, said, said)
    )
    when = a.time("9 May", "2031-05-09", "2031-05-09")
    a.event("meeting", "meet", sides, when=when, status=status, attributed_to=words)
    return a.done()


def change(
    day: str, type_: str, by: str = "Ines Varga", *, dated: bool = True, published: str = ""
) -> Extraction:
    """``by`` calls the meeting of 9 May off, or puts it back on."""
    text = f"On {day} {by} changed the talks of Varga and Ugo Brandt of 9 May."
    a = Article(text, source=f"{day}-{type_}.txt", published=published or day)
    who = a.actor(by, "person")
    varga = who if by == "Ines Varga" else a.actor("Varga", "person", name="Ines Varga")
    sides = [("participant", varga), ("participant", a.actor("Ugo Brandt", "person"))]
    status = Status.CANCELLED if type_ == "cancellation" else Status.PLANNED
    when = a.time("9 May", "2031-05-09", "2031-05-09")
    talks = a.event("meeting", "talks", sides, when=when, status=status)
    mine = a.time(day, day, day) if dated else None
    a.event(type_, "changed", [("agent", who)], when=mine, acts_on=talks)
    return a.done()


def reversals(found: list[Position]) -> list[tuple[str, str]]:
    return [(str(p.day), p.reverses.evidence.document) for p in found if p.reverses]


def test_what_was_planned_and_called_off_and_put_back_on_is_reversed_twice() -> None:
    store = told(
        talk("2031-05-01"), change("2031-05-03", "cancellation"), change("2031-05-05", "reinstatement")
    )
    found = positions(store, "Ines Varga", ["meeting"])
    assert reversals(found) == [
        ("2031-05-03", "2031-05-01.txt"),
        ("2031-05-05", "2031-05-03-cancellation.txt"),
    ]
    assert "meet on 9 May" in found[1].reverses.evidence.context


def test_saying_and_then_denying_it_is_a_reversal() -> None:
    found = positions(told(talk("2031-05-01"), talk("2031-05-04", Status.DENIED)), "Varga")
    assert reversals(found) == [("2031-05-04", "2031-05-01.txt")]


def test_the_same_side_twice_is_none() -> None:
    assert reversals(positions(told(talk("2031-05-01"), talk("2031-05-04")), "Ines Varga")) == []


def test_another_voice_or_another_hand_is_no_reversal() -> None:
    other = talk("2031-05-04", Status.DENIED, speaker="Pia Sandoval")
    off = change("2031-05-06", "cancellation", by="Ugo Brandt")
    assert reversals(positions(told(talk("2031-05-01"), other, off), "Ines Varga")) == []


def test_an_old_act_told_again_without_its_day_is_no_reversal() -> None:
    store = told(
        talk("2031-05-01"),
        change("2031-05-03", "cancellation"),
        change("2031-05-05", "reinstatement"),
        change("2031-05-06", "cancellation", dated=False),
    )
    assert [day for day, _ in reversals(positions(store, "Ines Varga"))] == ["2031-05-03", "2031-05-05"]


def test_another_meeting_of_the_same_people_is_another_subject() -> None:
    a = Article(
        "On 2031-05-04 Ines Varga denied that Varga and Ugo Brandt meet on 20 May.", published="2031-05-04"
    )
    who, brandt = a.actor("Ines Varga", "person"), a.actor("Ugo Brandt", "person")
    no = a.statement(
        "Varga and Ugo Brandt meet on 20 May",
        who,
        "denied",
        attitude=Attitude.DENIES,
        time=a.time("2031-05-04", "2031-05-04", "2031-05-04"),
    )
    when = a.time("20 May", "2031-05-20", "2031-05-20")
    sides = [("participant", who), ("participant", brandt)]
    a.event("meeting", "meet", sides, when=when, status=Status.DENIED, attributed_to=no)
    assert reversals(positions(told(talk("2031-05-01"), a.done()), "Ines Varga")) == []


def test_a_subject_is_a_type_an_actor_or_words() -> None:
    store = told(talk("2031-05-01"), change("2031-05-03", "cancellation"))
    days = {
        subject: [str(p.day) for p in positions(store, "Ines Varga", [subject])]
        for subject in ("meeting", "Ugo Brandt", "9 May", "sanction")
    }
    assert days == {
        "meeting": ["2031-05-01", "2031-05-03"],
        "Ugo Brandt": ["2031-05-01", "2031-05-03"],
        "9 May": ["2031-05-01"],
        "sanction": [],
    }


def test_days_of_a_filter_are_those_of_saying_and_later_articles_are_not_known() -> None:
    store = told(talk("2031-05-01"), change("2031-05-03", "cancellation"))
    late = Filter(date_from=positions(store, "Ines Varga")[1].day)
    assert [p.fact.type for p in positions(store, "Ines Varga", (), late)] == ["cancellation"]
    assert reversals(positions(store, "Ines Varga", (), late)) == [("2031-05-03", "2031-05-01.txt")]
    known = Filter(as_of=positions(store, "Ines Varga")[0].day)
    assert len(positions(store, "Ines Varga", (), known)) == 1


def test_a_plan_that_only_the_article_tells_is_shown_where_it_is_gone_back_on() -> None:
    a = Article("Ines Varga will meet Ugo Brandt on 9 May.", source="plan.txt", published="2031-05-01")
    sides = [
        ("participant", a.actor("Ines Varga", "person")),
        ("participant", a.actor("Ugo Brandt", "person")),
    ]
    when = a.time("9 May", "2031-05-09", "2031-05-09")
    a.event("meeting", "meet", sides, when=when, status=Status.PLANNED)
    assert positions(told(a.done()), "Ines Varga") == []
    found = positions(told(a.done(), change("2031-05-03", "cancellation")), "Ines Varga")
    assert [(p.fact.evidence.document, p.dated) for p in found] == [
        ("plan.txt", False),
        ("2031-05-03-cancellation.txt", True),
    ]
    assert reversals(found) == [("2031-05-03", "plan.txt")]


def test_days_that_are_not_known_apart_are_no_order() -> None:
    a = Article(
        "In May Ines Varga called off the talks of Varga and Ugo Brandt of 9 May.", source="month.txt"
    )
    who, brandt = a.actor("Ines Varga", "person"), a.actor("Ugo Brandt", "person")
    sides = [("participant", who), ("participant", brandt)]
    when = a.time("9 May", "2031-05-09", "2031-05-09")
    talks = a.event("meeting", "talks", sides, when=when, status=Status.CANCELLED)
    a.event(
        "cancellation",
        "called off",
        [("agent", who)],
        when=a.time("In May", "2031-05-01", "2031-05-31"),
        acts_on=talks,
    )
    assert reversals(positions(told(talk("2031-05-03"), a.done()), "Ines Varga")) == []


def test_nobody_of_that_name_is_told() -> None:
    with pytest.raises(NotFound):
        positions(told(talk("2031-05-01")), "Nobody Atall")


def test_the_sample_shows_a_summit_announced_called_off_and_put_back_on(sample: Store) -> None:
    found = reversals(positions(sample, "Donald Trump", ["meeting", "Kim Jong Un"]))
    assert found == [("2018-05-24", "2018-05-10-detainees.md"), ("2018-06-01", "2018-05-24-letter.txt")]


def test_the_command_shows_both_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "kg.db", create=True) as store:
        for article in (talk("2031-05-01"), change("2031-05-03", "cancellation")):
            store.add(article)
        retell(store)
    base = ["--store", str(tmp_path / "kg.db"), "positions"]
    assert run([*base, "--actor", "Ines Varga", "--reversals", "--format", "jsonl"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["reverses"]["evidence"]["document"] == "2031-05-01.txt"
    assert run([*base, "--actor", "Ines Varga", "--format", "table"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "↺" in shown
    assert "goes back on" in shown
    assert run(base) == 2
