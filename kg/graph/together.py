"""Many new articles in one transaction: about three times as fast as one by one, and as safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Quad

from kg.errors import StoreError
from kg.graph.mapping import article_quads
from kg.graph.outcome import AddResult, Outcome
from kg.graph.store import Store
from kg.graph.twins import text_key
from kg.model import Document, Extraction

_TOGETHER = 50_000
"""Quads that are written in one transaction: some hundred articles, 60 MB."""


def add_together(
    store: Store, extractions: Iterable[Extraction], *, on_error: Callable[[StoreError], None] | None = None
) -> Iterator[AddResult]:
    """Add many, lazily; results come when they are written. The story is left to the end.

    What the store holds already, under whatever name, is added by itself, as :meth:`Store.add` does it.

    :param on_error: told of an extraction that contradicts itself; without one the error is raised.
    :raises StoreError: the store cannot be written.
    """
    batch = _Batch(store)
    for extraction in extractions:
        try:
            quads = article_quads(extraction)
        except StoreError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        if batch.holds(extraction.document) or not store.is_new(extraction.document):
            yield from batch.write()
            yield store.add(extraction)
        else:
            batch.take(extraction.document, quads)
            if batch.full:
                yield from batch.write()
    yield from batch.write()


class _Batch:
    """New articles that are to be written together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._quads: list[Quad] = []
        self._documents: list[str] = []
        self._known: set[str] = set()

    @property
    def full(self) -> bool:
        return len(self._quads) >= _TOGETHER

    def holds(self, document: Document) -> bool:
        """Whether an article of that id or with that text is among them."""
        return not self._known.isdisjoint((document.id, text_key(document)))

    def take(self, document: Document, quads: list[Quad]) -> None:
        self._documents.append(document.id)
        self._known |= {document.id, text_key(document)}
        self._quads += quads

    def write(self) -> list[AddResult]:
        """Write them; then there are none any more."""
        documents, quads = self._documents, self._quads
        self._documents, self._quads, self._known = [], [], set()
        if documents:
            self._store.write_new(documents, quads)
        return [AddResult(d, Outcome.ADDED) for d in documents]
