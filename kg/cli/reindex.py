"""``kg reindex``: the files beside the quads made anew."""

from __future__ import annotations

import click

from kg.cli.context import Settings, settings
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
        given.note(f"{count(reindex(store), 'article')} indexed")
    return 0
