"""``kg render``: every filter of ``kg facts``, what stands around the facts, what the page says of itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest

from kg.cli.app import run
from kg.cli.facts import command as facts_command
from kg.cli.render import command as render_command
from kg.graph import open_store
from kg.library import KnowledgeGraph
from kg.pipeline import retell
from tests.graph_factory import pledge, protest, summit


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("stores") / "kg.db")
    opened = open_store(path, create=True)
    for extraction in (summit(), protest(), pledge()):
        opened.add(extraction)
    retell(opened)
    opened.close()
    return path


def story(page: Path) -> Any:
    found = re.search(r'<script type="application/json" id="story">(.*?)</script>', page.read_text(), re.S)
    assert found
    return json.loads(found[1])


def options(command: click.Command) -> set[str]:
    return {o for p in command.params if isinstance(p, click.Option) for o in p.opts}


def test_render_takes_every_filter_that_facts_takes() -> None:
    assert options(facts_command) - options(render_command) == {"--format", "-f"} & options(facts_command)


@pytest.mark.parametrize(
    "filters",
    [
        ["--type", "meeting"],
        ["--actor", "Belmora", "--asserted"],
        ["--as-of", "2031-05-05"],
        ["--from", "2031-05", "--to", "2031-05-31"],
        ["--source", "Harbour Post", "--limit", "2"],
        ["--text", "talks"],
        ["--by", "Ines Varga"],
        ["--status", "planned", "--all"],
    ],
)
def test_the_page_holds_the_facts_that_kg_facts_lists(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], filters: list[str]
) -> None:
    assert run(["--store", store, "facts", "--format", "jsonl", *filters]) == 0
    listed = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    page = tmp_path / "page.html"
    assert run(["-q", "--store", store, "render", str(page), *filters]) == 0
    assert listed
    assert [f["id"] for f in story(page)["facts"]] == listed


def test_the_page_has_the_paragraph_and_the_claims_beyond_the_filter(store: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["-q", "--store", store, "render", str(page), "--status", "postponed"]) == 0
    data = story(page)
    assert [o["type"] for o in data["others"]] == ["postponement"]
    paragraph = data["paragraphs"][data["facts"][0]["paragraph"]]["text"]
    assert paragraph.startswith("Belmora pledged to open the canal")
    assert paragraph.endswith("The visit was postponed to 9 May.")


def test_nothing_published_after_the_day_is_in_the_page(store: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["-q", "--store", store, "render", str(page), "--as-of", "2031-05-05"]) == 0
    assert {a["published"] for a in story(page)["articles"]} == {"2031-05-04"}


def test_the_description_stands_under_the_heading(store: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["-q", "--store", store, "render", str(page), "--description", "Who & whom."]) == 0
    assert '<p class="standfirst">Who &amp; whom.</p>' in page.read_text()


def test_the_library_renders_the_same_page(store: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    assert run(["-q", "--store", store, "render", str(one), "--type", "meeting", "--title", "T"]) == 0
    with open_store(store, read_only=True) as opened:
        KnowledgeGraph(opened).render(other, title="T", type="meeting")
    assert one.read_bytes() == other.read_bytes()
