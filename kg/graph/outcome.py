"""What adding did, and what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    ADDED = "added"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class AddResult:
    """What adding a document did. ``replaced`` is the id of the document that it took the place of."""

    document: str
    outcome: Outcome
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document that the store holds."""

    id: str
    name: str
    source: str
