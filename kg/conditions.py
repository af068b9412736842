"""What facts can be asked by: one table, of which the command line makes options and the server parameters.

Light on purpose: names of types and statuses are looked up only when a value is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on facts."""

    name: str
    """As people write it: ``--as-of``, ``?as-of=``."""
    field: str
    """Of :class:`kg.query.Filter`."""
    kind: str
    """``text``, ``type``, ``status``, ``actor-kind``, ``day``, ``last-day``, ``flag`` or ``count``."""
    help: str
    many: bool = False
    """May be given several times."""
    metavar: str | None = None


LIMIT = Condition("limit", "limit", "count", "At most N rows.", metavar="N")
CONDITIONS = (
    Condition("actor", "actors", "text", "Takes part; repeated: all of them do.", True, "NAME"),
    Condition("type", "types", "type", "Type of event, see `kg types`; repeatable.", True),
    Condition("status", "statuses", "status", "occurred, planned, said …; repeatable.", True),
    Condition("from", "date_from", "day", "A day, month or year to begin at.", metavar="DATE"),
    Condition("to", "date_to", "last-day", "A day, month or year to end with.", metavar="DATE"),
    Condition("source", "sources", "text", "Outlet, file name or URL; repeatable.", True, "NAME"),
    Condition("by", "holder", "text", "Who says so.", metavar="NAME"),
    Condition("text", "text", "text", "Words in the sentence or quotation.", metavar="WORDS"),
    Condition("as-of", "as_of", "last-day", "Only articles published until then.", metavar="DATE"),
    Condition("asserted", "asserted_only", "flag", "Only what articles say themselves."),
    Condition("all", "include_actions", "flag", "Also events of no particular type."),
    Condition("rejected", "include_rejected", "flag", "Also what `kg correct reject` took out."),
    LIMIT,
)
"""Types, statuses and sources given several times: any of them."""


def event_types() -> list[str]:
    """Names of the event types."""
    from kg.schema import load_types

    return list(load_types())


def fact_types() -> list[str]:
    """Event types, and the attitudes that are the types of statements."""
    from kg.model import Attitude

    return [*event_types(), *(a.value for a in Attitude)]


def statuses() -> list[str]:
    """Names of the statuses a fact can have; ``said`` is that of a statement."""
    from kg.model import Status

    return [*(s.value for s in Status), "said"]


def actor_kinds() -> list[str]:
    """Kinds of actors."""
    from kg.model import ActorKind

    return [k.value for k in ActorKind]


NAMES: dict[str, Callable[[], list[str]]] = {
    "type": fact_types,
    "status": statuses,
    "actor-kind": actor_kinds,
}
"""The valid values of the kinds that are choices."""


def read_name(value: str, what: str, names: Iterable[str]) -> str:
    """One of the names, whatever its case, blanks for underscores.

    :raises ValueError: none of them; the message suggests near ones.
    """
    wanted, known = value.strip().casefold().replace(" ", "_"), list(names)
    if wanted not in known:
        raise ValueError(f"{value!r} is no {what}{suggestion(wanted, known)}")
    return wanted


def suggestion(name: str, names: Iterable[str]) -> str:
    """``; did you mean X?`` and the valid names, to end an error with."""
    from difflib import get_close_matches

    known = list(names)
    near = get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{hint} Valid: {', '.join(known)}" if hint else f"; valid are {', '.join(known)}"


def read_day(value: str, *, end: bool = False, exact: bool = False) -> date:
    """A day, month or year as ISO 8601. A month or year gives its first day, with ``end`` its last.

    :param exact: only a day will do.
    :raises ValueError: the message says what to write.
    """
    found = _day(value.strip(), end)
    if found is None or (exact and value.count("-") != 2):
        forms = "YYYY-MM-DD" if exact else "YYYY-MM-DD, YYYY-MM or YYYY"
        raise ValueError(f"{value!r} is no {'day' if found else 'date'}; write {forms}")
    return found


def _day(value: str, end: bool) -> date | None:
    from calendar import monthrange

    parts = value.split("-")
    if not all(p.isascii() and p.isdigit() for p in parts) or len(parts[0]) != 4 or len(parts) > 3:
        return None
    numbers = [int(p) for p in parts]
    try:
        if len(numbers) == 3:
            return date(*numbers)
        month = numbers[1] if len(numbers) == 2 else (12 if end else 1)
        first = date(numbers[0], month, 1)
        return first.replace(day=monthrange(first.year, first.month)[1]) if end else first
    except ValueError:
        return None


def check_days(early: date | None, late: date | None, *, option: str = "--") -> None:
    """:raises UsageError: the first day to ask for lies after the last."""
    if early and late and early > late:
        raise UsageError(f"{option}from {early} lies after {option}to {late}", remedy="swap them")
