"""The ``kg`` command: global options, the table of commands, and how every failure ends.

Exit codes: 0 done; 1 done, but some documents were refused; 2 wrong usage or nothing could be done;
130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from kg import __version__
from kg.cli import log
from kg.cli.context import Settings
from kg.errors import KgError, is_damage

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
    "load": "kg.cli.load",
    "validate": "kg.cli.validate",
    "verify": "kg.cli.verify",
    "conflicts": "kg.cli.conflicts",
    "commitments": "kg.cli.commitments",
    "positions": "kg.cli.positions",
    "diff": "kg.cli.diff",
    "correct": "kg.cli.correct",
    "stats": "kg.cli.stats",
    "reindex": "kg.cli.reindex",
    "backup": "kg.cli.backup",
    "restore": "kg.cli.restore",
    "doctor": "kg.cli.doctor",
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
    metavar="DIR|URL",
    default="./kg.db",
    envvar="KG_STORE",
    show_default=True,
    show_envvar=True,
    help="The folder that holds the graph, or the SPARQL address of a server that does.",
)
@click.option(
    "--token",
    metavar="TOKEN",
    envvar="KG_TOKEN",
    show_envvar=True,
    help="What the server of a URL wants to be shown; better given as KG_TOKEN, where nobody reads it.",
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
@click.option(
    log.OPTION,
    "log_format",
    type=click.Choice(log.FORMATS),
    default="text",
    envvar=log.VARIABLE,
    show_default=True,
    show_envvar=True,
    help="How to write messages and progress on standard error; json: one object a line.",
)
@click.version_option(__version__, "--version", message="kg %(version)s")
@click.pass_context
def kg(ctx: click.Context, /, **options: Any) -> None:
    """News articles in, an event-timeline knowledge graph out.

    Who did or said what, when, and which words of which article say so.
    """
    ctx.obj = Settings(**options)


def run(args: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; nothing but a defect under -v escapes."""
    arguments = list(sys.argv[1:] if args is None else args)
    form = log.asked_for(arguments)
    try:
        result = kg.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        if form == "json":
            log.say(form, "error", error.format_message())
        else:
            error.show(sys.stderr)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        log.say(form, "error", "interrupted; what was finished is kept")
        return 130
    except KgError as error:
        log.say_error(form, error, prefix="error")
        return error.exit_code
    except BrokenPipeError:
        return _silence()
    except (OSError, RuntimeError) as error:
        return _unexpected(error, form, verbose="-v" in arguments or "--verbose" in arguments)
    return result if isinstance(result, int) else 0


def _unexpected(error: OSError | RuntimeError, form: str, *, verbose: bool) -> int:
    """What the system or the quad store complains of in the middle of a command. Any other RuntimeError is a
    defect, and is raised."""
    damaged = is_damage(error)
    if verbose or not (damaged or isinstance(error, OSError)):
        raise error
    if damaged:
        from kg.graph.folder import told

        log.say_error(form, told(error, None), prefix="error")
    else:
        where = str(getattr(error, "filename", None) or "the system")
        words = getattr(error, "strerror", None) or str(error)
        log.say_error(form, KgError(words, where=where), prefix="error")
    return KgError.exit_code


def _silence() -> int:
    """The reader of our output has gone: leave without a word, also when Python flushes at exit."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    return 0
