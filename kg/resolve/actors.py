"""Which actors of different articles are one.

Strongest evidence first: a gazetteer key, an equal full name (both ``groups``), a middle name more or less,
one letter's difference in spelling, an abbreviation that one article explains. The weaker a likeness, the
more else must speak for it; where two candidates remain, none is taken. Actors known by a description alone
never leave their article. Groups that share a block key are decided together, apart from all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Decision
from kg.resolve.evidence import Evidence, Witness
from kg.resolve.groups import is_abbreviation, tallies_of, write_decisions
from kg.resolve.index import Index
from kg.resolve.names import Name, spelt_alike, take_apart
from kg.resolve.union import Union, merged, refused, row_of

_SUPPORT_SPELLING = 2
_NAMED_REFUSALS = 3
"""Candidates that an ambiguous abbreviation is told apart from by name."""
_COMPARED = ("s", "x", "p", "y", "a")
"""Kinds of block keys whose groups are decided together."""


def resolve_groups(index: Index, witness: Witness, seeds: Iterable[str]) -> set[str]:
    """Decide anew on the groups and all that share a block with them; the clusters they were and are in."""
    done: set[str] = set()
    clusters: set[str] = set()
    for seed in sorted(seeds):
        if seed not in done:
            component = neighbourhood(index, [seed], _COMPARED)
            done |= component
            clusters |= clusters_of(index, component)
            _decide(index, witness, component)
            clusters |= clusters_of(index, component)
    return clusters


def clusters_of(index: Index, groups: Iterable[str]) -> set[str]:
    return {c for (c,) in index.among("SELECT cluster FROM grp WHERE id IN ?", groups) if c}


def near(index: Index, keys: Iterable[str], kinds: tuple[str, ...] = _COMPARED) -> set[str]:
    """Groups with one of the block keys, of those kinds."""
    wanted = (k for k in keys if k.partition(":")[0] in kinds)
    return {group for (group,) in index.among("SELECT grp FROM block WHERE key IN ?", wanted)}


def neighbourhood(index: Index, seeds: Iterable[str], kinds: tuple[str, ...]) -> set[str]:
    """All groups that are linked with the seeds by block keys of those kinds."""
    found = set(seeds)
    waiting = list(found)
    seen: set[str] = set()
    while waiting:
        keys = {k for (k,) in index.among("SELECT key FROM block WHERE grp IN ?", waiting)} - seen
        seen |= keys
        waiting = sorted(near(index, keys, kinds) - found)
        found |= set(waiting)
    return found


class _Component:
    """Groups that are decided on together."""

    def __init__(self, index: Index, witness: Witness, groups: set[str]) -> None:
        self.index, self.witness = index, witness
        self.union = Union(groups)
        self.evidence: dict[str, Evidence] = {}
        self.why: list[tuple[str, Decision]] = []
        self.blocks: dict[str, list[str]] = defaultdict(list)
        rows = index.among("SELECT key, grp FROM block WHERE grp IN ?", groups)
        for key, group in sorted(rows):
            self.blocks[key].append(group)

    def of_kind(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        """Keys of that kind (without its letter) and their groups, where there are two or more."""
        for key in sorted(self.blocks):
            if key.startswith(f"{kind}:") and len(self.blocks[key]) > 1:
                yield key[len(kind) + 1 :], self.blocks[key]

    def shown(self, group: str) -> Evidence:
        """Evidence of all that the group has been joined with."""
        root = self.union.find(group)
        if root not in self.evidence:
            self.evidence[root] = self.witness.of([root])
        return self.evidence[root]

    def first(self, group: str) -> str:
        found: str = self.index.one("SELECT first FROM grp WHERE id = ?", group)
        return found

    def join(self, left: str, right: str, score: float, *reasons: str) -> None:
        if self.union.find(left) == self.union.find(right):
            return
        self.why.append((left, merged(self.first(left), self.first(right), score, *reasons)))
        one, two = self.shown(left), self.shown(right)
        one.join(two)
        self.evidence[self.union.merge(left, right)] = one

    def refuse(self, left: str, right: str, score: float, *reasons: str) -> None:
        self.why.append((left, refused(self.first(left), self.first(right), score, *reasons)))


def _decide(index: Index, witness: Witness, groups: set[str]) -> None:
    index.run_all("DELETE FROM decision WHERE owner = ?", [(g,) for g in groups])
    if len(groups) == 1:
        index.run_all("UPDATE grp SET cluster = id WHERE id = ?", [(g,) for g in groups])
        return
    component = _Component(index, witness, groups)
    _same_name(component)
    _middle_names(component)
    _spellings(component)
    _abbreviations(component)
    write_decisions(index, [(owner, *row_of(d)) for owner, d in component.why])
    clusters = [(component.union.find(g), g) for g in groups]
    index.run_all("UPDATE grp SET cluster = ? WHERE id = ?", clusters)


def _same_name(c: _Component) -> None:
    """A name that the gazetteer knows for one thing only means it where it has no key, too."""
    for _, groups in c.of_kind("s"):
        keyed = [g for g in groups if g.startswith("k:")]
        for other in groups:
            if len(keyed) == 1 and other != keyed[0]:
                c.join(keyed[0], other, 1.0, "same name")
            elif len(keyed) > 1 and other in keyed[1:]:
                reason = f"same name, but the gazetteer knows them apart: {keyed[0][2:]}, {other[2:]}"
                c.refuse(keyed[0], other, 0.9, reason)
    for squashed, _ in c.of_kind("x"):
        families = {f: c.blocks[k][0] for f in _FAMILIES if c.blocks.get(k := f"s:{f}:{squashed}")}
        first, *others = sorted(families)
        for other in others:
            if families[first] != families[other]:
                reason = f"same name, but one is a {first} and one a {other}"
                c.refuse(families[first], families[other], 0.5, reason)


_FAMILIES = ("body", "person", "place")


def _names(c: _Component, groups: list[str], family: str) -> list[tuple[Name, str]]:
    """Each full name that the groups' members bear, with the group that has it."""
    found: dict[tuple[str, ...], tuple[Name, str]] = {}
    for group in groups:
        for value in sorted(tallies_of(c.index, [group]).get("name", ())):
            name = take_apart(value, family)
            if name.full:
                found.setdefault((name.squashed, group), (name, group))
    return [found[key] for key in sorted(found)]


