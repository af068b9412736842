"""The store: a folder with a RocksDB of quads and a small file that says which format it has.

Invariants: an article's graph is written whole or not at all; replacing one is a single transaction;
whatever changes article graphs marks the story stale in the same transaction, and only
:meth:`Store.write_story` clears the mark. A crash in between is thus seen at the next opening.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.errors import NotFound, StoreError
from kg.graph import terms as t
from kg.graph.folder import prepare, translated
from kg.graph.mapping import article_quads
from kg.graph.ontology import ontology_quads
from kg.graph.story import story_quads
from kg.model import Extraction, Resolution

if TYPE_CHECKING:
    import rdflib

DERIVED_GRAPHS = (iri.STORY, iri.DECISIONS)
_STORY_GRAPHS = tuple(NamedNode(g) for g in DERIVED_GRAPHS)
_TRIES = 5
_BULK = 5_000
"""Quads of the story that one SPARQL update may change; parsing one takes about 100 microseconds a quad."""
_META = NamedNode(iri.META)
_STALE = Quad(NamedNode(iri.BASE + "store"), t.kg("storyStale"), t.boolean(True), _META)


class Outcome(StrEnum):
    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class AddResult:
    """What adding a document did. ``replaced`` is the id of the document that it took the place of."""

    document: str
    outcome: Outcome
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document that the store holds."""

    id: str
    name: str
    source: str


def open_store(path: Path | str | None, *, read_only: bool = False, create: bool = False) -> Store:
    """Open the store in that folder; ``None`` is one in memory.

    Readers see the state at opening and need no lock. One process at a time may write.

    :raises StoreError: none there (and not ``create``), another version, locked, not writable, full.
    """
    if path is None:
        store = Store(ox.Store(), None, read_only=False)
        store.write_ontology()
        return store
    folder = Path(path)
    prepare(folder, create=create and not read_only)
    with translated(folder):
        raw = _open_reader(folder / "rdf") if read_only else ox.Store(str(folder / "rdf"))
    store = Store(raw, folder, read_only=read_only)
    if not read_only:
        store.write_ontology()
    return store


def _open_reader(folder: Path) -> ox.Store:
    """Open for reading; a writer may be replacing the very files, so try again a few times."""
    for _ in range(_TRIES - 1):
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError):
            sleep(0.05)
    return ox.Store.read_only(str(folder))


