"""The words of articles and claims in the sidecar: which hold a text, and which fit a search best.

A *passage* is the sentence, or the sentences, around a claim's own words; claims may share one. Two ways to
ask: for any piece of text, whatever its case (trigrams; what they find is compared letter by letter), and for
words, ranked by BM25.

Sources: SQLite's documentation of FTS5, sections 4.3.4 (trigram), 5.1.1 (bm25), 6.3 ("delete" of rows whose
content is elsewhere).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kg.sidecar import Part, Sidecar

_GRAM = 3
_MOST_GRAMS = 40
"""Trigrams of a long text that are looked up; the comparison afterwards takes all of it."""

TEXT = Part(
    "text",
    "1",
    {
        "article": """
            CREATE TABLE article(
                id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, published TEXT, text BLOB)""",
        "named": """
            CREATE TABLE named(name TEXT, article INT, PRIMARY KEY(name, article)) WITHOUT ROWID;
            CREATE INDEX named_article ON named(article)""",
        "passage": """
            CREATE TABLE passage(
                id INTEGER PRIMARY KEY AUTOINCREMENT, article INT, first INT, last INT, text TEXT);
            CREATE INDEX passage_article ON passage(article)""",
        "said": """
            CREATE TABLE said(claim TEXT PRIMARY KEY, passage INT, quote INT, statement INT) WITHOUT ROWID;
            CREATE INDEX said_passage ON said(passage);
            CREATE INDEX said_quote ON said(quote) WHERE quote IS NOT NULL""",
        "words": """
            CREATE VIRTUAL TABLE words USING fts5(text, content='passage', content_rowid='id',
                tokenize='unicode61 remove_diacritics 2')""",
        "pieces": """
            CREATE VIRTUAL TABLE pieces USING fts5(text, content='', detail=none,
                tokenize='trigram case_sensitive 1')""",
        "texts": """
            CREATE VIRTUAL TABLE texts USING fts5(text, content='', detail=none,
                tokenize='trigram case_sensitive 1')""",
    },
)
"""``article.text`` is folded and compressed. A passage without ``first`` is a claim's words that do not stand
in its passage as they are; it is not searched for words."""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A claim's key and its passage."""

    claim: str
    passage: tuple[int, int]
    """The sentences around it, code points of the article's text."""
    quote: str
    """Its own words, blanks made one."""
    statement: bool


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """What the index holds of one article."""

    key: str
    published: str | None
    """ISO 8601 day."""
    names: frozenset[str]
    """Casefolded: file, path, id, URL, outlet."""
    text: str
    claims: tuple[ClaimWords, ...]


def fold(text: str) -> str:
    """As texts are compared: Unicode's full case folding; without NUL, at which SQLite stops reading."""
    return text.casefold().replace("\0", "\ufffd")


def put(index: Sidecar, article: ArticleWords) -> None:
    """Add an article that the index does not hold."""
    whole = fold(article.text)
    row = (article.key, article.published, zlib.compress(whole.encode("utf-8"), 1))
    index.run("INSERT INTO article(key, published, text) VALUES (?, ?, ?)", *row)
    number = index.one("SELECT last_insert_rowid()")
    index.run("INSERT INTO texts(rowid, text) VALUES (?, ?)", number, whole)
    index.run_all("INSERT INTO named VALUES (?, ?)", [(n, number) for n in sorted(article.names)])
    passages: dict[tuple[int, int], int] = {}
    said = []
    for c in article.claims:
        start, end = c.passage
        text = article.text[start:end]
        if c.passage not in passages:
            passages[c.passage] = _put_passage(index, (number, start, end, text))
        apart = fold(c.quote) not in fold(text)
        quote = _put_passage(index, (number, None, None, c.quote)) if apart else None
        said.append((c.claim, passages[c.passage], quote, c.statement))
    index.run_all("INSERT INTO said VALUES (?, ?, ?, ?)", said)


def _put_passage(index: Sidecar, row: tuple[int, int | None, int | None, str]) -> int:
    """A passage; or, without a place, a claim's words that do not stand in its passage as they are."""
    index.run("INSERT INTO passage(article, first, last, text) VALUES (?, ?, ?, ?)", *row)
    number: int = index.one("SELECT last_insert_rowid()")
    index.run("INSERT INTO pieces(rowid, text) VALUES (?, ?)", number, fold(row[3]))
    if row[1] is not None:
        index.run("INSERT INTO words(rowid, text) VALUES (?, ?)", number, row[3])
    return number


def drop(index: Sidecar, key: str) -> None:
    """Take an article out, if the index holds it."""
    for number, text in index.rows("SELECT id, text FROM article WHERE key = ?", key):
        sql = "SELECT id, first, text FROM passage WHERE article = ?"
        for passage, first, words in index.rows(sql, number):
            _forget(index, "pieces", passage, fold(words))
            if first is not None:
                _forget(index, "words", passage, words)
            index.run("DELETE FROM said WHERE passage = ?", passage)
        _forget(index, "texts", number, zlib.decompress(text).decode("utf-8"))
        for table, column in (("passage", "article"), ("named", "article"), ("article", "id")):
            index.run(f"DELETE FROM {table} WHERE {column} = ?", number)


def _forget(index: Sidecar, table: str, number: int, text: str) -> None:
    index.run(f"INSERT INTO {table}({table}, rowid, text) VALUES ('delete', ?, ?)", number, text)


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
