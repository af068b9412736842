"""Options that narrow facts, shared by ``facts``, ``timeline`` and ``render``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.params import FACT_TYPE, STATUS, Day
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.query import Filter

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--actor", "actors", multiple=True, metavar="NAME", help="Takes part; repeated: all of them do."
    ),
    click.option(
        "--type", "types", multiple=True, type=FACT_TYPE, help="Type of event, see `kg types`; repeatable."
    ),
    click.option(
        "--status", "statuses", multiple=True, type=STATUS, help="occurred, planned, said …; repeatable."
    ),
    click.option("--from", "date_from", type=Day(), metavar="DATE", help="A day, month or year to begin at."),
    click.option(
        "--to", "date_to", type=Day(end=True), metavar="DATE", help="A day, month or year to end with."
    ),
    click.option(
        "--source", "sources", multiple=True, metavar="NAME", help="Outlet, file name or URL; repeatable."
    ),
    click.option("--by", "holder", metavar="NAME", help="Who says so."),
    click.option("--text", metavar="WORDS", help="Words in the sentence or quotation."),
    click.option("--as-of", type=Day(end=True), metavar="DATE", help="Only articles published until then."),
    click.option("--asserted", "asserted_only", is_flag=True, help="Only what articles say themselves."),
    click.option("--all", "include_actions", is_flag=True, help="Also events of no particular type."),
    click.option(
        "--rejected", "include_rejected", is_flag=True, help="Also what `kg correct reject` took out."
    ),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N rows."),
)
"""--type, --status and --source may be repeated: any of them."""


def filter_options(command: F) -> F:
    """Adds the filter's options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wanted(options: dict[str, Any], kind: str | None = None) -> Filter:
    """The filter that the options describe.

    :raises UsageError: ``--from`` lies after ``--to``.
    """
    from kg.query import Filter

    early, late = options["date_from"], options["date_to"]
    if early and late and early > late:
        raise UsageError(f"--from {early} lies after --to {late}", remedy="swap them")
    return Filter(kind=kind, **options)
