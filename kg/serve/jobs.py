"""What workers do: plain functions of a store, somewhere to write a body, and keyword arguments.

Each returns a small picklable result; a long answer is written to ``out``. They run in a worker process
(:mod:`kg.serve.worker`) and raise :class:`kg.errors.KgError` for whatever a client can mend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from kg.graph import Store
from kg.query.answer import answer


def query(store: Store, out: BinaryIO, **options: Any) -> str:
    """Answer SPARQL; the result is the media type of the body."""
    return answer(store, out, **options)


JOBS: Mapping[str, Callable[..., Any]] = {"query": query}
"""By name. A job is called as ``job(store, out, **arguments)``."""
