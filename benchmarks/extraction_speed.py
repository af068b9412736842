"""Time of the whole extraction over the time of the bare spaCy pipeline, in one run.

    python benchmarks/extraction_speed.py FOLDER_OF_TXT [--rounds 3] [--profile]

The two take turns over the same documents in one process, so that a machine whose speed drifts
changes both; the ratio of each pair is printed, and their median is the figure to quote.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import time
from pathlib import Path

from kg.annotate.parser import DEFAULT_MODEL, load
from kg.model import Document
from kg.pipeline import extract_all


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--profile", action="store_true", help="print where our own time goes")
    options = arguments.parse_args()

    texts = [p.read_text("utf-8", "replace") for p in sorted(options.folder.glob("*.txt"))]
    documents = [Document(id=str(i), source=f"{i}.txt", text=text) for i, text in enumerate(texts)]
    nlp = load(DEFAULT_MODEL)
    tokens = sum(len(doc) for doc in nlp.pipe(texts[:5]))
    list(extract_all(documents[:5]))

    ratios = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        bare = time.perf_counter() - start
        start = time.perf_counter()
        for _ in extract_all(documents):
            pass
        ours = time.perf_counter() - start
        ratios.append(ours / bare)
        print(f"bare {bare:.2f} s, extraction {ours:.2f} s, ratio {ours / bare:.3f}, "
              f"{len(texts) / ours:.1f} documents/s, {tokens / ours:.0f} tokens/s")  # fmt: skip
    print(f"median ratio {statistics.median(ratios):.3f} over {len(texts)} documents, {tokens} tokens")

    if options.profile:
        with cProfile.Profile() as profile:
            for _ in extract_all(documents):
                pass
        pstats.Stats(profile).sort_stats("tottime").print_stats(r"/kg/", 40)


if __name__ == "__main__":
    main()
