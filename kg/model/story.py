"""What the graph answers: rows that the command line prints and the page draws.

A *fact* is one claim: somebody (or the article itself) holds that an event has a status, or a
statement was made. Rows are plain data; ids are the short ids that ``kg show`` takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model.document import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that say so. Spans count code points of the article's stored text."""

    document: str
    """File name of the article."""
    article: str
    """Document id."""
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    spans: tuple[Span, ...]
    """The claim's own words: the trigger of an event, the content of a statement."""
    quote: str
    """Text of ``spans``, pieces joined by `` … ``."""
    sentence: Span
    """The sentence (or sentences) around them."""
    context: str
    """Text of ``sentence``."""


@dataclass(frozen=True, slots=True)
class FactActor:
    """An actor in a role of a fact. ``id`` is ``None`` where the words name nobody known."""

    id: str | None
    name: str
    role: str
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One claim with its evidence."""

    id: str
    kind: str
    """``event`` or ``statement``."""
    event: str
    """Id of the event merged across articles; of the statement itself for a statement."""
    type: str
    """Event type, or the attitude of a statement (``says``, ``denies`` …)."""
    text: str
    """One readable line."""
    actors: tuple[FactActor, ...]
    earliest: date | None = None
    latest: date | None = None
    date_text: str | None = None
    edtf: str | None = None
    date_rule: str | None = None
    date_anchor: str | None = None
    place: str | None = None
    status: str
    """A status of :class:`kg.model.Status`; ``said`` for a statement."""
    polarity: str = "positive"
    certainty: str = "certain"
    holders: tuple[FactActor, ...] = ()
    """The attribution chain, outermost first; empty where the article itself asserts it."""
    evidence: Evidence
    sources: int = 1
    """Articles that speak of the same event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event mention in its place; equal ``order`` means at the same time, ``None`` unplaced."""

    order: int | None
    earliest: date | None
    latest: date | None
    event: str
    type: str
    status: str
    document: str
    sentence: int
    """Number of the sentence in its document, from 0."""
    trigger: tuple[Span, ...]
    text: str
    sources: int
    holders: tuple[str, ...] = ()
    claim: str = ""
