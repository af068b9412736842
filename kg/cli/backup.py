"""``kg backup``: a copy of the store that can be trusted."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.context import Settings, settings
from kg.cli.progress import Progress, in_megabytes, megabytes
from kg.cli.stores import folder
from kg.cli.text import count

EXAMPLES = """\b
Examples:
  kg backup /mnt/disk/kg-2024-05-03
  kg backup kg.tar.gz
"""


@click.command("backup", epilog=EXAMPLES)
@click.argument("target", metavar="DEST", type=click.Path(path_type=Path))
@settings
def command(given: Settings, /, target: Path) -> int:
    """Copy the store to DEST, with checksums.

    DEST is a folder, or a file that ends in .tar, .tar.gz or .tgz; neither may be there yet. Others may
    read and write meanwhile: the copy is the store as it was at one moment. `kg restore` brings it back.
    """
    from kg.graph.backup import backup

    store = folder(given)
    with Progress(given, lambda: megabytes(store), task="saving", noun="MB") as progress:
        done = backup(store, target, on_bytes=in_megabytes(progress))
    told = f"{target}: {count(done.articles, 'article')}, {done.size / 1e6:,.1f} MB"
    given.note(told, counts={"articles": done.articles, "bytes": done.size, "files": done.files})
    return 0
