"""The pages as they are sent: under a policy, nothing from elsewhere; the explorer in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.serve.pages import ASSETS
from tests.graph_factory import pledge, protest, summit
from tests.serving import on_disk, serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("serve") / "kg.db"
    with serving(on_disk(folder, summit(), protest(), pledge())) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/", "/query", "/explore"])
def test_pages_are_sent_under_a_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "connect-src 'self'" in policy
    assert "frame-ancestors" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("name", ["index.html", "query.html"])
def test_plain_pages_hold_no_script_and_no_style_of_their_own(name: str) -> None:
    text = (ASSETS / name).read_text(encoding="utf-8")
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=", text)
    assert all(
        not address.startswith(("http", "//")) for address in re.findall(r'(?:src|href)="([^"]*)"', text)
    )


def test_scripts_put_no_text_into_markup() -> None:
    for path in ASSETS.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text), path


def test_files_beside_the_assets_are_not_served(client: TestClient) -> None:
    assert client.get("/assets/query.js").status_code == 200
    for path in (
        "/assets/../pages.py",
        "/assets/%2e%2e/pages.py",
        "/assets//etc/passwd",
        "/assets/",
    ):
        assert client.get(path).status_code == 404, path


def test_the_explorer_is_the_page_without_a_story(client: TestClient) -> None:
    text = client.get("/explore").text
    assert 'id="story"' not in text
    assert 'id="store"' in text
    assert "explore/story.json" in text


def test_a_part_says_which_of_how_many_it_is(client: TestClient) -> None:
    whole = client.get("/explore/story.json?all=true").json()
    assert (whole["page"], whole["pages"]) == (1, 1)
    ids = [fact["id"] for fact in whole["story"]["facts"]]
    assert len(ids) == whole["total"] > 8
    parts = [client.get(f"/explore/story.json?all=true&limit=4&page={n}").json() for n in range(1, 4)]
    assert [part["pages"] for part in parts] == [-(-whole["total"] // 4)] * 3
    assert [fact["id"] for part in parts for fact in part["story"]["facts"]] == ids[:12]
    assert len(whole["network"]["nodes"]) >= len(whole["story"]["events"])
    assert whole["about"]["sources"]


def test_a_part_behind_the_last_is_empty(client: TestClient) -> None:
    part = client.get("/explore/story.json?page=99").json()
    assert part["story"]["facts"] == []
    assert part["total"] > 0


def test_a_part_takes_the_conditions_of_facts(client: TestClient) -> None:
    part = client.get("/explore/story.json?actor=Ines+Varga&type=says").json()
    assert {fact["type"] for fact in part["story"]["facts"]} == {"says"}
    assert client.get("/explore/story.json?actors=x").status_code == 400
    assert client.get("/explore/story.json?limit=10001").status_code == 400


def test_a_store_without_articles_is_shown_as_empty(tmp_path: Path) -> None:
    with serving(on_disk(tmp_path / "kg.db")) as client:
        part = client.get("/explore/story.json").json()
        assert (part["total"], part["pages"], part["story"]["facts"]) == (0, 1, [])
        assert client.get("/api/facts").json()["items"] == []
        assert client.get("/api/stats").json()["articles"] == 0


def test_what_no_route_is_for_is_told_with_a_remedy(client: TestClient) -> None:
    missing, wrong = client.get("/nowhere"), client.delete("/sparql")
    assert (missing.status_code, missing.json()["detail"]) == (404, "nothing is at /nowhere")
    assert (wrong.status_code, wrong.json()["detail"]) == (405, "/sparql takes no DELETE")
    assert missing.json()["remedy"] == wrong.json()["remedy"] == "see /openapi.json for what there is"
