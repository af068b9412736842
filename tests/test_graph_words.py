"""The index of words is kept in step with the articles, whatever happens to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import fulltext, iri
from kg.fulltext import TEXT
from kg.graph import Store, open_store, words_of
from kg.graph.corrections import record
from kg.graph.index.article import ArticleGraph
from kg.graph.index.reindex import reindex
from kg.graph.index.words import article_words
from kg.model import Extraction
from kg.pipeline import retell
from kg.query import Filter, facts
from kg.query.correct import Maker
from kg.resolve import Index
from kg.sidecar import FILE, Damaged, Sidecar, in_memory
from tests.graph_factory import pledge, protest, summit

ARTICLES: tuple[Callable[..., Extraction], ...] = (summit, protest, pledge)


def rows(index: Sidecar) -> set[tuple[Any, ...]]:
    """All that the index holds, without the numbers of its rows."""
    sql = """SELECT a.key, a.published, a.text, p.first, p.last, p.text, s.claim, s.statement, q.text
        FROM article a LEFT JOIN passage p ON p.article = a.id LEFT JOIN said s ON s.passage = p.id
        LEFT JOIN passage q ON q.id = s.quote"""
    names = index.rows("SELECT a.key, n.name FROM named n JOIN article a ON a.id = n.article")
    typed = ("the", "Avaria OR truce")
    words = [(h.article, h.span, h.score) for words in typed for h in fulltext.hits(index, words)]
    return {*index.rows(sql), *names, *words}


def anew(store: Store) -> Sidecar:
    """The index as it is made of the store's articles."""
    index = in_memory()
    index.start(TEXT)
    for document in store.document_ids():
        found = article_words(ArticleGraph(store.raw, iri.key_of(iri.graph(document))))
        assert found is not None
        fulltext.put(index, found)
    return index


def in_step(store: Store) -> None:
    index = store.indexed(TEXT)
    assert index is not None
    assert rows(index) == rows(anew(store))
    for table in ("pieces", "words", "texts"):
        copy = in_memory()
        copy._db.execute("ROLLBACK")
        index._db.backup(copy._db)
        copy.run(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "remove", "reject"]),
        st.integers(0, len(ARTICLES) - 1),
        st.sampled_from([None, None, None, "before", "after"]),
    ),
    min_size=1,
    max_size=7,
)


class _Crash(Exception):
    pass


def change(store: Store, what: str, number: int) -> None:
    article = ARTICLES[number]()
    if what == "add":
        store.add(article)
    elif what == "edit":
        store.add(replace(article, events=article.events[1:], sentences=article.sentences[1:]))
    elif what == "remove":
        if store.find_documents(article.document.id):
            store.remove(article.document.id)
    else:
        for claim in [f.id for f in facts(store, Filter(include_actions=True))][:1]:
            maker = Maker(store, author="Ines", reason="no", time=datetime(2031, 7, 1, tzinfo=UTC))
            record(store, [maker.reject(claim)])


