"""What merging across articles reads and decides: signatures in, a resolution out.

A signature is what one article's graph shows of an actor or an event, addressed by its local IRI. A
resolution is a pure function of the set of signatures: the same set, in any order, gives the same one.
Every merge that was made *or refused* is a :class:`Decision` with a score and reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kg.model.corrections import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorSignature:
    """An actor as one article shows it."""

    local: str
    """IRI of the actor in its article's graph."""
    document: str
    """Document id."""
    name: str
    kind: str
    """A value of :class:`kg.model.ActorKind`."""
    aliases: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    key: str | None = None
    """Gazetteer key, where the gazetteer knows it."""
    named: bool = True
    """False for an actor known by a description alone ("administration officials")."""
    published: date | None = None
    mentions: int = 1
    """How often the article refers to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSignature:
    """An event mention as one article shows it."""

    local: str
    """IRI of the event mention in its article's graph."""
    document: str
    type: str
    actors: tuple[tuple[str, str], ...] = ()
    """``(role, IRI of the local actor)``, sorted."""
    earliest: date | None = None
    latest: date | None = None
    """Closed interval of days; ``None`` is an open end, both ``None``: undated."""
    status: str = "unknown"
    place: str | None = None
    """Name of the place, or the words that stand there."""
    place_actor: str | None = None
    """IRI of the local actor that the place is, where known."""
    trigger: str = ""
    """Lemma of the trigger."""
    published: date | None = None
    same_as: str | None = None
    """IRI of the article's first mention of the same event."""
    acts_on: str | None = None
    """IRI of the event mention that this one calls off, moves or reinstates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedActor:
    """One actor of the story. ``id`` is the last part of its IRI (``north-korea``)."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    key: str | None = None
    wikidata: str | None = None
    """Item id (``Q423``), where the gazetteer knows it."""
    members: tuple[str, ...] = ()
    """IRIs of the local actors, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEvent:
    """One event of the story. ``id`` is the last part of its IRI."""

    id: str
    type: str
    members: tuple[str, ...] = ()
    """IRIs of the event mentions, sorted."""
    earliest: date | None = None
    latest: date | None = None
    """The most precise interval that all dated mentions allow; open where they disagree."""
    acts_on: str | None = None
    """Id of the merged event that this one calls off, moves or reinstates."""


class DecisionKind(StrEnum):
    MERGE = "merge"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Why two things are, or are not, one. ``left`` and ``right`` are local IRIs, ``left < right``."""

    kind: DecisionKind
    left: str
    right: str
    score: float
    """Similarity in [0, 1]."""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSignature:
    """What merging reads of an article."""

    document: str
    """Document id."""
    text: str = ""
    published: date | None = None
    actors: tuple[ActorSignature, ...] = ()
    events: tuple[EventSignature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article that repeats an earlier one: a reprint, or the same wire story."""

    document: str
    original: str
    shared: float
    """Part of the shorter text's word sequences that stand in the other, in [0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Actors and events of the story, each local thing in exactly one of them; sorted by id."""

    actors: tuple[MergedActor, ...] = ()
    events: tuple[MergedEvent, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    """``(IRI of a claim, id of the correction)`` of what people rejected."""
    edits: tuple[Edit, ...] = ()
    """What people set otherwise."""
    copies: tuple[Copy, ...] = ()
    """Articles that repeat another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What of the story has to be told anew after articles or corrections came or went."""

    resolution: Resolution
    """Actors, events, decisions and copies that are new or other than before, and all that people set.
    Actors come without members: ``links`` has them."""
    links: Mapping[str, str] = field(default_factory=dict)
    """IRI of a local actor -> id of its actor, for those whose actor is new or another one."""
    subjects: frozenset[str] = frozenset()
    """IRIs of merged actors and events, mentions, claims, decisions and articles of which everything that
    the story said is replaced by what ``resolution`` says."""
