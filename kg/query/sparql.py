"""A user's SPARQL: checked before it runs, answered in plain rows. The default graph is all graphs.

Invariant: nothing that reads or writes outside the store reaches the engine: ``SERVICE`` and every
update are refused, and ``FROM`` may name only graphs of the store. The check works on tokens (SPARQL
1.1 grammar, productions 139-173), so that a word in a string, a comment, an IRI or a name is no keyword.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg import iri
from kg.errors import QueryError
from kg.query.reader import HasQuads

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                  | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<name>[?$@][\w-]+ | [^\W\d_][\w.-]*:[\w.:%\\~-]* | _?:[\w.:%\\~-]*)
      | (?P<word>[A-Za-z]+)
      | (?P<other>\s+|\d+|.)""",
    re.VERBOSE | re.DOTALL,
)  # fmt: skip
_UPDATES = {"LOAD", "INSERT", "DELETE", "DROP", "CLEAR", "CREATE", "COPY", "MOVE", "ADD"}
_FETCHED = re.compile(r"(?:https?|ftp|file|data):", re.I)


@dataclass(frozen=True, slots=True)
class Cell:
    """One RDF term of an answer."""

    kind: str
    """``uri``, ``literal`` or ``bnode``."""
    value: str
    datatype: str | None = None
    """IRI; ``None`` for plain strings and for what is no literal."""
    language: str | None = None

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """What a query answers: rows (SELECT), yes or no (ASK), triples (CONSTRUCT, DESCRIBE)."""

    kind: str
    """``select``, ``ask`` or ``graph``."""
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    answer: bool | None = None
    triples: tuple[tuple[Cell, Cell, Cell], ...] = ()


_MOST_TOKENS = 60
"""Letters of a list of expected tokens that is shown."""


def _first_of(error: Exception) -> str:
    """What the parser says, without all the tokens that it would have taken."""
    place, expected, tokens = str(error).partition(" expected one of ")
    return f"{place} something else is expected" if len(tokens) > _MOST_TOKENS else place + expected + tokens


def run_query(
    store: HasQuads, text: str, params: Mapping[str, ox.NamedNode | ox.Literal] | None = None
) -> QueryResult:
    """Run a query. ``params`` are bound to variables as terms, never pasted into the text.

    :raises QueryError: it does not parse, or asks for something outside the store.
    """
    check(text)
    try:
        found = store.raw.query(
            bound(text, params or {}), prefixes=iri.PREFIXES, use_default_graph_as_union=not _has_from(text)
        )
        return _result(found)
    except (SyntaxError, ValueError) as error:
        raise QueryError(
            f"the query does not parse: {_first_of(error)}", remedy="see docs/data-model.md for the terms"
        ) from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from error


def bound(text: str, params: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with its parameters as one row of VALUES at the head of its pattern.

    The engine's own substitution wants every parameter in the projection. Terms are written by the RDF
    library, so no value can break out of its place.
    """
    if not params:
        return text
    names = " ".join(f"?{name}" for name in params)
    row = " ".join(str(term) for term in params.values())
    tokens = [(t[0].upper(), t.end()) for t in _TOKEN.finditer(text) if t.lastgroup in ("word", "other")]
    where = next((n for n, (word, _) in enumerate(tokens) if word == "WHERE"), 0)
    brace = next(end for word, end in tokens[where:] if word == "{")
    return f"{text[:brace]} VALUES ({names}) {{ ({row}) }}{text[brace:]}"


def check(text: str) -> None:
    """Refuse what leaves the store.

    :raises QueryError: SERVICE, an update, FROM with a URL, or an escape where a keyword could hide.
    """
    after_from = False
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup, token[0]
        if kind in ("comment",) or word.isspace():
            continue
        if after_from and kind == "word" and word.upper() == "NAMED":
            continue
        if after_from:
            _check_from(kind, word, text)
        after_from = kind == "word" and word.upper() == "FROM"
        if kind == "word" and word.upper() == "SERVICE":
            raise QueryError("SERVICE is refused: it would send a request", remedy="query the store alone")
        if kind == "word" and word.upper() in _UPDATES:
            raise QueryError(
                f"{word.upper()} is refused: queries only read", remedy="use `kg add` or `kg remove`"
            )
        if kind == "other" and word == "\\":
            raise QueryError(
                "a \\u escape outside strings and IRIs is refused", remedy="write the character itself"
            )


def _check_from(kind: str | None, word: str, text: str) -> None:
    target = word[1:-1] if kind == "iri" else word
    if kind == "name":
        prefix, _, rest = word.partition(":")
        declared = re.findall(rf"PREFIX\s+{re.escape(prefix)}:\s*<([^>]*)>", text, re.I)
        target = (declared[-1] if declared else iri.PREFIXES.get(prefix, "")) + rest
    if "\\" in target or _FETCHED.match(target) or not target.startswith("urn:"):
        raise QueryError(
            f"FROM {word} is refused: it names no graph of the store",
            remedy="leave FROM out: all graphs are asked",
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that may run."""

    text: str
    has_dataset: bool
    """Whether it names its graphs itself (FROM)."""


def prepared(text: str) -> Prepared:
    """The query, checked.

    :raises QueryError: it asks for something outside the store.
    """
    check(text)
    return Prepared(text, _has_from(text))


def _has_from(text: str) -> bool:
    return any(t.lastgroup == "word" and t[0].upper() == "FROM" for t in _TOKEN.finditer(text))


def _result(found: Any) -> QueryResult:
    if isinstance(found, ox.QueryBoolean):
        return QueryResult(kind="ask", answer=bool(found))
    if isinstance(found, ox.QueryTriples):
        triples = sorted({(_cell(t.subject), _cell(t.predicate), _cell(t.object)) for t in found}, key=str)
        return QueryResult(kind="graph", triples=tuple(triples))
    names = tuple(v.value for v in found.variables)
    rows = tuple(tuple(None if (v := row[n]) is None else _cell(v) for n in names) for row in found)
    return QueryResult(kind="select", variables=names, rows=rows)


def _cell(term: Any) -> Cell:
    if isinstance(term, ox.Literal):
        plain = term.datatype.value == iri.XSD + "string" or term.language
        return Cell("literal", term.value, None if plain else term.datatype.value, term.language or None)
    return Cell("uri" if isinstance(term, ox.NamedNode) else "bnode", str(getattr(term, "value", term)))
