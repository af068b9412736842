"""Articles and claims that hold any piece of text, whatever its case.

Trigrams find candidates (SQLite's documentation of FTS5, section 4.3.4); these are compared letter by letter.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import islice

from kg.fulltext.index import fold
from kg.sidecar import Sidecar

_GRAM = 3
_MOST_GRAMS = 40
"""Trigrams of a long text that are looked up; the comparison afterwards takes all of it."""


def grams(needle: str) -> str | None:
    """An FTS5 query for texts with all trigrams of a folded text; ``None``: it has none."""
    found = dict.fromkeys(needle[at : at + _GRAM] for at in range(len(needle) - _GRAM + 1))
    listed = ['"' + gram.replace('"', '""') + '"' for gram in islice(found, _MOST_GRAMS)]
    return " AND ".join(listed) or None


def _storable(text: str) -> bool:
    """Whether the text can stand in an article: lone surrogates cannot."""
    return not any("\ud800" <= c <= "\udfff" for c in text)


def claims_with(index: Sidecar, text: str) -> Iterator[str]:
    """Keys of the claims with that text in their passage or their own words, whatever its case."""
    needle = fold(text)
    if not _storable(needle):
        return
    wanted = grams(needle)
    rows: Iterable[tuple[int, str]]
    if wanted is None:
        rows = index.rows("SELECT id, text FROM passage")
    else:
        sql = "SELECT p.id, p.text FROM pieces JOIN passage p ON p.id = pieces.rowid WHERE pieces MATCH ?"
        rows = index.rows(sql, wanted)
    found = [number for number, words in rows if needle in fold(words)]
    for column in ("passage", "quote"):
        yield from (claim for (claim,) in index.among(f"SELECT claim FROM said WHERE {column} IN ?", found))


def articles_with(index: Sidecar, text: str) -> set[str]:
    """Keys of the articles with that text, whatever its case."""
    needle = fold(text)
    if not _storable(needle):
        return set()
    wanted = grams(needle)
    if wanted is None:
        rows = index.rows("SELECT key, text FROM article")
    else:
        sql = "SELECT a.key, a.text FROM texts JOIN article a ON a.id = texts.rowid WHERE texts MATCH ?"
        rows = index.rows(sql, wanted)
    return {key for key, words in rows if needle in zlib.decompress(words).decode("utf-8")}


def articles_named(index: Sidecar, names: Iterable[str]) -> set[str]:
    """Keys of the articles with one of these names: file, path, id, URL or outlet, whatever its case."""
    sql = "SELECT a.key FROM named n JOIN article a ON a.id = n.article WHERE n.name IN ?"
    return {key for (key,) in index.among(sql, [n.casefold() for n in names])}
