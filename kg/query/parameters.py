"""Parameters of a query, put where the engine can make use of them.

The engine works out subqueries and the sides of a UNION by themselves, and applies a condition as soon as it
knows its terms: with parameters at the head of the pattern alone, it would first find all that they then
leave out (at a million triples 500 milliseconds instead of 40). Its own substitution wants every parameter in
the projection. Invariant: terms are written by the RDF library, and whole variables alone are replaced, so
no value can break out of its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.query.lexer import Token

_ASKED = ["'BOUND'", "'('"]
_CONDITIONS = ("'FILTER'", "'HAVING'")
_VAR = "VAR"


def with_parameters(
    tokens: Sequence[Token], params: Mapping[str, ox.NamedNode | ox.Literal], pattern: int
) -> list[Token]:
    """The tokens with a VALUES for each parameter (Virtuoso 7 fails on some queries with one for all) at the
    head of the pattern, which begins at that index, and again within each subquery and each side of a UNION
    that uses a parameter; in FILTER and HAVING stand the terms themselves."""
    edited = list(tokens)
    for at in _in_conditions(tokens):
        if (name := tokens[at].text[1:]) in params:
            edited[at] = Token(_VAR, str(params[name]), tokens[at].line)
    for group in _groups(tokens):
        main = group.begin == pattern
        named = {n: v for n, v in params.items() if main or (group.alone and n in group.used)}
        if named:
            head, rows = edited[group.begin], " ".join(f"VALUES ?{n} {{ {v} }}" for n, v in named.items())
            edited[group.begin] = Token(head.kind, f"{{ {rows}", head.line)
    return edited


def _in_conditions(tokens: Sequence[Token]) -> Iterator[int]:
    """Indices of variables between the parentheses of a FILTER or HAVING, but for those that are asked
    whether they are bound, and those of a pattern (EXISTS)."""
    depth, before = 0, ["", ""]
    for at, token in enumerate(tokens):
        kind = token.kind
        if kind == "'('" and (depth or before[1] in _CONDITIONS):
            depth += 1
        elif kind == "')'" and depth:
            depth -= 1
        elif kind == "'{'":
            depth = 0
        elif depth and kind == _VAR and before != _ASKED:
            yield at
        before = [before[1], kind]


@dataclass(slots=True)
class _Group:
    """A pattern in braces: the index of its brace, and the variables in it."""

    begin: int
    alone: bool
    """Whether it is worked out by itself: a subquery's, or one side of a UNION."""
    used: set[str] = field(default_factory=set)


def _groups(tokens: Sequence[Token]) -> list[_Group]:
    """Groups as they begin."""
    found: list[_Group] = []
    opened: list[_Group] = []
    closed: _Group | None = None
    before, select = "", False
    for at, token in enumerate(tokens):
        kind = token.kind
        if kind == "'{'":
            group = _Group(at, alone=before == "'UNION'" or (select and bool(found)))
            opened.append(group)
            found.append(group)
            select = False
        elif kind == "'}'":
            closed = opened.pop()
        elif kind == _VAR:
            for group in opened:
                group.used.add(token.text[1:])
        elif kind == "'UNION'" and closed is not None:
            closed.alone = True
        select = select or kind == "'SELECT'"
        before = kind
    return found
