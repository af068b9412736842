"""The only file that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.annotate import DEFAULT_MODEL, annotate
from kg.extract import extract
from kg.model import Document, Extraction


def extract_all(documents: Iterable[Document], *, model: str = DEFAULT_MODEL) -> Iterator[Extraction]:
    """What each document says, in order, lazily."""
    for annotated in annotate(documents, model=model):
        yield extract(annotated)
