"""What the graph answers: rows that the command line prints and the page draws.

A *fact* is one claim: somebody (or the article itself) holds that an event has a status, or a
statement was made. Rows are plain data; ids are the short ids that ``kg show`` takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """The claim's own words: of an event the clause around its trigger, of a statement its content."""
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
    trigger: tuple[Span, ...] = ()
    """Where the words stand that name the event."""
    sources: int = 1
    """Independent articles that speak of the same event: copies of one count once."""
    rejected: str | None = None
    """Who rejected the claim, and why."""
    corrected: tuple[str, ...] = ()
    """What people set otherwise than the article has it, with who and why."""


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
    published: date | None = None
    """Of the document: where what is undated but told as news stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences of an article that fit a search."""

    document: str
    """File name of the article."""
    article: str
    """Document id."""
    title: str | None
    outlet: str | None
    published: date | None
    url: str | None
    span: Span
    """Where it stands in the article's stored text, code points."""
    text: str
    marks: tuple[Span, ...]
    """The words that fit, code points of ``text``."""
    speakers: tuple[str, ...]
    """Who speaks in it, in alphabetical order; empty: the article alone."""
    claims: tuple[str, ...]
    """Ids of the claims in it."""
    score: float
    """BM25: more is better; comparable within one search only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An actor merged across articles, with how often it occurs."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    """Titles and roles that articles give it."""
    key: str | None = None
    """Gazetteer key."""
    same_as: str | None = None
    """IRI at Wikidata."""
    named: bool = True
    articles: int = 0
    mentions: int = 0
    events: int = 0
    """Merged events that it takes part in."""
    statements: int = 0
    """Statements that it makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """Words that name a time, and how they were read."""

    words: str
    document: str
    span: Span
    value: str
    """TIMEX3 value."""
    rule: str | None = None
    anchor: str | None = None
    """``published``, or the words of the date that it counts from."""
    published: date | None = None
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A merge that was made or refused."""

    kind: str
    """``merge`` or ``refuse``."""
    left: str
    """Name and document of the one."""
    right: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All that is known of one id: what ``kg show`` tells."""

    id: str
    iri: str
    kind: str
    """``event``, ``claim``, ``statement``, ``actor`` or ``article``."""
    title: str
    facts: tuple[Fact, ...] = ()
    """The claim itself; of an event its life cycle (oldest publication first); of an actor or an
    article its facts by date."""
    dates: tuple[DateReading, ...] = ()
    """How the dates of these facts were read."""
    inner: tuple[Fact, ...] = ()
    """Claims within the words of a statement."""
    outer: tuple[Fact, ...] = ()
    """The statements that hold a claim, outermost first."""
    changes: tuple[Fact, ...] = ()
    """Of a cancellation or postponement: claims on the event that it changes."""
    changed_by: tuple[Fact, ...] = ()
    """Claims on the events that call off, move or reinstate this one."""
    actor: ActorRow | None = None
    decisions: tuple[DecisionRow, ...] = ()
    corrections: tuple[str, ...] = ()
    """Of a merged event or actor: who set what otherwise, and why."""
    copies: tuple[str, ...] = ()
    """Which of the articles repeat which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two claims that cannot both be right."""

    kind: str
    """One of :data:`kg.query.conflicts.KINDS`."""
    type: str
    one_event: bool
    """False: merging kept the two apart, and they may be two events indeed."""
    left: Fact
    left_value: str
    right: Fact
    right_value: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of an article's stored text; ``span`` counts its code points."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is known around a list of facts: for readers who want to judge them."""

    paragraphs: Mapping[tuple[str, Span], Paragraph] = field(default_factory=dict)
    """Document id and sentence of a fact -> the paragraph that holds the sentence. Facts share them."""
    others: tuple[Fact, ...] = ()
    """Claims that are not among the facts, on their events or on what changes these."""
    acts_on: Mapping[str, str] = field(default_factory=dict)
    """Id of a cancellation, postponement or reinstatement -> id of the event that it changes."""
    conflicts: tuple[Conflict, ...] = ()
    """Disagreements among the facts and the others."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """Document id of a copy -> that of the article which it repeats."""
