"""The worker processes: who is free, what a job may take, and what happens to one that takes more.

Invariants: a worker does one job at a time; a job that overruns is ended by killing its worker, and
another takes the place at once; an answer knows of every write that was acknowledged before it was asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import shutil
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from kg.errors import KgError, LimitError, StoreError
from kg.serve.frames import LENGTH, Reply, Start, Task, frame
from kg.serve.settings import MEGABYTE, Settings

_CLOSING = 5.0
"""Seconds that a worker has to end by itself when the server stops."""


class _Process:
    """One worker process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def begin(cls, start: Start) -> _Process:
        """:raises StoreError: it cannot open the store.
        :raises RuntimeError: it died.
        """
        pipe = asyncio.subprocess.PIPE
        command = (sys.executable, "-m", "kg.serve.worker")
        process = cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe))
        try:
            reply = await process.ask(start)
        except EOFError:
            raise RuntimeError(f"a worker does not start: {await process.status()}") from None
        if reply.error:
            await process.kill()
            raise reply.error
        return process

    async def ask(self, message: object) -> Reply:
        """:raises EOFError: it died."""
        source, target = self._process.stdout, self._process.stdin
        assert source is not None
        assert target is not None
        try:
            target.write(frame(message))
            await target.drain()
            head = await source.readexactly(LENGTH.size)
            reply: Reply = pickle.loads(await source.readexactly(LENGTH.unpack(head)[0]))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EOFError from error
        return reply

    async def kill(self) -> int:
        """End it and return its exit status."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        return await self._process.wait()

    async def status(self) -> int:
        """Exit status of one that died."""
        return await self._process.wait()

    async def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _CLOSING)
        except TimeoutError:
            await self.kill()


class _Team:
    """Workers of one kind, and the queue for them.

    A place in the queue that holds ``None`` is that of a worker that could not be started; whoever takes it
    tries again and is told why it fails.
    """

    def __init__(self, settings: Settings, start: Start, size: int) -> None:
        self._settings, self._start, self._size = settings, start, size
        self._free: asyncio.Queue[_Process | None] = asyncio.Queue()
        self._alive: set[_Process] = set()
        self._refills: set[asyncio.Task[None]] = set()
        self._closing = False
        self.waiting = self.busy = 0
        self.killed: Counter[str] = Counter()
        """Workers that were lost, by reason: ``time``, ``memory``, or a ``client`` that went away."""

    async def start(self) -> None:
        for process in await asyncio.gather(*(self._begin() for _ in range(self._size))):
            self._free.put_nowait(process)

    async def close(self) -> None:
        """Let the free ones end, and end those that are busy."""
        self._closing = True
        if self._refills:
            await asyncio.wait(self._refills)
        while not self._free.empty():
            if process := self._free.get_nowait():
                self._alive.discard(process)
                await process.close()
        for process in self._alive:
            await process.kill()

    async def _begin(self) -> _Process:
        process = await _Process.begin(self._start)
        self._alive.add(process)
        return process

    async def run(self, task: Task) -> Reply:
        process = await self._next()
        self.busy += 1
        alive = False
        try:
            process = process or await self._begin()
            reply = await asyncio.wait_for(process.ask(task), self._settings.timeout)
            alive = True
        except TimeoutError:
            self.killed["time"] += 1
            raise LimitError(
                f"it takes longer than {self._settings.timeout:g} seconds", remedy="ask for less at once"
            ) from None
        except asyncio.CancelledError:
            self.killed["client"] += 1
            raise
        except EOFError:
            assert process is not None
            raise self._died(await process.status()) from None
        finally:
            self.busy -= 1
            if alive:
                self._free.put_nowait(process)
            else:
                self._replace(process)
        if reply.error:
            raise reply.error
        return reply

    async def _next(self) -> _Process | None:
        """A free worker."""
        if self.waiting >= self._settings.queue:
            raise LimitError("too many requests wait already", remedy="try again later")
        self.waiting += 1
        try:
            return await asyncio.wait_for(self._free.get(), self._settings.patience)
        except TimeoutError:
            raise LimitError("all workers are busy", remedy="try again later") from None
        finally:
            self.waiting -= 1

    def _replace(self, process: _Process | None) -> None:
        """Kill it, and start the next now rather than when somebody waits for it. Cannot be cancelled with
        the request that overran."""
        refill = asyncio.create_task(self._refill(process))
        self._refills.add(refill)
        refill.add_done_callback(self._refills.discard)

    async def _refill(self, process: _Process | None) -> None:
        fresh = None
        try:
            if process is not None:
                self._alive.discard(process)
                await process.kill()
            if not self._closing:
                with contextlib.suppress(KgError, RuntimeError):
                    fresh = await self._begin()
        finally:
            self._free.put_nowait(fresh)

    def _died(self, status: int) -> Exception:
        """Of what a worker died: Rust aborts, and Linux kills, where memory cannot be had."""
        if -status in (signal.SIGABRT, signal.SIGKILL, signal.SIGSEGV):
            self.killed["memory"] += 1
            most = self._settings.memory // MEGABYTE
            return LimitError(f"it takes more than {most:,} MB of memory", remedy="ask for less at once")
        return RuntimeError(f"a worker ended with status {status}")


class Pool:
    """Runs jobs (:data:`kg.serve.jobs.JOBS`) in worker processes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.generation = 0
        """Number of writes so far."""
        self._started = False
        self._spool = Path(tempfile.mkdtemp(prefix="kg-serve-"))
        self.readers = _Team(settings, self._begin(writer=False), settings.workers)
        self.writer = _Team(settings, self._begin(writer=True), 1) if settings.writable else None

    def _begin(self, *, writer: bool) -> Start:
        s = self.settings
        return Start(
            store=s.store, writer=writer, memory=s.memory, max_result=s.max_result, spool=self._spool
        )

    async def start(self) -> None:
        """Start the workers, unless they are started.

        :raises StoreError: the store cannot be opened.
        """
        if self._started:
            return
        self._started = True
        if self.writer:
            await self.writer.start()
        await self.readers.start()

    async def close(self) -> None:
        """Let all workers end."""
        await self.readers.close()
        if self.writer:
            await self.writer.close()
        shutil.rmtree(self._spool, ignore_errors=True)

    async def run(self, job: str, /, **arguments: Any) -> Reply:
        """Run a job that reads.

        :raises KgError: what the job raises.
        :raises LimitError: it takes too long, too much memory, or gives too much.
        """
        return await self.readers.run(Task(job, arguments, self.generation))

    async def write(self, job: str, /, **arguments: Any) -> Reply:
        """Run a job that writes, in the one process that may.

        :raises StoreError: nobody may write.
        """
        if self.writer is None:
            raise StoreError("the server only reads", remedy="start it with --writable")
        try:
            return await self.writer.run(Task(job, arguments))
        finally:
            self.generation += 1
