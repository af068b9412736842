"""What an event type is. Renderers, queries and the graph read it; they never name a type in code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import ActorKind, Status
from kg.schema.pattern import NounPattern, VerbPattern

ROLE_NAMES = ("agent", "target", "participant", "theme", "beneficiary", "place")
"""The roles of the contract (docs/data-model.md)."""

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """A role: who may fill it and where the filler stands.

    ``verb`` lists places around a verb trigger: ``subject``, ``object``, ``iobject`` or a
    preposition. ``noun`` lists places around a noun: ``poss``, ``modifier`` or a preposition.
    """

    name: str
    kinds: frozenset[ActorKind]
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One kind of event, as its file defines it."""

    name: str
    label: str
    description: str
    colour: str
    """``#rrggbb``."""
    template: str
    """Sentence with ``{role}`` slots; a part in square brackets is left out where a slot is empty."""
    plover: str | None = None
    """Class of the PLOVER manual of 2024 (sixteen), ``None`` where it has none."""
    cameo: tuple[str, ...] = ()
    """Root codes of CAMEO 1.1b3, for users of older data."""
    roles: tuple[RoleSpec, ...] = ()
    merge: tuple[str, ...] = ("participants", "time")
    """What two mentions must share to be one event: ``participants``, ``agent``, ``target``, ``time``,
    ``place``, ``ordinal``, ``theme``."""
    once: str | None = None
    """Role of the one person to whom it happens once in a year, so that nobody else need be named."""
    once_words: tuple[frozenset[str], ...] = ()
    """Triggers of which this is true; those of one set mean the same."""
    once_ever: bool = False
    """Whether it happens once in a life."""
    by_day: tuple[str, ...] = ()
    """Roles (or ``place``) that tell, with an exact day, one such event from any other."""
    shown: bool = True
    """Whether default views show it."""
    speech: bool = False
    """Done by words: the simple present tells of an act that occurred."""
    declarative: bool = False
    """Done by being announced: who announces sanctions imposes them, who announces a visit does not visit."""
    standing: bool = False
    """Whether "the X" speaks of one that is there: "will break the truce", but not "will skip the summit"."""
    reworded: bool = False
    """Whether one event is often told in other words ("the bombing … the attack")."""
    needs_actor: bool = False
    """Whether a subject that is no actor ("slogans supporting …") makes the verb mean something else."""
    embeds: Status | None = None
    """Status that an event named in its complement takes ("agreed to meet": planned)."""
    acts_on: bool = False
    """Whether it changes another event (cancellation, postponement, reinstatement)."""
    verbs: tuple[VerbPattern, ...] = ()
    nouns: tuple[NounPattern, ...] = ()

    @property
    def symmetric(self) -> bool:
        """Whether its sides take part alike (meeting, agreement)."""
        return any(role.name == "participant" for role in self.roles)

    @property
    def role_names(self) -> tuple[str, ...]:
        return tuple(role.name for role in self.roles)

    def sentence(self, names: Mapping[str, Sequence[str]]) -> str:
        """The template filled: ``sentence({"agent": ["A"], "target": ["B", "C"]})``.

        An empty slot outside brackets becomes the label's neutral "someone".
        """

        def fill(text: str) -> str:
            return _SLOT.sub(lambda slot: listed(names.get(slot[1]) or ("someone",)), text)

        def optional(part: re.Match[str]) -> str:
            slots = _SLOT.findall(part[1])
            return fill(part[1]) if all(names.get(slot) for slot in slots) else ""

        text = " ".join(fill(_OPTIONAL.sub(optional, self.template)).split())
        return text[:1].upper() + text[1:]


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
