"""A small HTTP/1.1 client for measuring: one connection, one request after the other, nothing else.

The client shares the machine with the server that it measures, so it does as little as it can.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import perf_counter
from typing import Self
from urllib.parse import quote

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Request:
    """What to send."""

    name: str
    """Of its kind, for the report."""
    path: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def bytes(self, host: str) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}"]
        lines += [f"{key}: {value}" for key, value in self.headers]
        if self.body or self.method in ("POST", "PUT"):
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds the last byte was there."""

    status: int
    body: bytes
    seconds: float


class Connection:
    """One connection that is kept open as long as the server keeps it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def ask(self, request: Request) -> Answer:
        """:raises ConnectionError: the server closed the connection in the middle."""
        start = perf_counter()
        if self._writer is None or self._writer.is_closing():
            self._reader, self._writer = await asyncio.open_connection(HOST, self.port, limit=2**20)
        assert self._reader is not None
        try:
            self._writer.write(request.bytes(f"{HOST}:{self.port}"))
            await self._writer.drain()
            status, body, keep = await _response(self._reader, request.method)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self.close()
            raise ConnectionError(f"{request.name}: {error}") from error
        if not keep:
            self.close()
        return Answer(status, body, perf_counter() - start)


async def _response(reader: asyncio.StreamReader, method: str) -> tuple[int, bytes, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    status = int(first.split(" ", 2)[1])
    headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
    keep = headers.get("connection", "keep-alive").lower() != "close"
    if method == "HEAD" or status in (204, 304):
        return status, b"", keep
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return status, await _chunks(reader), keep
    return status, await reader.readexactly(int(headers.get("content-length", "0"))), keep


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readline()
    return b"".join(parts)


def sparql(path: str, query: str, name: str = "sparql") -> Request:
    """A query by GET."""
    accept = ("Accept", "application/sparql-results+json")
    return Request(name, f"{path}?query={quote(query)}", headers=(accept,))
