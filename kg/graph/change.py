"""What is to change in a store: graphs that go, quads that go, quads that come, in this order.

All are ground (no variables, no blank nodes), so a change that is made twice is made once, and may be sent
again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step from one state of a store to the next."""

    drop: tuple[NamedNode, ...] = ()
    """Graphs that go whole."""
    gone: Collection[Quad] = ()
    new: Collection[Quad] = ()

    @property
    def only_adds(self) -> bool:
        return not self.drop and not self.gone

    def text(self) -> str:
        """The change as one SPARQL 1.1 Update request (section 3: servers should make it one transaction)."""
        steps = [f"DROP SILENT GRAPH {graph}" for graph in self.drop]
        if self.gone:
            steps.append(f"DELETE DATA {{ {_block(self.gone)} }}")
        if self.new:
            steps.append(f"INSERT DATA {{ {_block(self.new)} }}")
        return " ;\n".join(steps)

    def pieces(self, size: int) -> Iterator[Change]:
        """The same in changes of at most ``size`` quads each, for what need not be all or nothing."""
        gone, new = list(self.gone), list(self.new)
        if self.drop:
            yield Change(drop=self.drop)
        for at in range(0, len(gone), size):
            yield Change(gone=gone[at : at + size])
        for at in range(0, len(new), size):
            yield Change(new=new[at : at + size])


def by_graph(quads: Iterable[Quad]) -> dict[NamedNode, list[Quad]]:
    """Quads under the name of their graph."""
    groups: dict[NamedNode, list[Quad]] = {}
    for q in quads:
        assert isinstance(q.graph_name, NamedNode), "the store has no quads outside of its graphs"
        groups.setdefault(q.graph_name, []).append(q)
    return groups


def _block(quads: Iterable[Quad]) -> str:
    """Quads as the inside of INSERT DATA and DELETE DATA."""
    return "\n".join(
        f"GRAPH {graph} {{\n" + "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in rows) + "\n}"
        for graph, rows in by_graph(quads).items()
    )
