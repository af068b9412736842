"""All parts of the index beside the quads made anew."""

from __future__ import annotations

from collections.abc import Callable

from kg.fulltext import TEXT
from kg.graph.index.article import ArticleGraph
from kg.graph.index.lister import fill
from kg.graph.index.words import fill_words, put_words
from kg.graph.store import Store
from kg.listing import LISTING
from kg.quads import is_far
from kg.sidecar import Damaged, Part, Sidecar

OnDone = Callable[[int], None]


def is_indexed(store: Store) -> bool:
    """Whether every part that the store can have is there and in step with its story."""
    return all(store.indexed(part) is not None for part in _parts(store))


def _parts(store: Store) -> tuple[Part, ...]:
    """Of quads that are far away there is no list: it would be read over the network."""
    return (TEXT,) if is_far(store.raw) else (TEXT, LISTING)


def reindex(store: Store, *, on_done: OnDone | None = None) -> int:
    """Make the index of words and the list of facts anew; returns the number of articles.

    :param on_done: called with 1 for each article.
    :raises StoreError: the file cannot be written.
    """
    try:
        return _anew(store, on_done)
    except Damaged:  # the file has been removed, with what stood in it
        return _anew(store, None)


def _anew(store: Store, on_done: OnDone | None) -> int:
    with store.indexing() as index:
        if LISTING in _parts(store):
            _fill_both(index, store, on_done)
        else:
            fill_words(index, store, on_done=on_done)
        for part in _parts(store):
            if store.stamp is not None:
                index.mark(part, store.stamp, base=None)
        index.keep()
        number: int = index.one("SELECT COUNT(*) FROM article")
    return number


def _fill_both(index: Sidecar, store: Store, on_done: OnDone | None) -> None:
    """Each article is read once for both parts."""

    def beside(article: ArticleGraph) -> None:
        put_words(index, article)
        if on_done:
            on_done(1)

    index.start(TEXT)
    fill(store.raw, index, beside=beside)
    index.order(TEXT)
