"""What one article says: actors, statements, events. One article, no knowledge of any other.

Invariant: status, polarity and certainty belong to a mention (later: a claim), never to the event
itself; a plan or a denial is never told as something that occurred.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.document import Document, Span
from kg.model.text import Parse, Quote
from kg.model.time import Interval, TimeExpression


class ActorKind(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    GROUP = "group"
    PLACE = "place"


class MentionKind(StrEnum):
    """How a mention refers: by name, by a description ("the North Korean leader"), by a pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class StatementKind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Attitude(StrEnum):
    """How a holder stands to the content. PolNeAR counts all of these as attribution."""

    SAYS = "says"
    BELIEVES = "believes"
    WANTS = "wants"
    INTENDS = "intends"
    ASKS = "asks"
    DENIES = "denies"
    HOPES = "hopes"
    FEARS = "fears"
    LEARNS = "learns"


class Status(StrEnum):
    """Status of an event at one mention (see the annotation guide's wording in docs/data-model.md)."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    PROPOSED = "proposed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """FactBank's and MEANTIME's degrees."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an actor is referred to; ``head`` is the token index of the head word."""

    span: Span
    kind: MentionKind
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone or something that can act, as one article shows it.

    ``name`` is the fullest name in the article (for a known state or organisation its usual English
    name); an actor without a name has its description ("administration officials"). Titles and roles
    are in ``descriptions``, never in ``name``.
    """

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    named: bool = True
    key: str | None = None
    """Gazetteer key (``country:KP``, ``org:united-nations``), where the gazetteer knows it."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A place in the text and the actor it refers to, if that is known."""

    spans: tuple[Span, ...]
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that signal something, and the lemma they are looked up by."""

    spans: tuple[Span, ...]
    lemma: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody's words, belief or intention. ``content`` leaves out the outer quote marks."""

    id: str
    kind: StatementKind
    content: tuple[Span, ...]
    speaker: Ref | None = None
    cue: Cue | None = None
    addressee: Ref | None = None
    via: Ref | None = None
    """The news outlet that passes it on: "told CNN", "a report … obtained by Reuters"."""
    time: str | None = None
    """Id of the time expression that says when it was said."""
    within: str | None = None
    """Id of the statement whose content holds this one (who passes it on)."""
    attitude: Attitude = Attitude.SAYS
    polarity: Polarity = Polarity.POSITIVE
    """Negative for "would not comment", "did not say"."""
    propositional: bool = True
    """False where the content is but a topic or an object ("criticised the plan"): nothing is claimed
    to be so, and events in it are the article's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """``role`` is one of agent, target, participant, theme, beneficiary, place."""

    role: str
    spans: tuple[Span, ...]
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class EventTime:
    """When: the time expression it rests on and the days it licenses."""

    ref: str | None = None
    interval: Interval = Interval()
    rule: str = field(default="", compare=False)
    """Name of the rule that lent the time of another event or clause; ``""``: its own clause tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One mention of an event."""

    id: str
    type: str
    trigger: Cue
    plover: str | None = None
    roles: tuple[Role, ...] = ()
    time: EventTime | None = None
    place: Ref | None = None
    status: Status = Status.UNKNOWN
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    attributed_to: str | None = None
    """Id of the innermost statement that contains the trigger; ``None``: the article itself says so."""
    acts_on: str | None = None
    """Id of the event that a cancellation, postponement or reinstatement is about."""
    same_as: str | None = None
    """Id of the first mention of the same event in this article."""
    phrase: Span | None = None
    """The words of the clause around the trigger as they stand: auxiliaries and negation, verb, object and
    short complements; of a noun its noun phrase. Holds the first span of the trigger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A document with everything that annotation found; ``parse.text`` has boilerplate blanked."""

    document: Document
    parse: Parse
    quotes: tuple[Quote, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one article says. ``sentences`` are spans."""

    document: Document
    sentences: tuple[Span, ...]
    actors: tuple[Actor, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()


def actors_by_head(actors: tuple[Actor, ...]) -> dict[int, str]:
    """Token index of each mention's head word -> actor id: how later stages ask who a noun phrase is."""
    return {head: ids[0] for head, ids in actors_at_head(actors).items()}


def actors_at_head(actors: tuple[Actor, ...]) -> dict[int, tuple[str, ...]]:
    """As :func:`actors_by_head`, with all actors of a plural ("both sides", "their" of a pair)."""
    found: dict[int, tuple[str, ...]] = {}
    for actor in actors:
        for mention in actor.mentions:
            found[mention.head] = (*found.get(mention.head, ()), actor.id)
    return found
