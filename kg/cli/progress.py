"""How far a long run has come: a bar on a terminal, a line now and then in a pipe, an event in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from kg.cli.context import Settings

_EVERY = 10.0
"""Seconds between two plain lines."""
_SHOWN_FROM = 2
"""Things below which no bar is shown."""


class Progress:
    """Counts articles or other things. ``total`` is asked once; ``None`` where it cannot be known. No bar is
    drawn into ``printed`` data that goes to the same terminal."""

    def __init__(
        self,
        settings: Settings,
        total: Callable[[], int | None],
        *,
        task: str,
        noun: str = "articles",
        printed: bool = False,
    ) -> None:
        self._settings = settings
        self._name, self._noun = task, noun
        hidden = not sys.stderr.isatty() or (printed and sys.stdout.isatty())
        self._bare = hidden or settings.log_format == "json"
        self._total = None if settings.quiet else total()
        self._start = self._last = self._first = monotonic()
        self._done = self._head = 0
        self._bar: Any = None
        self._task: Any = None
        self.seconds = 0.0

    def __enter__(self) -> Progress:
        if not (self._settings.quiet or self._bare) and (self._total or _SHOWN_FROM) >= _SHOWN_FROM:
            self._bar = _bar()
            self._task = self._bar.add_task(self._name, total=self._total)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds = monotonic() - self._start
        if self._bar is not None:
            self._bar.stop()

    def stage(self, task: str, total: int | None) -> None:
        """What comes next counts from nothing: ``total`` things, ``None`` if that cannot be known."""
        self._name, self._total, self._done, self._head = task, total, 0, 0
        self._first = self._last = monotonic()
        if self._bar is not None:
            self._bar.reset(self._task, description=task, total=total)

    def reach(self, done: int) -> None:
        """So many are done by now."""
        self.step(done - self._done)

    def step(self, number: int = 1) -> None:
        """So many more are done."""
        if number <= 0:
            return
        if not self._done:
            self._first, self._head = monotonic(), number
        self._done += number
        if self._bar is not None:
            self._bar.update(self._task, advance=number)
            return
        now = monotonic()
        if now - self._last >= _EVERY and self._done != self._total:
            self._last = now
            self._tell(now - self._first)

    def _tell(self, seconds: float) -> None:
        """``seconds`` since the first was done: loading the language pipeline before it tells nothing of the
        others."""
        told = self._done > self._head and seconds > 0
        rate = (self._done - self._head) / seconds if told else None
        left = (self._total - self._done) / rate if self._total and rate else None
        of = f" of {self._total:,}" if self._total else ""
        line = f"{self._name}: {self._done:,}{of} {self._noun}"
        line += f", {rate:,.1f} a second" if rate else ""
        line += f", {left:.0f} s left" if left is not None else ""
        self._settings.note(
            line,
            event="progress",
            task=self._name,
            done=self._done,
            total=self._total,
            rate=rate and round(rate, 2),
            left=None if left is None else round(left),
        )


_MB = 1_000_000


def in_megabytes(progress: Progress) -> Callable[[int], None]:
    """Counts bytes, where the progress counts megabytes."""
    done = 0

    def step(number: int) -> None:
        nonlocal done
        done += number
        progress.reach(done // _MB)

    return step


def megabytes(path: Path) -> int:
    """Size of a file or of all files in a folder."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files) // _MB


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.1f}/s" if task.speed else "", style="dim")

    class Time(ProgressColumn):
        """What remains; of a task whose length is unknown, what has gone by."""

        def render(self, task: Task) -> Text:
            return (TimeElapsedColumn() if task.total is None else TimeRemainingColumn()).render(task)

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), Time())
    return Bar(*columns, console=Console(stderr=True), transient=True)
