"""Typed data that flow between the stages: frozen, and they never load, save or embed themselves."""

from kg.model.document import DateOrigin, Document, Published, Span
from kg.model.facts import (
    Actor,
    ActorKind,
    Annotated,
    Attitude,
    Certainty,
    Cue,
    Event,
    EventTime,
    Extraction,
    Mention,
    MentionKind,
    Polarity,
    Ref,
    Role,
    Statement,
    StatementKind,
    Status,
    actors_by_head,
)
from kg.model.text import Parse, Quote, Sentence, Token
from kg.model.time import Interval, TimeExpression, TimeType

__all__ = [
    "Actor", "ActorKind", "Annotated", "Attitude", "Certainty", "Cue", "DateOrigin", "Document",
    "Event", "EventTime", "Extraction", "Interval", "Mention", "MentionKind", "Parse", "Polarity",
    "Published", "Quote", "Ref", "Role", "Sentence", "Span", "Statement", "StatementKind", "Status",
    "TimeExpression", "TimeType", "Token", "actors_by_head",
]
