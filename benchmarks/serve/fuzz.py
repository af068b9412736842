"""Hostile requests at volume: how many, what came of them, whether the server lives."""

from __future__ import annotations

import asyncio
from collections import Counter
from random import Random
from time import perf_counter

from benchmarks.serve import hostile
from benchmarks.serve.client import Connection, sparql
from benchmarks.serve.targets import Target

_ALIVE = "ASK { ?s ?p ?o }"
_PATIENCE = 60.0


async def measure(target: Target, seconds: float, clients: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Number of answers by status, and what failed.

    ``broken``: the connection ended in the middle; ``limited``: the query took too long or too much, and its
    worker was ended.
    """
    counts: Counter[str] = Counter()
    failed: list[str] = []
    end = perf_counter() + seconds

    async def send(chance: Random) -> None:
        async with Connection(target.port) as connection:
            while perf_counter() < end:
                asked = hostile.request(chance)
                try:
                    answer = await asyncio.wait_for(connection.ask(asked), _PATIENCE)
                except ConnectionError:
                    counts["broken"] += 1
                    continue
                limited = answer.status == 503 and b"it takes " in answer.body
                counts["limited" if limited else str(answer.status)] += 1
                if answer.status >= 500 and not limited:
                    failed.append(f"{asked.method} {asked.path[:200]} {asked.body[:300]!r}: {answer.body!r}")

    await asyncio.gather(*(send(Random(seed + n)) for n in range(clients)))
    async with Connection(target.port) as connection:
        counts["alive"] = (await connection.ask(sparql(target.query, _ALIVE))).status
    return counts, failed
