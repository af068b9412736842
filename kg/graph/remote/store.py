"""Opening a store behind a SPARQL endpoint.

What merging remembers lies in a folder of this machine, under a name made of the address. It belongs to the
story with one stamp: where it is missing, or behind what another machine wrote, it is made anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from kg import iri
from kg.errors import StoreError
from kg.graph.folder import FORMAT
from kg.graph.remote.quads import RemoteQuads, connect
from kg.graph.store import Store

_STATE = f"""SELECT ?format ?named ?union WHERE {{
  OPTIONAL {{ GRAPH <{iri.META}> {{ <{iri.BASE}store> <{iri.term("format")}> ?format }} }}
  OPTIONAL {{ GRAPH <{iri.ONTOLOGY}> {{ <{iri.term("Claim")}> <{iri.RDF}type> ?named }} }}
  OPTIONAL {{ <{iri.term("Claim")}> <{iri.RDF}type> ?union }} }}"""
"""Which format the store has (one that does not say has the first), whether there is one, and whether a query
that names no graph sees all."""


def open_remote(url: str, *, read_only: bool, create: bool, token: str | None) -> Store:
    """The store behind an address. Readers see what is there when they ask.

    :raises StoreError: nobody answers, access is refused, none there (and not ``create``), another version.
    """
    raw = connect(url, token=token)
    try:
        held = _check(raw)
        if not held and (read_only or not create):
            raise StoreError(
                "the server holds no store yet",
                where=str(raw.address),
                remedy="run `kg add FILE…` with this --store to make one",
            )
        store = Store(raw, None, read_only=read_only, beside=_beside(raw))
        if not read_only:
            store.write_ontology()
        if not held:
            _check(raw)
    except BaseException:
        raw.close()
        raise
    return store


def _check(raw: RemoteQuads) -> bool:
    """Whether the server holds a store that this version can use.

    :raises StoreError: it cannot.
    """
    row = next(iter(raw.query(_STATE, use_default_graph_as_union=True)))
    found = row["format"].value if row["format"] else "1"
    if found != str(FORMAT):
        raise StoreError(
            f"the store has format {found}, this version reads format {FORMAT}",
            where=str(raw.address),
            remedy="use the version of kg that made it, or another server",
        )
    if row["named"] and not row["union"]:
        raise StoreError(
            "the server's default graph is not the union of its graphs",
            where=str(raw.address),
            remedy="start it so that it is (oxigraph: --union-default-graph; Fuseki: tdb2:unionDefaultGraph)",
        )
    return bool(row["named"])


def _beside(raw: RemoteQuads) -> Path | None:
    """A folder for what merging remembers; ``None`` where none can be made: it then lasts as long as the
    store is open."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(cache, "kg", iri.digest("store", raw.address.queries[0]))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
