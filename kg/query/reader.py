"""Nodes of the graph as plain strings, read once each; the base that every question stands on.

Invariant: a reader sees one state of the store for as long as nothing writes to it, so make one per
question and let it go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Protocol

import pyoxigraph as ox

from kg import iri
from kg.model import FactActor, Span, passages
from kg.model.passages import parse_spans as parse_spans
from kg.quads import Quads
from kg.query.ahead import Ahead
from kg.query.people import EDITED_BY, copies, overlaid
from kg.sidecar import Part, Sidecar

Node = Mapping[str, tuple[str, ...]]
"""Predicate -> objects (IRIs and lexical forms). The key ``@graph`` holds the article graph."""

LABEL = iri.RDFS + "label"
ALT_LABEL = iri.SKOS + "altLabel"
TYPE = iri.RDF + "type"
EARLIEST = iri.SEM + "hasEarliestBeginTimeStamp"
LATEST = iri.SEM + "hasLatestEndTimeStamp"
EVENT_TYPE = iri.SEM + "eventType"
HAS_TIME = iri.SEM + "hasTime"
HAS_PLACE = iri.SEM + "hasPlace"
HAS_ACTOR = iri.SEM + "hasActor"
_FILE_NAME = ox.NamedNode(iri.term("fileName"))
_TARGET = ox.NamedNode(iri.OA + "hasTarget")
_PARAGRAPH = 1200
"""Code points; a longer paragraph is told in part."""
_NOT_ARTICLES = {iri.STORY, iri.DECISIONS, iri.CORRECTIONS, iri.ONTOLOGY, iri.META}


class HasQuads(Protocol):
    """Anything with a quad store: :class:`kg.graph.Store`."""

    @property
    def raw(self) -> Quads: ...

    def indexed(self, part: Part) -> Sidecar | None:
        """Where to look things up; ``None``: the quads have to be looked through."""
        ...


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its graph tells it."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    text: str
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]

    def sentence_number(self, offset: int) -> int:
        """Index of the sentence that holds the offset, or of the one before it; 0 where there is none."""
        return passages.sentence_number(self.starts, offset)

    def around(self, spans: Iterable[Span]) -> Span:
        """From the first to the last sentence that the spans touch; the spans' own extent outside of any."""
        return passages.around(self.sentences, self.starts, spans)

    def paragraph(self, sentence: Span) -> Span:
        """The paragraph around a sentence: to the next blank line, or line break in a text that has none.
        One longer than :data:`_PARAGRAPH` is cut at the sentences nearest to half of that, before and
        behind; the given sentence is never cut."""
        start, end = sentence
        mark = "\n\n" if "\n\n" in self.text else "\n"
        first = self.text.rfind(mark, 0, start) + len(mark)
        first = first if first >= len(mark) else 0
        last = self.text.find(mark, end)
        last = last if last >= 0 else len(self.text)
        if last - first > _PARAGRAPH:
            near = max(first, start - _PARAGRAPH // 2), min(last, end + _PARAGRAPH // 2)
            first = min((s for s in self.starts if near[0] <= s <= start), default=start)
            last = max((e for _, e in self.sentences if end <= e <= near[1]), default=end)
        while first < start and self.text[first].isspace():
            first += 1
        while last > end and self.text[last - 1].isspace():
            last -= 1
        return first, last

    def words(self, spans: Iterable[Span]) -> str:
        """The text of the spans, pieces joined by `` … ``."""
        return passages.words(self.text, spans)


def one(node: Node, predicate: str) -> str | None:
    """The only, or alphabetically first, object of a predicate."""
    values = node.get(predicate)
    return values[0] if values else None


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@lru_cache(maxsize=1024)
def value_of(term: str) -> str:
    """The enumeration's value or the event type that an own term names."""
    return iri.snake(term.removeprefix(iri.KG))


def rows(raw: Quads, query: str) -> ox.QuerySolutions:
    """Solutions of a SELECT over all graphs, with the usual prefixes."""
    found = raw.query(query, prefixes=iri.PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return found


class Reader:
    """Reads and keeps nodes, articles and actors."""

    def __init__(self, store: HasQuads, *, as_of: date | None = None) -> None:
        self.raw = store.raw
        self._store = store
        self._indexes: dict[str, Sidecar | None] = {}
        self.ahead = Ahead(store.raw)
        """Where nodes are read from."""
        self.as_of = as_of
        """Last day of publication that counts; ``None``: all."""
        self._articles: dict[str, Article] = {}
        self._actors: dict[str, FactActor] = {}
        self._nodes: dict[str, Node] = {}
        self._spans: dict[str, tuple[Span, ...]] = {}

    def indexed(self, part: Part) -> Sidecar | None:
        """Where to look things up, asked once; ``None``: the quads have to be looked through."""
        if part.name not in self._indexes:
            self._indexes[part.name] = self._store.indexed(part)
        return self._indexes[part.name]

    @cached_property
    def copies(self) -> Mapping[str, str]:
        """Graph of each copy -> graph of the article that it repeats."""
        return copies(self.raw)

    def node(self, subject: str) -> Node:
        """Everything with that subject, objects sorted, corrected as people decided; empty for nothing."""
        found: dict[str, Any] = {}
        for q in self.ahead.quads(subject):
            found.setdefault(q.predicate.value, []).append(getattr(q.object, "value", ""))
            graph = getattr(q.graph_name, "value", "")
            if graph not in _NOT_ARTICLES:
                found["@graph"] = [graph]
        node = {k: tuple(sorted(v)) if len(v) > 1 else tuple(v) for k, v in found.items()}
        return overlaid(node) if EDITED_BY in node else node

    def kept(self, subject: str) -> Node:
        """Like :meth:`node`, remembered: for what many facts share."""
        if subject not in self._nodes:
            self._nodes[subject] = self.node(subject)
        return self._nodes[subject]

    def subjects(self, predicate: str, obj: str) -> list[str]:
        """IRIs of all that have the predicate with that object (an IRI), sorted."""
        quads = self.ahead.quads_to(predicate, obj)
        return sorted({str(getattr(q.subject, "value", "")) for q in quads})

    def outer(self, claim: str) -> str | None:
        """The statement whose words hold the claim."""
        return next(iter(self.subjects(iri.term("content"), claim)), None)

    def rows(self, query: str) -> ox.QuerySolutions:
        """Solutions of a SELECT over all graphs, with the usual prefixes."""
        return rows(self.raw, query)

    def article(self, graph: str) -> Article:
        """The article of a graph."""
        if graph not in self._articles:
            self._articles[graph] = self._read_article(graph)
        return self._articles[graph]

    def article_name(self, graph: str) -> str:
        """File name of the article of a graph, without reading its text."""
        key = graph.rpartition(":")[2]
        node = ox.NamedNode(f"{iri.BASE}article:{key}")
        quads = self.raw.quads_for_pattern(node, _FILE_NAME, None, None)
        return min((str(getattr(q.object, "value", "")) for q in quads), default=key)

    def _read_article(self, graph: str) -> Article:
        key = graph.rpartition(":")[2]
        node = self.node(f"{iri.BASE}article:{key}")
        text = self.node(f"{iri.BASE}text:{key}")
        sentences = parse_spans(one(text, iri.term("sentences")) or "")
        return Article(
            id=one(node, iri.term("documentId")) or key,
            name=one(node, iri.term("fileName")) or key,
            title=one(node, iri.SCHEMA + "headline"),
            outlet=one(node, iri.term("outlet")),
            published=day(one(node, iri.SCHEMA + "datePublished")),
            url=one(node, iri.SCHEMA + "url"),
            text=one(text, iri.PROV + "value") or "",
            sentences=sentences,
            starts=tuple(s for s, _ in sentences),
        )

    def actor(self, local: str, role: str) -> FactActor:
        """A local actor under the name of the merged one that it refers to; a voice by its words."""
        if local not in self._actors:
            node = self.node(local)
            merged = one(node, iri.term("refersTo"))
            if merged:
                node = self.kept(merged)
            known = merged or (local if local.startswith(f"{iri.BASE}local-actor:") else None)
            self._actors[local] = FactActor(
                iri.short(known) if known else None,
                one(node, LABEL) or "an unnamed source",
                "",
                one(node, iri.term("kind")),
            )
        found = self._actors[local]
        return FactActor(found.id, found.name, role, found.kind)

    def merged(self, actor: str) -> FactActor:
        """A merged actor, in no particular role."""
        node = self.kept(actor)
        name = one(node, LABEL) or iri.short(actor)
        return FactActor(iri.short(actor), name, "", one(node, iri.term("kind")))

    def place(self, claim: str) -> tuple[str, int] | None:
        """Graph of the article of a claim, and where its words begin; ``None`` where none are marked."""
        quad = next(iter(self.ahead.quads(iri.sibling(claim, "annotation"), _TARGET)), None)
        spans = self.evidence_spans(claim)
        return (str(getattr(quad.graph_name, "value", "")), spans[0][0]) if quad and spans else None

    def evidence_spans(self, claim: str) -> tuple[Span, ...]:
        """Spans of the words of a claim, in text order."""
        if claim not in self._spans:
            found = self.ahead.quads(iri.sibling(claim, "annotation"), _TARGET)
            self._spans[claim] = tuple(
                sorted(iri.offsets(str(getattr(q.object, "value", ""))) for q in found)
            )
        return self._spans[claim]
