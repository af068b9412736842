"""SPARQL over all that the store holds. The default graph is all graphs, unless told otherwise.

Invariant: no text reaches the engine but through :mod:`kg.query.request`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg import iri
from kg.errors import QueryError, is_damage
from kg.query.reader import HasQuads
from kg.query.request import read_query

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Cell:
    """One RDF term of an answer."""

    kind: str
    """``uri``, ``literal`` or ``bnode``."""
    value: str
    datatype: str | None = None
    """IRI; ``None`` for plain strings and for what is no literal."""
    language: str | None = None

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """What a query answers: rows (SELECT), yes or no (ASK), triples (CONSTRUCT, DESCRIBE)."""

    kind: str
    """``select``, ``ask`` or ``graph``."""
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    answer: bool | None = None
    triples: tuple[tuple[Cell, Cell, Cell], ...] = ()

    def table(self) -> tuple[tuple[str, ...], list[tuple[Cell | bool | None, ...]]]:
        """Names of columns, and rows. ASK gives one row ``answer``; CONSTRUCT and DESCRIBE rows of subject,
        predicate, object."""
        if self.kind == "ask":
            return ("answer",), [(bool(self.answer),)]
        if self.kind == "graph":
            return ("subject", "predicate", "object"), list(self.triples)
        return self.variables, list(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Which graphs a query sees (SPARQL 1.1 Protocol, 2.1.4). Both empty: those that it names itself."""

    default: tuple[str, ...] = ()
    """IRIs of graphs that make up the default graph."""
    named: tuple[str, ...] = ()
    union: bool = True
    """Whether, where nobody names a graph, the default graph is all graphs, and FROM a graph that the store
    does not hold is a mistake; else both are as the specification has them: the graph without a name, and
    empty."""


def run_query(
    store: HasQuads, text: str, params: Mapping[str, ox.NamedNode | ox.Literal] | None = None
) -> QueryResult:
    """Run a query. ``params`` are bound to variables as terms, never pasted into the text.

    :raises QueryError: it does not parse, or asks for something outside the store.
    """
    try:
        with told():
            return _result(execute(store, text, params=params))
    except OSError as error:
        if is_damage(error):
            raise
        raise QueryError(f"the query failed: {error}") from error


@contextmanager
def told() -> Iterator[None]:
    """Turn what the engine complains of while it works (a function that it lacks, a graph that is not there)
    into a :class:`QueryError`. Complaints of the store pass."""
    try:
        yield
    except RuntimeError as error:
        if is_damage(error):
            raise OSError(str(error)) from error
        raise QueryError(f"it cannot be done: {error}") from error


def execute(
    store: HasQuads,
    text: str,
    *,
    params: Mapping[str, ox.NamedNode | ox.Literal] | None = None,
    dataset: Dataset | None = None,
    base: str | None = None,
) -> Answer:
    """The engine's own answer, which is lazy.

    :param base: IRI that relative ones are resolved against.
    :raises QueryError: it does not parse, or asks for something outside the store.
    :raises OSError: the store cannot be read.
    """
    query, dataset = read_query(text, base=base), dataset or Dataset()
    graphs = query.graphs()
    if dataset.union:
        _check_held(store, graphs)
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [_node(g) for g in dataset.default]
    named: list[ox.NamedNode | ox.BlankNode] = [_node(g) for g in dataset.named]
    given = bool(default or named)
    try:
        found: Answer = store.raw.query(
            query.bound(params or {}),
            base_iri=base,
            prefixes=iri.PREFIXES,
            use_default_graph_as_union=dataset.union and not given and not graphs,
            default_graph=default if given else None,
            named_graphs=named if given else None,
        )
        return found
    except (SyntaxError, ValueError) as error:
        raise QueryError(
            f"the query does not parse: {_first_of(error)}", remedy="see docs/data-model.md for the terms"
        ) from error


def _check_held(store: HasQuads, graphs: tuple[str, ...]) -> None:
    """The engine fetches nothing for FROM; whoever names a file or a page there is told so."""
    for graph in graphs:
        if not store.raw.contains_named_graph(ox.NamedNode(graph)):
            raise QueryError(
                f"FROM <{graph}> is refused: it names no graph of the store",
                remedy="leave FROM out: all graphs are asked",
            )


def _node(value: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError as error:
        raise QueryError(f"{value!r} is no IRI", remedy="write an absolute one") from error


_MOST_TOKENS = 60
"""Letters of a list of expected tokens that is shown."""


def _first_of(error: Exception) -> str:
    """What the parser says, without all the tokens that it would have taken."""
    place, expected, tokens = str(error).partition(" expected one of ")
    return f"{place} something else is expected" if len(tokens) > _MOST_TOKENS else place + expected + tokens


def _result(found: Answer) -> QueryResult:
    if isinstance(found, ox.QueryBoolean):
        return QueryResult(kind="ask", answer=bool(found))
    if not isinstance(found, ox.QuerySolutions):
        triples = sorted({(_cell(t.subject), _cell(t.predicate), _cell(t.object)) for t in found}, key=str)
        return QueryResult(kind="graph", triples=tuple(triples))
    names = tuple(v.value for v in found.variables)
    return QueryResult(kind="select", variables=names, rows=tuple(_rows(found)))


def _rows(found: ox.QuerySolutions) -> Iterator[tuple[Cell | None, ...]]:
    """Solutions as cells; most terms of an answer come again and again, and are read once."""
    known: dict[Any, Cell | None] = {None: None}
    for solution in found:
        row = tuple(solution)
        for term in row:
            if term not in known:
                known[term] = _cell(term)
        yield tuple([known[term] for term in row])


def _cell(term: Any) -> Cell:
    if isinstance(term, ox.Literal):
        plain = term.datatype.value == iri.XSD + "string" or term.language
        return Cell("literal", term.value, None if plain else term.datatype.value, term.language or None)
    return Cell("uri" if isinstance(term, ox.NamedNode) else "bnode", str(getattr(term, "value", term)))
