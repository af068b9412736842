"""Shared fixtures: text in, annotation or extraction out, with the pipeline loaded once."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import settings

from kg.annotate import annotate
from kg.extract import extract
from kg.graph import Store
from kg.model import Annotated, DateOrigin, Document, Extraction, Published
from tests.golden import sample_store
from tests.store_kinds import place as place
from tests.store_kinds import reopen as reopen
from tests.store_kinds import servers as servers
from tests.store_kinds import store as store

settings.register_profile("kg", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kg")
"""No clock decides whether a test passes, and no chance whether a change lands; elsewhere chance goes on."""


def make_document(text: str, published: str | None = None, source: str = "story.txt") -> Document:
    day = Published(date.fromisoformat(published), DateOrigin.OPTION) if published else None
    return Document(id="d0", source=source, text=text, published=day)


@pytest.fixture(scope="session")
def annotated() -> Callable[..., Annotated]:
    def run(text: str, published: str | None = None) -> Annotated:
        return next(iter(annotate([make_document(text, published)])))

    return run


@pytest.fixture(scope="session")
def extracted(annotated: Callable[..., Annotated]) -> Callable[..., Extraction]:
    def run(text: str, published: str | None = None) -> Extraction:
        return extract(annotated(text, published))

    return run


@pytest.fixture(scope="session")
def sample() -> Store:
    """The sample articles of ``data/articles``, as ``kg add`` stores them."""
    return sample_store()
