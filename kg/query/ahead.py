"""Quads by their subject, read before they are asked for where each request is dear.

Near quads are read when they are asked for, one node after another. Of far ones, all that the facts of many
claims will ask for is read in some ten requests, however many claims there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.quads import Quads, is_far, quads_from, quads_to

AT_ONCE = 200
"""Claims of which the facts are read at once."""
_CONTENT, _REFERS = iri.term("content"), iri.term("refersTo")
_LINKS = {
    *(iri.term(name) for name in ("about", "holder", "addressee", "via", "refersTo", "actsOn", "anchor")),
    *(iri.term(name) for name in ("agent", "target", "participant", "theme", "beneficiary")),
    *(iri.term(name) for name in ("editedBy", "rejectedBy")),
    iri.SEM + "hasTime",
    iri.SEM + "hasPlace",
}
"""Links that a fact follows."""
_STEPS = 4
"""Links from a claim to the farthest that its fact names: mention, the one it acts on, its actor, and whom
that is merged into."""


class Ahead:
    """Nodes that were read; of what was not, the quads themselves."""

    def __init__(self, raw: Quads) -> None:
        self.raw = raw
        self.far = is_far(raw)
        self._from: dict[str, list[Quad]] = {}
        self._to: dict[tuple[str, str], list[Quad]] = {}

    def quads(self, subject: str, predicate: NamedNode | None = None) -> Iterable[Quad]:
        """All quads of a subject, or those with one predicate, in all graphs."""
        known = self._from.get(subject)
        if known is None:
            return self.raw.quads_for_pattern(NamedNode(subject), predicate, None, None)
        return known if predicate is None else [q for q in known if q.predicate == predicate]

    def quads_to(self, predicate: str, obj: str) -> Iterable[Quad]:
        """All quads with a predicate and an object (IRIs), in all graphs."""
        known = self._to.get((predicate, obj))
        if known is None:
            return self.raw.quads_for_pattern(None, NamedNode(predicate), NamedNode(obj), None)
        return known

    def read(self, subjects: Iterable[str]) -> list[Quad]:
        """Read nodes ahead, where they are far; the quads that were not known before."""
        if not self.far:
            return []
        new = [s for s in dict.fromkeys(subjects) if s not in self._from]
        self._from.update((s, []) for s in new)
        found = list(quads_from(self.raw, new))
        for quad in found:
            self._from[_value(quad.subject)].append(quad)
        return found

    def read_to(self, predicate: str, objects: Iterable[str]) -> list[str]:
        """Read links to nodes ahead, where they are far; the subjects that they come from."""
        if not self.far:
            return []
        listed = list(dict.fromkeys(objects))
        new = [o for o in listed if (predicate, o) not in self._to]
        self._to.update(((predicate, o), []) for o in new)
        for quad in quads_to(self.raw, [predicate], new):
            self._to[predicate, _value(quad.object)].append(quad)
        return [_value(q.subject) for o in listed for q in self._to[predicate, o]]

    def read_claims(self, claims: Iterable[str], as_of: date | None = None) -> None:
        """Read ahead what the facts of claims are made of."""
        if not self.far:
            return
        chain = list(claims)
        outer = chain
        while outer:
            outer = [c for c in dict.fromkeys(self.read_to(_CONTENT, outer)) if c not in set(chain)]
            chain += outer
        self.read(iri.sibling(c, "annotation") for c in chain)
        found = self.read(chain)
        graphs = set(_graphs(found))
        for _ in range(_STEPS):
            found = self.read(_linked(found))
            graphs.update(_graphs(found))
        if as_of is not None:
            events = [e for c in chain for e in self._events_of(c)]
            graphs.update(_graphs(self.read(self.read_to(_REFERS, events))))
        self.read(iri.sibling(g, kind) for g in sorted(graphs) for kind in ("article", "text"))

    def _events_of(self, claim: str) -> Iterator[str]:
        for quad in self.quads(iri.sibling(claim, "mention")):
            if quad.predicate.value == _REFERS:
                yield _value(quad.object)


def _linked(quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        if quad.predicate.value in _LINKS and isinstance(quad.object, NamedNode):
            yield quad.object.value


def _graphs(quads: Iterable[Quad]) -> Iterator[str]:
    """Graphs of articles among those of the quads."""
    for quad in quads:
        if quad.predicate.value == iri.PROV + "wasDerivedFrom":
            yield _value(quad.graph_name)


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
