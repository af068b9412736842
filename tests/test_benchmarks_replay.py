"""Made-up articles for large stores: valid, always the same, and unlike each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import replay
from benchmarks.variants import bases, variants
from kg.contract import to_line
from kg.graph import open_store, verify
from kg.graph.mapping import article_quads
from kg.model import Extraction
from tests.graph_factory import pledge, protest, summit

FOUND = [summit(), protest(), pledge()]


def lines(found: list[Extraction]) -> list[str]:
    return [to_line(x, with_text=True) for x in found]


def test_the_first_turn_is_the_articles_but_for_their_ids() -> None:
    made = list(variants(FOUND, range(3)))
    assert [x.document.text for x in made] == [x.document.text for x in FOUND]
    assert [x.events for x in made] == [x.events for x in FOUND]


def test_variants_are_always_the_same_and_each_is_another_article() -> None:
    assert lines(list(variants(FOUND, range(30)))) == lines(list(variants(FOUND, range(30))))
    made = list(variants(FOUND, range(30)))
    assert len({x.document.id for x in made}) == len({x.document.text for x in made}) == 30
    assert len({x.document.published for x in made}) > 25


def test_spans_hold_in_every_variant() -> None:
    for x in variants(FOUND, range(3, 30)):
        assert article_quads(x)
        assert all(x.document.text[s:e].strip() for e_ in x.events for s, e in e_.trigger.spans)


def test_only_short_articles_with_something_in_them_are_taken() -> None:
    assert bases(lines(FOUND), most=2) == [protest()]


def test_a_step_goes_on_where_the_last_one_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kg.db"
    monkeypatch.setattr("kg.graph.together._TOGETHER", 1)
    monkeypatch.setattr(replay, "retell", lambda _store: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        replay.step(path, FOUND, 0, 4)
    monkeypatch.undo()
    row = replay.step(path, FOUND, 0, 6)
    assert (row["articles"], row["new"], row["whole"]) == (6, 2, False)
    assert replay.step(path, FOUND, 6, 9)["whole"]
    with open_store(path, read_only=True) as store:
        assert not store.stale
        assert sum(1 for _ in store.document_ids()) == 9
        assert verify(store) == []
