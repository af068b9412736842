"""``kg add``: articles into the store."""

from __future__ import annotations

from datetime import date

import click

from kg.cli.context import Settings, settings
from kg.cli.progress import Progress
from kg.cli.sources import documents, source_options
from kg.cli.stores import warn_of_gone, writing
from kg.cli.text import count

EXAMPLES = """\b
Examples:
  kg add articles/ --published-from dates.tsv
  kg add story.html dump.jsonl.gz --field text=body --field published=date
  curl -s https://example.org/story.html | kg add - --published 2024-05-03
"""


@click.command("add", epilog=EXAMPLES)
@source_options
@click.option("--force", is_flag=True, help="Extract also what is stored and unchanged.")
@settings
def command(
    given: Settings,
    /,
    paths: tuple[str, ...],
    published: date | None,
    published_from: str | None,
    fields: tuple[str, ...],
    encoding: str | None,
    model: str | None,
    jobs: int,
    cluster: str | None,
    force: bool,
) -> int:
    """Read articles and add what they say to the store.

    PATH is a file, a folder or - for standard input: text, HTML, Markdown, JSON, JSON Lines, CSV, also
    gzipped. An article that is there already is replaced, or left alone if nothing changed, so the same
    command goes on where it was interrupted; the same text under another name is kept once. Articles that
    cannot be read are named, and the others are added all the same (exit code 1).
    """
    from kg.pipeline import ingest
    from kg.read import count as expected

    found = documents(
        given, paths, published=published, published_from=published_from, fields=fields, encoding=encoding
    )
    with (
        writing(given, create=True) as store,
        Progress(given, lambda: expected(paths), task="adding") as progress,
    ):
        done = ingest(
            found,
            store,
            model=model,
            jobs=jobs,
            cluster=cluster,
            force=force,
            on_done=lambda _: progress.step(),
            on_error=given.refuse,
        )
        warn_of_gone(given, store)
        twins = sum(not store.find_documents(document) for document in done.unchanged)
    parts = [
        f"{number:,} {outcome}"
        for outcome, number in (
            ("added", len(done.added)),
            ("replaced", len(done.replaced)),
            ("unchanged", len(done.unchanged) - twins),
            ("known by another name", twins),
        )
        if number
    ]
    if given.refused:
        parts.append(f"{given.refused:,} refused")
    total = count(len(done) + given.refused, "article")
    given.note(f"{total} in {progress.seconds:.1f} s: {', '.join(parts) or 'nothing found'}")
    return given.finish(len(done))
