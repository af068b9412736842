"""The one table of formats: a suffix and the function that reads it.

To add a format, write its reader in a module of its own and name it here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from kg.errors import ReadError
from kg.read.decode import decode
from kg.read.html import raw_html, read_html
from kg.read.options import ReadOptions
from kg.read.raw import Input, Raw, Reader
from kg.read.records import from_value, read_json, read_jsonl
from kg.read.tables import read_table
from kg.read.text import raw_text, read_markdown, read_text, slurp


def read_stream(file: Input, options: ReadOptions) -> Iterator[Raw | ReadError]:
    """A stream has no suffix: JSON Lines, JSON, HTML, or text with or without front matter."""
    with file.open() as stream:
        head = _opening(stream, options.max_bytes)
        if _is_object(head):
            whole = Input(file.source, ".jsonl", lambda: _Joined(head, stream))
            yield from read_jsonl(whole, options)
            return
        data = head + stream.read(options.max_bytes + 1)
    yield from _sniffed(Input(file.source, "", lambda: BytesIO(data)), options)


def _opening(stream: BinaryIO, limit: int) -> bytes:
    """The first line that is not blank, and the blank ones before it."""
    lines, size = [stream.readline(limit + 1)], 0
    while lines[-1] and not lines[-1].strip():
        size += len(lines[-1])
        if size > limit:
            break
        lines.append(stream.readline(limit + 1))
    return b"".join(lines)


class _Joined(BytesIO):
    """A first line that was already read, and the stream that goes on from there."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(head)
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        return super().readline(limit) or self._rest.readline(limit)


def _sniffed(file: Input, options: ReadOptions) -> Iterator[Raw | ReadError]:
    text, notes = decode(slurp(file, options), file.source, options.encoding)
    start = text[:2000].lstrip().lower()
    if start.startswith(("{", "[")):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            yield from from_value(file.source, value, options, notes)
            return
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<?xml")) or "<html" in start:
        yield raw_html(file.source, text, notes)
        return
    yield raw_text(file.source, text, options, notes=notes)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_table,
    ".tsv": read_table,
}
"""Suffix (lower case; ``.gz`` after it is taken off first) -> reader."""


ONLY_NAMED = frozenset({".csv", ".tsv"})
"""Read where they are named, but left out of a folder: tables beside articles mostly tell of them."""


def reader_for(suffix: str) -> Reader:
    """The reader of a suffix; streams and files with another suffix are read by what they hold."""
    return READERS.get(suffix, read_stream)
