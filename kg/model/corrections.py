"""What people decide about the story: merges, splits, rejections, edits, and the undoing of these.

A correction names local things (IRIs of document, place and type), never merged ones, so that it holds
after articles are read again. Nothing is deleted: an undo is a correction as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CorrectionKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    REJECT = "reject"
    EDIT = "edit"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision of a person."""

    id: str
    """``k-…``: minted from all else, so that importing it twice changes nothing."""
    kind: CorrectionKind
    author: str
    reason: str
    time: datetime
    """UTC."""
    targets: tuple[str, ...] = ()
    """Sorted IRIs: local actors or event mentions of the one side (merge, edit of an actor or event), the
    members that are taken out (split), claims (reject, edit of a claim)."""
    others: tuple[str, ...] = ()
    """Of a merge: local things of the other side."""
    field: str | None = None
    value: str | None = None
    """Of an edit: what to set; ``""`` takes an end of a date away."""
    undoes: str | None = None
    """Of an undo: id of the correction that no longer holds."""
    summary: str = ""
    """What it was about when it was made, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A value that takes the place of what an article shows, or of what merging found."""

    target: str
    """IRI of the claim, event mention, merged event or merged actor."""
    field: str
    value: str
    correction: str
    """Id of the correction."""


def in_force(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections that hold, oldest first, without undos; an undo may itself be undone."""
    known = {c.id: c for c in corrections}
    undone = undone_ids(known.values())
    held = (c for c in known.values() if c.id not in undone and c.kind is not CorrectionKind.UNDO)
    return tuple(sorted(held, key=_age))


def undone_ids(corrections: Iterable[Correction]) -> frozenset[str]:
    """Ids of the corrections, undos among them, that a later undo takes back."""
    undone: set[str] = set()
    for c in sorted(corrections, key=_age, reverse=True):
        if c.kind is CorrectionKind.UNDO and c.undoes and c.id not in undone:
            undone.add(c.undoes)
    return frozenset(undone)


def _age(c: Correction) -> tuple[datetime, str]:
    return c.time, c.id
