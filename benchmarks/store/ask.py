"""What is asked of a store: the named queries with their parameters, and the filters that people use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kg import iri
from kg.graph import Store
from kg.query import Filter, facts, named_queries, run_named, show, timeline
from kg.query.named import bind
from kg.query.request import read_query

Ask = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Known:
    """Who and what the made-up graph has most of, and a middle one."""

    actor: str
    other: str
    middle: str
    place: str

    def parameter(self, name: str) -> str:
        """A sensible value of a query's parameter."""
        known = {
            "place": self.place, "second": self.other, "from": "2016-01-01", "to": "2016-01-31",
            "known": "2016-05-25", "name": self.middle.rpartition("-")[2], "text": "sanction",
        }  # fmt: skip
        return known.get(name, self.actor)


def known(store: Store) -> Known:
    """Looked up in the store, so that no name is written down here."""

    def most(property_: str) -> list[str]:
        quads = store.raw.quads_for_pattern(None, ox.NamedNode(property_), None, ox.NamedNode(iri.STORY))
        counted = Counter(iri.key_of(str(getattr(q.object, "value", ""))) for q in quads)
        return [key for key, _ in sorted(counted.items(), key=lambda kv: (-kv[1], kv[0]))]

    actors = most(iri.SEM + "hasActor")
    return Known(actors[0], actors[1], actors[100], most(iri.SEM + "hasPlace")[0])


def queries(store: Store, of: Known) -> dict[str, tuple[str, Ask]]:
    """Name -> the text as the bare engine gets it, and the same through the store."""
    found: dict[str, tuple[str, Ask]] = {}
    for name, query in named_queries().items():
        given = {p.name: of.parameter(p.name) for p in query.parameters if p.default is None}
        text = read_query(query.text).bound(bind(store, query, given))
        found[name] = text, lambda query=query, given=given: run_named(store, query, given)
    return found


def filters(of: Known) -> Mapping[str, Filter]:
    """The usual questions."""
    year = {"date_from": date(2016, 1, 1), "date_to": date(2016, 12, 31)}
    return {
        "no filter": Filter(limit=20),
        "best known actor": Filter(actors=(of.actor,), limit=20),
        "middling actor": Filter(actors=(of.middle,), limit=20),
        "type": Filter(types=("meeting",), limit=50),
        "status": Filter(statuses=("planned",), limit=20),
        "a month": Filter(date_from=date(2016, 5, 1), date_to=date(2016, 5, 31), limit=50),
        "actor, type, year": Filter(actors=(of.actor,), types=("meeting",), limit=50, **year),
        "two actors": Filter(actors=(of.actor, of.other), limit=20),
        "outlet": Filter(sources=("Outlet 3",), limit=20),
        "holder": Filter(holder=of.actor, limit=20),
        "as of a day": Filter(actors=(of.actor,), as_of=date(2016, 5, 25), limit=20),
    }


def views(store: Store, of: Known) -> dict[str, Ask]:
    """``facts``, ``timeline`` and ``show`` as the library answers them."""
    found: dict[str, Ask] = {}
    for name, wanted in filters(of).items():
        found[f"facts: {name}"] = lambda wanted=wanted: facts(store, wanted)
        found[f"timeline: {name}"] = lambda wanted=wanted: timeline(store, wanted)
    fact = facts(store, Filter(actors=(of.middle,), kind="event", limit=1))[0]
    things = {
        "claim": fact.id, "beginning of an id": fact.id[:8], "event": fact.event,
        "article": f"d-{fact.evidence.article}", "best known actor": of.actor, "middling actor": of.middle,
    }  # fmt: skip
    for name, thing in things.items():
        found[f"show: {name}"] = lambda thing=thing: show(store, thing)
    return found


def command_lines(of: Known) -> dict[str, list[str]]:
    """Cold processes."""
    return {
        "facts": ["facts", "--limit", "20"],
        "facts of an actor": ["facts", "--actor", of.actor, "--limit", "20"],
        "timeline of an actor": ["timeline", "--actor", of.actor, "--limit", "20"],
        "show an actor": ["show", of.middle],
        "a named query": ["query", "statements-of-speaker", "-p", f"speaker={of.middle}"],
    }
