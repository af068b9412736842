"""How much faster extraction is in several processes, and on a Dask cluster of as many workers.

    python -m benchmarks.scaling ARTICLES [--first 600] [--jobs 2] [--rounds 3] [--dask tcp://host:8786]

One process, ``--jobs`` processes and, where an address is given, the cluster take turns over the same
articles, each first once in so many rounds. Each reads the first 64 articles and then all; the difference is
what counts, since starting processes and loading the model is paid once. Efficiency is the speed-up by the
wall clock over the number of workers; 1 is ideal. On a machine whose processors are busy with other things it
says little; the processor time that all processes take together, over that of one, says what dividing costs.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing import active_children
from statistics import median

from kg.model import Document
from kg.pipeline import extract_all
from kg.read import ReadOptions, read

FEW = 64
"""Articles of the run that is taken off: four batches, so that every worker starts."""
Way = tuple[str, int, str | None]
"""Name, processes, address of a cluster."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that the articles beyond the first few took: on the clock, and of processors (of the workers of
    a cluster unknown)."""

    wall: float
    processor: float


def cost(documents: Sequence[Document], jobs: int, cluster: str | None) -> Cost:
    """All of them less the first few."""
    few, every = (_run(part, jobs, cluster) for part in (documents[:FEW], documents))
    return Cost(every.wall - few.wall, every.processor - few.processor)


def _run(documents: Sequence[Document], jobs: int, cluster: str | None) -> Cost:
    wall, processor = time.perf_counter(), _processor()
    for _ in extract_all(documents, jobs=jobs, cluster=cluster, on_error=lambda _: None):
        pass
    wall = time.perf_counter() - wall
    for child in active_children():
        child.join()
    return Cost(wall, _processor() - processor)


def _processor() -> float:
    """Seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def measure(documents: Sequence[Document], ways: Sequence[Way], rounds: int) -> dict[str, list[Cost]]:
    """Costs of each way, in turn."""
    found: dict[str, list[Cost]] = {name: [] for name, _, _ in ways}
    for turn in range(rounds):
        first = turn % len(ways)
        for name, jobs, cluster in (*ways[first:], *ways[:first]):
            found[name].append(cost(documents, jobs, cluster))
            print(f"{name}: {found[name][-1]}", file=sys.stderr)
    return found


def efficiency(one: Sequence[Cost], many: Sequence[Cost], workers: int) -> float:
    """Median of the rounds' speed-ups over the workers."""
    return median(a.wall / b.wall for a, b in zip(one, many, strict=True)) / workers


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scaling",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("articles")
    parser.add_argument("--first", type=int, default=600, metavar="N", help="articles to read")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--dask", metavar="ADDRESS", help="a scheduler with as many workers as --jobs")
    asked = parser.parse_args(arguments)
    every = read([asked.articles], options=ReadOptions(), on_error=lambda _: None)
    documents = list(islice(every, asked.first))
    if len(documents) <= 2 * FEW:
        parser.error(f"too few articles: {len(documents)}; give at least {2 * FEW + 1}")
    ways: list[Way] = [("1 process", 1, None), (f"{asked.jobs} processes", asked.jobs, None)]
    if asked.dask:
        ways.append(("Dask", 1, asked.dask))
    costs = measure(documents, ways, asked.rounds)
    counted, alone = len(documents) - FEW, costs["1 process"]
    print(f"{counted} articles, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print("way           articles/s  efficiency  processor time")
    for name, jobs, cluster in ways:
        workers = asked.jobs if cluster else jobs
        rate = counted / median(c.wall for c in costs[name])
        spent = median(b.processor / a.processor for a, b in zip(alone, costs[name], strict=True))
        told = "unknown" if cluster else f"{spent:.2f}"
        print(f"{name:12} {rate:11.1f} {efficiency(alone, costs[name], workers):11.2f} {told:>15}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
