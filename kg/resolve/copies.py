"""Which articles repeat another one: reprints and wire stories, so that sources are counted once.

Invariants: the result is a function of the set of articles; each copy names the article of its group
that was published first. MinHash (Broder 1997) finds the pairs to look at; each pair is then compared in
full, so that no chance of hashing decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from zlib import crc32

from kg.model import ActorSignature, Copy, DocumentSignature, EventSignature
from kg.resolve.index import Index

_WORDS = re.compile(r"\w+")
_LENGTH = 5
"""Words of a shingle: long enough that two independent stories of one event share next to none."""
_LEAST = 20
"""Shingles below which a text says too little to be called a copy."""
SHARED = 0.8
"""Part of the shorter text's shingles that a copy shares: reprints are cut and get a new opening."""
SHORTEST = 0.5
"""A text less than half as long as the other quotes it rather than repeats it."""
_PERMUTATIONS, _ROWS = 126, 3
"""Bands of three: pairs of Jaccard similarity 0.5 are looked at in 99.6 % of cases, of 0.05 in 0.5 %."""
_SEED = 1
TextOf = Callable[[str], str]
"""Text of a document, by its id."""


def forget(index: Index, documents: Iterable[str]) -> tuple[set[str], set[str]]:
    """Take articles out of the groups that they were in.

    :return: the articles that they were linked with, and the sources that they were part of.
    """
    listed = list(documents)
    sources = {s for (s,) in index.among("SELECT source FROM doc WHERE id IN ?", listed) if s}
    linked = {o for (o,) in index.among("SELECT other FROM alike WHERE doc IN ?", listed)}
    for document, bands in list(index.among("SELECT id, bands FROM doc WHERE id IN ?", listed)):
        known = json.loads(bands or "[]")
        index.run_all("DELETE FROM band WHERE hash = ? AND doc = ?", [(b, document) for b in known])
    for table, column in (("alike", "doc"), ("alike", "other"), ("copy", "doc")):
        index.run_all(f"DELETE FROM {table} WHERE {column} = ?", [(d,) for d in listed])
    return linked - set(listed), sources


def link(index: Index, document: str, text: str, text_of: TextOf) -> None:
    """Link an article with those that repeat it or that it repeats."""
    shingles = _shingles(text)
    if len(shingles) < _LEAST:
        return
    bands = _bands(shingles)
    near = {d for (d,) in index.among("SELECT doc FROM band WHERE hash IN ?", bands)}
    index.run_all("INSERT OR IGNORE INTO band VALUES (?, ?)", [(b, document) for b in bands])
    index.run("UPDATE doc SET bands = ? WHERE id = ?", json.dumps(bands), document)
    for other in sorted(near - {document}):
        if _shared(shingles, _shingles(text_of(other))) >= SHARED:
            index.run_all("INSERT INTO alike VALUES (?, ?)", [(document, other), (other, document)])


def name_originals(index: Index, documents: Iterable[str], text_of: TextOf) -> set[str]:
    """Say of these articles, and all that are linked with them, which came first; the sources that lost or
    got an article."""
    sources: set[str] = set()
    done: set[str] = set()
    for document in sorted(documents):
        if document not in done:
            group = _linked(index, document)
            done |= group
            sources |= _name_original(index, group, text_of)
    return sources


def find_copies(documents: Iterable[DocumentSignature]) -> tuple[Copy, ...]:
    """Copies among these articles, sorted by document id."""
    listed = {d.document: d for d in documents}
    index = Index()
    for d in listed.values():
        day = d.published.isoformat() if d.published else None
        index.run("INSERT INTO doc VALUES (?, ?, NULL, NULL, NULL)", d.document, day)
    for d in listed.values():
        link(index, d.document, d.text, lambda document: listed[document].text)
    name_originals(index, listed, lambda document: listed[document].text)
    return tuple(copies(index))


def copies(index: Index) -> Iterator[Copy]:
    """All copies, sorted by document id."""
    for document, original, shared in index.rows("SELECT doc, original, shared FROM copy ORDER BY doc"):
        yield Copy(document=document, original=original, shared=shared)


def _linked(index: Index, document: str) -> set[str]:
    group, waiting = {document}, [document]
    while waiting:
        new = {o for (o,) in index.among("SELECT other FROM alike WHERE doc IN ?", waiting)} - group
        group |= new
        waiting = sorted(new)
    return group


def _name_original(index: Index, group: set[str], text_of: TextOf) -> set[str]:
    """Set the source of linked articles; the sources that they had and have."""
    rows = list(index.among("SELECT published IS NULL, published, id, source FROM doc WHERE id IN ?", group))
    original = min(row[:3] for row in rows)[2]
    index.run_all("UPDATE doc SET source = ? WHERE id = ?", [(original, d) for d in group])
    index.run_all("DELETE FROM copy WHERE doc = ?", [(d,) for d in group])
    if len(group) > 1:
        whole = _shingles(text_of(original))
        found = [(d, original, round(_part(whole, _shingles(text_of(d))), 3)) for d in group - {original}]
        index.run_all("INSERT INTO copy VALUES (?, ?, ?)", found)
    return {original, *(row[3] for row in rows if row[3])}


def same_events(
    found: Iterable[Copy], actors: Iterable[ActorSignature], events: Iterable[EventSignature]
) -> list[tuple[str, str]]:
    """Pairs ``(mention in the original, mention in its copy)`` that are one and the same.

    Only mentions that are alike in all (type, word, status, days, place, names in their roles), and the only
    ones of that kind in their article.
    """
    copied = {c.document: c.original for c in found}
    names = {a.local: a.name.casefold() for a in actors}
    alike: dict[str, dict[object, list[str]]] = {}
    for e in events:
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


def _shingles(text: str) -> frozenset[int]:
    """Hashes of all sequences of five words, whatever their case and punctuation."""
    words = [w.encode("utf-8", "surrogatepass") for w in _WORDS.findall(text.casefold())]
    return frozenset(crc32(b" ".join(words[i : i + _LENGTH])) for i in range(len(words) - _LENGTH + 1))


def _bands(shingles: frozenset[int]) -> list[int]:
    """Bands of the MinHash signature; two articles that share one are compared."""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update([format(s, "x") for s in shingles])
    values = sketch.digest()
    rows = (values[at : at + _ROWS] for at in range(0, len(values), _ROWS))
    return [crc32(repr((number, row)).encode()) for number, row in enumerate(rows)]


def _shared(left: frozenset[int], right: frozenset[int]) -> float:
    """:func:`_part`, or 0 where one text is much shorter than the other."""
    small, large = sorted((len(left), len(right)))
    return _part(left, right) if small >= SHORTEST * large else 0.0


def _part(left: frozenset[int], right: frozenset[int]) -> float:
    return len(left & right) / min(len(left), len(right))
