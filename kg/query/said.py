"""The same quoted words in two mouths."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg import iri
from kg.model import Fact
from kg.query.reader import Reader, one

_WORDS = re.compile(r"\w+")
_LEAST = 6
"""Words of a quotation below which two people may say the same by chance."""
_QUOTED = {iri.term("Direct"), iri.term("Mixed")}
_MOST = 20
"""Quotations with one opening that are compared with each other; a set phrase proves nothing."""


def who_said_it(
    reader: Reader, statements: Iterable[Fact], origin: Mapping[str, str]
) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of quotations of different articles, one within the other, by two different people.

    A country and its minister, or a body and its spokesman, are no disagreement: only persons are compared.
    """
    words: dict[str, str] = {}
    index: dict[str, list[Fact]] = defaultdict(list)
    for fact in statements:
        speaker = fact.actors[0]
        if speaker.id is None or speaker.kind != "person" or fact.polarity == "negative":
            continue
        said = _WORDS.findall(fact.evidence.quote.casefold())
        kind = one(reader.node(iri.expand(fact.id) or ""), iri.term("quoteKind"))
        if len(said) < _LEAST or kind not in _QUOTED:
            continue
        words[fact.id] = f" {' '.join(said)} "
        for n in range(len(said) - _LEAST + 1):
            index[" ".join(said[n : n + _LEAST])].append(fact)
    seen: set[tuple[str, str]] = set()
    for sharing in index.values():
        for left in sharing[:_MOST]:
            for right in sharing[:_MOST]:
                if left.id < right.id and (left.id, right.id) not in seen:
                    seen.add((left.id, right.id))
                    if _differ(left, right, origin) and _within(words[left.id], words[right.id]):
                        yield left, right


def _differ(left: Fact, right: Fact, origin: Mapping[str, str]) -> bool:
    graphs = [iri.graph(f.evidence.article) for f in (left, right)]
    sources = {origin.get(g, g) for g in graphs}
    return left.actors[0].id != right.actors[0].id and len(sources) == 2


def _within(left: str, right: str) -> bool:
    return left in right or right in left
