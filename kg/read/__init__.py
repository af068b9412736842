"""Files in, :class:`kg.model.Document` out: formats, encodings, dates, boilerplate, refusals.

Invariant: nothing is lost in silence. Every file and every record gives a document or a
:class:`~kg.errors.ReadError` that names it, says why, and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.errors import KgError, ReadError
from kg.iri import document_id
from kg.model import Document
from kg.read.boilerplate import layout
from kg.read.counting import count
from kg.read.extracted import read_extracted
from kg.read.fields import roles
from kg.read.files import find, os_error
from kg.read.formats import READERS, reader_for
from kg.read.language import foreign, has_words
from kg.read.options import MAX_BYTES, ReadOptions, load_published_map
from kg.read.published import checked, find_published
from kg.read.raw import Input, Raw, refuse

__all__ = ["MAX_BYTES", "READERS", "ReadOptions", "count", "load_published_map", "read", "read_extracted"]

_DEFAULT = ReadOptions()


def read(
    paths: Iterable[str],
    *,
    options: ReadOptions = _DEFAULT,
    on_error: Callable[[KgError], None] | None = None,
    on_note: Callable[[str], None] | None = None,
) -> Iterator[Document]:
    """The documents behind files, folders, patterns and ``-`` (standard input), lazily and in order.

    :param on_error: what to do with a document that cannot be read; without it the error is raised.
    :param on_note: told about files of other kinds that a folder holds.
    :raises UsageError: ``options.fields`` has a key that is no field of an article.
    :raises ReadError: ``options.published`` lies in the future; a bad document without ``on_error``.
    """
    if options.published:
        checked(options.published, "--published")
    if options.fields:
        options = replace(options, fields=roles(options.fields))
    return _read(paths, options, on_error, on_note)


def _read(
    paths: Iterable[str],
    options: ReadOptions,
    on_error: Callable[[KgError], None] | None,
    on_note: Callable[[str], None] | None,
) -> Iterator[Document]:
    for item in find(paths, on_note):
        for result in [item] if isinstance(item, ReadError) else _documents(item, options):
            if isinstance(result, Document):
                yield result
            elif on_error is None:
                raise result
            else:
                on_error(result)


def _documents(file: Input, options: ReadOptions) -> Iterator[Document | ReadError]:
    """Errors come as values, so that one bad record does not end its file."""
    import zlib

    try:
        for raw in reader_for(file.suffix)(file, options):
            yield raw if isinstance(raw, ReadError) else _document(raw, options)
    except ReadError as error:
        yield error
    except (EOFError, zlib.error):
        yield refuse(file.source, "is gzipped, but cut off or damaged", "fetch it again")
    except OSError as error:
        yield os_error(file.source, error)


def _document(raw: Raw, options: ReadOptions) -> Document | ReadError:
    if not has_words(raw.text):
        return refuse(raw.where, "has no words", "leave it out, or give the article's text")
    if reason := foreign(raw.text):
        return refuse(raw.where, f"is not English ({reason})", "give an English translation, or leave it out")
    try:
        published, notes = find_published(raw, options)
    except ReadError as error:
        return error
    found = layout(raw.text, title=raw.title, markdown=raw.markup == "markdown")
    title = raw.title
    if title is None and found.title:
        title = " ".join(raw.text[slice(*found.title)].split())
    author = raw.author or found.author
    return Document(
        id=document_id(raw.source, raw.url),
        source=raw.source,
        text=raw.text,
        published=published,
        title=title,
        outlet=raw.outlet,
        url=raw.url,
        author=author.removeprefix("By ").strip() if author else None,
        boilerplate=found.boilerplate,
        title_span=found.title,
        notes=(*raw.notes, *notes),
    )
