"""Time of the whole extraction over the time of the bare spaCy pipeline, in one run.

    python -m benchmarks.extraction_speed FOLDER_OF_TXT [--rounds 3] [--profile]

The two take turns over the same documents in one process, so that a machine whose speed drifts
changes both; the ratio of each pair is printed, and their median is the figure to quote.
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

WARM_UP = 5
"""Documents that are processed before the clock starts."""


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds of either over the same documents."""

    bare: float
    ours: float

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
    for _ in nlp.pipe(texts[:WARM_UP]):
        pass
    _extract(documents[:WARM_UP])
    done, tokens = [], 0
    for _ in range(rounds):
        start = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        between = time.perf_counter()
        _extract(documents)
        done.append(Round(between - start, time.perf_counter() - between))
        if on_round:
            on_round(done[-1], tokens)
    return Speed(tuple(done), len(texts), tokens)


def _documents(texts: Sequence[str]) -> list[Document]:
    return [Document(id=str(i), source=f"{i}.txt", text=text) for i, text in enumerate(texts)]


def _extract(documents: Sequence[Document]) -> None:
    for _ in extract_all(documents):
        pass


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
            f"bare {done.bare:.2f} s, extraction {done.ours:.2f} s, ratio {done.ratio:.3f}, "
            f"{len(texts) / done.ours:.1f} documents/s, {tokens / done.ours:.0f} tokens/s"
        )

    speed = measure(texts, options.rounds, tell)
    print(f"median ratio {speed.ratio:.3f} over {speed.documents} documents, {speed.tokens} tokens")
    if options.profile:
        with cProfile.Profile() as profile:
            _extract(_documents(texts))
        pstats.Stats(profile).sort_stats("tottime").print_stats(r"/kg/", 40)


if __name__ == "__main__":
    main()
