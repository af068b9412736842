"""Answers compared as the specifications have it: blank nodes up to renaming, rows in order if sorted.

Both sides are read by rdflib, so that the engine does not check itself.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.query import Result
from rdflib.term import Node

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_FORMATS = {".srx": "xml", ".srj": "json", ".tsv": "tsv", ".csv": "csv"}
Row = dict[str, Node]


@dataclass(frozen=True)
class Answer:
    """Rows, a truth value or a graph."""

    rows: list[Row] | None = None
    truth: bool | None = None
    graph: Graph | None = None


def expected(path: Path, base: str) -> Answer:
    """What a result file of the suite holds."""
    if path.suffix in _FORMATS:
        return read(path.read_bytes(), _FORMATS[path.suffix])
    graph = Graph()
    graph.parse(path, format="xml" if path.suffix == ".rdf" else "turtle", publicID=base)
    found = graph.value(predicate=RDF.type, object=RS.ResultSet)
    if found is None:
        return Answer(graph=graph)
    truth = graph.value(found, RS.boolean)
    if truth is not None:
        return Answer(truth=str(truth) == "true")
    return Answer(rows=_rows(graph, found))


def _rows(graph: Graph, found: Node) -> list[Row]:
    rows = []
    for solution in graph.objects(found, RS.solution):
        row = {}
        for binding in graph.objects(solution, RS.binding):
            row[str(graph.value(binding, RS.variable))] = graph.value(binding, RS.value)
        index = graph.value(solution, RS["index"])
        rows.append((int(index) if index else 0, row))
    return [row for _, row in sorted(rows, key=lambda r: r[0])]


def read(data: bytes, form: str) -> Answer:
    """An answer in one of W3C's formats: ``xml``, ``json``, ``tsv``, ``csv``."""
    found = Result.parse(io.BytesIO(data), format=form)
    if found.type == "ASK":
        return Answer(truth=bool(found.askAnswer))
    return Answer(rows=[{str(k): v for k, v in b.items()} for b in found.bindings])


def same(left: Answer, right: Answer, *, ordered: bool = False, lax: bool = False) -> bool:
    """Whether they are the same answer. ``lax``: duplicates may be left out (REDUCED)."""
    if left.graph is not None and right.graph is not None:
        return isomorphic(*(_canonical_graph(g) for g in (left.graph, right.graph)))
    if left.rows is None or right.rows is None:
        return left.truth is not None and left.truth == right.truth
    if ordered and [_ground(r) for r in left.rows] != [_ground(r) for r in right.rows]:
        return False
    if lax:
        return {_ground(r) for r in left.rows} == {_ground(r) for r in right.rows}
    if Counter(map(_ground, left.rows)) != Counter(map(_ground, right.rows)):
        return False
    blank = any(isinstance(v, BNode) for r in left.rows for v in r.values())
    return not blank or isomorphic(_graph(left.rows), _graph(right.rows))


def _ground(row: Row) -> tuple[tuple[str, str], ...]:
    """A row with all blank nodes alike."""
    return tuple(sorted((k, "_" if isinstance(v, BNode) else _canonical(v).n3()) for k, v in row.items()))


def _canonical(term: Node) -> Node:
    """One form of a literal: a store may keep a number's value and not its spelling, as the engine's does;
    ``xsd:string`` is a plain string, and a language's tag has no case (RDF 1.1 Concepts, 3.3)."""
    if isinstance(term, Literal) and (term.language or term.datatype == XSD.string):
        return Literal(str(term), lang=term.language.lower() if term.language else None)
    if isinstance(term, Literal) and isinstance(term.value, int | float | Decimal):
        value = term.value if isinstance(term.value, float) else Decimal(term.value).normalize()
        return Literal(
            f"{value:f}" if isinstance(value, Decimal) else str(value),
            datatype=term.datatype,
            normalize=False,
        )
    return term


def _canonical_graph(graph: Graph) -> Graph:
    found = Graph()
    for s, p, o in graph:
        found.add((s, p, _canonical(o)))
    return found


def _graph(rows: list[Row]) -> Graph:
    """Rows as a graph: a blank node each, a property for each variable."""
    graph = Graph()
    for row in rows:
        node = BNode()
        graph.add((node, RDF.type, RS.ResultSet))
        for name, value in row.items():
            graph.add((node, URIRef(f"urn:variable:{name}"), _canonical(value)))
    return graph


def same_csv(left: bytes, right: bytes) -> bool:
    """CSV keeps neither types nor names of blank nodes (SPARQL 1.1 Query Results CSV, 3); the order of the
    columns of ``SELECT *`` is free."""
    sides = [csv.DictReader(io.StringIO(side.decode())) for side in (left, right)]
    rows = [
        Counter(tuple(sorted((k, "_:" if v.startswith("_:") else v) for k, v in r.items())) for r in side)
        for side in sides
    ]
    return {*sides[0].fieldnames} == {*sides[1].fieldnames} and rows[0] == rows[1]
