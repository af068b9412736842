"""What can be known of a document before it is analysed: that its text is stored under another name, or that
nothing would come out of it that the store does not hold."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from kg import iri
from kg.graph import terms as t
from kg.graph.mapping import text_hash
from kg.graph.marks import META
from kg.model import Document
from kg.quads import Quads

_MADE_FROM = t.kg("madeFrom")


def text_key(document: Document) -> str:
    """The same for two documents whose stored texts are the same."""
    return text_hash(t.storable(document.text))


def twin_of(raw: Quads, document: Document) -> str | None:
    """Id of a stored document with the same text that URL, outlet and day do not tell apart from this one."""
    digest = t.string(text_key(document))
    day = document.published.day.isoformat() if document.published else None
    for quad in raw.quads_for_pattern(None, t.kg("sha256"), digest, None):
        article = next(iter(raw.quads_for_pattern(quad.subject, t.DERIVED, None, None))).object
        assert isinstance(article, NamedNode)
        known = (
            (value_of(raw, article, t.schema("url")), document.url),
            (value_of(raw, article, t.kg("outlet")), document.outlet),
            (value_of(raw, article, t.schema("datePublished")), day),
        )
        if not any(old and new and old != new for old, new in known):
            return value_of(raw, article, t.kg("documentId"))
    return None


def says_more(raw: Quads, document: Document, twin: str) -> bool:
    """Whether the document has a date, title, outlet, author or URL that the stored twin lacks."""
    old = NamedNode(iri.article(twin))
    fields = {
        t.schema("datePublished"): document.published,
        t.schema("headline"): document.title,
        t.kg("outlet"): document.outlet,
        t.schema("url"): document.url,
        t.schema("author"): document.author,
    }
    return any(new and value_of(raw, old, field) is None for field, new in fields.items())


def value_of(raw: Quads, subject: NamedNode, predicate: NamedNode) -> str | None:
    """The first object as text."""
    for quad in raw.quads_for_pattern(subject, predicate, None, None):
        return str(getattr(quad.object, "value", ""))
    return None


def origin_quad(document: str, origin: str) -> Quad:
    """That the article was made from a document with that fingerprint (:mod:`kg.fingerprint`)."""
    return Quad(NamedNode(iri.article(document)), _MADE_FROM, Literal(origin), META)


def origins(raw: Quads, document: str) -> list[Quad]:
    """What the store noted of that."""
    return list(raw.quads_for_pattern(NamedNode(iri.article(document)), _MADE_FROM, None, META))


def stored_as(raw: Quads, document: Document, origin: str) -> str | None:
    """Id of the article that the store holds of this document and would leave alone, whatever a new analysis
    says: its own from the same fingerprint, or a twin that says as much. ``None``: it has to be analysed."""
    if value_of(raw, NamedNode(iri.article(document.id)), t.kg("documentId")) is not None:
        return document.id if origin_quad(document.id, origin) in raw else None
    twin = twin_of(raw, document)
    return twin if twin is not None and not says_more(raw, document, twin) else None
