"""What a SPARQL service says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import pyoxigraph as ox

from kg import iri
from kg.quads import near
from kg.query.answer import GRAPH_FORMATS, RESULT_FORMATS
from kg.query.reader import HasQuads

_SD = "http://www.w3.org/ns/sparql-service-description#"
_A = ox.NamedNode(iri.RDF + "type")
_MOST_GRAPHS = 1_000
"""Named graphs that are listed; a store has one for each article."""


def describe(
    store: HasQuads,
    out: BinaryIO,
    *,
    endpoint: str,
    writable: bool,
    union: bool,
    choose: Callable[[Iterable[str]], str],
) -> str:
    """Write the description and return its media type."""
    media = choose(GRAPH_FORMATS)
    triples = _triples(store, ox.NamedNode(endpoint), writable=writable, union=union)
    ox.serialize(triples, out, GRAPH_FORMATS[media], prefixes={"sd": _SD, **iri.PREFIXES})
    return media


def _triples(store: HasQuads, endpoint: ox.NamedNode, *, writable: bool, union: bool) -> Iterator[ox.Triple]:
    service, dataset, default = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    yield ox.Triple(service, _A, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), endpoint)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if writable:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    yield ox.Triple(service, _sd("feature"), _sd("EmptyGraphs"))
    if union:
        yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for form in _iris({*RESULT_FORMATS.values(), *GRAPH_FORMATS.values()}):
        yield ox.Triple(service, _sd("resultFormat"), form)
    if writable:
        for form in _iris(set(GRAPH_FORMATS.values())):
            yield ox.Triple(service, _sd("inputFormat"), form)
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _A, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _A, _sd("Graph"))
    for number, name in enumerate(islice(near(store.raw).named_graphs(), _MOST_GRAPHS)):
        named, graph = ox.BlankNode(f"n{number}"), ox.BlankNode(f"g{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _A, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), name)
        yield ox.Triple(named, _sd("graph"), graph)
        yield ox.Triple(graph, _A, _sd("Graph"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _iris(formats: set[ox.RdfFormat | ox.QueryResultsFormat]) -> list[ox.NamedNode]:
    return [ox.NamedNode(i) for i in sorted({f.iri for f in formats})]
