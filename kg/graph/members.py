"""The list of local actors: whom they are, how their articles name them, and what was decided on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.graph import terms as t
from kg.graph.links import Links
from kg.graph.listed import members_of
from kg.quads import Quads
from kg.sidecar import Sidecar

_DECISIONS = NamedNode(iri.DECISIONS)
_COLUMNS = {t.kg("left"): 0, t.kg("right"): 1, t.kg("score"): 2}
_PUT = "INSERT INTO decided VALUES (?, ?, ?)"


def put_members(sidecar: Sidecar, raw: Quads, links: Links, doc: str) -> None:
    """List the local actors of an article of which none is listed."""
    found = list(members_of(raw, doc))
    whom = dict(links.of("local-actor", (key for key, *_ in found)))
    rows = [(key, whom.get(key), doc, *more) for key, *more in found]
    sidecar.run_all("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?)", rows)


def link_members(sidecar: Sidecar, links: Links, members: Iterable[str]) -> None:
    """Say anew whom these local actors are."""
    keys = list(members)
    whom = dict(links.of("local-actor", keys))
    sidecar.run_all("UPDATE member SET actor = ? WHERE local = ?", [(whom.get(key), key) for key in keys])


def put_decisions(sidecar: Sidecar, raw: Quads) -> None:
    """List all decisions; none is listed. As long as the engine gives what belongs to one decision together,
    this needs no memory that grows with the store."""
    quads = raw.quads_for_pattern(None, None, None, _DECISIONS)
    sidecar.run_all(_PUT, _rows(quads))


def follow_decisions(sidecar: Sidecar, raw: Quads, decisions: Iterable[str]) -> None:
    """List these decisions as they are now, or no more."""
    for key in decisions:
        sidecar.run("DELETE FROM decided WHERE decision = ?", key)
        quads = raw.quads_for_pattern(NamedNode(f"{iri.BASE}decision:{key}"), None, None, _DECISIONS)
        sidecar.run_all(_PUT, _rows(quads))


def _rows(quads: Iterable[Quad]) -> Iterator[tuple[str, str, float]]:
    """Local actor, decision and score, once each decision is complete."""
    begun: dict[str, list[str]] = {}
    for quad in quads:
        if (column := _COLUMNS.get(quad.predicate)) is None:
            continue
        decision = str(getattr(quad.subject, "value", ""))
        parts = begun.setdefault(decision, ["", "", ""])
        parts[column] = str(getattr(quad.object, "value", ""))
        if all(parts):
            left, right, score = begun.pop(decision)
            for local in {left, right}:
                if iri.kind_of(local) == "local-actor":
                    yield iri.key_of(local), iri.key_of(decision), float(score)
