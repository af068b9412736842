"""The only file that knows the order of the stages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from secrets import token_hex

from kg.annotate import DEFAULT_MODEL, annotated, parse_all
from kg.errors import ExtractionError, KgError
from kg.extract import extract
from kg.graph import AddResult, Outcome, Store, corrections_of, document_signature, document_text
from kg.model import Document, Extraction, Parse
from kg.resolve import index_of, update

BATCH = 16
"""Documents that one worker process is handed at once."""
CHUNK = 1000
"""Documents whose actors and events are merged at once; bounds the memory, not the result."""


OnError = Callable[[KgError], None]
"""Told of a document that could not be analysed; without one the error is raised."""


def extract_all(
    documents: Iterable[Document],
    *,
    model: str | None = None,
    jobs: int = 1,
    on_error: OnError | None = None,
) -> Iterator[Extraction]:
    """What each document says, in order, lazily.

    :param model: an installed spaCy English pipeline; ``None`` takes the default one.
    :param jobs: worker processes; the result does not depend on it.
    :raises ModelMissing: the spaCy pipeline is not installed.
    :raises ExtractionError: a document could not be analysed, and there is no ``on_error``.
    """
    name = model or DEFAULT_MODEL
    tried = _in_processes(iter(documents), name, jobs) if jobs > 1 else _extractions(documents, name)
    for result in tried:
        if isinstance(result, Extraction):
            yield result
        elif on_error:
            on_error(result)
        else:
            raise result


def _extractions(documents: Iterable[Document], model: str) -> Iterator[Extraction | ExtractionError]:
    for document, parse in parse_all(documents, model):
        yield _extraction(document, parse)


def _extraction(document: Document, parse: Parse) -> Extraction | ExtractionError:
    """What a document says. A defect in a rule must cost one article, not a night's run over a million,
    so any error is kept to its document here, and only here."""
    try:
        return extract(annotated(document, parse))
    except Exception as error:
        return ExtractionError(
            f"could not be analysed ({type(error).__name__}: {error})",
            where=document.source,
            remedy="please report this with the article; the other articles are not affected",
        )


def _batch(documents: list[Document], model: str) -> list[Extraction | ExtractionError]:
    return list(_extractions(documents, model))


def _in_processes(
    documents: Iterator[Document], model: str, jobs: int
) -> Iterator[Extraction | ExtractionError]:
    """Batches go out in order and come back in order; at most two a worker are under way, so memory
    does not grow with the number of documents."""
    from multiprocessing import get_context

    waiting: deque[Future[list[Extraction | ExtractionError]]] = deque()
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
    on_error: OnError | None = None,
) -> Ingested:
    """Extract documents into the store, one transaction each, then retell the story once.

    Interrupted in between, the store holds whole articles and knows that its story is stale; the next
    batch, or :func:`retell`, mends that.

    :param on_done: told of each document as it is stored.
    """
    found: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    for result in store.add_all(extract_all(documents, model=model, jobs=jobs, on_error=on_error)):
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
    """Bring the story up to date with the articles that changed and with what people decided.

    What merging remembers lies beside the quads; where that is missing, of another version or behind, the
    whole story is told again.

    :raises StoreError: the store cannot be written.
    """
    with index_of(store, store.path) as index:
        documents: Sequence[str] = store.changed_documents
        if store.stamp is None or index.get("stamp") != store.stamp:
            index.clear()
            store.clear_story()
            documents = [d.id for d in store.documents()]
        corrections = corrections_of(store)
        parts = [documents[at : at + CHUNK] for at in range(0, len(documents), CHUNK)] or [()]
        for part in parts:
            articles = {d: document_signature(store, d) for d in part}
            changes = update(index, articles, corrections, partial(document_text, store))
            stamp = token_hex(8) if part is parts[-1] else None
            store.write_changes(changes, stamp=stamp)
            if stamp:
                index.commit(stamp)
