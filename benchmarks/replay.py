"""Loading many extracted articles: how fast, how much memory, how large a store, and how that grows.

    kg extract --with-text ARTICLES > extracted.jsonl
    python -m benchmarks.replay extracted.jsonl STORE [--articles 100000] [--step 10000] [--most 12]
        [--seconds 500]
    python -m benchmarks.replay extracted.jsonl --print 1000 > more.jsonl

Variants of the extracted articles (:mod:`benchmarks.variants`) are written as ``kg extract --with-text``
writes them, read back, checked and loaded as ``kg add --extracted`` does it, a step at a time; each step's
figures go into ``replay.jsonl`` beside the store and onto standard output. Interrupted, or out of its
seconds, it goes on when it is called again: articles that are there are not made again, and telling the
story goes on where it was. Such a step has no whole figures and is marked.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import monotonic, process_time

from benchmarks.variants import bases, variants
from kg.contract import from_json, to_line
from kg.graph import add_together, open_store
from kg.model import Extraction
from kg.pipeline import retell


def records(found: Sequence[Extraction], numbers: Iterable[int]) -> Iterator[Extraction]:
    """Variants, by way of the lines that a file would hold."""
    for x in variants(found, numbers):
        yield from_json(json.loads(to_line(x, with_text=True)))


def size_of(folder: Path) -> int:
    """Bytes of a folder's files."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def peak() -> int:
    """Bytes of memory that this process held at most."""
    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


def step(path: Path, found: Sequence[Extraction], before: int, size: int) -> dict[str, object]:
    """Bring the store from so many articles to so many; the figures of it. Seconds are processor time of this
    process, with that of the store's own threads."""
    with open_store(path, create=True) as store:
        held = sum(1 for _ in store.document_ids())
        whole = not store.stale and held == before
        start, began = process_time(), monotonic()
        for _ in add_together(store, records(found, range(held, size))):
            pass
        loaded = process_time()
        if store.stale:
            retell(store)
        store.put_in_order()
        told, ended = process_time(), monotonic()
        quads = len(store.raw)
    return {
        "articles": size,
        "new": size - held,
        "whole": whole,
        "load": round(loaded - start, 1),
        "tell": round(told - loaded, 1),
        "wall": round(ended - began, 1),
        "quads": quads,
        "peak_mb": peak() // 2**20,
        "rdf_mb": size_of(path / "rdf") // 2**20,
        "beside_mb": (size_of(path) - size_of(path / "rdf")) // 2**20,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.replay",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("extracted", type=Path)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=100_000, metavar="N")
    parser.add_argument("--step", type=int, default=10_000, metavar="N")
    parser.add_argument("--most", type=int, default=12, metavar="N", help="claims of an article, at most")
    parser.add_argument("--seconds", type=float, default=1e9, metavar="S", help="begin no step after these")
    parser.add_argument("--print", type=int, metavar="N", help="print N records, and load none")
    asked = parser.parse_args(arguments)
    with asked.extracted.open(encoding="utf-8") as lines:
        found = bases(lines, asked.most)
    if asked.print is not None:
        for x in variants(found, range(asked.print)):
            print(to_line(x, with_text=True))
        return 0
    if asked.store is None:
        parser.error("name a store, or --print")
    start, log = monotonic(), asked.store.with_name("replay.jsonl")
    done = [json.loads(line)["articles"] for line in log.read_text().splitlines()] if log.exists() else []
    for size in range(asked.step, asked.articles + 1, asked.step):
        if size in done:
            continue
        if monotonic() - start > asked.seconds:
            return 1
        row = json.dumps(step(asked.store, found, size - asked.step, size))
        with log.open("a") as file:
            file.write(row + "\n")
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
