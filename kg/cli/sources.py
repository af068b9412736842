"""Options that say which documents to read and how, shared by ``add`` and ``extract``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.context import Settings
from kg.cli.params import Day
from kg.cli.text import count
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model import Document
    from kg.read import ReadOptions

F = TypeVar("F", bound=Callable[..., Any])


def _calm(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """Dask's own log lines would stand among ours, which tell the same."""
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "critical")
    return value


_OPTIONS = (
    click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    click.option(
        "--published", type=Day(exact=True), metavar="DATE", help="Publication day of the documents."
    ),
    click.option(
        "--published-from",
        metavar="MAP.tsv",
        help="File names and their publication dates, tab-separated.",
    ),
    click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="ROLE=NAME",
        help="Which field of a JSON or CSV file holds what, e.g. text=body. Repeatable.",
    ),
    click.option("--encoding", metavar="NAME", help="Character encoding of the files; default: found out."),
    click.option("--model", metavar="NAME", help="Installed spaCy English pipeline to parse with."),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Processes to extract with; pays from some dozens of articles on.",
    ),
    click.option(
        "--dask",
        "cluster",
        metavar="ADDRESS",
        callback=_calm,
        help="Extract on the workers of this Dask scheduler (tcp://host:8786); takes the place of --jobs.",
    ),
)


def source_options(command: F) -> F:
    """Adds the argument ``PATH...`` and the reading options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def documents(
    settings: Settings,
    paths: tuple[str, ...],
    *,
    published: date | None,
    published_from: str | None,
    fields: tuple[str, ...],
    encoding: str | None,
) -> Iterator[Document]:
    """The documents that can be read, in order; the others are refused by name, and the run goes on.

    Options are looked at before this returns, so that a wrong one leaves no store behind. At the end one
    warning counts the documents without a publication date.

    :raises KgError: an option that says nothing sensible.
    """
    from kg.read import ReadOptions, load_published_map

    options = ReadOptions(
        published=published,
        published_from=load_published_map(published_from) if published_from else None,
        fields=_pairs(fields),
        encoding=_known(encoding),
    )
    return _read(settings, paths, options)


def _read(settings: Settings, paths: tuple[str, ...], options: ReadOptions) -> Iterator[Document]:
    from kg.read import read

    undated: list[Document] = []
    for document in read(paths, options=options, on_error=settings.refuse, on_note=settings.note):
        if document.published is None:
            undated.append(replace(document, text=""))
        if settings.verbose:
            for line in document.notes:
                settings.note(f"{document.source}: {line}")
        yield document
    if undated:
        settings.warn(_undated(undated))


def _known(encoding: str | None) -> str | None:
    import codecs

    try:
        if encoding:
            codecs.lookup(encoding)
    except LookupError as error:
        raise UsageError(
            "is an unknown encoding",
            where=f"--encoding {encoding}",
            remedy="name one such as utf-8 or cp1252",
        ) from error
    return encoding


def _undated(documents: list[Document]) -> str:
    more = f" ({documents[0].name}{', …' if len(documents) > 1 else ''})"
    passed = sum(any(note.startswith("publication date") for note in d.notes) for d in documents)
    odd = f" {passed:,} of them with a date that is none (`kg -v` tells which)." if passed else ""
    return (
        f"warning: {count(len(documents), 'document')} without a publication date{more}; relative dates stay "
        f"unresolved.{odd} Give one with --published DATE or --published-from MAP.tsv"
    )


def _pairs(fields: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for pair in fields:
        role, equals, name = pair.partition("=")
        if not (role and equals and name):
            raise UsageError(
                "is not ROLE=NAME", where=f"--field {pair}", remedy="write e.g. --field text=body"
            )
        pairs[role.strip()] = name.strip()
    return pairs
