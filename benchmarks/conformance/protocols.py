"""Protocol tests: requests as the manifests write them (HTTP in RDF), one after the other."""

from __future__ import annotations

import json

import httpx
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from benchmarks.conformance.manifest import MF, UT, Test
from benchmarks.conformance.server import load, update

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
_PLACES = {"/sparql/": "/sparql", "/gsp": "/graphs"}
_STATUS = {"Created": 201, "OK": 200, "NoContent": 204, "NotFound": 404}
_TABULAR = ("sparql-results+json", "sparql-results+xml", "text/csv", "text/tab-separated-values")
_RDF = ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")
_FORMATS = {"boolean": _TABULAR[:2], "tabular": _TABULAR, "RDF": _RDF}


def protocol(client: httpx.Client, test: Test) -> str:
    """Why the test fails; empty where it passes."""
    update(client, "DROP ALL")
    for name, data in test.named(test.node, UT.graphData):
        load(client, name, test.path(data).read_bytes(), "application/n-triples")
    requests = test.value(test.action, HT.requests)
    location = None
    for number, request in enumerate(Collection(test.graph, requests), 1):
        response = test.value(request, HT.resp)
        answer = client.send(_request(client, test, request, location))
        if why := _wrong(test, response, answer, location):
            return f"request {number}: {why}"
        if test.value(response, MF.expectedLocation):
            location = answer.headers.get("location")
            if not location:
                return f"request {number}: no Location"
    return ""


def _request(client: httpx.Client, test: Test, request: Node, location: str | None) -> httpx.Request:
    path = str(test.value(request, HT.absolutePath))
    if location:
        path = path.replace("$LOCATION$", location)
    for place, ours in _PLACES.items():
        if path.startswith(place):
            path = ours + path.removeprefix(place)
    headers = _headers(test, request)
    content = _content(test, test.value(request, HT.body), location)
    method = str(test.value(request, HT.methodName))
    built = client.build_request(method, path, content=content, headers=headers)
    if "accept" not in headers:  # the client's own would be a wish that the test has not
        del built.headers["accept"]
    return built


def _headers(test: Test, message: Node) -> dict[str, str]:
    listed = test.value(message, HT.headers)
    found = {}
    for header in Collection(test.graph, listed) if listed is not None else ():
        found[str(test.value(header, HT.fieldName)).lower()] = str(test.value(header, HT.fieldValue))
    return found


def _content(test: Test, body: Node | None, location: str | None) -> bytes | None:
    if body is None:
        return None
    text = str(test.value(body, CNT.chars)).replace("$LOCATION$", location or "$LOCATION$")
    return text.encode(str(test.value(body, CNT.characterEncoding) or "utf-8"))


def _wrong(test: Test, response: Node, answer: httpx.Response, location: str | None) -> str:
    statuses = [str(s).rpartition("#")[2] for s in test.graph.objects(response, MF.expectedStatus)]
    if statuses and not any(_is(answer.status_code, s) for s in statuses):
        return f"{answer.status_code} instead of {', '.join(statuses)}: {answer.text[:160]}"
    media = answer.headers.get("content-type", "")
    form = test.value(response, MF.expectedFormat)
    if form is not None and not any(m in media for m in _FORMATS[str(form)]):
        return f"{media} is not {form}"
    truth = test.value(response, MF.expectedBoolean)
    if truth is not None and json.loads(answer.content)["boolean"] != truth.toPython():
        return f"the answer is not {truth}"
    return _wrong_graph(test, response, answer, location)


def _wrong_graph(test: Test, response: Node, answer: httpx.Response, location: str | None) -> str:
    wanted = _content(test, test.value(response, HT.body), location)
    headers = _headers(test, response)
    for name, value in headers.items():
        if name == "content-type" and _media(answer.headers.get(name, "")) != _media(value):
            return f"{name} is {answer.headers.get(name)} instead of {value}"
    if wanted is None or not wanted.strip():
        return ""
    base = str(answer.request.url)
    graphs = [Graph().parse(data=d, format="turtle", publicID=base) for d in (wanted, answer.content)]
    return "" if graphs[0].isomorphic(graphs[1]) else f"another graph: {answer.text[:300]}"


def _media(value: str) -> str:
    return value.partition(";")[0].strip().lower()


def _is(status: int, wanted: str) -> bool:
    if wanted.startswith("StatusCode"):
        return str(status)[0] == wanted.removeprefix("StatusCode")[0]
    return status == _STATUS[wanted]
