"""Service description tests (SPARQL 1.1 Service Description, 3): classes and properties as defined."""

from __future__ import annotations

import httpx
from rdflib import RDF, BNode, Graph, Namespace, URIRef

from benchmarks.conformance.manifest import Test

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_TO_RESOURCE = ("endpoint", "feature", "supportedLanguage", "resultFormat", "inputFormat", "defaultDataset",
                "defaultGraph", "namedGraph", "name", "graph")  # fmt: skip
_ONE = {SD.Service: ("endpoint",), SD.Dataset: ("defaultGraph",), SD.NamedGraph: ("name",)}
_DOMAIN = {"defaultDataset": SD.Service, "defaultGraph": SD.Dataset, "namedGraph": SD.Dataset}
_RANGE = {
    "defaultDataset": SD.Dataset,
    "defaultGraph": SD.Graph,
    "namedGraph": SD.NamedGraph,
    "graph": SD.Graph,
}


def description(client: httpx.Client, test: Test) -> str:
    """Why the test fails; empty where it passes."""
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    if answer.status_code != 200 or not answer.headers["content-type"].startswith("text/turtle"):
        return f"{answer.status_code} {answer.headers.get('content-type')}"
    graph = Graph().parse(data=answer.content, format="turtle")
    if test.name == "returns-rdf":
        return "" if len(graph) else "it is empty"
    if test.name == "has-endpoint-triple":
        right = (None, SD.endpoint, URIRef(str(client.base_url.join("/sparql")))) in graph
        return "" if right else "no such triple"
    return _faults(graph)


def _faults(graph: Graph) -> str:
    for kind, properties in _ONE.items():
        for node in graph.subjects(RDF.type, kind):
            for name in properties:
                if len(list(graph.objects(node, SD[name]))) != 1:
                    return f"a {kind} has not one sd:{name}"
    for name in _TO_RESOURCE:
        for subject, value in graph.subject_objects(SD[name]):
            if not isinstance(value, URIRef | BNode):
                return f"sd:{name} is no resource"
            if name in _RANGE and (value, RDF.type, _RANGE[name]) not in graph:
                return f"sd:{name} is no {_RANGE[name]}"
            if name in _DOMAIN and (subject, RDF.type, _DOMAIN[name]) not in graph:
                return f"what has sd:{name} is no {_DOMAIN[name]}"
    known = {*graph.subjects(RDF.type, SD.Service)}
    return "" if known else "no sd:Service"
