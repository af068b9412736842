"""A store behind an address: what that means, who we are to the server, and what goes wrong on the way."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import iri
from kg.errors import QueryError, StoreError
from kg.graph import open_store
from kg.graph.change import Change
from kg.graph.remote import wire
from kg.graph.remote.address import parse_address
from kg.graph.remote.quads import connect
from kg.pipeline import retell
from kg.query import Filter, facts, run_query
from tests.graph_factory import pledge, protest, summit, told
from tests.sparql_server import Fault, Handler, Server, serving
from tests.store_kinds import each


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(wire, "_PAUSES", (0.0, 0.0))
    with serving() as started:
        yield started


def fails(status: int, text: str = "", kind: str = "text/plain", **headers: str) -> Fault:
    """Answers with that instead."""

    def fault(handler: Handler) -> bool:
        handler.answer(status, kind, text.encode(), **headers)
        return True

    return fault


# -- addresses


@pytest.mark.parametrize(
    ("url", "server", "query", "update", "graphs"),
    [
        ("http://h:1", "", "http://h:1/sparql", "http://h:1/sparql", "http://h:1/store"),
        ("http://h:1/query", "", "http://h:1/query", "http://h:1/update", "http://h:1/store"),
        ("http://h/ds", "", "http://h/ds", "http://h/ds", "http://h/store"),
        (
            "http://u:p@h/sparql",
            "Virtuoso/07.20",
            "http://h/sparql",
            "http://h/sparql-auth",
            "http://h/sparql-graph-crud-auth",
        ),
        (
            "http://h/sparql",
            "Virtuoso/07.20",
            "http://h/sparql",
            "http://h/sparql",
            "http://h/sparql-graph-crud",
        ),
        (
            "http://h/ds/query?update=/ds/write&graphs=http://g/ds/data",
            "",
            "http://h/ds/query",
            "http://h/ds/write",
            "http://g/ds/data",
        ),
        ("http://h/q?named=1&update=u", "", "http://h/q?named=1", "http://h/u", "http://h/store"),
    ],
)
def test_an_address_means(url: str, server: str, query: str, update: str, graphs: str) -> None:
    found = parse_address(url)
    found = found.at(found.queries[0], server)
    assert (found.queries[0], found.update, found.graphs) == (query, update, graphs)


@pytest.mark.parametrize("url", ["ftp://h/x", "http://", "file:///etc/passwd"])
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match=r"no address of a store; write http://"):
        open_store(url)


@pytest.mark.parametrize("name", ["localhost:7878", "127.0.0.1:7878", "data.example.org:80/sparql"])
def test_a_host_without_http_makes_no_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=f"write http://{name} for a server"):
        open_store(name, create=True)
    assert not list(tmp_path.iterdir())
    open_store(f"./{name}", create=True).close()
    open_store(name, read_only=True).close()


def test_a_password_is_never_shown() -> None:
    address = parse_address("http://ines:s%2Fcret@127.0.0.1:9/sparql")
    assert (address.user, address.password) == ("ines", "s/cret")
    assert "cret" not in f"{address} {address!r} {address.at(address.queries[0], '')!r}"
    with pytest.raises(StoreError) as error:
        open_store("http://ines:s%2Fcret@127.0.0.1:9/sparql")
    assert "cret" not in str(error.value)


# -- what goes wrong


def test_nobody_there_is_said_with_the_remedy(server: Server) -> None:
    url = server.url
    server.server_close()
    with pytest.raises(StoreError, match=r"no server answers there .*refused.*; start it"):
        open_store(url)


def test_a_server_without_a_store_says_how_to_make_one(server: Server) -> None:
    with pytest.raises(StoreError, match=r"holds no store yet; run `kg add"):
        open_store(server.url, read_only=True)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (fails(401), "token or password; set KG_TOKEN"),
        (fails(403, "no writing"), "does not allow it: no writing"),
        (fails(301, Location="http://h/elsewhere"), "points to http://h/elsewhere; give that address"),
        (fails(404), r"takes no POST \(404\); name the SPARQL address"),
        (fails(500, "out of memory\n\nat x"), r"failed \(500\): out of memory at x"),
        (fails(500, '{"detail": "disk is full"}', "application/problem+json"), "disk is full"),
        (fails(200, "<html>hello", "text/html"), "answers, but not as SPARQL"),
    ],
)
def test_a_refusal_is_told_in_the_users_words(server: Server, fault: Fault, words: str) -> None:
    server.faults = [fault]
    with pytest.raises(StoreError, match=words):
        open_store(server.url + "/query", read_only=True)


def test_what_fails_on_the_way_is_sent_again_and_done_once(server: Server) -> None:
    with open_store(server.url, create=True) as store:
        server.faults = [fails(503), fails(502)]
        store.add(summit())
        assert not server.faults
        server.faults = [_breaks, _breaks]
        store.add(protest())
        assert len(store.documents()) == 2


def test_it_is_not_sent_for_ever(server: Server) -> None:
    with open_store(server.url, create=True) as store:
        server.faults = [_breaks] * 3
        with pytest.raises(StoreError, match=r"connection broke .*; run the same command again"):
            store.documents()
        assert not server.faults


def _breaks(handler: Handler) -> bool:
    handler.close_connection = True
    return True


def test_a_query_that_the_server_does_not_take_is_the_users_mistake(server: Server) -> None:
    raw = connect(server.url)
    with pytest.raises(QueryError, match="does not take the query"):
        raw.query("SELECT nonsense")


def test_an_answer_that_is_cut_is_not_taken_for_the_whole(server: Server) -> None:
    with open_store(server.url, create=True) as store:
        rows = '{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
        kind = "application/sparql-results+json"
        server.faults = [fails(200, rows, kind, X_SPARQL_MaxRows="10000")]
        with pytest.raises(QueryError, match=r"no more than 10000 rows .*; add a LIMIT"):
            run_query(store, "SELECT ?s { ?s ?p ?o }")
        server.faults = [fails(200, rows, kind, X_SPARQL_MaxRows="10000")]
        with pytest.raises(StoreError, match="do not make up the whole"):
            list(store.raw.quads_for_pattern(None, None, None, None))


def test_a_default_graph_that_is_not_all_graphs_is_refused() -> None:
    with serving(union=False) as server, pytest.raises(StoreError, match=r"not the union .*--union-default"):
        open_store(server.url, create=True)


def test_a_store_of_another_format_is_refused(server: Server) -> None:
    open_store(server.url, create=True).close()
    server.quads.update(
        f"INSERT DATA {{ GRAPH <{iri.META}> {{ <urn:kg:store> <{iri.term('format')}> '9' }} }}"
    )
    with pytest.raises(StoreError, match="format 9, this version reads format"):
        open_store(server.url)


# -- who we are


def test_a_token_is_shown_to_the_server_and_to_nobody_else() -> None:
    with serving(token="letters") as server:
        with pytest.raises(StoreError, match="another token or password"):
            open_store(server.url, create=True, token="others")
        with open_store(server.url, create=True, token="letters") as store:
            store.add(summit())
            assert "letters" not in repr(vars(store.raw))


def test_name_and_password_are_sent_when_the_server_asks(server: Server) -> None:
    known = "Basic " + base64.b64encode(b"ines:s/cret").decode()
    told: list[str | None] = []

    def asks(handler: Handler) -> bool:
        told.append(handler.headers.get("authorization"))
        if told[-1] == known:
            server.faults.append(asks)
            return False
        handler.answer(401, "text/plain", b"", WWW_Authenticate='Basic realm="x"')
        server.faults.append(asks)
        return True

    server.faults = [asks]
    with open_store(server.url.replace("://", "://ines:s%2Fcret@"), create=True) as store:
        assert store.documents() == ()
    assert told[0] is None
    assert set(told[1:]) == {known}


# -- writers and readers


def test_of_two_writers_the_second_is_told_and_nothing_is_lost(server: Server, monkeypatch, tmp_path) -> None:
    one = open_store(server.url, create=True)
    one.add(summit())
    retell(one)
    one.add(protest())

    def meanwhile() -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another machine"))
        with open_store(server.url) as other:
            other.add(pledge())
            retell(other)

    original = one.write_changes

    def write(*args: object, **more: object) -> None:
        meanwhile()
        original(*args, **more)

    monkeypatch.setattr(one, "write_changes", write)
    with pytest.raises(
        StoreError, match="another process wrote to the store meanwhile; run the same command"
    ):
        retell(one)
    monkeypatch.undo()
    retell(one)
    assert not one.stale
    assert facts(one) == facts(told(summit(), protest(), pledge()))


@pytest.mark.parametrize("limit", [3, None])
def test_many_facts_take_no_more_requests_than_few(server: Server, limit: int | None) -> None:
    with open_store(server.url, create=True) as store:
        for article in (summit(), protest(), pledge()):
            store.add(article)
        retell(store)
        before = len(server.asked)
        assert len(facts(store, Filter(limit=limit))) > 2
        assert len(server.asked) - before <= 20


@each("virtuoso")
def test_virtuoso_adds_only_for_those_who_may(place: str) -> None:
    with pytest.raises(StoreError, match=r"does not allow it|another token"):
        open_store(place.replace("dba:dba@", ""), create=True)
    with pytest.raises(StoreError, match="another token or password"):
        open_store(place.replace("dba:dba@", "dba:wrong@"), create=True)


@each("virtuoso")
def test_a_change_that_breaks_in_virtuoso_leaves_the_story_marked_as_behind(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(place, create=True) as store:
        store.add(summit())
        retell(store)
        original = wire.Wire.graph

        def breaks(self: wire.Wire, method: str, url: str, name: str, *rest: object) -> None:
            if name != iri.META:
                raise StoreError("the cable is cut")
            original(self, method, url, name, *rest)

        monkeypatch.setattr(wire.Wire, "graph", breaks)
        with pytest.raises(StoreError, match="cable"):
            store.add(protest())
        monkeypatch.undo()
        assert store.stale
        assert [d.name for d in store.documents()] == ["summit.txt"]
        store.add(protest())
        retell(store)
        assert facts(store) == facts(told(summit(), protest()))


def test_a_change_can_be_made_in_pieces() -> None:
    quads = sorted(told(summit()).raw, key=str)
    pieces = list(Change(gone=quads[:7], new=quads[7:20]).pieces(5))
    assert [(len(p.gone), len(p.new)) for p in pieces] == [(5, 0), (2, 0), (0, 5), (0, 5), (0, 3)]
    assert {q for p in pieces for q in (*p.gone, *p.new)} == set(quads[:20])
