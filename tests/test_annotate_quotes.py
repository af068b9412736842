"""Quotations: which marks pair, how deep, where they end."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.quotes import find_quotes, quotes_in
from kg.model import Parse, Quote, Sentence, Span

MARKS = "\"'“”‘’„«»`"


def found(text: str) -> list[tuple[str, int, bool]]:
    """Inner text, depth and closedness of each quotation of a one-paragraph text."""
    return [(text[q.inner[0] : q.inner[1]], q.depth, q.closed) for q in quotes_in(text, [(0, len(text))])]


def paragraphs(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“The harbour is open,” she said.", "The harbour is open,"),
        ('"The harbour is open," she said.', "The harbour is open,"),
        ("``The harbour is open,'' she said.", "The harbour is open,"),
        ("''The harbour is open,'' she said.", "The harbour is open,"),
        ("❝The harbour is open,❞ she said.", "The harbour is open,"),
        ("〝The harbour is open,〞 she said.", "The harbour is open,"),
        ("″The harbour is open,″ she said of the 5″ hole.", "The harbour is open,"),
        ("＂The harbour is open,＂ she said.", "The harbour is open,"),
        ("‹The harbour is open,› she said.", "The harbour is open,"),
        ("<<The harbour is open,>> she said.", "The harbour is open,"),
        (",,The harbour is open,'' she said.", "The harbour is open,"),
        ("«The harbour is open», she said.", "The harbour is open"),
        ("»The harbour is open«, she said.", "The harbour is open"),
        ("„The harbour is open“, she said.", "The harbour is open"),
        ("‘The harbour is open,’ she said.", "The harbour is open,"),
        ("'The harbour is open,' she said.", "The harbour is open,"),
    ],
)
def test_every_usual_pair_of_marks_makes_a_quotation(text: str, inner: str) -> None:
    assert found(text) == [(inner, 0, True)]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' plan and the envoys' reply weren't published.",
        "Rock 'n' roll of the '60s and '70s, so tell 'em.",
        "The wall is 6'2\" tall and 11' long.",
        "It’s the mayor’s car, the drivers’ union’s too.",
        'A 12" gun',
    ],
)
def test_apostrophes_and_units_are_no_quotations(text: str) -> None:
    assert found(text) == []


def test_plural_possessive_does_not_end_a_british_quotation() -> None:
    assert found("'We back the farmers' demands,' the deputy said.")[0][0] == "We back the farmers' demands,"
    assert found("‘We back the farmers’ demands,’ the deputy said.")[0][0] == "We back the farmers’ demands,"


def test_quotation_inside_a_quotation_is_one_deeper() -> None:
    text = "“He told us ‘never again’ and left,” she said."
    assert found(text) == [("He told us ‘never again’ and left,", 0, True), ("never again", 1, True)]
    text = "'He told us \"never again\" and left,' she said."
    assert [(inner, depth) for inner, depth, _ in found(text)] == [
        ('He told us "never again" and left,', 0),
        ("never again", 1),
    ]


def test_curly_mark_closed_by_a_straight_one_still_pairs() -> None:
    assert found('There was “no proof" yet.') == [("no proof", 0, True)]


def test_unclosed_quotation_ends_with_its_paragraph_and_not_later() -> None:
    text = "“The talks go on\nThe lake froze. “Nobody came,” he said."
    first, second = quotes_in(text, paragraphs(text))
    assert not first.closed
    assert text[slice(*first.inner)] == "The talks go on"
    assert second.closed
    assert text[slice(*second.inner)] == "Nobody came,"


def test_stray_opening_mark_does_not_swallow_a_quotation_after_it() -> None:
    assert found('He called it "odd. Later she said "no" twice.') == [("no", 0, True)]


def test_stray_closing_mark_is_ignored() -> None:
    assert found("The road is shut.” Snow fell.") == []


def test_quotation_over_paragraphs_is_linked_piece_by_piece() -> None:
    text = "“We came first.\n“We stayed longest.\n“We leave last,” she said."
    quotes = quotes_in(text, paragraphs(text))
    assert [q.continues for q in quotes] == [None, 0, 1]
    assert [q.closed for q in quotes] == [False, False, True]


def test_second_paragraph_without_an_opening_mark_ends_the_quotation_at_its_closing_mark() -> None:
    text = '"We came first.\nWe leave last," she said.'
    quotes = quotes_in(text, paragraphs(text))
    assert [text[slice(*q.inner)] for q in quotes] == ["We came first.", "We leave last,"]
    assert quotes[1].continues == 0


def test_paragraphs_come_from_the_parse() -> None:
    text = '"Open ended\n"Closed," he said.'
    parse = Parse(text, (), (Sentence(0, 11, 0, 0, 0), Sentence(12, 29, 0, 0, 1)))
    assert [q.span for q in find_quotes(text, parse)] == [(0, 11), (12, 21)]


def _check(text: str, quotes: tuple[Quote, ...], spans: list[Span]) -> None:
    outer = [q for q in quotes if q.depth == 0]
    for quote in quotes:
        assert 0 <= quote.span[0] <= quote.inner[0] <= quote.inner[1] <= quote.span[1] <= len(text)
        assert any(s <= quote.span[0] and quote.span[1] <= e for s, e in spans)
        if quote.closed:
            assert text[quote.span[1] - 1] in MARKS
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(outer))
    assert [q.span[0] for q in quotes] == sorted(q.span[0] for q in quotes)


@given(st.text(alphabet=MARKS + "ab s.,\n-6()", max_size=80))
def test_marks_in_any_order_keep_the_invariants(text: str) -> None:
    spans = paragraphs(text)
    _check(text, quotes_in(text, spans), spans)


@given(st.text(max_size=60))
def test_any_text_keeps_the_invariants(text: str) -> None:
    spans = [(0, len(text))] if text else []
    _check(text, quotes_in(text, spans), spans)


@pytest.mark.parametrize("unit", ['"', "'", "“", "”", ' "', "'a ", "”“"])
def test_a_page_of_nothing_but_marks_is_read_in_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    quotes_in(text, [(0, len(text))])
    assert time.process_time() - start < 20, "a quadratic reading of 100,000 marks takes minutes"
