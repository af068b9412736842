"""Servers to measure, each started on a port of its own on this machine and stopped again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from benchmarks.serve.client import HOST, Request

TOKEN = "measured"
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Target:
    """A running server."""

    name: str
    port: int
    query: str
    """Path of queries."""
    update: str
    pid: int
    headers: tuple[tuple[str, str], ...] = ()
    """That a write needs."""

    def write(self, update: str) -> Request:
        media = ("Content-Type", "application/sparql-update")
        return Request("write", self.update, "POST", (media, *self.headers), update.encode())


@contextmanager
def ours(store: Path, *options: str) -> Iterator[Target]:
    """``kg serve`` on a copy of the store."""
    port = _port()
    token = store.parent / "token.txt"
    token.write_text(TOKEN, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "-q", "--store", str(store), "serve", "--port", str(port)]
    command += ["--writable", "--token-file", str(token), *options]
    with _running(command, port) as process:
        bearer = (("Authorization", f"Bearer {TOKEN}"),)
        yield Target("kg serve", port, "/sparql", "/sparql", process.pid, bearer)


@contextmanager
def oxigraph(store: Path, program: str = "oxigraph") -> Iterator[Target]:
    """``oxigraph serve`` (PyPI: oxigraph) on a copy of the same quads.

    :raises FileNotFoundError: it is not installed.
    """
    found = shutil.which(program)
    if found is None:
        raise FileNotFoundError(f"{program} is not on the path (pip install oxigraph)")
    port = _port()
    command = [found, "serve", "--location", str(store / "rdf"), "--bind", f"{HOST}:{port}"]
    with _running([*command, "--union-default-graph"], port) as process:
        yield Target("oxigraph serve", port, "/query", "/update", process.pid)


@contextmanager
def bare(store: Path) -> Iterator[Target]:
    """Starlette over pyoxigraph in one process: what a few lines give."""
    port = _port()
    command = [sys.executable, "-m", "benchmarks.serve.bare", str(store / "rdf"), str(port)]
    with _running(command, port) as process:
        yield Target("bare Starlette", port, "/sparql", "/sparql", process.pid)


@contextmanager
def _running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _await(process, port)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    end = monotonic() + _PATIENCE
    while monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with status {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        sleep(0.05)
    raise TimeoutError(f"{process.args} does not listen")


def _port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
