"""Plain text and Markdown, either with front matter between two ``---`` lines.

Invariant: the text is the decoded file, or what follows the front matter, unchanged to the last
line end: offsets count in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import ReadError
from kg.read.decode import decode
from kg.read.fields import Record
from kg.read.options import ReadOptions
from kg.read.raw import Input, Raw, refuse

_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)")
_ENTRY = re.compile(r"([A-Za-z][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_MAX_FRONT = 200
"""Lines that front matter may have; beyond that a ``---`` line is a rule in a long text."""
_HEADING = re.compile(r"\s*#[ \t]+([^\n]+)")


def slurp(file: Input, options: ReadOptions) -> bytes:
    """All bytes of a file.

    :raises ReadError: empty, or larger than ``options.max_bytes``.
    """
    with file.open() as stream:
        data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        what = f"is larger than {options.max_bytes:,} bytes"
        raise refuse(file.source, what, "split it into single articles")
    if not data.strip():
        raise refuse(file.source, "is empty", "leave it out, or fetch it again")
    return data


def read_text(file: Input, options: ReadOptions) -> Iterator[Raw | ReadError]:
    text, notes = decode(slurp(file, options), file.source, options.encoding)
    yield raw_text(file.source, text, options, notes=notes)


def read_markdown(file: Input, options: ReadOptions) -> Iterator[Raw | ReadError]:
    text, notes = decode(slurp(file, options), file.source, options.encoding)
    yield raw_text(file.source, text, options, notes=notes, markup="markdown")


def raw_text(
    source: str,
    text: str,
    options: ReadOptions,
    *,
    notes: tuple[str, ...] = (),
    markup: str | None = None,
) -> Raw:
    """Front matter, if there is any, taken off and understood."""
    values, body = split_front(text)
    record = Record(values, {**options.fields, "text": "\0"})
    outlet, url = record.string("outlet"), record.string("url")
    if outlet and outlet.startswith(("http://", "https://")):
        outlet, url = None, url or outlet
    heading = _HEADING.match(body) if markup else None
    return Raw(
        source=source,
        where=source,
        text=body,
        title=record.string("title") or (heading[1].strip(" #\r") if heading else None),
        outlet=outlet,
        url=url,
        author=record.string("author"),
        dates=record.dates(),
        markup=markup,
        notes=notes,
    )


def split_front(text: str) -> tuple[Mapping[str, Any], str]:
    """Front matter's entries and the text that follows it.

    Only ``key: value`` lines, indented continuations, ``- item`` lists and comments make front
    matter; anything else between the fences is the article, and nothing is taken off.
    """
    opening = _FENCE.match(text)
    if not opening or not text.startswith("---"):
        return {}, text
    values: dict[str, Any] = {}
    key, at = "", opening.end()
    for _ in range(_MAX_FRONT):
        if values and (closing := _FENCE.match(text, at)):
            return values, text[closing.end() :]
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)].rstrip("\r")
        if end < 0:
            break
        at = end + 1
        if entry := _ENTRY.match(line):
            key = entry[1]
            values[key] = _value(entry[2] or "")
        elif line.strip() and not line.lstrip().startswith("#") and not _continues(line, values, key):
            break
    return {}, text


def _continues(line: str, values: dict[str, Any], key: str) -> bool:
    item = line.strip()
    if not key:
        return False
    if item.startswith("- "):
        before = values[key] if isinstance(values[key], list) else []
        values[key] = [*before, _unquote(item[2:])]
        return True
    if line[0] in " \t" and isinstance(values[key], str):
        values[key] = f"{values[key]} {_unquote(item)}".strip(" >|")
        return True
    return False


def _value(text: str) -> Any:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_unquote(part) for part in text[1:-1].split(",") if part.strip()]
    return _unquote(text)


def _unquote(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].replace('\\"', '"').replace("''", "'")
    return text
