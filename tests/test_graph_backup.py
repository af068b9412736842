"""A copy of the store: whole, checked, and never half in the place of anything."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph import Store, export, open_store
from kg.graph.backup import MANIFEST, backup, restore
from kg.pipeline import retell
from tests.graph_factory import pledge, protest, summit

ROOT = Path(__file__).resolve().parent.parent


def exported(folder: Path) -> bytes:
    out = io.BytesIO()
    with open_store(folder, read_only=True) as store:
        export(store, "nquads", out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of two articles with its story."""
    with open_store(tmp_path / "kg.db", create=True) as store:
        store.add(summit())
        store.add(protest())
        retell(store)
    return tmp_path / "kg.db"


@pytest.mark.parametrize("name", ["copy", "copy.tar", "copy.tar.gz", "copy.tgz"])
def test_what_is_restored_has_the_bytes_of_what_was_saved(folder: Path, tmp_path: Path, name: str) -> None:
    before = exported(folder)
    saved = backup(folder, tmp_path / name)
    with open_store(folder) as store:
        store.add(pledge())
    restored = restore(tmp_path / name, tmp_path / "back.db")
    assert saved == restored
    assert saved.articles == 2
    assert exported(tmp_path / "back.db") == before != exported(folder)


def test_a_restored_store_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "back.db")
    for path in (folder, tmp_path / "back.db"):
        with open_store(path) as store:
            assert not store.stale
            store.add(pledge())
            retell(store)
    assert exported(tmp_path / "back.db") == exported(folder)


