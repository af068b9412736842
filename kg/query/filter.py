"""What to show: one filter for facts and timelines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """All conditions hold at once; an empty one holds always."""

    actors: tuple[str, ...] = ()
    """Names, aliases or ids: all of them take part in the event, or make the statement. A name that no
    actor answers to may be a thing that fills a role."""
    types: tuple[str, ...] = ()
    """Event types, or attitudes of statements (``says``)."""
    statuses: tuple[str, ...] = ()
    """Statuses, ``said`` for statements."""
    date_from: date | None = None
    date_to: date | None = None
    """Inclusive; an event passes whose interval shares a day with them. Undated ones do not."""
    sources: tuple[str, ...] = ()
    """Outlet, file name, document id or URL: any of them, case does not matter."""
    holder: str | None = None
    """Name, alias or id of somebody in the attribution chain."""
    text: str | None = None
    """Words in the sentence or in the quotation, case does not matter."""
    kind: str | None = None
    """``event`` or ``statement``."""
    asserted_only: bool = False
    """Only what articles say in their own voice."""
    as_of: date | None = None
    """Only articles published until that day, inclusive; undated articles do not pass."""
    include_actions: bool = False
    """Also events of no type but ``action``."""
    include_rejected: bool = False
    """Also claims that people rejected."""
    limit: int | None = None
