"""A function over many items: here, in processes of this machine, or on a Dask cluster.

Invariants: results come in the order of the items, one for each; only a few batches are under way, so memory
does not grow with their number. A worker that dies costs time and nothing else: its batches are done again,
alone, in a process of their own. An item that ends that process too, after it was there when a worker died
twice before, is handed back as :class:`Lost`, and the others go on.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Generic, Protocol, TypeVar

from kg.errors import UsageError, WorkersError

BATCH = 16
"""Items that a worker is handed at once."""
CONNECT = 10.0
"""Seconds that a scheduler has to answer."""
PATIENCE = 60.0
"""Seconds that a cluster may be without any worker before the run gives up."""
_LOOK = 2.0
"""Seconds between two looks at whether the cluster still has workers."""

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Iterable[T]], Iterable[R]]
"""Gives one result for each item, in order. It must pickle, and be a function of its items alone."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """An item that ended every process that worked on it."""

    item: T


def spread(
    work: Work[T, R], items: Iterable[T], *, jobs: int = 1, cluster: str | None = None
) -> Iterator[R | Lost[T]]:
    """Results of ``work`` over the items, lazily.

    :param jobs: processes of this machine; 1 works in this one, where nothing guards against its death.
    :param cluster: address of a Dask scheduler (``tcp://host:8786``), whose workers stand in for ``jobs``.
    :raises UsageError: Dask is not installed.
    :raises WorkersError: the cluster does not answer, or was without a worker for :data:`PATIENCE` seconds.
    """
    if cluster is None and jobs == 1:
        yield from work(items)
        return
    crew: _Crew = _Processes(jobs) if cluster is None else _Cluster(cluster)
    waiting: deque[tuple[list[T], Any]] = deque()
    source = iter(items)
    with crew, _Alone() as alone:
        while batch := list(islice(source, BATCH)):
            waiting.append((batch, crew.submit(work, batch)))
            while len(waiting) >= crew.room():
                yield from _first(waiting, work, crew, alone)
        while waiting:
            yield from _first(waiting, work, crew, alone)


def _first(
    waiting: deque[tuple[list[T], Any]], work: Work[T, R], crew: _Crew, alone: _Alone
) -> Iterator[R | Lost[T]]:
    """Results of the batch that has waited longest."""
    batch, future = waiting.popleft()
    found: list[R] | None = crew.result(future)
    if found is None:
        yield from alone.each(work, batch)
    else:
        yield from found


_ONE = Lock()


def _all(work: Work[T, R], batch: list[T]) -> list[R]:
    """What a worker runs. One batch at a time: neither our caches nor spaCy's promise to bear threads."""
    with _ONE:
        return list(work(batch))


def _end_with_master() -> None:
    """A worker whose master was killed would wait for work for ever: its brothers hold the pipe open."""

    def wait() -> None:
        if master := parent_process():
            master.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


class _Crew(Protocol):
    """Where batches are worked on."""

    def __enter__(self) -> _Crew: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def submit(self, work: Work[T, R], batch: list[T]) -> Any: ...

    def room(self) -> int:
        """Batches that may be under way."""

    def result(self, future: Any) -> Any:
        """The batch's results; ``None``: a worker died over it."""


class _Processes:
    """Processes of this machine. One that dies takes the whole pool along, so there is a new one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _open(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._jobs, get_context("spawn"), _end_with_master)

    def submit(self, work: Work[T, R], batch: list[T]) -> Future[list[R]]:
        self._pool = self._pool or self._open()
        try:
            return self._pool.submit(_all, work, batch)
        except BrokenProcessPool:
            self._pool = self._open()
            return self._pool.submit(_all, work, batch)

    def room(self) -> int:
        return 2 * self._jobs

    def result(self, future: Future[list[R]]) -> list[R] | None:
        try:
            return future.result()
        except BrokenProcessPool:
            return None


class _Alone:
    """A process in which one thing is worked on at a time, so that a death has but one culprit."""

    def __init__(self) -> None:
        self._process = _Processes(1)

    def __enter__(self) -> _Alone:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.__exit__(kind, error, trace)

    def each(self, work: Work[T, R], batch: list[T]) -> Iterator[R | Lost[T]]:
        """Results of the batch; if it ends the process, of its items one by one."""
        whole = self._process.result(self._process.submit(work, batch))
        if whole is not None:
            yield from whole
            return
        for item in batch:
            single = self._process.result(self._process.submit(work, [item]))
            if single is None:
                yield Lost(item)
            else:
                yield from single


class _Cluster:
    """Workers of a Dask scheduler. Dask gives up on a batch (``KilledWorker``) after some deaths."""

    def __init__(self, address: str) -> None:
        distributed, self._address = _dask(), address
        try:
            self._client: Any = distributed.Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            raise WorkersError(
                "no Dask scheduler answers",
                where=address,
                remedy="start one with `dask scheduler`, and workers with `dask worker ADDRESS`",
            ) from error
        self._killed: type[Exception] = distributed.KilledWorker

    def __enter__(self) -> _Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def submit(self, work: Work[T, R], batch: list[T]) -> Any:
        with self._connected():
            return self._client.submit(_all, work, batch, pure=False)

    def room(self) -> int:
        return 2 * max(1, self._workers())

    def _workers(self) -> int:
        with self._connected():
            return len(self._client.nthreads())

    def result(self, future: Any) -> Any:
        alone, joined = 0.0, 0
        with self._connected():
            while True:
                try:
                    return future.result(timeout=_LOOK)
                except TimeoutError:
                    before, joined = joined, self._joined()
                    alone = 0.0 if self._workers() or joined > before else alone + _LOOK
                    if alone >= PATIENCE:
                        raise self._gone(f"no worker for {alone:.0f} s") from None
                except self._killed:
                    return None

    def _joined(self) -> int:
        """How many workers ever came: one that dies at once may never be seen among those that are there."""
        events = [event for _, event in self._client.get_events("all") if isinstance(event, dict)]
        return sum(event.get("action") == "add-worker" for event in events)

    @contextmanager
    def _connected(self) -> Iterator[None]:
        """What the cluster's end of the line does, in our words."""
        try:
            yield
        except (CancelledError, OSError) as error:
            raise self._gone("the scheduler went away") from error
        except ImportError as error:
            raise WorkersError(
                f"a worker cannot run this: {error}",
                where=self._address,
                remedy="install the same version of kg for every worker",
            ) from error

    def _gone(self, what: str) -> WorkersError:
        remedy = "start it again and run the same command; what is stored is not read again"
        return WorkersError(what, where=self._address, remedy=remedy)


def _dask() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            "needs the package distributed",
            where="--dask",
            remedy="run `pip install 'event-timeline-kg[cluster]'`",
        ) from error
    return distributed
