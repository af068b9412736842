"""``kg restore``: a backup in the place of the store."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.context import Settings, settings
from kg.cli.progress import Progress, in_megabytes, megabytes
from kg.cli.stores import folder
from kg.cli.text import count

EXAMPLES = """\b
Examples:
  kg restore /mnt/disk/kg-2024-05-03
  kg --store ./other.kg restore kg.tar.gz
  kg restore kg.tar.gz --force
"""


@click.command("restore", epilog=EXAMPLES)
@click.argument("source", metavar="SRC", type=click.Path(exists=True, path_type=Path))
@click.option("--force", is_flag=True, help="Take the place of the store that is there.")
@settings
def command(given: Settings, /, source: Path, force: bool) -> int:
    """Bring back what `kg backup` saved in SRC.

    Every file is compared with its checksum, and the copy is opened, before it takes the name of the store;
    where something is not as it was saved, the store stays as it is.
    """
    from kg.graph.backup import restore

    store = folder(given)
    total = None if source.is_file() else megabytes(source)
    with Progress(given, lambda: total, task="restoring", noun="MB") as progress:
        done = restore(source, store, force=force, on_bytes=in_megabytes(progress))
    told = f"{store}: {count(done.articles, 'article')} as of {done.made}"
    given.note(told, counts={"articles": done.articles, "bytes": done.size, "files": done.files})
    return 0
