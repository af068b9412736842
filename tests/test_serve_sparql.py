"""SPARQL over HTTP: the protocol, its formats and its refusals. W3C's own tests are `make conformance`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from kg.errors import UsageError
from kg.query.answer import GRAPH_FORMATS, RESULT_FORMATS
from kg.serve.negotiation import Accept
from kg.serve.settings import Settings
from tests.serving import AUTHORIZED, TOKEN, serving, stored
from tests.sparql_texts import EXAMPLES, HIDDEN, QUERIES, UPDATES

ASK = "ASK { ?e a sem:Event }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with serving(stored(tmp_path_factory.mktemp("reading") / "store")) as client:
        yield client


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = stored(tmp_path_factory.mktemp("writing") / "store")
    with serving(store, writable=True, token=TOKEN) as client:
        yield client


def post(client: TestClient, kind: str, text: str | bytes, **headers: str):  # type: ignore[no-untyped-def]
    return client.post("/sparql", content=text, headers={"Content-Type": f"application/{kind}", **headers})


def test_a_query_comes_by_get_by_form_and_by_itself(reading: TestClient) -> None:
    answers = [
        reading.get("/sparql", params={"query": ASK}),
        reading.post("/sparql", data={"query": ASK}),
        post(reading, "sparql-query", ASK),
    ]
    assert [a.status_code for a in answers] == [200, 200, 200]
    assert all(a.json() == {"head": {}, "boolean": True} for a in answers)


def test_the_default_graph_is_all_graphs_unless_the_request_names_some(reading: TestClient) -> None:
    query = "SELECT ?name { ?a a sem:Actor, schema:Person ; rdfs:label ?name }"
    rows = reading.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert rows == [{"name": {"type": "literal", "value": "Ines Varga"}}]
    none = {"query": query, "default-graph-uri": "urn:kg:graph:decisions"}
    assert reading.get("/sparql", params=none).json()["results"]["bindings"] == []
    named = {"query": f"SELECT ?name {{ GRAPH ?g {query.removeprefix('SELECT ?name ')} }}"}
    some = reading.get("/sparql", params={**named, "named-graph-uri": "urn:kg:graph:story"})
    assert some.json()["results"]["bindings"] == rows


@pytest.mark.parametrize(
    ("accept", "media", "start"),
    [
        ("*/*", "application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"n\r\n1"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?n\n1"),
        ("text/html, application/json;q=0.5", "application/json", b'{"head"'),
        ("text/*;q=0.2, text/csv;q=0.1", "text/tab-separated-values; charset=utf-8", b"?n\n1"),
    ],
)
def test_rows_come_in_the_format_that_the_client_likes_best(
    reading: TestClient, accept: str, media: str, start: bytes
) -> None:
    answer = reading.get("/sparql", params={"query": "SELECT (1 AS ?n) {}"}, headers={"Accept": accept})
    assert answer.headers["content-type"] == media
    assert answer.content.startswith(start)


@pytest.mark.parametrize(
    ("media", "holds"),
    [
        ("text/turtle", b"sem:Event"),
        ("application/n-triples", b"<http://semanticweb.cs.vu.nl/2009/11/sem/Event> .\n"),
        ("application/rdf+xml", b"<rdf:RDF"),
        ("application/ld+json", b'"@id"'),
    ],
)
def test_triples_come_in_the_format_that_was_asked_for(reading: TestClient, media: str, holds: bytes) -> None:
    query = "CONSTRUCT { ?e a sem:Event } WHERE { ?e a sem:Event }"
    answer = reading.get("/sparql", params={"query": query}, headers={"Accept": media})
    assert answer.headers["content-type"].partition(";")[0] == media
    assert holds in answer.content


def test_no_format_that_is_at_hand_is_406(reading: TestClient) -> None:
    answer = reading.get("/sparql", params={"query": ASK}, headers={"Accept": "image/png, text/csv"})
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.json()["detail"]


def test_the_type_that_a_client_excludes_is_not_chosen() -> None:
    assert Accept("*/*, text/turtle;q=0")(["text/turtle", "text/n3"]) == "text/n3"
    assert Accept("text/n3;q=0.1, text/turtle;q=junk")(["text/turtle", "text/n3"]) == "text/n3"
    assert Accept("")(["text/turtle", "text/n3"]) == "text/turtle"


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("PUT", "/sparql", {}, b"", 405),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, b"", 400),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, b"", 400),
        ("GET", "/sparql?query=ASK%20%7B", {}, b"", 400),
        ("GET", "/sparql?query=%ff", {}, b"", 400),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415),
        ("POST", "/sparql", {}, b"query=ASK%7B%7D", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query; charset=UTF-16"}, b"x", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"\xff", 400),
        ("POST", "/sparql", FORM, b"query=ASK%7B%7D&update=CLEAR%20ALL", 400),
        ("POST", "/sparql", FORM, b"", 400),
        ("GET", "/nothing", {}, b"", 404),
        ("GET", "/../../etc/passwd", {}, b"", 404),
    ],
)
def test_what_the_protocol_forbids_has_its_status_and_no_trace(
    reading: TestClient, method: str, path: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    answer = reading.request(method, path, headers=headers, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?a ?p ?b FILTER(1<2)SERVICE#>\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { <a:b> <a:c> 1 }",
    ],
)
def test_a_query_that_would_leave_the_store_or_change_it_is_refused(reading: TestClient, query: str) -> None:
    answer = post(reading, "sparql-query", query)
    assert answer.status_code == 400


def test_a_function_that_the_engine_lacks_is_the_clients_mistake(reading: TestClient) -> None:
    answer = post(reading, "sparql-query", "SELECT (<a:f>(1) AS ?x) {}")
    assert answer.status_code == 400
    assert "a:f" in answer.json()["detail"]


def test_writing_needs_writable_and_the_token(reading: TestClient, writing: TestClient) -> None:
    update = "INSERT DATA { <a:s> <a:p> 1 }"
    assert post(reading, "sparql-update", update, **AUTHORIZED).status_code == 403
    for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
        answer = post(writing, "sparql-update", update, **header)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert not post(writing, "sparql-query", "ASK { <a:s> ?p ?o }").json()["boolean"]


def test_whoever_writes_reads_it_in_the_next_request(writing: TestClient) -> None:
    for number in range(5):
        assert post(
            writing, "sparql-update", f"INSERT DATA {{ <a:{number}> <a:p> 1 }}", **AUTHORIZED
        ).is_success
        assert post(writing, "sparql-query", f"ASK {{ <a:{number}> <a:p> 1 }}").json()["boolean"]


def test_an_update_is_all_or_nothing(writing: TestClient) -> None:
    answer = post(
        writing, "sparql-update", "INSERT DATA { <a:half> <a:p> 1 } ; DROP GRAPH <a:nowhere>", **AUTHORIZED
    )
    assert answer.status_code == 400
    assert not post(writing, "sparql-query", "ASK { <a:half> ?p ?o }").json()["boolean"]


@pytest.mark.parametrize(
    "update",
    [
        "DROP ALL",
        "CLEAR GRAPH <urn:kg:graph:story>",
        "PREFIX g: <urn:kg:graph:> INSERT DATA { GRAPH g:meta { <a:s> <a:p> 1 } }",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "MOVE <urn:kg:graph:story> TO <a:g>",
        "LOAD <http://127.0.0.1:9/>",
    ],
)
def test_the_graphs_of_kg_are_out_of_reach_for_updates(writing: TestClient, update: str) -> None:
    answer = post(writing, "sparql-update", update, **AUTHORIZED)
    assert answer.status_code == 400
    assert "refused" in answer.json()["detail"]
    assert post(writing, "sparql-query", ASK).json()["boolean"]


def test_using_graph_uri_is_what_an_update_sees(writing: TestClient) -> None:
    assert post(
        writing, "sparql-update", "INSERT DATA { GRAPH <a:seen> { <a:x> <a:q> 1 } }", **AUTHORIZED
    ).is_success
    headers = {"Content-Type": "application/sparql-update", **AUTHORIZED}
    text = "INSERT { GRAPH <a:copy> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    writing.post("/sparql", params={"using-graph-uri": "a:seen"}, content=text, headers=headers)
    ask = "ASK { GRAPH <a:copy> { <a:x> <a:q> 1 } FILTER NOT EXISTS { GRAPH <a:copy> { ?e a sem:Event } } }"
    assert post(writing, "sparql-query", ask).json()["boolean"]


def test_a_long_body_is_413(tmp_path: Path) -> None:
    with serving(stored(tmp_path / "store"), max_body=1_000) as client:
        assert post(client, "sparql-query", "#" * 2_000 + "\nASK {}").status_code == 413
        assert post(client, "sparql-query", "ASK {}").status_code == 200


def test_the_service_describes_itself(reading: TestClient, writing: TestClient) -> None:
    text = reading.get("/sparql", headers={"Accept": "application/n-triples"}).text
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<{sd}endpoint> <http://localhost/sparql>" in text
    assert f"<{sd}feature> <{sd}UnionDefaultGraph>" in text
    assert "<urn:kg:graph:story>" in text
    assert "SPARQL11Update" not in text
    assert "SPARQL11Update" in writing.get("/sparql").text


def test_no_page_of_another_origin_may_ask_unless_it_was_named(reading: TestClient, tmp_path: Path) -> None:
    origin = {"Origin": "https://example.org"}
    answer = reading.get("/sparql", params={"query": ASK}, headers=origin)
    assert "access-control-allow-origin" not in answer.headers
    with serving(stored(tmp_path / "store"), cors_origins=("https://example.org",)) as client:
        named = client.get("/sparql", params={"query": ASK}, headers=origin)
        assert named.headers["access-control-allow-origin"] == "https://example.org"
        other = client.get("/sparql", params={"query": ASK}, headers={"Origin": "https://example.com"})
        assert "access-control-allow-origin" not in other.headers


def test_a_name_that_is_not_ours_is_refused_on_loopback(reading: TestClient) -> None:
    answer = reading.get("/sparql", params={"query": ASK}, headers={"Host": "rebound.example.org"})
    assert answer.status_code == 400


KINDS = ("application/sparql-query", "application/sparql-update", FORM["Content-Type"], "text/plain", "")
BODIES = st.one_of(QUERIES.map(str.encode), UPDATES.map(str.encode), st.binary(max_size=60))


@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(KINDS), BODIES, st.sampled_from(["", *RESULT_FORMATS, *GRAPH_FORMATS, "*/*;q=x", ",;"])
)
def test_nothing_that_comes_by_post_is_a_defect(
    writing: TestClient, kind: str, body: bytes, accept: str
) -> None:
    headers = {"Content-Type": kind, "Accept": accept, **AUTHORIZED}
    answer = writing.post("/sparql", content=body, headers=headers)
    assert answer.status_code in (200, 204, 400, 406, 415), answer.text
    assert "Traceback" not in answer.text


@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(st.sampled_from(["query", "update", "default-graph-uri", "named-graph-uri", "x"]), HIDDEN)
)
def test_nothing_that_comes_by_get_is_a_defect(reading: TestClient, params: dict[str, str]) -> None:
    answer = reading.get("/sparql", params=params)
    assert answer.status_code in (200, 400), answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(("name", "value"), [("writable", True), ("timeout", 0), ("workers", 0)])
def test_settings_that_cannot_hold_are_refused_at_once(name: str, value: object) -> None:
    with pytest.raises(UsageError):
        Settings(store=Path("x"), **{name: value})  # type: ignore[arg-type]
