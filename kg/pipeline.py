"""The only file that knows the order of the stages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice

from kg.annotate import DEFAULT_MODEL, annotate
from kg.extract import extract
from kg.graph import AddResult, Outcome, Store, signatures
from kg.model import Document, Extraction
from kg.resolve import resolve

BATCH = 16
"""Documents that one worker process is handed at once."""


def extract_all(
    documents: Iterable[Document], *, model: str | None = None, jobs: int = 1
) -> Iterator[Extraction]:
    """What each document says, in order, lazily.

    :param model: an installed spaCy English pipeline; ``None`` takes the default one.
    :param jobs: worker processes; the result does not depend on it.
    :raises ModelMissing: the spaCy pipeline is not installed.
    """
    name = model or DEFAULT_MODEL
    if jobs > 1:
        return _in_processes(iter(documents), name, jobs)
    return (extract(annotated) for annotated in annotate(documents, model=name))


def _batch(documents: list[Document], model: str) -> list[Extraction]:
    return [extract(annotated) for annotated in annotate(documents, model=model)]


def _in_processes(documents: Iterator[Document], model: str, jobs: int) -> Iterator[Extraction]:
    """Batches go out in order and come back in order; at most two a worker are under way, so memory
    does not grow with the number of documents."""
    from multiprocessing import get_context

    waiting: deque[Future[list[Extraction]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        try:
            while batch := list(islice(documents, BATCH)):
                waiting.append(pool.submit(_batch, batch, model))
                if len(waiting) >= 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What adding a batch did: document ids by outcome."""

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the store holds anything else than before."""
        return bool(self.added or self.replaced)

    def __len__(self) -> int:
        return len(self.added) + len(self.unchanged) + len(self.replaced)


def ingest(
    documents: Iterable[Document],
    store: Store,
    *,
    model: str | None = None,
    jobs: int = 1,
    on_done: Callable[[AddResult], None] | None = None,
) -> Ingested:
    """Extract documents into the store, one transaction each, then retell the story once.

    Interrupted in between, the store holds whole articles and knows that its story is stale; the next
    batch, or :func:`retell`, mends that.

    :param on_done: told of each document as it is stored.
    """
    found: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    for result in store.add_all(extract_all(documents, model=model, jobs=jobs)):
        found[result.outcome].append(result.document)
        if on_done:
            on_done(result)
    if store.stale:
        retell(store)
    return Ingested(
        added=tuple(found[Outcome.ADDED]),
        unchanged=tuple(found[Outcome.UNCHANGED]),
        replaced=tuple(found[Outcome.REPLACED]),
    )


def retell(store: Store) -> None:
    """Resolve all that the store holds and write the story anew."""
    store.write_story(resolve(*signatures(store)))
