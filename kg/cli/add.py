"""``kg add``: articles into the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kg.cli.context import Settings, settings
from kg.cli.progress import Progress
from kg.cli.sources import documents, source_options
from kg.cli.stores import warn_of_gone, writing
from kg.cli.text import count

if TYPE_CHECKING:
    from kg.graph import AddResult, Store
    from kg.pipeline import Ingested, OnMerged

    Add = Callable[[Store, Callable[[AddResult], None], OnMerged], Ingested]

EXAMPLES = """\b
Examples:
  kg add articles/ --published-from dates.tsv
  kg add story.html dump.jsonl.gz --field text=body --field published=date
  curl -s https://example.org/story.html | kg add - --published 2024-05-03
  kg add --extracted extracted/*.jsonl.gz
"""

_MANY = 200
"""Articles from which a line says that they are being merged, where there is no bar."""


@click.command("add", epilog=EXAMPLES)
@source_options
@click.option("--force", is_flag=True, help="Extract also what is stored and unchanged.")
@click.option("--extracted", is_flag=True, help="PATH holds what `kg extract --with-text` wrote.")
@settings
def command(given: Settings, /, paths: tuple[str, ...], extracted: bool, **options: Any) -> int:
    """Read articles and add what they say to the store.

    PATH is a file, a folder or - for standard input: text, HTML, Markdown, JSON, JSON Lines, CSV, also
    gzipped. An article that is there already is replaced, or left alone if nothing changed, so the same
    command goes on where it was interrupted; the same text under another name is kept once. Articles that
    cannot be read are named, and the others are added all the same (exit code 1). With --extracted nothing
    is read anew: reading can run anywhere, on many machines, and loading once.
    """
    from kg.read import count as expected

    add = _loaded(given, paths, options) if extracted else _read(given, paths, options)
    with (
        writing(given, create=True) as store,
        Progress(given, lambda: expected(paths), task="adding") as progress,
    ):
        done = add(store, lambda _: progress.step(), partial(_merged, given, progress))
        warn_of_gone(given, store)
        twins = sum(not store.find_documents(document) for document in done.unchanged)
    _tell(given, done, twins, progress.seconds)
    return given.finish(len(done))


def _read(given: Settings, paths: tuple[str, ...], options: dict[str, Any]) -> Add:
    from kg.pipeline import ingest

    how = {name: options.pop(name) for name in ("model", "jobs", "cluster", "force")}
    found = documents(given, paths, **options)
    return lambda store, on_done, on_merged: ingest(
        found, store, on_done=on_done, on_error=given.refuse, on_merged=on_merged, **how
    )


def _loaded(given: Settings, paths: tuple[str, ...], options: dict[str, Any]) -> Add:
    """:raises UsageError: an option that says how to read articles."""
    from kg.errors import UsageError
    from kg.pipeline import load
    from kg.read import read_extracted

    for name, value in options.items():
        if value and (name, value) != ("jobs", 1):
            option = {"fields": "field"}.get(name, name).replace("_", "-")
            what = f"--{option} is for reading articles; with --extracted they are read already"
            raise UsageError(what, remedy="give it to `kg extract --with-text`")
    found = read_extracted(paths, on_error=given.refuse)
    return lambda store, on_done, on_merged: load(
        found, store, on_done=on_done, on_error=given.refuse, on_merged=on_merged
    )


def _tell(given: Settings, done: Ingested, twins: int, seconds: float) -> None:
    """``3 articles in 1.2 s: 2 added, 1 refused``."""
    counts = {
        "added": len(done.added),
        "replaced": len(done.replaced),
        "unchanged": len(done.unchanged) - twins,
        "known by another name": twins,
        "refused": given.refused,
    }
    parts = [f"{number:,} {outcome}" for outcome, number in counts.items() if number]
    total = count(len(done) + given.refused, "article")
    told = f"{total} in {seconds:.1f} s: {', '.join(parts) or 'nothing found'}"
    given.note(told, seconds=round(seconds, 2), counts=counts)


def _merged(given: Settings, progress: Progress, done: int, total: int) -> None:
    """The stage after adding: the story is told of the articles that changed."""
    if not done:
        progress.stage("merging", total)
        if total >= _MANY:
            given.note(f"merging {total:,} articles", event="progress", task="merging", done=0, total=total)
    progress.reach(done)
