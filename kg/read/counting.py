"""How many documents to expect, so that a progress bar can know. Cheap, and only nearly exact."""

from __future__ import annotations

import json
from collections.abc import Iterable
from os.path import isfile

from kg.errors import ReadError
from kg.read.files import STDIN, find
from kg.read.raw import Input


def count(paths: Iterable[str]) -> int | None:
    """Documents behind the paths; bad ones count, JSON Lines and tables by their lines. ``None`` with ``-``,
    which cannot be read twice; a pipe is not looked into for the same reason."""
    paths = list(paths)
    if STDIN in paths:
        return None
    return sum(1 if isinstance(item, ReadError) else _inside(item) for item in find(paths))


def _inside(file: Input) -> int:
    if file.suffix not in {".jsonl", ".ndjson", ".json", ".csv", ".tsv"} or not isfile(file.source):
        return 1
    try:
        with file.open() as stream:
            if file.suffix != ".json":
                header = 1 if file.suffix in {".csv", ".tsv"} else 0
                return max(1, sum(1 for line in stream if line.strip()) - header)
            value = json.load(stream)
    except (OSError, EOFError, ValueError, RecursionError):
        return 1
    if isinstance(value, dict):
        value = next(
            (v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)), value
        )
    return len(value) if isinstance(value, list) else 1
