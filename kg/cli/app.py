"""The ``kg`` command: global options, the table of commands, and how every failure ends.

Exit codes: 0 done; 1 done, but some documents were refused; 2 wrong usage or nothing could be done;
130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from kg import __version__
from kg.cli.context import Settings
from kg.errors import KgError

COMMANDS: dict[str, str] = {
    "add": "kg.cli.add",
    "remove": "kg.cli.remove",
    "extract": "kg.cli.extract",
    "facts": "kg.cli.facts",
    "timeline": "kg.cli.timeline",
    "show": "kg.cli.show",
    "search": "kg.cli.search",
    "actors": "kg.cli.actors",
    "query": "kg.cli.query",
    "queries": "kg.cli.queries",
    "render": "kg.cli.render",
    "export": "kg.cli.export",
    "validate": "kg.cli.validate",
    "verify": "kg.cli.verify",
    "conflicts": "kg.cli.conflicts",
    "commitments": "kg.cli.commitments",
    "positions": "kg.cli.positions",
    "diff": "kg.cli.diff",
    "correct": "kg.cli.correct",
    "stats": "kg.cli.stats",
    "reindex": "kg.cli.reindex",
    "types": "kg.cli.types",
    "serve": "kg.cli.serve",
}
"""Each command and the module that holds it, as ``command``; imported when it is called."""

EXAMPLES = """\b
Examples:
  kg add articles/ --published-from dates.tsv
  kg timeline --actor "North Korea"
  kg facts --type meeting --status planned
  kg render graph.html
"""


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from kg.conditions import suggestion

            raise click.UsageError(f"there is no command {name!r}{suggestion(name, COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    metavar="DIR",
    default="./kg.db",
    envvar="KG_STORE",
    show_default=True,
    show_envvar=True,
    help="The folder that holds the graph.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes, only errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more: what was read, and tracebacks of defects.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours in tables; auto means on a terminal, unless NO_COLOR is set.",
)
@click.version_option(__version__, "--version", message="kg %(version)s")
@click.pass_context
def kg(ctx: click.Context, store: str, quiet: bool, verbose: bool, color: str) -> None:
    """News articles in, an event-timeline knowledge graph out.

    Who did or said what, when, and which words of which article say so.
    """
    ctx.obj = Settings(store=store, quiet=quiet, verbose=verbose, color=color)


def run(args: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; nothing but a defect under -v escapes."""
    arguments = list(sys.argv[1:] if args is None else args)
    try:
        result = kg.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show(sys.stderr)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _stop("interrupted; what was finished is kept", 130)
    except KgError as error:
        return _stop(f"error: {error}", error.exit_code)
    except BrokenPipeError:
        return _silence()
    except OSError as error:
        if "-v" in arguments or "--verbose" in arguments:
            raise
        return _stop(f"error: {error.filename or 'the system'}: {error.strerror or error}", 2)
    return result if isinstance(result, int) else 0


def _stop(line: str, code: int) -> int:
    from kg.cli.text import plain

    click.echo(f"kg: {plain(line)}", err=True)
    return code


def _silence() -> int:
    """The reader of our output has gone: leave without a word, also when Python flushes at exit."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    return 0
