"""What the web process and its workers say to each other.

Frames over pipes: four bytes of length, big-endian, and a pickle. The first is the :class:`Start`; each
:class:`Task` is answered by one :class:`Reply`.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import KgError

LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Start:
    """What a worker is told at birth. Sizes in bytes."""

    store: Path
    writer: bool
    memory: int
    max_result: int
    spool: Path
    """Folder for long bodies."""


@dataclass(frozen=True, slots=True)
class Task:
    """One job: the name of a function in :mod:`kg.serve.jobs` and its keyword arguments."""

    job: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    generation: int = 0
    """Number of writes that the answer has to know of."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a task: the job's result and what it wrote, or why there is none."""

    result: Any = None
    body: bytes = b""
    file: Path | None = None
    """Holds the body where it is long; whoever takes it deletes it."""
    error: KgError | None = None


def read_frame(stream: BinaryIO) -> Any:
    """The next frame's object.

    :raises EOFError: there is none.
    """
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    return pickle.loads(stream.read(LENGTH.unpack(head)[0]))


def frame(message: object) -> bytes:
    """An object as a frame."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(data)) + data
