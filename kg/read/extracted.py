"""What ``kg extract --with-text`` wrote, read again: JSON Lines, gzipped or not."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator

from kg.contract import from_json
from kg.errors import KgError, ReadError
from kg.model import Extraction
from kg.read.files import find, os_error
from kg.read.raw import Input, refuse
from kg.read.records import lines_of

MAX_BYTES = 500_000_000
"""Bytes of one line; an article of a megabyte takes some twenty."""
_REMEDY = "write it again with `kg extract --with-text`"


def read_extracted(
    paths: Iterable[str], *, on_error: Callable[[KgError], None] | None = None
) -> Iterator[Extraction]:
    """The extractions behind files, folders and ``-``, one at a time, in order.

    :param on_error: told of each line that holds none, with what is wrong with it; without one the first
        raises.
    :raises ReadError: a file cannot be read, or a line holds no extraction, and there is no ``on_error``.
    """
    for item in find(paths):
        for found in [item] if isinstance(item, ReadError) else _inside(item):
            if isinstance(found, Extraction):
                yield found
            elif on_error is None:
                raise found
            else:
                on_error(found)


def _inside(file: Input) -> Iterator[Extraction | ReadError]:
    """Errors come as values, so that one bad line does not end its file."""
    empty = True
    try:
        with file.open() as stream:
            for number, line in enumerate(lines_of(stream, MAX_BYTES), start=1):
                if line.strip():
                    empty = False
                    yield _extraction(f"{file.source}:{number}", line)
        if empty:
            yield refuse(file.source, "is empty", _REMEDY)
    except (EOFError, zlib.error):
        yield refuse(file.source, "is gzipped, but cut off or damaged", _REMEDY)
    except OSError as error:
        yield os_error(file.source, error)


def _extraction(where: str, line: bytes) -> Extraction | ReadError:
    if len(line) > MAX_BYTES:
        return refuse(where, f"the line is longer than {MAX_BYTES:,} bytes", _REMEDY)
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return refuse(where, f"is no JSON ({error})", _REMEDY)
    try:
        return from_json(record)
    except ValueError as error:
        return refuse(where, str(error), _REMEDY)
