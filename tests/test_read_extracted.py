"""Files of ``kg extract --with-text``: one bad line costs one article, and the store is the same as ever."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from pathlib import Path

import pytest

from kg.contract import to_line
from kg.errors import KgError, ReadError, StoreError
from kg.graph import Outcome, Store, add_together, export, open_store
from kg.pipeline import load, retell
from kg.read import read_extracted
from tests.graph_factory import Article, pledge, protest, summit

LINES = [to_line(x, with_text=True) for x in (summit(), protest(), pledge())]


def bytes_of(store: Store) -> bytes:
    out = io.BytesIO()
    export(store, "nquads", out)
    return out.getvalue()


def test_plain_and_gzipped_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(LINES[:2]), encoding="utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress((LINES[2] + "\n\n").encode()))
    found = read_extracted([str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl.gz")])
    assert [x.document.name for x in found] == ["summit.txt", "protest.txt", "pledge.txt"]


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    bad = ["{", "[]", LINES[0].replace('"sha256": "', '"sha256": "f'), '{"id": "x"}']
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join([LINES[0], *bad, LINES[1]]), encoding="utf-8")
    errors: list[KgError] = []
    assert len(list(read_extracted([str(file)], on_error=errors.append))) == 2
    where = [str(e.where).rpartition(":")[2] for e in errors]
    assert where == ["2", "3", "4", "5"]
    assert all("kg extract --with-text" in str(e) for e in errors)
    with pytest.raises(ReadError, match=r"a\.jsonl:2: is no JSON"):
        list(read_extracted([str(file)]))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl.gz", gzip.compress(LINES[0].encode())[:-20], "cut off"),
        ("a.jsonl.gz", b"no gzip", "not gzipped"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=said):
        list(read_extracted([str(tmp_path / name)]))


@pytest.mark.parametrize("together", [1, 300, 50_000])
def test_loading_makes_the_same_store_as_adding(monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    monkeypatch.setattr("kg.graph.together._TOGETHER", together)
    again = summit("elsewhere/summit.txt")
    listed = [summit(), protest(), protest(published="2031-06-11"), pledge(), again, summit()]
    with open_store(None) as one, open_store(None) as other:
        outcomes = [one.add(x).outcome for x in listed]
        retell(one)
        done = load(listed, other)
        assert bytes_of(one) == bytes_of(other)
        assert not other.stale
    assert (len(done.added), len(done.replaced), len(done.unchanged)) == tuple(
        outcomes.count(o) for o in (Outcome.ADDED, Outcome.REPLACED, Outcome.UNCHANGED)
    )


def test_after_much_was_written_in_bulk_the_files_are_put_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.store._BULK", 10)
    listed = [summit(), protest(), pledge()]
    with open_store(tmp_path / "kg.db", create=True) as store, open_store(None) as other:
        for disorder in (100_000, 100):
            monkeypatch.setattr("kg.graph.store._DISORDER", disorder)
            store.put_in_order()
            load(listed, store)
            assert bool(store._in_bulk) == (disorder > 1000)
            listed.append(summit("another.txt", published="2031-05-09"))
            listed += [protest(f"{n}.txt", published=f"2031-07-{n:02}") for n in range(1, 4)]
        load(listed, other)
        assert bytes_of(store) == bytes_of(other)


def test_an_extraction_that_contradicts_itself_costs_one_article() -> None:
    a = Article("Avaria met.", source="bad.txt")
    a.event("meeting", "met", attributed_to="s9")
    errors: list[StoreError] = []
    with open_store(None) as store:
        done = list(add_together(store, [summit(), a.done(), protest()], on_error=errors.append))
        with pytest.raises(StoreError, match=r"bad\.txt"):
            list(add_together(store, [a.done()]))
    assert len(done) == 2
    assert "s9" in str(errors[0])


def test_interrupted_between_two_transactions_whole_articles_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.together._TOGETHER", 1)
    with open_store(None) as store:
        results = add_together(store, [summit(), protest(), pledge()])
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert [d.name for d in store.documents()] == ["summit.txt"]
        assert store.changed_documents == (summit().document.id,)
        load([summit(), protest(), pledge()], store)
        with open_store(None) as other:
            load([summit(), protest(), pledge()], other)
            assert bytes_of(store) == bytes_of(other)


def test_loading_needs_no_language_pipeline(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(LINES), encoding="utf-8")
    program = (
        "import sys; from kg.cli.app import run; "
        f"code = run(['--store', {str(tmp_path / 'kg.db')!r}, 'add', '--extracted', {str(file)!r}]); "
        "sys.exit(code or bool({'spacy', 'trafilatura', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "3 added" in done.stderr
