"""Words and phrases of time expressions, from ``data/lexicon/times.toml``, as classes with values."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.model import Token
from kg.resources import data

Value = int | float | str


class Entry(NamedTuple):
    """What the lexicon knows of a word: its class and what it stands for."""

    kind: str
    value: Value


class Lexicon(NamedTuple):
    """``words``: lower-case word -> entry. ``phrases``: first word -> (all words, entry), longest first.

    ``kinds``: the classes in file order. ``lists``: word lists of ``times_context.toml`` by name.
    """

    words: dict[str, Entry]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    kinds: tuple[str, ...]
    lists: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    tables = tomllib.loads(data("lexicon", "times.toml").read_text(encoding="utf-8"))
    words: dict[str, Entry] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for kind, table in tables.items():
        for key, value in table.items():
            parts = tuple(key.split())
            if len(parts) == 1:
                words[key] = Entry(kind, value)
            else:
                phrases.setdefault(parts[0], []).append((parts, Entry(kind, value)))
    ranked = {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in phrases.items()}
    context = tomllib.loads(data("lexicon", "times_context.toml").read_text(encoding="utf-8"))["lists"]
    return Lexicon(words, ranked, tuple(tables), {name: frozenset(items) for name, items in context.items()})


def phrase_at(tokens: Sequence[Token], i: int, last: int) -> tuple[int, Entry] | None:
    """The longest phrase that begins at token ``i`` and ends before ``last``: its length and entry."""
    for parts, entry in lexicon().phrases.get(tokens[i].lower, ()):
        n = len(parts)
        if i + n <= last and all(tokens[i + k].lower == parts[k] for k in range(1, n)):
            return n, entry
    return None
