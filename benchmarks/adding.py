"""What one more article costs in a small store and in a large one.

    python -m benchmarks.adding ARTICLES.jsonl[.gz] [--at 100 1000 5000] [--probe 20] [--keep FILE]

The first articles of the file are the *probe*: at each size the same ones are added one by one, each with
its own bringing up to date of the story as ``kg add`` does it, and removed again. Figures are processor
time per article, so that they can be compared on a busy machine: extraction, writing the article's graph,
and telling the story; then the ratio of the whole to that of the smallest size. Extractions can be kept in
a file for the next run (a pickle: read none that you did not write).
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from time import process_time

from kg.graph import Outcome, Store, open_store
from kg.model import Extraction
from kg.pipeline import extract_all, retell
from kg.read import ReadOptions, read


@dataclass(frozen=True, slots=True)
class Cost:
    """Mean milliseconds of processor time per added article."""

    articles: int
    """In the store before."""
    extract: float
    write: float
    tell: float
    remove: float

    @property
    def whole(self) -> float:
        return self.extract + self.write + self.tell


def extractions(path: str, keep: Path | None) -> Iterator[Extraction]:
    """What each article of the file says; from the kept file first, and kept there."""
    done = 0
    if keep and keep.exists():
        with keep.open("rb") as file:
            while True:
                try:
                    yield pickle.load(file)
                except EOFError:
                    break
                done += 1
    articles = islice(read([path], options=ReadOptions(), on_error=lambda _: None), done, None)
    for extraction in extract_all(articles):
        if keep:
            with keep.open("ab") as file:
                pickle.dump(extraction, file)
        yield extraction


def measure(path: str, sizes: Sequence[int], probe: int, keep: Path | None = None) -> list[Cost]:
    """The cost at each size, smallest first."""
    source = extractions(path, keep)
    samples = list(islice(source, probe))
    start = process_time()
    list(extract_all(s.document for s in samples))
    reading = (process_time() - start) * 1000 / len(samples)
    found, held = [], 0
    with TemporaryDirectory() as folder, open_store(Path(folder) / "kg.db", create=True) as store:
        for size in sorted(sizes):
            for extraction in islice(source, size - held):
                store.add(extraction)
                held += 1
            retell(store)
            found.append(_probe(store, samples, held, reading))
            print(f"{held} articles measured", file=sys.stderr)
    return found


def _probe(store: Store, samples: list[Extraction], held: int, reading: float) -> Cost:
    written, told, removed = [], [], []
    new = []
    for sample in samples:
        start = process_time()
        added = store.add(sample).outcome is Outcome.ADDED
        middle = process_time()
        retell(store)
        if added:
            new.append(sample)
            written.append(middle - start)
            told.append(process_time() - middle)
    for sample in new:
        start = process_time()
        store.remove(sample.document.id)
        retell(store)
        removed.append(process_time() - start)
    return Cost(held, reading, *(1000 * mean(times) for times in (written, told, removed)))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.adding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("articles")
    parser.add_argument("--at", nargs="+", type=int, default=[100, 1000, 5000], metavar="N")
    parser.add_argument("--probe", type=int, default=20, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    asked = parser.parse_args(arguments)
    costs = measure(asked.articles, asked.at, asked.probe, asked.keep)
    print("articles  extract  write  tell  whole    ratio  remove   (ms)")
    for c in costs:
        ratio = c.whole / costs[0].whole
        row = f"{c.articles:8}  {c.extract:7.1f}  {c.write:5.1f}  {c.tell:4.1f}  {c.whole:5.1f}  {ratio:7.2f}"
        print(f"{row}  {c.remove:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
