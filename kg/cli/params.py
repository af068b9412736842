"""Types of options that more than one command takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import click

from kg.conditions import actor_kinds, fact_types, read_day, read_name, statuses


class Named(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """One of a set of names that is looked up only when the option is used."""

    def __init__(self, what: str, names: Callable[[], Iterable[str]]) -> None:
        self.name, self._names = what, names

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return read_name(value, self.name, self._names())
        except ValueError as error:
            self.fail(str(error), param, ctx)

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
        try:
            return read_day(value, end=self._end, exact=self._exact)
        except ValueError as error:
            self.fail(str(error), param, ctx)


STATUS = Named("status", statuses)
FACT_TYPE = Named("type", fact_types)
ACTOR_KIND = Named("kind", actor_kinds)
