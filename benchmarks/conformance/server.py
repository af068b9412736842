"""Servers of an empty store, as processes of their own, and clients of them."""

from __future__ import annotations

import os
import re
import socket
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
_PEER_ADDRESS = re.compile(r"http://[\d.:]+")


@contextmanager
def server() -> Iterator[httpx.Client]:
    """A writable ``kg serve`` with the specification's dataset, and a client with the token."""
    with tempfile.TemporaryDirectory(prefix="kg-conformance-") as folder:
        store = Path(folder, "store")
        open_store(store, create=True).close()
        command = [sys.executable, "-m", "kg", "--store", str(store), "serve", "--port", "0", "--writable"]
        command += ["--own-graphs", "--default-graph", "strict", "--workers", "1"]
        with _running(command, _ADDRESS) as address:
            headers = {"Authorization": f"Bearer {_TOKEN}"}
            with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
                yield client


@contextmanager
def peer(program: Path) -> Iterator[httpx.Client]:
    """``oxigraph serve`` behind the same paths as ours."""
    with tempfile.TemporaryDirectory(prefix="kg-conformance-") as folder:
        command = [str(program), "serve", "--location", folder, "--bind", f"127.0.0.1:{_free_port()}"]
        with (
            _running(command, _PEER_ADDRESS) as address,
            httpx.Client(base_url=address, transport=_Peer(), timeout=60) as client,
        ):
            yield client


@contextmanager
def _running(command: list[str], pattern: re.Pattern[str]) -> Iterator[str]:
    """A server's process, and the address that it tells."""
    env = {**os.environ, "KG_TOKEN": _TOKEN}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = pattern.search(line)
        if not found:
            raise SystemExit(f"the server does not start: {line}{process.stderr.read()}")
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)


class _Peer(httpx.HTTPTransport):
    """Oxigraph has an endpoint for queries and one for updates."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.startswith("/graphs"):
            path = "/store" + path.removeprefix("/graphs")
        elif path.startswith("/sparql"):
            kind = request.headers.get("content-type", "")
            update = (
                "sparql-update" in kind or b"update=" in request.content or b"update=" in request.url.query
            )
            path = "/update" if update else "/query"
        request.url = request.url.copy_with(path=path)
        return super().handle_request(request)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def update(client: httpx.Client, text: str) -> httpx.Response:
    return client.post("/sparql", content=text, headers={"Content-Type": "application/sparql-update"})


def load(client: httpx.Client, graph: str | None, data: bytes, media: str) -> None:
    """Put a graph there; ``None``: the one without a name."""
    where = {"graph": graph} if graph else {"default": ""}
    answer = client.put("/graphs", params=where, content=data, headers={"Content-Type": media})
    answer.raise_for_status()
