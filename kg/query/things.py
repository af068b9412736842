"""Events in which a thing that is no actor ("the Lys Canal treaty") fills a role, found by its words."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg import iri
from kg.query.reader import Article, Reader, parse_spans

_ROLE_SPANS = ox.NamedNode(iri.term("roleSpans"))


def claims_on(reader: Reader, name: str) -> frozenset[str]:
    """Claims on events with a role that words containing the name fill, and no known actor does.

    Case does not matter; a plural or possessive ending of the last word does not either.
    """
    whole = re.compile(rf"(?<!\w){re.escape(name.strip())}(?:['’]s|s|es)?(?!\w)", re.IGNORECASE)
    found = set()
    for graph in articles_with(reader, name):
        article = reader.article(graph)
        for q in reader.raw.quads_for_pattern(None, _ROLE_SPANS, None, ox.NamedNode(graph)):
            if _names(article, str(getattr(q.object, "value", "")), whole):
                found.add(iri.sibling(str(getattr(q.subject, "value", "")), "claim"))
    return frozenset(found)


def articles_with(reader: Reader, words: str) -> set[str]:
    """Graphs of the articles whose text holds the longest of the words, whatever the case."""
    word = max(words.split(), key=len, default="")
    has = f"FILTER(CONTAINS(LCASE(?v), LCASE({ox.Literal(word)})))"
    found = reader.rows(f"SELECT ?g {{ GRAPH ?g {{ ?t prov:value ?v }} {has} }}")
    return {str(row["g"].value) for row in found}


def _names(article: Article, role_spans: str, whole: re.Pattern[str]) -> bool:
    for line in role_spans.splitlines():
        _, key, spans = (*line.split(" ", 2), "")[:3]
        if key == "-" and whole.search(article.words(parse_spans(spans.replace(",", " ")))):
            return True
    return False
