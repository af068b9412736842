"""Every query shown in the data model's page runs, and every value it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import iri
from kg.model import Attitude, Certainty, Polarity, StatementKind, Status
from kg.query import run_query
from tests.graph_factory import filled, pledge, protest, summit

PAGE = (Path(__file__).parent.parent / "docs" / "data-model.md").read_text(encoding="utf-8")
QUERIES = [q for q in re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL) if "SELECT" in q]


@pytest.mark.parametrize("text", QUERIES)
def test_a_query_of_the_page_runs(text: str) -> None:
    assert run_query(filled(summit(), protest(), pledge()), text).kind == "select"


def test_the_first_query_tells_who_said_what() -> None:
    rows = run_query(filled(pledge()), QUERIES[0]).rows
    assert [[str(c) for c in row] for row in rows] == [["Belmora", "Avaria broke the truce", "pledge.txt"]]


def test_the_page_names_every_value_and_prefix() -> None:
    values = [v.value for e in (Status, Attitude, Certainty, Polarity, StatementKind) for v in e]
    assert [v for v in values if f"`{v}`" not in PAGE] == []
    assert [p for p in iri.PREFIXES if f"{p}:" not in PAGE] == []
