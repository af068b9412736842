"""What makes questions fast, in one SQLite file in the store's folder: ``index.sqlite``.

It has parts, each a few tables with a version. Invariants: every row of a part can be had again from the
quads; a part's stamp names the state of the store that its rows belong to (:attr:`kg.graph.Store.stamp`), so
one that is missing, behind or from elsewhere is noticed, and is then left aside by whoever asks and made anew
by whoever writes. A part that can be brought up to date article by article is committed *before* the store
is, and remembers the stamp that it comes from: after a crash in between, the same articles are done again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.database import Database, remove
from kg.errors import StoreError

FILE = "index.sqlite"
_KIND = "kg-index"
_NO_TABLES = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Tables that belong together. Another ``version`` makes them anew."""

    name: str
    version: str
    tables: Mapping[str, str]
    """Name of each table -> the SQL that makes it and its indexes."""


class Damaged(StoreError):
    """The file cannot be read any more. Whoever wanted to write has it made anew when trying again."""


class Sidecar(Database):
    """The file's parts, and which state of the store each of them belongs to.

    :raises Damaged: whatever is asked, where the file turns out not to be what SQLite wrote.
    """

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with _checked(self.path):
            return super().rows(sql, *values)

    def lazily(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with _checked(self.path):
            yield from super().lazily(sql, *values)

    def among(self, sql: str, values: Iterable[str | int]) -> Iterator[tuple[Any, ...]]:
        with _checked(self.path):
            yield from super().among(sql, values)

    def holds(self, part: Part, stamp: str | None) -> bool:
        """Whether the part belongs to the state of that stamp."""
        return bool(stamp) and self._key(part, "stamp") == stamp

    def follows(self, part: Part, stamp: str | None) -> bool:
        """Whether the part belongs to that state, or comes from it and was written before a crash."""
        return bool(stamp) and stamp in (self._key(part, "stamp"), self._key(part, "base"))

    def start(self, part: Part) -> None:
        """Empty the part's tables; they belong to no state, and have no indexes before :meth:`order`, which
        is faster than keeping these up while all rows come."""
        for name, create in part.tables.items():
            self.run(f"DROP TABLE IF EXISTS {name}")
            self.run(create.split(";")[0])
        self._mark(part, "", "")

    def order(self, part: Part) -> None:
        """Make the indexes of the part's tables."""
        for create in part.tables.values():
            for statement in create.split(";")[1:]:
                self.run(statement)

    def mark(self, part: Part, stamp: str, *, base: str | None) -> None:
        """The part's rows belong to the state of that stamp now, and come from ``base``."""
        self._mark(part, stamp, base or "")

    def _mark(self, part: Part, stamp: str, base: str) -> None:
        self.put(part.name, part.version)
        self.put(f"{part.name} stamp", stamp)
        self.put(f"{part.name} base", base)

    def _key(self, part: Part, what: str) -> str | None:
        return self.get(f"{part.name} {what}") if self.get(part.name) == part.version else None


@contextmanager
def writing(path: Path | None, kept: Sidecar | None = None) -> Iterator[Sidecar]:
    """The sidecar to be changed; made where it is missing or cannot be read.

    :param kept: of a store in memory, the one that lives as long as it does.
    :raises StoreError: the file cannot be written.
    """
    if kept is not None:
        kept.begin()
        yield kept
        return
    try:
        sidecar = _open(path)
        try:
            with _checked(path):
                yield sidecar
        finally:
            sidecar.close()
    except Damaged:
        if path:
            remove(path)
        raise
    except sqlite3.Error as error:
        what = f"the index beside the store cannot be kept: {error}"
        raise StoreError(what, where=str(path), remedy="free some space, and run it again") from error


@contextmanager
def _checked(path: Path | None) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        what = "the index beside the store is damaged"
        raise Damaged(what, where=str(path), remedy="run `kg reindex`") from error


def _open(path: Path | None) -> Sidecar:
    try:
        sidecar = Sidecar(path)
        if sidecar.get("kind") == _KIND:
            sidecar.begin()
            return sidecar
    except sqlite3.DatabaseError as error:
        if path is None or isinstance(error, sqlite3.OperationalError):
            raise
        remove(path)
        sidecar = Sidecar(path)
    sidecar.empty(_NO_TABLES)
    sidecar.put("kind", _KIND)
    return sidecar


def in_memory() -> Sidecar:
    """A sidecar of a store that has no folder."""
    return _open(None)


def reading(path: Path) -> Sidecar | None:
    """The sidecar to ask, as it is now; ``None`` where there is none, or it cannot be read."""
    if not path.exists():
        return None
    try:
        sidecar = Sidecar(path, read_only=True)
    except sqlite3.Error:
        return None
    try:
        sidecar.begin()
        if sidecar.get("kind") == _KIND:
            return sidecar
    except sqlite3.Error:
        pass
    sidecar.close()
    return None
