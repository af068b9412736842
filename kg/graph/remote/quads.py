"""Quads of a server, over the SPARQL 1.1 Protocol: what :class:`kg.quads.FarQuads` asks for, and changes.

Invariants: a change is one request, which servers make whole or not at all; where one does not
(:mod:`kg.graph.remote.virtuoso`), the mark that the story is behind comes first and goes last. An answer of
which the server says that it is cut short is never taken for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.errors import QueryError, StoreError
from kg.graph.change import Change
from kg.graph.remote import virtuoso
from kg.graph.remote.address import Address, is_virtuoso, parse_address
from kg.graph.remote.wire import Wire
from kg.quads import parts

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_FORM = re.compile(r"(?:\s|#[^\r\n]*|(?:PREFIX\s+[^\s:]*:|BASE)\s*<[^>]*>)*([a-z]+)", re.IGNORECASE)
"""The first word after the prologue (SPARQL 1.1 grammar, productions 2 to 6)."""
_UNION: Mapping[str, str | list[str]] = {"union-default-graph": ""}
"""oxigraph's word for: the default graph is that of all graphs. Others have it so, or do not look at it."""
_GRAPHS = 20
"""Graphs of articles in one request; some ten thousand quads."""
_OURS = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{iri.BASE}graph:"))'
_NAMES = ("?s", "?p", "?o", "?g")
_CUT = "x-sparql-maxrows"
"""Virtuoso's header of an answer that ends where its limit of rows does; the limit."""
_BOOLEAN = re.compile(rb'("datatype": "http://www\.w3\.org/2001/XMLSchema#boolean", "value": )"([01])"')
"""Virtuoso tells booleans as numbers in JSON."""


def connect(url: str, *, token: str | None = None) -> RemoteQuads:
    """The quads of the server that a URL names.

    :raises StoreError: nobody answers, access is refused, or it speaks no SPARQL.
    """
    address = parse_address(url)
    wire = Wire(address, token=token)
    try:
        for query in address.queries:
            last = query == address.queries[-1]
            try:
                answer = wire.ask(query, "ASK {}", accept=_RESULTS, options={})
            except StoreError as error:
                if last or error.__cause__ is not None:  # the way there is broken, whatever the path
                    raise
                continue
            if _is_results(answer.headers.get("content-type", "")):
                return RemoteQuads(wire, address.at(query, answer.headers.get("server", "")), answer.headers)
        raise StoreError(
            "answers, but not as SPARQL",
            where=str(address),
            remedy="name the SPARQL address of the server, as http://host:port/sparql",
        )
    except BaseException:
        wire.close()
        raise


def _is_results(kind: str) -> bool:
    return kind.startswith((_RESULTS, "application/json"))


