"""Clients that are slow on purpose, and how long a quick one waits beside them.

``heads`` send a request byte by byte and never end it, ``bodies`` announce a body and send it byte by byte,
``deaf`` ask for a long answer and read nothing of it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import quote

from benchmarks.serve.client import HOST, Connection, sparql
from benchmarks.serve.load import at
from benchmarks.serve.targets import Target

_MUCH = "SELECT * { GRAPH ?g { ?s ?p ?o } } LIMIT 20000"
_PATIENCE = 60.0
_QUICK = "ASK { ?s ?p ?o }"
_HEAD = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "
_BODY = (
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 1000\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Wait:
    """How a quick client fared beside so many slow ones of a kind."""

    kind: str
    slow: int
    answers: int
    failed: int
    p95: float
    """Milliseconds."""
    worst: float
    dropped: int
    """Slow connections that the server has closed."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What slow clients share."""

    port: int
    begun: asyncio.Semaphore
    """Released by each client that is under way."""
    stop: asyncio.Event


async def head(crowd: Crowd) -> bool:
    return await _drip(crowd, _HEAD)


async def body(crowd: Crowd) -> bool:
    return await _drip(crowd, _BODY)


async def _drip(crowd: Crowd, begin: bytes) -> bool:
    """Send a byte now and then; whether the server ended it."""
    reader, writer = await asyncio.open_connection(HOST, crowd.port)
    with suppress(ConnectionError):
        writer.write(begin)
        crowd.begun.release()
        while not crowd.stop.is_set():
            writer.write(b"x")
            await writer.drain()
            with suppress(TimeoutError):
                if await asyncio.wait_for(reader.read(1), 0.5) == b"":
                    return True
        writer.close()
        return False
    return True


async def deaf(crowd: Crowd) -> bool:
    """Ask for much, take the first byte and no more."""
    loop = asyncio.get_running_loop()
    with socket.socket() as plain:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plain.setblocking(False)
        await loop.sock_connect(plain, (HOST, crowd.port))
        request = f"GET /sparql?query={quote(_MUCH)} HTTP/1.1\r\nHost: {HOST}\r\n\r\n"
        await loop.sock_sendall(plain, request.encode())
        await loop.sock_recv(plain, 1)
        crowd.begun.release()
        await crowd.stop.wait()
        return await _gone(loop, plain)


async def _gone(loop: asyncio.AbstractEventLoop, plain: socket.socket) -> bool:
    """Whether the server gave up: what is left ends before the answer does."""
    try:
        while await asyncio.wait_for(loop.sock_recv(plain, 65536), 0.2):
            pass
    except (ConnectionError, TimeoutError) as error:
        return isinstance(error, ConnectionError)
    return True


KINDS: dict[str, Callable[[Crowd], Coroutine[None, None, bool]]] = {
    "none": head,
    "heads": head,
    "bodies": body,
    "deaf": deaf,
}


async def measure(target: Target, kind: str, slow: int, seconds: float) -> Wait:
    """Let a quick client ask for so many seconds beside slow ones."""
    crowd = Crowd(target.port, asyncio.Semaphore(0), asyncio.Event())
    others = [asyncio.create_task(KINDS[kind](crowd)) for _ in range(slow)]
    for _ in others:
        await asyncio.wait_for(crowd.begun.acquire(), _PATIENCE)
    times, failed, end = [], 0, perf_counter() + seconds
    async with Connection(target.port) as connection:
        while perf_counter() < end:
            try:
                answer = await connection.ask(sparql(target.query, _QUICK))
            except ConnectionError:
                failed += 1
                continue
            times.append(answer.seconds)
            failed += answer.status != 200
            await asyncio.sleep(0.02)
    crowd.stop.set()
    dropped = sum(found is True for found in await asyncio.gather(*others, return_exceptions=True))
    times.sort()
    return Wait(kind, slow, len(times), failed, at(times, 0.95), at(times, 1), dropped)


HEAD_LINE = f"{'beside':10}{'slow':>6}{'answers':>9}{'failed':>8}{'p95 ms':>9}{'max ms':>9}{'dropped':>9}"


def line(wait: Wait) -> str:
    return (
        f"{wait.kind:10}{wait.slow:6}{wait.answers:9}{wait.failed:8}{wait.p95:9.1f}{wait.worst:9.1f}"
        f"{wait.dropped:9}"
    )
