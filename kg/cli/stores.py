"""Opening the store that ``--store`` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.context import Settings

if TYPE_CHECKING:
    from kg.graph import Store


def reading(settings: Settings) -> Store:
    """The store for questions: no lock, the state at opening.

    :raises StoreError: there is none; the remedy names ``kg add``.
    """
    from kg.graph import open_store

    store = open_store(settings.store, read_only=True)
    if store.stale:
        settings.warn(
            "warning: the last change was interrupted; run `kg add` or `kg remove` again to finish it"
        )
    return store


def writing(settings: Settings, *, create: bool = False) -> Store:
    """The store for changes: one process at a time."""
    from kg.graph import open_store

    return open_store(settings.store, create=create)
