"""A server in this process, over a store made by hand, for tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from time import sleep
from typing import IO, Any

from starlette.testclient import TestClient

from kg.graph import open_store
from kg.model import Extraction
from kg.pipeline import retell
from kg.serve.app import create_app
from kg.serve.settings import Settings
from tests.graph_factory import protest, retold, summit

ROOT = Path(__file__).resolve().parent.parent
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
def live(store: Path, *options: str) -> Iterator[str]:
    """``kg serve`` in a process of its own, on any free port; its address."""
    command = [sys.executable, "-m", "kg", "--store", str(store), "serve", "--port", "0", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stderr=log, env=environment)
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            process.wait(20)


def _address(process: subprocess.Popen[bytes], log: IO[str]) -> str:
    """What the server says once it listens."""
    for _ in range(600):
        log.seek(0)
        told = log.read()
        if found := re.search(r"http://[^/]+", told):
            return found[0]
        assert process.poll() is None, told
        sleep(0.05)
    raise TimeoutError(told)


@contextmanager
def serving(store: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of a server with one worker."""
    settings.setdefault("workers", 1)
    app = create_app(Settings(store=store, **settings))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client
