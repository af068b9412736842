"""W3C's protocol suites against a real server; answers are compared as the specifications say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rdflib import XSD, BNode, Literal, URIRef

from benchmarks.conformance.__main__ import main
from benchmarks.conformance.results import Answer, same, same_csv

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "w3c-sparql-tests"


@pytest.mark.slow
@pytest.mark.parametrize(
    "suite", ["sparql11/protocol", "sparql11/graph-store", "sparql11/service-description"]
)
def test_w3cs_protocol_suites_pass(
    suite: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not DATA.is_dir():
        pytest.skip(f"needs W3C's suites at {DATA}")
    monkeypatch.setattr(sys, "argv", ["conformance", "--data", str(DATA), "--only", suite])
    assert main() == 0
    assert "failed" not in capsys.readouterr().out


def rows(*values: object) -> Answer:
    return Answer(rows=[{"x": v} for v in values])  # type: ignore[dict-item]


def test_rows_are_compared_in_any_order_unless_they_are_sorted() -> None:
    a, b = URIRef("a:a"), URIRef("a:b")
    assert same(rows(a, b), rows(b, a))
    assert not same(rows(a, b), rows(b, a), ordered=True)
    assert not same(rows(a, a, b), rows(a, b, b))
    assert same(rows(a, a, b), rows(a, b), lax=True)


def test_blank_nodes_are_compared_up_to_renaming() -> None:
    one, two = BNode(), BNode()
    assert same(rows(one, one), rows(two, two))
    assert not same(rows(one, one), rows(one, two))


def test_spellings_of_one_number_are_the_same_but_types_are_not() -> None:
    assert same(rows(Literal("1.0", datatype=XSD.decimal)), rows(Literal("1", datatype=XSD.decimal)))
    assert not same(rows(Literal("1", datatype=XSD.integer)), rows(Literal("1", datatype=XSD.decimal)))
    assert not same(rows(Literal("1", datatype=XSD.integer)), rows(Literal("2", datatype=XSD.integer)))


def test_csv_is_compared_without_the_order_of_columns() -> None:
    assert same_csv(b"a,b\r\n1,_:x\r\n", b"b,a\r\n_:y,1\r\n")
    assert not same_csv(b"a\r\n1\r\n", b"a\r\n2\r\n")
