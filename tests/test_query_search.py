"""Passages with words: where they stand, who speaks in them, and what narrows them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kg.cli.app import run
from kg.errors import NotFound
from kg.graph import Store, is_indexed, open_store, record, words_of
from kg.model import Passage
from kg.pipeline import retell
from kg.query import Filter, facts, search
from kg.query.correct import Maker
from tests.graph_factory import pledge, protest, summit, told


@pytest.fixture
def store() -> Store:
    return told(summit(outlet="Lys Herald"), protest(), pledge())


def found(store: Store, words: str, **conditions: Any) -> list[Passage]:
    index, there = words_of(store)
    assert there
    return search(store, index, words, **conditions)


def test_a_passage_tells_its_article_its_place_and_who_speaks(store: Store) -> None:
    (passage,) = found(store, "truce")
    assert (passage.document, passage.outlet, passage.published) == (
        "pledge.txt", "Harbour Post", date(2031, 5, 6),
    )  # fmt: skip
    assert pledge().document.text[slice(*passage.span)] == passage.text
    assert passage.text == "Avaria broke the truce, Belmora told Ines Varga."
    assert [passage.text[s:e] for s, e in passage.marks] == ["truce"]
    assert passage.speakers == ("Belmora",)
    assert set(passage.claims) == {f.id for f in facts(store, Filter(text="the truce"))}


def test_it_is_narrowed_by_speaker_source_and_day(store: Store) -> None:
    assert {p.document for p in found(store, "Belmora")} == {"summit.txt", "protest.txt", "pledge.txt"}
    assert [p.speakers for p in found(store, "Belmora", by="Varga")] == [("Ines Varga", "an aide")]
    assert {p.document for p in found(store, "Belmora", sources=["lys herald"])} == {"summit.txt"}
    assert {p.document for p in found(store, "Belmora", since=date(2031, 6, 1))} == {"protest.txt"}
    assert {p.document for p in found(store, "Belmora", until=date(2031, 5, 4))} == {"summit.txt"}
    assert len(found(store, "Belmora", limit=2)) == 2


def test_an_unknown_speaker_is_told_with_names_that_are_near(store: Store) -> None:
    with pytest.raises(NotFound):
        found(store, "Belmora", by="Nobody At All")


def test_what_people_rejected_is_not_found(store: Store) -> None:
    maker = Maker(store, author="Ines", reason="no", time=datetime(2031, 7, 1, tzinfo=UTC))
    record(store, [maker.reject(c) for c in found(store, "truce")[0].claims])
    retell(store)
    assert found(store, "truce") == []


@pytest.fixture
def folder(tmp_path: Path) -> str:
    path = tmp_path / "kg.db"
    with open_store(path, create=True) as store:
        for article in (summit(), protest(), pledge()):
            store.add(article)
        retell(store)
    return str(path)


def test_the_command_prints_passages_as_lines_of_json(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", folder, "search", "border", "clos*"]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert row["document"] == "protest.txt"
    assert [row["text"][s:e] for s, e in row["marks"]] == ["closed", "border"]


def test_the_command_takes_what_begins_with_a_hyphen(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", folder, "search", "Avaria", "-truce", "-border", "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert "summit.txt" in out
    assert "truce" not in out
    assert "border" not in out


@pytest.mark.parametrize("words", ['"', "AND AND", "NEAR(a b", "*", "text:x", "^", "\ud800", "(((((", "''"])
def test_the_command_takes_anything(folder: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", folder, "search", "--format", "table", words]) == 0
    assert "no passage" in capsys.readouterr().err


def test_a_long_passage_is_cut_around_the_words_in_a_table(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.cli.search import snippet

    text = f"{'before ' * 60}the needle is here {'after ' * 60}".strip()
    at = text.index("needle")
    passage = type("P", (), {"text": text, "marks": ((at, at + 6),)})()
    shown = snippet(passage)
    assert "needle is here" in shown
    assert shown.startswith("… before")
    assert shown.endswith("after …")
    assert len(shown) < 260
    assert run(["--store", folder, "search", "--format", "table", "border"]) == 0
    assert "Avaria closed its border" in capsys.readouterr().out


def test_a_lost_index_is_told_of_and_made_again(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    (Path(folder) / "index.sqlite").unlink()
    assert run(["--store", folder, "search", "border"]) == 0
    captured = capsys.readouterr()
    assert "kg reindex" in captured.err
    assert "protest.txt" in captured.out
    assert run(["--store", folder, "reindex"]) == 0
    assert "3 articles" in capsys.readouterr().err
    with open_store(folder, read_only=True) as store:
        assert is_indexed(store)
    assert run(["--store", folder, "search", "border"]) == 0
    assert "reindex" not in capsys.readouterr().err


def test_a_search_without_a_word_that_has_to_be_there_is_told_what_it_lacks(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", folder, "search", "--", "-border"]) == 0
    assert "give at least one word that has to be there" in capsys.readouterr().err
    assert run(["--store", folder, "search", "nowhere"]) == 0
    assert "try fewer words, or word*" in capsys.readouterr().err
