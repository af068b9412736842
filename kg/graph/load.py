"""A store made of what :func:`kg.graph.export` wrote: all of it, or nothing.

The quads are loaded into a folder beside the new store's, looked through, and only then moved to its place.
Whoever is interrupted leaves that folder behind, and the next one clears it away.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg import iri
from kg.errors import ReadError, StoreError
from kg.graph import terms as t
from kg.graph.folder import FORMAT, prepare, seal, translated
from kg.graph.index.reindex import reindex
from kg.graph.marks import META, NOTES
from kg.graph.ontology import ONTOLOGY_NODE
from kg.graph.opening import open_store
from kg.graph.store import Store
from kg.model import Changes, Resolution
from kg.quads import near

FORMATS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
"""Endings of the files that keep one graph an article."""
_OTHERS = {iri.STORY, iri.DECISIONS, iri.CORRECTIONS, iri.ONTOLOGY, iri.META}


def load(
    folder: Path | str,
    file: Path | BinaryIO,
    *,
    format: str | None = None,
    on_bytes: Callable[[int], None] | None = None,
    on_indexed: Callable[[int, int], None] | None = None,
) -> int:
    """Make a store of an export, with all that makes it fast, and return the number of its articles.

    :param format: ``nq``, ``trig`` or ``jsonld``; ``None``: as the file's name ends, but for ``.gz``.
    :param on_bytes: told how many more bytes of the file were read. Without it the engine reads the file by
        itself, which is 2 % faster.
    :param on_indexed: told how many of how many articles are in the index, first of none.
    :raises StoreError: there is a store with articles already, or the folder cannot be written.
    :raises ReadError: the file cannot be read, does not parse, or is no export of this format.
    """
    folder = Path(folder)
    form = _format(file, format)
    _check_free(folder)
    draft = folder.with_name(f".{folder.name}.loading")
    _clear(draft)
    try:
        prepare(draft, create=True)
        number = _fill(draft, file, form, on_bytes, on_indexed)
        with translated(folder):
            if folder.exists():
                shutil.rmtree(folder)
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return number


def _format(file: Path | BinaryIO, format: str | None) -> ox.RdfFormat:
    name = str(getattr(file, "name", file))
    ending = format or name.removesuffix(".gz").rpartition(".")[2].lower().replace("nquads", "nq")
    if ending not in FORMATS:
        remedy = "load what `kg export` writes as nquads, trig or jsonld, and name it so: .nq, .trig, .jsonld"
        raise ReadError("a format without one graph an article, or unknown", where=name, remedy=remedy)
    return FORMATS[ending]


def _check_free(folder: Path) -> None:
    """:raises StoreError: something is there that would be lost."""
    if not folder.exists():
        return
    with open_store(folder, create=True) as store:
        if next(store.document_ids(), None) is not None or len(store.raw) > _empty_size():
            remedy = "name a new store with --store, or add the articles themselves with `kg add`"
            raise StoreError("the store holds something already", where=str(folder), remedy=remedy)


def _empty_size() -> int:
    with open_store(None) as store:
        return len(store.raw)


def _clear(draft: Path) -> None:
    """Take away what somebody left who was interrupted.

    :raises StoreError: somebody is at it now.
    """
    if (draft / "rdf").is_dir():
        with translated(draft):
            raw = ox.Store(str(draft / "rdf"))
            del raw
    shutil.rmtree(draft, ignore_errors=True)


def _fill(
    draft: Path,
    file: Path | BinaryIO,
    form: ox.RdfFormat,
    on_bytes: Callable[[int], None] | None,
    on_indexed: Callable[[int, int], None] | None,
) -> int:
    with translated(draft):
        raw = ox.Store(str(draft / "rdf"))
        name = str(getattr(file, "name", file))
        with _opened(file, on_bytes) as source:
            try:
                raw.bulk_load(**source, format=form)
            except (SyntaxError, ValueError) as error:
                remedy = "load what `kg export` wrote, whole"
                raise ReadError(f"does not parse: {error}", where=name, remedy=remedy) from error
        number = _check(raw, name)
        store = Store(raw, draft, read_only=False)
        del raw
    with store:
        store.write_ontology()
        if not store.stale:
            store.write_changes(Changes(resolution=Resolution()), stamp=token_hex(8), whole=False)
        with translated(draft), ThreadPoolExecutor(1) as beside:
            tidied = beside.submit(near(store.raw).optimize)
            reindex(store, on_done=_counting(number, on_indexed))
            tidied.result()
    seal(draft)
    return number


def _counting(total: int, on_indexed: Callable[[int, int], None] | None) -> Callable[[int], None] | None:
    if on_indexed is None:
        return None
    done, tell = 0, on_indexed
    tell(0, total)

    def step(number: int) -> None:
        nonlocal done
        done += number
        tell(done, total)

    return step


class _Counted:
    """A stream that tells how much of it was read."""

    def __init__(self, stream: BinaryIO, on_bytes: Callable[[int], None]) -> None:
        self._stream, self._on_bytes = stream, on_bytes

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._on_bytes(len(data))
        return data


@contextmanager
def _opened(file: Path | BinaryIO, on_bytes: Callable[[int], None] | None) -> Iterator[dict[str, Any]]:
    """Where the engine reads from: a file by itself, which is faster, or a stream, gunzipped if it is gzipped
    (RFC 1952 begins with 1F 8B)."""
    try:
        with file.open("rb") if isinstance(file, Path) else nullcontext(file) as plain:
            packed = hasattr(plain, "peek") and plain.peek(2)[:2] == b"\x1f\x8b"
            stream: Any = _Counted(plain, on_bytes) if on_bytes else plain
            if packed:
                with gzip.open(stream) as unpacked:
                    yield {"input": unpacked}
            elif isinstance(file, Path) and file.is_file() and not on_bytes:
                yield {"path": str(file)}
            else:  # a pipe can be read once
                yield {"input": stream}
    except (gzip.BadGzipFile, EOFError, FileNotFoundError, IsADirectoryError, PermissionError) as error:
        what = getattr(error, "strerror", None) or error
        raise ReadError(
            f"cannot be read: {what}", where=str(file), remedy="name a file that is whole"
        ) from error


def _check(raw: ox.Store, name: str) -> int:
    """Number of articles.

    :raises ReadError: it is no export, of another format, or has a graph that is no article's.
    """
    remedy = "load what `kg export --format nquads` wrote"
    found = raw.quads_for_pattern(ONTOLOGY_NODE, t.VERSION, None, NamedNode(iri.ONTOLOGY))
    versions = {str(getattr(q.object, "value", "")) for q in found}
    known = next(iter(raw.quads_for_pattern(ONTOLOGY_NODE, t.A, None, None)), None)
    if known is None:
        raise ReadError("is no export of a store", where=name, remedy=remedy)
    if versions - {str(FORMAT)}:
        listed = ", ".join(sorted(versions))
        raise ReadError(
            f"is an export of format {listed}, this version reads format {FORMAT}",
            where=name,
            remedy="use the version of kg that wrote it, or add the articles again",
        )
    if next(iter(raw.quads_for_pattern(None, None, None, ox.DefaultGraph())), None) is not None:
        raise ReadError("has triples outside of all graphs", where=name, remedy=remedy)
    notes = raw.quads_for_pattern(None, None, None, META)
    if any(q.predicate not in NOTES for q in notes):
        raise ReadError("holds what a store notes on itself", where=name, remedy=remedy)
    graphs = [g for g in raw.named_graphs() if getattr(g, "value", "") not in _OTHERS]
    for graph in graphs:
        _check_article(raw, graph, name)
    return len(graphs)


def _check_article(raw: ox.Store, graph: NamedNode | ox.BlankNode, name: str) -> None:
    ids = [q.object for q in raw.quads_for_pattern(None, t.kg("documentId"), None, graph)]
    same = len(ids) == 1 and NamedNode(iri.graph(str(getattr(ids[0], "value", "")))) == graph
    if not same or next(iter(raw.quads_for_pattern(None, t.VALUE, None, graph)), None) is None:
        remedy = "load what `kg export` wrote, unchanged"
        raise ReadError(f"the graph {graph} is no article's", where=name, remedy=remedy)
