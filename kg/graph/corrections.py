"""Corrections as RDF in a graph of their own, which neither adding nor removing articles touches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Quad

from kg import iri
from kg.graph import terms as t
from kg.graph.people import exists
from kg.graph.store import Store
from kg.model import Correction, CorrectionKind

_GRAPH = NamedNode(iri.CORRECTIONS)
_DATE_TIME = NamedNode(iri.XSD + "dateTime")
_TIME = t.node(iri.PROV + "generatedAtTime")


def record(store: Store, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Add corrections in one transaction and return those that were not there yet. The story is stale then.

    :raises StoreError: the store is read-only or full.
    """
    known = {c.id for c in corrections_of(store)}
    new = {c.id: c for c in corrections if c.id not in known}
    if new:
        store.record([q for c in new.values() for q in correction_quads(c)])
    return tuple(new.values())


def corrections_of(store: Store) -> tuple[Correction, ...]:
    """All corrections that were ever made, oldest first."""
    nodes: dict[str, dict[str, list[str]]] = {}
    for q in store.raw.quads_for_pattern(None, None, None, _GRAPH):
        values = nodes.setdefault(str(getattr(q.subject, "value", "")), {})
        values.setdefault(q.predicate.value, []).append(str(getattr(q.object, "value", "")))
    return tuple(sorted(map(_correction, nodes.values()), key=lambda c: (c.time, c.id)))


def correction_quads(c: Correction) -> list[Quad]:
    """The quads of one correction."""
    node = NamedNode(iri.correction(c.id))
    time = Literal(c.time.astimezone(UTC).isoformat().replace("+00:00", "Z"), datatype=_DATE_TIME)
    values: list[tuple[NamedNode, NamedNode | Literal]] = [
        (t.A, t.kg("Correction")),
        (t.kg("correctionId"), t.string(c.id)),
        (t.kg("operation"), t.string(c.kind.value)),
        (t.kg("author"), t.string(c.author)),
        (t.kg("because"), t.string(c.reason)),
        (_TIME, time),
        *((t.kg("corrects"), NamedNode(target)) for target in c.targets),
        *((t.kg("correctsWith"), NamedNode(other)) for other in c.others),
    ]
    for name, value in (("field", c.field), ("newValue", c.value)):
        if value is not None:
            values.append((t.kg(name), t.string(value)))
    if c.undoes:
        values.append((t.kg("undoes"), NamedNode(iri.correction(c.undoes))))
    if c.summary:
        values.append((t.LABEL, t.string(c.summary)))
    return [Quad(node, predicate, value, _GRAPH) for predicate, value in values]


def _correction(values: dict[str, list[str]]) -> Correction:
    def one(name: str) -> str | None:
        return next(iter(values.get(iri.term(name), ())), None)

    undoes = one("undoes")
    return Correction(
        id=one("correctionId") or "",
        kind=CorrectionKind(one("operation") or ""),
        author=one("author") or "",
        reason=one("because") or "",
        time=datetime.fromisoformat(values[_TIME.value][0]),
        targets=tuple(sorted(values.get(iri.term("corrects"), ()))),
        others=tuple(sorted(values.get(iri.term("correctsWith"), ()))),
        field=one("field"),
        value=one("newValue"),
        undoes=iri.short(undoes) if undoes else None,
        summary=next(iter(values.get(t.LABEL.value, ())), ""),
    )


def gone(store: Store, held: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections of those in force that nothing in the store answers to any more: on one side of a merge,
    or at all. They take hold again when the articles come back."""
    sides = ((c, [s for s in (c.targets, c.others) if s]) for c in held)
    return tuple(c for c, told in sides if not all(any(exists(store.raw, i) for i in side) for side in told))