def test_a_backup_shares_no_file_with_the_store(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    shared = [p.name for p in (tmp_path / "copy").rglob("*") if p.is_file() and p.stat().st_nlink > 1]
    assert shared == []


def test_a_backup_holds_what_is_only_in_the_log_of_the_database(tmp_path: Path) -> None:
    """RocksDB's checkpoint of a store that is open for reading leaves that out."""
    code = (
        "import os; from kg.graph import open_store; from tests.graph_factory import summit\n"
        f"store = open_store({str(tmp_path / 'kg.db')!r}, create=True); store.add(summit()); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert backup(tmp_path / "kg.db", tmp_path / "copy").articles == 1


def test_while_somebody_writes_a_backup_holds_whole_articles(folder: Path, tmp_path: Path) -> None:
    before = exported(folder)
    with open_store(folder) as store:
        assert backup(folder, tmp_path / "copy").articles == 2
        store.add(pledge())
        restore(tmp_path / "copy", tmp_path / "back.db")
    assert exported(tmp_path / "back.db") == before


def test_readers_see_the_store_while_it_is_saved_and_restored(folder: Path, tmp_path: Path) -> None:
    with open_store(folder, read_only=True) as reader:
        backup(folder, tmp_path / "copy")
        restore(tmp_path / "copy", folder, force=True)
        assert len(reader.documents()) == 2


def test_nothing_is_overwritten(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    with pytest.raises(StoreError, match="copy: exists already; name a new"):
        backup(folder, tmp_path / "copy")
    with pytest.raises(StoreError, match=r"holds something already; .* or give --force"):
        restore(tmp_path / "copy", folder)


def test_force_takes_the_place_of_a_store_even_of_one_that_cannot_be_opened(
    folder: Path, tmp_path: Path
) -> None:
    before = exported(folder)
    backup(folder, tmp_path / "copy")
    (folder / "rdf" / "CURRENT").write_text("nonsense", encoding="utf-8")
    restore(tmp_path / "copy", folder, force=True)
    assert exported(folder) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy", "kg.db"]


def test_a_store_that_is_written_to_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    with open_store(folder), pytest.raises(StoreError, match="another process is writing"):
        restore(tmp_path / "copy", folder, force=True)


def _garble(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def _first_quads(copy: Path) -> Path:
    return sorted((copy / "rdf").glob("*.sst"))[0]


def _empty_manifest(copy: Path) -> None:
    (copy / MANIFEST).write_text("{}", encoding="utf-8")


def _climbing_name(copy: Path) -> None:
    manifest = json.loads((copy / MANIFEST).read_text())
    manifest["files"]["../../etc/passwd"] = {"bytes": 1, "sha256": ""}
    (copy / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda copy: _garble(_first_quads(copy)), "is not the file that was saved"),
        (lambda copy: os.truncate(_first_quads(copy), 10), "is not the file that was saved"),
        (lambda copy: _first_quads(copy).unlink(), "is missing"),
        (lambda copy: _garble(copy / "kg-store.json"), "is not the file that was saved"),
        (_empty_manifest, "cannot be read"),
        (_climbing_name, "is not of a version"),
        (lambda copy: (copy / MANIFEST).unlink(), "is no backup"),
    ],
)
def test_a_damaged_backup_replaces_nothing(
    folder: Path, tmp_path: Path, damage: Callable[[Path], None], told: str
) -> None:
    before = exported(folder)
    backup(folder, tmp_path / "copy")
    damage(tmp_path / "copy")
    with pytest.raises(StoreError, match=told):
        restore(tmp_path / "copy", folder, force=True)
    assert exported(folder) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy", "kg.db"]


def test_a_tar_file_that_is_cut_off_or_climbs_out_replaces_nothing(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy.tar.gz")
    os.truncate(tmp_path / "copy.tar.gz", (tmp_path / "copy.tar.gz").stat().st_size // 2)
    with pytest.raises(StoreError, match="the backup is damaged"):
        restore(tmp_path / "copy.tar.gz", tmp_path / "back.db")
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.add(folder / "kg-store.json", arcname="../escaped.json")
    with pytest.raises(StoreError, match="the backup is damaged"):
        restore(tmp_path / "evil.tar", tmp_path / "back.db")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.tar.gz", "evil.tar", "kg.db"]


def test_there_is_nothing_to_save_where_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        backup(tmp_path / "nothing", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_read_is_left_out(folder: Path, tmp_path: Path) -> None:
    (folder / "merging.sqlite").write_bytes(b"nonsense" * 1000)
    backup(folder, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "back.db")
    assert not (tmp_path / "back.db" / "merging.sqlite").exists()
    with open_store(tmp_path / "back.db") as store:
        _goes_on(store)


def _goes_on(store: Store) -> None:
    store.add(pledge())
    retell(store)
    assert not store.stale


def test_a_damaged_archive_is_called_by_its_name(folder: Path, tmp_path: Path) -> None:
    backup(folder, tmp_path / "copy")
    (tmp_path / "copy" / "kg-store.json").write_text("{}")
    with tarfile.open(tmp_path / "copy.tar", "w") as tar:
        tar.add(tmp_path / "copy", arcname=".")
    with pytest.raises(StoreError, match="is not the file that was saved") as raised:
        restore(tmp_path / "copy.tar", tmp_path / "back.db")
    assert raised.value.where == str(tmp_path / "copy.tar")


def test_a_damaged_store_is_named_and_not_the_place_of_its_backup(folder: Path, tmp_path: Path) -> None:
    (folder / "rdf" / "CURRENT").write_text("")
    with pytest.raises(StoreError, match="the store is damaged") as raised:
        backup(folder, tmp_path / "elsewhere" / "copy")
    assert raised.value.where == str(folder)


def test_no_backup_is_kept_in_the_store_that_it_saves(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="lies in the store itself"):
        backup(folder, folder / "copy")
    backup(folder, tmp_path / "copy")
    (tmp_path / "copy").rename(folder / "copy")
    with pytest.raises(StoreError, match="lies in the store itself"):
        restore(folder / "copy", folder, force=True)
    assert (folder / "copy" / MANIFEST).exists()


def test_a_file_that_is_no_archive_is_refused_in_one_clause(tmp_path: Path) -> None:
    (tmp_path / "copy.tar.gz").write_bytes(b"no archive at all")
    with pytest.raises(StoreError) as raised:
        restore(tmp_path / "copy.tar.gz", tmp_path / "back.db")
    assert raised.value.what == "the backup is damaged: file could not be opened successfully"
