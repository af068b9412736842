"""The store: quads in memory, in a folder (RocksDB, and a small file that says which format it has) or behind
a SPARQL endpoint.

Invariants: an article's graph is written whole or not at all; replacing one is a single transaction;
whatever changes article graphs notes in the same transaction which, and only the last
:meth:`Store.write_changes` takes the notes away. A crash in between is thus seen at the next opening. An
article that goes takes along what the story says of its own claims and mentions; what the story tells of
merged things is then behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg import iri, sidecar
from kg.errors import NotFound, StoreError
from kg.graph import terms as t
from kg.graph.change import Change
from kg.graph.folder import translated
from kg.graph.index.lister import Step, keep_in_step
from kg.graph.mapping import article_quads
from kg.graph.marks import CHANGED, META, SELF, STALE, STAMP, named, stale_notes
from kg.graph.ontology import ontology_quads
from kg.graph.outcome import AddResult, Outcome, StoredDocument
from kg.graph.story import living, story_changes
from kg.graph.twins import origin_quad, origins, says_more, stored_as, twin_of, value_of
from kg.model import Changes, Document, Extraction
from kg.quads import quads_from
from kg.sidecar import Part, Sidecar

if TYPE_CHECKING:
    import rdflib

    from kg.graph.remote.quads import RemoteQuads

DERIVED_GRAPHS = (iri.STORY, iri.DECISIONS)
_STORY_GRAPHS = tuple(NamedNode(g) for g in DERIVED_GRAPHS)
_BULK = 5_000
"""Quads of the story that one SPARQL update may change; parsing one takes about 100 microseconds a quad."""
_DISORDER = 100_000
"""Quads written in bulk after which the files are put in order. It takes some 2 microseconds a quad of the
store, which reading and adding would pay otherwise, a few times over."""


class Store:
    """Article graphs, and the story made of them. ``raw`` is the quad store itself, for queries."""

    def __init__(
        self, raw: ox.Store | RemoteQuads, path: Path | None, *, read_only: bool, beside: Path | None = None
    ) -> None:
        self.raw, self.path, self.read_only = raw, path, read_only
        self.beside = beside or path
        """Folder of what is remembered beside the quads and can be had from them again; ``None``: nowhere."""
        self._sidecar = sidecar.in_memory() if self.beside is None else None
        self._in_bulk = 0

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and let go of the lock, also where the disk is full."""
        try:
            if not isinstance(self.raw, ox.Store):
                self.raw.close()
            elif self.path and not self.read_only:
                with translated(self.path):
                    self.raw.flush()
        finally:
            if self._sidecar is not None:
                self._sidecar.close()
            del self.raw

    # -- articles

    def stored_as(self, document: Document, origin: str) -> str | None:
        """Id of the article that :meth:`add` would leave alone, so that the document need not be analysed."""
        with translated(self.path):
            return stored_as(self.raw, document, origin)

    def add(self, extraction: Extraction, *, origin: str | None = None) -> AddResult:
        """Add one article, or replace what is known of it. Leaves the story stale unless unchanged.

        The same text under another name is the same article, unless URL, outlet or day tell them apart.

        :param origin: fingerprint of what the extraction was made from, kept for :meth:`stored_as`.
        :raises StoreError: the store is read-only or full, or the extraction contradicts itself.
        """
        self._writable()
        document = extraction.document
        quads = article_quads(extraction)
        graph = NamedNode(iri.graph(document.id))
        noted = [origin_quad(document.id, origin)] if origin else []
        with translated(self.path):
            before = set(self.raw.quads_for_pattern(None, None, None, graph))
            if before:
                if before == set(quads):
                    self._note_origin(document.id, noted)
                    return AddResult(document.id, Outcome.UNCHANGED)
                self._swap([document.id], document.id, [*quads, *noted])
                return AddResult(document.id, Outcome.REPLACED, document.id)
            twin = twin_of(self.raw, document)
            if twin is None:
                self._change(Change(new=[*quads, *noted, *stale_notes([document.id])]))
                return AddResult(document.id, Outcome.ADDED)
            if not says_more(self.raw, document, twin):
                return AddResult(document.id, Outcome.UNCHANGED)
            self._swap([twin], document.id, [*quads, *noted])
            return AddResult(document.id, Outcome.REPLACED, twin)

    def _note_origin(self, document: str, noted: list[Quad]) -> None:
        """The article stays as it is, and is now known to come from other rules or particulars."""
        old = origins(self.raw, document)
        if noted and old != noted:
            self._change(Change(gone=old, new=noted))

    def is_new(self, document: Document) -> bool:
        """Whether the store holds neither the article nor one with the same text."""
        graph = NamedNode(iri.graph(document.id))
        held = next(iter(self.raw.quads_for_pattern(None, None, None, graph)), None)
        return held is None and twin_of(self.raw, document) is None

    def write_new(self, documents: list[str], quads: list[Quad]) -> None:
        """Write the graphs of new articles, all or none. Leaves the story stale.

        A bulk of less than a million quads is taken into the store's files in one step (RocksDB, "Creating
        and ingesting SST files").

        :raises StoreError: the store is read-only or full.
        """
        self._writable()
        with translated(self.path):
            self._change(Change(new=[*quads, *stale_notes(documents)]))

    def put_in_order(self) -> None:
        """Merge the files that large writes left, if there were any; to be called when a batch is done.

        :raises StoreError: the disk is full.
        """
        if isinstance(self.raw, ox.Store) and self.path and self._in_bulk >= _DISORDER:
            with translated(self.path):
                self.raw.optimize()
            self._in_bulk = 0

    def remove(self, which: str) -> tuple[StoredDocument, ...]:
        """Remove the document of that id, source path, URL, or file name. Leaves the story stale.

        :raises NotFound: no such document.
        :raises StoreError: several documents have that file name, or the store cannot be written.
        """
        self._writable()
        found = self.find_documents(which)
        if not found:
            raise NotFound(f"no document {which!r} in the store", remedy="see `kg stats --documents`")
        if len(found) > 1:
            sources = ", ".join(d.source for d in found[:5])
            raise StoreError(
                f"{len(found)} documents are named {which!r}: {sources}", remedy="give one of these paths"
            )
        with translated(self.path):
            self._swap([d.id for d in found], None, [])
        return found

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents, by source."""
        rows = self._documents_by(t.kg("documentId"), None)
        return tuple(sorted(rows, key=lambda d: (d.source, d.id)))

    def document_ids(self) -> Iterator[str]:
        """Ids of all documents, in no particular order, without reading more of them."""
        for quad in self.raw.quads_for_pattern(None, t.kg("documentId"), None, None):
            yield str(getattr(quad.object, "value", ""))

    def find_documents(self, which: str) -> tuple[StoredDocument, ...]:
        """Documents of that id, source, URL or, failing these, file name."""
        bare = which.removeprefix("d-")
        for predicate, value in (
            (t.kg("documentId"), t.string(bare)),
            (t.kg("source"), t.string(which)),
            (t.schema("url"), t.uri(which)),
            (t.kg("fileName"), t.string(which)),
        ):
            if found := self._documents_by(predicate, value):
                return tuple(sorted(found, key=lambda d: (d.source, d.id)))
        return ()

    def _documents_by(self, predicate: NamedNode, value: ox.Literal | None) -> list[StoredDocument]:
        articles = [q.subject for q in self.raw.quads_for_pattern(None, predicate, value, None)]
        fields = {t.kg(p): n for n, p in enumerate(("documentId", "fileName", "source"))}
        found: dict[str, list[str]] = {_text(a): ["", "", ""] for a in articles}
        for quad in quads_from(self.raw, list(found)):
            if (n := fields.get(quad.predicate)) is not None:
                found[_text(quad.subject)][n] = _text(quad.object)
        return [StoredDocument(*parts) for parts in found.values()]

    def _value(self, subject: object, predicate: NamedNode) -> str | None:
        assert isinstance(subject, NamedNode)
        return value_of(self.raw, subject, predicate)

    def record(self, quads: Iterable[Quad]) -> None:
        """Add quads to a graph that is neither an article's nor derived. Leaves the story stale."""
        self._writable()
        with translated(self.path):
            self._change(Change(new=[*quads, STALE]))

    # -- the story

    @property
    def stale(self) -> bool:
        """Whether articles or corrections changed since the story was written."""
        return STALE in self.raw or bool(self.changed_documents)

    @property
    def changed_documents(self) -> tuple[str, ...]:
        """Ids of articles that came, went or changed since."""
        quads = self.raw.quads_for_pattern(SELF, CHANGED, None, META)
        return tuple(sorted(_text(q.object) for q in quads))

    @property
    def stamp(self) -> str | None:
        """Name of the story as it was last told; ``None``: there is none, or it has to be told from the
        beginning."""
        return self._value(SELF, STAMP)

    def write_changes(
        self,
        changes: Changes,
        *,
        stamp: str,
        since: str | None = None,
        told: Iterable[str] | None = None,
        whole: bool = True,
        again: bool = False,
    ) -> None:
        """Tell what changed in the story anew.

        A small difference is one transaction. A large one is written in bulk before it: if it is
        interrupted, the stamp stays as it was, and the same changes can be written ``again``.

        :param stamp: a name for the story as it is then.
        :param since: the stamp of the story that the changes were found in, where it had one.
        :param told: ids of the documents whose changes these are, whose notes go; ``None``: all.
        :param whole: whether nothing else is to be told; the story stays stale as long as a note is left.
        :param again: whether articles may have come or gone since the changes were found; what is told of
            things that are gone is left out.
        :raises StoreError: the store cannot be written, or another process told the story meanwhile.
        """
        self._writable()
        before, documents = self.stamp, tuple(self.changed_documents if told is None else told)
        with translated(self.path):
            gone, new = story_changes(self.raw, living(self.raw, changes) if again else changes)
            if since and self.stamp not in (since, None):
                raise StoreError(
                    "another process wrote to the store meanwhile",
                    remedy="run the same command again, one at a time; no article is lost",
                )
            changed = gone | new
            if len(gone) + len(new) > _BULK:
                self._change(Change(new=[STALE]))
                self._bulk(gone, new)
                gone, new = set(), set()
            self._finish(gone, new, stamp, told, whole=whole)
        keep_in_step(self, changed, documents, Step(before, stamp, whole=whole, again=again))

    def indexed(self, part: Part) -> Sidecar | None:
        """Where to look things up that the part of the sidecar holds; ``None``: it is missing or behind, and
        the quads have to be looked through."""
        if self.stale:
            return None
        if self._sidecar is None and self.beside:
            self._sidecar = sidecar.reading(self.beside / sidecar.FILE)
        elif self._sidecar and self.beside and not self.read_only:
            self._sidecar.begin()
        known = self._sidecar
        return known if known and known.holds(part, self.stamp) else None

    def indexing(self) -> AbstractContextManager[Sidecar]:
        """The sidecar, to be brought up to date.

        :raises StoreError: it cannot be written.
        """
        self._writable()
        if self.beside is None:
            return sidecar.writing(None, self._sidecar)
        if self._sidecar is not None:
            self._sidecar.close()
            self._sidecar = None
        return sidecar.writing(self.beside / sidecar.FILE)

    def clear_story(self, *, stamp: str | None = None) -> None:
        """Forget the story; it is stale until all articles are told again.

        :param stamp: a name for the story in which nothing is told yet.
        """
        self._writable()
        with translated(self.path):
            drop = Change(drop=_STORY_GRAPHS, gone=self._own(STAMP), new=stale_notes(self.document_ids()))
            self._change(drop)
            if stamp is not None:
                self._change(Change(new=[named(stamp)]))

    def _finish(
        self, gone: set[Quad], new: set[Quad], stamp: str, told: Iterable[str] | None, *, whole: bool
    ) -> None:
        """Small differences of the story, its name, and the end of its staleness, in one transaction."""
        notes = set(self._own(CHANGED))
        ended = notes if told is None else notes & set(stale_notes(told))
        if whole and ended == notes:
            ended = {*ended, STALE}
        self._change(Change(gone={*gone, *self._own(STAMP), *ended}, new={*new, named(stamp)}))

    def _own(self, predicate: NamedNode) -> list[Quad]:
        """What the store says of itself."""
        return list(self.raw.quads_for_pattern(SELF, predicate, None, META))

    def _change(self, change: Change) -> None:
        """All or nothing."""
        if not isinstance(self.raw, ox.Store):
            self.raw.change(change)
        elif not change.only_adds:
            self.raw.update(change.text())
        elif len(change.new) < _BULK:
            self.raw.extend(change.new)
        else:
            self.raw.bulk_extend(change.new)
            self._in_bulk += len(change.new)

    def _bulk(self, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
        """As fast as it goes; interrupted, a part of it is done."""
        if not isinstance(self.raw, ox.Store):
            for piece in Change(gone=list(gone), new=list(new)).pieces(_BULK):
                self.raw.change(piece)
            return
        for quad in gone:
            self.raw.remove(quad)
        self._change(Change(new=list(new)))

    def write_ontology(self) -> None:
        """Bring the terms' graph in step with this version's event types."""
        graph, shipped = NamedNode(iri.ONTOLOGY), ontology_quads()
        with translated(self.path):
            if set(self.raw.quads_for_pattern(None, None, None, graph)) != set(shipped):
                self._change(Change(drop=(graph,), new=shipped))

    def _swap(self, drop: list[str], document: str | None, quads: list[Quad]) -> None:
        """Drop articles, with what the story says of their own things, and put one in their place, in one
        transaction (an update is all or nothing)."""
        graphs = tuple(NamedNode(iri.graph(d)) for d in drop)
        links = {q for g in graphs for q in self._links(g)} | {q for d in drop for q in origins(self.raw, d)}
        notes = stale_notes([*drop, *([document] if document else [])])
        self._change(Change(drop=graphs, gone=links, new=[*quads, *notes]))

    def _links(self, graph: NamedNode) -> set[Quad]:
        """What the story says of things that stand in an article's graph."""
        subjects = {_text(q.subject) for q in self.raw.quads_for_pattern(None, None, None, graph)}
        return set(quads_from(self.raw, subjects, _STORY_GRAPHS[0]))

    def _writable(self) -> None:
        if self.read_only:
            where = str(self.path) if isinstance(self.raw, ox.Store) else str(self.raw.address)
            raise StoreError("the store was opened for reading only", where=where)

    def rdflib(self) -> rdflib.Dataset:
        """The store as an rdflib dataset (through oxrdflib), without a copy.

        :raises StoreError: it is a remote one; rdflib has its own ``SPARQLStore`` for these.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        if not isinstance(self.raw, ox.Store):
            remedy = "use rdflib.plugins.stores.sparqlstore.SPARQLStore with the server's address"
            raise StoreError("a remote store has no rdflib view", where=str(self.raw.address), remedy=remedy)
        return rdflib.Dataset(store=OxigraphStore(store=self.raw), default_union=True)


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
