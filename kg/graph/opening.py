"""Opening a store: in memory, in a folder, behind a SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path
from time import sleep

import pyoxigraph as ox

from kg.graph.folder import RDF, check_whole, prepare, seal, translated
from kg.graph.remote.address import is_address
from kg.graph.store import Store

_TRIES = 10


def open_store(
    path: Path | str | None, *, read_only: bool = False, create: bool = False, token: str | None = None
) -> Store:
    """Open the store in that folder or behind that SPARQL address; ``None`` is one in memory.

    Readers of a folder see the state at opening and need no lock. One process at a time may write.

    :param token: what a server wants to be shown (``Authorization: Bearer``).
    :raises StoreError: none there (and not ``create``), another version, locked, not writable, full.
    """
    if is_address(path):
        from kg.graph.remote.store import open_remote

        return open_remote(str(path), read_only=read_only, create=create, token=token)
    if path is None:
        store = Store(ox.Store(), None, read_only=False)
        store.write_ontology()
        return store
    folder = Path(path)
    prepare(folder, create=create and not read_only)
    check_whole(folder)
    with translated(folder):
        raw = open_reader(folder / RDF) if read_only else ox.Store(str(folder / RDF))
    store = Store(raw, folder, read_only=read_only)
    if not read_only:
        store.write_ontology()
        seal(folder)
    return store


def open_reader(folder: Path) -> ox.Store:
    """Open for reading; a writer may be replacing the very files, so try again a few times."""
    for _ in range(_TRIES - 1):
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError):
            sleep(0.05)
    return ox.Store.read_only(str(folder))
