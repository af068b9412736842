"""Answers to SPARQL in W3C's formats, written to a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

import pyoxigraph as ox

from kg import iri
from kg.query.reader import HasQuads
from kg.query.sparql import Dataset, execute, told

_RESULTS = ox.QueryResultsFormat
_RDF = ox.RdfFormat
RESULT_FORMATS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": _RESULTS.JSON,
    "application/sparql-results+xml": _RESULTS.XML,
    "text/csv": _RESULTS.CSV,
    "text/tab-separated-values": _RESULTS.TSV,
    "application/json": _RESULTS.JSON,
    "application/xml": _RESULTS.XML,
    "text/xml": _RESULTS.XML,
}
"""Media types of answers to SELECT; the first is the default."""
BOOLEAN_FORMATS = {m: f for m, f in RESULT_FORMATS.items() if f in (_RESULTS.JSON, _RESULTS.XML)}
"""Media types of answers to ASK."""
GRAPH_FORMATS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": _RDF.TURTLE,
    "application/n-triples": _RDF.N_TRIPLES,
    "application/rdf+xml": _RDF.RDF_XML,
    "application/ld+json": _RDF.JSON_LD,
    "application/n-quads": _RDF.N_QUADS,
    "application/trig": _RDF.TRIG,
    "text/n3": _RDF.N3,
}
"""Media types of triples; the first is the default."""

Choose = Callable[[Iterable[str]], str]
"""Picks one of the media types that there are."""


def answer(
    store: HasQuads,
    out: BinaryIO,
    text: str,
    *,
    choose: Choose,
    dataset: Dataset | None = None,
    base: str | None = None,
) -> str:
    """Write the answer and return its media type.

    :raises QueryError: the query does not parse, or asks for something outside the store.
    """
    with told():
        found = execute(store, text, dataset=dataset, base=base)
        if isinstance(found, ox.QueryTriples):
            return _write_triples(found, out, choose(GRAPH_FORMATS))
        formats = BOOLEAN_FORMATS if isinstance(found, ox.QueryBoolean) else RESULT_FORMATS
        media = choose(formats)
        found.serialize(out, formats[media])
        return media


def _write_triples(found: ox.QueryTriples, out: BinaryIO, media: str) -> str:
    form = GRAPH_FORMATS[media]
    if form in (_RDF.N_TRIPLES, _RDF.N_QUADS):
        found.serialize(out, form)
    else:
        ox.serialize(found, out, form, prefixes=iri.PREFIXES)
    return media
