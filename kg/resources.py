"""Where the shipped data lie: ``data/`` and ``queries/`` at the top of a checkout, inside the package
once a wheel is installed (``setup.cfg`` maps them to ``kg/_data`` and ``kg/_queries``)."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name


def data(*parts: str) -> Path:
    """Path of a shipped data file, e.g. ``data("gazetteer", "states.tsv")``."""
    return _folder("data").joinpath(*parts)


def queries() -> Path:
    """Folder of the named queries."""
    return _folder("queries")
