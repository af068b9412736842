"""Work for workers in other processes, which import it by name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model import Document, Extraction


def double(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        yield 2 * number


def die_of(numbers: Iterable[int], *, deadly: int) -> Iterator[int]:
    """Doubles, but one number kills the process."""
    for number in numbers:
        if number == deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        yield 2 * number


def die_of_article(documents: Iterable[Document], **_: object) -> Iterator[Extraction]:
    """Empty extractions in the pipeline's place, but the article ``1.txt`` kills the process."""
    for document in documents:
        if document.source == "1.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        yield Extraction(document=document, sentences=())


def die_once(numbers: Iterable[int], *, mark: str) -> Iterator[int]:
    """Doubles; the first process that meets 40 is killed, as a machine that fails would be."""
    for number in numbers:
        if number == 40 and not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield 2 * number


def slowly(numbers: Iterable[int], *, seen: str) -> Iterator[int]:
    """Doubles at leisure, and leaves the number of the process that does it."""
    for number in numbers:
        Path(seen, str(os.getpid())).touch()
        time.sleep(0.01)
        yield 2 * number
