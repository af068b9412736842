"""Local actors whose names leave no doubt: rows that many articles share, kept as sums.

One group holds the actors of one gazetteer key; of one full name (but not of one that bodies of many states
bear); of one family name under one description in one year (unless the article itself names somebody in full,
or somebody else, with it). Anybody else is alone. Whatever else is decided on actors is decided on groups, so
its cost does not grow with the number of articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.model import ActorSignature, Decision, DecisionKind
from kg.resolve.index import Index, pack_actor, unpack_actor
from kg.resolve.institutions import everywhere
from kg.resolve.leaders import led
from kg.resolve.names import FAMILIES, Name, description_words, skeleton, take_apart
from kg.resolve.union import Pair, merged, pair_of

_KEYED = 1_000_000
"""What the gazetteer says of a kind outweighs what articles say."""


class GroupChanges:
    """Takes articles' actors out of the groups and puts others in, until :meth:`settle` adds up."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.touched: set[str] = set()
        """Groups that lost or got a member."""
        self.near: set[str] = set()
        """Block keys that lost or got a group."""
        self.same: dict[Pair, Decision | None] = {}
        """That members are one with the first of their group; ``None`` where this no longer holds."""
        self.led_anew: set[str] = set()
        """Groups that are told as the leader of another state than before, or of none."""
        self._added: dict[str, list[str]] = {}
        self._size: Counter[str] = Counter()
        self._sums: Counter[tuple[str, str, str]] = Counter()
        self._keys: Counter[tuple[str, str]] = Counter()

    def remove(self, document: str) -> None:
        sql = "SELECT a.local, a.grp, a.said, g.first FROM actor a JOIN grp g ON g.id = a.grp WHERE a.doc = ?"
        for local, group, said, first in self.index.rows(sql, document):
            self._count(group, unpack_actor(local, document, said), -1)
            self._forget(first, [local])
        self.index.run("DELETE FROM actor WHERE doc = ?", document)

    def add(self, document: str, actors: Sequence[ActorSignature]) -> None:
        bearers = {w for a in actors if a.named for w in _family_names(a)}
        words = Counter(_lone_word(a) for a in actors)
        rows, new = [], []
        for actor in actors:
            word = _lone_word(actor) if words[_lone_word(actor)] == 1 else ""
            group = _group(actor, "" if word in bearers else word)
            token = token_of(actor) if known_abroad(actor) else None
            rows.append((actor.local, document, group, token, pack_actor(actor)))
            new.append((group, word))
            self._count(group, actor, 1)
            self._added.setdefault(group, []).append(actor.local)
        self.index.run_all("INSERT OR IGNORE INTO grp VALUES (?, 0, NULL, ?, NULL, NULL, NULL)", new)
        self.index.run_all("INSERT INTO actor VALUES (?, ?, ?, ?, ?)", rows)

    def _count(self, group: str, actor: ActorSignature, sign: int) -> None:
        self.touched.add(group)
        self._size[group] += sign
        for what, value, n in _tallies(actor):
            self._sums[group, what, value] += sign * n
        for key in _blocks(group, actor):
            self._keys[key, group] += sign

    def settle(self) -> None:
        """Add up, name the first member of each touched group, and decide that the others are the same."""
        index = self.index
        _add_up(index, "tally(grp, what, value, n)", self._sums)
        self._set_leaders()
        self.near = _add_up(index, "block(key, grp, n)", self._keys)
        index.run_all("UPDATE grp SET n = n + ? WHERE id = ?", [(n, g) for g, n in self._size.items()])
        for group in sorted(self.touched):
            before = index.one("SELECT first FROM grp WHERE id = ?", group)
            first = index.one("SELECT MIN(local) FROM actor WHERE grp = ?", group)
            others = self._added.get(group, [])
            if first != before:
                index.run("UPDATE grp SET first = ? WHERE id = ?", first, group)
                others = index.column("SELECT local FROM actor WHERE grp = ?", group)
                self._forget(before, others)
            for decision in (_why(group, first, x) for x in others if x != first):
                self.same[pair_of(decision)] = decision

    def _set_leaders(self) -> None:
        """Tell which state a group is called the leader of, if one only, where such a description came or
        went."""
        for group in sorted({g for g, what, value in self._sums if what == "said" and led(value)}):
            if not group.startswith("n:person:"):
                continue
            said = self.index.column("SELECT value FROM tally WHERE grp = ? AND what = 'said'", group)
            states = sorted({state for d in said if (state := led(d))})
            state = states[0] if len(states) == 1 else None
            if state != self.index.one("SELECT leads FROM grp WHERE id = ?", group):
                self.index.run("UPDATE grp SET leads = ? WHERE id = ?", state, group)
                self.led_anew.add(group)

    def _forget(self, first: str | None, others: Iterable[str]) -> None:
        for other in others if first else ():
            left, right = sorted((first or "", other))
            self.same[DecisionKind.MERGE.value, left, right] = None


def _add_up(index: Index, table: str, sums: Mapping[Any, int]) -> set[str]:
    """Add to rows of a table whose last column is a number; first columns of rows that came or went."""
    name, columns = table.rstrip(")").split("(")
    *keys, _ = columns.split(", ")
    where = " AND ".join(f"{k} = ?" for k in keys)
    changed = set()
    for row, n in sums.items():
        if not n:
            continue
        before = index.one(f"SELECT n FROM {name} WHERE {where}", *row) or 0
        if before + n:
            index.run(f"INSERT OR REPLACE INTO {table} VALUES ({'?, ' * len(row)}?)", *row, before + n)
        else:
            index.run(f"DELETE FROM {name} WHERE {where}", *row)
        if not before or not before + n:
            changed.add(row[0])
    return changed


