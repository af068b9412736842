"""``kg remove``: articles out of the store."""

from __future__ import annotations

import click

from kg.cli.context import Settings, settings
from kg.cli.stores import warn_of_gone, writing
from kg.errors import KgError

EXAMPLES = """\b
Examples:
  kg remove story.txt
  kg remove https://example.org/story.html
  kg remove d-1f0c3a5e7b9d2468
"""


@click.command("remove", epilog=EXAMPLES)
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@settings
def command(given: Settings, /, articles: tuple[str, ...]) -> int:
    """Remove articles from the store.

    ARTICLE is a file name, path, URL or id. What only these articles support goes with them.
    """
    from kg.pipeline import retell

    removed = 0
    with writing(given) as store:
        for article in articles:
            try:
                gone = store.remove(article)
            except KgError as error:
                given.refuse(error)
                continue
            removed += len(gone)
            for document in gone:
                given.note(f"removed {document.source}")
        if store.stale:
            retell(store)
        warn_of_gone(given, store)
    return given.finish(removed)
