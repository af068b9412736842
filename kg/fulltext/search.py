"""Passages that fit words best.

What people type: ``missile test`` (both words), ``"missile test"`` (one after the other), ``sanction*``
(words that begin so), ``-Iran`` (without it), ``summit OR meeting`` (either). Case and accents do not matter.
Nothing that is typed is an error: what holds no letter or digit is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kg.model import Span
from kg.sidecar import Sidecar

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))(\*?)')
_UNFIT = re.compile("[\0-\x1f\ud800-\udfff]")
_MOST_TERMS = 50
"""Terms of one search that count; SQLite's parser takes some hundreds."""
_OPEN, _SHUT = "\ue000", "\ue001"
"""Marks around words that fit: code points of private use, which no text should hold."""
_SQL = """SELECT p.id, a.key, p.first, p.last, p.text, words.rank, highlight(words, 0, ?, ?)
    FROM words CROSS JOIN passage p ON p.id = words.rowid CROSS JOIN article a ON a.id = p.article
    WHERE words MATCH ? {conditions} ORDER BY words.rank"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that fits. ``marks`` are the words that do, ``[start, end)`` in code points of ``text``."""

    article: str
    """Key of the article's graph."""
    span: Span
    """Where the passage stands in the article."""
    text: str
    marks: tuple[Span, ...]
    score: float
    """BM25: more is better."""
    claims: tuple[str, ...]
    """Keys of the claims in it, sorted."""
    statements: tuple[str, ...]
    """Those of them that are statements."""


def expression(typed: str) -> str | None:
    """What is typed as an FTS5 query; ``None`` where it asks for nothing."""
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for minus, phrase, word, star in list(_TERM.findall(_UNFIT.sub(" ", typed)))[:_MOST_TERMS]:
        if word in ("AND", "OR") and not minus:
            either = word == "OR" and bool(wanted)
            continue
        said, prefix = (phrase, star) if not word else (word.rstrip("*"), word.endswith("*"))
        if not any(c.isalnum() for c in said):
            continue
        term = f'"{said}"*' if prefix else f'"{said}"'
        if minus:
            unwanted.append(term)
        elif either:
            wanted[-1] = f"{wanted[-1]} OR {term}"
        else:
            wanted.append(term)
        either = False
    if not wanted:
        return None
    asked = " AND ".join(f"({term})" for term in wanted)
    return f"({asked}) NOT ({' OR '.join(unwanted)})" if unwanted else asked


def hits(
    index: Sidecar,
    typed: str,
    *,
    names: Iterable[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Hit]:
    """Passages that fit, the best first, lazily; of two that overlap the better one. Equals come by article
    and place.

    :param names: only articles with one of these names (file, path, id, URL, outlet).
    :param since: only articles published then or later; ``until``: then or earlier, both inclusive.
    """
    asked = expression(typed)
    if asked is None:
        return
    conditions, values = "", list[str]()
    for condition, day in (("AND a.published >= ?", since), ("AND a.published <= ?", until)):
        if day is not None:
            conditions += condition
            values.append(day.isoformat())
    if folded := [n.casefold() for n in names]:
        listed = ",".join("?" * len(folded))
        conditions += f"AND a.id IN (SELECT article FROM named WHERE name IN ({listed}))"
        values += folded
    found = index.lazily(_SQL.format(conditions=conditions), _OPEN, _SHUT, asked, *values)
    shown: dict[str, list[Span]] = {}
    for _, equals in groupby(found, key=lambda row: row[5]):
        for number, key, first, last, text, rank, marked in sorted(equals, key=lambda row: row[1:4]):
            others = shown.setdefault(key, [])
            if any(first < e and s < last for s, e in others):
                continue
            others.append((first, last))
            said = index.rows("SELECT claim, statement FROM said WHERE passage = ?", number)
            yield Hit(
                article=key,
                span=(first, last),
                text=text,
                marks=tuple(_marks(text, marked)),
                score=round(-rank, 3),
                claims=tuple(sorted(c for c, _ in said)),
                statements=tuple(sorted(c for c, statement in said if statement)),
            )


def _marks(text: str, marked: str) -> Iterator[Span]:
    """Where the marks stand in the text without them."""
    at, start = 0, None
    for c in marked:
        if c == _OPEN and text[at : at + 1] != _OPEN:
            start = at
        elif c == _SHUT and text[at : at + 1] != _SHUT:
            if start is not None:
                yield start, at
            start = None
        else:
            at += 1
