"""Where the shipped data lie: ``data/`` and ``queries/`` at the top of a checkout, inside the package
once a wheel is installed (``setup.cfg`` maps them to ``kg/_data`` and ``kg/_queries``)."""

from __future__ import annotations

import csv
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name


def data(*parts: str) -> Path:
    """Path of a shipped data file, e.g. ``data("gazetteer", "states.tsv")``."""
    return _folder("data").joinpath(*parts)


def table(*parts: str) -> list[dict[str, str]]:
    """Rows of a shipped tab-separated file with a header; blank lines and those that begin with ``#``
    are skipped."""
    with data(*parts).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{k: v or "" for k, v in row.items() if k} for row in reader]


def queries() -> Path:
    """Folder of the named queries."""
    return _folder("queries")
