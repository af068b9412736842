"""SPARQL's tokens (SPARQL 1.1, 19.8, productions 139-173), and the one way to write each of them.

Invariant: :func:`written` gives a text in which nothing hides: no comments, no ``\\u`` escapes, a blank or a
line's end between any two tokens. What was parsed is thus what the engine reads.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import QueryError

END = "END"
"""Kind of the token behind the last."""

_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_FIRST = rf"{_BASE}_"
_MARKS = r"\u00B7\u0300-\u036F\u203F\u2040"
_CHAR = rf"{_FIRST}\-0-9{_MARKS}"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = rf"(?:[{_BASE}](?:[{_CHAR}.]*[{_CHAR}])?)?:"
_LOCAL = rf"(?:[{_FIRST}:0-9]|{_PLX})(?:(?:[{_CHAR}.:]|{_PLX})*(?:[{_CHAR}:]|{_PLX}))?"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ECHAR = rf"""\\[tbnrf\\"']|{_UCHAR}"""
_BLANK = r"(?:[ \t\r\n]|\#[^\r\n]*)"
_TOKEN = rf"""(?P<IRIREF><(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*+>)
      | (?P<STRING>\"\"\"(?:(?:"|"")?(?:[^"\\]|{_ECHAR}))*+\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|{_ECHAR}))*+'''
          | "(?:[^"\\\r\n]|{_ECHAR})*+" | '(?:[^'\\\r\n]|{_ECHAR})*+')
      | (?P<PNAME_LN>{_PREFIX}{_LOCAL})
      | (?P<PNAME_NS>{_PREFIX})
      | (?P<BLANK_NODE_LABEL>_:[{_FIRST}0-9](?:[{_CHAR}.]*[{_CHAR}])?)
      | (?P<VAR>[?$][{_FIRST}0-9][{_FIRST}0-9{_MARKS}]*)
      | (?P<LANGTAG>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<DOUBLE>[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+)
      | (?P<DECIMAL>[+-]?[0-9]*\.[0-9]+)
      | (?P<INTEGER>[+-]?[0-9]+)
      | (?P<word>[A-Za-z][A-Za-z0-9_]*)
      | (?P<NIL>\({_BLANK}*+\))
      | (?P<ANON>\[{_BLANK}*+\])
      | (?P<mark>\^\^|&&|\|\||!=|<=|>=|[{{}}()\[\].,;*/|^!=<>+?-])
      | (?P<blank>{_BLANK}++)"""
_ESCAPE = re.compile(rf"{_UCHAR}|\\(.)", re.DOTALL)
_ECHARS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_IRI_FORBIDS = re.compile(r'[<>"{}|^`\\\x00-\x20]')
_WRITTEN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_ENGINE = {"TRUE": "true", "FALSE": "false"}
"""Words that the engine knows in lower case only."""
_SIGNS = {"+": "_POSITIVE", "-": "_NEGATIVE"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token. ``kind`` is a terminal of the grammar: ``IRIREF``, or ``'WHERE'`` and ``'{'`` in quotes."""

    kind: str
    text: str
    """As it is written for the engine."""
    line: int
    """Counted from 1."""


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Compiled when the first query comes: it takes longer than many a question that needs none."""
    return re.compile(_TOKEN, re.VERBOSE)


def tokens(text: str, keywords: Collection[str]) -> list[Token]:
    """The tokens of a query or update, ``END`` last.

    :raises QueryError: something is no token, or an escape stands where it could hide one.
    """
    found: list[Token] = []
    match_at, at, line = _pattern().match, 0, 1
    while at < len(text):
        match = match_at(text, at)
        if match is None:
            raise _no_token(text, at, line)
        raw, at = match[0], match.end()
        if match.lastgroup != "blank":
            found.append(_token(str(match.lastgroup), raw, line, keywords))
        line += raw.count("\n")
    found.append(Token(END, "", line))
    return found


def _token(kind: str, raw: str, line: int, keywords: Collection[str]) -> Token:
    if kind == "word":
        word = raw if raw == "a" else raw.upper()
        if word not in keywords:
            raise QueryError(f"the query does not parse: line {line}: {raw!r} is no word of SPARQL")
        return Token(f"'{word}'", _ENGINE.get(word, word), line)
    if kind == "mark":
        return Token(f"'{raw}'", raw, line)
    if kind == "STRING":
        return Token(kind, _string(raw, line), line)
    if kind == "IRIREF":
        return Token(kind, _iri(raw, line), line)
    if kind in ("NIL", "ANON"):
        return Token(kind, raw[0] + raw[-1], line)
    if kind in ("INTEGER", "DECIMAL", "DOUBLE"):
        kind += _SIGNS.get(raw[0], "")
    return Token(kind, raw, line)


def _string(raw: str, line: int) -> str:
    quotes = 3 if raw[:3] in ('"""', "'''") else 1
    return '"' + _unescaped(raw[quotes:-quotes], line).translate(_WRITTEN) + '"'


def _iri(raw: str, line: int) -> str:
    """:raises QueryError: an escape stands for what an IRI may not hold."""
    inner = _unescaped(raw[1:-1], line)
    if _IRI_FORBIDS.search(inner):
        raise QueryError(f"the query does not parse: line {line}: {raw!r} is no IRI")
    return f"<{inner}>"


def _unescaped(text: str, line: int) -> str:
    if "\\" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        if match[1]:
            return _ECHARS.get(match[1], match[1])
        code = int(match[0][2:], 16)
        if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            raise QueryError(f"the query does not parse: line {line}: {match[0]} is no character")
        return chr(code)

    return _ESCAPE.sub(character, text)


def _no_token(text: str, at: int, line: int) -> QueryError:
    if text[at] == "\\":
        return QueryError(
            f"the query does not parse: line {line}: a backslash outside strings and IRIs",
            remedy="write the character itself",
        )
    return QueryError(f"the query does not parse: line {line}: {text[at : at + 20]!r} is no token")


def written(found: Iterable[Token]) -> str:
    """The tokens as text, on the lines on which they stood."""
    parts: list[str] = []
    line = 1
    for token in found:
        parts.append("" if token.text[:1] == "(" else "\n" * (token.line - line) or " ")
        parts.append(token.text)
        line = line if token.text[:1] == "(" else max(line, token.line)
    return "".join(parts).lstrip(" ")
