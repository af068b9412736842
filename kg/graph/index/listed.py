"""One article's facts as rows of the list, read from its graph and from what the story says of its claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from kg import iri
from kg.graph import terms as t
from kg.graph.index.article import ArticleGraph
from kg.listing import EVENT, STATEMENT, plain_name, rank
from kg.quads import Quads

_STORY = NamedNode(iri.STORY)
_SAID = "said"
"""What stands for a status in statements."""
_EDITS = {"type": "Type", "status": "Status", "early": "Earliest", "late": "Latest"}
"""Column -> end of the property that holds what people set."""


Amended = dict[str, dict[str, object]]
"""Key of a claim that people rejected or edited -> columns and what these are now."""


@dataclass(slots=True, kw_only=True)
class Listed:
    """A fact as :data:`kg.listing.LISTING` has it, but for its place in a timeline; filled in by and by."""

    claim: str
    doc: str
    published: str | None
    kind: str
    type: str
    status: str = _SAID
    early: str | None = None
    late: str | None = None
    start: int = 0
    outer: str | None = None
    event: str | None = None
    rejected: bool = False
    dated_by: str = ""
    """IRI of the mention or time whose days it has."""

    def row(self) -> tuple[object, ...]:
        """The columns in order, without the last."""
        order = rank(self.early, self.late, self.published, self.doc, self.start, self.claim)
        return (
            order, self.claim, self.doc, self.published, self.kind, self.type, self.status, self.early,
            self.late, self.start, self.outer, self.event, int(self.rejected),
        )  # fmt: skip


def facts_of(graph: ArticleGraph, amended: Amended) -> list[Listed]:
    """The article's facts, but for the events that the story says they tell of; none of an article that is
    not there.

    :param amended: key of a claim -> what people set (:func:`amended_claims`).
    """
    published = graph.value(t.schema("datePublished"))
    spans, early, late = graph.spans(), graph.values(t.EARLIEST), graph.values(t.LATEST)
    outer = {iri.key_of(inner): iri.key_of(claim) for claim, inner in graph.pairs(t.kg("content"))}
    facts = [*_events(graph, published), *_statements(graph, published)]
    for fact in facts:
        fact.start = min(spans[fact.claim])[0] if fact.claim in spans else 0
        fact.outer = outer.get(fact.claim)
        fact.early, fact.late = early.get(fact.dated_by), late.get(fact.dated_by)
        for column, value in amended.get(fact.claim, {}).items():
            setattr(fact, column, value)
    return facts


def _events(graph: ArticleGraph, published: str | None) -> Iterator[Listed]:
    statuses, types = graph.values(t.kg("status")), graph.values(t.EVENT_TYPE)
    for claim, mention in graph.values(t.kg("about")).items():
        if claim in statuses and mention in types:
            yield Listed(
                claim=iri.key_of(claim),
                doc=graph.key,
                published=published,
                kind=EVENT,
                type=_told(types[mention]),
                status=_told(statuses[claim]),
                dated_by=mention,
            )


def _statements(graph: ArticleGraph, published: str | None) -> Iterator[Listed]:
    times = graph.values(t.HAS_TIME)
    for claim, attitude in graph.values(t.kg("attitude")).items():
        yield Listed(
            claim=iri.key_of(claim),
            doc=graph.key,
            published=published,
            kind=STATEMENT,
            type=_told(attitude),
            dated_by=times.get(claim, ""),
        )


def members_of(graph: ArticleGraph) -> Iterator[tuple[str, int, bool, str | None]]:
    """The article's local actors: key, number of mentions, whether it is known by a description alone, and
    the JSON array of its descriptions."""
    nameless = graph.values(t.kg("named"))
    described: dict[str, list[str]] = {}
    for local, description in graph.pairs(t.kg("description")):
        described.setdefault(local, []).append(description)
    for local, spans in graph.values(t.kg("mentionSpans")).items():
        words = described.get(local)
        yield iri.key_of(local), len(spans.split()), local in nameless, json.dumps(words) if words else None


def amended_claims(raw: Quads) -> Amended:
    """All that people rejected or edited."""
    found: Amended = {}
    for q in raw.quads_for_pattern(None, t.kg("rejectedBy"), None, _STORY):
        found.setdefault(t.key(q.subject), {})["rejected"] = True
    for column, name in _EDITS.items():
        for q in raw.quads_for_pattern(None, t.kg(f"corrected{name}"), None, _STORY):
            found.setdefault(t.key(q.subject), {})[column] = t.value(q.object) or None
    return found


def names_of(raw: Quads, actor: str) -> list[tuple[str, bool, str]]:
    """Names of a merged actor: the words, whether it is its label, and their slug without ornament."""
    node = NamedNode(iri.actor(actor))
    return [
        (t.value(q.object), predicate == t.LABEL, plain_name(t.value(q.object)))
        for predicate in (t.LABEL, t.ALT_LABEL)
        for q in raw.quads_for_pattern(node, predicate, None, _STORY)
    ]


@lru_cache(maxsize=1024)
def _told(term: str) -> str:
    return iri.snake(term.removeprefix(iri.KG))
