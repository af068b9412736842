"""What every command is told by the global options, and how it talks to people."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from typing import Any

import click

from kg.cli.log import say, say_error


@dataclass(slots=True)
class Settings:
    """Global options, and how many documents were refused so far."""

    store: str = "./kg.db"
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"
    log_format: str = "text"
    token: str | None = field(default=None, repr=False)
    """What a remote store's server wants to be shown."""
    refused: int = field(default=0, init=False)

    def note(self, line: str, **fields: Any) -> None:
        """One line on standard error, unless ``--quiet``; ``fields`` are for programs (:mod:`kg.cli.log`)."""
        if not self.quiet:
            say(self.log_format, "info", line, **fields)

    def warn(self, line: str, **fields: Any) -> None:
        """One line on standard error, whatever the options say: it is about lost or doubtful data."""
        say(self.log_format, "warning", line, **fields)

    def refuse(self, error: Exception) -> None:
        """Name a document that was not taken, and why."""
        self.refused += 1
        say_error(self.log_format, error, prefix="refused", event="refused")

    def coloured(self) -> bool:
        """Whether tables on standard output carry colours."""
        if self.color != "auto":
            return self.color == "always"
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def finish(self, done: int) -> int:
        """Exit code of a command that worked on ``done`` documents."""
        if not self.refused:
            return 0
        return 1 if done else 2


settings = click.make_pass_decorator(Settings, ensure=True)
