"""Listening: one uvicorn server until it is told to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import KgError, UsageError
from kg.graph.folder import prepare
from kg.serve.app import create_app
from kg.serve.pool import Pool
from kg.serve.settings import Settings

_GRACE = 5
"""Seconds that requests in progress have when the server stops."""
_IDLE = 10
"""Seconds after which a connection is closed that has sent no request, or a part of its head."""
_CONNECTIONS = 1_000


def serve(settings: Settings, *, tell: Callable[[str], None], log: bool = False) -> None:
    """Serve until interrupted. ``tell`` gets the address once it is open.

    :raises StoreError: there is no store to serve.
    :raises UsageError: the address cannot be listened at.
    """
    prepare(settings.store, create=False)
    listening = _listen(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{listening.getsockname()[1]}"
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_level="info" if log else "warning",
        access_log=log,
        server_header=False,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_GRACE,
        limit_concurrency=_CONNECTIONS,
        http=_Impatient,
        ws="none",
    )
    server = _Server(config, app.state.pool, f"{settings.store} at {address}/sparql; Ctrl-C stops it", tell)
    with listening, suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


class _Impatient(H11Protocol):
    """Closes connections that do not finish the head of a request; uvicorn by itself waits for ever."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._waited: object = self
        self._watch()

    def _watch(self) -> None:
        if self.transport.is_closing():
            return
        waits = self.conn.their_state is h11.IDLE
        if waits and self._waited is self.cycle:
            self.transport.close()
            return
        self._waited = self.cycle if waits else self
        self.loop.call_later(_IDLE, self._watch)


class _Server(uvicorn.Server):
    """Starts the workers first, so that their complaints reach our caller, and says when it is ready."""

    def __init__(self, config: uvicorn.Config, pool: Pool, ready: str, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self._pool, self._line, self._tell = pool, ready, tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await self._pool.start()
        except KgError:
            await self._pool.close()
            raise
        await super().startup(sockets)
        if self.started:
            self._tell(self._line)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        where = f"{settings.host}:{settings.port}"
        raise UsageError(
            f"cannot be listened at ({error.strerror})", where=where, remedy="choose another --port or --host"
        ) from error
    return listening