class RemoteQuads:
    """Quads behind a SPARQL endpoint. The union of the graphs is what questions see as the default graph."""

    def __init__(self, wire: Wire, address: Address, headers: Any) -> None:
        assert address.update is not None
        self._wire, self.address = wire, address
        self._ask, self._update = address.queries[0], address.update
        self._stages: virtuoso.Stages | None = None
        if is_virtuoso(headers.get("server", "")):
            assert address.graphs is not None
            self._stages = virtuoso.Stages(wire, self._update, address.graphs)

    def close(self) -> None:
        self._wire.close()

    # -- questions

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Any = None,
        use_default_graph_as_union: bool = False,
        default_graph: Any = None,
        named_graphs: Any = None,
    ) -> Any:
        """Solutions, a yes or no, or triples, as :meth:`pyoxigraph.Store.query` has them.

        :raises QueryError: the server does not understand it, or cuts the answer short.
        """
        head = f"BASE <{base_iri}>\n" if base_iri else ""
        head += "".join(f"PREFIX {name}: <{base}>\n" for name, base in (prefixes or {}).items())
        options = dict(_UNION) if use_default_graph_as_union else {}
        for name, graphs in (("default-graph-uri", default_graph), ("named-graph-uri", named_graphs)):
            if graphs:
                options[name] = [graph.value for graph in graphs]
        form = _FORM.match(query)
        triples = form is not None and form[1].upper() in ("CONSTRUCT", "DESCRIBE")
        accept = f"{_TRIPLES}, text/plain;q=0.9" if triples else _RESULTS
        answer = self._wire.ask(self._ask, head + query, accept=accept, options=options)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if _CUT in answer.headers:
            raise QueryError(
                f"the server gives no more than {answer.headers[_CUT]} rows of a longer answer",
                where=self._wire.where,
                remedy="add a LIMIT, or raise ResultSetMaxRows in the server's virtuoso.ini",
            )
        if _is_results(kind):
            return _results(answer.content)
        if kind in (_TRIPLES, "text/plain"):
            return iter([q.triple for q in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)])
        raise QueryError(f"the server answers with {kind or 'nothing'}", where=self._wire.where)

    def quads_for_pattern(
        self, subject: Any, predicate: Any, object: Any, graph_name: Any = None
    ) -> Iterator[Quad]:
        """Quads that match; ``None`` matches all."""
        given = (subject, predicate, object, graph_name)
        s, p, o, g = (name if term is None else str(term) for name, term in zip(_NAMES, given, strict=True))
        yield from self._quads(f"GRAPH {g} {{ {s} {p} {o} }}", given)

    def quads_from(self, subjects: Collection[str], graph: NamedNode | None) -> Iterator[Quad]:
        """Quads with one of these subjects, in all graphs or in one."""
        g = "?g" if graph is None else str(graph)
        values = " ".join(f"<{s}>" for s in subjects)
        yield from self._quads(
            f"VALUES ?s {{ {values} }} GRAPH {g} {{ ?s ?p ?o }}", (None, None, None, graph)
        )

    def quads_to(self, predicates: Collection[str], objects: Collection[str]) -> Iterator[Quad]:
        """Quads with one of these predicates and one of these objects, in all graphs."""
        values = " ".join(f"<{o}>" for o in objects)
        for predicate in predicates:  # a second list of values would make the engine multiply them
            pattern = f"VALUES ?o {{ {values} }} GRAPH ?g {{ ?s <{predicate}> ?o }}"
            yield from self._quads(pattern, (None, NamedNode(predicate), None, None))

    def contains_named_graph(self, graph_name: NamedNode) -> bool:
        return bool(self.query(f"ASK {{ GRAPH {graph_name} {{ ?s ?p ?o }} }}"))

    def __contains__(self, quad: Quad) -> bool:
        terms = f"{quad.subject} {quad.predicate} {quad.object}"
        return bool(self.query(f"ASK {{ GRAPH {quad.graph_name} {{ {terms} }} }}"))

    def named_graphs(self) -> Iterator[NamedNode]:
        """The graphs that are ours."""
        for row in self.query(f"SELECT DISTINCT ?g WHERE {{ {_OURS} }}"):
            yield row["g"]

    def __iter__(self) -> Iterator[Quad]:
        """All quads of graphs that are ours; a server may hold others."""
        for names in parts(sorted(map(str, self.named_graphs())), _GRAPHS):
            pattern = f"VALUES ?g {{ {' '.join(names)} }} GRAPH ?g {{ ?s ?p ?o }}"
            yield from self._quads(pattern, (None, None, None, None))

    def __len__(self) -> int:
        return self._count(_OURS)

    def _quads(self, pattern: str, given: tuple[Any, Any, Any, Any]) -> Iterator[Quad]:
        """Quads of a pattern in which the terms that are not given are ``?s ?p ?o ?g``.

        :raises StoreError: the server cuts the answer, and its pages do not add up.
        """
        open_ = [n for n, term in enumerate(given) if term is None]
        text = f"SELECT {' '.join(_NAMES[n] for n in open_) or '*'} WHERE {{ {pattern} }}"
        if not open_:
            if self.query(f"ASK {{ {pattern} }}"):
                yield Quad(*given)
            return
        for row in self._rows(text, pattern):
            terms = list(given)
            for n in open_:
                terms[n] = row[_NAMES[n][1:]]
            yield Quad(*terms)

    def _rows(self, text: str, pattern: str) -> Iterable[Any]:
        answer = self._wire.ask(self._ask, text, accept=_RESULTS, options={})
        if _CUT not in answer.headers:
            return _results(answer.content)  # type: ignore[no-any-return]
        return self._pages(text, pattern, list(_results(answer.content)))

    def _pages(self, text: str, pattern: str, rows: list[Any]) -> list[Any]:
        """The rest of an answer that was cut, checked against the number of its rows."""
        page, whole = len(rows), self._count(pattern)
        while page and len(rows) < whole:
            more = f"{text} LIMIT {page} OFFSET {len(rows)}"
            answer = self._wire.ask(self._ask, more, accept=_RESULTS, options={})
            found = list(_results(answer.content))
            rows += found
            if not found:
                break
        if len({str(row) for row in rows}) != whole:
            raise StoreError(
                f"the server gives {page} rows at once, and its pages do not make up the whole",
                where=self._wire.where,
                remedy="raise ResultSetMaxRows in its virtuoso.ini, and let nobody write meanwhile",
            )
        return rows

    def _count(self, pattern: str) -> int:
        (row,) = self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        return int(row["n"].value)

    # -- changes

    def change(self, change: Change) -> None:
        """Make a change, whole or not at all where the server can.

        :raises StoreError: it is refused, or nobody answers.
        """
        if self._stages:
            self._stages.change(change)
        else:
            self._wire.update(self._update, change.text())


def _results(content: bytes) -> Any:
    if b'XMLSchema#boolean", "value": "' in content:
        content = _BOOLEAN.sub(lambda m: m[1] + (b'"true"' if m[2] == b"1" else b'"false"'), content)
    return ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
