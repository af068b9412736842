"""Write what the extraction says now into the case files; read the diff before committing it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kg.annotate import annotate
from kg.extract import extract
from tests.cases import FOLDER, Case, load_cases, readable
from tests.conftest import make_document


def rewrite(cases: Iterable[Case]) -> str:
    """The text of one case file with fresh expectations."""
    blocks = []
    for case in cases:
        expected = case.expected
        if case.xfail is None:
            annotated = next(iter(annotate([make_document(case.text, case.published)])))
            expected = readable(extract(annotated), case.show)
        blocks.append("\n".join([f"# case: {case.head}", case.text, "# expected", *expected, ""]))
    return "\n".join(blocks)


if __name__ == "__main__":
    for file, cases in groupby(load_cases(), key=lambda c: c.file):
        (FOLDER / file).write_text(rewrite(cases), "utf-8")
