"""``kg render``: an interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.filters import filter_options, wanted
from kg.cli.progress import Progress
from kg.cli.stores import nothing, reading
from kg.cli.text import count

EXAMPLES = """\b
Examples:
  kg render story.html
  kg render korea.html --actor "North Korea" --title "North Korea, 2018"
  kg render may.html --as-of 2018-05-25 --description "What was known before the letter."
"""


@click.command("render", epilog=EXAMPLES)
@click.argument("out", metavar="OUT.html", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", metavar="TEXT", help="Heading of the page.")
@click.option("--description", metavar="TEXT", help="A sentence or two under the heading.")
@filter_options
@settings
def command(given: Settings, /, out: Path, title: str | None, description: str | None, **options: Any) -> int:
    """Write facts as one interactive page.

    Graph, timeline, table and evidence in a single HTML file that needs no network. Takes every
    filter of `kg facts`.
    """
    from kg.query import background, facts
    from kg.render import render

    with reading(given) as store:
        asked = wanted(options)
        with Progress(given, lambda: None, task="looking up facts", noun="facts") as progress:
            found = facts(store, asked)
            progress.stage(f"drawing {count(len(found), 'fact')}", None)
            if found:
                known = background(store, found, asked)
                render(found, (), out, title=title, description=description, known=known)
        if not found:
            given.warn(f"{out} not written: {nothing(store, 'fact')}")
            return 2
    given.note(f"{out}: {count(len(found), 'fact')}")
    return 0
