"""The list of local actors: whom they are, how their articles name them, and what was decided on them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg import iri
from kg.graph import terms as t
from kg.graph.index.article import ArticleGraph
from kg.graph.index.links import Links
from kg.graph.index.listed import members_of
from kg.quads import Quads
from kg.sidecar import Sidecar

_DECISIONS = NamedNode(iri.DECISIONS)
_LEFT, _RIGHT, _SCORE = t.kg("left"), t.kg("right"), t.kg("score")
_KIND = "local-actor"


def put_members(sidecar: Sidecar, links: Links, article: ArticleGraph) -> None:
    """List the local actors of an article of which none is listed."""
    found = list(members_of(article))
    whom = dict(links.of(_KIND, (key for key, *_ in found)))
    rows = [(key, whom.get(key), article.key, *more) for key, *more in found]
    sidecar.run_all("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?)", rows)


def link_members(sidecar: Sidecar, links: Links, members: Iterable[str]) -> None:
    """Say anew whom these local actors are."""
    keys = list(members)
    whom = dict(links.of(_KIND, keys))
    sidecar.run_all("UPDATE member SET actor = ? WHERE local = ?", [(whom.get(key), key) for key in keys])


def put_decisions(sidecar: Sidecar, raw: Quads) -> None:
    """List all decisions on local actors; none is listed. No memory grows with the store."""
    told = f"?decision {_LEFT} ?left ; {_RIGHT} ?right ; {_SCORE} ?score"
    found = raw.query(f"SELECT ?decision ?left ?right ?score WHERE {{ GRAPH {_DECISIONS} {{ {told} }} }}")
    rows = (
        (iri.key_of(local), iri.key_of(decision), score)
        for decision, left, right, score in (map(t.value, row) for row in found)
        for local in {left, right}
        if iri.kind_of(local) == _KIND
    )
    sidecar.run_all("INSERT INTO decided VALUES (?, ?, ?)", rows)


def follow_decisions(sidecar: Sidecar, raw: Quads, decisions: Iterable[str]) -> None:
    """List these decisions as they are now, or no more."""
    for key in decisions:
        sidecar.run("DELETE FROM decided WHERE decision = ?", key)
        quads = raw.quads_for_pattern(NamedNode(f"{iri.BASE}decision:{key}"), None, None, _DECISIONS)
        told = {q.predicate: t.value(q.object) for q in quads}
        locals_ = {told[side] for side in (_LEFT, _RIGHT) if iri.kind_of(told.get(side, "")) == _KIND}
        rows = [(iri.key_of(local), key, told[_SCORE]) for local in locals_]
        sidecar.run_all("INSERT INTO decided VALUES (?, ?, ?)", rows)
