"""What a reader makes of a file: a document whose text is never altered afterwards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Span = tuple[int, int]
"""``[start, end)`` in Unicode code points of :attr:`Document.text`."""


class DateOrigin(StrEnum):
    """Where a publication date came from, strongest first."""

    OPTION = "option"
    MAP = "map"
    METADATA = "metadata"
    DATELINE = "dateline"
    FILE_NAME = "file-name"


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date and where it was found."""

    day: date
    origin: DateOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article.

    ``text`` is what all offsets count in. For a plain ``.txt`` it is the decoded file, unchanged,
    line ends included. ``boilerplate`` lists spans that are no part of the story (section names,
    advertisement lines, template residue): annotation blanks them, so that offsets never shift.
    """

    id: str
    """Stable across runs: minted by :func:`kg.iri.document_id` from the URL, else the source."""
    source: str
    """Path or URL as given; for one article of many in a file, ``path#key``."""
    text: str
    published: Published | None = None
    title: str | None = None
    outlet: str | None = None
    """Who published it ("The Hill"), as the metadata say."""
    url: str | None = None
    author: str | None = None
    boilerplate: tuple[Span, ...] = ()
    title_span: Span | None = None
    """Where the headline stands in ``text``, if it does."""
    notes: tuple[str, ...] = field(default=())
    """What the reader wants the user to know: a guessed encoding, a date that was ignored."""

    @property
    def name(self) -> str:
        """The file's name, which ``kg timeline`` prints as ``document``."""
        return self.source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]

    @property
    def sha256(self) -> str:
        """Hex digest of the UTF-8 bytes of ``text`` (lone surrogates kept)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
