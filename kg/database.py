"""SQLite files beside the quads: caches, of which every row can be had again from the store.

Sharing of one file: one process writes, readers keep the state at which they began (write-ahead log). What
is not committed is forgotten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

MANY = 500
"""Values in one SQL list."""
_META = "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"


class Database:
    """A connection in one transaction. ``path`` is the file; ``None``: in memory."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self.path, self.read_only = path, read_only
        self._connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self) -> None:
        self._db = _reader(self.path) if self.path and self.read_only else _writer(self.path)

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._db.close()

    def empty(self, tables: str) -> None:
        """Begin a new file with these tables (SQL) and nothing in them."""
        self._db.close()
        if self.path:
            remove(self.path)
        self._connect()
        self._db.executescript(f"{_META};{tables}")
        self._db.execute("BEGIN")

    def begin(self) -> None:
        """Forget what was not committed."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        self._db.execute("BEGIN")

    def keep(self) -> None:
        """Commit, and go on in a new transaction."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def copy_to(self, path: Path) -> None:
        """Write the database as it is now, between two transactions, to a new file."""
        with closing(sqlite3.connect(path)) as new:
            self._db.backup(new)

    # -- rows

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, values).fetchall()

    def lazily(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Rows as they are found; while some are left, nothing may be changed."""
        yield from self._db.execute(sql, values)

    def one(self, sql: str, *values: object) -> Any:
        """First column of the first row, or ``None``."""
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None

    def column(self, sql: str, *values: object) -> list[Any]:
        return [row[0] for row in self._db.execute(sql, values)]

    def run(self, sql: str, *values: object) -> None:
        self._db.execute(sql, values)

    def insert(self, sql: str, *values: object) -> int:
        """Insert a row; its number (``rowid``)."""
        return self._db.execute(sql, values).lastrowid or 0

    def run_all(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._db.executemany(sql, rows)

    def among(self, sql: str, values: Iterable[str | int]) -> Iterator[tuple[Any, ...]]:
        """Rows of a query with ``IN (…)`` written as ``IN ?``, for any number of values."""
        listed = sorted(set(values))
        for at in range(0, len(listed), MANY):
            part = listed[at : at + MANY]
            yield from self._db.execute(sql.replace("IN ?", f"IN ({','.join('?' * len(part))})"), part)

    def get(self, key: str) -> str | None:
        """What :meth:`put` kept under that name."""
        if not self.one("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            return None
        value: str | None = self.one("SELECT value FROM meta WHERE key = ?", key)
        return value

    def put(self, key: str, value: str) -> None:
        self.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)


def _writer(path: Path | None) -> sqlite3.Connection:
    db = _connect(f"file:{quote(str(path.absolute()))}" if path else ":memory:")
    db.execute("PRAGMA cache_size = -65536")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def _connect(where: str) -> sqlite3.Connection:
    """Connections may pass from thread to thread (SQLite itself takes one call at a time)."""
    return sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False)


def _reader(path: Path) -> sqlite3.Connection:
    """On a disk that cannot be written there is no writer either, and the file does not change."""
    where = f"file:{quote(str(path.absolute()))}?mode=ro"
    db = _connect(where)
    try:
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        db.close()
        db = _connect(f"{where}&immutable=1")
    return db


def remove(path: Path) -> None:
    """Delete a database with its log."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
