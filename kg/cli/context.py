"""What every command is told by the global options, and how it talks to people."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field

import click

from kg.cli.text import plain


@dataclass(slots=True)
class Settings:
    """Global options, and how many documents were refused so far."""

    store: str = "./kg.db"
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"
    refused: int = field(default=0, init=False)

    def note(self, line: str) -> None:
        """One line on standard error, unless ``--quiet``."""
        if not self.quiet:
            click.echo(f"kg: {plain(line)}", err=True)

    def warn(self, line: str) -> None:
        """One line on standard error, whatever the options say: it is about lost or doubtful data."""
        click.echo(f"kg: {plain(line)}", err=True)

    def refuse(self, error: Exception) -> None:
        """Name a document that was not taken, and why."""
        self.refused += 1
        self.warn(f"refused: {error}")

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
