"""The SQLite files beside the quads, looked at from outside: whoever wrote them can make them anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kg.database import Database

SOUND = "ok"
"""What SQLite says of a file that is well."""


def caches(folder: Path) -> list[Path]:
    """The files in a store's folder."""
    return sorted(folder.glob("*.sqlite"))


def copy(source: Path, target: Path) -> None:
    """The file as it is between two transactions; one that cannot be read is left out."""
    try:
        with Database(source, read_only=True) as db:
            db.copy_to(target)
    except sqlite3.DatabaseError:
        target.unlink(missing_ok=True)


def state(file: Path, *, deep: bool) -> tuple[set[str], str]:
    """The stamps of the stories that its parts belong to, and :data:`SOUND` or what is wrong.

    :param deep: read every page.
    """
    try:
        with Database(file, read_only=True) as db:
            rows = db.rows("SELECT key, value FROM meta")
            told = db.one("PRAGMA integrity_check(1)") if deep else SOUND
    except sqlite3.Error as error:
        return set(), str(error)
    stamps = {value for key, value in rows if key == "stamp" or key.endswith(" stamp")}
    return stamps, " ".join(str(told).split())
