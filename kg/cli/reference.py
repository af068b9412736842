"""``python -m kg.cli.reference`` prints docs/cli.md: the help of every command, as the commands have it."""

from __future__ import annotations

import click

from kg.cli.app import COMMANDS, kg

HEAD = """# Commands

This page is written by `make docs` from the commands themselves.

Data goes to standard output, everything else to standard error. `--format` takes `table` (the default on
a terminal), `json`, `jsonl` (the default in a pipe or a file) and `csv`. A command that reads changes
nothing and needs no lock.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | done, but some documents were refused; each is named on standard error with the reason |
| 2 | wrong usage, or nothing could be done |
| 130 | interrupted |
"""


def reference() -> str:
    """The whole page."""
    parent = click.Context(kg, info_name="kg", terminal_width=90, max_content_width=90, **kg.context_settings)
    parts = [HEAD, _section("kg", kg, parent)]
    for name in COMMANDS:
        command = kg.get_command(parent, name)
        assert command is not None
        context = click.Context(
            command, info_name=name, parent=parent, terminal_width=90, max_content_width=90
        )
        parts.append(_section(f"kg {name}", command, context))
        if isinstance(command, click.Group):
            parts += [_inner(name, sub, context) for sub in command.commands.values()]
    return "\n".join(parts)


def _inner(group: str, command: click.Command, parent: click.Context) -> str:
    """Section of a command inside a group."""
    context = click.Context(
        command, info_name=command.name, parent=parent, terminal_width=90, max_content_width=90
    )
    return _section(f"kg {group} {command.name}", command, context)


def _section(title: str, command: click.Command, context: click.Context) -> str:
    return f"## {title}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
