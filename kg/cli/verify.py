"""``kg verify``: every quoted word against the stored text."""

from __future__ import annotations

import click

from kg.cli.context import Settings, settings
from kg.cli.output import Column, emit, format_option
from kg.cli.progress import Progress
from kg.cli.stores import reading
from kg.cli.text import count
from kg.records import jsonable

EXAMPLES = """\b
Examples:
  kg verify
  kg verify --format json > mismatches.json
"""

COLUMNS = (
    Column("document", lambda m: m.document, style="bold", ratio=1),
    Column("node", lambda m: m.where, style="dim", ratio=1),
    Column("what is wrong", lambda m: m.what, style="red", ratio=2),
)


@click.command("verify", epilog=EXAMPLES)
@format_option
@settings
def command(given: Settings, /, form: str | None) -> int:
    """Check every quotation against the stored texts.

    Each span must hold the words it claims, each text must have its hash. Exit code 2 if something does not.
    """
    from kg.graph import verify

    with reading(given) as store:
        number = len(store.documents())
        with Progress(given, lambda: number, task="verifying") as progress:
            found = verify(store, on_done=progress.step)
    emit(found, form, given, columns=COLUMNS, record=jsonable, empty=f"{count(number, 'article')} verified")
    if not found:
        return 0
    told = f"{count(len(found), 'mismatch', 'mismatches')}; add these articles again"
    given.warn(told, counts={"articles": number, "mismatches": len(found)})
    return 2
