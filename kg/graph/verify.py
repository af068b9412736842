"""Whether every word the store quotes still stands where it says: each span against the stored text,
each text against its hash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from kg import iri
from kg.graph import terms as t
from kg.graph.mapping import text_hash
from kg.graph.scan import scan
from kg.graph.store import Store
from kg.quads import Quads

_SPAN_LITERALS = (
    "sentences",
    "spans",
    "mentionSpans",
    "triggerSpans",
    "cueSpans",
    "holderSpans",
    "placeSpans",
)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that does not verify."""

    document: str
    """File name of the article."""
    where: str
    """IRI of the node that is wrong."""
    what: str


def verify(store: Store, *, on_done: Callable[[], None] | None = None) -> list[Mismatch]:
    """All mismatches, by document; empty where the store is sound. Reads one article at a time.

    :param on_done: told of each article that was checked.
    """
    graphs = sorted(row.graph for row in scan(store.raw, t.kg("documentId")))
    found: list[Mismatch] = []
    for graph in graphs:
        found += _article(store.raw, ox.NamedNode(graph))
        if on_done:
            on_done()
    return found + _orphans(store.raw, set(graphs))


def _article(raw: Quads, graph: ox.NamedNode) -> list[Mismatch]:
    values: dict[str, dict[str, list[str]]] = {}
    for q in raw.quads_for_pattern(None, None, None, graph):
        node = values.setdefault(str(getattr(q.subject, "value", "")), {})
        node.setdefault(q.predicate.value, []).append(str(getattr(q.object, "value", "")))
    key = iri.key_of(graph.value)
    name = values.get(f"{iri.BASE}article:{key}", {}).get(iri.term("fileName"), [key])[0]
    text_node = f"{iri.BASE}text:{key}"
    held = values.get(text_node, {})
    if iri.PROV + "value" not in held:
        return [Mismatch(name, text_node, "the text is missing")]
    text = held[iri.PROV + "value"][0]
    wrong: list[Mismatch] = []
    if held.get(iri.term("sha256")) != [text_hash(text)]:
        wrong.append(Mismatch(name, text_node, "the text is not the one that was read: its hash differs"))
    if held.get(iri.term("codePoints")) != [str(len(text))]:
        wrong.append(Mismatch(name, text_node, "the text has another length than was read"))
    for subject, found in sorted(values.items()):
        problem = _problem(text, subject, found)
        if problem:
            wrong.append(Mismatch(name, subject, problem))
    return wrong


def _problem(text: str, subject: str, found: dict[str, list[str]]) -> str | None:
    if (exact := found.get(iri.OA + "exact")) is not None:
        start, end = (int(found.get(iri.OA + side, ["-1"])[0]) for side in ("start", "end"))
        if (
            not 0 <= start < end <= len(text)
            or exact != [text[start:end]]
            or iri.offsets(subject) != (start, end)
        ):
            return f"the words at [{start}, {end}) are not {exact[0]!r}"
    if (words := found.get(iri.term("dateText"))) is not None:
        start, end = _pieces(found[iri.term("spans")][0])[0]
        if " ".join(text[start:end].split()) != " ".join(words[0].split()):
            return f"the date at [{start}, {end}) is not {words[0]!r}"
    if iri.kind_of(subject) == "annotation" and iri.OA + "hasTarget" not in found:
        return "the claim has no words to rest on"
    for name in _SPAN_LITERALS:
        for value in found.get(iri.term(name), ()):
            if any(not 0 <= s <= e <= len(text) for s, e in _pieces(value)):
                return f"{name} reach beyond the text"
    return None


def _pieces(value: str) -> list[tuple[int, int]]:
    pairs = (piece.partition("-") for piece in value.split())
    return [(int(s), int(e)) for s, _, e in pairs]


def _orphans(raw: Quads, graphs: set[str]) -> list[Mismatch]:
    """Links of the story to things that no article graph holds (unless the story is marked stale)."""
    if next(iter(raw.quads_for_pattern(None, t.kg("storyStale"), None, None)), None):
        return []
    held = {
        row.subject
        for c in ("LocalActor", "EventMention")
        for row in scan(raw, t.A, t.kg(c))
        if row.graph in graphs
    }
    linked = {row.subject for row in scan(raw, t.kg("refersTo"))}
    return [
        Mismatch("story", local, "the story refers to what no article says")
        for local in sorted(linked - held)
    ]
