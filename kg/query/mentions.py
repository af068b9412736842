"""Which named actors an article speaks of, and where."""

from __future__ import annotations

from dataclasses import dataclass

from kg import iri
from kg.query.reader import Reader, parse_spans

_NAMED = """SELECT ?a ?key ?spans ?kind {{ GRAPH <{graph}> {{ ?m kg:mentionSpans ?spans
  FILTER NOT EXISTS {{ ?m kg:named ?no }} }} ?m kg:refersTo ?a . ?a kg:kind ?kind
  OPTIONAL {{ ?a kg:key ?key }} }}"""


@dataclass(frozen=True, slots=True)
class Named:
    """A named actor of an article."""

    id: str
    """Short id of the merged actor."""
    kind: str
    key: str | None
    starts: tuple[int, ...]
    """Where its mentions begin, in code points of the article's text."""

    def within(self, start: int, end: int) -> bool:
        """Whether a mention begins in ``[start, end)``."""
        return any(start <= s < end for s in self.starts)


def named_in(reader: Reader, graph: str) -> dict[str, Named]:
    """Named actors of the article with that graph, by id."""
    found: dict[str, Named] = {}
    for row in reader.rows(_NAMED.format(graph=graph)):
        actor = iri.short(row["a"].value)
        starts = tuple(s for s, _ in parse_spans(row["spans"].value))
        before = found[actor].starts if actor in found else ()
        key = row["key"].value if row["key"] else None
        found[actor] = Named(actor, row["kind"].value, key, (*before, *starts))
    return found
