"""The tables of words, and articles put into them and taken out."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from kg.sidecar import Part, Sidecar

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
    number = index.insert("INSERT INTO article(key, published, text) VALUES (?, ?, ?)", *row)
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
    number = index.insert("INSERT INTO passage(article, first, last, text) VALUES (?, ?, ?, ?)", *row)
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
