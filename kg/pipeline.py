"""The only file that knows the order of the stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from secrets import token_hex
from socket import gethostname

from kg.annotate import DEFAULT_MODEL, annotated, parse_all
from kg.errors import ExtractionError, KgError, WorkersError
from kg.extract import extract
from kg.fingerprint import fingerprint, rules_version
from kg.graph import (
    AddResult,
    Outcome,
    Store,
    add_together,
    corrections_of,
    document_signature,
    document_text,
    text_key,
    update_words,
)
from kg.model import Document, Extraction, Parse
from kg.resolve import Index, IndexDamaged, index_of, update
from kg.spread import Lost, spread

CHUNK = 1000
"""Documents whose actors and events are merged at once; bounds the memory, not the result."""


OnError = Callable[[KgError], None]
"""Told of a document that could not be analysed; without one the error is raised."""
OnMerged = Callable[[int, int], None]
"""Told how many of how many articles the story tells so far."""


def extract_all(
    documents: Iterable[Document],
    *,
    model: str | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    on_error: OnError | None = None,
) -> Iterator[Extraction]:
    """What each document says, in order, lazily.

    :param model: an installed spaCy English pipeline; ``None`` takes the default one.
    :param jobs: worker processes; the result does not depend on it.
    :param cluster: address of a Dask scheduler whose workers extract instead; the result is the same.
    :raises ModelMissing: the spaCy pipeline is not installed.
    :raises ExtractionError: a document could not be analysed, and there is no ``on_error``.
    :raises WorkersError: the cluster cannot be reached, or its workers run other rules.
    """
    name = model or DEFAULT_MODEL
    work = partial(_extractions, model=name, rules=rules_version(name))
    for result in spread(work, documents, jobs=jobs, cluster=cluster):
        if isinstance(result, Extraction):
            yield result
            continue
        error = _fatal(result.item) if isinstance(result, Lost) else result
        if on_error is None:
            raise error
        on_error(error)


def _fatal(document: Document) -> ExtractionError:
    return ExtractionError(
        "ended the process that analysed it, every time it was tried (out of memory, or a crash)",
        where=document.source,
        remedy="leave it out or shorten it, and please report it; the other articles are not affected",
    )


def _extractions(
    documents: Iterable[Document], model: str, rules: str | None
) -> Iterator[Extraction | ExtractionError]:
    """:raises WorkersError: this process is a worker with other rules or another model than who asks."""
    here = rules_version(model)
    if here is not None and here != rules:
        raise WorkersError(
            "a worker has other rules, lexicons or packages than this machine",
            where=gethostname(),
            remedy="install the same version of kg and its packages there",
        )
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


@dataclass(frozen=True, slots=True)
class Ingested:
    """What adding a batch did: document ids by outcome, whose names the fields have."""

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
    cluster: str | None = None,
    force: bool = False,
    on_done: Callable[[AddResult], None] | None = None,
    on_error: OnError | None = None,
    on_merged: OnMerged | None = None,
) -> Ingested:
    """Extract documents into the store, one transaction each, then retell the story once.

    A document that the store holds from the same rules, and would leave alone, is not extracted again.
    Interrupted in between, the store holds whole articles and knows that its story is stale; the next
    batch, or :func:`retell`, mends that.

    :param force: extract also what is stored and unchanged.
    :param on_done: told of each document as it is stored, or found to be there.
    :param on_merged: told how many of the changed articles the story tells, at first none.
    """
    results: list[AddResult] = []

    def tell(result: AddResult) -> None:
        results.append(result)
        if on_done:
            on_done(result)

    new = _New(store, rules_version(model or DEFAULT_MODEL), force=force)
    wanted = new.among(documents, tell)
    for extraction in extract_all(wanted, model=model, jobs=jobs, cluster=cluster, on_error=on_error):
        tell(store.add(extraction, origin=new.done(extraction.document)))
    return _finished(store, results, on_merged)


def load(
    extractions: Iterable[Extraction],
    store: Store,
    *,
    on_done: Callable[[AddResult], None] | None = None,
    on_error: OnError | None = None,
    on_merged: OnMerged | None = None,
) -> Ingested:
    """Add what was extracted elsewhere, many articles in one transaction, then retell the story once: the
    same store as :func:`ingest` of the articles makes.

    Interrupted, the store holds whole articles; run again, it goes on.
    """
    results: list[AddResult] = []
    for result in add_together(store, extractions, on_error=on_error):
        results.append(result)
        if on_done:
            on_done(result)
    return _finished(store, results, on_merged)


def _finished(store: Store, results: list[AddResult], on_merged: OnMerged | None) -> Ingested:
    if store.stale:
        retell(store, on_merged=on_merged)
    store.put_in_order()
    return Ingested(
        **{outcome.value: tuple(r.document for r in results if r.outcome is outcome) for outcome in Outcome}
    )


class _New:
    """Sorts out documents that need no extraction.

    Documents are read ahead of those that are stored, so one that has its id or its text in common with a
    document under way is never left out: by the time it is its turn, the store may say something else of it.
    """

    def __init__(self, store: Store, rules: str | None, *, force: bool) -> None:
        self._store, self._rules, self._force = store, rules, force
        self._under_way: Counter[str] = Counter()

    def among(self, documents: Iterable[Document], tell: Callable[[AddResult], None]) -> Iterator[Document]:
        """Those to be extracted; ``tell`` hears of the others."""
        for document in documents:
            if self._is_known(document):
                tell(AddResult(document.id, Outcome.UNCHANGED))
            else:
                self._under_way.update(_keys(document))
                yield document

    def done(self, document: Document) -> str | None:
        """The document is under way no longer; its fingerprint."""
        self._under_way.subtract(_keys(document))
        return fingerprint(document, self._rules) if self._rules else None

    def _is_known(self, document: Document) -> bool:
        if self._force or self._rules is None or any(self._under_way[key] for key in _keys(document)):
            return False
        held = self._store.stored_as(document, fingerprint(document, self._rules))
        return held is not None and not self._under_way[held]


def _keys(document: Document) -> tuple[str, str]:
    return document.id, text_key(document)


def retell(store: Store, *, on_merged: OnMerged | None = None) -> None:
    """Bring the story and the index of words up to date with the articles that changed and with what people
    decided, some articles at a time. Interrupted, it goes on from there when it is called again.

    What merging remembers lies beside the quads; where that is missing, damaged, of another version or
    behind, the whole story is told again.

    :raises StoreError: the store cannot be written.
    """
    try:
        _retell(store, on_merged)
    except IndexDamaged:  # it has been removed
        _retell(store, on_merged)


def _retell(store: Store, on_merged: OnMerged | None) -> None:
    with index_of(store, store.beside) as index:
        _catch_up(store, index)
        documents = store.changed_documents
        corrections = corrections_of(store)
        parts = [documents[at : at + CHUNK] for at in range(0, len(documents), CHUNK)] or [()]
        filled = False
        if on_merged:
            on_merged(0, len(documents))
        for number, part in enumerate(parts, 1):
            articles = {d: document_signature(store, d) for d in part}
            changes = update(index, articles, corrections, partial(document_text, store))
            stamp, base = token_hex(8), store.stamp
            index.commit(stamp, changes=changes, base=base)
            filled = update_words(store, () if filled else part, stamp=stamp) or filled
            store.write_changes(changes, stamp=stamp, since=base, told=part, whole=part is parts[-1])
            if on_merged:
                on_merged(min(number * CHUNK, len(documents)), len(documents))


def _catch_up(store: Store, index: Index) -> None:
    """Make what merging remembers and the story belong together.

    Merging commits before the store does, with the changes that it found: if the last run was interrupted
    between the two, these are written now (and the articles, still noted as changed, looked at again).
    """
    if store.stamp is not None and index.stamp == store.stamp:
        return
    changes = index.pending(store.stamp)
    if index.stamp is not None and changes is not None:
        store.write_changes(changes, stamp=index.stamp, told=(), whole=False, again=True)
    else:
        stamp = token_hex(8)
        index.clear()
        store.clear_story(stamp=stamp)
        index.commit(stamp)
