"""Time of the whole extraction over the time of the bare spaCy pipeline, in one run.

    python -m benchmarks.extraction_speed FOLDER_OF_TXT [--rounds 3] [--profile]

The two take turns over batches of the same documents in one process, each first in every other batch, so
that a machine whose speed drifts changes both. The ratio is of processor time, which other programs on
the machine hardly touch; the median over the rounds is the figure to quote.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.annotate.parser import DEFAULT_MODEL, load
from kg.model import Document
from kg.pipeline import extract_all

BATCH = 8
"""Documents that one of them takes at a turn; the first batch is also run before the clock starts."""


@dataclass(frozen=True, slots=True)
class Round:
    """Processor seconds of either over the same documents, and wall-clock seconds of extraction."""

    bare: float
    ours: float
    wall: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


@dataclass(frozen=True, slots=True)
class Speed:
    rounds: tuple[Round, ...]
    documents: int
    tokens: int

    @property
    def ratio(self) -> float:
        """Median of the rounds' ratios."""
        return statistics.median(r.ratio for r in self.rounds)


def measure(
    texts: Sequence[str], rounds: int = 3, on_round: Callable[[Round, int], None] | None = None
) -> Speed:
    """Both over all texts, in turn.

    :param on_round: told of each round as it ends, with the number of tokens.
    """
    nlp = load(DEFAULT_MODEL)
    documents = _documents(texts)
    counts: list[int] = []

    def bare(part: slice) -> None:
        counts.extend(len(doc) for doc in nlp.pipe(texts[part]))

    def ours(part: slice) -> None:
        for _ in extract_all(documents[part]):
            pass

    bare(slice(0, BATCH))
    ours(slice(0, BATCH))
    done = []
    for _ in range(rounds):
        counts.clear()
        done.append(_round(bare, ours, len(texts)))
        if on_round:
            on_round(done[-1], sum(counts))
    return Speed(tuple(done), len(texts), sum(counts))


def _round(bare: Callable[[slice], None], ours: Callable[[slice], None], size: int) -> Round:
    spent = {bare: [0.0, 0.0], ours: [0.0, 0.0]}
    for turn, start in enumerate(range(0, size, BATCH)):
        for run in (bare, ours) if turn % 2 else (ours, bare):
            processor, wall = time.process_time(), time.perf_counter()
            run(slice(start, start + BATCH))
            spent[run][0] += time.process_time() - processor
            spent[run][1] += time.perf_counter() - wall
    return Round(spent[bare][0], spent[ours][0], spent[ours][1])


def _documents(texts: Sequence[str]) -> list[Document]:
    return [Document(id=str(i), source=f"{i}.txt", text=text) for i, text in enumerate(texts)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true", help="print where our own time goes")
    options = parser.parse_args()
    texts = [p.read_text("utf-8", "replace") for p in sorted(options.folder.glob("*.txt"))]

    def tell(done: Round, tokens: int) -> None:
        print(
            f"bare {done.bare:.2f} s, extraction {done.ours:.2f} s processor time, ratio {done.ratio:.3f}; "
            f"{len(texts) / done.wall:.1f} documents/s, {tokens / done.wall:.0f} tokens/s on the wall clock"
        )

    speed = measure(texts, options.rounds, tell)
    print(f"median ratio {speed.ratio:.3f} over {speed.documents} documents, {speed.tokens} tokens")
    if options.profile:
        with cProfile.Profile() as profile:
            for _ in extract_all(_documents(texts)):
                pass
        pstats.Stats(profile).sort_stats("tottime").print_stats(r"/kg/", 40)


if __name__ == "__main__":
    main()
