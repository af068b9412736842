"""Writing to Virtuoso 7, which does not make an update of several steps whole or not at all.

Measured on 7.2.5: what a later step of an update fails on, the earlier steps have done; INSERT DATA takes
1,000 triples and not 2,000 ("generated SQL text has exceeded 10000 lines") and makes the decimal ``1`` an
integer; a literal of its Turtle may have 65,000 bytes and not 70,000, one of its RDF/XML millions; a graph is
replaced whole or not at all. So quads go in graph by graph, and deletions in small steps, in an order that
leaves the story marked as behind whatever breaks in between.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.graph import terms as t
from kg.graph.change import Change, by_graph
from kg.graph.marks import META
from kg.graph.remote.wire import Wire

_STEP = 500
"""Quads of one DELETE DATA."""
_LONG = 60_000
"""Bytes up to which a literal may stand in Turtle."""


class Stages:
    """Makes changes one graph at a time."""

    def __init__(self, wire: Wire, update: str, graphs: str) -> None:
        self._wire, self._update, self._graphs = wire, update, graphs

    def change(self, change: Change) -> None:
        """:raises StoreError: a step fails; those before it are done, and the story is marked as behind."""
        marks = [q for q in change.new if q.graph_name == META and q.predicate in t.BEHIND]
        meta = [q for q in change.new if q.graph_name == META and q.predicate not in t.BEHIND]
        new = by_graph(q for q in change.new if q.graph_name != META)
        self._put("POST", META, marks)
        self._delete([q for q in change.gone if q.graph_name != META])
        for graph in change.drop:
            if graph not in new:
                self._wire.graph("DELETE", self._graphs, graph.value)
        for graph, quads in new.items():
            self._put("PUT" if graph in change.drop else "POST", graph, quads)
        self._put("POST", META, meta)
        self._delete([q for q in change.gone if q.graph_name == META])

    def _put(self, method: str, graph: NamedNode, quads: list[Quad]) -> None:
        if not quads:
            return
        long = any(isinstance(q.object, Literal) and len(str(q.object).encode()) > _LONG for q in quads)
        form, media = (
            (RdfFormat.RDF_XML, "application/rdf+xml") if long else (RdfFormat.N_TRIPLES, "text/turtle")
        )
        body = serialize([q.triple for q in quads], format=form) or b""
        if long:
            body = body.replace(b"\r", b"&#13;")  # as it stands, XML reads a carriage return as a line's end
        self._wire.graph(method, self._graphs, graph.value, body, media)

    def _delete(self, quads: list[Quad]) -> None:
        for at in range(0, len(quads), _STEP):
            self._wire.update(self._update, Change(gone=quads[at : at + _STEP]).text())
