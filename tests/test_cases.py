"""Each case file says what a short text should yield: all of it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction
from tests.cases import Case, load_cases, readable


def _parameter(case: Case) -> object:
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail is not None else []
    return pytest.param(case, id=f"{case.file}:{case.name}", marks=marks)


@pytest.mark.parametrize("case", [_parameter(c) for c in load_cases()])
def test_a_text_yields_what_its_case_says(case: Case, extracted: Callable[..., Extraction]) -> None:
    assert readable(extracted(case.text, case.published), case.show) == case.expected


def test_case_names_are_unique_and_there_are_enough_of_them() -> None:
    names = [(c.file, c.name) for c in load_cases()]
    assert len(set(names)) == len(names) >= 150
