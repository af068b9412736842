"""From the paths a user gives to the files to read: folders, patterns, standard input, gzip."""

from __future__ import annotations

import glob
import gzip
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import ReadError
from kg.read.formats import ONLY_NAMED, READERS
from kg.read.raw import Input, refuse

STDIN = "-"
STORE = "kg-store.json"
"""The file that marks a folder as a store."""
Note = Callable[[str], None]


def find(paths: Iterable[str], on_note: Note | None = None) -> Iterator[Input | ReadError]:
    """The files behind the paths, each once, in the order given; folders sorted by name.

    A path that leads nowhere comes as an error in its place.
    """
    seen: set[str] = set()
    for path in paths:
        for item in _behind(path, on_note):
            if isinstance(item, Input):
                real = os.path.realpath(item.source) if path != STDIN else STDIN
                if real in seen:
                    continue
                seen.add(real)
            yield item


def _behind(path: str, on_note: Note | None) -> Iterator[Input | ReadError]:
    if path == STDIN:
        yield Input("stdin", "", lambda: cast(BinaryIO, getattr(sys.stdin, "buffer", sys.stdin)))
    elif "\0" in path:
        yield refuse(repr(path), "is no file name", "give a path")
    elif os.path.isdir(path):
        yield from _folder(path, on_note)
    elif os.path.lexists(path):
        yield as_input(path)
    elif matches := sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []:
        for match in matches:
            yield from _folder(match, on_note) if os.path.isdir(match) else [as_input(match)]
    else:
        yield _missing(path)


def _folder(path: str, on_note: Note | None) -> Iterator[Input | ReadError]:
    """Files of known formats under a folder. Hidden files and folders are skipped, and so is a store; links
    to folders are not followed."""
    kinds = [kind for kind in READERS if kind not in ONLY_NAMED]
    known, other, denied = 0, set[str](), list[ReadError]()

    def deny(error: OSError) -> None:
        denied.append(os_error(str(error.filename), error))

    for folder, folders, names in os.walk(path, onerror=deny):
        folders[:] = sorted(name for name in folders if _wanted(folder, name))
        yield from denied
        known += len(denied)
        denied.clear()
        for name in sorted(name for name in names if not name.startswith(".")):
            if suffix(name) in kinds:
                known += 1
                yield as_input(os.path.join(folder, name))
            else:
                other.add(os.path.splitext(name)[1].lower() or name)
    yield from denied
    formats = ", ".join(kinds)
    if not known and not denied:
        yield refuse(path, "holds no articles", f"give a folder with files of these kinds: {formats}")
    elif other and on_note:
        left = ", ".join(sorted(other)[:8])
        on_note(f"{path}: files of other kinds were left out ({left}); read are {formats}")


def _wanted(folder: str, name: str) -> bool:
    """Neither hidden nor a store: ``kg add .`` reads the articles beside ``./kg.db``, not what it holds."""
    return not name.startswith(".") and not os.path.exists(os.path.join(folder, name, STORE))


def as_input(path: str) -> Input:
    """A file, pipe or device that exists."""
    return Input(posix(path), suffix(path), lambda: _open(path))


def suffix(path: str) -> str:
    """``.jsonl`` of ``news.JSONL.gz``."""
    stem = path[:-3] if path.lower().endswith(".gz") else path
    return os.path.splitext(stem)[1].lower()


def posix(path: str) -> str:
    """With forward slashes; relative to the current folder where it lies under it."""
    if os.path.isabs(path):
        try:
            return Path(path).relative_to(Path.cwd()).as_posix()
        except ValueError:
            return Path(path).as_posix()
    return Path(os.path.normpath(path)).as_posix()


def _open(path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return open(path, "rb")


def os_error(where: str, error: OSError) -> ReadError:
    """What the operating system said, in our words."""
    if isinstance(error, gzip.BadGzipFile):
        return refuse(where, "is not gzipped, though its name ends in .gz", "rename it")
    if isinstance(error, FileNotFoundError):
        return refuse(where, "leads to no file", "mend or remove the link")
    if isinstance(error, PermissionError):
        return refuse(where, "may not be read (permission denied)", "change its permissions: `chmod u+r`")
    return refuse(where, f"cannot be read ({error.strerror or error})", "check the disk and the path")


def _missing(path: str) -> ReadError:
    from difflib import get_close_matches

    if path.startswith(("http://", "https://")):
        return refuse(path, "is a web address, not a file", "save the page first, e.g. with `curl -O`")
    if glob.has_magic(path):
        return refuse(path, "matches no file", "check the pattern")
    folder, name = os.path.split(path)
    try:
        near = get_close_matches(name, os.listdir(folder or "."), n=1)
    except OSError:
        return refuse(path, "does not exist", "check the path")
    remedy = f"did you mean {os.path.join(folder, near[0])}?" if near else "check the path"
    return refuse(path, "does not exist", remedy)
