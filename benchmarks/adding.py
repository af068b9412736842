"""What one more article costs in a small store and in a large one.

    kg extract --with-text ARTICLES > extracted.jsonl
    python -m benchmarks.adding extracted.jsonl [--at 0 300 3000] [--probe 20] [--store DIR]

A store is filled with variants of the articles (:mod:`benchmarks.variants`) up to each size; ``--store``
names another one to measure in last, such as :mod:`benchmarks.replay` makes. In each the same *probe*
articles are added one by one, each as ``kg add`` does it: the store is opened, the article's graph written,
the story and the index of words brought up to date, the store closed; and then removed again. Figures are
mean milliseconds of processor time per article (all threads), so that they can be compared on a busy machine;
then the ratio of the whole, extraction included, to that of the smallest size, and that without extraction.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

from benchmarks.variants import bases, variants
from kg.graph import Outcome, Store, add_together, open_store
from kg.model import Extraction
from kg.pipeline import extract_all, retell

T = TypeVar("T")
_PROBE = 1_000_003
"""The turn of the probe articles: no store is filled so far."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Mean milliseconds of processor time per added article."""

    articles: int
    """In the store before."""
    quads: int
    extract: float
    open: float
    write: float
    tell: float
    close: float
    remove: float

    @property
    def beside_extraction(self) -> float:
        return self.open + self.write + self.tell + self.close

    @property
    def whole(self) -> float:
        return self.extract + self.beside_extraction


class Clock:
    """Sums up the processor time of steps, by name, in milliseconds."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}

    def time(self, name: str, step: Callable[[], T]) -> T:
        start = process_time()
        found = step()
        self.taken.setdefault(name, []).append(1000 * (process_time() - start))
        return found


def fill(path: Path, found: Sequence[Extraction], size: int) -> None:
    """Bring a store to so many articles."""
    with open_store(path, create=True) as store:
        held = sum(1 for _ in store.document_ids())
        for _ in add_together(store, variants(found, range(held, size))):
            pass
        retell(store)
        store.put_in_order()


def probe(path: Path, samples: Sequence[Extraction], extract: float) -> Cost:
    """The cost in that store, which is left as it was."""
    with open_store(path) as store:
        held, quads = sum(1 for _ in store.document_ids()), len(store.raw)
    clock = Clock()
    for sample in samples:
        _add(clock, path, sample)
    for sample in samples:
        with open_store(path) as store:
            clock.time("remove", partial(_remove, store, sample))
    means = {name: mean(clock.taken[name]) for name in ("open", "write", "tell", "close", "remove")}
    return Cost(articles=held, quads=quads, extract=extract, **means)


def _add(clock: Clock, path: Path, sample: Extraction) -> None:
    store = clock.time("open", lambda: open_store(path))
    result = clock.time("write", lambda: store.add(sample))
    assert result.outcome is Outcome.ADDED, f"{sample.document.source} is in the store"
    clock.time("tell", lambda: retell(store))
    clock.time("close", store.close)


def _remove(store: Store, sample: Extraction) -> None:
    store.remove(sample.document.id)
    retell(store)


def measure(extracted: Path, sizes: Sequence[int], number: int, store: Path | None = None) -> list[Cost]:
    """The cost at each size, smallest first, then in ``store``."""
    with extracted.open(encoding="utf-8") as lines:
        found = bases(lines, most=8)
    samples = list(variants(found, range(_PROBE * len(found), _PROBE * len(found) + number)))
    list(extract_all([samples[0].document]))
    clock = Clock()
    clock.time("extract", lambda: list(extract_all(s.document for s in samples)))
    extract = clock.taken["extract"][0] / len(samples)
    costs = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kg.db"
        for size in sorted(sizes):
            fill(path, found, size)
            costs.append(probe(path, samples, extract))
            print(f"{size} articles measured", file=sys.stderr)
    if store is not None:
        costs.append(probe(store, samples, extract))
    return costs


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.adding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("extracted", type=Path)
    parser.add_argument("--at", nargs="+", type=int, default=[0, 300, 3000], metavar="N")
    parser.add_argument("--probe", type=int, default=20, metavar="N")
    parser.add_argument("--store", type=Path, metavar="DIR")
    asked = parser.parse_args(arguments)
    costs = measure(asked.extracted, asked.at, asked.probe, asked.store)
    names = ("extract", "open", "write", "tell", "close", "whole", "remove")
    print(f"{'articles':>8} {'quads':>10} " + " ".join(f"{n:>8}" for n in (*names, "ratio", "without")))
    for c in costs:
        ratios = c.whole / costs[0].whole, c.beside_extraction / costs[0].beside_extraction
        figures = [*(f"{getattr(c, n):8.1f}" for n in names), *(f"{r:8.2f}" for r in ratios)]
        print(f"{c.articles:8} {c.quads:10} {' '.join(figures)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