def write_decisions(index: Index, rows: Iterable[tuple[str, str, str, str, float, str]]) -> None:
    """Record decisions; an owner's decision on a pair takes the place of its last one."""
    index.run_all("INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?)", rows)


def members(index: Index, groups: Iterable[str]) -> list[ActorSignature]:
    """Signatures of all members, by IRI."""
    rows = index.among("SELECT local, doc, said FROM actor WHERE grp IN ?", groups)
    return sorted((unpack_actor(*row) for row in rows), key=lambda a: a.local)


def tallied(actors: Iterable[ActorSignature]) -> dict[str, Counter[str]]:
    """What the index sums up of groups, for actors at hand."""
    found: dict[str, Counter[str]] = {}
    for actor in actors:
        for what, value, n in _tallies(actor):
            found.setdefault(what, Counter())[value] += n
    return found


def tallies_of(index: Index, groups: Iterable[str]) -> dict[str, Counter[str]]:
    """``what`` -> value -> sum over the groups: ``name`` (``description`` of actors that have no name),
    ``keyed`` (names of actors with a key), ``key``, ``kind``, ``alias``; not what is ``said`` of them."""
    sql = (
        "SELECT what, value, n FROM tally WHERE grp IN ?"
        " AND what IN ('name', 'description', 'keyed', 'key', 'kind', 'alias')"
    )
    found: dict[str, Counter[str]] = {}
    for what, value, n in index.among(sql, groups):
        found.setdefault(what, Counter())[value] += n
    return found


def known_abroad(actor: ActorSignature) -> bool:
    """Whether its name means the same outside its article."""
    general = FAMILIES[actor.kind] == "body" and not actor.key and everywhere(actor.name)
    return actor.named and not general


def token_of(actor: ActorSignature) -> str:
    """What an actor counts as in company: its key, else its full name."""
    return actor.key or take_apart(actor.name, FAMILIES[actor.kind]).squashed


def _name(actor: ActorSignature) -> Name:
    return take_apart(actor.name, FAMILIES[actor.kind])


def _family_names(actor: ActorSignature) -> set[str]:
    """Words that a person's full name may be cut down to."""
    name = _name(actor)
    return {name.words[0], name.words[-1]} if FAMILIES[actor.kind] == "person" and name.full else set()


def _lone_word(actor: ActorSignature) -> str:
    """The one word that a person is called by, whose full name the article does not give; else nothing."""
    name = _name(actor)
    lone = FAMILIES[actor.kind] == "person" and len(name.words) == 1 and not name.generation
    return name.words[0] if lone and actor.named and not actor.key else ""


def _group(actor: ActorSignature, word: str) -> str:
    """Id of the group; the local IRI of an actor that is alone.

    :param word: the family name, where it is all that is known and the article has no other bearer of it.
    """
    family, name = FAMILIES[actor.kind], _name(actor)
    if not known_abroad(actor) or not (actor.key or name.words):
        return actor.local
    if actor.key:
        return f"k:{actor.key}"
    if name.full or family != "person":
        return f"n:{family}:{name.squashed}"
    known = sorted(_long_descriptions(actor))
    year = actor.published.year if actor.published else ""
    return f"d:{word}:{known[0]}:{year}" if known and word else actor.local


def _long_descriptions(actor: ActorSignature) -> set[str]:
    """Descriptions that say enough beside a family name: two words at least."""
    found = (description_words(d) for d in actor.descriptions)
    return {" ".join(words) for words in found if len(words) > 1}


def _tallies(actor: ActorSignature) -> Iterator[tuple[str, str, int]]:
    mentions = max(actor.mentions, 1)
    yield ("name" if actor.named else "description"), actor.name, mentions
    if actor.key:
        yield "keyed", actor.name, mentions
        yield "key", actor.key, 1
    if actor.published:
        yield "day", actor.published.isoformat(), 1
    yield "kind", actor.kind, mentions + (_KEYED if actor.key else 0)
    for alias in actor.aliases:
        yield "alias", alias, 1
    for said in actor.descriptions:
        yield "said", said, 1


def _blocks(group: str, actor: ActorSignature) -> Iterator[str]:
    """Keys that groups share which are to be compared: ``s`` same name, ``x`` same name of another family,
    ``p`` same first and last name, ``y`` same but for spelling, ``a`` abbreviation, ``d`` same family name
    and description; ``w`` a word of a person's name, which a family name alone may stand for."""
    family, name = FAMILIES[actor.kind], _name(actor)
    if not actor.named or not name.words or group == actor.local:
        return
    if group.startswith("d:"):
        yield from (f"d:{name.words[0]}:{said}" for said in _long_descriptions(actor))
        return
    if name.full or family != "person":
        yield f"s:{family}:{name.squashed}"
        yield f"x:{name.squashed}"
    if name.full and not actor.key:
        yield f"y:{family}:{skeleton(name)}"
    if name.full and family == "person":
        yield f"p:{name.words[0]} {name.words[-1]}"
        yield from {f"w:{name.words[0]}", f"w:{name.words[-1]}"}
    if family == "body":
        for alias in {a for a in actor.aliases if is_abbreviation(a) and a not in actor.name.split()}:
            yield f"a:{alias}"
        if is_abbreviation(actor.name) and not actor.key:
            yield f"a:{actor.name}"


def is_abbreviation(name: str) -> bool:
    return name.isupper() and len(name) > 1


def _why(group: str, first: str, other: str) -> Decision:
    """Why all of a group are one."""
    if group.startswith("k:"):
        return merged(first, other, 1.0, f"same gazetteer entry {group[2:]}")
    if group.startswith("d:"):
        said = group.split(":")[2]
        return merged(first, other, 0.85, "same name", f"both are called {said!r}")
    return merged(first, other, 1.0, "same name")
