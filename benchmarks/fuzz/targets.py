"""What is fuzzed: bytes in, and an assertion for everything that must hold of what comes out.

A target takes any bytes at all. It raises ``AssertionError`` where an invariant breaks; every other
exception that leaves it is a crash of the program.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from kg.annotate.parser import paragraphs, prepare
from kg.annotate.quotes import quotes_in
from kg.annotate.times import find_times
from kg.errors import ReadError
from kg.model import Document, Parse, Sentence, Token
from kg.read import READERS, read
from kg.read.dates import is_future, parse_day

SUFFIXES = (*sorted(READERS), "", ".txt.gz", ".jsonl.gz", ".unknown")
_FIRST = date(1000, 1, 1)
_DAYS = 8000 * 365
_WORDS = {"said": "VBD", "met": "VBD", "will": "MD", "in": "IN", "on": "IN", "since": "IN", "the": "DT"}
"""Tags that the readers of dates look at; all else is a noun, or a number."""


@dataclass(frozen=True, slots=True)
class Target:
    """``prefix`` is the number of leading bytes that choose how the rest is read; ``tokens`` are what a
    mutation should know of."""

    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    tokens: tuple[bytes, ...]
    prefix: int = 0


def check_reader(data: bytes) -> None:
    """The first byte chooses the suffix, the rest is the file."""
    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"
    path = _folder() / f"article{suffix}"
    path.write_bytes(data[1:])
    for document in read([str(path)], on_error=_check_error):
        text = document.text
        assert text.strip(), "a document without words"
        text.encode("utf-8")
        for start, end in (*document.boilerplate, *([document.title_span] if document.title_span else [])):
            assert 0 <= start < end <= len(text), f"span {start}-{end} of {len(text)}"
        assert document.published is None or not is_future(document.published.day)


def _check_error(error: object) -> None:
    """Errors are not kept: the garbage collector's time for their frames would hide the readers'."""
    assert isinstance(error, ReadError), repr(error)
    assert error.where, repr(error)
    assert error.remedy, repr(error)


@lru_cache(maxsize=1)
def _folder() -> Path:
    """Memory where there is some, so that the disk is not what is measured."""
    import tempfile

    shared = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="kg-fuzz-", dir=shared if shared.is_dir() else gettempdir()))


def check_quotes(data: bytes) -> None:
    """The bytes are a text, read as UTF-8."""
    text = data.decode("utf-8", "replace")
    spans = paragraphs(prepare(Document(id="d", source="d", text=text)))
    _ordered(spans, len(text))
    found = quotes_in(text, spans)
    outer = [q.span for q in found if q.depth == 0]
    _ordered(outer, len(text))
    starts = [start for start, _ in spans]
    for quote in found:
        assert quote.span[0] <= quote.inner[0] <= quote.inner[1] <= quote.span[1], repr(quote)
        around = spans[bisect_right(starts, quote.span[0]) - 1]
        assert around[0] <= quote.span[0] < quote.span[1] <= around[1], f"{quote} outside of {around}"
        assert quote.continues is None or found[quote.continues].span < quote.span


def _ordered(spans: Sequence[tuple[int, int]], length: int) -> None:
    at = 0
    for start, end in spans:
        assert at <= start < end <= length, f"{start}-{end} after {at}, of {length}"
        at = end


def check_dates(data: bytes) -> None:
    """Two bytes are the day of publication (zero: none), the rest is a text, read as UTF-8."""
    number = int.from_bytes(data[:2], "big")
    published = _FIRST + timedelta(days=number * _DAYS // 65536) if number else None
    text = data[2:].decode("utf-8", "replace")
    with suppress(ValueError):
        parse_day(text)
    at = 0
    for found in find_times(parse_of(text), published):
        start, end = found.span
        assert at <= start < end <= len(text), f"{start}-{end} after {at}, of {len(text)}"
        assert text[start:end] == found.text
        first, last = found.interval.earliest, found.interval.latest
        assert first is None or last is None or first <= last, repr(found)
        if published is None:
            assert found.anchor != "published", repr(found)
        at = end


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    import spacy

    return spacy.blank("en").tokenizer


def parse_of(text: str) -> Parse:
    """The text in spaCy's tokens, a sentence a line, with made-up tags and a flat tree: the statistical
    model would spend all the time, and degenerate text gets degenerate trees from it anyway."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    at = 0
    for line in text.split("\n"):
        first = len(tokens)
        for word in _tokenizer()(line):
            if not word.is_space:
                tokens.append(_token(word, len(tokens), at, first, len(sentences)))
        if len(tokens) > first:
            start, end = tokens[first].start, tokens[-1].end
            sentences.append(Sentence(start, end, first, len(tokens), len(sentences)))
        at += len(line) + 1
    return Parse(text, tokens, sentences)


