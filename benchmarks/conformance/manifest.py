"""Tests as W3C's manifests list them (test-manifest, test-query, test-update vocabularies)."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
BASE = "http://w3c.example/sparql/"
"""Where the suite would lie on the web; relative names in data and queries are resolved against it."""

rdflib.NORMALIZE_LITERALS = False
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # the suites hold ill-typed literals on purpose
warnings.filterwarnings("ignore", module="rdflib.term")


@dataclass(frozen=True)
class Test:
    """One test: ``node`` in the manifest ``graph``."""

    suite: str
    """Folder, as in ``sparql11/aggregates``."""
    name: str
    kind: str
    """``QueryEvaluationTest`` …"""
    node: Node
    graph: Graph
    root: Path

    @property
    def id(self) -> str:
        return f"{self.suite}#{self.name}"

    def value(self, node: Node, predicate: URIRef) -> Node | None:
        return self.graph.value(node, predicate)

    @property
    def action(self) -> Node:
        found = self.value(self.node, MF.action)
        assert found is not None, f"{self.id} has no action"
        return found

    @property
    def result(self) -> Node | None:
        return self.value(self.node, MF.result)

    def path(self, name: Node) -> Path:
        """The file behind a name in the manifest."""
        return self.root / str(name).removeprefix(BASE)

    def named(self, node: Node, predicate: URIRef) -> list[tuple[str, Node]]:
        """Graphs: IRI and file. A bare file is named by itself (test-query), else by a label."""
        found = []
        for graph in self.graph.objects(node, predicate):
            file = self.value(graph, UT.graph)
            label = self.value(graph, RDFS.label)
            found.append((str(label), file) if file is not None else (str(graph), graph))
        return found


def tests(root: Path, manifests: list[str]) -> Iterator[Test]:
    """All tests of these manifests, in their order."""
    for manifest in manifests:
        graph = Graph()
        graph.parse(root / manifest, format="turtle", publicID=BASE + manifest)
        for entries in graph.objects(None, MF.entries):
            for node in Collection(graph, entries):
                kind = next(graph.objects(node, RDF.type)).rpartition("#")[2]
                name = str(node).rpartition("#")[2]
                yield Test(manifest.rpartition("/")[0], name, kind, node, graph, root)
