"""Documents in, annotated documents out: sentences, syntax, quotations, times, actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.annotate.actors import find_actors
from kg.annotate.parser import DEFAULT_MODEL, parse_all
from kg.annotate.quotes import find_quotes
from kg.annotate.times import find_times
from kg.model import Annotated, Document, Parse

__all__ = ["DEFAULT_MODEL", "annotate", "annotated", "parse_all"]


def annotate(documents: Iterable[Document], *, model: str = DEFAULT_MODEL) -> Iterator[Annotated]:
    """Annotate documents one by one, in order; lazily, so that a million stories need little memory.

    :raises ModelMissing: the spaCy pipeline is not installed.
    """
    for document, parse in parse_all(documents, model):
        yield annotated(document, parse)


def annotated(document: Document, parse: Parse) -> Annotated:
    """A parsed document with its quotations, times and actors."""
    quotes = find_quotes(document.text, parse)
    day = document.published.day if document.published else None
    return Annotated(
        document=document,
        parse=parse,
        quotes=quotes,
        times=find_times(parse, day),
        actors=find_actors(parse, quotes, day),
    )
