"""CSV and TSV: a header row with field names, then one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from kg.errors import ReadError
from kg.read.fields import Record
from kg.read.options import ReadOptions
from kg.read.raw import Input, Raw, refuse
from kg.read.records import Names, raw_record

_REMEDY = "save it again as UTF-8 with a header row, or name its encoding with --encoding"


def read_table(file: Input, options: ReadOptions) -> Iterator[Raw | ReadError]:
    """Rows one by one, so that the file's size does not matter.

    :raises ReadError: empty, not in the encoding, or without a column for the text.
    """
    with file.open() as stream:
        lines = TextIOWrapper(stream, encoding=options.encoding or "utf-8-sig", newline="")
        try:
            rows = csv.reader(lines, delimiter="\t" if file.suffix == ".tsv" else ",")
            yield from _articles(file, rows, options)
        except UnicodeError as error:
            raise refuse(file.source, "is not in the encoding expected", _REMEDY) from error
        except LookupError as error:
            raise refuse(file.source, f"{error}", "name one such as utf-8 or cp1252") from error


def _articles(file: Input, rows: Any, options: ReadOptions) -> Iterator[Raw | ReadError]:
    names, header = Names(file.source), list[str]()
    while True:
        where = f"{file.source}:{rows.line_num + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield refuse(where, f"the row cannot be read ({error})", "mend or drop this row")
            continue
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = _header(file, row, options)
            continue
        try:
            value = dict(zip(header, row, strict=False))
            yield raw_record(names, value, options, where=where, number=rows.line_num, notes=())
        except ReadError as error:
            yield error
    if not header:
        raise refuse(file.source, "is empty", "leave it out, or fetch it again")


def _header(file: Input, row: list[str], options: ReadOptions) -> list[str]:
    header = [cell.strip() for cell in row]
    if Record({name: name for name in header if name}, options.fields).text() is None:
        what = f"has no column for the text (columns here: {', '.join(header)[:200]})"
        raise refuse(file.source, what, "name the one that holds it with --field text=NAME")
    return header
