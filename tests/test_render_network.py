"""Facts as a network, and the network as GraphML."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.render import to_networkx, write_graphml
from tests.browser.story import REYK, fact, hostile_story, story


def test_an_agent_points_at_the_event_and_the_event_at_its_target() -> None:
    graph = to_networkx(story())
    edges = {(a, b, values["role"]) for a, b, values in graph.edges(data=True)}
    assert ("actor:c1", "event:e4", "agent") in edges
    assert ("event:e4", "actor:c2", "target") in edges
    assert ("actor:p2", "event:e3", "claims") in edges


def test_an_edge_tells_the_claim_and_its_status() -> None:
    graph = to_networkx(story())
    claim = next(values for a, _, values in graph.edges(data=True) if a == "actor:p2")
    assert claim == {"role": "claims", "fact": "f3", "status": "planned", "certainty": "possible"}


def test_claims_of_one_event_are_one_node_that_shows_what_the_article_asserts() -> None:
    graph = to_networkx([fact(1, status="planned", holders=(REYK,)), fact(2, event="e1")])
    node = graph.nodes["event:e1"]
    assert node["status"] == "occurred"
    assert node["claims"] == 2
    assert graph.number_of_edges("actor:c1", "event:e1") == 2


def test_an_unknown_date_is_left_out() -> None:
    assert "earliest" not in to_networkx(story()).nodes["event:e4"]


def test_facts_are_not_changed_and_equal_facts_give_equal_graphs() -> None:
    facts = story()
    first, second = to_networkx(facts), to_networkx(facts)
    assert facts == story()
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))


def test_graphml_keeps_nodes_edges_and_roles(tmp_path: Path) -> None:
    graph = to_networkx(story())
    write_graphml(graph, tmp_path / "g.graphml")
    back = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert set(back.nodes) == set(graph.nodes)
    assert sorted(v["role"] for *_, v in back.edges(data=True)) == sorted(
        v["role"] for *_, v in graph.edges(data=True)
    )


def test_graphml_of_hostile_text_is_well_formed_and_the_same_twice(tmp_path: Path) -> None:
    write_graphml(to_networkx(hostile_story()), tmp_path / "a.graphml")
    write_graphml(to_networkx(hostile_story()), tmp_path / "b.graphml")
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()
    assert nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True).number_of_nodes() > 10


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing"):
        write_graphml(to_networkx(story()), tmp_path / "missing" / "g.graphml")
