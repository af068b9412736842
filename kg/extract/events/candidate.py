"""A trigger on its way to becoming an event."""

from __future__ import annotations

from dataclasses import dataclass

from kg.schema import EventType


@dataclass(slots=True)
class Candidate:
    """A trigger. ``verb`` is the light verb of a noun, else the trigger itself if that is a verb."""

    head: int
    type: EventType
    tokens: tuple[int, ...]
    verb: int | None
    noun: int | None = None
    plover: str | None = None
    """PLOVER class of the mention, were it told as occurred; ``None``: it has none."""
    negation_used: bool = False
    specific: bool = False
    """Whether more than the lemma decided the type ("call off")."""
    light: bool = False
    """Whether ``verb`` is a mere support verb, which names no event by itself."""
    weak: bool = False
    """Kept only with a participant."""
    duty: tuple[int, int] | None = None
    """Of a demand made by *must*: the verb of saying, and the subject who is to act."""
