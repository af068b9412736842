"""A store comes back from its export whole, or not at all."""

from __future__ import annotations

import gzip
import io
import os
import threading
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.errors import ReadError, StoreError
from kg.graph import Store, export, load, open_store, validate, verify
from kg.listing import LISTING
from kg.pipeline import retell
from kg.query import Filter, facts, timeline
from tests.graph_factory import pledge, protest, summit


def written(store: Store, form: str = "nquads") -> bytes:
    out = io.BytesIO()
    export(store, form, out)
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "old.db", create=True)
    for extraction in (summit(), protest(), pledge()):
        store.add(extraction)
    retell(store)
    return store


def export_to(path: Path, data: bytes) -> Path:
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize(
    ("form", "name"),
    [("nquads", "a.nq"), ("nquads", "a.nq.gz"), ("trig", "a.trig"), ("jsonld", "a.jsonld.gz")],
)
def test_what_was_exported_comes_back_the_same(store: Store, tmp_path: Path, form: str, name: str) -> None:
    file = export_to(tmp_path / name, written(store, form))
    assert load(tmp_path / "new.db", file) == 3
    with open_store(tmp_path / "new.db", read_only=True) as loaded:
        assert written(loaded) == written(store)
        assert not loaded.stale
        assert loaded.stamp
        assert loaded.indexed(LISTING) is not None
        assert facts(loaded, Filter(actors=("Avaria",))) == facts(store, Filter(actors=("Avaria",)))
        assert timeline(loaded) == timeline(store)
        assert not validate(loaded).violations
        assert list(verify(loaded)) == []


def test_more_is_added_to_a_loaded_store_as_to_the_old_one(tmp_path: Path) -> None:
    with open_store(tmp_path / "old.db", create=True) as old:
        old.add(summit())
        old.add(protest())
        retell(old)
        load(tmp_path / "new.db", export_to(tmp_path / "a.nq", written(old)))
        with open_store(tmp_path / "new.db") as new:
            for store in (old, new):
                store.add(pledge())
                retell(store)
            assert written(new) == written(old)


def test_a_story_that_was_behind_is_behind_again(store: Store, tmp_path: Path) -> None:
    store.remove("protest.txt")
    load(tmp_path / "new.db", export_to(tmp_path / "a.nq", written(store)))
    with open_store(tmp_path / "new.db") as new:
        assert new.stale
        assert new.changed_documents == store.changed_documents
        retell(new)
        retell(store)
        assert written(new) == written(store)


def broken(data: bytes) -> dict[str, bytes]:
    """Files that are no export, by what is said of them."""
    lines = data.splitlines(keepends=True)
    article = next(x for x in lines if b"documentId" in x)
    return {
        "does not parse": data[: len(data) // 2] + b"<",
        "no export of a store": b"<urn:a> <urn:b> <urn:c> <urn:g> .\n",
        "export of format 0": data.replace(b'versionInfo> "1"', b'versionInfo> "0"'),
        "is no article's": b"".join(x for x in lines if x != article),
        "outside of all graphs": data + b"<urn:a> <urn:b> <urn:c> .\n",
    }


@pytest.mark.parametrize("what", list(broken(b"documentId\n")))
def test_what_is_no_export_is_refused_and_leaves_nothing(store: Store, tmp_path: Path, what: str) -> None:
    file = export_to(tmp_path / "a.nq", broken(written(store))[what])
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(ReadError, match=what):
        load(tmp_path / "new.db", file)
    assert sorted(os.listdir(tmp_path)) == before


def test_a_truncated_archive_is_refused_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "a.nq.gz"
    file.write_bytes(gzip.compress(written(store))[:-40])
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(ReadError, match=r"cannot be read|does not parse"):
        load(tmp_path / "new.db", file)
    assert sorted(os.listdir(tmp_path)) == before


def test_formats_without_graphs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="one graph an article"):
        load(tmp_path / "new.db", export_to(tmp_path / "a.ttl", b""))


def test_a_store_with_articles_is_left_alone(store: Store, tmp_path: Path) -> None:
    file, before = export_to(tmp_path / "a.nq", written(store)), written(store)
    store.close()
    with pytest.raises(StoreError, match="holds something already"):
        load(tmp_path / "old.db", file)
    with open_store(tmp_path / "old.db", read_only=True) as old:
        assert written(old) == before


def test_an_empty_store_gives_way(store: Store, tmp_path: Path) -> None:
    open_store(tmp_path / "new.db", create=True).close()
    assert load(tmp_path / "new.db", export_to(tmp_path / "a.nq", written(store))) == 3


def test_what_an_interrupted_load_left_is_cleared_away(store: Store, tmp_path: Path) -> None:
    left = tmp_path / ".new.db.loading"
    (left / "rdf").mkdir(parents=True)
    (left / "rdf" / "rubbish").write_text("half")
    assert load(tmp_path / "new.db", export_to(tmp_path / "a.nq", written(store))) == 3
    assert not left.exists()


def test_the_command_line_loads_a_file_and_standard_input(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = written(store)
    store.close()
    assert run(["--store", str(tmp_path / "b.db"), "load", str(export_to(tmp_path / "a.nq", data))]) == 0
    assert "holds 3 articles" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run(["--store", str(tmp_path / "c.db"), "load", "-"]) == 0
    assert run(["--store", str(tmp_path / "c.db"), "load", str(tmp_path / "none.nq")]) == 2


def test_a_file_that_is_not_there_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(tmp_path / "kg.db"), "load", str(tmp_path / "graph.nq")]) == 2
    assert "graph.nq' does not exist" in capsys.readouterr().err


def test_nothing_is_loaded_into_an_address(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = export_to(tmp_path / "graph.nq", written(store))
    monkeypatch.chdir(tmp_path)
    assert run(["--store", "http://127.0.0.1:7878", "load", str(saved)]) == 2
    assert "works on the files of a store" in capsys.readouterr().err
    assert not list(tmp_path.glob("http*"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
@pytest.mark.parametrize("packed", [False, True])
def test_a_pipe_is_read_once(store: Store, tmp_path: Path, packed: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = gzip.compress(written(store)) if packed else written(store)
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    assert load(tmp_path / "new.db", pipe, format="nq") == 3
    writer.join()
    with open_store(tmp_path / "new.db", read_only=True) as loaded:
        assert written(loaded) == written(store)


@pytest.mark.parametrize("name", ["a.nq", "a.nq.gz"])
def test_how_far_it_has_come_is_told(store: Store, tmp_path: Path, name: str) -> None:
    file = export_to(tmp_path / name, written(store))
    read: list[int] = []
    indexed: list[tuple[int, int]] = []
    load(tmp_path / "new.db", file, on_bytes=read.append, on_indexed=lambda *n: indexed.append(n))
    assert sum(read) == file.stat().st_size
    assert indexed == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_gzipped_stream_is_unpacked(store: Store, tmp_path: Path) -> None:
    stream = io.BufferedReader(io.BytesIO(gzip.compress(written(store))))  # type: ignore[arg-type]
    assert load(tmp_path / "new.db", stream, format="nq") == 3
