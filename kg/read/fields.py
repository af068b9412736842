"""Field names of news dumps and front matter, and how their values are read.

The names are those of common exports: news-please, newspaper, NewsAPI, GDELT, the Guardian and New
York Times interfaces, schema.org's ``NewsArticle``, RSS turned into JSON, and static-site front matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import UsageError

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "maintext", "content", "article", "articleBody", "article_text", "full_text",
        "fulltext", "bodyText", "body_text", "story", "raw_text", "content_text", "main_text",
    ),
    "title": ("title", "headline", "heading", "webTitle", "title_page"),
    "published": (
        "published", "date_publish", "date_published", "datePublished", "publish_date", "published_at",
        "publishedAt", "published_date", "publication_date", "publicationDate", "pubDate", "pub_date",
        "webPublicationDate", "first_published", "date", "datetime", "timestamp", "created_at", "seendate",
    ),
    "outlet": (
        "outlet", "source", "publisher", "source_name", "publication", "site", "site_name", "newspaper",
        "agency", "source_domain", "domain",
    ),
    "url": ("url", "link", "canonical_url", "webUrl", "web_url", "href", "permalink"),
    "author": ("author", "authors", "byline", "creator", "by"),
    "id": ("id", "_id", "article_id", "guid", "doc_id", "docid", "uuid"),
}  # fmt: skip
"""Our name -> theirs, the most telling first. Case, blanks, ``_`` and ``-`` do not count."""


def roles(fields: Mapping[str, str]) -> dict[str, str]:
    """A user's mapping with our names as keys; one of the usual synonyms (``body=…``) will do.

    :raises UsageError: a key that is no field of an article; the message lists those that are.
    """
    found: dict[str, str] = {}
    for given, theirs in fields.items():
        name = next(
            (n for n, names in NAMES.items() if _plain(given) in {_plain(n), *map(_plain, names)}), None
        )
        if name is None:
            remedy = f"the fields are {', '.join(NAMES)}"
            raise UsageError("is no field of an article", where=f"--field {given}={theirs}", remedy=remedy)
        found[name] = theirs
    return found


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


class Record:
    """One article's fields, asked for by our names."""

    def __init__(self, values: Mapping[str, Any], fields: Mapping[str, str]) -> None:
        self._values = {_plain(str(k)): v for k, v in reversed(list(values.items()))}
        self._exact = values
        self._fields = fields

    def values(self, name: str) -> Iterator[Any]:
        """What the fields for ``name`` hold, empty ones left out; a mapped field is the only one."""
        if name in self._fields:
            found = [_dig(self._exact, self._fields[name])]
        else:
            found = [self._values.get(_plain(theirs)) for theirs in NAMES[name]]
        yield from (value for value in found if value not in (None, "", [], {}))

    def string(self, name: str) -> str | None:
        """The first that can be told as one line: text, a number, ``{"name": …}`` or a list of those."""
        told = (" ".join(clean(_tell(value)).split()) for value in self.values(name))
        return next((value for value in told if value), None)

    def text(self) -> str | None:
        """The article's text; a list of paragraphs is joined by blank lines."""
        for value in self.values("text"):
            if isinstance(value, str) and value.strip():
                return value
            if isinstance(value, list) and value and all(isinstance(v, str) for v in value):
                return "\n\n".join(value)
        return None

    def dates(self) -> tuple[str | int | float, ...]:
        """Publication dates as written, the most trusted first."""
        return tuple(
            v
            for v in self.values("published")
            if isinstance(v, (str, int, float)) and not isinstance(v, bool)
        )


def clean(text: str) -> str:
    """Without what cannot be written as UTF-8 or XML: lone surrogates and NULs become U+FFFD, so
    that the length stays."""
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def _dig(values: Mapping[str, Any], path: str) -> Any:
    """A mapped field: the name itself, else a path of names with dots (``fields.body``)."""
    if path in values:
        return values[path]
    found: Any = values
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _tell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return next(
            (_tell(value[k]) for k in ("name", "title", "main", "original", "id") if value.get(k)), ""
        )
    if isinstance(value, list):
        return ", ".join(part for part in map(_tell, value) if part)
    return ""
