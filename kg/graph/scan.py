"""Reading quads as plain strings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from kg.quads import Quads


class Row(NamedTuple):
    """A quad as text: IRIs and lexical forms."""

    subject: str
    object: str
    graph: str


def scan(raw: Quads, predicate: ox.NamedNode, obj: ox.NamedNode | ox.Literal | None = None) -> Iterator[Row]:
    """All quads with the predicate (and object), in every graph. The store holds no quoted triples."""
    for q in raw.quads_for_pattern(None, predicate, obj, None):
        yield Row(_text(q.subject), _text(q.object), _text(q.graph_name))


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
