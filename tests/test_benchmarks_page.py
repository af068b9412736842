"""The graph that the page is measured with."""

from __future__ import annotations

import pytest

from benchmarks.page.graph import Size, make
from kg.render import to_networkx


@pytest.mark.parametrize("size", [Size(70, 200), Size(700, 2100)])
def test_it_has_so_many_nodes_and_edges(size: Size) -> None:
    graph = to_networkx(make(size))
    assert graph.number_of_edges() == size.edges
    assert size.nodes * 0.95 <= graph.number_of_nodes() <= size.nodes


def test_the_same_size_gives_the_same_graph() -> None:
    assert make(Size(70, 200)) == make(Size(70, 200))


def test_every_quote_stands_where_the_evidence_says() -> None:
    for fact in make(Size(70, 200)):
        (start, end), base = fact.evidence.spans[0], fact.evidence.sentence[0]
        assert fact.evidence.context[start - base : end - base] == fact.evidence.quote
