"""Score extraction on labelled corpora that are kept outside the project, and print one table.

Usage: python benchmarks/evaluate.py FOLDER. The folder holds one sub-folder a corpus (with ``txt/`` and
``published.tsv``) and ``score/`` with a scorer for each; a scorer prints ``name value`` as its last lines.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

KG = (sys.executable, "-m", "kg")

EXTRACTED = {
    "polnear": ("polnear/dev",),
    "timex": ("timex/dev/timebank", "timex/dev/aquaint"),
    "plover": ("plover/dev",),
    "factuality": ("factuality/dev/apple",),
    "diplomacy": ("diplomacy/dev",),
}
HEADLINES = ("core fact score", "wrongly asserted")
"""Figures that are shown where a scorer has them; of other scorers the last line."""
GOLD = {"timex": "timex/dev", "factuality": "factuality/dev", "timeline": "timeline/dev"}


def main(folder: Path) -> int:
    if not (folder / "score").is_dir():
        print(
            f"no evaluation data at {folder}: put the corpora and their scorers there, one folder each "
            "(see docs/quality.md), or name another place with `make eval EVAL=FOLDER`"
        )
        return 0
    rows: list[tuple[str, str]] = []
    with TemporaryDirectory() as scratch:
        for name, parts in EXTRACTED.items():
            found = Path(scratch, f"{name}.jsonl")
            with found.open("wb") as out:
                for part in parts:
                    _extract(folder / part, out)
            rows += _score(folder, name, found)
        rows += _score(folder, "timeline", _timelines(folder / "timeline" / "dev", Path(scratch)))
    width = max(len(name) for name, _ in rows)
    print("\n".join(f"{name:<{width}}  {value}" for name, value in rows))
    return 0


def _extract(corpus: Path, out: object) -> None:
    command = [*KG, "-q", "extract", *_texts(corpus), *_published(corpus)]
    subprocess.run(command, stdout=out, check=False)  # type: ignore[call-overload]


def _texts(corpus: Path) -> list[str]:
    return [str(p) for p in sorted((corpus / "txt").glob("*.txt"))]


def _published(corpus: Path) -> list[str]:
    table = corpus / "published.tsv"
    return ["--published-from", str(table)] if table.is_file() else []


def _timelines(gold: Path, scratch: Path) -> Path:
    """One store a corpus, one timeline a target entity."""
    out = scratch / "timeline"
    for corpus in sorted(p for p in gold.iterdir() if p.is_dir()):
        store = scratch / f"{corpus.name}.kg"
        add = [*KG, "-q", "--store", str(store), "add", *_texts(corpus), *_published(corpus)]
        subprocess.run(add, check=False)
        (out / corpus.name).mkdir(parents=True)
        for line in (corpus / "targets.tsv").read_text(encoding="utf-8").splitlines():
            slug, _, name = line.partition("\t")
            ask = [*KG, "-q", "--store", str(store), "timeline", "--actor", name, "--format", "jsonl"]
            with (out / corpus.name / f"{slug}.jsonl").open("wb") as file:
                subprocess.run(ask, stdout=file, check=False)
    return out


def _score(folder: Path, name: str, found: Path) -> list[tuple[str, str]]:
    """The ``name value`` lines that end a scorer's output."""
    gold = folder / GOLD.get(name, f"{name}/dev")
    command = [sys.executable, str(folder / "score" / f"{name}.py"), str(gold), str(found)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return [(name, f"not scored: {done.stderr.strip().splitlines()[-1:] or 'no message'}")]
    rows = []
    lines = done.stdout.rstrip().splitlines()
    for line in [x for x in lines if x.strip().lower().startswith(HEADLINES)] or lines[-1:]:
        figure, _, value = line.strip().rpartition(" ")
        rows.append((f"{name}: {figure.strip()}", value))
    return rows


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/eval")))
