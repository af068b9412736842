"""Extractions in, RDF out: the store of article graphs and of the story that they tell together."""

from kg.graph.corrections import corrections_of, gone, record
from kg.graph.export import RdfExport, export
from kg.graph.index.reindex import is_indexed, reindex
from kg.graph.index.words import update_words, words_of
from kg.graph.load import load
from kg.graph.opening import open_store
from kg.graph.outcome import AddResult, Outcome, StoredDocument
from kg.graph.signatures import document_signature, document_signatures, document_text
from kg.graph.store import Store
from kg.graph.together import add_together
from kg.graph.twins import text_key
from kg.graph.validate import Report, Violation, validate
from kg.graph.verify import Mismatch, verify

__all__ = [
    "AddResult",
    "Mismatch",
    "Outcome",
    "RdfExport",
    "Report",
    "Store",
    "StoredDocument",
    "Violation",
    "add_together",
    "corrections_of",
    "document_signature",
    "document_signatures",
    "document_text",
    "export",
    "gone",
    "is_indexed",
    "load",
    "open_store",
    "record",
    "reindex",
    "text_key",
    "update_words",
    "validate",
    "verify",
    "words_of",
]
