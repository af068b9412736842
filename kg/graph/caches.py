"""The SQLite files beside the quads, looked at from outside: whoever wrote them can make them anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

SOUND = "ok"
"""What SQLite says of a file that is well."""


def caches(folder: Path) -> list[Path]:
    """The files in a store's folder."""
    return sorted(folder.glob("*.sqlite"))


def copy(source: Path, target: Path) -> None:
    """The file as it is between two transactions; one that cannot be read is left out."""
    try:
        with _reading(source) as db, closing(sqlite3.connect(target)) as new:
            db.backup(new)
    except sqlite3.DatabaseError:
        target.unlink(missing_ok=True)


def remove(file: Path) -> None:
    """Delete one with its log."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)


def state(file: Path, *, deep: bool) -> tuple[set[str], str]:
    """The stamps of the stories that its parts belong to, and :data:`SOUND` or what is wrong.

    :param deep: read every page.
    """
    try:
        with _reading(file) as db:
            rows = db.execute("SELECT key, value FROM meta").fetchall()
            told = db.execute("PRAGMA integrity_check(1)").fetchone()[0] if deep else SOUND
    except sqlite3.Error as error:
        return set(), str(error)
    stamps = {value for key, value in rows if key == "stamp" or key.endswith(" stamp")}
    return stamps, " ".join(str(told).split())


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    """On a disk that cannot be written there is no writer either, and the file does not change."""
    where = f"file:{quote(str(file.absolute()))}?mode=ro"
    with closing(sqlite3.connect(where, uri=True)) as db:
        try:
            db.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            with closing(sqlite3.connect(f"{where}&immutable=1", uri=True)) as unchanging:
                yield unchanging
            return
        yield db
