"""JSON: one object, an array of them, an object around an array, or one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from kg.errors import ReadError
from kg.read.decode import decode
from kg.read.fields import Record, clean
from kg.read.html import looks_like_tags, untag
from kg.read.options import ReadOptions
from kg.read.raw import Input, Raw, refuse
from kg.read.text import slurp

_WRAPPERS = (
    "articles",
    "results",
    "items",
    "documents",
    "docs",
    "stories",
    "news",
    "entries",
    "data",
    "hits",
    "response",
)
_KEY = re.compile(r"[\w.:@-]{1,80}")
_CUT_OFF = re.compile(r"\[\+\d+ chars\]\s*$")
"""NewsAPI ends ``content`` like this where it leaves the rest out."""


def read_json(file: Input, options: ReadOptions) -> Iterator[Raw | ReadError]:
    """A ``.json`` file; one that holds an object a line is taken as JSON Lines."""
    text, notes = decode(slurp(file, options), file.source, options.encoding)
    try:
        value = _loads(text)
    except ValueError as error:
        lines = text.splitlines()
        if len(lines) > 1 and _is_object(next(line for line in lines if line.strip())):
            yield from from_lines(file, (line.encode("utf-8") for line in lines), options)
            return
        remedy = "mend it, or name the file .jsonl if each line is one article"
        raise refuse(file.source, f"is no JSON ({error})", remedy) from error
    yield from from_value(file.source, value, options, notes)


def read_jsonl(file: Input, options: ReadOptions) -> Iterator[Raw | ReadError]:
    """A ``.jsonl`` file, a line at a time, so that its size does not matter."""
    with file.open() as stream:
        head = stream.readline(options.max_bytes + 1)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            text, _ = decode(head + stream.read(options.max_bytes), file.source, options.encoding)
            yield from from_lines(file, (line.encode("utf-8") for line in text.split("\n")), options)
        elif head.lstrip().startswith(b"[") or head.strip() == b"{":
            yield from read_json(file, options)
        else:
            yield from from_lines(file, _with(head, stream, options.max_bytes), options)


def lines_of(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Lines of at most ``limit + 1`` bytes; the rest of a longer one is skipped."""
    yield from _with(stream.readline(limit + 1), stream, limit)


def _with(head: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """:func:`lines_of`, the first of which was read."""
    line = head
    while line:
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
            if not line:
                return
        line = stream.readline(limit + 1)


def from_lines(file: Input, lines: Iterable[bytes], options: ReadOptions) -> Iterator[Raw | ReadError]:
    """One object a line; a bad line is an error of its own and the others go on."""
    names, empty = Names(file.source), True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        empty = False
        where = f"{file.source}:{number}"
        try:
            if len(line) > options.max_bytes:
                what = f"the line is longer than {options.max_bytes:,} bytes"
                raise refuse(where, what, "split it into single articles")
            text, notes = decode(line, where, options.encoding)
            yield raw_record(names, _parsed(where, text), options, where=where, number=number, notes=notes)
        except ReadError as error:
            yield error
    if empty:
        raise refuse(file.source, "is empty", "leave it out, or fetch it again")


def from_value(
    source: str, value: Any, options: ReadOptions, notes: tuple[str, ...]
) -> Iterator[Raw | ReadError]:
    """The articles of one JSON value."""
    records = _records(value, options)
    if isinstance(value, Mapping) and records is None:
        yield raw_record(None, value, options, where=source, number=0, notes=notes)
        return
    if not records:
        raise refuse(source, "holds no articles", "give an object with a text field, or an array of them")
    names = Names(source)
    for number, record in enumerate(records):
        where = f"{source}#{number}"
        try:
            yield raw_record(names, record, options, where=where, number=number, notes=notes)
        except ReadError as error:
            yield error


def _records(value: Any, options: ReadOptions) -> list[Any] | None:
    """The array of articles in a value; ``None`` where the value is itself the article."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or Record(value, options.fields).text():
        return None
    for key in _WRAPPERS:
        inner = value.get(key)
        if isinstance(inner, list) and any(isinstance(v, Mapping) for v in inner):
            return inner
        if isinstance(inner, Mapping) and (found := _records(inner, options)) is not None:
            return found
    return None


class Names:
    """Sources of the articles of one file, ``path#key``, no two alike."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._seen: set[str] = set()

    def name(self, key: str | None, number: int) -> str:
        if key is None or not _KEY.fullmatch(key):
            key = str(number)
        if key in self._seen:
            key = f"{key}-{number}"
        self._seen.add(key)
        return f"{self._path}#{key}"


def raw_record(
    names: Names | None,
    value: Any,
    options: ReadOptions,
    *,
    where: str,
    number: int,
    notes: tuple[str, ...],
) -> Raw:
    """One record; its key is its id or, without one, its line (from 1) or place (from 0)."""
    if not isinstance(value, Mapping):
        raise refuse(where, "is no JSON object", "give one object an article")
    record = Record(value, options.fields)
    text = record.text()
    if text is None:
        seen = ", ".join(sorted(str(k) for k in value)[:20]) or "none"
        what = f"has no text in any field known for it (fields here: {clean(seen)})"
        raise refuse(where, what, "name the one that holds it with --field text=NAME")
    outlet, url = record.string("outlet"), record.string("url")
    if looks_like_tags(text):
        text, notes = untag(text), (*notes, "markup was taken out of the text")
    if _CUT_OFF.search(text):
        notes = (*notes, "the text is cut off by the service it came from")
    return Raw(
        source=names.name(record.string("id"), number) if names else where,
        where=where,
        text=clean(text),
        title=record.string("title"),
        outlet=outlet,
        url=url,
        author=record.string("author"),
        dates=record.dates(),
        notes=notes,
    )


def _loads(text: str) -> Any:
    """:raises ValueError: no JSON, or nested too deeply."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _is_object(line: str) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except ValueError:
        return False


def _parsed(where: str, text: str) -> Any:
    try:
        return _loads(text)
    except ValueError as error:
        raise refuse(where, f"the line is no JSON ({error})", "mend or drop this line") from error
