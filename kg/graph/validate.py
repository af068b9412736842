"""Whether the graphs have the shape that docs/data-model.md promises (SHACL, through pyshacl)."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iri
from kg.graph import terms as t
from kg.graph.scan import scan
from kg.graph.store import Store
from kg.quads import Quads

if TYPE_CHECKING:
    import rdflib

_FOLDER = Path(__file__).parent
_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that does not conform."""

    graph: str
    focus: str
    """IRI of the node."""
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found. ``graphs`` counts those that were checked."""

    conforms: bool
    graphs: int
    violations: tuple[Violation, ...] = ()


def validate(
    store: Store, *, only: Collection[str] | None = None, on_done: Callable[[], None] | None = None
) -> Report:
    """Check every article graph by itself (with the ontology), then the story.

    A story that is marked as stale is left out: where an article went, it may tell of what nobody says until
    it is told again.

    :param only: the graphs to check, as IRIs; ``None``: all.
    :param on_done: told of each graph that was checked.
    """
    graphs = sorted(row.graph for row in scan(store.raw, t.kg("documentId")))
    graphs += [] if store.stale else [iri.STORY]
    wanted = [graph for graph in graphs if only is None or graph in only]
    found: list[Violation] = []
    for graph in wanted:
        found += _check(store.raw, graph)
        if on_done:
            on_done()
    return Report(not found, len(wanted), tuple(found))


@lru_cache(maxsize=2)
def _shipped(name: str) -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=_FOLDER.joinpath(name).read_text(encoding="utf-8"), format="turtle")


def _check(raw: Quads, name: str) -> list[Violation]:
    import pyshacl
    import rdflib

    data = rdflib.Graph()
    triples = [q.triple for q in raw.quads_for_pattern(None, None, None, ox.NamedNode(name))]
    buffer = io.BytesIO()
    ox.serialize(triples, buffer, format=ox.RdfFormat.N_TRIPLES)
    data.parse(data=buffer.getvalue(), format="nt")
    for triple in _shipped("ontology.ttl"):
        if triple[1] != rdflib.RDFS.subClassOf:  # a shape for merged actors is none for local ones
            data.add(triple)
    conforms, report, _ = pyshacl.validate(data, shacl_graph=_shipped("shapes.ttl"), advanced=False)
    if conforms:
        return []
    sh = rdflib.Namespace(_SH)
    found = [
        Violation(
            name,
            str(report.value(result, sh.focusNode)),
            str(report.value(result, sh.resultPath) or ""),
            str(report.value(result, sh.resultMessage) or ""),
        )
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    ]
    return sorted(found, key=lambda v: (v.graph, v.focus, v.path, v.message))
