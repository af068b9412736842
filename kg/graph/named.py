"""Whole graphs from outside: read, replaced, added to and dropped (SPARQL 1.1 Graph Store HTTP Protocol, 5).

Invariant: every write is one transaction, but the replacement of a graph by a very long one, which is two:
a crash in between leaves the old graph as it was, and a graph ``urn:kg:incoming:…`` that the next such write
drops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import BinaryIO
from uuid import uuid4

import pyoxigraph as ox

from kg import iri
from kg.errors import NotFound, UsageError
from kg.graph.store import Store
from kg.quads import near

_RDF = ox.RdfFormat
READ: Mapping[str, ox.RdfFormat] = {
    "text/turtle": _RDF.TURTLE,
    "application/n-triples": _RDF.N_TRIPLES,
    "application/rdf+xml": _RDF.RDF_XML,
    "application/ld+json": _RDF.JSON_LD,
    "text/n3": _RDF.N3,
}
"""Media types of a graph; the first is the default."""
_INCOMING = f"{iri.BASE}incoming:"
_BULK = 5_000
"""Triples of an update's text; parsing one takes about 100 microseconds."""

Part = tuple[str, bytes]
"""Media type and bytes of one file."""


def read_graph(
    store: Store, out: BinaryIO, graph: str | None, *, choose: Callable[[Iterable[str]], str]
) -> str:
    """Write a graph and return its media type. ``None`` is the graph without a name.

    :raises NotFound: there is no such graph.
    """
    if not holds_graph(store, graph):
        raise NotFound(f"there is no graph <{graph}>")
    media = choose(READ)
    near(store.raw).dump(out, READ[media], from_graph=_name(graph), prefixes=iri.PREFIXES)
    return media


def holds_graph(store: Store, graph: str | None) -> bool:
    """Whether the graph is there; the one without a name always is."""
    return graph is None or near(store.raw).contains_named_graph(_node(graph))


def put_graph(store: Store, graph: str | None, parts: Sequence[Part], *, base: str) -> bool:
    """Let the graph hold just these files, and return whether it is new.

    :param base: IRI that relative ones are resolved against.
    :raises UsageError: a file does not parse; nothing was written.
    """
    new = not holds_graph(store, graph)
    quads = _parsed(graph, parts, base)
    _tidy(store)
    target = "DEFAULT" if graph is None else f"GRAPH {_node(graph)}"
    if len(quads) <= _BULK:
        lines = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads)
        data = lines if graph is None else f"{target} {{ {lines} }}"
        create = "" if graph is None else f"CREATE SILENT {target} ; "
        near(store.raw).update(f"CLEAR SILENT {target} ; {create}INSERT DATA {{ {data} }}")
        return new
    incoming = ox.NamedNode(_INCOMING + uuid4().hex)
    near(store.raw).extend([ox.Quad(q.subject, q.predicate, q.object, incoming) for q in quads])
    near(store.raw).update(f"MOVE GRAPH {incoming} TO {target}")
    return new


def post_graph(store: Store, graph: str | None, parts: Sequence[Part], *, base: str) -> bool:
    """Add these files to the graph, and return whether it is new.

    :raises UsageError: a file does not parse; nothing was written.
    """
    new = not holds_graph(store, graph)
    quads = _parsed(graph, parts, base)
    if graph is not None and not quads:
        near(store.raw).add_graph(_node(graph))
    near(store.raw).extend(quads)
    return new


def delete_graph(store: Store, graph: str | None) -> None:
    """Drop the graph; of the one without a name, all that it holds.

    :raises NotFound: there is no such graph.
    """
    if not holds_graph(store, graph):
        raise NotFound(f"there is no graph <{graph}>")
    near(store.raw).update("CLEAR DEFAULT" if graph is None else f"DROP GRAPH {_node(graph)}")


def _parsed(graph: str | None, parts: Sequence[Part], base: str) -> list[ox.Quad]:
    name = _name(graph)
    found: list[ox.Quad] = []
    for media, data in parts:
        form = READ.get(media)
        if form is None:
            raise UsageError(
                f"{media or 'no media type'} is none of the formats", remedy="send " + ", ".join(READ)
            )
        try:
            quads = ox.parse(data, form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
            found += (ox.Quad(q.subject, q.predicate, q.object, name) for q in quads)
        except (SyntaxError, ValueError) as error:
            raise UsageError(f"the graph does not parse: {error}") from error
    return found


def _tidy(store: Store) -> None:
    """Drop what a crash left behind."""
    for graph in list(near(store.raw).named_graphs()):
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(_INCOMING):
            near(store.raw).remove_graph(graph)


def _name(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if graph is None else _node(graph)


def _node(graph: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(graph)
    except ValueError as error:
        raise UsageError(f"{graph!r} is no IRI", remedy="write an absolute one") from error