class Store:
    """Article graphs, and the story made of them. ``raw`` is the quad store itself, for queries."""

    def __init__(self, raw: ox.Store, path: Path | None, *, read_only: bool) -> None:
        self.raw, self.path, self.read_only = raw, path, read_only

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and let go of the lock."""
        if self.path and not self.read_only:
            with translated(self.path):
                self.raw.flush()
        del self.raw

    # -- articles

    def add(self, extraction: Extraction) -> AddResult:
        """Add one article, or replace what is known of it. Leaves the story stale unless unchanged.

        The same text under another name is the same article, unless URL, outlet or day tell them apart.

        :raises StoreError: the store is read-only or full, or the extraction contradicts itself.
        """
        self._writable()
        document = extraction.document
        quads = article_quads(extraction)
        graph = NamedNode(iri.graph(document.id))
        with translated(self.path):
            before = set(self.raw.quads_for_pattern(None, None, None, graph))
            if before:
                if before == set(quads):
                    return AddResult(document.id, Outcome.UNCHANGED)
                self._swap([graph], quads)
                return AddResult(document.id, Outcome.REPLACED, document.id)
            twin = self._twin(extraction, quads)
            if twin is None:
                self.raw.extend([*quads, _STALE])
                return AddResult(document.id, Outcome.ADDED)
            if not self._says_more(twin, quads):
                return AddResult(document.id, Outcome.UNCHANGED)
            self._swap([NamedNode(iri.graph(twin))], quads)
            return AddResult(document.id, Outcome.REPLACED, twin)

    def add_all(self, extractions: Iterable[Extraction]) -> Iterator[AddResult]:
        """Add many, one transaction each, lazily; the story is left to one :meth:`write_story` at the end."""
        for extraction in extractions:
            yield self.add(extraction)

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
            self._swap([NamedNode(iri.graph(d.id)) for d in found], [])
        return found

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents, by source."""
        rows = self._documents_by(t.kg("documentId"), None)
        return tuple(sorted(rows, key=lambda d: (d.source, d.id)))

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
        found = []
        for quad in self.raw.quads_for_pattern(None, predicate, value, None):
            parts = [self._value(quad.subject, t.kg(p)) or "" for p in ("documentId", "fileName", "source")]
            found.append(StoredDocument(*parts))
        return found

    def _value(self, subject: object, predicate: NamedNode) -> str | None:
        assert isinstance(subject, NamedNode)
        for quad in self.raw.quads_for_pattern(subject, predicate, None, None):
            return str(getattr(quad.object, "value", ""))
        return None

    def _twin(self, extraction: Extraction, quads: list[Quad]) -> str | None:
        """Id of a stored document with the same text that nothing tells apart from this one."""
        digest = next(q.object for q in quads if q.predicate == t.kg("sha256"))
        document = extraction.document
        day = document.published.day.isoformat() if document.published else None
        for quad in self.raw.quads_for_pattern(None, t.kg("sha256"), digest, None):
            article = next(iter(self.raw.quads_for_pattern(quad.subject, t.DERIVED, None, None))).object
            known = (
                (self._value(article, t.schema("url")), document.url),
                (self._value(article, t.kg("outlet")), document.outlet),
                (self._value(article, t.schema("datePublished")), day),
            )
            if not any(old and new and old != new for old, new in known):
                return self._value(article, t.kg("documentId"))
        return None

    def _says_more(self, twin: str, quads: list[Quad]) -> bool:
        """Whether the new document has a date, title, outlet, author or URL that the stored twin lacks."""
        old = NamedNode(iri.article(twin))
        fields = {t.schema(f) for f in ("datePublished", "headline", "author", "url")} | {t.kg("outlet")}
        new = {q.predicate for q in quads} & fields
        return any(self._value(old, p) is None for p in new)

    def record(self, quads: Iterable[Quad]) -> None:
        """Add quads to a graph that is neither an article's nor derived. Leaves the story stale."""
        self._writable()
        with translated(self.path):
            self.raw.extend([*quads, _STALE])

    # -- the story

    @property
    def stale(self) -> bool:
        """Whether articles changed since the story was written."""
        return _STALE in self.raw

    def write_story(self, resolution: Resolution) -> None:
        """Replace the story by the one that the resolution tells.

        A small difference is one transaction. A large one is written in bulk, and the story stays
        marked as stale until it is whole.

        :raises StoreError: the store cannot be written.
        """
        self._writable()
        quads = set(story_quads(self.raw, resolution))
        with translated(self.path):
            before = {q for g in _STORY_GRAPHS for q in self.raw.quads_for_pattern(None, None, None, g)}
            gone, new = before - quads, quads - before
            if len(gone) + len(new) > _BULK:
                self.raw.add(_STALE)
                for graph in _STORY_GRAPHS if len(gone) > _BULK else ():
                    self.raw.remove_graph(graph)
                    gone, new = set(), quads
                self.raw.bulk_extend(new)
                new = set()
            self._change(gone, new)

    def _change(self, gone: set[Quad], new: set[Quad]) -> None:
        """Small differences of the story, and the end of its staleness, in one transaction."""
        parts = [f"DELETE DATA {{ {_block([*gone, _STALE])} }}"]
        if new:
            parts.append(f"INSERT DATA {{ {_block(new)} }}")
        self.raw.update(" ;\n".join(parts))

    def write_ontology(self) -> None:
        """Bring the terms' graph in step with this version's event types."""
        graph, shipped = NamedNode(iri.ONTOLOGY), ontology_quads()
        with translated(self.path):
            if set(self.raw.quads_for_pattern(None, None, None, graph)) != set(shipped):
                self.raw.update(f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ {_block(shipped)} }}")

    def _swap(self, drop: list[NamedNode], quads: list[Quad]) -> None:
        """Drop article graphs and insert quads in one transaction (an update is all or nothing)."""
        parts = [f"DROP SILENT GRAPH {g}" for g in drop]
        parts.append(f"INSERT DATA {{ {_block([*quads, _STALE])} }}")
        self.raw.update(" ;\n".join(parts))

    def _writable(self) -> None:
        if self.read_only:
            raise StoreError("the store was opened for reading only", where=str(self.path))

    def rdflib(self) -> rdflib.Dataset:
        """The store as an rdflib dataset (through oxrdflib), without a copy."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.raw), default_union=True)


def _block(quads: Iterable[Quad]) -> str:
    """Quads as the inside of INSERT DATA, grouped by graph."""
    groups: dict[str, list[str]] = {}
    for q in quads:
        groups.setdefault(str(q.graph_name), []).append(f"{q.subject} {q.predicate} {q.object} .")
    return "\n".join(f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in groups.items())
