"""Made-up graphs: the same for the same seed, and sound enough to be asked and checked as real ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.store.ask import known, queries, views
from benchmarks.store.build import build
from benchmarks.store.generate import TRIPLES_AN_ARTICLE, extractions
from kg.graph import Store, open_store, validate, verify


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("made-up") / "kg.db"
    build(folder, 30 * TRIPLES_AN_ARTICLE, seed=5)
    return open_store(folder, read_only=True)


def test_the_same_seed_gives_the_same_articles() -> None:
    assert list(extractions(4, seed=1)) == list(extractions(4, seed=1))
    assert list(extractions(4, seed=1)) != list(extractions(4, seed=2))


def test_every_quotation_stands_in_the_text_and_the_graph_has_its_shape(store: Store) -> None:
    assert list(verify(store)) == []
    assert validate(store).conforms


def test_few_actors_are_in_many_articles_and_most_in_few() -> None:
    named = Counter(a.name for e in extractions(60) for a in e.actors)
    counted = [n for _, n in named.most_common()]
    assert counted[0] > 15
    assert sum(counted[:10]) > sum(counted[len(counted) // 2 :])


def test_articles_tell_of_the_same_events(store: Store) -> None:
    found = store.raw.query("SELECT (COUNT(?e) AS ?n) { GRAPH ?g { ?e <urn:kg:ns:sources> ?m } }")
    assert int(next(found)["n"].value) > 20  # type: ignore[arg-type]


def test_every_named_query_and_view_is_asked_and_most_find_something(store: Store) -> None:
    of = known(store)
    answers = {name: ask() for name, (_, ask) in queries(store, of).items()}
    empty = {name for name, answer in answers.items() if not answer.rows}  # type: ignore[attr-defined]
    made_by_people = {"corrections-log", "edited-values", "rejected-claims", "copies-of-articles"}
    assert made_by_people <= empty
    assert len(empty) <= len(made_by_people) + 6, empty
    for name, view in views(store, of).items():
        assert view() is not None, name
