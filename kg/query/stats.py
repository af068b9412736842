"""Numbers of the store."""

from __future__ import annotations

from kg import iri
from kg.query.reader import HasQuads, rows

Stats = dict[str, int | float | dict[str, int]]

_ENDS = "sem:hasEarliestBeginTimeStamp|sem:hasLatestEndTimeStamp"
_COUNTS = {
    "articles": "?x a schema:NewsArticle",
    "claims": "?x a kg:Claim",
    "events": "?x a sem:Event",
    "event_mentions": "?x a kg:EventMention",
    "statements": "?x kg:attitude ?a",
    "actors": "?x a sem:Actor",
    "dated_event_mentions": f"?x a kg:EventMention ; ({_ENDS}) ?d",
}
_GROUPS = {
    "by_type": ("?x a kg:EventMention ; sem:eventType ?k", "type"),
    "by_status": ("?x kg:status ?k", "status"),
    "by_attitude": ("?x kg:attitude ?k", "attitude"),
}


def stats(store: HasQuads) -> Stats:
    """How much the store holds: articles, claims, events, actors, quads, and claims by kind.

    ``triples_per_fact`` counts all triples of articles and story against claims.
    """
    found: Stats = {}
    for name, pattern in _COUNTS.items():
        found[name] = _number(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
    found["quads"] = quads = len(store.raw)
    claims = found["claims"]
    others = (iri.ONTOLOGY, iri.DECISIONS, iri.META)
    beside = (_number(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{g}> {{ ?s ?p ?o }} }}") for g in others)
    triples = quads - sum(beside)
    found["triples_per_fact"] = round(triples / claims, 1) if isinstance(claims, int) and claims else 0.0
    for name, (pattern, _) in _GROUPS.items():
        query = f"SELECT ?k (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }} GROUP BY ?k"
        pairs = [
            (iri.snake(r["k"].value.removeprefix(iri.KG)), int(r["n"].value)) for r in rows(store.raw, query)
        ]
        found[name] = dict(sorted(pairs, key=lambda p: (-p[1], p[0])))
    return found


def _number(store: HasQuads, query: str) -> int:
    return next(int(row["n"].value) for row in rows(store.raw, query))
