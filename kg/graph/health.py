"""What state a store is in, and what mends it: the store's part of ``kg doctor``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.database import remove
from kg.errors import KgError, StoreError
from kg.graph.caches import SOUND, caches, state
from kg.graph.folder import DRAFT, NAME, RDF, is_locked, prepare, seal, translated
from kg.graph.index.reindex import is_indexed
from kg.graph.opening import open_store
from kg.graph.store import Store
from kg.quads import near
from kg.sidecar import FILE

SPACE = 200 << 20
"""Bytes of free space below which a large batch may not end well."""
_RESTORE = "kg restore BACKUP --force"
_MEND = "kg doctor --mend"


class State(StrEnum):
    GOOD = "good"
    NOTE = "note"
    """Nothing is wrong, but it is worth knowing."""
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: State
    told: str
    remedy: str | None = None
    """The command that mends it."""


def examine(folder: Path, *, deep: bool = False) -> Iterator[Finding]:
    """Look at a store without changing it. What one finding rests on comes before it.

    :param deep: also read every quad in every order it is kept in, and every page of the files beside.
    """
    if not folder.exists():
        yield Finding("store", State.NOTE, f"none at {folder} yet", "kg add FILE…")
        return
    yield from _space(folder)
    yield from _leftovers(folder)
    try:
        prepare(folder, create=False)
    except StoreError as error:
        mend = _format_is_lost(folder) and can_be_sealed(folder)
        yield Finding("format", State.BAD, error.what, _MEND if mend else _RESTORE)
        return
    yield Finding("format", State.GOOD, f"{NAME} is of the version that this kg reads")
    writer = is_locked(folder)
    told = "another process is writing to the store" if writer else "nobody is writing to the store"
    yield Finding("lock", State.NOTE if writer else State.GOOD, told)
    try:
        with open_store(folder, read_only=True) as store:
            yield from _opened(store, folder, writer, deep=deep)
    except KgError as error:
        yield Finding("quads", State.BAD, error.what, _RESTORE)


def can_be_sealed(folder: Path) -> bool:
    """Whether the folder holds a store that lacks nothing but a format file that can be read: its quads are
    those of this version, to judge by the articles."""
    try:
        raw = ox.Store.read_only(str(folder / RDF))
    except (OSError, RuntimeError):
        return False
    return ox.NamedNode(iri.ONTOLOGY) in list(raw.named_graphs())


def mend_files(folder: Path) -> list[str]:
    """Write a format file that cannot be read anew, and remove caches that cannot be; what was done.

    :raises StoreError: the folder cannot be written, or somebody writes to the store.
    """
    done = []
    if is_locked(folder):
        raise StoreError("another process is writing to the store", where=str(folder), remedy="wait for it")
    with translated(folder):
        if _format_is_lost(folder) and can_be_sealed(folder):
            (folder / NAME).unlink(missing_ok=True)
            seal(folder)
            done.append(f"{NAME} written anew")
        for cache in caches(folder):
            if state(cache, deep=True)[1] != SOUND:
                remove(cache)
                done.append(f"{cache.name} removed; it is made anew")
    return done


def _format_is_lost(folder: Path) -> bool:
    """Whether the format file is garbled; one of another version is not."""
    try:
        prepare(folder, create=False)
    except StoreError as error:
        return isinstance(error.__cause__, ValueError | AttributeError) or not (folder / NAME).exists()
    return False


def _opened(store: Store, folder: Path, writer: bool, *, deep: bool) -> Iterator[Finding]:
    with translated(folder):
        yield Finding("quads", State.GOOD, f"{len(store.documents()):,} articles, {len(store.raw):,} quads")
        if deep:
            yield _orders(near(store.raw))
    if store.stale:
        remedy = None if writer else _MEND
        changed = len(store.changed_documents)
        told = f"behind: {changed:,} articles changed since it was told"
        yield Finding("story", State.NOTE if writer else State.BAD, told, remedy)
    else:
        yield Finding("story", State.GOOD, "told of all articles")
    for cache in caches(folder):
        yield _cache(cache, store, deep=deep)


def _orders(raw: ox.Store) -> Finding:
    """RocksDB keeps a quad in six orders, each in files of its own that only some questions read; reading one
    checks its checksums, and all must hold the same number.

    :raises RuntimeError: a checksum is wrong.
    """
    total, subjects, predicates, objects, pairs, ends = 0, set(), set(), set(), set(), set()
    for quad in raw:
        total += 1
        subjects.add(quad.subject)
        predicates.add(quad.predicate)
        objects.add(quad.object)
        pairs.add((quad.graph_name, quad.predicate))
        ends.add((quad.graph_name, quad.object))
    found = {
        "subject": sum(_count(raw, subject=s) for s in subjects),
        "predicate": sum(_count(raw, predicate=p) for p in predicates),
        "object": sum(_count(raw, obj=o) for o in objects),
        "graph": sum(_count(raw, graph=g) for g in raw.named_graphs()),
        "graph and predicate": sum(_count(raw, predicate=p, graph=g) for g, p in pairs),
        "graph and object": sum(_count(raw, obj=o, graph=g) for g, o in ends),
    }
    odd = [f"{number:,} by {order}" for order, number in found.items() if number != total]
    if odd:
        return Finding("orders", State.BAD, f"{total:,} quads, but {', '.join(odd)}", _RESTORE)
    return Finding("orders", State.GOOD, f"the same {total:,} quads in every order")


def _count(
    raw: ox.Store,
    subject: ox.NamedNode | ox.BlankNode | None = None,
    predicate: ox.NamedNode | None = None,
    obj: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None = None,
    graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph | None = None,
) -> int:
    """Compares objects once more: pyoxigraph 0.5 on disk also gives quads with the next 255 numbers for an
    integer whose last byte is 255."""
    found = raw.quads_for_pattern(subject, predicate, obj, graph)
    return sum(1 for q in found if obj is None or q.object == obj)


def _cache(file: Path, store: Store, *, deep: bool) -> Finding:
    """Each part of a file beside the quads names the story that it belongs to."""
    stamps, found = state(file, deep=deep)
    if found != SOUND:
        return Finding(file.name, State.BAD, f"is damaged ({found})", _MEND)
    if file.name == FILE and not store.stale and not is_indexed(store):
        told = "lacks the words or the list of facts; questions are answered without, and slowly"
        return Finding(file.name, State.NOTE, told, "kg reindex")
    if stamps <= {store.stamp}:
        return Finding(file.name, State.GOOD, "in step with the store")
    return Finding(file.name, State.NOTE, "behind the store; the next change brings it up to date")


def _space(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    told = f"the store takes {size / 1e6:,.1f} MB, {free / 1e6:,.0f} MB are free"
    low = free < SPACE
    yield Finding("disk", State.BAD if low else State.GOOD, told, "free some space" if low else None)


def leftovers(folder: Path) -> list[Path]:
    """Drafts in and beside the folder, of runs that were ended by force or still go on."""
    inside = [folder / DRAFT] if (folder / DRAFT).exists() else []
    beside = folder.absolute().parent.glob(f".{folder.absolute().name}.*")
    return [*inside, *sorted(p for p in beside if p.suffix in (".part", ".before", ".unpacked", ".tar"))]


def _leftovers(folder: Path) -> Iterator[Finding]:
    if found := leftovers(folder):
        told = f"left over from a run that was ended: {', '.join(str(p) for p in found)}"
        yield Finding("leftovers", State.NOTE, told, "remove them, unless a backup or restore is running")
