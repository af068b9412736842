"""Known states, organisations, outlets and places, read once from ``data/gazetteer``.

Look-up is by token sequence, longest match first, so it is linear in the text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.model import ActorKind, Token
from kg.resources import data, table

_INSIDE = frozenset({"-", ".", "'", "'s", "&", ",", "/"})
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One known actor. ``sort`` is ``state``, ``place``, or the type of an organisation (``outlet`` …)."""

    key: str
    name: str
    kind: ActorKind
    sort: str
    parent: str | None = None


class Hit(NamedTuple):
    """An entry and the form it was met in: ``name``, ``capital``, ``adjective``, ``people`` or ``short``."""

    entry: Entry
    form: str


class Match(NamedTuple):
    """Tokens ``first`` to ``last`` (inclusive) and all that they may denote."""

    first: int
    last: int
    hits: tuple[Hit, ...]


def letters(text: str) -> str:
    """Letters and digits alone: how a form is compared, whatever its tokens and stops."""
    return text if text.isalnum() else "".join(c for c in text if c.isalnum())


class Gazetteer:
    """Forms of all entries, by their letters and by the length in tokens they may take."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._forms: dict[str, list[Hit]] = {}
        self._starts: set[str] = set()
        self._longest = 1

    def add(self, form: str, entry: Entry, sort: str) -> None:
        """Let ``form`` denote the entry."""
        hits = self._forms.setdefault(letters(form), [])
        if all(h.entry.key != entry.key for h in hits):
            hits.append(Hit(entry, sort))
        words = _WORD.findall(form)
        self._longest = max(self._longest, len(words))
        self._starts.update((letters(form)[:2], letters(words[0])[:2]))

    def lookup(self, form: str) -> tuple[Hit, ...]:
        """What a form may denote; letter case counts."""
        return tuple(self._forms.get(letters(form), ()))

    def match(self, tokens: tuple[Token, ...], i: int, end: int) -> Match | None:
        """The longest form that starts at token ``i`` and ends before ``end``."""
        text = tokens[i].text
        if not (text[0].isupper() or text in ("al", "mainland")):
            return None
        shout = len(text) > 3 and text.isupper()
        if letters(text)[:2] not in self._starts and not shout:
            return None
        best: Match | None = None
        form = plain = ""
        for j in range(i, min(end, i + self._longest)):
            if j > i and not (tokens[j].text[0].isalnum() or tokens[j].text in _INSIDE):
                break
            form += letters(tokens[j].text)
            hits = self._forms.get(form)
            if hits is None and shout:
                plain += letters(_title(tokens[j].text))
                hits = self._forms.get(plain)
            if hits and tokens[j].text[0].isalnum():
                best = Match(i, j, tuple(hits))
        return best


def _title(word: str) -> str:
    return word if word.islower() else word.capitalize()


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    book = Gazetteer()
    _states(book, table("gazetteer", "states.tsv"))
    for file in ("organisations.tsv", "outlets.tsv"):
        for row in table("gazetteer", file):
            entry = Entry(
                row["key"], row["name"], ActorKind.ORGANIZATION, row["type"], row.get("parent") or None
            )
            _add(book, entry, row.get("aliases", ""))
    for row in table("gazetteer", "places.tsv"):
        entry = Entry(row["key"], row["name"], ActorKind.PLACE, "place", row.get("parent") or None)
        _add(book, entry, row.get("aliases", ""))
    return book


def _add(book: Gazetteer, entry: Entry, aliases: str) -> None:
    book.entries[entry.key] = entry
    for form in [entry.name, *filter(None, aliases.split("|"))]:
        book.add(form, entry, "name")


def _states(book: Gazetteer, rows: list[dict[str, str]]) -> None:
    for row in rows:
        entry = Entry(row["key"], row["name"], ActorKind.COUNTRY, "state")
        _add(book, entry, row["aliases"])
        for column, form in (("capitals", "capital"), ("people", "people"), ("adjectives", "adjective")):
            for word in filter(None, row[column].split("|")):
                book.add(word, entry, form)


@lru_cache(maxsize=1)
def regions() -> dict[str, frozenset[str]]:
    """Region adjective -> keys of the states in it."""
    lists = tomllib.loads(data("lexicon", "regions.toml").read_text("utf-8"))
    return {name: frozenset(f"country:{code}" for code in codes.split()) for name, codes in lists.items()}


@lru_cache(maxsize=1)
def short_names() -> dict[str, Entry]:
    """What may follow "the" once the article names the state: ``{"North": North Korea, …}``."""
    book = gazetteer()
    return {
        row["short"]: book.entries[row["key"]] for row in table("gazetteer", "states.tsv") if row["short"]
    }
