"""The only place that mints an identifier, and the vocabulary's names.

All are hashes of content or plain slugs, so a rebuild gives the same bytes. Plain strings: the RDF
packages stay behind their doors (graph, query).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32encode

BASE = "urn:kg:"
"""Stable resources are ``urn:kg:<kind>:<key>``."""

KG = "urn:kg:ns:"
"""Own terms."""
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "http://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
EDTF = "http://id.loc.gov/datatypes/edtf/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
WIKIDATA = "http://www.wikidata.org/entity/"

PREFIXES = {
    "kg": KG,
    "sem": SEM,
    "prov": PROV,
    "oa": OA,
    "schema": SCHEMA,
    "skos": SKOS,
    "edtf": EDTF,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": OWL,
    "wd": WIKIDATA,
}
"""Declared for every query and every export."""

STORY = f"{BASE}graph:story"
"""Graph of merged actors and events; a function of the set of article graphs."""
DECISIONS = f"{BASE}graph:decisions"
"""Graph of why things were, or were not, merged."""
CORRECTIONS = f"{BASE}graph:corrections"
"""Graph of what people decided; never derived, so it outlives the articles that it is about."""
META = f"{BASE}graph:meta"
"""Graph of what the store knows about itself."""
ONTOLOGY = f"{BASE}graph:ontology"
"""Graph of the own terms: labels and codes of event types."""

_LETTERS = {
    "claim": "c",
    "event": "e",
    "mention": "m",
    "local-actor": "a",
    "article": "d",
    "time": "t",
    "correction": "k",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_PLAIN = re.compile(r"[A-Za-z0-9._~-]+\Z")
_SHORT = re.compile(r"([a-z])-([a-z2-7]{1,32}|[0-9a-f]{1,32})\Z")


def digest(*parts: str, length: int = 16) -> str:
    """Hex digest of the parts (joined by a unit separator, so that no two lists collide)."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:length]


def token(*parts: str) -> str:
    """Twelve letters and digits (60 bits of a digest): short to type, no clash in a million stories."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return b32encode(hashlib.sha256(joined).digest()[:8]).decode("ascii").lower()[:12]


def document_id(source: str, url: str | None = None) -> str:
    """Id of a document: of its URL where it has one (the same story, wherever its file lies), else
    of its source."""
    return digest("document", url or source)


def camel(value: str) -> str:
    """Local name of an enumeration's value or an event type: ``weapons_test`` -> ``WeaponsTest``."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_-]", value))


def snake(name: str) -> str:
    """The value that :func:`camel` named: ``WeaponsTest`` -> ``weapons_test``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def slug(name: str) -> str:
    """Lower-case ASCII with hyphens; of a name without any Latin letter, a token."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or token("slug", name)


def _key(value: str) -> str:
    """A key that may stand in an IRI: a hand-made document id may hold anything."""
    return value if _PLAIN.match(value) else token("key", value)


def graph(document: str) -> str:
    """Named graph of an article."""
    return f"{BASE}graph:{_key(document)}"


def article(document: str) -> str:
    return f"{BASE}article:{_key(document)}"


def text(document: str) -> str:
    return f"{BASE}text:{_key(document)}"


def span(document: str, start: int, end: int) -> str:
    """A piece of an article's text; ends in ``:start-end`` (code points), which :func:`offsets` reads."""
    return f"{BASE}span:{_key(document)}:{start}-{end}"


def selector(document: str, start: int, end: int) -> str:
    return f"{BASE}selector:{_key(document)}:{start}-{end}"


def offsets(span_iri: str) -> tuple[int, int]:
    """``[start, end)`` of a :func:`span` or :func:`selector`."""
    start, _, end = span_iri.rpartition(":")[2].partition("-")
    return int(start), int(end)


def local(kind: str, *parts: str) -> str:
    """Something that one article says: ``parts`` are its document, type and span."""
    return f"{BASE}{kind}:{token(kind, *parts)}"


def actor(key: str) -> str:
    """A merged actor; ``key`` is a slug."""
    return f"{BASE}actor:{_key(key)}"


def event(key: str) -> str:
    """A merged event; ``key`` comes from :func:`event_key`."""
    return f"{BASE}event:{_key(key)}"


def event_key(mention: str) -> str:
    """Key of the merged event that is named after one of its mentions."""
    return token("event", mention)


def correction(short_id: str) -> str:
    """A person's correction, from its short id (``k-…``)."""
    return f"{BASE}correction:{short_id.removeprefix('k-')}"


def decision(kind: str, left: str, right: str) -> str:
    """Why two local things are, or are not, one."""
    return local("decision", kind, left, right)


def term(name: str) -> str:
    """An own class, property or individual."""
    return KG + name


def sibling(iri: str, kind: str) -> str:
    """The thing of another kind with the same key: a claim's mention, a claim's annotation."""
    return f"{BASE}{kind}:{key_of(iri)}"


def kind_of(iri: str) -> str:
    """``urn:kg:actor:north-korea`` -> ``actor``."""
    return iri.removeprefix(BASE).partition(":")[0]


def key_of(iri: str) -> str:
    """``urn:kg:actor:north-korea`` -> ``north-korea``."""
    return iri.removeprefix(BASE).partition(":")[2]


def short(iri: str) -> str:
    """Id to type: ``c-…`` claim, ``e-…`` event, ``m-…`` mention, ``d-…`` article; an actor: its slug."""
    kind, _, key = iri.removeprefix(BASE).partition(":")
    return key if kind == "actor" else f"{_LETTERS[kind]}-{key}" if kind in _LETTERS else iri


def expand(short_id: str) -> str | None:
    """IRI that a short id stands for, whether or not it exists; ``None`` where it has no such form.

    An actor's slug may look like anything, so ask for the actor first.
    """
    if short_id.startswith(BASE):
        return short_id
    match = _SHORT.match(short_id)
    return f"{BASE}{_KINDS[match[1]]}:{match[2]}" if match and match[1] in _KINDS else None
