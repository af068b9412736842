"""A merged event as articles until a day tell it: nothing that was only published later shines through."""

from __future__ import annotations

from datetime import date

from kg import iri
from kg.query.reader import EARLIEST, LATEST, Node, Reader, day, one

Ends = tuple[date | None, date | None]


def sources(reader: Reader, event: str | None) -> int:
    """Independent articles that speak of the merged event, as known then; 1 where nothing is merged."""
    if event is None:
        return 1
    if reader.as_of is None:
        return int(one(reader.kept(event), iri.term("sources")) or 1)
    graphs = {m["@graph"][0] for m in _known(reader, event)}
    return max(1, len({reader.copies.get(g, g) for g in graphs}))


def interval(reader: Reader, event: str) -> Ends:
    """Days on which the dated mentions agree, as known then; open where they do not."""
    node = reader.kept(event)
    if reader.as_of is None:
        return day(one(node, EARLIEST)), day(one(node, LATEST))
    known = _known(reader, event)
    early = max((d for m in known if (d := day(one(m, EARLIEST)))), default=None)
    late = min((d for m in known if (d := day(one(m, LATEST)))), default=None)
    return (None, None) if early and late and early > late else (early, late)


def _known(reader: Reader, event: str) -> list[Node]:
    """Mentions of articles that were out by then."""
    mentions = map(reader.kept, reader.subjects(iri.term("refersTo"), event))
    return [m for m in mentions if _out(reader.article(m["@graph"][0]).published, reader.as_of)]


def _out(published: date | None, as_of: date | None) -> bool:
    return published is not None and as_of is not None and published <= as_of
