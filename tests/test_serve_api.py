"""The JSON API: what ``kg facts`` and its like answer, over HTTP, and refusals that say what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg.cli.app import run
from kg.conditions import CONDITIONS
from kg.graph import Store, open_store
from kg.query import Filter, named_queries
from kg.serve import api_jobs, openapi
from kg.serve.api import API_ROUTES
from kg.serve.routes import ROUTES
from kg.serve.schemas import schemas
from tests.graph_factory import pledge, protest, summit
from tests.serving import ROOT, TOKEN, on_disk, serving

LONG = "x" * 10_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return on_disk(tmp_path_factory.mktemp("serve") / "kg.db", summit(), protest(), pledge())


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with serving(store) as opened:
        yield opened


def said(store: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """What the command line prints as JSON."""
    capsys.readouterr()
    assert run(["-q", "--store", str(store), *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("path", "arguments"),
    [
        ("/api/facts", ["facts"]),
        ("/api/facts?actor=Avaria&type=meeting", ["facts", "--actor", "Avaria", "--type", "meeting"]),
        ("/api/facts?status=planned&status=said", ["facts", "--status", "planned", "--status", "said"]),
        ("/api/facts?from=2031-05&to=2031-06", ["facts", "--from", "2031-05", "--to", "2031-06"]),
        ("/api/facts?as-of=2031-05-06&all=true", ["facts", "--as-of", "2031-05-06", "--all"]),
        ("/api/facts?asserted", ["facts", "--asserted"]),
        ("/api/facts?by=Ines%20Varga&text=TALKS", ["facts", "--by", "Ines Varga", "--text", "TALKS"]),
        ("/api/facts?source=Harbour+Post", ["facts", "--source", "Harbour Post"]),
        ("/api/timeline?actor=Belmora", ["timeline", "--actor", "Belmora"]),
        ("/api/actors?kind=person", ["actors", "--kind", "person"]),
        ("/api/queries/who-met-whom", ["query", "who-met-whom"]),
        (
            "/api/queries/statements-of-speaker?speaker=Varga",
            ["query", "statements-of-speaker", "-p", "speaker=Varga"],
        ),
    ],
)
def test_rows_are_those_of_the_command_line(
    client: TestClient, store: Path, capsys: pytest.CaptureFixture[str], path: str, arguments: list[str]
) -> None:
    found = client.get(path).json()
    assert found["items"] == said(store, capsys, *arguments)
    assert found["total"] == len(found["items"]) > 0


def test_all_about_one_thing_is_what_show_prints(
    client: TestClient, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = client.get("/api/facts").json()["items"][0]["id"]
    for which in (claim, claim[:8], "Ines Varga", "news/summit.txt"):
        found = client.get(f"/api/show/{which}")
        assert [found.json()] == said(store, capsys, "show", which), which


def test_the_numbers_are_those_of_stats(
    client: TestClient, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = client.get("/api/stats").json()
    listed = {row["name"]: row["value"] for row in said(store, capsys, "stats")}
    assert numbers["articles"] == listed["articles"] == 3
    assert numbers["by_type"]["meeting"] == listed["by_type: meeting"]


def test_every_condition_of_the_command_line_is_a_parameter() -> None:
    taken = {f.name for f in fields(Filter)} - {"kind"}
    assert {c.field for c in CONDITIONS} == taken
    for path in ("/api/facts", "/api/timeline"):
        route = next(r for r in ROUTES if r.path == path)
        assert {p.name for p in route.parameters} == {c.name for c in CONDITIONS} | {"offset"}


def test_following_next_gives_every_row_once(client: TestClient) -> None:
    whole = client.get("/api/facts").json()["items"]
    here: str | None = "/api/facts?limit=2"
    rows: list[Any] = []
    while here:
        page = client.get(here)
        assert ("next" in page.links) == (page.json()["next"] is not None)
        rows += page.json()["items"]
        here = page.json()["next"]
    assert rows == whole
    assert len(whole) > 4


def test_next_keeps_what_was_asked(client: TestClient) -> None:
    page = client.get("/api/facts?actor=Avaria&type=meeting&limit=1&all=true").json()
    assert page["next"] == "/api/facts?actor=Avaria&type=meeting&all=true&limit=1&offset=1"


def test_a_page_behind_the_last_row_is_empty(client: TestClient) -> None:
    page = client.get("/api/facts?offset=1000").json()
    assert (page["items"], page["next"]) == ([], None)
    assert page["total"] > 0


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/facts?actors=Avaria", 400, "actors: is no parameter here; known are actor, type"),
        ("/api/facts?type=metting", 400, "did you mean 'meeting'?"),
        ("/api/facts?from=2031-13", 400, "write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("/api/facts?limit=0", 400, "'0' is no whole number from 1 to 1,000"),
        ("/api/facts?limit=1001", 400, "no whole number from 1 to 1,000"),
        ("/api/facts?offset=-1", 400, "no whole number from 0"),
        ("/api/facts?limit=1&limit=2", 400, "is given 2 times; give it once"),
        ("/api/facts?all=maybe", 400, "'maybe' is neither true nor false"),
        ("/api/facts?actor=", 400, "is empty"),
        ("/api/stats?x=1", 400, "x: is no parameter here"),
        ("/api/queries?x=1", 400, "x: is no parameter here"),
        ("/api/queries/statements-of-speaker", 400, "speaker: is missing"),
        ("/api/queries/expected-on-day?known=soon", 400, "'soon' is no date"),
        ("/api/facts?from=2032&to=2031", 422, "from 2032-01-01 lies after to 2031-12-31"),
        ("/api/facts?actor=Avarja", 422, "near names: Avaria"),
        ("/api/facts?source=nowhere", 422, "see /api/queries/articles for their names"),
        (f"/api/actors?name={LONG}", 422, "see /api/actors for all names"),
        ("/api/queries/statements-of-speaker?speaker=Nobody", 422, "no actor answers to 'Nobody'"),
        ("/api/show/nobody", 404, "no actor, article or id answers to 'nobody'"),
        ("/api/show/c-zzzzzzzz", 404, "no id begins with 'c-zzzzzzzz'"),
        ("/api/queries/nothing", 404, "no query named 'nothing'"),
        ("/api/nothing", 404, "nothing is at /api/nothing"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(
    client: TestClient, path: str, status: int, words: str
) -> None:
    answer = client.get(path)
    body = answer.json()
    assert answer.status_code == body["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in f"{body['detail']}; {body.get('remedy')}"
    assert "`kg " not in f"{body}", "a remedy for the command line, not for a client"


def test_every_wrong_parameter_is_named(client: TestClient) -> None:
    body = client.get("/api/facts?type=x&limit=y&nothing=z").json()
    assert {e["parameter"] for e in body["errors"]} == {"type", "limit", "nothing"}


def test_other_methods_are_refused(client: TestClient) -> None:
    answer = client.post("/api/facts")
    assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})


def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/facts")
    tag = first.headers["etag"]
    assert client.get("/api/facts", headers={"If-None-Match": f'"x", {tag}'}).status_code == 304
    again = client.get("/api/facts", headers={"If-None-Match": '"x"'})
    assert (again.status_code, again.json()) == (200, first.json())


def test_a_write_changes_the_entity_tag(tmp_path: Path) -> None:
    store = on_disk(tmp_path / "kg.db", summit())
    with serving(store, writable=True, token=TOKEN) as client:
        tag = client.get("/api/stats").headers["etag"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(client.app.state.pool, "generation", 7)  # type: ignore[attr-defined]
            assert client.get("/api/stats", headers={"If-None-Match": tag}).status_code == 200


def test_a_story_that_is_behind_has_no_entity_tag(tmp_path: Path) -> None:
    with open_store(tmp_path / "kg.db", create=True) as store:
        store.add(summit())
    with serving(tmp_path / "kg.db") as client:
        assert "etag" not in client.get("/api/facts").headers
        assert client.get("/health").json()["story_stale"] is True


def test_named_queries_are_listed_with_their_parameters(client: TestClient) -> None:
    listed = {query["name"]: query for query in client.get("/api/queries").json()}
    assert set(listed) == set(named_queries())
    speaker, since = listed["statements-of-speaker"]["parameters"]
    assert speaker == {"name": "speaker", "type": "actor", "default": None}
    assert since["default"] == "0001-01-01"


def test_a_named_query_with_its_values_runs_at_the_endpoint(client: TestClient) -> None:
    path = "/api/queries/statements-of-speaker"
    text = client.get(f"{path}/sparql?speaker=Varga")
    assert text.headers["content-type"].startswith("application/sparql-query")
    found = client.get("/sparql", params={"query": text.text})
    assert len(found.json()["results"]["bindings"]) == client.get(f"{path}?speaker=Varga").json()["total"] > 0


def test_examples_of_the_documentation_are_answered(sample: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "kg.db", create=True) as store:
        store.raw.bulk_extend(sample.raw)
    page = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
    asked = re.findall(r"^curl 'http://127\.0\.0\.1:7878(/[^']*)'$", page, re.MULTILINE)
    assert len(asked) >= 9
    with serving(tmp_path / "kg.db") as client:
        for path in asked:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.text)
            if answer.headers["content-type"] == "application/json":
                body = answer.json()
                assert body["items"] if "total" in body else body, path


# -- the description


def test_the_description_is_served(client: TestClient) -> None:
    assert client.get("/openapi.json").json() == json.loads(json.dumps(openapi.description()))


def test_every_route_is_described_and_nothing_else(client: TestClient) -> None:
    named = {f"/api/queries/{name}" for name in named_queries()}
    told = set(openapi.description()["paths"])
    texts = {f"{path}/sparql" for path in named}
    assert named | texts <= told
    served = {r.path.replace(":path", "") for r in API_ROUTES}  # type: ignore[attr-defined]
    templates = {"/api/queries/{name}", "/api/queries/{name}/sparql"}
    fixed = {path for path in told - named - texts if path.startswith(("/api", "/openapi", "/explore"))}
    assert served - templates == fixed
    for path in told:
        asked = path.replace("{id}", "Avaria")
        assert client.get(asked).status_code in (200, 400), path


def test_every_job_of_a_route_exists() -> None:
    assert {r.job for r in ROUTES} < set(api_jobs.JOBS)


def test_schemas_are_those_of_the_records(client: TestClient) -> None:
    """Names only; that the values fit as well is checked by schemathesis."""
    for path, name in (("facts", "Fact"), ("timeline", "TimelineEntry"), ("actors", "ActorRow")):
        row = client.get(f"/api/{path}").json()["items"][0]
        assert set(row) == set(schemas()[name]["properties"]) == set(schemas()[name]["required"])
    assert set(client.get("/api/show/Avaria").json()) == set(schemas()["Story"]["properties"])
