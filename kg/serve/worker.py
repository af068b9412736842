"""A worker process: holds the store open, does one job after the other, and may be killed at any time.

A job's body goes to memory up to ``_INLINE`` bytes and to a file beyond, so that no worker ever waits for a
slow client.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from kg.errors import KgError, LimitError
from kg.serve.frames import Reply, Start, Task, frame, read_frame

_INLINE = 1_000_000
_LONG_LOG = 1_000_000
"""Bytes; replaying them takes about 60 ms."""


class Output:
    """Takes a job's body.

    :raises LimitError: it grows longer than allowed.
    """

    def __init__(self, most: int, spool: Path) -> None:
        self._most, self._spool, self._length = most, spool, 0
        self._memory = bytearray()
        self._file: IO[bytes] | None = None

    def write(self, data: bytes) -> int:
        self._length += len(data)
        if self._length > self._most:
            raise LimitError(
                f"the answer is longer than {self._most:,} bytes",
                remedy="ask for less, with LIMIT or a filter",
            )
        if self._file is None and self._length > _INLINE:
            self._file = NamedTemporaryFile(dir=self._spool, delete=False)  # noqa: SIM115
            self._file.write(self._memory)
            self._memory.clear()
        if self._file is not None:
            self._file.write(data)
        else:
            self._memory += data
        return len(data)

    def flush(self) -> None:
        """Nothing to do: the whole body is handed over at the end."""

    def done(self, result: Any) -> Reply:
        if self._file is None:
            return Reply(result, bytes(self._memory))
        self._file.close()
        return Reply(result, file=Path(self._file.name))

    def drop(self) -> None:
        """Forget what was written."""
        if self._file is not None:
            self._file.close()
            Path(self._file.name).unlink(missing_ok=True)


class _Worker:
    def __init__(self, start: Start) -> None:
        from kg.graph import open_store
        from kg.serve.jobs import JOBS

        self._start, self._open, self._jobs, self._generation = start, open_store, JOBS, 0
        self._store = self._opened()

    def _opened(self) -> Any:
        self._seen = _signature(self._start.store)
        return self._open(self._start.store, read_only=not self._start.writer)

    def do(self, task: Task) -> Reply:
        """A reader whose files went away under it opens the store anew and tries once more."""
        if not self._start.writer and (
            task.generation > self._generation or _signature(self._start.store) != self._seen
        ):
            self._renew(task)
        try:
            reply = self._try(task)
            if self._start.writer:
                self._settle()
            return reply
        except (OSError, RuntimeError) as error:
            if self._start.writer:
                return Reply(error=_told(error))
        self._renew(task)
        try:
            return self._try(task)
        except (OSError, RuntimeError) as error:
            return Reply(error=_told(error))

    def _settle(self) -> None:
        """Keep the write-ahead log short: every reader that opens the store anew reads all of it."""
        if sum(size for name, size, _ in _signature(self._start.store) if name.endswith(".log")) > _LONG_LOG:
            self._store.raw.flush()

    def _renew(self, task: Task) -> None:
        self._store, self._generation = self._opened(), task.generation

    def _try(self, task: Task) -> Reply:
        output = Output(self._start.max_result, self._start.spool)
        try:
            result = self._jobs[task.job](self._store, output, **task.arguments)
        except KgError as error:
            output.drop()
            return Reply(error=error)
        except BaseException:
            output.drop()
            raise
        return output.done(result)


def _told(error: OSError | RuntimeError) -> KgError:
    from kg.graph.folder import told

    return told(error, None)


def _signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes whenever anybody writes: name, length and time of the write-ahead logs and the
    manifest (RocksDB's own journal of files)."""
    found = []
    with suppress(FileNotFoundError), os.scandir(folder / "rdf") as entries:
        for entry in entries:
            if entry.name.endswith(".log") or entry.name.startswith("MANIFEST"):
                with suppress(FileNotFoundError):
                    state = entry.stat()
                    found.append((entry.name, state.st_size, state.st_mtime_ns))
    return tuple(sorted(found))


def main() -> None:
    """Work until standard input ends."""
    import signal

    from kg.serve.confine import confine

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(message: object) -> None:
        target.write(frame(message))
        target.flush()

    start: Start = read_frame(source)
    confine(start.memory)
    try:
        worker = _Worker(start)
    except KgError as error:
        say(Reply(error=error))
        return
    say(Reply())
    while True:
        try:
            say(worker.do(read_frame(source)))
        except EOFError:
            return
        except MemoryError:  # end as Rust does where memory cannot be had
            os.abort()


if __name__ == "__main__":
    main()
