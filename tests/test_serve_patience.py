"""Slow clients: they lose their connection, and nobody waits for them."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.serve import slow
from benchmarks.serve.targets import Target
from kg.serve import patience, requests, run
from kg.serve.patience import PatientProtocol
from kg.serve.settings import Settings
from tests.graph_factory import summit
from tests.serving import live, on_disk

SHORT, LONG = 0.3, 5.0
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


async def _long(request: Request) -> Response:  # noqa: ARG001
    return PlainTextResponse("x" * 20_000_000)


async def _body(request: Request) -> Response:
    return PlainTextResponse(str(len(await requests.body_of(request))))


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(patience, "HEAD", SHORT)
    monkeypatch.setattr(patience, "READING", SHORT)
    app = Starlette(routes=[Route("/", _long), Route("/body", _body, methods=["POST"])])
    app.state.settings = Settings(store=Path(), timeout=SHORT)
    with _running(app) as found:
        yield found


@contextmanager
def _running(app: Starlette) -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=PatientProtocol, ws="none", log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def received_of(open_: socket.socket) -> int:
    """Bytes until the connection ends, however it ends."""
    total = 0
    try:
        while chunk := open_.recv(65536):
            total += len(chunk)
    except ConnectionError:
        pass
    return total


def seconds_until_closed(open_: socket.socket) -> float:
    start = monotonic()
    open_.settimeout(LONG)
    received_of(open_)
    return monotonic() - start


def test_a_head_that_never_ends_loses_its_connection(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as slow_one:
        slow_one.sendall(HEAD)
        assert SHORT * 0.5 < seconds_until_closed(slow_one) < LONG


def test_a_connection_that_says_nothing_is_closed(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as silent:
        assert seconds_until_closed(silent) < LONG


def test_the_head_of_a_second_request_may_not_take_for_ever_either(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as slow_one:
        slow_one.sendall(b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nab")
        assert b"200 OK" in slow_one.recv(65536)
        slow_one.sendall(HEAD)
        assert seconds_until_closed(slow_one) < LONG


def test_a_client_that_reads_nothing_loses_its_connection(port: int) -> None:
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.connect(("127.0.0.1", port))
        deaf.sendall(HEAD + b"\r\n")
        sleep(4 * SHORT)
        deaf.settimeout(LONG)
        assert received_of(deaf) < 20_000_000


def test_a_client_that_reads_slowly_gets_all(port: int) -> None:
    received = 0
    with httpx.stream("GET", f"http://127.0.0.1:{port}/") as answer:
        for chunk in answer.iter_raw(2_000_000):
            received += len(chunk)
            sleep(SHORT / 3)
    assert received == 20_000_000


def test_a_body_that_comes_too_slowly_is_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as slow_one:
        slow_one.sendall(b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nab")
        slow_one.settimeout(LONG)
        assert b" 408 " in slow_one.recv(65536).split(b"\r\n")[0]


def test_a_client_that_leaves_in_the_middle_is_no_defect(port: int, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_connection(("127.0.0.1", port)) as gone:
        gone.sendall(b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nab")
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        assert client.post("/body", content=b"abc").text == "3"
    assert not caplog.records


def test_whoever_is_quick_is_not_kept_waiting(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        for _ in range(3):
            assert client.post("/body", content=b"abc").text == "3"
            sleep(SHORT * 1.5)


@pytest.mark.parametrize("kind", ["heads", "bodies", "deaf"])
def test_nobody_waits_for_slow_clients(tmp_path: Path, kind: str) -> None:
    with live(on_disk(tmp_path / "kg.db", summit()), "--workers", "1") as address:
        target: Any = Target("kg serve", int(address.rpartition(":")[2]), "/sparql", "/sparql", 0)
        wait = asyncio.run(slow.measure(target, kind, 60, 1.0))
    assert wait.failed == 0
    assert wait.answers > 5


def test_answers_are_not_held_back_for_want_of_an_acknowledgement() -> None:
    """asyncio sets TCP_NODELAY only on sockets that name their protocol."""
    with run._listen(Settings(store=Path(), port=0)) as listening:
        assert listening.proto == socket.IPPROTO_TCP
