"""``kg export``: the whole store in a format of other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from kg.cli.context import Settings, settings
from kg.cli.output import write_csv
from kg.cli.progress import Progress
from kg.cli.stores import reading
from kg.errors import StoreError
from kg.records import FACT_CELLS, fact_flat

if TYPE_CHECKING:
    from kg.graph import Store

OnQuads = Callable[[int], None]
RDF_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld")
FORMATS = (*RDF_FORMATS, "graphml", "csv")

EXAMPLES = """\b
Examples:
  kg export --format trig -o graph.trig
  kg export --format graphml -o graph.graphml
  kg export --format nquads | gzip > graph.nq.gz
"""


@click.command("export", epilog=EXAMPLES)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="trig",
    show_default=True,
    help="RDF: turtle, trig, nquads, ntriples, jsonld. Network: graphml. Facts: csv.",
)
@click.option("-o", "--output", "out", metavar="FILE", help="Where to; default: standard output.")
@settings
def command(given: Settings, /, form: str, out: str | None) -> int:
    """Write the whole store for other programs.

    As RDF, as a network or as a table of facts. The same articles give the same bytes. trig and
    nquads keep one graph an article.
    """
    to_file = out not in (None, "-")
    with (
        reading(given) as store,
        Progress(
            given, lambda: _steps(store, form), task="exporting", noun="quads read and written", printed=True
        ) as progress,
    ):
        if to_file:
            _to_file(store, form, Path(str(out)), progress.step)
        else:
            _write(store, form, progress.step)
    if to_file:
        given.note(f"{out} written")
    return 0


def _steps(store: Store, form: str) -> int | None:
    """Each quad is read, sorted and written."""
    return 2 * len(store.raw) if form in RDF_FORMATS else None


def _write(store: Store, form: str, on_quads: OnQuads) -> None:
    if form == "csv":
        _write_facts(store, sys.stdout)
    elif form == "graphml":
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            path = Path(folder, "graph.graphml")
            _to_file(store, form, path, on_quads)
            sys.stdout.write(path.read_text(encoding="utf-8"))
    else:
        from kg.graph import export

        sys.stdout.flush()
        export(store, form, sys.stdout.buffer, on_quads=on_quads)


def _write_facts(store: Store, file: TextIO) -> None:
    from kg.query import Filter, facts

    write_csv([fact_flat(f) for f in facts(store, Filter(include_actions=True))], file, cells=FACT_CELLS)


def _to_file(store: Store, form: str, path: Path, on_quads: OnQuads) -> None:
    """A half-written file never takes the place of a whole one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if form == "graphml":
            from kg.query import Filter, facts
            from kg.render import to_networkx, write_graphml

            write_graphml(to_networkx(facts(store, Filter(include_actions=True))), draft)
        elif form == "csv":
            with draft.open("w", encoding="utf-8", newline="") as file:
                _write_facts(store, file)
        else:
            from kg.graph import export

            with draft.open("wb") as binary:
                export(store, form, binary, on_quads=on_quads)
        draft.replace(path)
    except OSError as error:
        remedy = "choose a folder that exists and can be written"
        raise StoreError(f"cannot be written ({error.strerror})", where=str(path), remedy=remedy) from error
    finally:
        draft.unlink(missing_ok=True)
