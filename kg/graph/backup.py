"""Copies of a store: taken whole, listed with checksums, and checked before one replaces anything.

A backup is a folder, or a tar file of one, that holds what a store's folder holds, and a list of its files.
Invariants: it never stands at its name half made, and neither does what is restored from it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.caches import caches
from kg.graph.caches import copy as copy_cache
from kg.graph.folder import NAME, RDF, check_whole, is_locked, prepare, told, translated
from kg.graph.opening import open_reader, open_store

MANIFEST = "kg-backup.json"
FORMAT = 1
_KIND = "kg-backup"
_TAR = {".tar": "", ".gz": "gz", ".tgz": "gz"}
_CHUNK = 1 << 20
OnBytes = Callable[[int], None]
"""Told of bytes as they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds. ``made`` is UTC, ISO 8601; ``size`` counts bytes."""

    articles: int
    made: str
    size: int
    files: int


def backup(folder: Path, target: Path, *, on_bytes: OnBytes | None = None) -> Backup:
    """Copy the store to ``target``: a folder that is not there yet, or a file .tar, .tar.gz or .tgz.

    Others may read meanwhile. While another process writes, the copy holds the state at which it began: it is
    then made quad by quad, which takes longer than copying files.

    :raises StoreError: no store there, ``target`` exists or lies in the store, or it cannot be written.
    """
    prepare(folder, create=False)
    check_whole(folder)
    _check_apart(target, folder)
    if target.exists():
        raise StoreError("exists already", where=str(target), remedy="name a new folder or file")
    with translated(target.parent), _draft(target) as draft:
        try:
            _quads(folder, draft)
        except RuntimeError as error:  # of the store, not of the place that it is copied to
            raise told(error, folder) from error
        for cache in caches(folder):
            copy_cache(cache, draft / cache.name)
        shutil.copyfile(folder / NAME, draft / NAME)
        files = {name: _entry(draft / name, on_bytes) for name in _files(draft)}
        with open_store(draft, read_only=True) as copy:
            articles = len(copy.documents())
        made = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = {"kind": _KIND, "format": FORMAT, "made": made, "articles": articles, "files": files}
        _write(draft / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())
        if target.suffix in _TAR:
            _pack(draft, target)
        else:
            os.replace(draft, target)
    return _backup(manifest)


def restore(source: Path, folder: Path, *, force: bool = False, on_bytes: OnBytes | None = None) -> Backup:
    """Put a backup at ``folder``, once each file was compared with its checksum and the copy was opened.

    :param force: take the place of what is there.
    :raises StoreError: no backup or a damaged one; something stands there, or is being written to.
    """
    _check_apart(source, folder)
    occupied = folder.is_file() or (folder.is_dir() and any(folder.iterdir()))
    if occupied and not force:
        raise StoreError(
            "holds something already", where=str(folder), remedy="name another with --store, or give --force"
        )
    if occupied and is_locked(folder):
        raise StoreError("another process is writing to the store", where=str(folder), remedy="stop it first")
    with translated(folder.parent), _draft(folder) as draft, _unpacked(source, draft) as unpacked:
        manifest = read_manifest(unpacked)
        for name, entry in manifest["files"].items():
            _copy(unpacked, draft, name, entry, on_bytes)
        with open_store(draft, read_only=True) as copy:
            held = len(copy.documents())
        if held != manifest["articles"]:
            raise _damaged(source, f"it holds {held} articles, not {manifest['articles']}")
        _swap(draft, folder)
    return _backup(manifest)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The list of a backup's files, checked for its form.

    :raises StoreError: there is none, it cannot be read, or it is of another version.
    """
    file = folder / MANIFEST
    if not file.is_file():
        raise StoreError(
            f"is no backup: it has no {MANIFEST}", where=str(folder), remedy="name one of `kg backup`"
        )
    try:
        manifest: dict[str, Any] = json.loads(file.read_bytes())
        known = (manifest["kind"], manifest["format"]) == (_KIND, FORMAT)
        names = [Path(name) for name in manifest["files"]]
        inside = all(not n.is_absolute() and ".." not in n.parts for n in names)
        whole = inside and isinstance(manifest["articles"], int) and NAME in manifest["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, f"{MANIFEST} cannot be read") from error
    if not known or not whole:
        raise _damaged(folder, f"{MANIFEST} is not of a version that this one reads")
    return manifest


def _check_apart(backup: Path, folder: Path) -> None:
    """:raises StoreError: the backup lies in the store: what is lost with the one is lost with the other."""
    if folder.resolve() in backup.resolve().parents:
        raise StoreError("lies in the store itself", where=str(backup), remedy="name a place outside of it")


def _backup(manifest: dict[str, Any]) -> Backup:
    sizes = [entry["bytes"] for entry in manifest["files"].values()]
    return Backup(articles=manifest["articles"], made=manifest["made"], size=sum(sizes), files=len(sizes))


def _damaged(where: Path, what: str) -> StoreError:
    return StoreError(f"the backup is damaged: {what}", where=str(where), remedy="use another one")


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A hidden folder beside the target, to become it; removed if it does not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.parent / f".{target.name}.{os.getpid()}.part"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _quads(folder: Path, draft: Path) -> None:
    """The database as files, where nobody writes; else the quads that a reader sees.

    A reader's own ``backup`` would leave out what RocksDB holds only in its log.
    """
    if is_locked(folder):
        reader = open_reader(folder / RDF)
        copy = ox.Store(str(draft / RDF))
        copy.bulk_extend(reader.quads_for_pattern(None, None, None, None))
        copy.flush()
    else:
        ox.Store(str(folder / RDF)).backup(str(draft / RDF))


def _files(folder: Path) -> list[str]:
    """Names of the files that make up a store, relative to it."""
    found = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(
        name for name in found if Path(name).name != "LOCK" and not Path(name).name.startswith("LOG")
    )


def _entry(file: Path, on_bytes: OnBytes | None) -> dict[str, Any]:
    """Size and checksum. A file that RocksDB only linked is copied: damage must not reach both."""
    if file.stat().st_nlink > 1:
        copy = file.with_name(f"{file.name}.part")
        shutil.copyfile(file, copy)
        os.replace(copy, file)
    digest, size = sha256(), 0
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if on_bytes:
                on_bytes(len(chunk))
        os.fsync(stream.fileno())
    return {"bytes": size, "sha256": digest.hexdigest()}


def _copy(source: Path, draft: Path, name: str, entry: dict[str, Any], on_bytes: OnBytes | None) -> None:
    """:raises StoreError: the file is missing, or is not the one that was listed."""
    target = draft / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(source / name, target)
    except FileNotFoundError as error:
        raise _damaged(source, f"{name} is missing") from error
    if _entry(target, on_bytes) != entry:
        raise _damaged(source, f"{name} is not the file that was saved")


def _swap(draft: Path, folder: Path) -> None:
    """The draft takes the folder's name. What stood there goes last, or comes back."""
    if not folder.exists():
        os.replace(draft, folder)
        return
    before = draft.with_suffix(".before")
    os.replace(folder, before)
    try:
        os.replace(draft, folder)
    except OSError:
        os.replace(before, folder)
        raise
    if before.is_dir():
        shutil.rmtree(before, ignore_errors=True)
    else:
        before.unlink()


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _pack(folder: Path, target: Path) -> None:
    import tarfile

    packed = folder.with_suffix(".tar")
    mode: Any = f"w:{_TAR[target.suffix]}"
    try:
        with tarfile.open(packed, mode) as tar:
            for name in sorted(_files(folder), key=lambda n: n != MANIFEST):
                tar.add(folder / name, arcname=name)
        os.replace(packed, target)
    finally:
        packed.unlink(missing_ok=True)


@contextmanager
def _unpacked(source: Path, draft: Path) -> Iterator[Path]:
    """The backup as a folder; a tar file is unpacked beside the draft."""
    import tarfile

    if not source.is_file():
        yield source
        return
    with _draft(draft.with_suffix(".unpacked")) as folder:
        try:
            with tarfile.open(source) as tar:
                tar.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, OSError) as error:
            raise _damaged(source, str(error).partition(":\n")[0]) from error
        try:
            yield folder
        except StoreError as error:
            error.where = str(source) if error.where == str(folder) else error.where
            raise
