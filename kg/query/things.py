"""Events in which a thing that is no actor ("the Lys Canal treaty") has a role, found by its words."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg import fulltext, iri
from kg.fulltext import TEXT
from kg.query.reader import Reader, parse_spans

_VALUE = ox.NamedNode(iri.PROV + "value")
_ROLE_SPANS = ox.NamedNode(iri.term("roleSpans"))


def claims_on(reader: Reader, name: str) -> frozenset[str]:
    """Claims on events with a role that the name fills, or that is filled by a part of the name or by words
    with the name in them ("the Lys" in "the Lys Canal", "the Lys Canal treaty").

    Case does not matter; a plural or possessive ending of the last word does not either.
    """
    whole = re.compile(rf"(?<!\w){re.escape(name.strip())}(?:['’]s|s|es)?(?!\w)", re.IGNORECASE)
    found = set()
    for graph in articles_with(reader, name):
        places = [m.span() for m in whole.finditer(reader.article(graph).text)]
        if not places:
            continue
        for q in reader.raw.quads_for_pattern(None, _ROLE_SPANS, None, ox.NamedNode(graph)):
            if _there(str(getattr(q.object, "value", "")), places):
                found.add(iri.sibling(str(getattr(q.subject, "value", "")), "claim"))
    return frozenset(found)


def articles_with(reader: Reader, words: str) -> set[str]:
    """Graphs of the articles whose text holds the longest of the words, whatever the case."""
    word = max(words.split(), key=len, default="")
    if index := reader.indexed(TEXT):
        return {f"{iri.BASE}graph:{key}" for key in fulltext.articles_with(index, word)}
    folded = fulltext.fold(word)
    quads = reader.raw.quads_for_pattern(None, _VALUE, None, None)
    return {
        str(getattr(q.graph_name, "value", ""))
        for q in quads
        if folded in fulltext.fold(str(getattr(q.object, "value", "")))
    }


def _there(role_spans: str, places: list[tuple[int, int]]) -> bool:
    for line in role_spans.splitlines():
        _, _, spans = (*line.split(" ", 2), "")[:3]
        for start, end in parse_spans(spans.replace(",", " ")):
            if any(start < b and a < end for a, b in places):
                return True
    return False
