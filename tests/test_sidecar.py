"""The file beside the quads: whether it belongs to them, and what happens to one that does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import sidecar
from kg.errors import StoreError
from kg.sidecar import Part, in_memory

PART = Part("sums", "1", {"sum": "CREATE TABLE sum(a INT, b INT); CREATE INDEX sum_a ON sum(a)"})


def made(path: Path, stamp: str = "one", base: str | None = None) -> None:
    with sidecar.writing(path) as index:
        index.start(PART)
        index.run("INSERT INTO sum VALUES (1, 2)")
        index.mark(PART, stamp, base=base)
        index.keep()


def test_a_part_belongs_to_the_state_of_its_stamp_only() -> None:
    index = in_memory()
    assert not index.holds(PART, None)
    assert not index.holds(PART, "one")
    index.start(PART)
    assert not index.holds(PART, "")
    assert not index.follows(PART, None)
    index.mark(PART, "two", base="one")
    assert index.holds(PART, "two")
    assert not index.holds(PART, "one")


def test_after_a_crash_it_still_follows_the_state_that_it_came_from() -> None:
    index = in_memory()
    index.start(PART)
    index.mark(PART, "two", base="one")
    assert index.follows(PART, "one")
    assert index.follows(PART, "two")
    assert not index.follows(PART, "zero")


def test_another_version_belongs_to_no_state(tmp_path: Path) -> None:
    made(tmp_path / "index.sqlite")
    with sidecar.writing(tmp_path / "index.sqlite") as index:
        newer = Part("sums", "2", PART.tables)
        assert index.holds(PART, "one")
        assert not index.holds(newer, "one")
        index.start(newer)
        assert index.rows("SELECT * FROM sum") == []


def test_what_was_not_kept_is_forgotten(tmp_path: Path) -> None:
    made(tmp_path / "index.sqlite")
    with sidecar.writing(tmp_path / "index.sqlite") as index:
        index.run("DELETE FROM sum")
    found = sidecar.reading(tmp_path / "index.sqlite")
    assert found
    assert found.rows("SELECT * FROM sum") == [(1, 2)]


@pytest.mark.parametrize("rest", [b"", b"no database at all", b"SQLite format 3\0 but no more"])
def test_a_file_that_cannot_be_read_is_left_aside_and_made_anew(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(rest)
    assert sidecar.reading(path) is None
    made(path)
    found = sidecar.reading(path)
    assert found
    assert found.holds(PART, "one")


def test_nothing_is_read_where_there_is_nothing(tmp_path: Path) -> None:
    assert sidecar.reading(tmp_path / "index.sqlite") is None
    assert not (tmp_path / "index.sqlite").exists()


def test_a_reader_keeps_the_state_at_which_it_began(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    made(path)
    reader = sidecar.reading(path)
    assert reader is not None
    made(path, "two", "one")
    assert reader.holds(PART, "one")
    reader.begin()
    assert reader.holds(PART, "two")


def test_a_folder_that_is_none_is_told_with_a_remedy(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match="free some space"),
        sidecar.writing(tmp_path / "no" / "index.sqlite"),
    ):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_it_can_be_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    made(tmp_path / "index.sqlite")
    tmp_path.chmod(0o555)
    try:
        found = sidecar.reading(tmp_path / "index.sqlite")
        assert found
        assert found.holds(PART, "one")
    finally:
        tmp_path.chmod(0o755)
