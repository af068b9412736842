"""What people decided, as quads of the story: beside what articles say, never in its place."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.graph import terms as t
from kg.model import Edit, Resolution
from kg.quads import Quads

_STORY = NamedNode(iri.STORY)


def people_quads(raw: Quads, resolution: Resolution) -> Iterator[Quad]:
    """``kg:rejectedBy``, ``kg:editedBy`` with ``kg:correctedStatus`` …, and ``kg:copyOf``."""
    for claim, correction in resolution.rejected:
        if exists(raw, claim):
            yield Quad(NamedNode(claim), t.kg("rejectedBy"), NamedNode(iri.correction(correction)), _STORY)
    for edit in resolution.edits:
        if iri.kind_of(edit.target) in ("actor", "event") or exists(raw, edit.target):
            yield from _edit(edit)
    for copy in resolution.copies:
        article = NamedNode(iri.article(copy.document))
        yield Quad(article, t.kg("copyOf"), NamedNode(iri.article(copy.original)), _STORY)
        yield Quad(article, t.kg("sharedWords"), t.decimal(copy.shared), _STORY)


def _edit(edit: Edit) -> Iterator[Quad]:
    node = NamedNode(edit.target)
    yield Quad(node, t.kg("editedBy"), NamedNode(iri.correction(edit.correction)), _STORY)
    if iri.kind_of(edit.target) in ("claim", "mention"):
        yield Quad(node, t.kg(f"corrected{iri.camel(edit.field)}"), t.string(edit.value), _STORY)


def exists(raw: Quads, node: str) -> bool:
    """Whether an article tells of that claim, event mention or local actor."""
    classes = t.kg("Claim"), t.kg("EventMention"), t.kg("LocalActor")
    return any(next(iter(raw.quads_for_pattern(NamedNode(node), t.A, c, None)), None) for c in classes)
