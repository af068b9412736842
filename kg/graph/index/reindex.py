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
from kg.sidecar import Damaged, Sidecar

OnDone = Callable[[int], None]


def is_indexed(store: Store) -> bool:
    """Whether every part that the store can have is there and in step with its story."""
    parts = (TEXT,) if is_far(store.raw) else (TEXT, LISTING)
    return all(store.indexed(part) is not None for part in parts)


def reindex(store: Store, *, on_done: OnDone | None = None) -> int:
    """Make the index of words and the list of facts anew; returns the number of articles.

    :param on_done: called with 1 for each article.
    :raises StoreError: the file cannot be written.
    """
    try:
        return _anew(store, on_done or _unheard)
    except Damaged:  # the file has been removed, with what stood in it
        return _anew(store, _unheard)


def _unheard(number: int) -> None:
    """Nobody wants to know."""


def _anew(store: Store, on_done: OnDone) -> int:
    far = is_far(store.raw)
    with store.indexing() as index:
        if far:
            fill_words(index, store, on_done=on_done)
        else:
            _fill_both(index, store, on_done)
        for part in (TEXT,) if far else (TEXT, LISTING):
            if store.stamp is not None:
                index.mark(part, store.stamp, base=None)
        index.keep()
        number: int = index.one("SELECT COUNT(*) FROM article")
    return number


def _fill_both(index: Sidecar, store: Store, on_done: OnDone) -> None:
    """Each article is read once for both parts."""

    def beside(article: ArticleGraph) -> None:
        put_words(index, article)
        on_done(1)

    index.start(TEXT)
    fill(store.raw, index, beside=beside)
    index.order(TEXT)
