"""Many clients that read while one writes: no error, no lost write, how long the slowest wait.

Each client asks the next question as soon as it has the answer to the last, in an order that depends on its
number alone, so that every server is asked the same. The writer adds small graphs at a fixed pace, and after
each acknowledgement asks whether its graph is there.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pyoxigraph as ox

from benchmarks.serve import targets
from benchmarks.serve.client import Connection, Request, sparql
from benchmarks.serve.targets import Target
from kg import iri

_OWN = "urn:x-load:"
_PREFIXES = "".join(f"PREFIX {p}: <{iri.PREFIXES[p]}>\n" for p in ("kg", "sem", "rdfs", "xsd"))
_THINGS = 200
"""Actors and events that are asked for."""


@dataclass(slots=True)
class Tally:
    """What one server did."""

    name: str
    seconds: float = 0.0
    times: dict[str, list[float]] = field(default_factory=dict)
    """Seconds of each answer, by kind of question."""
    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    """Connections that ended in the middle."""
    acknowledged: list[int] = field(default_factory=list)
    unseen: int = 0
    """Writes that the next question did not know of."""
    lost: int = 0
    """Writes that were acknowledged and are not there in the end."""

    def note(self, kind: str, status: int, seconds: float) -> None:
        self.statuses[status] += 1
        self.times.setdefault(kind, []).append(seconds)

    @property
    def reads(self) -> list[float]:
        return sorted(t for kind, times in self.times.items() if kind != "write" for t in times)


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to ask."""

    clients: int
    seconds: float
    pause: float
    """Between two writes."""
    questions: Sequence[Sequence[str]]
    """Queries by kind."""


def questions(store: Path) -> list[list[str]]:
    """Queries that people ask, over things that the store holds: five kinds."""
    raw = ox.Store.read_only(str(store / "rdf"))
    actors, events = _named(raw, iri.SEM + "Actor"), _named(raw, iri.SEM + "Event")
    days = [f"20{year}-{month:02}" for year in range(16, 24) for month in range(1, 12)]
    kinds = (
        [f"SELECT ?e ?t {{ ?e sem:hasActor <{a}> ; sem:eventType ?t }} LIMIT 50" for a in actors],
        [f"SELECT ?c ?s {{ ?m kg:refersTo <{e}> . ?c kg:about ?m ; kg:status ?s }} LIMIT 50" for e in events],
        [f"SELECT ?l {{ <{a}> rdfs:label ?l }}" for a in actors],
        [
            f"SELECT ?e ?d {{ ?e a sem:Event ; sem:hasEarliestBeginTimeStamp ?d "
            f'FILTER(?d >= "{m}-01"^^xsd:date && ?d <= "{m}-28"^^xsd:date) }} LIMIT 20'
            for m in days
        ],
        [f"ASK {{ <{a}> a sem:Actor }}" for a in actors],
    )
    return [[_PREFIXES + query for query in kind] for kind in kinds]


def _named(raw: ox.Store, class_: str) -> list[str]:
    quads = raw.quads_for_pattern(None, ox.NamedNode(iri.RDF + "type"), ox.NamedNode(class_), None)
    found = sorted({str(getattr(q.subject, "value", "")) for q in quads})
    return Random(0).sample(found, min(_THINGS, len(found)))


def measure(server: AbstractContextManager[Target], plan: Plan) -> Tally:
    """Load one server, and look at the end for every write that it acknowledged."""
    with server as target:
        return asyncio.run(_measure(target, plan))


async def _measure(target: Target, plan: Plan) -> Tally:
    tally = Tally(target.name)
    start = perf_counter()
    end = start + plan.seconds
    clients = [_read(target, plan, tally, number, end) for number in range(plan.clients)]
    await asyncio.gather(*clients, _write(target, plan, tally, end))
    tally.seconds = perf_counter() - start
    tally.lost = len(set(tally.acknowledged) - await _written(target))
    return tally


async def _read(target: Target, plan: Plan, tally: Tally, number: int, end: float) -> None:
    chance = Random(number)
    async with Connection(target.port) as connection:
        while perf_counter() < end:
            kind = chance.randrange(len(plan.questions))
            query = chance.choice(plan.questions[kind])
            await _ask(connection, sparql(target.query, query, f"kind {kind}"), tally)


async def _ask(connection: Connection, request: Request, tally: Tally) -> bytes | None:
    try:
        answer = await connection.ask(request)
    except ConnectionError:
        tally.broken += 1
        return None
    tally.note(request.name, answer.status, answer.seconds)
    return answer.body if answer.status < 300 else None


async def _write(target: Target, plan: Plan, tally: Tally, end: float) -> None:
    number = 0
    async with Connection(target.port) as connection:
        while perf_counter() < end:
            node = f"<{_OWN}{number}>"
            update = f"INSERT DATA {{ GRAPH {node} {{ {node} <{_OWN}number> {number} }} }}"
            if await _ask(connection, target.write(update), tally) is not None:
                tally.acknowledged.append(number)
                seen = f"ASK {{ GRAPH {node} {{ {node} <{_OWN}number> {number} }} }}"
                body = await _ask(connection, sparql(target.query, seen, "seen"), tally)
                tally.unseen += body is None or not json.loads(body)["boolean"]
            number += 1
            await asyncio.sleep(plan.pause)


async def _written(target: Target) -> set[int]:
    query = f"SELECT ?n {{ GRAPH ?g {{ ?s <{_OWN}number> ?n }} }}"
    async with Connection(target.port) as connection:
        answer = await connection.ask(sparql(target.query, query))
    rows: list[Any] = json.loads(answer.body)["results"]["bindings"]
    return {int(row["n"]["value"]) for row in rows}


def at(times: Sequence[float], share: float) -> float:
    """The time, in milliseconds, that so large a share of the sorted times does not exceed."""
    return times[min(len(times) - 1, int(share * len(times)))] * 1000 if times else 0.0


def errors(tally: Tally) -> int:
    """Answers that say that the server failed."""
    return sum(n for status, n in tally.statuses.items() if status >= 500)


def line(tally: Tally) -> str:
    """One server in one line of the report."""
    reads, writes = tally.reads, sorted(tally.times.get("write", []))
    return (
        f"{tally.name:16}{len(reads) / tally.seconds:9.0f}{at(reads, 0.5):9.1f}{at(reads, 0.95):9.1f}"
        f"{at(reads, 0.99):9.1f}{at(reads, 1):9.1f}{errors(tally):7}{tally.broken:8}"
        f"{len(tally.acknowledged):8}{at(writes, 0.95):9.1f}{tally.unseen:8}{tally.lost:6}"
    )


HEAD = (
    f"{'server':16}{'reads/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'max ms':>9}{'5xx':>7}{'broken':>8}"
    f"{'writes':>8}{'p95 ms':>9}{'unseen':>8}{'lost':>6}"
)


def servers(store: Path, folder: Path, program: str) -> list[AbstractContextManager[Target]]:
    """Each server that is at hand, on a copy of the store."""
    found: list[AbstractContextManager[Target]] = [targets.ours(copied(store, folder / "ours"))]
    if shutil.which(program):
        found.append(targets.oxigraph(copied(store, folder / "oxigraph"), program))
    found.append(targets.bare(copied(store, folder / "bare")))
    return found


def copied(store: Path, to: Path) -> Path:
    """A copy that a server may write to."""
    shutil.copytree(store, to)
    return to
