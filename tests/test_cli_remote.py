"""The commands with a store behind an address, as somebody types them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.pipeline import retell
from tests.graph_factory import pledge, protest, summit
from tests.sparql_server import Server, serving

COMMANDS = (
    "facts --limit 5",
    "facts --format csv",
    "timeline",
    "timeline --actor Avaria --format json",
    "show Avaria",
    "actors",
    "conflicts",
    "commitments",
    "positions --actor Avaria",
    "diff --between 2031-05-05 2031-06-11",
    "query meetings-between -p first=Avaria -p second=Belmora",
    "export --format nquads",
    "export --format graphml",
    "correct log",
    "stats",
    "stats --documents",
    "validate",
    "verify",
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with serving() as started:
        yield started


def _told(place: Path | str) -> None:
    from kg.graph import open_store

    with open_store(place, create=True) as store:
        for article in (summit(), protest(), pledge()):
            store.add(article)
        retell(store)


def test_every_question_prints_what_it_prints_of_a_folder(
    server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _told(server.url)
    _told(tmp_path / "kg.db")
    for line in COMMANDS:
        said = []
        for place in (server.url, tmp_path / "kg.db"):
            code = run(["--store", str(place), *line.split()])
            said.append((code, capfd.readouterr()))
        assert said[0] == said[1], line
        assert said[0][0] == 0, line


def test_articles_are_added_and_removed_behind_an_address(
    server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The mayor of Paris resigned on 3 May 2018.", encoding="utf-8")
    assert run(["--store", server.url, "add", str(story), "--published", "2018-05-04"]) == 0
    assert "1 added" in capfd.readouterr().err
    assert run(["--store", server.url, "facts"]) == 0
    assert "2018-05-03" in capfd.readouterr().out
    assert run(["--store", server.url, "remove", "story.txt"]) == 0
    assert run(["--store", server.url, "stats", "--documents"]) == 0
    assert capfd.readouterr().out == ""


def test_a_command_that_works_on_files_says_so_and_shows_no_password(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", server.url.replace("://", "://ines:secret@"), "serve"]) == 2
    said = capfd.readouterr().err
    assert "is an address; this command works on the files of a store" in said
    assert "secret" not in said


def test_the_token_is_taken_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    story = tmp_path / "story.txt"
    story.write_text("The mayor of Paris resigned on 3 May 2018.", encoding="utf-8")
    with serving(token="letters") as server:
        monkeypatch.setenv("KG_STORE", server.url)
        assert run(["add", str(story)]) == 2
        assert "set KG_TOKEN" in capfd.readouterr().err
        monkeypatch.setenv("KG_TOKEN", "letters")
        assert run(["add", str(story)]) == 0
