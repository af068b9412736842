"""What a server may do, decided once at its start."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError

MEGABYTE = 1_000_000
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Sizes are in bytes, times in seconds.

    :raises UsageError: writing is allowed to everybody, or a bound is not positive.
    """

    store: Path
    """Folder of the store; it must exist."""
    host: str = LOOPBACK[0]
    port: int = 7878
    writable: bool = False
    """Whether whoever has the token may write."""
    token: str | None = field(default=None, repr=False)
    """Needed for every write, as ``Authorization: Bearer …`` (RFC 6750)."""
    union: bool = True
    """Whether the default graph of a query is the union of all graphs, as ``kg query`` has it; else it is
    the one without a name, as the specification's own examples have it."""
    own_graphs: bool = False
    """Whether writes may touch the graphs that ``kg`` itself keeps (``urn:kg:…``) and the unnamed one."""
    timeout: float = 30.0
    """Longest that one request may occupy a worker."""
    memory: int = 2_000 * MEGABYTE
    """Most that one worker may hold."""
    max_result: int = 256 * MEGABYTE
    """Longest answer."""
    max_body: int = 64 * MEGABYTE
    """Longest request body."""
    workers: int = max(2, min(8, os.cpu_count() or 2))
    """Processes that answer questions."""
    patience: float = 60.0
    """Longest that a request waits for a worker."""
    queue: int = 1_000
    """Requests that may wait for a worker."""
    cors_origins: tuple[str, ...] = ()
    """Origins of pages that may ask from a browser; ``*``: any."""

    def __post_init__(self) -> None:
        if self.writable and not self.token:
            raise UsageError(
                "--writable needs a token", remedy="put one into a file and name it with --token-file"
            )
        for name in ("timeout", "memory", "max_result", "max_body", "workers"):
            if getattr(self, name) <= 0:
                raise UsageError(f"--{name.replace('_', '-')} must be more than nothing")

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches the server."""
        return self.host in LOOPBACK
