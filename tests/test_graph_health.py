"""Stores that are damaged, behind, full, read-only or of another time: told clearly, and nothing is lost."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.errors import StoreError
from kg.graph import Outcome, export, open_store
from kg.graph.health import Finding, State, examine, mend_files
from kg.pipeline import retell
from tests.graph_factory import Article, pledge, protest, summit


def exported(folder: Path) -> bytes:
    out = io.BytesIO()
    with open_store(folder, read_only=True) as store:
        export(store, "nquads", out)
    return out.getvalue()


def fill(folder: Path) -> Path:
    """A store of two articles with its story."""
    with open_store(folder, create=True) as store:
        store.add(summit())
        store.add(protest())
        retell(store)
    with open_store(folder) as store:  # what was in the log goes into files
        store.raw.optimize()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "kg.db")


def bad(folder: Path, *, deep: bool = False) -> list[Finding]:
    return [f for f in examine(folder, deep=deep) if f.state is State.BAD]


def largest(folder: Path) -> Path:
    return max((folder / "rdf").glob("*.sst"), key=lambda p: p.stat().st_size)


def overwrite(file: Path, content: bytes, *, at: int = 0) -> None:
    with file.open("r+b") as stream:
        stream.seek(at)
        stream.write(content)


def _garbled_manifest(folder: Path) -> None:
    overwrite(next((folder / "rdf").glob("MANIFEST*")), b"\xff" * 50)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "a file of quads is cut off": lambda f: os.truncate(largest(f), 100),
    "a file of quads is missing": lambda f: largest(f).unlink(),
    "MANIFEST is garbled": _garbled_manifest,
    "MANIFEST is empty": lambda f: os.truncate(next((f / "rdf").glob("MANIFEST*")), 0),
    "CURRENT is garbled": lambda f: (f / "rdf" / "CURRENT").write_bytes(b"nonsense"),
    "CURRENT is empty": lambda f: (f / "rdf" / "CURRENT").write_bytes(b""),
    "CURRENT is missing": lambda f: (f / "rdf" / "CURRENT").unlink(),
    "the database is missing": lambda f: shutil.rmtree(f / "rdf"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_refused_with_a_remedy_and_left_as_it_is(folder: Path, damage: str) -> None:
    DAMAGE[damage](folder)
    before = {p: p.read_bytes() for p in folder.rglob("*.sst")}
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"the store is damaged .* `kg doctor`; .* `kg restore`"):
            open_store(folder, read_only=read_only, create=not read_only)
    assert {p: p.read_bytes() for p in folder.rglob("*.sst")} == before
    found = bad(folder)
    assert [(f.what, f.remedy) for f in found] == [("quads", "kg restore BACKUP --force")]


def test_damage_that_shows_while_reading_is_told_as_such(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The store opens; a block in the middle of a file does not have its checksum."""
    for file in (folder / "rdf").glob("*.sst"):
        overwrite(file, b"\xff" * 20, at=file.stat().st_size // 8)
    for command in (["facts", "--all"], ["query", "-"], ["verify"], ["export"]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO("SELECT * { GRAPH ?g { ?s ?p ?o } }"))
            assert run(["--store", str(folder), *command]) == 2, command
        told = capsys.readouterr().err
        assert "the store is damaged" in told, command
        assert "kg restore" in told
        assert "Traceback" not in told


def test_damage_in_a_file_that_few_questions_read_is_found_by_a_deep_look(folder: Path) -> None:
    found = set()
    for file in sorted((folder / "rdf").glob("*.sst")):
        whole = file.read_bytes()
        overwrite(file, b"\xff" * 20, at=20)
        found.add((file.name, bool(bad(folder, deep=True))))
        file.write_bytes(whole)
    assert [name for name, seen in found if not seen] == []
    assert bad(folder, deep=True) == []


def test_the_format_file_is_written_anew_where_the_rest_is_whole(folder: Path) -> None:
    before = exported(folder)
    (folder / "kg-store.json").write_text("nonsense", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read; run `kg doctor`"):
        open_store(folder)
    assert [(f.what, f.remedy) for f in bad(folder)] == [("format", "kg doctor --mend")]
    assert mend_files(folder) == ["kg-store.json written anew"]
    assert bad(folder) == []
    assert exported(folder) == before


@pytest.mark.parametrize("version", [0, 2])
def test_a_store_of_another_version_is_refused_and_never_mended(folder: Path, version: int) -> None:
    content = f'{{"kind": "kg-store", "format": {version}}}'
    (folder / "kg-store.json").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=rf"has format {version}, this version reads format 1; .* new store"):
        open_store(folder)
    assert [f.remedy for f in bad(folder)] == ["kg restore BACKUP --force"]
    assert mend_files(folder) == []
    assert (folder / "kg-store.json").read_text(encoding="utf-8") == content


def _index_of_another_layout(folder: Path) -> None:
    import sqlite3

    with sqlite3.connect(folder / "merging.sqlite") as db:
        db.execute("UPDATE meta SET value = '1' WHERE key = 'layout'")


@pytest.mark.parametrize(
    "damage",
    [
        lambda f: (f / "merging.sqlite").write_bytes(b"nonsense" * 1000),
        lambda f: os.truncate(f / "merging.sqlite", 5000),
        lambda f: overwrite(f / "merging.sqlite", b"\xff" * 60_000, at=4096),
        lambda f: (f / "merging.sqlite").unlink(),
        _index_of_another_layout,
    ],
)
def test_what_merging_remembers_is_made_anew_when_it_cannot_be_used(
    folder: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder)
    whole = fill(tmp_path / "whole.db")
    for path in (folder, whole):
        with open_store(path) as store:
            store.add(pledge())
            retell(store)
    assert exported(folder) == exported(whole)
    assert bad(folder, deep=True) == []


def test_a_story_that_is_behind_is_told_and_mended(folder: Path) -> None:
    with open_store(folder) as store:
        store.add(pledge())
    assert [(f.what, f.told, f.remedy) for f in bad(folder)] == [
        ("story", "behind: 1 articles changed since it was told", "kg doctor --mend")
    ]
    assert run(["-q", "--store", str(folder), "doctor", "--mend"]) == 0
    assert bad(folder) == []


def test_drafts_of_runs_that_were_ended_are_named(folder: Path) -> None:
    (folder.parent / ".kg.db.123.part").mkdir()
    found = next(f for f in examine(folder) if f.what == "leftovers")
    assert ".kg.db.123.part" in found.told
    assert found.state is State.NOTE


def test_a_writer_at_work_is_told_and_no_fault(folder: Path) -> None:
    with open_store(folder):
        told = {f.what: f.state for f in examine(folder)}
        assert told["lock"] is State.NOTE
        assert State.BAD not in told.values()
    assert {f.what: f.state for f in examine(folder)}["lock"] is State.GOOD


def test_of_two_writers_at_once_the_second_is_told_to_wait_and_the_first_loses_nothing(folder: Path) -> None:
    with open_store(folder) as first:
        with pytest.raises(
            StoreError, match="another process is writing to the store; wait until it is done"
        ):
            open_store(folder)
        assert first.add(pledge()).outcome is Outcome.ADDED
    with open_store(folder, read_only=True) as reader:
        assert len(reader.documents()) == 3


# -- disks


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of eight megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("needs the right to mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def long_article(number: int) -> Article:
    words = f"Avaria protested against Belmora, {number}. " + "It rained. " * 20_000
    return Article(words, source=f"news/{number}.txt")


def test_on_a_full_disk_whole_articles_stay_and_the_rest_goes_on_when_there_is_room(disk: Path) -> None:
    folder = disk / "kg.db"
    added = 0
    full = pytest.raises(StoreError, match=r"the disk is full; .* free some space and run it again")
    with full, open_store(folder, create=True) as store:
        for number in range(200):
            store.add(long_article(number).done())
            added += 1
    assert added
    with open_store(folder, read_only=True) as store:
        assert len(store.documents()) == added
    assert "disk" in [f.what for f in bad(folder)]
    subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
    with open_store(folder) as store:
        assert store.add(long_article(added).done()).outcome is Outcome.ADDED
        retell(store)
        assert len(store.documents()) == added + 1


def test_a_store_on_a_disk_that_cannot_be_written_is_read_and_a_writer_is_told(disk: Path) -> None:
    folder = fill(disk / "kg.db")
    before = exported(folder)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert exported(folder) == before
    with pytest.raises(StoreError, match="the folder is not writable; check its permissions"):
        open_store(folder)
    assert [f.what for f in bad(folder)] == ["disk"]
