"""Messages on standard error: lines for people, or JSON Lines for programs (``--log-format json``)."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click

from kg.cli.text import plain
from kg.errors import KgError

FORMATS = ("text", "json")
OPTION = "--log-format"
VARIABLE = "KG_LOG_FORMAT"


def say(form: str, level: str, message: str, **fields: Any) -> None:
    """One message. A program gets ``time`` (UTC, ISO 8601), ``level`` (info, warning, error), ``message`` and
    whatever else is known: ``where``, ``remedy``, ``counts``, or ``event: progress`` with ``task``, ``done``,
    ``total``, ``rate`` a second and seconds ``left``."""
    if form == "json":
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        known = {key: value for key, value in fields.items() if value is not None}
        record = {"time": now, "level": level, "message": " ".join(message.split()), **known}
        click.echo(json.dumps(record, ensure_ascii=False), err=True)
    else:
        click.echo(f"kg: {plain(message)}", err=True)


def say_error(form: str, error: Exception, *, prefix: str, **fields: Any) -> None:
    """An error with its parts."""
    if form == "json" and isinstance(error, KgError):
        say(form, "error", error.what, where=error.where, remedy=error.remedy, **fields)
    else:
        say(form, "error", f"{prefix}: {error}", **fields)


def asked_for(arguments: Sequence[str]) -> str:
    """The format that a command line asks for, also one that cannot be parsed."""
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == OPTION:
            value = value if equals else "".join(arguments[number + 1 : number + 2])
            return value if value in FORMATS else FORMATS[0]
    return "json" if os.environ.get(VARIABLE) == "json" else FORMATS[0]