def _token(word: Any, i: int, at: int, head: int, sentence: int) -> Token:
    tag = _WORDS.get(word.lower_, "CD" if word.like_num else "NNP" if word.is_title else "NN")
    pos = {"VBD": "VERB", "MD": "AUX", "IN": "ADP", "DT": "DET", "CD": "NUM", "NNP": "PROPN"}.get(tag, "NOUN")
    start = at + word.idx
    return Token(
        i, start, start + len(word.text), word.text, word.lower_, word.lower_, pos, tag, "dep", head,
        sentence, "", False,
    )  # fmt: skip


def _bytes(words: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(w.encode() for w in words)


_STORY = (
    "GENEVA, March 3 (AP) - “We will meet,” the envoy said on Tuesday. “It is not off.”\n\n"
    "The talks, planned for early 2019 or late 2018, were called off two days later.\n"
)
_FILES = (
    _STORY.encode(),
    f"---\ntitle: Talks\ndate: 2018-03-03\n---\n# Talks\n\n{_STORY}".encode(),
    f"<html><head><title>Talks</title><meta property='article:published_time' content='2018-03-03'>"
    f"</head><body><article><h1>Talks</h1><p>{_STORY * 3}</p></article></body></html>".encode(),
    b'{"text": "The envoy said on Monday that she would go to the capital.", "date": "2018-03-03"}\n',
    b'[{"title": "Talks", "body": "The envoy said on Monday that she would go.", "published": 1520000000}]',
    b"title,text,published\nTalks,The envoy said on Monday that she would go.,2018-03-03\n",
)
_IN_FILES = r"""---
|title:|date: |{"text": "|"published": |<html>|<article>|<p>|</p>|<!--|2018-03-03|By |
|

|	|"|,|\ud800|&#x110000;|1e999|[[[[|{{{{"""
_NO_TEXT = (
    b"\x00",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x1f\x8b\x08",
    b"%PDF",
    b"\xe2\x80",
    b"\xed\xa0\x80",
)
_MARKS = """“|”|"|'|‘|’|«|»|„|‟|``|''|>>|

|
| |s’ |’s|.|,|A|a"""
_TIMES = """January |Feb. |May |Tuesday |last |next |the |first |half |of |two |hundred |days |years |ago
|later|before |and |or |to |-|/|.|:|2018|31|99|0|1990s|'90s|a.m.|GMT|quarter |fiscal |century |BC|mid-|early
|late |since |between |weekend |noon """
_DATED = """from 3 to 5 May 2018|in January or February|twenty-three years ago last Tuesday|2018-02-30
31/12/99 12:30 GMT|the first half of the 1990s|between late May and mid-June 1903|Q3 2018 and fiscal 2019"""
_SPOKEN = """"A," he said. 'B "c" d.'\n\n“E\n\n“F.”|‘It’s the boys’ «x» ''y'' ``z´´ >>q<<"""

TARGETS = {
    "readers": Target(
        check_reader,
        seeds=tuple(bytes([n]) + file for n in range(len(SUFFIXES)) for file in _FILES),
        tokens=(*_bytes(_IN_FILES.split("|")), *_NO_TEXT),
        prefix=1,
    ),
    "quotes": Target(
        check_quotes,
        seeds=_bytes([_STORY, *_SPOKEN.split("|")]),
        tokens=_bytes(_MARKS.split("|")),
    ),
    "dates": Target(
        check_dates,
        seeds=tuple(b"\x40\x00" + line for line in _bytes([_STORY, *_DATED.split("|")])),
        tokens=_bytes(_TIMES.split("|")),
        prefix=2,
    ),
}
