"""A ``kg serve`` of an empty store, as a process of its own, and a client of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from kg.graph import open_store

_TOKEN = "conformance"
_ADDRESS = re.compile(r"http://\S+(?=/sparql)")


@contextmanager
def server(*options: str) -> Iterator[httpx.Client]:
    """A writable server with the specification's dataset, and a client with the token."""
    with tempfile.TemporaryDirectory(prefix="kg-conformance-") as folder:
        store = Path(folder, "store")
        open_store(store, create=True).close()
        command = [sys.executable, "-m", "kg", "--store", str(store), "serve", "--port", "0", "--writable"]
        command += ["--own-graphs", "--default-graph", "strict", "--workers", "1", *options]
        env = {**os.environ, "KG_TOKEN": _TOKEN}
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = _ADDRESS.search(line)
            if not found:
                raise SystemExit(f"the server does not start: {line}{process.stderr.read()}")
            headers = {"Authorization": f"Bearer {_TOKEN}"}
            with httpx.Client(base_url=found[0], headers=headers, timeout=60) as client:
                yield client
        finally:
            process.terminate()
            process.wait(20)


def update(client: httpx.Client, text: str) -> httpx.Response:
    return client.post("/sparql", content=text, headers={"Content-Type": "application/sparql-update"})


def load(client: httpx.Client, graph: str | None, data: bytes, media: str) -> None:
    """Put a graph there; ``None``: the one without a name."""
    where = {"graph": graph} if graph else {"default": ""}
    answer = client.put("/graphs", params=where, content=data, headers={"Content-Type": media})
    answer.raise_for_status()
