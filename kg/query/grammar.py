"""SPARQL's grammar as a table, and the parser that follows it: one token ahead, no backtracking.

Invariant: the grammar is LL(1) (its tests prove it), so a text has at most one reading, and time is linear
in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import QueryError
from kg.query.lexer import END, Token

Symbols = tuple[str, ...]
"""Of a production: names of rules, and terminals (``'WHERE'`` in quotes, ``IRIREF`` without)."""
Row = dict[str, Symbols]
_PIECE = re.compile(r"'[^']*'|\w+|[()|?*+]")
_EMPTY: Symbols = ()
_DEEPEST = 128
"""Brackets inside each other; the engine's own parser overflows its stack far beyond."""
_LONGEST = 1_000
"""Links of all chains together; the engine makes each a step down in a tree, and overflows its stack at some
2,000."""
_CHAINS = frozenset({
    "SelectClause", "GroupGraphPatternSub", "GroupOrUnionGraphPattern", "Path", "PathSequence", "Expression",
    "ConditionalAndExpression", "AdditiveExpression", "MultiplicativeExpression",
})  # fmt: skip
"""Rules whose repetitions go down; those of lists (VALUES, IN, objects of a triple) stay flat."""


@dataclass(slots=True)
class Found:
    """One use of a rule: tokens ``[start, end)``."""

    rule: str
    start: int
    end: int = -1


class Grammar:
    """Rows ``terminal -> symbols`` for every rule, made of an EBNF text when they are first asked for."""

    def __init__(self, text: str) -> None:
        self.rules: dict[str, list[Symbols]] = {}
        self.chains: set[str] = set()
        """Rules of repetitions that make a tree deeper."""
        for line in text.splitlines():
            if "::=" in line:
                name, _, body = line.partition("::=")
                pieces = iter([*_PIECE.findall(body), ")"])
                self.rules[name.strip()] = self._options(name.strip(), pieces)
        terminals = {s for options in self.rules.values() for o in options for s in o} - self.rules.keys()
        self.keywords = frozenset(t[1:-1] for t in terminals if t[0] == "'" and t[1].isalpha())
        self._rows: dict[str, Row] = {}
        self._first: dict[str, frozenset[str]] = {}

    def _options(self, name: str, pieces: Iterator[str]) -> list[Symbols]:
        """Alternatives up to the closing bracket; brackets and repetitions become rules of their own."""
        options: list[list[str]] = [[]]
        for piece in pieces:
            if piece == ")":
                break
            if piece == "|":
                options.append([])
            elif piece == "(":
                options[-1].append(self._rule(name, self._options(name, pieces)))
            elif piece in "?*+":
                options[-1].append(self._repeated(name, options[-1].pop(), piece))
            else:
                options[-1].append(piece)
        return [tuple(o) for o in options]

    def _repeated(self, name: str, symbol: str, how: str) -> str:
        if how == "?":
            return self._rule(name, [(symbol,), _EMPTY])
        more = self._rule(name, [])
        self.rules[more] = [(symbol, more), _EMPTY]
        if name in _CHAINS:
            self.chains.add(more)
        return more if how == "*" else self._rule(name, [(symbol, more)])

    def _rule(self, name: str, options: list[Symbols]) -> str:
        fresh = f"{name}#{len(self.rules)}"
        self.rules[fresh] = options
        return fresh

    def first(self, symbol: str) -> frozenset[str]:
        """Terminals with which the symbol may begin; with ``""`` where it may be empty."""
        if symbol not in self.rules:
            return frozenset((symbol,))
        if symbol not in self._first:
            self._first[symbol] = frozenset().union(*map(self.beginning, self.rules[symbol]))
        return self._first[symbol]

    def beginning(self, symbols: Symbols) -> frozenset[str]:
        """Like :meth:`first`, of a sequence."""
        found: set[str] = set()
        for symbol in symbols:
            found |= self.first(symbol)
            if "" not in found:
                return frozenset(found)
            found.discard("")
        return frozenset((*found, ""))

    def row(self, rule: str) -> Row:
        """What the rule becomes before each terminal, symbols in reverse; under ``""`` what it becomes before
        any other, where it may be empty."""
        if rule not in self._rows:
            options = self.rules[rule]
            self._rows[rule] = {t: option[::-1] for option in options for t in self.beginning(option)}
        return self._rows[rule]


@lru_cache(maxsize=1)
def sparql() -> Grammar:
    """The grammar of SPARQL 1.1."""
    return Grammar(Path(__file__).with_name("sparql11.ebnf").read_text(encoding="utf-8"))


def parse(tokens: Sequence[Token], start: str, wanted: frozenset[str]) -> list[Found]:
    """Uses of the wanted rules in a text of tokens (the last is ``END``), in order of their beginning.

    :raises QueryError: the tokens are no such text, nest too deep, or chain too much.
    """
    grammar, found, depth, links = sparql(), list[Found](), 0, 0
    stack: list[str | Found] = [END, start]
    for i, token in enumerate(tokens):
        kind = token.kind
        while True:
            top = stack.pop()
            if isinstance(top, Found):
                top.end = i
            elif top in grammar.rules:
                row = grammar.row(top)
                if (symbols := row.get(kind, row.get(""))) is None:
                    raise _unexpected(token, row)
                if top in wanted:
                    found.append(Found(top, i))
                    stack.append(found[-1])
                stack += symbols
                links += bool(symbols) and top in grammar.chains
            elif top == kind:
                break
            else:
                raise _unexpected(token, {top: _EMPTY})
        depth += (kind in _OPENING) - (kind in _CLOSING)
        if depth > _DEEPEST:
            raise QueryError(f"it nests more than {_DEEPEST} brackets", where=f"line {token.line}")
        if links > _LONGEST:
            raise QueryError(
                f"it chains more than {_LONGEST:,} operators, patterns and filters",
                where=f"line {token.line}",
                remedy="put long lists into VALUES or IN",
            )
    return found


_OPENING = frozenset(("'{'", "'('", "'['"))
_CLOSING = frozenset(("'}'", "')'", "']'"))
_LISTED = 6


def _unexpected(token: Token, row: dict[str, Symbols]) -> QueryError:
    expected = sorted(k.strip("'") for k in row if k)
    choice = "one of " if len(expected) > 1 else ""
    wanted = f"; {choice}{' '.join(expected)} may stand there" if len(expected) <= _LISTED else ""
    what = "it ends too early" if token.kind == END else f"{token.text!r} cannot stand there"
    return QueryError(f"the query does not parse: line {token.line}: {what}{wanted}")
