"""Listening: one uvicorn server until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from kg.errors import KgError, UsageError
from kg.graph.folder import prepare
from kg.serve.app import create_app
from kg.serve.patience import PatientProtocol
from kg.serve.pool import Pool
from kg.serve.settings import Settings

_GRACE = 5
"""Seconds that requests in progress have when the server stops."""
_IDLE = 10
"""Seconds after which a connection is closed that rests between two requests."""
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
        http=PatientProtocol,
        ws="none",
    )
    server = _Server(config, app.state.pool, f"{settings.store} at {address}/sparql; Ctrl-C stops it", tell)
    with listening, suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


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
    # asyncio switches Nagle's algorithm off only where the protocol is named; it costs 40 ms an answer
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
