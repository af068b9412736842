"""Listening: one uvicorn server until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from kg.errors import UsageError
from kg.graph.folder import prepare
from kg.serve.app import create_app
from kg.serve.settings import Settings

_GRACE = 5
"""Seconds that requests in progress have when the server stops."""
_IDLE = 10
"""Seconds after which a connection without a request is closed."""
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
    config = uvicorn.Config(
        create_app(settings),
        log_level="info" if log else "warning",
        access_log=log,
        server_header=False,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_GRACE,
        limit_concurrency=_CONNECTIONS,
    )
    server = _Server(config, lambda: tell(f"{settings.store} at {address}/sparql; Ctrl-C stops it"))
    with listening:
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


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
