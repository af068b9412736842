"""Pages of an answer are the answer, cut."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Store
from kg.query import (
    Filter,
    actors,
    actors_page,
    bound_query,
    facts,
    facts_page,
    get_query,
    run_named,
    run_query,
    timeline,
    timeline_page,
)
from tests.graph_factory import filled, pledge, protest, summit

FILTERS = (
    Filter(),
    Filter(include_actions=True),
    Filter(actors=("Avaria",)),
    Filter(text="belmora"),
    Filter(text="belmora", types=("meeting",)),
    Filter(kind="statement"),
    Filter(statuses=("planned",), asserted_only=True),
    Filter(types=("election",)),
)


@pytest.fixture(scope="module")
def store() -> Store:
    return filled(summit(), protest(), pledge())


@given(st.sampled_from(FILTERS), st.integers(0, 20), st.integers(1, 8))
def test_a_page_of_facts_is_a_slice_of_them(store: Store, wanted: Filter, offset: int, limit: int) -> None:
    whole = facts(store, wanted)
    page = facts_page(store, replace(wanted, limit=limit), offset=offset)
    assert list(page.rows) == whole[offset : offset + limit]
    assert page.total == len(whole)


@given(st.sampled_from(FILTERS), st.integers(0, 20), st.integers(1, 8))
def test_a_page_of_a_timeline_is_a_slice_of_it(store: Store, wanted: Filter, offset: int, limit: int) -> None:
    whole = timeline(store, wanted)
    page = timeline_page(store, replace(wanted, limit=limit), offset=offset)
    assert list(page.rows) == whole[offset : offset + limit]
    assert page.total == len(whole)


def test_a_page_without_a_limit_is_the_rest(store: Store) -> None:
    whole = facts(store)
    assert list(facts_page(store, Filter(), offset=3).rows) == whole[3:]
    assert len(whole) > 3


def test_facts_of_other_pages_are_not_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    monkeypatch.setattr(sys.modules["kg.query.facts"], "build", lambda reader, claim: built.append(claim))  # noqa: ARG005
    page = facts_page(store, Filter(limit=2), offset=1)
    assert len(built) == 2
    assert page.total > 3


def test_a_page_of_actors_is_a_slice_of_them(store: Store) -> None:
    whole = actors(store)
    page = actors_page(store, limit=2, offset=1)
    assert list(page.rows) == whole[1:3]
    assert page.total == len(whole)
    assert actors_page(store, kind="person", limit=5).total == len(actors(store, kind="person")) > 0


def test_a_bound_query_is_the_named_one_for_any_endpoint(store: Store) -> None:
    query, params = get_query("statements-of-speaker"), {"speaker": "Ines Varga"}
    text = bound_query(store, query, params)
    assert text.startswith(f"# {query.summary}\nPREFIX ")
    assert "VALUES ?speaker {" in text
    rows = {tuple(map(str, row)) for row in run_query(store, text).rows}
    assert rows == {tuple(map(str, row)) for row in run_named(store, query, params).rows}
    assert rows
    plain = store.raw.query(text, use_default_graph_as_union=True)
    assert len(list(plain)) == len(rows)
