"""Disagreements are shown with both sides, and only where two claims cannot both be right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.graph import Store, open_store
from kg.model import Extraction, Ref, StatementKind, Status
from kg.pipeline import retell
from kg.query import Filter
from kg.query.conflicts import Conflict, conflicts
from kg.query.counts import counts
from tests.graph_factory import Article, told
from tests.test_corrections import correct


def raid(
    text: str,
    source: str,
    *,
    day: str = "2031-05-03",
    by: str = "Avaria",
    published: str = "2031-05-04",
    **more,
) -> Extraction:
    """One article on a raid; ``text`` names who, whom and the day."""
    a = Article(text, source=source, published=published, outlet=source)
    roles = [("agent", a.actor(by)), ("target", a.actor("Belmora"))]
    status = more.pop("status", Status.OCCURRED)
    a.event("attack", "raided", roles, when=a.time("3 May", day, day), status=status, **more)
    return a.done()


def kinds(found: list[Conflict]) -> list[tuple[str, str, str]]:
    return [(c.kind, c.left_value, c.right_value) for c in found]


def test_two_counts_of_the_dead_are_a_conflict_with_both_sentences() -> None:
    store = told(
        raid("Avaria raided Belmora on 3 May and 13 people were killed.", "a.txt"),
        raid("On 3 May Avaria raided Belmora; at least 20 people were killed.", "b.txt"),
    )
    found = conflicts(store)
    assert kinds(found) == [("number", "13 people dead", "at least 20 people dead")]
    assert {found[0].left.evidence.document, found[0].right.evidence.document} == {"a.txt", "b.txt"}
    assert "13 people were killed" in found[0].left.evidence.context
    assert found[0].one_event


def test_counts_that_can_both_be_right_are_no_conflict() -> None:
    store = told(
        raid("Avaria raided Belmora on 3 May and 23 people were killed.", "a.txt"),
        raid("On 3 May Avaria raided Belmora; at least 20 people were killed, 40 wounded.", "b.txt"),
    )
    assert conflicts(store) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Some 1,200 soldiers died in 2029.", {"soldiers dead": (1020, 1380)}),
        ("It has more than three hidden depots.", {"depots": (3, float("inf"))}),
        ("Talks lasted 12 days and cost 40 million crowns.", {}),
        ("It opened 13 of the depots.", {}),
        ("Two bridges fell and nine bridges stood.", {}),
        ("About 30 people met.", {}),
        ("Some 12 percent of voters in 300 towns", {"towns": (300, 300)}),
        (
            "A blast killed 12 people and wounded 30 others.",
            {"people dead": (12, 12), "people injured": (30, 30)},
        ),
        ("Nine are confirmed dead.", {"people dead": (9, 9)}),
        ("Thirty-six people died.", {"people dead": (36, 36)}),
        ("The toll rose to 40.", {"people dead": (40, 40)}),
        ("Five soldiers killed 12 civilians.", {"civilians dead": (12, 12)}),
        ("The fire could kill 20 people.", {}),
        ("Twenty people would be killed.", {}),
        ("The three men were killed.", {}),
        ("Five more people were injured.", {}),
        ("Eight undeclared Avarian radar stations", {"stations": (8, 8)}),
        ("She won by 54 to 40 in a 3.5 million crown race.", {}),
    ],
)
def test_what_a_sentence_counts(sentence: str, expected: dict[str, tuple[float, float]]) -> None:
    found = {c.noun: (round(c.low, 6), round(c.high, 6)) for c in counts(sentence)}
    assert found == expected


def test_occurrence_is_disputed_between_the_article_and_a_voice_in_another() -> None:
    a = Article(
        "On 3 May Avaria raided Belmora, which its envoy denied.", source="b.txt", published="2031-05-05"
    )
    avaria, belmora = a.actor("Avaria"), a.actor("Belmora")
    no = a.statement("Avaria raided Belmora", avaria, "denied", speaker_words="its envoy")
    roles = [("agent", avaria), ("target", belmora)]
    when = a.time("3 May", "2031-05-03", "2031-05-03")
    a.event("attack", "raided", roles, when=when, attributed_to=no, status=Status.DENIED)
    found = conflicts(told(raid("Avaria raided Belmora on 3 May.", "a.txt"), a.done()))
    assert kinds(found) == [("occurrence", "occurred", "denied")]
    assert [h.name for h in found[0].right.holders] == ["Avaria"]


def test_a_meeting_that_was_planned_and_then_held_is_no_disagreement() -> None:
    store = told(
        raid("Avaria raided Belmora on 3 May.", "a.txt", published="2031-05-01", status=Status.PLANNED),
        raid("On 3 May Avaria raided Belmora.", "b.txt"),
    )
    assert conflicts(store) == []


def test_days_that_exclude_each_other_are_shown_although_merging_kept_the_events_apart() -> None:
    store = told(
        raid("Avaria raided Belmora on 3 May.", "a.txt"),
        raid("On 3 May Avaria raided Belmora.", "b.txt", day="2031-05-02"),
    )
    found = conflicts(store)
    assert kinds(found) == [("date", "2031-05-03", "2031-05-02")]
    assert not found[0].one_event
    correct(store, "merge", found[0].left.event, found[0].right.event)
    assert [c.one_event for c in conflicts(store)] == [True]


def test_days_far_apart_are_two_events() -> None:
    store = told(
        raid("Avaria raided Belmora on 3 May.", "a.txt"),
        raid("On 3 May Avaria raided Belmora.", "b.txt", day="2031-05-23", published="2031-05-24"),
    )
    assert conflicts(store) == []


def test_two_agents_of_one_calling_off() -> None:
    def off(by: str, source: str) -> Extraction:
        text = f"{by} called off the talks of Belmora and Avaria on 9 May."
        a = Article(text, source=source, published="2031-05-08", outlet=source)
        sides = {n: a.actor(n) for n in ("Belmora", "Avaria")}
        talks = a.event(
            "meeting",
            "talks",
            [("participant", s) for s in sides.values()],
            when=a.time("9 May", "2031-05-09", "2031-05-09"),
            status=Status.CANCELLED,
        )
        a.event("cancellation", "called off", [("agent", sides[by])], acts_on=talks)
        return a.done()

    found = conflicts(told(off("Avaria", "a.txt"), off("Belmora", "b.txt")), kinds=["participants"])
    assert [sorted(k) for k in kinds(found)] == [["agent: Avaria", "agent: Belmora", "participants"]]


def test_two_towns_are_a_conflict_of_place() -> None:
    def met(town: str, source: str) -> Extraction:
        a = Article(f"Avaria and Belmora met in {town} on 3 May.", source=source, outlet=source)
        sides = [("participant", a.actor("Avaria")), ("participant", a.actor("Belmora"))]
        where = Ref((a.span(town),), a.actor(town, "place"))
        a.event("meeting", "met", sides, when=a.time("3 May", "2031-05-03", "2031-05-03"), place=where)
        return a.done()

    found = conflicts(told(met("Port Lys", "a.txt"), met("Old Quay", "b.txt")))
    assert sorted(kinds(found)[0][1:]) == ["Old Quay", "Port Lys"]
    assert conflicts(told(met("Port Lys", "a.txt"), met("Port Lys", "b.txt"))) == []


def quote(speaker: str, source: str, kind: str = "person") -> Extraction:
    words = "we will rebuild the wall before the winter comes"
    a = Article(f"“{words},” said {speaker}.", source=source, outlet=source)
    who = a.actor(speaker, kind)
    a.statement(words, who, "said", speaker_words=speaker, kind=StatementKind.DIRECT)
    return a.done()


def test_the_same_words_in_two_mouths() -> None:
    found = conflicts(told(quote("Pia Sandoval", "a.txt"), quote("Ugo Brandt", "b.txt")))
    assert [c.kind for c in found] == ["speaker"]
    assert {found[0].left_value, found[0].right_value} == {"Pia Sandoval", "Ugo Brandt"}
    assert conflicts(told(quote("Pia Sandoval", "a.txt"), quote("Avaria", "b.txt", "country"))) == []
    assert conflicts(told(quote("Pia Sandoval", "a.txt"), quote("Pia Sandoval", "b.txt"))) == []


def test_a_rejected_claim_disagrees_with_nothing() -> None:
    store = told(
        raid("Avaria raided Belmora on 3 May.", "a.txt"),
        raid("On 3 May Avaria raided Belmora.", "b.txt", day="2031-05-02"),
    )
    correct(store, "reject", conflicts(store)[0].left.id)
    assert conflicts(store) == []


def test_filters_and_kinds_narrow() -> None:
    store = told(
        raid("Avaria raided Belmora on 3 May and 13 people were killed.", "a.txt"),
        raid("On 3 May Avaria raided Belmora; 20 people were killed.", "b.txt"),
    )
    assert conflicts(store, kinds=["date"]) == []
    assert conflicts(store, Filter(sources=("a.txt",))) == []
    assert len(conflicts(store, Filter(actors=("Avaria",)), ["number"])) == 1


def test_the_command_prints_both_sides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "kg.db", create=True) as store:
        store.add(raid("Avaria raided Belmora on 3 May and 13 people were killed.", "a.txt"))
        store.add(raid("On 3 May Avaria raided Belmora; 20 people were killed.", "b.txt"))
        retell(store)
    base = ["--store", str(tmp_path / "kg.db"), "conflicts"]
    assert run([*base, "--format", "jsonl"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["kind"], row["left"]["evidence"]["document"]) == ("number", "a.txt")
    assert run([*base, "--kind", "number", "--format", "table"]) == 0
    assert "20 people" in capsys.readouterr().out
    assert run([*base, "--kind", "weather"]) == 2


def test_articles_on_one_report_count_differently_although_nothing_was_merged() -> None:
    def report(words: str, source: str, published: str) -> Extraction:
        text = f"The Lys Institute said that {words}, and Pia Sandoval of the institute named Sunvale."
        a = Article(text, source=source, published=published, outlet=source)
        for name, kind in (("Sunvale", "place"), ("Pia Sandoval", "person"), ("Avaria", "country")):
            a.actor(name, kind)
        a.statement(words, a.actor("The Lys Institute", "organization"), "said")
        return a.done()

    one = report("Avaria runs 13 hidden radar stations", "a.txt", "2031-05-03")
    found = conflicts(told(one, report("Avaria has nearly 20 radar stations", "b.txt", "2031-05-04")))
    assert kinds(found) == [("number", "13 hidden radar stations", "nearly 20 radar stations")]
    assert not found[0].one_event
    for words, day in (
        ("Avaria has nearly 20 radar stations", "2031-05-20"),
        ("Avaria has nearly 20 railway stations", "2031-05-04"),
        ("Avaria may have up to 20 radar stations", "2031-05-04"),
        ("Avaria built 20 radar stations in 1998", "2031-05-04"),
    ):
        assert conflicts(told(one, report(words, "b.txt", day))) == []


def test_an_article_with_two_counts_of_one_thing_is_compared_with_nothing() -> None:
    def blast(text: str, source: str) -> Extraction:
        a = Article(text, source=source, outlet=source)
        for name, kind in (("Port Lys", "place"), ("Ines Varga", "person")):
            a.actor(name, kind)
        for n in range(text.count("killed")):
            a.event("death", "killed", nth=n)
        return a.done()

    one = blast("A blast in Port Lys killed nine people, Ines Varga said.", "a.txt")
    two = blast("A blast in Port Lys killed 14 people, Ines Varga said.", "b.txt")
    both = blast(
        "A blast in Port Lys killed 14 people. Ines Varga said that another had killed nine people.", "c.txt"
    )
    assert sorted(sorted(k) for k in kinds(conflicts(told(one, two)))) == [
        ["14 people dead", "nine people dead", "number"]
    ]
    assert conflicts(told(one, both)) == []


def test_two_are_said_to_have_called_off_what_may_be_one_meeting() -> None:
    def off(by: str, other: str, source: str) -> Extraction:
        a = Article(f"{by} called off the talks of Ines Varga and {other}.", source=source, outlet=source)
        agent = a.actor(by)
        sides = [a.actor("Ines Varga", "person"), agent if by == other else a.actor(other, "person")]
        roles = [("participant", s) for s in sides]
        talks = a.event("meeting", "talks", roles, status=Status.CANCELLED)
        a.event("cancellation", "called off", [("agent", agent)], acts_on=talks)
        return a.done()

    found = conflicts(told(off("Belmora", "Belmora", "a.txt"), off("Avaria", "a Belmora envoy", "b.txt")))
    assert [sorted(k) for k in kinds(found)] == [["agent: Avaria", "agent: Belmora", "participants"]]
    assert not found[0].one_event
    assert conflicts(told(off("Belmora", "Belmora", "a.txt"), off("Avaria", "Ugo Brandt", "b.txt"))) == []


def test_the_sample_shows_two_counts_of_bases_and_of_the_dead_and_who_put_off_a_meeting(
    sample: Store,
) -> None:
    found = kinds(conflicts(sample))
    assert (
        "number",
        "13 undeclared North Korean missile bases",
        "nearly 20 undeclared missile bases",
    ) in found
    assert {"32 people dead", "36 people dead"} in [set(k[1:]) for k in found]
    assert {"agent: North Korea", "agent: United States"} in [set(k[1:]) for k in found]
