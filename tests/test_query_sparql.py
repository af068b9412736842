"""User SPARQL: answered over all graphs; what would leave the store is refused, and only that."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.graph import Store
from kg.query import run_query
from tests.graph_factory import filled, protest, summit


@pytest.fixture(scope="module")
def store() -> Store:
    return filled(summit(), protest())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { # SERVICE in a comment\n SERVICE <x:y> {} }",
        'SELECT * { BIND("a\\"" AS ?x) SERVICE <x:y> {} }',
        "SELECT * { BIND('''it's''' AS ?x) SERVICE<x:y>{} }",
        "SELECT * { ?s ?p ?o FILTER(?a<SERVICE) SERVICE <x:y> {} }",
        "LOAD <file:///etc/passwd>",
        "LOAD SILENT <http://example.org/x> INTO GRAPH <urn:g>",
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "drop all",
        "PREFIX a: <urn:a:> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM <http://example.org/data> { ?s ?p ?o }",
        "SELECT * FROM NAMED <https://example.org/data> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <../secret> { ?s ?p ?o }",
        "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
        "BASE <http://example.org/> SELECT * FROM <data> { ?s ?p ?o }",
        "SELECT * FROM # <urn:kg:graph:story>\n <http://example.org/data> { ?s ?p ?o }",
        "SELECT * { \\u0053ERVICE <x:y> {} }",
        "SELECT * { ?a ?p ?b FILTER(1<2)SERVICE#>\n<x:y> {} }",
        "SELECT * { ?a ?p ?b FILTER EXISTS { SERVICE ?a {} } }",
        "SELECT * { { SELECT * { OPTIONAL { service silent <x:y> {} } } } }",
    ],
)
def test_what_would_leave_the_store_is_refused(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match=r"refused|does not parse"):
        run_query(store, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?c { ?c kg:trigger "SERVICE" }',
        "SELECT ?service { ?service a kg:Claim } LIMIT 1",
        "SELECT ?c { ?c a kg:Claim } # SERVICE <x:y>",
        "SELECT ?c { ?c a <urn:kg:ns:SERVICE> }",
        'SELECT ?c { ?c a kg:Claim FILTER("it\'s LOAD" != \'say "DROP"\') } LIMIT 1',
        "PREFIX service: <urn:x:> SELECT ?c { ?c a service:LOAD }",
        "SELECT ?c { ?c kg:load ?x }",
        'SELECT ?c { ?c rdfs:label """a " SERVICE "" b""" }',
        "SELECT * FROM <urn:kg:graph:story> { ?c a sem:Actor }",
        'SELECT ("\\u0022 SERVICE" AS ?x) {}',
    ],
)
def test_a_word_in_a_string_a_comment_or_a_name_is_no_keyword(store: Store, text: str) -> None:
    assert run_query(store, text).kind == "select"


def test_the_default_graph_is_all_graphs(store: Store) -> None:
    text = """SELECT ?name ?file {
      ?c kg:holderActor ?a ; prov:wasDerivedFrom ?f . ?a rdfs:label ?name . ?f kg:fileName ?file }"""
    rows = run_query(store, text).rows
    assert {(str(a), str(b)) for a, b in rows} == {("Ines Varga", "summit.txt")}


def test_from_narrows_to_a_graph_of_the_store(store: Store) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM <urn:kg:graph:story> { ?c a kg:Claim }"
    assert [str(c) for row in run_query(store, text).rows for c in row] == ["0"]


def test_an_ask_answers_yes_or_no(store: Store) -> None:
    assert run_query(store, "ASK { ?c kg:status kg:Cancelled }").answer is True
    assert run_query(store, "ASK { ?c kg:status kg:Postponed }").answer is False


def test_construct_answers_triples(store: Store) -> None:
    result = run_query(
        store, "CONSTRUCT { ?a rdfs:label ?n } WHERE { ?a a sem:Actor, schema:Person ; rdfs:label ?n }"
    )
    assert [[str(c) for c in t] for t in result.triples] == [
        ["urn:kg:actor:ines-varga", "http://www.w3.org/2000/01/rdf-schema#label", "Ines Varga"]
    ]


def test_cells_keep_datatypes_and_unbound_is_none(store: Store) -> None:
    text = "SELECT ?d ?none { ?e sem:eventType kg:Coercion ; a sem:Event ; sem:hasEarliestBeginTimeStamp ?d }"
    ((day, none),) = run_query(store, text).rows
    assert (day.kind, day.value, day.datatype) == (
        "literal",
        "2031-06-09",
        "http://www.w3.org/2001/XMLSchema#date",
    )
    assert none is None


@pytest.mark.parametrize("text", ["", "SELEKT ?x", "SELECT ?x {", "SELECT ?x { ?x nope:y ?z }"])
def test_a_query_that_does_not_parse_is_told_so(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match="does not parse"):
        run_query(store, text)


def test_the_one_thing_that_may_follow_is_named_as_one(store: Store) -> None:
    with pytest.raises(QueryError, match="ends too early; } may stand there"):
        run_query(store, "SELECT ?x {")
    with pytest.raises(QueryError, match=r"; one of \( \* VAR may stand there"):
        run_query(store, "SELECT")
