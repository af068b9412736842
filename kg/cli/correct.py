"""``kg correct``: what people decide about the story. Recorded, with author and reason, and undoable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.context import Settings, settings
from kg.cli.output import Column, emit, format_option
from kg.cli.stores import reading, warn_of_gone, writing
from kg.records import jsonable

if TYPE_CHECKING:
    from kg.graph import Store
    from kg.model import Correction
    from kg.query.correct import Maker

F = TypeVar("F", bound=Callable[..., Any])
HELP = {"help_option_names": ["-h", "--help"]}
EXAMPLES = """\b
Examples:
  kg correct merge kim-jong-un "Kim Jong-un" --author ines --reason "one man"
  kg correct reject c-sr3mqadk --author ines --reason "of 2017"
  kg correct edit e-674i latest=2018-06-12 --author ines --reason "communiqué"
  kg correct log --format table
  kg correct undo k-4f2a --author ines --reason "I misread it"
"""


class _When(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.4
    """A moment as ISO 8601; without a zone it is UTC."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time; write 2031-05-04T12:00:00Z", param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


def _decision(command: F) -> F:
    """Adds ``--author``, ``--reason`` and ``--time``."""
    for option in (
        click.option("--time", type=_When(), metavar="TIME", help="When it was decided; default: now."),
        click.option("--reason", required=True, metavar="TEXT", help="Why; kept with it."),
        click.option(
            "--author",
            required=True,
            envvar="KG_AUTHOR",
            show_envvar=True,
            metavar="NAME",
            help="Who decides.",
        ),
    ):
        command = option(command)
    return command


@click.group("correct", epilog=EXAMPLES, context_settings=HELP)
def command() -> None:
    """Correct the story: merge, split, reject, edit, undo.

    A correction is kept beside what the articles say, with its author and reason. It holds when articles
    are read again, and can be undone; nothing is deleted.
    """


@command.command(
    "merge", epilog='\b\nExamples:\n  kg correct merge e-674i e-x2mq --author ines --reason "one summit"'
)
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@_decision
@settings
def merge(given: Settings, /, left: str, right: str, **who: Any) -> int:
    """Two actors, or two events, are one. A and B are names or ids."""
    return _apply(given, lambda maker, _: [maker.merge(left, right)], **who)


@command.command(
    "split",
    epilog='\b\nExamples:\n  kg correct split kim later.txt --author ines --reason "another Kim"\n'
    '  kg correct split e-674i c-sr3mqadk --author ines --reason "the second round"',
)
@click.argument("whole", metavar="ID|NAME")
@click.argument("members", nargs=-1, required=True, metavar="MEMBER...")
@_decision
@settings
def split(given: Settings, /, whole: str, members: tuple[str, ...], **who: Any) -> int:
    """Some mentions of an actor or event are of another.

    MEMBER is a claim, a mention, a local actor (a-…) or an article: all its mentions. They become one new
    actor or event.
    """

    def make(maker: Maker, store: Store) -> list[Correction]:
        return [maker.split(whole, [_article_id(store, m) for m in members])]

    return _apply(given, make, **who)


def _article_id(store: Store, name: str) -> str:
    found = store.find_documents(name) if "." in name else ()
    return f"d-{found[0].id}" if len(found) == 1 else name


@command.command(
    "reject", epilog='\b\nExamples:\n  kg correct reject c-sr3mqadk --author ines --reason "a misreading"'
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@_decision
@settings
def reject(given: Settings, /, claims: tuple[str, ...], **who: Any) -> int:
    """Claims are wrong: leave them out of facts and timelines.

    `kg facts --rejected` lists them still, and `kg show` says who rejected them and why. CLAIM may be an
    event: all claims on it.
    """
    return _apply(given, lambda maker, _: [maker.reject(claim) for claim in claims], **who)


@command.command(
    "edit",
    epilog='\b\nExamples:\n  kg correct edit c-sr3mqadk status=planned --author ines --reason "announced"\n'
    '  kg correct edit e-674i latest=open --author ines --reason "it goes on"\n'
    '  kg correct edit kim-jong-un name="Kim" --author ines --reason "house style"',
)
@click.argument("which", metavar="ID|NAME")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@_decision
@settings
def edit(given: Settings, /, which: str, values: tuple[str, ...], **who: Any) -> int:
    """Set a value otherwise; what the article has is kept beside it.

    Of a claim: status, polarity, certainty, type, earliest, latest. Of an event: type, earliest, latest, for
    all its mentions. Of an actor: name, kind. A day is YYYY-MM-DD, or `open`.
    """
    return _apply(given, lambda maker, _: maker.edit(which, values), **who)


@command.command(
    "undo", epilog='\b\nExamples:\n  kg correct undo k-4f2a --author ines --reason "I misread it"'
)
@click.argument("which", metavar="CORRECTION")
@_decision
@settings
def undo(given: Settings, /, which: str, **who: Any) -> int:
    """A correction no longer holds. An undo can be undone as well."""

    def make(maker: Maker, store: Store) -> list[Correction]:
        from kg.graph import corrections_of

        return [maker.undo(which, corrections_of(store))]

    return _apply(given, make, **who)


_COLUMNS = (
    Column("id", lambda c: c.id[:8], style="dim", width=8),
    Column("time", lambda c: f"{c.time:%Y-%m-%d %H:%M}", width=16),
    Column("author", lambda c: c.author, ratio=1),
    Column("what", lambda c: f"{c.operation}: {c.summary}", ratio=4),
    Column("reason", lambda c: c.reason, ratio=3),
    Column("state", lambda c: c.state, style=lambda c: "green" if c.state == "holds" else "dim", width=6),
)


@command.command(
    "log", epilog="\b\nExamples:\n  kg correct log\n  kg correct log --format jsonl > corrections.jsonl"
)
@format_option
@settings
def log(given: Settings, /, form: str | None) -> int:
    """List all corrections, oldest first: those that hold, undone ones, and those that are gone.

    A correction is gone while nothing in the store answers to it, as when its article was removed. The
    lines of `--format jsonl` can be read by `kg correct import`.
    """
    from kg.query.corrections import log as logged

    with reading(given) as store:
        from kg.graph import corrections_of, gone

        known = corrections_of(store)
        rows = logged(known, gone(store, known))
        emit(rows, form, given, columns=_COLUMNS, record=jsonable, empty="no corrections")
    return 0


@command.command("import", epilog="\b\nExamples:\n  kg --store new.db correct import corrections.jsonl")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@settings
def import_(given: Settings, /, file: Path) -> int:
    """Take over corrections that `kg correct log --format jsonl` wrote. Known ones change nothing."""
    from kg.query.corrections import parse_log

    lines = file.read_text(encoding="utf-8").splitlines()
    return _record(given, lambda _: parse_log(lines, where=str(file)))


def _apply(
    given: Settings,
    make: Callable[[Maker, Store], Iterable[Correction]],
    *,
    author: str,
    reason: str,
    time: datetime | None,
) -> int:
    from kg.query.correct import Maker

    when = time or datetime.now(UTC)
    return _record(given, lambda store: make(Maker(store, author=author, reason=reason, time=when), store))


def _record(given: Settings, make: Callable[[Store], Iterable[Correction]]) -> int:
    """Record corrections and tell the story anew."""
    from kg.graph import record
    from kg.pipeline import retell

    with writing(given) as store:
        new = record(store, make(store))
        if store.stale:
            retell(store)
        for c in new:
            given.note(f"{c.id} {c.kind.value}: {c.summary}")
        if not new:
            given.note("nothing new")
        warn_of_gone(given, store)
    return 0
