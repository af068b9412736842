"""``kg load``: a new store from what ``kg export`` wrote."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.context import Settings, settings
from kg.cli.progress import Progress, in_megabytes, megabytes
from kg.cli.stores import folder
from kg.cli.text import count

EXAMPLES = """\b
Examples:
  kg export --format nquads | gzip > graph.nq.gz
  kg --store copy.db load graph.nq.gz
  kg export --format trig | kg --store copy.db load - --format trig
"""


@click.command("load", epilog=EXAMPLES)
@click.argument("file", metavar="FILE|-", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["nquads", "trig", "jsonld"]),
    default=None,
    help="Format of the file; default: as its name ends (.nq, .trig, .jsonld, also .gz), nquads for -.",
)
@settings
def command(given: Settings, /, file: str, form: str | None) -> int:
    """Make a store of what kg export wrote.

    All of it, or nothing: articles, story and people's corrections. The store that --store names must
    not hold anything yet. The next `kg add` merges all articles anew, and takes so much longer.
    """
    from kg.graph import load

    store = folder(given)
    kind = {"nquads": "nq", None: "nq" if file == "-" else None}.get(form, form)
    path = None if file == "-" else Path(file)
    with Progress(given, lambda: megabytes(path) if path else None, task="loading", noun="MB") as progress:

        def on_indexed(done: int, total: int) -> None:
            if not done:
                progress.stage("indexing", total)
            progress.reach(done)

        number = load(
            store,
            path or sys.stdin.buffer,
            format=kind,
            on_bytes=in_megabytes(progress),
            on_indexed=on_indexed,
        )
    given.note(f"{store} holds {count(number, 'article')}")
    return 0
