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
    """Make the index of words anew from the articles.

    It is kept in step by itself; this is for one that was deleted, damaged, or left behind by an older
    version of kg.
    """
    from kg.graph import rebuild_words
    from kg.pipeline import retell

    with writing(given) as store:
        if store.stale or store.stamp is None:
            retell(store)
        given.note(f"the words of {count(rebuild_words(store), 'article')} are indexed")
    return 0
