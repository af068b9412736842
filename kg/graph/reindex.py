"""All parts of the index beside the quads made anew."""

from __future__ import annotations

from kg.fulltext import TEXT
from kg.graph.lister import relist
from kg.graph.store import Store
from kg.graph.words import rebuild_words
from kg.listing import LISTING
from kg.quads import is_far
from kg.sidecar import Damaged


def is_indexed(store: Store) -> bool:
    """Whether every part that the store can have is there and in step with its story."""
    parts = (TEXT,) if is_far(store.raw) else (TEXT, LISTING)
    return all(store.indexed(part) is not None for part in parts)


def reindex(store: Store) -> int:
    """Make the index of words and the list of facts anew; returns the number of articles.

    :raises StoreError: the file cannot be written.
    """
    try:
        return _both(store)
    except Damaged:  # the file has been removed, with what stood in it
        return _both(store)


def _both(store: Store) -> int:
    relist(store)
    return rebuild_words(store)
