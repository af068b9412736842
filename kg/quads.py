"""The narrow waist between questions and wherever the quads lie.

A :class:`pyoxigraph.Store` holds them in memory or on disk; :class:`kg.graph.remote.quads.RemoteQuads`
reaches them over HTTP. Near quads are read pattern by pattern, which takes microseconds. Far ones are read
many at once, because each request takes as long as a thousand patterns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, Protocol, TypeGuard, TypeVar

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

AT_ONCE = 200
"""IRIs in one request. Virtuoso 7 needs 0.06 s to compile 500 and refuses 5,000."""
T = TypeVar("T")


class Quads(Protocol):
    """What questions need; the names are those of :class:`pyoxigraph.Store`."""

    def quads_for_pattern(
        self, subject: Any, predicate: Any, object: Any, graph_name: Any = None, /
    ) -> Iterator[Quad]:
        """Quads that match; ``None`` matches all."""
        ...

    def query(
        self,
        query: str,
        /,
        *,
        base_iri: str | None = None,
        prefixes: Any = None,
        use_default_graph_as_union: bool = False,
        default_graph: Any = None,
        named_graphs: Any = None,
    ) -> Any:
        """``QuerySolutions``, ``QueryBoolean`` or an iterator of triples."""
        ...

    def named_graphs(self) -> Iterator[Any]: ...
    def contains_named_graph(self, graph_name: NamedNode, /) -> bool: ...

    def __contains__(self, quad: Quad, /) -> bool: ...
    def __iter__(self) -> Iterator[Quad]: ...
    def __len__(self) -> int: ...


class FarQuads(Quads, Protocol):
    """Quads behind a network: many are asked for at once."""

    def quads_from(self, subjects: Collection[str], graph: NamedNode | None) -> Iterator[Quad]: ...
    def quads_to(self, predicates: Collection[str], objects: Collection[str]) -> Iterator[Quad]: ...


def is_far(raw: Quads) -> TypeGuard[FarQuads]:
    """Whether each pattern is a request."""
    return not isinstance(raw, ox.Store)


def near(raw: Quads) -> ox.Store:
    """The quads of whoever serves, or copies, what lies on this machine: far ones are refused at the door
    (:func:`kg.cli.stores.folder`)."""
    assert isinstance(raw, ox.Store), "these quads are far away"
    return raw


def pairs(raw: Quads, predicate: NamedNode, graph: NamedNode) -> Iterator[tuple[str, str]]:
    """Values of subject and object of all quads with that predicate, lazily. As a question, since the engine
    fetches the text of every term of a quad, and here of two in four: a third less time."""
    for row in raw.query(f"SELECT ?s ?o WHERE {{ GRAPH {graph} {{ ?s {predicate} ?o }} }}"):
        yield row[0].value, row[1].value


def quads_from(raw: Quads, subjects: Iterable[str], graph: NamedNode | None = None) -> Iterator[Quad]:
    """Quads with one of these subjects (IRIs), in all graphs or in one."""
    if is_far(raw):
        for part in parts(dict.fromkeys(subjects), AT_ONCE):
            yield from raw.quads_from(part, graph)
    else:
        for subject in dict.fromkeys(subjects):
            yield from raw.quads_for_pattern(NamedNode(subject), None, None, graph)


def quads_to(raw: Quads, predicates: Collection[str], objects: Iterable[str]) -> Iterator[Quad]:
    """Quads with one of these predicates and one of these objects (IRIs), in all graphs."""
    if is_far(raw):
        for part in parts(dict.fromkeys(objects), AT_ONCE):
            yield from raw.quads_to(predicates, part)
    else:
        for value in dict.fromkeys(objects):
            for predicate in predicates:
                yield from raw.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), None)


def parts(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values in lists of at most ``size``, lazily."""
    left = iter(values)
    while part := list(islice(left, size)):
        yield part
