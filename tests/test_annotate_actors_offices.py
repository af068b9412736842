"""Who held an office: two weeks clear of both ends of a term, and only whom the article names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kg.annotate.actors.offices import holders
from kg.model import Extraction
from kg.resources import table

Extract = Callable[..., Extraction]
US = frozenset({"country:US"})


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 12, 1), [("barack", "obama")]),
        (date(2017, 1, 10), []),
        (date(2017, 1, 25), []),
        (date(2017, 3, 1), [("donald", "trump")]),
    ],
)
def test_around_a_change_of_hands_nobody_is_sure_to_hold_an_office(
    day: date, expected: list[tuple[str, ...]]
) -> None:
    assert holders("president", US, day) == expected


def test_terms_of_one_office_follow_each_other() -> None:
    known = {row["key"] for name in ("states.tsv", "organisations.tsv") for row in table("gazetteer", name)}
    spans: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for row in table("gazetteer", "offices.tsv"):
        assert row["of"] in known, row
        assert row["from"] < (row["to"] or "9999"), row
        spans.setdefault((row["of"], row["office"]), []).append(
            (row["from"], row["to"] or "9999", row["name"])
        )
    for office, terms in spans.items():
        for one, other in zip(sorted(terms), sorted(terms)[1:], strict=False):
            spelt = one[:2] == other[:2]
            assert spelt or one[1] <= other[0], f"{office}: {one} and {other}"


def who(extraction: Extraction, words: str) -> list[str]:
    text = extraction.document.text
    return [a.name for a in extraction.actors if any(text[slice(*m.span)] == words for m in a.mentions)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "North Korea's foreign minister left. Ri Yong Ho spoke.",
            "North Korea's foreign minister",
            "Ri Yong Ho",
        ),
        (
            "The trip of his secretary of state is off. Mike Pompeo spoke.",
            "his secretary of state",
            "Mike Pompeo",
        ),
        (
            "The next U.S. president was named. Donald Trump spoke.",
            "The next U.S. president",
            "next U.S. president",
        ),
        ("In 2003 the U.S. president left. Donald Trump spoke.", "the U.S. president", "U.S. president"),
        ("The U.S. president left on Monday.", "The U.S. president", "U.S. president"),
    ],
)
def test_a_description_is_whoever_the_article_names_and_held_the_office(
    extracted: Extract, text: str, words: str, expected: str
) -> None:
    assert who(extracted(text, "2019-03-01"), words) == [expected]
