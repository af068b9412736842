"""The store's folder: its format file, and disk errors told in the user's words."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

FORMAT = 1
"""Version of the layout of quads. Another version cannot be read; the articles are added again."""
NAME = "kg-store.json"
DRAFT = f"{NAME}.new"
_OWN = {DRAFT, "rdf"}


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
    where, anew = str(file.parent), "add the articles to a new store"
    try:
        found = json.loads(file.read_text(encoding="utf-8")).get("format")
    except (OSError, ValueError, AttributeError) as error:
        raise StoreError(f"{NAME} cannot be read", where=where, remedy=anew) from error
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


def _told(error: OSError | RuntimeError) -> tuple[str, str]:
    """What is wrong, and what to do."""
    words, number = str(error).lower(), getattr(error, "errno", None)
    if "lock" in words:
        return "another process is writing to the store", "wait until it is done"
    if number == errno.ENOSPC or "no space left" in words:
        return "the disk is full; nothing of this step was written", "free some space and run it again"
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or "read-only" in words or "denied" in words:
        return "the folder is not writable", "check its permissions or name another"
    return f"the store cannot be used: {error}", "run `kg verify`, or add the articles to a new store"
