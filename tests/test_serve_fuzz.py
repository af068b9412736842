"""Hostile requests: refused as the client's mistake, whatever they hold; the server lives on."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from benchmarks.serve import hostile
from tests.graph_factory import protest, summit
from tests.serving import on_disk, serving

MEDIA = ("application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded", "")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = on_disk(tmp_path_factory.mktemp("serve") / "kg.db", summit(), protest())
    with serving(store) as opened:
        yield opened
        assert opened.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
        assert "kg_workers_killed_total{" not in opened.get("/metrics").text, "a worker died of a query"


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_no_query_breaks_the_server(client: TestClient, seed: int) -> None:
    sent = hostile.request(Random(seed))
    headers = {k: v.encode("latin-1") for k, v in sent.headers}
    answer = client.request(sent.method, sent.path, headers=headers, content=sent.body)
    assert answer.status_code < 500, (answer.status_code, answer.text, sent)
    if answer.status_code >= 400 and sent.method != "HEAD":
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert "Traceback" not in answer.text
        assert "kg.db" not in answer.text


@settings(max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(MEDIA))
def test_no_body_breaks_the_server(client: TestClient, body: bytes, media: str) -> None:
    assert client.post("/sparql", headers={"Content-Type": media}, content=body).status_code < 500


@settings(max_examples=60)
@given(st.text(max_size=60), st.sampled_from(["actor", "text", "source", "by", "from", "type"]))
def test_no_value_breaks_the_api(client: TestClient, value: str, name: str) -> None:
    text = value.encode("utf-8", "surrogatepass")
    answer = client.get("/api/facts", params={name: text.decode("utf-8", "replace")})
    assert answer.status_code in (200, 400, 422)
    assert client.get("/api/show/x" + text.hex()).status_code == 404
