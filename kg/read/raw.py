"""What every format's reader yields: one article's text and what its file says about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg.errors import ReadError
from kg.read.options import ReadOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """An article before its date, title and boilerplate are looked for.

    ``source`` is what :attr:`kg.model.Document.source` becomes, ``where`` what an error message
    names (a file, or a file and line). ``dates`` are the metadata's publication dates as written,
    the most trusted first: text, or a number of seconds or milliseconds since 1970.
    """

    source: str
    where: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    dates: tuple[str | int | float, ...] = ()
    markup: str | None = None
    """``"markdown"`` where the text keeps its marks."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read. ``open`` gives its bytes, already unpacked if it is gzipped."""

    source: str
    """The path as given, with forward slashes; relative where it lies under the current folder."""
    suffix: str
    """Lower-case, with the dot, ``.gz`` taken off; ``""`` where there is none."""
    open: Callable[[], BinaryIO]


Reader = Callable[[Input, ReadOptions], Iterator[Raw | ReadError]]
"""A reader raises :class:`ReadError` when the whole file is bad, and yields one for a bad record."""


def refuse(where: str, what: str, remedy: str) -> ReadError:
    """The one way in which this package words a refusal."""
    return ReadError(what, where=where, remedy=remedy)
