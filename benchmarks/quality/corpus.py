"""Articles with their publication dates, and the small file formats that labelled sets come in."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Predictions = dict[str, Json]
"""Article name -> the object of the extraction contract; a missing one counts as empty."""


@dataclass(frozen=True, slots=True)
class Article:
    """``name`` has no suffix; ``published`` is an ISO day or ``None``."""

    name: str
    text: str
    published: str | None = None


class NoData(Exception):
    """The folder holds none of the layouts that a reader knows."""


def read_text(path: Path) -> str:
    """The file's text with its line ends as they are, since offsets count them."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def rows(path: Path) -> list[dict[str, str]]:
    """Lines of a table with a header, values taken literally."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def dates(path: Path) -> dict[str, str]:
    """Article name -> day, from lines ``file<TAB>YYYY-MM-DD``; empty without a file."""
    if not path.is_file():
        return {}
    pairs = (line.split("\t") for line in read_text(path).splitlines() if "\t" in line)
    return {Path(p[0]).stem if p[0].endswith(".txt") else p[0]: p[1][:10] for p in pairs}


def prepared(folder: Path) -> list[Article]:
    """Articles of a folder with ``txt/`` and, where dates are known, ``published.tsv``."""
    known = dates(folder / "published.tsv")
    texts = sorted((folder / "txt").glob("*.txt"))
    return [Article(p.stem, read_text(p), known.get(p.stem)) for p in texts]


def sets(folder: Path) -> list[tuple[str, Path]]:
    """A prepared set, or the prepared sets that a folder holds, by name."""
    if (folder / "txt").is_dir():
        return [(folder.name, folder)]
    if not folder.is_dir():
        return []
    return [(p.name, p) for p in sorted(folder.iterdir()) if (p / "txt").is_dir()]


def by_name(documents: Iterable[Json]) -> Predictions:
    """Contract objects by the name of the article they are about."""
    found: Predictions = {}
    for document in documents:
        name = str(document.get("source") or document.get("id") or "").replace("\\", "/")
        found[name.rsplit("/", 1)[-1].removesuffix(".txt")] = document
    return found
