"""What a monitor sees: alive, ready, counts and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.errors import StoreError
from kg.serve.metrics import BUCKETS, Metrics, size_of
from tests.graph_factory import summit
from tests.serving import on_disk, serving

SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="(?:[^"\\\n]|\\.)*"(,[a-z]+="(?:[^"\\\n]|\\.)*")*\})? [0-9.e+-]+')


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = on_disk(tmp_path_factory.mktemp("serve") / "kg.db", summit())
    with serving(store) as opened:
        yield opened


def metric(client: TestClient, name: str) -> float:
    line = next(x for x in client.get("/metrics").text.splitlines() if x.startswith(f"{name} "))
    return float(line.rpartition(" ")[2])


def test_a_server_whose_store_answers_is_ready(client: TestClient) -> None:
    body = client.get("/health")
    found = body.json()
    assert (body.status_code, found["ready"], found["story_stale"]) == (200, True, False)
    assert found["workers"] == {"size": 1, "busy": 0, "waiting": 0}
    assert found["generation"] == 0
    assert client.get("/health/live").json() == {"alive": True}


def test_a_server_whose_store_does_not_answer_is_alive_but_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise StoreError("the store cannot be used: /secret/place/rdf is corrupt")

    monkeypatch.setattr(client.app.state.pool, "run", broken)  # type: ignore[attr-defined]
    body = client.get("/health")
    assert (body.status_code, body.json()["ready"], body.json()["alive"]) == (503, False, True)
    assert "/secret" not in body.text
    assert client.get("/health/live").status_code == 200


def test_where_the_store_lies_is_for_the_log_alone(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise StoreError("is damaged (/secret/place/rdf)", where="/secret/place", remedy="restore it")

    monkeypatch.setattr(client.app.state.pool, "run", broken)  # type: ignore[attr-defined]
    body = client.get("/api/facts")
    assert (body.status_code, body.json()["detail"].partition(";")[0]) == (503, "the store cannot be used")
    assert "/secret" not in body.text
    assert "/secret/place: is damaged" in caplog.text


def test_requests_are_counted_under_the_path_of_their_route(client: TestClient) -> None:
    for path in ("/api/show/Avaria", "/api/show/Belmora", "/api/show/nobody", "/never/heard/of"):
        client.get(path)
    text = client.get("/metrics").text
    route = '{route="/api/show/{id:path}",method="GET",status='
    assert f'kg_http_requests_total{route}"200"}} 2' in text
    assert f'kg_http_requests_total{route}"404"}} 1' in text
    assert 'route="other",method="GET",status="404"} 1' in text
    assert "heard" not in text


def test_an_invented_method_makes_no_label_of_its_own(client: TestClient) -> None:
    client.request("BREW", "/api/facts")
    assert "BREW" not in client.get("/metrics").text
    assert 'method="other"' in client.get("/metrics").text


def test_every_line_is_in_the_exposition_format(client: TestClient) -> None:
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in answer.text.splitlines():
        assert line.startswith(("# HELP kg_", "# TYPE kg_")) or SAMPLE.fullmatch(line), line
    assert answer.text.endswith("\n")


def test_the_stores_size_is_told(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a").write_bytes(b"123")
    (tmp_path / "sub" / "b").write_bytes(b"4567")
    assert size_of(tmp_path) == 7
    assert metric(client, "kg_store_bytes") > 1_000


def test_a_worker_that_is_ended_is_counted(tmp_path: Path) -> None:
    store = on_disk(tmp_path / "kg.db", summit())
    with serving(store, timeout=0.3) as client:
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
        assert client.get("/sparql", params={"query": endless}).status_code == 503
        assert 'kg_workers_killed_total{reason="time"} 1' in client.get("/metrics").text


@given(st.lists(st.floats(0, 100), max_size=50))
def test_buckets_hold_every_request_once(seconds: list[float]) -> None:
    metrics = Metrics()
    for value in seconds:
        metrics.count("/x", "GET", 200, value)
    lines = {line.rpartition(" ")[0]: line.rpartition(" ")[2] for line in metrics.lines()}
    for end in BUCKETS:
        expected = sum(v <= end for v in seconds)
        assert not seconds or lines[f'kg_http_request_seconds_bucket{{route="/x",le="{end}"}}'] == str(
            expected
        )
    assert lines.get('kg_http_request_seconds_count{route="/x"}', "0") == str(len(seconds))
