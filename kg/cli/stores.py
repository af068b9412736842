"""Opening the store that ``--store`` names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.context import Settings

if TYPE_CHECKING:
    from kg.graph import Store


def reading(settings: Settings) -> Store:
    """The store for questions: no lock, the state at opening.

    :raises StoreError: there is none; the remedy names ``kg add``.
    """
    from kg.graph import open_store

    store = open_store(settings.store, read_only=True, token=settings.token)
    if store.stale:
        settings.warn(
            "warning: the last change was interrupted; run `kg add` or `kg remove` again, or "
            "`kg doctor --mend`, to finish it"
        )
    return store


def writing(settings: Settings, *, create: bool = False) -> Store:
    """The store for changes: one process at a time."""
    from kg.graph import open_store

    return open_store(settings.store, create=create, token=settings.token)


def folder(settings: Settings) -> Path:
    """The store's folder, for commands that work on its files.

    :raises StoreError: the store is behind an address.
    """
    from kg.errors import StoreError
    from kg.graph.remote.address import is_address, without_password

    if is_address(settings.store):
        raise StoreError(
            "is an address; this command works on the files of a store",
            where=without_password(settings.store),
            remedy="run it on the machine that has them, with --store FOLDER",
        )
    return Path(settings.store)


def nothing(store: Store, what: str, remedy: str = "loosen it, add --all, or look at `kg stats`") -> str:
    """Why a list is empty, and what to do: no ``what`` passes the filter, or there are no articles at all."""
    if next(iter(store.documents()), None) is None:
        return "the store holds no articles yet; run `kg add FILE…`"
    return f"no {what} passes the filter; {remedy}"


def warn_of_gone(given: Settings, store: Store) -> None:
    """Name the corrections that hold, but that nothing in the store answers to."""
    from kg.graph import corrections_of, gone
    from kg.model import in_force

    for c in gone(store, in_force(corrections_of(store))):
        given.warn(f"correction {c.id} waits: what it is about is not in the store ({c.summary})")
