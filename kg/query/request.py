"""What a SPARQL text asks for, decided before it runs: the one place, for ``kg query`` and for the server.

Invariants: nothing that reads or writes outside the store reaches the engine, so ``SERVICE`` and ``LOAD`` are
refused wherever they stand; the engine gets the text that was parsed (:func:`kg.query.lexer.written`), never
the one that was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg import iri
from kg.errors import QueryError
from kg.query.grammar import Found, parse, sparql
from kg.query.lexer import Token, tokens, written
from kg.query.parameters import with_parameters

_UPDATES = {"LOAD", "INSERT", "DELETE", "DROP", "CLEAR", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_OF_QUERY = frozenset(("Prologue", "SourceSelector", "ServiceGraphPattern", "GroupGraphPattern"))
_OF_UPDATE = frozenset((
    "Prologue", "ServiceGraphPattern", "Load", "Where", "UsingClause", "DeleteWhere", "With",
    "QuadsNotTriples", "Create", "Clear", "Drop", "Add", "Copy", "Move",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What was parsed, and its text. ``base`` is the IRI that relative ones are resolved against."""

    tokens: tuple[Token, ...]
    found: tuple[Found, ...]
    base: str | None = None

    @property
    def text(self) -> str:
        return written(self.tokens)


@dataclass(frozen=True, slots=True)
class Query(_Parsed):
    """A query that stays inside the store."""

    def bound(self, params: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
        """The text with its parameters (:mod:`kg.query.parameters`)."""
        if not params:
            return self.text
        pattern = _first(self.found, "GroupGraphPattern").start
        return written(with_parameters(self.tokens, params, pattern))

    def graphs(self) -> tuple[str, ...]:
        """IRIs that FROM names."""
        prologue = _first(self.found, "Prologue")
        named = [self.tokens[f.start] for f in self.found if f.rule == "SourceSelector"]
        return _resolved(self.tokens[prologue.start : prologue.end], named, self.base)


def read_query(text: str, *, base: str | None = None) -> Query:
    """Parse a query.

    :raises QueryError: it does not parse, is an update, or holds SERVICE.
    """
    found = tokens(text, sparql().keywords)
    _refuse_updates(found)
    uses = parse(found, "QueryUnit", _OF_QUERY)
    _refuse(uses, "ServiceGraphPattern", "SERVICE")
    return Query(tuple(found), tuple(uses), base)


def _refuse_updates(found: Sequence[Token]) -> None:
    """Tell an update from a query with a mistake in it: no query holds such a word."""
    for token in found:
        if token.text in _UPDATES and token.kind == f"'{token.text}'":
            raise QueryError(
                f"{token.text} is refused: queries only read", remedy="use `kg add`, `kg remove` or an update"
            )


def _refuse(uses: Iterable[Found], rule: str, word: str) -> None:
    if any(f.rule == rule for f in uses):
        raise QueryError(f"{word} is refused: it would send a request", remedy="use the store alone")


def _first(uses: Iterable[Found], rule: str) -> Found:
    return next(f for f in uses if f.rule == rule)


@dataclass(frozen=True, slots=True)
class Update(_Parsed):
    """A sequence of updates that stays inside the store."""

    def over(self, default: Sequence[str], named: Sequence[str]) -> str:
        """The text with every WHERE over these graphs (SPARQL 1.1 Protocol, 2.2.3).

        :raises QueryError: it names its graphs itself.
        :raises ValueError: an IRI is none.
        """
        if not default and not named:
            return self.text
        if any(f.rule in ("UsingClause", "With") for f in self.found):
            raise QueryError("using-graph-uri does not go with USING or WITH", remedy="leave one of them out")
        clause = [Token("", f"USING {ox.NamedNode(g)}", 0) for g in default]
        clause += [Token("", f"USING NAMED {ox.NamedNode(g)}", 0) for g in named]
        parts = list(self.tokens)
        for use in sorted(self.found, key=lambda f: -f.start):
            if use.rule == "Where":
                parts[use.start : use.start] = clause
            elif use.rule == "DeleteWhere":  # the long form of DELETE WHERE, which takes no USING
                template = self.tokens[use.start + 1 : use.end]
                parts[use.start : use.start] = [*template, *clause]
        return written(parts)

    def targets(self) -> tuple[str | None, ...]:
        """IRIs of the graphs that it may change; ``None``: one that is only known when it runs, or all."""
        found: list[str | None] = []
        prologue: list[Token] = []
        for use in self.found:
            if use.rule == "Prologue":
                prologue += self.tokens[use.start : use.end]
            for token in self._written(use):
                if token.kind in ("VAR", "'ALL'", "'NAMED'"):
                    found.append(None)
                elif token.kind in _IRIS:
                    found += _resolved(prologue, [token], self.base)
        return tuple(found)

    def _written(self, use: Found) -> Sequence[Token]:
        """Tokens that name what a part of the update writes to."""
        if use.rule in ("QuadsNotTriples", "With"):
            return self.tokens[use.start + 1 : use.start + 2]
        if use.rule in ("Create", "Clear", "Drop", "Move"):
            return self.tokens[use.start + 1 : use.end]
        return self.tokens[use.end - 1 : use.end] if use.rule in ("Add", "Copy") else ()


_IRIS = ("IRIREF", "PNAME_LN", "PNAME_NS")


def read_update(text: str, *, base: str | None = None) -> Update:
    """Parse a sequence of updates.

    :raises QueryError: it does not parse, or holds SERVICE or LOAD.
    """
    found = tokens(text, sparql().keywords)
    uses = parse(found, "UpdateUnit", _OF_UPDATE)
    _refuse(uses, "ServiceGraphPattern", "SERVICE")
    _refuse(uses, "Load", "LOAD")
    return Update(tuple(found), tuple(uses), base)


def _resolved(prologue: Sequence[Token], names: Iterable[Token], base: str | None) -> tuple[str, ...]:
    """Absolute IRIs of names, as the engine itself resolves them.

    :raises QueryError: a prefix is not declared, or an IRI is none.
    """
    found = []
    for name in names:
        text = f"{written(prologue)} SELECT ( {name.text} AS ?g ) {{ }}"
        try:
            rows = ox.Store().query(text, base_iri=base, prefixes=iri.PREFIXES)
        except SyntaxError as error:
            raise QueryError(f"the query does not parse: {name.text}: {error}") from error
        assert isinstance(rows, ox.QuerySolutions)
        found += [str(getattr(row["g"], "value", "")) for row in rows]
    return tuple(found)
