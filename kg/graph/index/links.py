"""What the story says that things of the articles are: events, merged actors, holders of claims.

Of a few things the quads are asked one by one (some 20 µs each). For all of a store, the links are copied
into a temporary table of the index first, which costs a quarter of that, and no memory that grows with the
store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import NamedNode

from kg import iri
from kg.graph import terms as t
from kg.quads import Quads, pairs
from kg.sidecar import Sidecar

_STORY = NamedNode(iri.STORY)
_LINK = {"claim": t.kg("holderActor"), "mention": t.kg("refersTo"), "local-actor": t.kg("refersTo")}
"""Kind of a thing -> the link that leads from it into the story."""


class Links(Protocol):
    """Where links are looked up."""

    def of(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        """``(key, key of what it is linked to)`` of the things of that kind that have a link."""
        ...


class AskedLinks:
    """Each is asked for."""

    def __init__(self, raw: Quads) -> None:
        self.raw = raw

    def of(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        for key in keys:
            node = NamedNode(f"{iri.BASE}{kind}:{key}")
            for quad in self.raw.quads_for_pattern(node, _LINK[kind], None, _STORY):
                yield key, t.key(quad.object)


class CopiedLinks:
    """All are copied once."""

    def __init__(self, raw: Quads, sidecar: Sidecar) -> None:
        self.sidecar = sidecar
        sidecar.run("CREATE TEMP TABLE link(node TEXT, target TEXT, PRIMARY KEY(node, target)) WITHOUT ROWID")
        for predicate in dict.fromkeys(_LINK.values()):
            found = pairs(raw, predicate, _STORY)
            rows = ((node.removeprefix(iri.BASE), iri.key_of(target)) for node, target in found)
            sidecar.run_all("INSERT INTO link VALUES (?, ?)", rows)

    def drop(self) -> None:
        """Forget the copies."""
        self.sidecar.run("DROP TABLE temp.link")

    def of(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        sql = "SELECT node, target FROM link WHERE node IN ?"
        for node, target in self.sidecar.among(sql, (f"{kind}:{key}" for key in keys)):
            yield iri.key_of(node), target
