"""Stores of every kind that there is, for the tests that all of them have to pass.

``virtuoso`` needs Virtuoso (see :mod:`tests.virtuoso_server`) and is skipped where it is not installed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from kg.graph import Store, open_store
from tests import virtuoso_server
from tests.sparql_server import serving

KINDS = ("memory", "disk", "remote", "serve", "virtuoso")
TOKEN = "a token of the tests"
"""What ``kg serve`` is started with; a server without one does not look at it."""


class Servers:
    """Servers that are started when they are first needed, and stop at the end of the session."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._virtuoso: str | None = None
        self._serve: str | None = None

    def serve(self) -> str:
        """The address of a ``kg serve`` whose store holds nothing."""
        if self._serve is None:
            self._serve = self._stack.enter_context(kg_serve(self._folder / "serve"))
        empty(self._serve)
        return self._serve

    def virtuoso(self) -> str:
        """The address of a Virtuoso that holds nothing of ours."""
        if not virtuoso_server.installed():
            pytest.skip(virtuoso_server.MISSING)
        if self._virtuoso is None:
            server = virtuoso_server.virtuoso(self._folder / "virtuoso")
            self._virtuoso = self._stack.enter_context(server)
        empty(self._virtuoso)
        return self._virtuoso


def empty(url: str) -> None:
    """Drop all graphs of ours."""
    from kg.graph.change import Change
    from kg.graph.remote.quads import connect

    raw = connect(url, token=TOKEN)
    names = {q.graph_name for q in raw}
    raw.change(Change(drop=tuple(names)))
    raw.close()


@contextmanager
def kg_serve(folder: Path) -> Iterator[str]:
    """The address of a writable server of a new store in that folder, in a process of its own."""
    open_store(folder, create=True).close()
    command = (sys.executable, "-m", "kg", "--store", str(folder), "serve", "--port", "0")
    environment = {**os.environ, "KG_TOKEN": TOKEN}
    process = subprocess.Popen(
        [*command, "--writable", "--own-graphs"], stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        found = re.search(r"http://\S+/sparql", said)
        assert found, said + process.stderr.read()
        yield found[0]
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with ExitStack() as stack:
        yield Servers(tmp_path_factory.mktemp("servers"), stack)


@pytest.fixture
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, servers: Servers
) -> Iterator[str | Path | None]:
    """What ``--store`` names: of the kind that the test is run for, with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kind = request.param
    if kind == "memory":
        yield None
    elif kind == "disk":
        yield tmp_path / "store"
    elif kind == "remote":
        with serving() as server:
            yield server.url
    elif kind == "serve":
        yield servers.serve()
    else:
        yield servers.virtuoso()


@pytest.fixture
def reopen(place: str | Path | None) -> Callable[[], Store]:
    """Opens the store for writing."""
    return lambda: open_store(place, create=True, token=TOKEN)


@pytest.fixture
def store(reopen: Callable[[], Store]) -> Iterator[Store]:
    with reopen() as opened:
        yield opened


def each(*kinds: str) -> pytest.MarkDecorator:
    """Runs a test, or all of a module, for these kinds of stores."""
    return pytest.mark.parametrize("place", kinds, indirect=True)
