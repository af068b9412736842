"""``kg doctor``: whether everything is there and well, and what mends what is not."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.context import Settings, settings
from kg.cli.output import Column, emit, format_option
from kg.cli.stores import folder
from kg.cli.text import count
from kg.records import jsonable

if TYPE_CHECKING:
    from kg.graph.health import Finding

EXAMPLES = """\b
Examples:
  kg doctor
  kg doctor --deep --format json > health.json
  kg doctor --mend
"""
PYTHON = (3, 11)
PACKAGES = (
    "spacy",
    "pyoxigraph",
    "rdflib",
    "oxrdflib",
    "networkx",
    "pyvis",
    "pyshacl",
    "trafilatura",
    "click",
)
"""Those whose versions a report of a defect should name."""

_STYLES = {"good": "green", "note": "yellow", "bad": "red"}
COLUMNS = (
    Column("what", lambda f: f.what, style="bold", width=14),
    Column("state", lambda f: f.state.value, style=lambda f: _STYLES[f.state.value], width=5),
    Column("found", lambda f: f.told, ratio=3),
    Column("mended by", lambda f: f.remedy or "", ratio=2),
)


@click.command("doctor", epilog=EXAMPLES)
@click.option("--deep", is_flag=True, help="Read every quad in every order, and check the files beside them.")
@click.option("--mend", is_flag=True, help="Finish a change that was interrupted, and make anew what can be.")
@click.option("--model", metavar="NAME", help="Language pipeline to look for; default: the usual one.")
@format_option
@settings
def command(given: Settings, /, deep: bool, mend: bool, model: str | None, form: str | None) -> int:
    """Look at the installation and the store.

    Versions, language pipeline, whether the store opens and is whole, free space, locks, what interrupted
    runs left. Nothing is changed without --mend. Exit code 1 if something is bad.
    """
    store = folder(given)
    if mend:
        _mend(given, store)
    found = list(_findings(store, model, deep=deep))
    emit(found, form, given, columns=COLUMNS, record=jsonable)
    bad = [f for f in found if f.state.value == "bad"]
    if not bad:
        return 0
    commands = ", ".join(dict.fromkeys(f"`{f.remedy}`" for f in bad if f.remedy))
    given.warn(f"{count(len(bad), 'thing')} to mend: {commands or 'see above'}")
    return 1


def _mend(given: Settings, store: Path) -> None:
    """:raises StoreError: what is broken cannot be made anew."""
    from kg.graph import is_indexed, open_store, reindex
    from kg.graph.health import mend_files

    for line in mend_files(store):
        given.note(line)
    with open_store(store) as opened:
        if opened.stale or not (store / "merging.sqlite").exists():
            from kg.pipeline import retell

            retell(opened)
            given.note("the story is told of all articles")
        if not is_indexed(opened):
            given.note(f"{count(reindex(opened), 'article')} indexed")


def _findings(store: Path, model: str | None, *, deep: bool) -> Iterator[Finding]:
    from kg.graph.health import examine

    yield _python()
    yield _packages()
    yield _pipeline(model)
    yield from examine(store, deep=deep)


def _python() -> Finding:
    from kg import __version__
    from kg.graph.health import Finding, State

    fits = sys.version_info >= PYTHON
    told = f"kg {__version__} on Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    wanted = f"install Python {'.'.join(map(str, PYTHON))} or newer"
    return Finding("kg", State.GOOD if fits else State.BAD, told, None if fits else wanted)


def _packages() -> Finding:
    from kg.graph.health import Finding, State

    found = {name: _version(name) for name in PACKAGES}
    missing = [name for name, number in found.items() if number is None]
    if missing:
        return Finding(
            "packages", State.BAD, f"missing: {', '.join(missing)}", f"pip install {' '.join(missing)}"
        )
    return Finding("packages", State.GOOD, ", ".join(f"{name} {number}" for name, number in found.items()))


def _pipeline(model: str | None) -> Finding:
    """The language pipeline, which is made for one minor version of spaCy (spaCy, "Models & Languages")."""
    from kg.annotate import DEFAULT_MODEL
    from kg.graph.health import Finding, State

    name = (model or DEFAULT_MODEL).replace("_", "-")
    number, spacy = _version(name), _version("spacy") or "none"
    if number is None:
        return Finding("model", State.BAD, f"{name} is not installed", f"pip install {name}")
    if number.split(".")[:2] != spacy.split(".")[:2]:
        return Finding(
            "model", State.BAD, f"{name} {number} is not made for spaCy {spacy}", f"pip install -U {name}"
        )
    return Finding("model", State.GOOD, f"{name} {number}")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
