"""Stores of every kind that there is, for the tests that all of them have to pass.

``virtuoso`` needs Virtuoso (see :mod:`tests.virtuoso_server`) and is skipped where it is not installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kg.graph import Store, open_store
from tests import virtuoso_server
from tests.sparql_server import serving

KINDS = ("memory", "disk", "remote", "virtuoso")
FAR = ("remote", "virtuoso")


class Servers:
    """Servers that are started when they are first needed, and stop at the end of the session."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._virtuoso: str | None = None

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
    from kg.graph.remote import connect

    raw = connect(url)
    names = {q.graph_name for q in raw}
    raw.change(Change(drop=tuple(names)))
    raw.close()


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
    else:
        yield servers.virtuoso()


@pytest.fixture
def reopen(place: str | Path | None) -> Callable[[], Store]:
    """Opens the store for writing."""
    return lambda: open_store(place, create=True)


@pytest.fixture
def store(reopen: Callable[[], Store]) -> Iterator[Store]:
    with reopen() as opened:
        yield opened


def each(*kinds: str) -> pytest.MarkDecorator:
    """Runs a test, or all of a module, for these kinds of stores."""
    return pytest.mark.parametrize("place", kinds, indirect=True)
