"""Clients that are too slow lose their connection, so that they cannot hold all of them.

uvicorn bounds how long a connection may rest between two requests, but not how long the head of a request
may take to arrive, nor how long an answer may wait to be read. (How long a body may take is
:func:`kg.serve.requests.body_of`'s to say.)
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 10.0
"""Seconds from the beginning of a connection, or the first byte of a further request, to the end of the
request's head."""
READING = 30.0
"""Seconds for which a client may take nothing of an answer that waits for it."""


class _Alarm:
    """Calls a function after so many seconds, unless it is stopped before."""

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self._seconds, self._ring = seconds, ring
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Nothing happens where it runs already."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._seconds, self._ring)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class PatientProtocol(H11Protocol):
    """HTTP/1.1 with an end to patience."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self._head = _Alarm(HEAD, transport.abort)
        self._reading = _Alarm(READING, self._look)
        self._waiting = 0
        self._head.start()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._head.stop()
        elif self.conn.trailing_data[0]:
            self._head.start()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head.stop()
        self._reading.stop()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._waiting = self.transport.get_write_buffer_size()
        self._reading.start()

    def resume_writing(self) -> None:
        self._reading.stop()
        super().resume_writing()

    def _look(self) -> None:
        """Whether the client took anything of what waits for it."""
        before, self._waiting = self._waiting, self.transport.get_write_buffer_size()
        if self._waiting >= before:
            self.transport.abort()
        else:
            self._reading.stop()
            self._reading.start()
