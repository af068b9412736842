"""What workers do: plain functions of a store, somewhere to write a body, and keyword arguments.

Each returns a small picklable result; a long answer is written to ``out``. They run in a worker process
(:mod:`kg.serve.worker`) and raise :class:`kg.errors.KgError` for whatever a client can mend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from kg.graph import Store
from kg.graph.named import delete_graph, post_graph, put_graph, read_graph
from kg.query.answer import answer
from kg.query.description import describe
from kg.query.update import check_target
from kg.query.update import update as run_update
from kg.serve import api_jobs


def update(store: Store, _out: BinaryIO, **options: Any) -> None:
    """Run SPARQL Update."""
    run_update(store, **options)


def write(
    store: Store, _out: BinaryIO, *, replace: bool, graph: str | None, own_graphs: bool, **given: Any
) -> bool:
    """Replace a graph or add to it; the result is whether it is new."""
    _check(graph, own_graphs)
    return (put_graph if replace else post_graph)(store, graph, **given)


def delete(store: Store, _out: BinaryIO, *, graph: str | None, own_graphs: bool) -> None:
    """Drop a graph."""
    _check(graph, own_graphs)
    delete_graph(store, graph)


def _check(graph: str | None, own_graphs: bool) -> None:
    """The graph without a name is nobody's."""
    if graph is not None:
        check_target(graph, own_graphs=own_graphs)


JOBS: Mapping[str, Callable[..., Any]] = {
    "query": answer,
    "describe": describe,
    "read": read_graph,
    "update": update,
    "write": write,
    "delete": delete,
    **api_jobs.JOBS,
}
"""By name. A job is called as ``job(store, out, **arguments)``."""
