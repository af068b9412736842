"""Running ``kg`` on a set of articles, through its command line, as any other program would."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.corpus import Article, Json, Predictions, by_name
from benchmarks.quality.timelines import Corpus

KG = (sys.executable, "-m", "kg", "-q")


def write(articles: Sequence[Article], folder: Path) -> list[str]:
    """The articles as text files; the arguments that name them and their dates."""
    folder.mkdir(parents=True, exist_ok=True)
    files, days = [], []
    for article in articles:
        path = folder / f"{article.name}.txt"
        path.write_text(article.text, encoding="utf-8", newline="")
        files.append(str(path))
        if article.published:
            days.append(f"{path.name}\t{article.published}\n")
    table = folder / "published.tsv"
    table.write_text("".join(days), encoding="utf-8")
    return [*files, "--published-from", str(table)] if days else files


def _lines(output: str) -> list[Json]:
    return [json.loads(line) for line in output.splitlines() if line.strip()]


def extract(articles: Sequence[Article], scratch: Path) -> tuple[Predictions, float]:
    """What ``kg extract`` prints, and the seconds that it took, start included.

    Articles that it refuses or that end it are missing from the result.
    """
    arguments = write(articles, scratch)
    start = time.perf_counter()
    done = subprocess.run([*KG, "extract", *arguments], capture_output=True, encoding="utf-8", check=False)
    return by_name(_lines(done.stdout)), time.perf_counter() - start


def timelines(corpus: Corpus, scratch: Path) -> dict[str, list[Json]]:
    """A store of the corpus alone; target's slug -> lines of ``kg timeline``. No such actor: no lines."""
    arguments = write(corpus.articles, scratch / "txt")
    kg = [*KG, "--store", str(scratch / "store.kg")]
    subprocess.run([*kg, "add", *arguments], capture_output=True, check=False)
    answers = {}
    for slug, name in corpus.targets.items():
        ask = [*kg, "timeline", "--actor", name, "--format", "jsonl"]
        done = subprocess.run(ask, capture_output=True, encoding="utf-8", check=False)
        answers[slug] = _lines(done.stdout)
    return answers
