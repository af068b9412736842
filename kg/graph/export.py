"""The store as RDF files. The same quads give the same bytes, in whatever order they were added."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, TypeVar

import pyoxigraph as ox
from pyoxigraph import Quad

from kg import iri
from kg.graph.folder import translated
from kg.graph.marks import META, stale_notes
from kg.graph.store import Store


class RdfExport(StrEnum):
    """Formats of :func:`export`. Turtle has no graphs: all are merged into one."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"


_FORMATS = {
    RdfExport.TURTLE: ox.RdfFormat.TURTLE,
    RdfExport.TRIG: ox.RdfFormat.TRIG,
    RdfExport.NTRIPLES: ox.RdfFormat.N_TRIPLES,
}
_TELL = 10_000
_SUBJECT_ORDER = ("article", "text", "local-actor", "actor", "time", "claim", "voice", "mention", "event")
_RANK = {kind: n for n, kind in enumerate(_SUBJECT_ORDER)}


def export(
    store: Store, format: RdfExport | str, out: BinaryIO, *, on_quads: Callable[[int], None] | None = None
) -> int:
    """Write all quads but most of the store's notes on itself, sorted; returns their number.

    :param on_quads: told now and then how many more were read, and then, how many more were written.
    :raises StoreError: the disk is full or cannot be written.
    """
    format = RdfExport(format)
    with translated(Path(str(getattr(out, "name", "output")))):
        if format is RdfExport.NQUADS:
            return _write_lines(_counted(_counted(_sorted(store), on_quads), on_quads), out)
        quads = list(_counted(_sorted(store), on_quads))
        if format is RdfExport.JSONLD:
            out.write(_jsonld(quads))
        else:
            triples = dict.fromkeys(sorted((q.triple for q in quads), key=_triple_key))
            rows: Iterable[Quad | ox.Triple] = quads if format is RdfExport.TRIG else triples
            ox.serialize(_counted(rows, on_quads), out, format=_FORMATS[format], prefixes=iri.PREFIXES)  # type: ignore[arg-type]
    return len(quads)


Row = TypeVar("Row")


def _counted(rows: Iterable[Row], on_rows: Callable[[int], None] | None) -> Iterator[Row]:
    """The rows; after each :data:`_TELL` of them, and at the end, their number is told."""
    if on_rows is None:
        yield from rows
        return
    number = 0
    for number, row in enumerate(rows, 1):
        yield row
        if number % _TELL == 0:
            on_rows(_TELL)
    on_rows(number % _TELL)


def _write_lines(quads: Iterable[Quad], out: BinaryIO) -> int:
    number = 0
    for quad in quads:
        out.write(f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n".encode())
        number += 1
    return number


def _sorted(store: Store) -> Iterator[Quad]:
    """Quads graph by graph, so that no more than one graph is held at once. Of what the store notes on itself
    only what the story lacks, if it is behind."""
    for graph in sorted(store.raw.named_graphs(), key=str):
        if graph != META:
            yield from sorted(store.raw.quads_for_pattern(None, None, None, graph), key=_key)
        elif store.stale:
            yield from sorted(stale_notes(store.changed_documents), key=_key)


def _key(quad: Quad) -> tuple[str, int, str, bool, str, str]:
    return (str(quad.graph_name), *_triple_key(quad))


def _triple_key(row: Quad | ox.Triple) -> tuple[int, str, bool, str, str]:
    """Subjects by kind, then IRI; the type first."""
    subject, predicate = str(row.subject), row.predicate.value
    kind = iri.kind_of(subject[1:-1])
    return _RANK.get(kind, len(_RANK)), subject, predicate != iri.RDF + "type", predicate, str(row.object)


def _jsonld(quads: list[Quad]) -> bytes:
    """Expanded JSON-LD: one object a graph, one a subject, in the order of the quads."""
    graphs: dict[str, dict[str, dict[str, list[object]]]] = {}
    for q in quads:
        subject = graphs.setdefault(_id(q.graph_name), {}).setdefault(_id(q.subject), {})
        if q.predicate.value == iri.RDF + "type":
            subject.setdefault("@type", []).append(_id(q.object))
        else:
            subject.setdefault(q.predicate.value, []).append(_json_term(q.object))
    told = [
        {"@id": graph, "@graph": [{"@id": subject, **values} for subject, values in nodes.items()]}
        for graph, nodes in graphs.items()
    ]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _id(term: object) -> str:
    return str(getattr(term, "value", term))


def _json_term(term: object) -> dict[str, str]:
    if not isinstance(term, ox.Literal):
        return {"@id": _id(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == iri.XSD + "string":
        return {"@value": term.value}
    return {"@value": term.value, "@type": term.datatype.value}
