"""A server in this process, over a store made by hand, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from kg.graph import open_store
from kg.model import Extraction
from kg.pipeline import retell
from kg.serve.app import create_app
from kg.serve.settings import Settings
from tests.graph_factory import protest, retold, summit

TOKEN = "correct horse"
AUTHORIZED = {"Authorization": f"Bearer {TOKEN}"}


def stored(folder: Path) -> Path:
    """A store of two articles, closed."""
    with open_store(folder, create=True) as store:
        store.add(summit())
        store.add(protest())
        retold(store)
    return folder


def on_disk(folder: Path, *extractions: Extraction) -> Path:
    """A store of these articles with its story told as ``kg add`` tells it, closed."""
    with open_store(folder, create=True) as store:
        for extraction in extractions:
            store.add(extraction)
        retell(store)
    return folder


@contextmanager
def serving(store: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of a server with one worker."""
    settings.setdefault("workers", 1)
    app = create_app(Settings(store=store, **settings))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client
