"""How long it takes to find words in what was said, with the index of words and without.

    python -m benchmarks.searching STORE [--rounds 5]

Words are taken from the index itself: the most frequent, some of the middle, a rare one; then a phrase, a
beginning, an exclusion and a choice of two. For each the median milliseconds of processor time, the store
open, of:

- *top 50*: ``kg search``, the fifty best passages, with their articles and speakers;
- *claims*: all claims with that text, as ``--text`` asks for them;
- *scan*: the same by reading the text of every article in the store and comparing, as it is done without the
  index (one round). This finds articles, and leaves it to later to say which of their claims.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import process_time

import pyoxigraph as ox

from kg import fulltext, iri
from kg.fulltext import TEXT
from kg.graph import Store, open_store
from kg.query import search
from kg.sidecar import Sidecar

_TOP = 50


def words(index: Sidecar) -> Iterator[tuple[str, str]]:
    """What to ask for, and the plain text in it for ``--text``."""
    index.run("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, words, row)")
    rows = index.rows("SELECT term, doc FROM temp.vocabulary WHERE length(term) > 3 ORDER BY doc DESC, term")
    listed = [term for term, _ in rows]
    for at in (0, 10, 100, 1000, len(listed) - 1):
        if at < len(listed):
            yield listed[at], listed[at]
    first, second, third = (listed[min(n, len(listed) - 1)] for n in (5, 20, 200))
    phrase = " ".join(index.one("SELECT text FROM passage WHERE first IS NOT NULL").split()[:2])
    yield f'"{phrase}"', phrase
    yield f"{first[:3]}*", first[:3]
    yield f"{first} -{second}", first
    yield f"{second} OR {third}", second


def took(step: Callable[[], object], rounds: int) -> float:
    """Median milliseconds."""
    times = []
    for _ in range(rounds):
        start = process_time()
        step()
        times.append(1000 * (process_time() - start))
    return median(times)


def scan(store: Store, text: str) -> int:
    """Articles with the text, found without the index."""
    needle = fulltext.fold(text)
    quads = store.raw.quads_for_pattern(None, ox.NamedNode(iri.PROV + "value"), None, None)
    return sum(needle in fulltext.fold(str(getattr(q.object, "value", ""))) for q in quads)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.searching",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    asked = parser.parse_args(arguments)
    with open_store(asked.store, read_only=True) as store:
        index = store.indexed(TEXT)
        if index is None:
            print("the index of words is missing or behind; run `kg reindex`", file=sys.stderr)
            return 2
        counts = [index.one(f"SELECT COUNT(*) FROM {table}") for table in ("article", "passage", "said")]
        size = (asked.store / "index.sqlite").stat().st_size / 2**20
        print("{:,} articles, {:,} passages, {:,} claims; {:.0f} MB".format(*counts, size))
        print(f"{'asked for':24} {'passages':>9} {'top 50':>8} {'claims':>8} {'scan':>8}   (ms)")
        for typed, text in words(index):
            number = sum(1 for _ in fulltext.hits(index, typed))
            top = took(lambda typed=typed: search(store, index, typed, limit=_TOP), asked.rounds)
            claims = took(lambda text=text: list(fulltext.claims_with(index, text)), asked.rounds)
            slow = took(lambda text=text: scan(store, text), 1)
            print(f"{typed:24} {number:9,} {top:8.1f} {claims:8.1f} {slow:8.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
