"""The store's folder: its format file, and disk errors told in the user's words."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError, is_damage

FORMAT = 1
"""Version of the layout of quads. Another version cannot be read; the articles are added again."""
NAME = "kg-store.json"
RDF = "rdf"
DRAFT = f"{NAME}.new"
_LOCKED = ("lock hold", "lock file")
"""RocksDB's words for "this process writes already" and "another one does"."""
_OWN = {DRAFT, RDF}


def prepare(folder: Path, *, create: bool) -> None:
    """Check the folder's format file; with ``create`` make a folder that has none fit for :func:`seal`.

    :raises StoreError: no store, another version, something else's folder, or not writable.
    """
    file = folder / NAME
    if file.is_file():
        _check(file)
        return
    if not create:
        raise StoreError(
            f"no store at {folder}", remedy="run `kg add FILE…` to make one, or name another with --store"
        )
    if folder.is_file() or (folder.is_dir() and any(p.name not in _OWN for p in folder.iterdir())):
        raise StoreError(
            "holds something else than a store", where=str(folder), remedy="name an empty or a new folder"
        )
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)


def seal(folder: Path) -> None:
    """Write the format file, if there is none: from here on the folder is a store.

    Whoever makes one writes it last, so that a folder with it can always be opened.

    :raises StoreError: the folder cannot be written.
    """
    file, draft = folder / NAME, folder / DRAFT
    if file.is_file():
        return
    with translated(folder):
        draft.write_text(json.dumps({"kind": "kg-store", "format": FORMAT}) + "\n", encoding="utf-8")
        os.replace(draft, file)


def _check(file: Path) -> None:
    where, anew = str(file.parent), "restore a backup, add the articles to a new store"
    try:
        found = json.loads(file.read_text(encoding="utf-8")).get("format")
    except (OSError, ValueError, AttributeError) as error:
        remedy = "run `kg doctor`, which can tell whether the rest is whole, and mend it"
        raise StoreError(f"{NAME} cannot be read", where=where, remedy=remedy) from error
    if found != FORMAT:
        raise StoreError(
            f"the store has format {found}, this version reads format {FORMAT}",
            where=where,
            remedy=f"{anew}, or use the version of kg that made it",
        )


@contextmanager
def translated(folder: Path | None) -> Iterator[None]:
    """Turn the operating system's and RocksDB's complaints into a :class:`StoreError` with a remedy."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # RocksDB's complaints of corruption are RuntimeErrors
        raise told(error, folder) from error


def told(error: OSError | RuntimeError, folder: Path | None) -> StoreError:
    """The complaint in the user's words."""
    what, remedy = _told(error)
    return StoreError(what, where=str(folder) if folder else None, remedy=remedy)


def check_whole(folder: Path) -> None:
    """Refuse to open what RocksDB would take for a new database and overwrite: it knows one by its CURRENT.

    :raises StoreError: that file is missing though there is, or was, a database.
    """
    rdf = folder / RDF
    if not (rdf / "CURRENT").exists() and ((folder / NAME).exists() or any(rdf.glob("*.sst"))):
        raise told(RuntimeError(f"Corruption: {rdf / 'CURRENT'} is missing"), folder)


def is_locked(folder: Path) -> bool:
    """Whether a process, this one too, has the store open for writing.

    Opening is the only test that is safe: closing a lock file would let go of a lock that this process holds
    (POSIX, ``fcntl``).
    """
    if not (folder / RDF / "CURRENT").exists():
        return False
    try:
        ox.Store(str(folder / RDF))
    except (OSError, RuntimeError) as error:
        return _says_locked(error)
    return False


def _told(error: OSError | RuntimeError) -> tuple[str, str]:
    """What is wrong, and what to do."""
    words, number = str(error).lower(), getattr(error, "errno", None)
    if is_damage(error):
        return f"the store is damaged ({_first(str(error))})", (
            "run `kg doctor`; put a backup in its place with `kg restore`, or add the articles to a new store"
        )
    if _says_locked(error):
        return "another process is writing to the store", "wait until it is done"
    if number == errno.ENOSPC or "no space left" in words:
        return "the disk is full; nothing of this step was written", "free some space and run it again"
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or "read-only" in words or "denied" in words:
        return "the folder is not writable", "check its permissions or name another"
    return f"the store cannot be used ({_first(str(error))})", "run `kg doctor`"


def _says_locked(error: Exception) -> bool:
    words = str(error).lower()
    return any(sign in words for sign in _LOCKED)


def _first(words: str) -> str:
    """The gist of RocksDB's complaint."""
    return words.partition("  ")[0].rstrip(" .:")
