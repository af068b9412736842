"""Web pages: the article's text by trafilatura, its date by htmldate, from what the page declares.

htmldate's search through the visible text is off: it would take any date it meets for the day of
publication. What the page does not declare is looked for by :mod:`kg.read.published`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kg.errors import ReadError
from kg.read.decode import decode
from kg.read.fields import clean
from kg.read.options import ReadOptions
from kg.read.raw import Input, Raw, refuse
from kg.read.text import slurp

_MIN_WORDS = 12
"""A page that gives less than a sentence has no article in it (a menu, a consent wall)."""
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_BLOCKS = r"p|div|section|article|h[1-6]|li|ul|ol|blockquote|table|tr|figure|figcaption|aside"
_BREAK = re.compile(rf"<(?:/?(?:{_BLOCKS})\b[^<>]{{0,2000}}|br\s*/?)>", re.I)
_DROP = re.compile(r"<(script|style)\b.{0,20000}?</\1\s*>|<!--.{0,20000}?-->", re.I | re.S)
_TAG = re.compile(r"</?[a-z][^<>]{0,2000}>", re.I)
_HAS_TAGS = re.compile(r"</p>|<br\s*/?>|</div>", re.I)


def read_html(file: Input, options: ReadOptions) -> Iterator[Raw | ReadError]:
    data = slurp(file, options)
    declared = _DECLARED.search(data, 0, 4096)
    try:
        text, notes = decode(data, file.source, options.encoding)
    except ReadError:
        if options.encoding or not declared:
            raise
        text, notes = decode(data, file.source, declared[1].decode("ascii", "replace"))
    if declared and not options.encoding and any("guessed" in note for note in notes):
        text, notes = decode(data, file.source, declared[1].decode("ascii", "replace"))
    yield raw_html(file.source, text, notes)


def raw_html(source: str, page: str, notes: tuple[str, ...] = ()) -> Raw:
    """The article in a page.

    :raises ReadError: there is none.
    """
    found = _extract(page)
    body = clean(found.text or "") if found else ""
    if found is None or len(body.split()) < _MIN_WORDS:
        raise refuse(source, "no article was found in this HTML", "save the article's own page, or its text")
    return Raw(
        source=source,
        where=source,
        text=re.sub(r"\n+", "\n\n", body.strip()) + "\n",
        title=_line(found.title),
        outlet=_line(found.sitename),
        url=_line(found.url),
        author=_line(found.author),
        dates=(found.date,) if found.date else (),
        notes=notes,
    )


def _line(text: str | None) -> str | None:
    return " ".join(clean(text).split()) or None if text else None


def _extract(page: str) -> Any:
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    import trafilatura

    dates = {"extensive_search": False, "original_date": True, "max_date": "2200-12-31"}
    try:
        return trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError, AssertionError, IndexError):
        return None


def looks_like_tags(text: str) -> bool:
    """Whether a field of a news dump holds HTML instead of text."""
    return bool(_HAS_TAGS.search(text))


def untag(text: str) -> str:
    """A fragment of HTML as text: blocks become paragraphs, entities characters."""
    from html import unescape

    text = _BREAK.sub("\n\n", _DROP.sub(" ", text))
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("", text)).split("\n"))
    return "\n\n".join(line for line in lines if line) + "\n"
