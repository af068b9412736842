"""``kg validate``: the store against its SHACL shapes."""

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
  kg validate
  kg validate --format json > report.json
"""

COLUMNS = (
    Column("graph", lambda v: v.graph, style="dim", ratio=1),
    Column("node", lambda v: v.focus, ratio=1),
    Column("path", lambda v: v.path, ratio=1),
    Column("what is wrong", lambda v: v.message, style="red", ratio=2),
)


@click.command("validate", epilog=EXAMPLES)
@format_option
@settings
def command(given: Settings, /, form: str | None) -> int:
    """Check the store against its SHACL shapes.

    Every article's graph by itself, then the story. Exit code 2 if one fails.
    """
    from kg.graph import validate

    with (
        reading(given) as store,
        Progress(given, lambda: len(store.documents()) + 1, task="validating", noun="graphs") as progress,
    ):
        report = validate(store, on_done=progress.step)
    whole = count(report.graphs, "graph")
    good = f"{whole} checked, all as they should be"
    emit(report.violations, form, given, columns=COLUMNS, record=jsonable, empty=good)
    if report.conforms:
        return 0
    given.warn(f"{whole} checked, {count(len(report.violations), 'violation')}; add the articles again")
    return 2
