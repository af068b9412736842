"""Running it by the day: backup, restore, doctor, logs for programs, going on after an interruption."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline
from kg.cli import progress
from kg.cli.app import run
from kg.cli.context import Settings
from kg.graph import is_indexed, open_store
from kg.pipeline import retell
from kg.sidecar import FILE
from tests.graph_factory import pledge, protest, summit

STORY = "Ines Varga met Tomas Brandt in Lisbon on 12 June 2031."


@pytest.fixture
def store(tmp_path: Path) -> str:
    with open_store(tmp_path / "kg.db", create=True) as opened:
        opened.add(summit())
        opened.add(protest())
        retell(opened)
    return str(tmp_path / "kg.db")


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What stands on standard error, as a program reads it."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def exported(store: str, tmp_path: Path) -> bytes:
    assert run(["-q", "--store", store, "export", "-o", str(tmp_path / "out.trig")]) == 0
    return (tmp_path / "out.trig").read_bytes()


def test_a_store_comes_back_from_its_backup(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = exported(store, tmp_path)
    assert run(["--store", store, "backup", str(tmp_path / "copy.tar.gz")]) == 0
    assert "copy.tar.gz: 2 articles, " in capsys.readouterr().err
    assert run(["-q", "--store", store, "remove", "protest.txt"]) == 0
    assert run(["--store", store, "restore", str(tmp_path / "copy.tar.gz")]) == 2
    assert "holds something already; name another with --store, or give --force" in capsys.readouterr().err
    assert run(["--store", store, "restore", str(tmp_path / "copy.tar.gz"), "--force"]) == 0
    assert "kg.db: 2 articles as of 20" in capsys.readouterr().err
    assert exported(store, tmp_path) == before


def test_the_doctor_finds_a_sound_store_sound(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", store, "doctor", "--deep"]) == 0
    found = {f["what"]: f for f in map(json.loads, capsys.readouterr().out.splitlines())}
    assert {f["state"] for f in found.values()} == {"good"}
    for what in ("kg", "packages", "model", "disk", "format", "lock", "quads", "orders", "story"):
        assert what in found
    assert found["quads"]["told"].startswith("2 articles, ")


def test_the_doctor_names_what_mends_and_mends(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(store) as opened:
        opened.add(pledge())
    Path(store, "merging.sqlite").write_bytes(b"nonsense" * 1000)
    Path(store, "kg-store.json").write_text("nonsense", encoding="utf-8")
    assert run(["--store", store, "doctor"]) == 1
    assert "1 thing to mend: `kg doctor --mend`" in capsys.readouterr().err
    assert run(["--store", store, "doctor", "--mend"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "kg: kg-store.json written anew",
        "kg: merging.sqlite removed; it is made anew",
        "kg: the story is told of all articles",
    ]
    with open_store(store, read_only=True) as opened:
        assert not opened.stale
        assert len(opened.documents()) == 3


@pytest.mark.parametrize("part", ["facts", "text"])
@pytest.mark.parametrize("command", [["reindex"], ["doctor", "--mend"]])
def test_a_part_of_the_index_that_an_older_version_wrote_is_told_of_and_made_anew(
    store: str, part: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(Path(store, FILE))) as index, index:
        assert index.execute("UPDATE meta SET value = 'old' WHERE key = ?", (part,)).rowcount == 1
    assert run(["--store", store, "doctor"]) == 0
    assert "lacks the words or the list of facts" in capsys.readouterr().out
    assert run(["--store", store, *command]) == 0
    assert "2 articles indexed" in capsys.readouterr().err
    with open_store(store, read_only=True) as opened:
        assert is_indexed(opened)


def test_reindexing_mends_a_file_in_which_only_the_list_of_facts_is_damaged(store: str) -> None:
    file = Path(store, FILE)
    with closing(sqlite3.connect(file)) as index:
        index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = index.execute("SELECT rootpage FROM sqlite_master WHERE name = 'fact'").fetchone()[0]
        size = index.execute("PRAGMA page_size").fetchone()[0]
    with file.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(b"\xff" * size)
    assert run(["--store", store, "reindex"]) == 0
    with open_store(store, read_only=True) as opened:
        assert is_indexed(opened)


def test_the_doctor_comes_before_the_first_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(tmp_path / "none"), "doctor"]) == 0
    assert '"none at ' in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


def test_a_model_that_is_missing_is_named_with_the_command_that_installs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", str(tmp_path / "none"), "doctor", "--model", "xx_none"]) == 1
    assert "1 thing to mend: `pip install xx-none`" in capsys.readouterr().err


# -- messages for programs


def test_messages_of_add_are_json_lines_with_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    store = str(tmp_path / "kg.db")
    paths = [str(tmp_path / name) for name in ("story.txt", "empty.txt")]
    assert run(["--log-format", "json", "--store", store, "add", *paths, "--published", "2025-06-14"]) == 1
    lines = told(capsys)
    refused = next(line for line in lines if line.get("event") == "refused")
    assert refused["level"] == "error"
    assert refused["where"].endswith("empty.txt")
    assert refused["message"]
    assert refused["remedy"]
    assert lines[-1]["counts"] == {
        "added": 1, "replaced": 0, "unchanged": 0, "known by another name": 0, "refused": 1
    }  # fmt: skip
    for line in lines:
        assert datetime.fromisoformat(line["time"]).tzinfo


@pytest.mark.parametrize(
    ("arguments", "level"),
    [
        (["--log-format=json", "--store", "no/such", "facts"], "error"),
        (["--log-format", "json", "fatcs"], "error"),
        (["--log-format", "json", "facts", "--no-such-option"], "error"),
    ],
)
def test_every_failure_is_one_json_line(
    arguments: list[str], level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    (line,) = told(capsys)
    assert line["level"] == level
    assert line["message"]


def test_an_error_comes_in_its_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--log-format", "json", "--store", "no/such", "facts"]) == 2
    (line,) = told(capsys)
    assert line["message"] == "no store at no/such"
    assert line["remedy"].startswith("run `kg add FILE…`")


def test_progress_is_an_event_with_rate_and_remaining_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((0.0, 20.0, 20.0, 40.0, 41.0))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    with progress.Progress(Settings(log_format="json"), lambda: 21, task="adding") as bar:
        bar.step()
        bar.step(10)
    event = told(capsys)[-1]
    del event["time"]
    assert event == {
        "level": "info", "message": "adding: 11 of 21 articles, 0.5 a second, 20 s left", "event": "progress",
        "task": "adding", "done": 11, "total": 21, "rate": 0.5, "left": 20,
    }  # fmt: skip


def test_a_stage_counts_from_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((0.0, 1.0, 1.0, 2.0, 10.0, 11.0, 22.0, 23.0))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    with progress.Progress(Settings(), lambda: 2, task="adding") as bar:
        bar.step()
        bar.stage("merging", 4000)
        bar.reach(1000)
        bar.reach(3000)
    assert capsys.readouterr().err == "kg: merging: 3,000 of 4,000 articles, 166.7 a second, 6 s left\n"
    assert bar.seconds == 23.0


@pytest.mark.parametrize("command", [["verify"], ["validate"], ["export"], ["render", "OUT"]])
def test_long_work_reports_how_far_it_is(
    command: list[str],
    store: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps: list[int] = []
    whole = progress.Progress.step

    def step(self: progress.Progress, number: int = 1) -> None:
        steps.append(number)
        whole(self, number)

    monkeypatch.setattr(progress.Progress, "step", step)
    assert run(["--store", store, *(str(tmp_path / "o.html") if c == "OUT" else c for c in command)]) == 0
    capsys.readouterr()
    expected = {"verify": 2, "validate": 3, "render": 0}.get(command[0])
    if expected is None:
        with open_store(store, read_only=True) as opened:
            assert sum(steps) >= len(opened.raw)
    else:
        assert sum(steps) == expected


# -- going on


def test_the_same_command_goes_on_where_it_was_interrupted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(f"{STORY} Number {n}.", encoding="utf-8")
    command = ["add", *(str(tmp_path / f"{n}.txt") for n in range(4)), "--published", "2025-06-14"]
    whole, analysed = pipeline.extract, 0

    def extract(annotated: Any) -> Any:
        nonlocal analysed
        analysed += 1
        if analysed == 3:
            raise KeyboardInterrupt
        return whole(annotated)

    monkeypatch.setattr(pipeline, "extract", extract)
    assert run(["--store", str(tmp_path / "kg.db"), *command]) == 130
    assert run(["--store", str(tmp_path / "kg.db"), *command]) == 0
    assert analysed == 5
    assert "4 articles in" in capsys.readouterr().err
    assert run(["-q", "--store", str(tmp_path / "all.db"), *command]) == 0
    assert exported(str(tmp_path / "kg.db"), tmp_path) == exported(str(tmp_path / "all.db"), tmp_path)
    analysed = 10
    assert run(["-q", "--store", str(tmp_path / "kg.db"), *command, "--force"]) == 0
    assert analysed == 14
