"""Options that narrow facts, shared by ``facts``, ``timeline`` and ``render``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.params import FACT_TYPE, STATUS, Day
from kg.conditions import CONDITIONS, Condition, check_days

if TYPE_CHECKING:
    from kg.query import Filter

F = TypeVar("F", bound=Callable[..., Any])

_TYPES: dict[str, click.ParamType | None] = {  # type: ignore[type-arg]  # generic since click 8.4
    "text": None,
    "type": FACT_TYPE,
    "status": STATUS,
    "day": Day(),
    "last-day": Day(end=True),
    "count": click.IntRange(min=1),
}


def filter_options(command: F) -> F:
    """Adds the filter's options."""
    for condition in reversed(CONDITIONS):
        command = _option(condition)(command)
    return command


def _option(condition: Condition) -> Callable[[F], F]:
    names = (f"--{condition.name}", condition.field)
    if condition.kind == "flag":
        return click.option(*names, is_flag=True, help=condition.help)
    return click.option(
        *names,
        type=_TYPES[condition.kind],
        multiple=condition.many,
        metavar=condition.metavar,
        help=condition.help,
    )


def wanted(options: dict[str, Any], kind: str | None = None) -> Filter:
    """The filter that the options describe.

    :raises UsageError: ``--from`` lies after ``--to``.
    """
    from kg.query import Filter

    check_days(options["date_from"], options["date_to"])
    return Filter(kind=kind, **options)
