"""RDF terms of the own and the reused vocabularies, made once."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg import iri

_XSD_DATE = NamedNode(iri.XSD + "date")
_XSD_INTEGER = NamedNode(iri.XSD + "integer")
_XSD_BOOLEAN = NamedNode(iri.XSD + "boolean")
_XSD_DECIMAL = NamedNode(iri.XSD + "decimal")
_XSD_ANY_URI = NamedNode(iri.XSD + "anyURI")
_EDTF = NamedNode(iri.EDTF + "EDTF")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPANS = NamedNode(iri.KG + "Spans")


@lru_cache(maxsize=4096)
def node(value: str) -> NamedNode:
    """The IRI of that text; for terms and other often repeated IRIs."""
    return NamedNode(value)


def value(term: object) -> str:
    """The text of a term, without its type; of a triple that is a term, nothing."""
    return str(getattr(term, "value", ""))


def key(term: object) -> str:
    """What an IRI of our own is listed by (:func:`kg.iri.key_of`)."""
    return iri.key_of(value(term))


def kg(name: str) -> NamedNode:
    return node(iri.KG + name)


def enum(value: str) -> NamedNode:
    """Individual of a status, certainty, attitude … or the class of an event type."""
    return node(iri.KG + iri.camel(value))


def string(value: str) -> Literal:
    """A plain string. Lone surrogates, which no RDF store can hold, become U+FFFD: as many code points."""
    return Literal(storable(value))


def storable(value: str) -> str:
    return _SURROGATE.sub("\ufffd", value)


def integer(value: int) -> Literal:
    return Literal(str(value), datatype=_XSD_INTEGER)


def boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=_XSD_BOOLEAN)


def decimal(value: float) -> Literal:
    """Four decimals, in the form that the store gives back ("0.9", "1"): else nothing would ever be equal."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=_XSD_DECIMAL)


def day(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=_XSD_DATE)


def uri(value: str) -> Literal:
    """A URL as a literal: those found in the wild are not always valid IRIs."""
    return Literal(storable(value), datatype=_XSD_ANY_URI)


def edtf(value: str) -> Literal:
    return Literal(storable(value), datatype=_EDTF)


def spans(value: tuple[tuple[int, int], ...]) -> Literal:
    """``"10-14 20-31"``: pieces of the article's text, code points, end exclusive."""
    return Literal(" ".join(f"{s}-{e}" for s, e in value), datatype=_SPANS)


A = node(iri.RDF + "type")
LABEL = node(iri.RDFS + "label")
VERSION = node(iri.OWL + "versionInfo")
ALT_LABEL = node(iri.SKOS + "altLabel")
SAME_AS = node(iri.OWL + "sameAs")
EARLIEST = node(iri.SEM + "hasEarliestBeginTimeStamp")
LATEST = node(iri.SEM + "hasLatestEndTimeStamp")
HAS_ACTOR = node(iri.SEM + "hasActor")
EVENT_TYPE = node(iri.SEM + "eventType")
EVENT = node(iri.SEM + "Event")
ACTOR = node(iri.SEM + "Actor")
TIME = node(iri.SEM + "Time")
HAS_TIME = node(iri.SEM + "hasTime")
HAS_PLACE = node(iri.SEM + "hasPlace")
ENTITY = node(iri.PROV + "Entity")
DERIVED = node(iri.PROV + "wasDerivedFrom")
VALUE = node(iri.PROV + "value")
ANNOTATION = node(iri.OA + "Annotation")
HAS_BODY = node(iri.OA + "hasBody")
HAS_TARGET = node(iri.OA + "hasTarget")
HAS_SOURCE = node(iri.OA + "hasSource")
HAS_SELECTOR = node(iri.OA + "hasSelector")
POSITION_SELECTOR = node(iri.OA + "TextPositionSelector")
START = node(iri.OA + "start")
END = node(iri.OA + "end")
EXACT = node(iri.OA + "exact")

STORY_STALE = kg("storyStale")
CHANGED_DOCUMENT = kg("changedDocument")
BEHIND = (STORY_STALE, CHANGED_DOCUMENT)
"""What marks a story as behind its articles."""


def schema(name: str) -> NamedNode:
    return node(iri.SCHEMA + name)


KIND_CLASSES = {
    "person": schema("Person"),
    "organization": schema("Organization"),
    "country": schema("Country"),
    "place": schema("Place"),
    "group": kg("Group"),
}
"""Class of a merged actor of each kind."""
