"""SPARQL Update from outside: all or nothing, and away from the graphs that ``kg`` keeps itself."""

from __future__ import annotations

from collections.abc import Sequence

from kg import iri
from kg.errors import QueryError
from kg.quads import near
from kg.query.reader import HasQuads
from kg.query.request import read_update
from kg.query.sparql import told

OWN = iri.BASE + "graph:"
"""Beginning of the IRIs of article graphs, of the story and of what is kept about them. Their quads hang
together (:mod:`kg.graph.store`), so only who keeps that in mind may write there."""


def check_target(graph: str | None, *, own_graphs: bool = False) -> None:
    """Refuse to write to a graph of our own.

    :param graph: IRI; ``None``: one that is not known yet.
    :raises QueryError: it is, or may be, one of ours, and ``own_graphs`` is not set.
    """
    if own_graphs or (graph is not None and not graph.startswith(OWN)):
        return
    which = f"<{graph}>" if graph else "all graphs, or a graph in a variable,"
    raise QueryError(
        f"writing to {which} is refused: kg keeps its graphs itself",
        remedy="name another graph, use `kg add` or `kg remove`, or start the server with --own-graphs",
    )


def update(
    store: HasQuads,
    text: str,
    *,
    default: Sequence[str] = (),
    named: Sequence[str] = (),
    base: str | None = None,
    own_graphs: bool = False,
) -> None:
    """Run a sequence of updates in one transaction.

    :param default: graphs that every WHERE sees as the default graph (``using-graph-uri``).
    :param named: graphs that every WHERE sees under their names.
    :raises QueryError: it does not parse, would leave the store, or may write to a graph of our own.
    :raises OSError: the store cannot be written.
    """
    asked = read_update(text, base=base)
    for graph in asked.targets():
        check_target(graph, own_graphs=own_graphs)
    try:
        with told():
            near(store.raw).update(asked.over(default, named), base_iri=base, prefixes=iri.PREFIXES)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the update does not parse: {error}") from error
