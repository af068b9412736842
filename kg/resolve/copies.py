"""Which articles repeat another one: reprints and wire stories, so that sources are counted once.

Invariants: the result is a function of the set of articles; each copy names the article of its group
that was published first. MinHash (Broder 1997) finds the pairs to look at; each pair is then compared in
full, so that no chance of hashing decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from zlib import crc32

from kg.model import ActorSignature, Copy, DocumentSignature, EventSignature
from kg.resolve.union import Union

_WORDS = re.compile(r"\w+")
_LENGTH = 5
"""Words of a shingle: long enough that two independent stories of one event share next to none."""
_LEAST = 20
"""Shingles below which a text says too little to be called a copy."""
SHARED = 0.8
"""Part of the shorter text's shingles that a copy shares: reprints are cut and get a new opening."""
SHORTEST = 0.5
"""A text less than half as long as the other quotes it rather than repeats it."""
_PERMUTATIONS, _BANDS = 126, 42
"""Bands of three: pairs of Jaccard similarity 0.5 are looked at in 99.6 % of cases, of 0.05 in 0.5 %."""
_SEED = 1


def find_copies(documents: Iterable[DocumentSignature]) -> tuple[Copy, ...]:
    """Copies sorted by document id."""
    listed = sorted(documents, key=lambda d: (d.published or date.max, d.document))
    shingles = {d.document: _shingles(d.text) for d in listed}
    listed = [d for d in listed if len(shingles[d.document]) >= _LEAST]
    if len(listed) < 2:
        return ()
    union = Union(d.document for d in listed)
    for left, right in _candidates([(d.document, shingles[d.document]) for d in listed]):
        if _shared(shingles[left], shingles[right]) >= SHARED:
            union.merge(left, right)
    rank = {d.document: n for n, d in enumerate(listed)}
    return tuple(sorted(_named(union, rank, shingles), key=lambda c: c.document))


def same_events(
    found: Iterable[Copy], actors: Iterable[ActorSignature], events: Iterable[EventSignature]
) -> list[tuple[str, str]]:
    """Pairs ``(mention in the original, mention in its copy)`` that are one and the same.

    Only mentions that are alike in all (type, word, status, days, place, names in their roles), and the only
    ones of that kind in their article.
    """
    copied = {c.document: c.original for c in found}
    if not copied:
        return []
    wanted = set(copied) | set(copied.values())
    names = {a.local: a.name.casefold() for a in actors if a.document in wanted}
    alike: dict[str, dict[object, list[str]]] = {}
    for e in events:
        if e.document in wanted:
            who = tuple(sorted((role, names.get(a, a)) for role, a in e.actors))
            key = (e.type, e.trigger, e.status, e.earliest, e.latest, e.place, who)
            alike.setdefault(e.document, {}).setdefault(key, []).append(e.local)
    pairs = []
    for copy, original in sorted(copied.items()):
        theirs = alike.get(original, {})
        for kind, mine in alike.get(copy, {}).items():
            if len(mine) == len(theirs.get(kind, ())) == 1:
                pairs.append((theirs[kind][0], mine[0]))
    return sorted(pairs)


def _named(union: Union, rank: dict[str, int], shingles: dict[str, frozenset[int]]) -> Iterator[Copy]:
    for group in union.groups():
        original, *others = sorted(group, key=lambda d: rank[d])
        for other in others:
            shared = _part(shingles[original], shingles[other])
            yield Copy(document=other, original=original, shared=round(shared, 3))


def _shingles(text: str) -> frozenset[int]:
    """Hashes of all sequences of five words, whatever their case and punctuation."""
    words = [w.encode("utf-8", "surrogatepass") for w in _WORDS.findall(text.casefold())]
    return frozenset(crc32(b" ".join(words[i : i + _LENGTH])) for i in range(len(words) - _LENGTH + 1))


def _candidates(listed: list[tuple[str, frozenset[int]]]) -> Iterator[tuple[str, str]]:
    """Pairs ``(earlier, later)`` that share a band of their MinHash signatures."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    for number, (name, found) in enumerate(listed):
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update([format(s, "x") for s in found])
        for other in sorted(set(index.query(sketch))):
            yield listed[other][0], name
        index.insert(number, sketch)


def _shared(left: frozenset[int], right: frozenset[int]) -> float:
    """:func:`_part`, or 0 where one text is much shorter than the other."""
    small, large = sorted((len(left), len(right)))
    return _part(left, right) if small >= SHORTEST * large else 0.0


def _part(left: frozenset[int], right: frozenset[int]) -> float:
    return len(left & right) / min(len(left), len(right))
