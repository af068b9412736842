"""Extractions in, RDF out: the store of article graphs and of the story that they tell together."""

from kg.graph.signatures import signatures
from kg.graph.store import AddResult, Outcome, Store, StoredDocument, open_store

__all__ = ["AddResult", "Outcome", "Store", "StoredDocument", "open_store", "signatures"]
