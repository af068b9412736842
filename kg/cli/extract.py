"""``kg extract``: what documents say, as JSON Lines."""

from __future__ import annotations

import sys
from datetime import date

import click

from kg.cli.context import Settings, settings
from kg.cli.progress import Progress
from kg.cli.sources import documents, source_options

EXAMPLES = """\b
Examples:
  kg extract story.txt --published 2024-05-03
  kg extract articles/*.txt --published-from dates.tsv > extracted.jsonl
  cat story.txt | kg extract - --published 2024-05-03
  kg extract articles/ --with-text --jobs 8 | gzip > extracted.jsonl.gz
"""


@click.command("extract", epilog=EXAMPLES)
@source_options
@click.option(
    "--with-text", is_flag=True, help="Also the text, and all else that `kg add --extracted` needs."
)
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
    with_text: bool,
) -> int:
    """Print what documents say as JSON Lines.

    PATH is a file, a folder or - for standard input. Offsets are [start, end) in code points of the
    document's text. docs/data-model.md describes the fields. With --with-text, `kg add --extracted` can load
    it on another machine.
    """
    from kg.contract import to_line
    from kg.pipeline import extract_all
    from kg.read import count as expected

    found = documents(
        given, paths, published=published, published_from=published_from, fields=fields, encoding=encoding
    )
    done = 0
    with Progress(given, lambda: expected(paths), task="extracting", printed=True) as progress:
        for extraction in extract_all(found, model=model, jobs=jobs, cluster=cluster, on_error=given.refuse):
            sys.stdout.write(to_line(extraction, with_text=with_text) + "\n")
            sys.stdout.flush()
            done += 1
            progress.step()
    return given.finish(done)