def _middle_names(c: _Component) -> None:
    """``John Bolton`` and ``John R. Bolton`` are one unless somebody else shares first and last name."""
    for ends, groups in c.of_kind("p"):
        named = [(n, g) for n, g in _names(c, groups, "person") if f"{n.words[0]} {n.words[-1]}" == ends]
        middles = sorted({n.middle for n, _ in named if n.middle})
        longest = max(middles, key=len, default="")
        agree = all(longest.startswith(m) for m in middles)
        first = named[0][1]
        for other in sorted({g for _, g in named} - {first}):
            if agree and len({n.generation for n, _ in named}) == 1:
                c.join(first, other, 0.95, "same first and last name, no other middle name")
            else:
                reason = "same first and last name, but middle names or generations differ"
                c.refuse(first, other, 0.8, reason)


def _spellings(c: _Component) -> None:
    for key, groups in c.of_kind("y"):
        named = _names(c, groups, key.partition(":")[0])
        for i, (left, a) in enumerate(named):
            for right, b in named[i + 1 :]:
                score = spelt_alike(left, right)
                if score < 0.88 or c.union.find(a) == c.union.find(b):
                    continue
                one, two = c.shown(a), c.shown(b)
                points, reasons = c.witness.support(one, two)
                if c.witness.together(one, two):
                    c.refuse(a, b, score, "spelt alike, but one article names both")
                elif points < _SUPPORT_SPELLING:
                    c.refuse(a, b, score, "spelt alike, but nothing else speaks for it", *reasons)
                else:
                    c.join(a, b, score, "spelt alike", *reasons)


def _abbreviations(c: _Component) -> None:
    """A body called ``XYZ`` here is the one that another article introduces as ``… (XYZ)``."""
    for short, groups in c.of_kind("a"):
        told = {g: tallies_of(c.index, [g]) for g in groups}
        called = [g for g in groups if short in told[g].get("name", ()) and not g.startswith("k:")]
        owners = [g for g in groups if short in told[g].get("alias", ()) and g not in called]
        assert is_abbreviation(short)
        for group in called:
            roots = sorted({c.union.find(o) for o in owners} - {c.union.find(group)})
            if len(roots) == 1:
                c.join(group, roots[0], 0.9, f"known as {short}")
                continue
            for root in roots[:_NAMED_REFUSALS]:
                c.refuse(group, root, 0.5, f"{len(roots)} bodies are known as {short}")
