"""News articles in, an event-timeline knowledge graph out.

The library in short (docs/library.md)::

    import kg

    with kg.open("story.kg") as graph:
        graph.add("articles/")
        for fact in graph.facts(actor="North Korea", type="meeting"):
            print(fact.earliest, fact.status, fact.text, fact.evidence.quote)

Importing this package is cheap; what a name needs is imported when the name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.library import KnowledgeGraph, extract_documents, extract_text, open, read_documents
    from kg.query import Filter

__version__ = "0.1.0"
__all__ = [
    "Filter",
    "KnowledgeGraph",
    "__version__",
    "extract_documents",
    "extract_text",
    "open",
    "read_documents",
]

_HOMES = {
    "Filter": "kg.query",
    "KnowledgeGraph": "kg.library",
    "extract_documents": "kg.library",
    "extract_text": "kg.library",
    "open": "kg.library",
    "read_documents": "kg.library",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