def interrupted(store: Store, when: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell the story, but stop before or after the store's last write."""
    write = Store.write_changes

    def stop(self: Store, *args: Any, **more: Any) -> None:
        if when == "after":
            write(self, *args, **more)
        raise _Crash

    with monkeypatch.context() as patch:
        if when:
            patch.setattr(Store, "write_changes", stop)
        try:
            retell(store)
        except _Crash:
            assert when


@settings(max_examples=40)
@given(CHANGES)
def test_after_any_changes_and_crashes_the_index_is_what_it_would_be_made_anew(
    changes: list[tuple[str, int, str | None]],
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch, open_store(None) as store:
        for what, number, crash in changes:
            change(store, what, number)
            if store.stale:
                interrupted(store, crash, monkeypatch)
            assert store.stale or not store.stamp or store.indexed(TEXT)
        if store.stale or not store.stamp:
            retell(store)
        in_step(store)


def test_a_store_that_is_behind_on_its_story_does_not_use_the_index() -> None:
    with open_store(None) as store:
        store.add(summit())
        retell(store)
        assert store.indexed(TEXT)
        store.add(protest())
        assert store.indexed(TEXT) is None
        retell(store)
        in_step(store)


@pytest.mark.parametrize("damage", ["gone", "empty", "broken", "of another state"])
def test_an_index_that_is_missing_damaged_or_behind_is_made_anew_by_the_next_change(
    tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "kg.db"
    with open_store(path, create=True) as store:
        store.add(summit())
        retell(store)
        old = (path / FILE).read_bytes()
        store.add(protest())
        retell(store)
    broken = b"SQLite format 3\0" + b"x" * 5000
    contents = {"gone": None, "empty": b"", "broken": broken, "of another state": old}
    file, content = path / FILE, contents[damage]
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with open_store(path, read_only=True) as store:
        assert store.indexed(TEXT) is None
        index, there = words_of(store)
        assert not there
        assert list(fulltext.hits(index, "protested"))
    with open_store(path) as store:
        store.add(pledge())
        retell(store)
        in_step(store)


def test_damage_that_shows_in_the_middle_is_told_to_readers_and_mended_by_writers(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with open_store(path, create=True) as store:
        for article in ARTICLES:
            store.add(article())
        retell(store)
    content = (path / FILE).read_bytes()
    page = int.from_bytes(content[16:18], "big")
    with sqlite3.connect(path / FILE) as known:
        roots = known.execute("SELECT rootpage FROM sqlite_master WHERE name LIKE '%_data'").fetchall()
    known.close()
    for (root,) in roots:  # what the file is can be read, and the words in it cannot
        content = content[: (root - 1) * page] + b"\xff" * page + content[root * page :]
    (path / FILE).write_bytes(content)
    with open_store(path, read_only=True) as store, pytest.raises(Damaged, match="kg reindex"):
        facts(store, Filter(text="truce"))
    with open_store(path) as store:
        store.remove("pledge.txt")
        retell(store)
        in_step(store)


def test_it_is_made_anew_by_command(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with open_store(path, create=True) as store:
        store.add(summit())
        store.add(protest())
        retell(store)
        (path / FILE).unlink()
        done: list[int] = []
        assert reindex(store, on_done=done.append) == sum(done) == 2
        in_step(store)


def test_the_same_facts_pass_with_the_index_and_without() -> None:
    with open_store(None) as store:
        for article in ARTICLES:
            store.add(article())
        retell(store)
        asked = (
            "Avaria",
            "AVARIA WILL",
            "met in port lys on",
            "“Belmora called",
            "y",
            " ",
            "no such",
            "truce, b",
        )
        quick = [[f.id for f in facts(store, Filter(text=text))] for text in asked]
        assert store.indexed(TEXT)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Store, "indexed", lambda _self, _part: None)
            slow = [[f.id for f in facts(store, Filter(text=text))] for text in asked]
    assert quick == slow
    assert quick[0]
    assert not quick[6]


def test_an_article_added_after_a_crash_is_told_with_what_the_crash_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with open_store(None) as store, open_store(None) as other:
        store.add(summit())
        interrupted(store, "before", monkeypatch)
        store.add(protest())
        retell(store)
        for article in (summit(), protest()):
            other.add(article)
        retell(other)
        assert quads(store) == quads(other)


def test_telling_goes_on_where_it_was_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks that were told are not told again, and the story is the same."""
    monkeypatch.setattr("kg.pipeline.CHUNK", 1)
    path, told, commit = tmp_path / "kg.db", list[str](), Index.commit

    def stop(self: Index, stamp: str, **more: Any) -> None:
        commit(self, stamp, **more)
        told.append(stamp)
        if more and len(told) in (2, 4):
            raise _Crash

    monkeypatch.setattr(Index, "commit", stop)
    with open_store(path, create=True) as store:
        for article in ARTICLES:
            store.add(article())
    for left in (3, 3):
        with open_store(path) as store:
            assert len(store.changed_documents) == left
            with pytest.raises(_Crash):
                retell(store)
    with open_store(path) as store:
        assert store.stale
        assert len(store.changed_documents) == 2
        retell(store)
        assert not store.stale
        assert len(told) == 6
    with open_store(path) as store, open_store(None) as other:
        for article in ARTICLES:
            other.add(article())
        retell(other)
        assert quads(store) == quads(other)
        in_step(store)


def quads(store: Store) -> list[str]:
    return sorted(str(q) for q in store.raw if "graph:meta" not in str(q.graph_name))
