"""How much faster extraction is in several processes, and on a Dask cluster of as many workers.

    python -m benchmarks.scaling ARTICLES [--first 600] [--jobs 2] [--rounds 3] [--dask tcp://host:8786]

One process, ``--jobs`` processes and, where an address is given, the cluster take turns over the same
articles, each first once in so many rounds. Time is the wall clock from the 64th article to the last, so that
starting processes and loading the model, which a long run pays once, count for nothing; ``start`` is what
comes before. Efficiency is the speed-up over the number of workers; 1 is ideal. A machine whose processors
are busy with other things shows less: the load is printed beside.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from kg.model import Document
from kg.pipeline import extract_all
from kg.read import ReadOptions, read

WARM = 64
"""Articles after which every worker is at work: four batches."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds until :data:`WARM` articles were there, and from then to the last."""

    start: float
    rest: float


def run(documents: Sequence[Document], jobs: int, cluster: str | None) -> Run:
    """One pass over the documents."""
    began = time.perf_counter()
    results = extract_all(documents, jobs=jobs, cluster=cluster, on_error=lambda _: None)
    for _ in islice(results, WARM):
        pass
    first = time.perf_counter()
    for _ in results:
        pass
    return Run(first - began, time.perf_counter() - first)


def measure(
    documents: Sequence[Document], ways: Sequence[tuple[str, int, str | None]], rounds: int
) -> dict[str, list[Run]]:
    """Runs of each way (name, processes, cluster), in turn."""
    found: dict[str, list[Run]] = {name: [] for name, _, _ in ways}
    for turn in range(rounds):
        for name, jobs, cluster in (*ways[turn % len(ways) :], *ways[: turn % len(ways)]):
            found[name].append(run(documents, jobs, cluster))
            print(f"{name}: {found[name][-1]}", file=sys.stderr)
    return found


def efficiency(one: Sequence[Run], many: Sequence[Run], workers: int) -> float:
    """Median of the rounds' speed-ups over the workers."""
    return statistics.median(a.rest / b.rest for a, b in zip(one, many, strict=True)) / workers


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
    if len(documents) <= 2 * WARM:
        parser.error(f"too few articles: {len(documents)}; give at least {2 * WARM + 1}")
    many = f"{asked.jobs} processes"
    ways: list[tuple[str, int, str | None]] = [("1 process", 1, None), (many, asked.jobs, None)]
    if asked.dask:
        ways.append(("Dask", 1, asked.dask))
    runs = measure(documents, ways, asked.rounds)
    print(f"{len(documents)} articles, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print("way           start    rest  articles/s  efficiency")
    for name, _, _ in ways:
        start, rest = (statistics.median(getattr(r, part) for r in runs[name]) for part in ("start", "rest"))
        workers = 1 if name == "1 process" else asked.jobs
        ratio = efficiency(runs["1 process"], runs[name], workers)
        print(
            f"{name:12} {start:5.1f} s {rest:5.1f} s  {(len(documents) - WARM) / rest:10.1f}  {ratio:10.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
