"""Articles in, story out, through the whole pipeline: what must and must not become one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import kg
from kg.library import KnowledgeGraph

Told = list[tuple[str, str, str]]
"""Source, day of publication, text."""


@pytest.fixture
def graph() -> Iterator[KnowledgeGraph]:
    with kg.open() as opened:
        yield opened


def tell(graph: KnowledgeGraph, *articles: tuple[str, str, str]) -> None:
    for source, published, text in articles:
        graph.add_text(text, source=source, published=published)


def exported(graph: KnowledgeGraph) -> bytes:
    from io import BytesIO

    out = BytesIO()
    graph.export("nquads", out)
    return out.getvalue()


def test_people_who_share_a_surname_stay_two(graph: KnowledgeGraph) -> None:
    tell(
        graph,
        ("a.txt", "2024-05-03", "Finance Minister Anna Keller met Tomas Brandt in Lisbon on Thursday."),
        ("b.txt", "2024-05-04", "Finance Minister Hans Keller met Tomas Brandt in Lisbon on Thursday."),
        ("c.txt", "2024-05-05", "Keller met Tomas Brandt again on Saturday."),
    )
    names = sorted(a.name for a in graph.actors(kind="person") if "Keller" in a.name)
    assert names == ["Anna Keller", "Hans Keller", "Keller"]
    refusals = [d for d in graph.show("Anna Keller").decisions if d.kind == "refuse"]
    assert any("2 people share the name" in r for d in refusals for r in d.reasons)


MERKEL = [
    (
        "obama.txt",
        "2016-11-18",
        "President Barack Obama met Angela Merkel in Berlin on Thursday. The U.S. president praised Germany.",
    ),
    (
        "trump.txt",
        "2017-03-18",
        "President Donald Trump met Angela Merkel in Bonn on Friday. The U.S. president praised Germany.",
    ),
]


def test_an_office_that_changed_hands_is_two_people(graph: KnowledgeGraph) -> None:
    tell(graph, *MERKEL)
    people = {a.name: a for a in graph.actors(kind="person")}
    assert set(people) == {"Barack Obama", "Donald Trump", "Angela Merkel"}
    for name, source in (("Barack Obama", "obama.txt"), ("Donald Trump", "trump.txt")):
        praise = [f for f in graph.facts(actor=name) if "praised" in f.evidence.context and f.kind == "event"]
        assert {f.evidence.document for f in praise} == {source}


def test_a_description_goes_to_whoever_held_the_office_and_is_named_in_the_article(
    graph: KnowledgeGraph,
) -> None:
    text = "The U.S. president met Angela Merkel on Friday. Donald Trump had spoken with Barack Obama before."
    tell(graph, ("then.txt", "2016-11-19", text), ("now.txt", "2017-03-18", text + " It rained."))
    met = {
        f.evidence.document: sorted(a.name for a in f.actors if a.role == "participant")
        for f in graph.facts(type="meeting")
        if "met Angela" in f.evidence.quote
    }
    assert met == {
        "then.txt": ["Angela Merkel", "Barack Obama"],
        "now.txt": ["Angela Merkel", "Donald Trump"],
    }


@pytest.mark.parametrize("published", ["2017-01-18", "2017-01-25"])
def test_around_a_change_of_office_a_description_is_nobody_named(
    graph: KnowledgeGraph, published: str
) -> None:
    text = "The U.S. president met Angela Merkel on Monday. Donald Trump had spoken with Barack Obama before."
    tell(graph, ("a.txt", published, text))
    assert "U.S. president" in {a.name for a in graph.actors(kind="person")}


def test_a_description_without_any_name_is_nobody_named_and_stays_in_its_article(
    graph: KnowledgeGraph,
) -> None:
    bare = "The U.S. president met Angela Merkel on Monday."
    tell(graph, *MERKEL, ("bare.txt", "2018-05-08", bare), ("later.txt", "2019-05-07", bare + " It rained."))
    described = [a for a in graph.actors(kind="person") if a.name == "U.S. president"]
    assert [a.articles for a in described] == [1, 1]


SUMMIT: Told = [
    ("1-plan.txt", "2024-05-02", "Ines Varga will meet Tomas Brandt in Lisbon on May 20, her office said."),
    ("2-off.txt", "2024-05-06", "Ines Varga on Monday called off her meeting with Tomas Brandt on May 20."),
    ("3-on.txt", "2024-05-10", "Ines Varga on Friday reinstated her meeting with Tomas Brandt on May 20."),
    ("4-held.txt", "2024-05-21", "Ines Varga met Tomas Brandt in Lisbon on Monday."),
]


def test_a_summit_called_off_and_put_back_on_is_one_event_of_four_articles(graph: KnowledgeGraph) -> None:
    tell(graph, *SUMMIT)
    meetings = graph.facts(type="meeting", actor="Ines Varga")
    assert len({f.event for f in meetings}) == 1
    told = graph.show(meetings[0].event)
    life = [(f.evidence.document, f.status) for f in told.facts]
    assert life[0] == ("1-plan.txt", "planned")
    assert life[1] == ("2-off.txt", "cancelled")
    assert life[-1] == ("4-held.txt", "occurred")
    assert {document for document, _ in life} == {source for source, _, _ in SUMMIT}
    assert [f.type for f in told.changed_by] == ["cancellation", "reinstatement"]
    assert meetings[0].sources == 4


def test_showing_it_begins_with_its_life_cycle_in_order_of_report(graph: KnowledgeGraph) -> None:
    from kg.cli.show import _lines

    tell(graph, *reversed(SUMMIT))
    event = graph.facts(type="meeting", actor="Ines Varga")[0].event
    lines = [text for text, _ in _lines(graph.show(event))]
    life = lines[lines.index("life cycle, as reported") + 1 :]
    told = [line.split()[2].rstrip(",:") for line in life[: life.index("")]]
    assert told[0] == "planned"
    assert told.index("cancellation") < told.index("reinstatement") < told.index("occurred")


def test_it_is_the_same_story_in_any_order(graph: KnowledgeGraph) -> None:
    tell(graph, *SUMMIT)
    with kg.open() as other:
        tell(other, *reversed(SUMMIT))
        assert exported(other) == exported(graph)


def test_two_meetings_of_the_same_people_in_one_month_are_two_events(graph: KnowledgeGraph) -> None:
    tell(
        graph,
        ("a.txt", "2024-05-03", "Ines Varga met Tomas Brandt in Lisbon on May 2."),
        ("b.txt", "2024-05-17", "Ines Varga met Tomas Brandt in Lisbon on May 16."),
        ("c.txt", "2024-05-18", "Ines Varga and Tomas Brandt met in Lisbon on May 16."),
    )
    days: dict[str, set[str]] = {}
    for fact in graph.facts(type="meeting"):
        days.setdefault(fact.event, set()).add(f"{fact.earliest} {fact.sources}")
    assert sorted(map(sorted, days.values())) == [["2024-05-02 1"], ["2024-05-16 2"]]
    assert graph.conflicts() == []


STORY = (
    "Ines Varga met Tomas Brandt in Lisbon on May 2. They spoke for three hours about fishing rights in the "
    "straits, about the price of grain and about the pilots who had been held since the winter. Neither took "
    "questions. Varga later said that the talks had been useful and that she would travel to Oslo this year."
)


def test_a_story_copied_by_three_outlets_is_one_source(graph: KnowledgeGraph) -> None:
    tell(
        graph,
        ("wire.txt", "2024-05-03", STORY),
        ("herald.txt", "2024-05-03", "LISBON — " + STORY),
        ("courier.txt", "2024-05-04", STORY + " Read more on our pages."),
        ("tribune.txt", "2024-05-04", "From our wire service. " + STORY),
    )
    met = [f for f in graph.facts(type="meeting") if "met" in f.evidence.quote]
    assert len({f.event for f in met}) == 1
    assert {f.sources for f in met} == {1}
    assert len(graph.show(met[0].event).copies) == 3


def test_outlets_that_count_the_dead_of_one_attack_differently_disagree(graph: KnowledgeGraph) -> None:
    tell(
        graph,
        (
            "a.txt",
            "2024-05-03",
            "Gunmen attacked a market in Port Lys on Thursday and killed nine people, Mayor Ines Varga said.",
        ),
        (
            "b.txt",
            "2024-05-04",
            "At least 14 people were killed in Thursday's attack in Port Lys. Mayor Ines Varga wept.",
        ),
        (
            "c.txt",
            "2024-05-19",
            "At least 30 people were killed in a fire in Port Lys, Mayor Ines Varga said.",
        ),
    )
    found = graph.conflicts()
    assert [c.kind for c in found] == ["number"]
    assert {found[0].left_value, found[0].right_value} == {"nine people dead", "At least 14 people dead"}


def test_a_correction_holds_when_the_article_is_read_again(graph: KnowledgeGraph) -> None:
    from tests.test_corrections import correct

    tell(graph, *SUMMIT)
    first = next(f for f in graph.facts(type="meeting") if f.evidence.document == "1-plan.txt")
    correct(graph.store, "reject", first.id)
    assert first.id not in {f.id for f in graph.facts()}
    graph.remove("1-plan.txt")
    tell(graph, SUMMIT[0])
    assert first.id not in {f.id for f in graph.facts()}
    assert graph.show(first.id).facts[0].rejected


def test_an_actor_goes_with_the_only_article_that_names_it(graph: KnowledgeGraph) -> None:
    tell(graph, *SUMMIT[:1])
    before = exported(graph)
    tell(graph, ("visit.txt", "2024-05-11", "Nora Lindqvist visited Tomas Brandt in Oslo on Friday."))
    assert "Nora Lindqvist" in {a.name for a in graph.actors()}
    graph.remove("visit.txt")
    assert "Nora Lindqvist" not in {a.name for a in graph.actors()}
    assert exported(graph) == before
