"""A SPARQL 1.1 server for tests: pyoxigraph behind the standard library's HTTP server, on a free loopback
port.

It has the addresses of ``oxigraph serve``, and can be told to fail.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

Fault = Callable[["Handler"], bool]


class Server(ThreadingHTTPServer):
    """``asked`` counts requests; ``faults`` are tried first, and answer in the server's place."""

    daemon_threads = True

    def __init__(self, *, union: bool = True, token: str | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.quads, self.union, self.token = ox.Store(), union, token
        self.lock = threading.Lock()
        self.asked: list[str] = []
        self.faults: list[Fault] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        self.server.asked.append(body)
        if self.server.faults and self.server.faults[0](self):
            self.server.faults.pop(0)
            return
        path, given = urlsplit(self.path).path, parse_qs(body, keep_blank_values=True)
        if path == "/query":
            self._query(given["query"][0], "union-default-graph" in given)
        elif path == "/update":
            self._update(body)
        else:
            self.answer(404, "text/plain", b"nothing here")

    def _query(self, text: str, union: bool) -> None:
        try:
            with self.server.lock:
                found: Any = self.server.quads.query(
                    text, use_default_graph_as_union=union and self.server.union
                )
                if isinstance(found, ox.QueryTriples):
                    self.answer(200, "application/n-triples", found.serialize(format=ox.RdfFormat.N_TRIPLES))
                else:
                    told = found.serialize(format=ox.QueryResultsFormat.JSON)
                    self.answer(200, "application/sparql-results+json", told)
        except (SyntaxError, ValueError) as error:
            self.answer(400, "text/plain", str(error).encode())

    def _update(self, text: str) -> None:
        if self.server.token and self.headers.get("authorization") != f"Bearer {self.server.token}":
            self.answer(401, "text/plain", b"a token is needed")
            return
        with self.server.lock:
            self.server.quads.update(text)
        self.answer(204, "text/plain", b"")

    def answer(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(**options: Any) -> Iterator[Server]:
    """A server that stops at the end."""
    server = Server(**options)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
