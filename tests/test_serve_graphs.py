"""Whole graphs over HTTP. W3C's own tests are `make conformance`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from kg.graph import named
from tests.serving import AUTHORIZED, TOKEN, serving, stored

TURTLE = {"Content-Type": "text/turtle", **AUTHORIZED}
LINES = {"Accept": "application/n-triples"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = stored(tmp_path_factory.mktemp("graphs") / "store")
    with serving(store, writable=True, token=TOKEN) as client:
        yield client


def test_a_graph_is_put_read_added_to_and_deleted(client: TestClient) -> None:
    where = {"graph": "http://example.org/g"}
    assert client.get("/graphs", params=where).status_code == 404
    assert client.put("/graphs", params=where, content="<a:s> <a:p> 1 .", headers=TURTLE).status_code == 201
    assert client.put("/graphs", params=where, content="<a:s> <a:p> 2 .", headers=TURTLE).status_code == 204
    assert client.post("/graphs", params=where, content="<s> <a:p> 3 .", headers=TURTLE).status_code == 204
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    answer = client.get("/graphs", params=where, headers=LINES)
    assert sorted(answer.text.splitlines()) == [
        f'<a:s> <a:p> "2"{integer} .',
        f'<http://example.org/s> <a:p> "3"{integer} .',
    ]
    head = client.head("/graphs", params=where)
    assert (head.status_code, head.content) == (200, b"")
    assert client.delete("/graphs", params=where, headers=AUTHORIZED).status_code == 204
    assert client.delete("/graphs", params=where, headers=AUTHORIZED).status_code == 404


def test_a_url_is_a_graph_itself_and_post_makes_a_new_one(client: TestClient) -> None:
    assert client.put("/graphs/mine", content="<> <a:p> 1 .", headers=TURTLE).status_code == 201
    assert client.get("/graphs/mine", headers=LINES).text.startswith("<http://localhost/graphs/mine>")
    made = client.post("/graphs", content="<> <a:p> 1 .", headers=TURTLE)
    assert made.status_code == 201
    assert client.get(made.headers["location"], headers=LINES).text.startswith(
        f"<{made.headers['location']}>"
    )


def test_the_graph_without_a_name_is_always_there(client: TestClient) -> None:
    where = {"default": ""}
    assert client.put("/graphs", params=where, content="<a:s> <a:p> _:b .", headers=TURTLE).status_code == 204
    assert client.get("/graphs", params=where, headers=LINES).text.startswith("<a:s> <a:p> _:")
    assert client.delete("/graphs", params=where, headers=AUTHORIZED).status_code == 204
    assert client.get("/graphs", params=where, headers=LINES).text == ""


def test_an_empty_graph_is_a_graph(client: TestClient) -> None:
    for method in ("PUT", "POST"):
        url = f"/graphs/empty-{method}"
        assert client.request(method, url, content="", headers=TURTLE).status_code == 201
        assert client.get(url).status_code == 200


def test_blank_nodes_of_two_files_stay_apart(client: TestClient) -> None:
    for _ in range(2):
        client.post("/graphs/blank", content="_:x <a:p> 1 .", headers=TURTLE)
    subjects = {line.split()[0] for line in client.get("/graphs/blank", headers=LINES).text.splitlines()}
    assert len(subjects) == 2


def test_a_long_graph_replaces_another_like_a_short_one(client: TestClient) -> None:
    """Beyond ``_BULK`` the new one is loaded aside first."""
    long = "\n".join(f"<a:s> <a:p> {n} ." for n in range(named._BULK + 1))
    client.put("/graphs/long", content="<a:old> <a:p> 1 .", headers=TURTLE)
    assert client.put("/graphs/long", content=long, headers=TURTLE).status_code == 204
    assert len(client.get("/graphs/long", headers=LINES).text.splitlines()) == named._BULK + 1
    query = "ASK { GRAPH ?g { } FILTER(STRSTARTS(STR(?g), 'urn:kg:incoming:')) }"
    assert not client.get("/sparql", params={"query": query}).json()["boolean"]


@pytest.mark.parametrize(
    ("params", "headers", "body", "status"),
    [
        ({}, AUTHORIZED, b"<a:s> <a:p> 1 .", 400),
        ({"graph": "a:g", "default": ""}, TURTLE, b"<a:s> <a:p> 1 .", 400),
        ({"graph": "no iri"}, TURTLE, b"<a:s> <a:p> 1 .", 400),
        ({"graph": "a:g"}, AUTHORIZED, b"<a:s> <a:p> 1 .", 415),
        ({"graph": "a:g"}, {**AUTHORIZED, "Content-Type": "text/plain"}, b"<a:s> <a:p> 1 .", 415),
        ({"graph": "a:g"}, TURTLE, b"<a:s> <a:p>", 400),
        ({"graph": "a:g"}, {"Content-Type": "text/turtle"}, b"<a:s> <a:p> 1 .", 401),
        ({"graph": "urn:kg:graph:story"}, TURTLE, b"<a:s> <a:p> 1 .", 400),
    ],
)
def test_what_cannot_be_written_says_why_and_leaves_nothing(
    client: TestClient, params: dict[str, str], headers: dict[str, str], body: bytes, status: int
) -> None:
    answer = client.put("/graphs", params=params, content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert client.get("/graphs", params={"graph": "a:g"}).status_code == 404


def test_a_form_holds_several_files(client: TestClient) -> None:
    files = [
        ("one", ("one.ttl", b"<a:s> <a:p> 1 .", "text/turtle")),
        ("two", ("two.nt", b"<a:s> <a:p> <a:o> .", "application/n-triples")),
    ]
    assert client.post("/graphs/form", files=files, headers=AUTHORIZED).status_code == 201
    assert len(client.get("/graphs/form", headers=LINES).text.splitlines()) == 2
