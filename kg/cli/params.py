"""Types of options that more than one command takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import click


def suggestion(name: str, names: Iterable[str]) -> str:
    """``; did you mean X?`` and the valid names, to end an error with."""
    from difflib import get_close_matches

    known = list(names)
    near = get_close_matches(name.casefold(), known, n=1, cutoff=0.6)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{hint} Valid: {', '.join(known)}" if hint else f"; valid are {', '.join(known)}"


class Named(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """One of a set of names that is looked up only when the option is used."""

    def __init__(self, what: str, names: Callable[[], Iterable[str]]) -> None:
        self.name, self._names = what, names

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        wanted = value.strip().casefold().replace(" ", "_")
        known = list(self._names())
        if wanted not in known:
            self.fail(f"{value!r} is no {self.name}{suggestion(wanted, known)}", param, ctx)
        return wanted

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return self.name.upper()


class Day(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """A day, month or year as ISO 8601; a month or year gives its first or last day, unless only a day is
    ``exact`` enough."""

    name = "date"

    def __init__(self, end: bool = False, *, exact: bool = False) -> None:
        self._end, self._exact = end, exact

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        found = _day(value.strip(), self._end)
        if found is None or (self._exact and value.count("-") != 2):
            forms = "YYYY-MM-DD" if self._exact else "YYYY-MM-DD, YYYY-MM or YYYY"
            self.fail(f"{value!r} is no {'day' if found else 'date'}; write {forms}", param, ctx)
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


def event_types() -> list[str]:
    """Names of the event types."""
    from kg.schema import load_types

    return list(load_types())


def statuses() -> list[str]:
    """Names of the statuses a fact can have; ``said`` is that of a statement."""
    from kg.model import Status

    return [*(s.value for s in Status), "said"]


STATUS = Named("status", statuses)


def fact_types() -> list[str]:
    """Event types, and the attitudes that are the types of statements."""
    from kg.model import Attitude

    return [*event_types(), *(a.value for a in Attitude)]


FACT_TYPE = Named("type", fact_types)


def actor_kinds() -> list[str]:
    """Kinds of actors."""
    from kg.model import ActorKind

    return [k.value for k in ActorKind]


ACTOR_KIND = Named("kind", actor_kinds)
