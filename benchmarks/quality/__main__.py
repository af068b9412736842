"""Extraction quality on public labelled sets, beside the figures of others, in one table.

    python -m benchmarks.quality --data DIR [--set NAME ...] [--speed]

DIR holds one folder a set, in the layout of its publisher or prepared (docs/quality.md): ``polnear``,
``timex``, ``plover``, ``factuality``, ``timeline``, ``diplomacy``, each either directly or below
``dev``. A set that is not there is left out and named. Nothing is downloaded and nothing of the data is
kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.quality import factuality, plover, polnear, stories, system, table, timelines, timex
from benchmarks.quality.corpus import NoData

Values = dict[str, float]


def run_polnear(folder: Path, scratch: Path) -> Values:
    labelled = polnear.read(folder)
    found, _ = system.extract([i.article for i in labelled], scratch)
    return polnear.score(labelled, found)


def run_timex(folder: Path, scratch: Path) -> Values:
    labelled = timex.read(folder)
    found, _ = system.extract([i.article for i in labelled], scratch)
    return timex.score(labelled, found)


def run_plover(folder: Path, scratch: Path) -> Values:
    labelled = plover.read(folder)
    found, _ = system.extract([i.article for i in labelled], scratch)
    return plover.score(labelled, found)


def run_factuality(folder: Path, scratch: Path) -> Values:
    labelled = factuality.read(folder)
    found, _ = system.extract([i.article for i in labelled], scratch)
    return factuality.score(labelled, found)


def run_timelines(folder: Path, scratch: Path) -> Values:
    corpora = timelines.read(folder)
    return timelines.score(corpora, {c.name: system.timelines(c, scratch / c.name) for c in corpora})


def run_stories(folder: Path, scratch: Path) -> Values:
    labelled = stories.read(folder)
    found, _ = system.extract([i.article for i in labelled], scratch)
    return stories.score(labelled, found)


SETS: dict[str, tuple[str, Callable[[Path, Path], Values]]] = {
    "polnear": ("polnear", run_polnear),
    "timex": ("timex", run_timex),
    "plover": ("plover", run_plover),
    "factuality": ("factuality", run_factuality),
    "timelines": ("timeline", run_timelines),
    "stories": ("diplomacy", run_stories),
}
"""Prefix of the measures -> folder's name and what scores it."""


def main(arguments: list[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    values: Values = {}
    absent: list[str] = []
    for name in options.set or SETS:
        folder, run = SETS[name]
        try:
            with TemporaryDirectory() as scratch:
                got = run(place(options.data, folder), Path(scratch))
        except NoData as why:
            absent.append(f"{name} left out: {why}")
            continue
        values |= {f"{name}.{measure}": value for measure, value in got.items()}
    if options.speed and (ratio := _ratio(options.data)) is not None:
        values["speed.ratio"] = ratio
    if not values:
        print(
            f"no labelled data at {options.data}: docs/quality.md says where each public set is found; put "
            "them there, one folder each, or name another place with --data DIR",
            file=sys.stderr,
        )
        return 0
    print("\n".join(absent), end="\n" * bool(absent), file=sys.stderr)
    print(table.render(values))
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--set", action="append", choices=list(SETS), help="only this set; may be repeated")
    parser.add_argument("--speed", action="store_true", help="also time extraction against bare spaCy")
    return parser


def place(data: Path, name: str) -> Path:
    """Where a set lies below the data folder: ``NAME/dev``, else ``NAME``."""
    below = data / name / "dev"
    return below if below.is_dir() else data / name


def _ratio(data: Path) -> float | None:
    """Extraction's time over bare spaCy's on the PolNeAR articles; nothing without them."""
    from benchmarks.extraction_speed import measure

    try:
        articles = [item.article for item in polnear.read(place(data, "polnear"))]
    except NoData:
        return None
    return measure([a.text for a in articles]).ratio


if __name__ == "__main__":
    sys.exit(main())
