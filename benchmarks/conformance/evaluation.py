"""Query, update and syntax tests: data by the Graph Store Protocol, questions by the SPARQL Protocol."""

from __future__ import annotations

import re

import httpx
from rdflib import Graph
from rdflib.term import Node

from benchmarks.conformance.manifest import BASE, MF, QT, UT, Test
from benchmarks.conformance.results import Answer, expected, read, same, same_csv
from benchmarks.conformance.server import load, update

_MEDIA = {".ttl": "text/turtle", ".rdf": "application/rdf+xml", ".nt": "application/n-triples"}
_XML = "application/sparql-results+xml"
_TRIPLES = "application/n-triples"
_PARSED = ("is refused", "it cannot be done")
"""In answers of ours to what parses, but is not done."""
_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.I)


def query_evaluation(client: httpx.Client, test: Test) -> str:
    """Why the test fails; empty where it passes."""
    file = test.value(test.action, QT.query)
    text = test.path(file).read_text(encoding="utf-8")
    _fill(client, test, test.action, QT)
    for name in _FROM.findall(text):
        _load(client, test, _absolute(file, name), _absolute(file, name))
    wanted = test.path(test.result)
    tabular = {".csv": "text/csv", ".tsv": "text/tab-separated-values"}.get(wanted.suffix, _XML)
    answer = _ask(client, _with_base(text, file), f"{tabular}, {_TRIPLES}")
    if answer.status_code != 200:
        return f"{answer.status_code} {answer.text[:160]}"
    if wanted.suffix == ".csv":
        return "" if same_csv(wanted.read_bytes(), answer.content) else f"another answer: {answer.text[:160]}"
    lax = test.value(test.node, MF.resultCardinality) == MF.LaxCardinality
    ordered = bool(re.search(r"\bORDER\s+BY\b", text, re.I))
    right = same(expected(wanted, str(test.result)), _read(answer), ordered=ordered, lax=lax)
    return "" if right else f"another answer: {answer.text[:160]}"


def update_evaluation(client: httpx.Client, test: Test) -> str:
    """Why the test fails; empty where it passes."""
    file = test.value(test.action, UT.request)
    _fill(client, test, test.action, UT)
    answer = update(client, _with_base(test.path(file).read_text(encoding="utf-8"), file))
    if not answer.is_success:
        return f"{answer.status_code} {answer.text[:160]}"
    wanted = {None: Graph()}
    for data in test.graph.objects(test.result, UT.data):
        wanted[None] = _graph(test, data)
    for name, data in test.named(test.result, UT.graphData):
        wanted[name] = _graph(test, data)
    for name in {*wanted, *_names(client)}:
        found = Graph()
        where = {"graph": name} if name else {"default": ""}
        content = client.get("/graphs", params=where, headers={"Accept": _TRIPLES})
        if content.status_code == 200:
            found.parse(data=content.content, format="nt")
        if not same(Answer(graph=wanted.get(name, Graph())), Answer(graph=found)):
            return f"graph {name} holds {content.text[:160]}"
    return ""


def syntax(client: httpx.Client, test: Test) -> str:
    """Why the test fails; empty where it passes. What parses may be refused, or fail."""
    text = test.path(test.action).read_text(encoding="utf-8")
    if "Update" in test.kind or test.path(test.action).suffix == ".ru":
        update(client, "DROP ALL")
        answer = update(client, _with_base(text, test.action))
    else:
        answer = _ask(client, _with_base(text, test.action), "*/*")
    parses = answer.status_code != 400 or any(word in answer.text for word in _PARSED)
    right = parses != ("Negative" in test.kind)
    return "" if right else f"{answer.status_code} {answer.text[:160]}"


def _fill(client: httpx.Client, test: Test, node: Node, vocabulary: object) -> None:
    """Empty the store, then load what the test names."""
    update(client, "DROP ALL").raise_for_status()
    merged = Graph()
    for data in test.graph.objects(node, vocabulary.data):
        merged += _graph(test, data)
    load(client, None, merged.serialize(format="nt", encoding="utf-8"), _TRIPLES)
    for name, data in test.named(node, vocabulary.graphData):
        _load(client, test, name, str(data))


def _load(client: httpx.Client, test: Test, name: str, data: str) -> None:
    path = test.path(data)
    load(client, name, _absolute_bytes(path.read_bytes(), path.suffix, data), _MEDIA[path.suffix])


def _absolute_bytes(data: bytes, suffix: str, base: str) -> bytes:
    """Turtle that says itself where it would lie on the web."""
    return f"@base <{base}> .\n".encode() + data if suffix == ".ttl" else data


def _graph(test: Test, name: Node) -> Graph:
    path = test.path(name)
    graph = Graph()
    forms = {".rdf": "xml", ".nt": "nt"}
    graph.parse(path, format=forms.get(path.suffix, "turtle"), publicID=str(name))
    return graph


def _absolute(file: Node, name: str) -> str:
    return name if ":" in name else str(file).rpartition("/")[0] + "/" + name


def _with_base(text: str, file: Node) -> str:
    """The text as if it were read from its place on the web."""
    assert str(file).startswith(BASE)
    return f"BASE <{file}>\n{text}"


def _ask(client: httpx.Client, text: str, accept: str) -> httpx.Response:
    headers = {"Content-Type": "application/sparql-query", "Accept": accept}
    return client.post("/sparql", content=text.encode(), headers=headers)


def _read(answer: httpx.Response) -> Answer:
    media = answer.headers["content-type"].partition(";")[0]
    if media == _TRIPLES:
        return Answer(graph=Graph().parse(data=answer.content, format="nt"))
    return read(answer.content, {"text/tab-separated-values": "tsv", "text/csv": "csv"}.get(media, "xml"))


def _names(client: httpx.Client) -> set[str]:
    found = read(_ask(client, "SELECT ?g { GRAPH ?g { } }", _XML).content, "xml")
    return {str(row["g"]) for row in found.rows or ()}
