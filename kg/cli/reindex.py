"""``kg reindex``: the files beside the quads made anew."""

from __future__ import annotations

import click

from kg.cli.context import Settings, settings
from kg.cli.progress import Progress
from kg.cli.stores import writing
from kg.cli.text import count

EXAMPLES = """\b
Examples:
  kg reindex
  kg --store stories.db reindex
"""


@click.command("reindex", epilog=EXAMPLES)
@settings
def command(given: Settings, /) -> int:
    """Make the index of words and the list of facts anew from the articles and the story.

    It is kept in step by itself; this is for one that was deleted, damaged, or left behind by an older
    version of kg.
    """
    from kg.graph import reindex
    from kg.pipeline import retell

    with writing(given) as store:
        if store.stale or store.stamp is None:
            retell(store)
        with Progress(given, lambda: sum(1 for _ in store.document_ids()), task="indexing") as progress:
            number = reindex(store, on_done=progress.step)
        given.note(f"{count(number, 'article')} indexed")
    return 0
