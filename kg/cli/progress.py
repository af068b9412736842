"""How far a long run has come: a bar on a terminal, a plain line now and then in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Any

from kg.cli.context import Settings

_EVERY = 10.0
"""Seconds between two plain lines."""
_SHOWN_FROM = 2
"""Documents below which no bar is shown."""


class Progress:
    """Counts documents. ``total`` is asked once; ``None`` where it cannot be known. No bar is drawn into
    ``printed`` data that goes to the same terminal."""

    def __init__(
        self, settings: Settings, total: Callable[[], int | None], *, task: str, printed: bool = False
    ) -> None:
        self._settings = settings
        self._name = task
        self._bare = not sys.stderr.isatty() or (printed and sys.stdout.isatty())
        self._total = None if settings.quiet else total()
        self._start = self._last = self._first = monotonic()
        self._done = 0
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

    def step(self) -> None:
        """One more document is done."""
        self._done += 1
        if self._done == 1:
            self._first = monotonic()
        if self._bar is not None:
            self._bar.update(self._task, advance=1)
            return
        now = monotonic()
        if now - self._last >= _EVERY and self._done != self._total:
            self._last = now
            self._settings.note(self._line(now - self._first))

    def _line(self, seconds: float) -> str:
        """``seconds`` since the first was done: loading the language pipeline before it tells nothing of the
        others."""
        done = f"{self._done:,} of {self._total:,} articles" if self._total else f"{self._done:,} articles"
        if self._done == 1 or seconds <= 0:
            return done
        rate = (self._done - 1) / seconds
        left = f", {(self._total - self._done) / rate:.0f} s left" if self._total else ""
        return f"{done}, {rate:.1f} a second{left}"


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    return Bar(*columns, console=Console(stderr=True), transient=True)
