"""The panel: what a reader needs in order to judge a claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.model import Background, Conflict, Fact, FactActor, Paragraph
from tests.browser.conftest import Browser
from tests.browser.story import evidence, fact, story

pytestmark = pytest.mark.browser
CNN, LEWIS = (
    FactActor(i, n, "holder", k) for i, n, k in (("cnn", "CNN", "organization"), ("jl", "Lewis", "person"))
)


def told(number: int, status: str, day: int, outlet: str, **more: object) -> Fact:
    """A claim on the event ``e1``, published on that day of March 2031."""
    words = evidence(
        "met", "They met.", article=outlet, outlet=outlet, published=date(2031, 3, day), title=f"By {outlet}"
    )
    return fact(number, event="e1", status=status, evidence=words, **more)


def test_the_sentence_stands_in_its_paragraph(browser: Browser) -> None:
    shown = story()[0]
    start, end = shown.evidence.sentence
    text = f"🌊 Before. {shown.evidence.context} And after."
    around = Paragraph((start - 10, end + 11), text)
    known = Background(paragraphs={(shown.evidence.article, shown.evidence.sentence): around})
    browser.open([shown], "#sel=f:f1", known=known)
    assert browser.text("#panel .words") == [text]
    assert browser.text("#panel .sentence") == [shown.evidence.context]
    assert browser.text("#panel mark") == ["met"]


def test_the_chain_leads_from_the_outlet_to_the_speaker(browser: Browser) -> None:
    said = replace(story()[1], holders=(CNN, LEWIS))
    browser.open([fact(7, holders=(CNN, LEWIS)), said], "#all=1&sel=f:f7")
    assert browser.text("#panel .chain li") == ["Northern Courier", "CNN", "Lewis"]
    browser.js("KG.evidence.select('f:f2')")
    assert browser.text("#panel .chain li") == ["Northern Courier", "CNN", "Lewis", "Mara Ilven"]


def test_the_status_history_goes_by_publication_and_tells_what_changed_it(browser: Browser) -> None:
    claims = [told(1, "occurred", 9, "C"), told(2, "planned", 3, "A"), told(3, "cancelled", 5, "B")]
    off = fact(
        4, event="e9", type="cancellation", text="Norvia called it off", evidence=told(4, "", 6, "D").evidence
    )
    later = told(5, "planned", 7, "E")
    known = Background(others=(off, later), acts_on={"e9": "e1"})
    browser.open(claims, "#all=1&sel=f:f1", known=known)
    assert browser.text("#panel .course") == ["Planned → Cancelled → Planned → Occurred"]
    rows = browser.text("#panel .life li")
    assert [row.split(" 2031")[0] for row in rows] == ["3 Mar", "5 Mar", "6 Mar", "7 Mar", "9 Mar"]
    assert "Cancellation" in rows[2]
    assert "beyond this page’s filter" in rows[3]
    browser.js("document.querySelectorAll('#panel .life button')[2].click()")
    assert browser.text("#panel h2") == ["Norvia called it off"]
    assert "They met" in browser.text("#panel .words")[0]
    changed = browser.text("#panel .block")[0]
    assert changed.startswith("Changes")
    assert "Norvia and Sardane met in Bellmar" in changed


def test_copies_stand_under_their_original_and_do_not_count(browser: Browser) -> None:
    claims = [told(1, "occurred", 3, "A"), told(2, "occurred", 4, "B"), told(3, "occurred", 5, "C")]
    browser.open(claims, "#sel=f:f1", known=Background(copies={"C": "A"}))
    assert "Sources: 2 independent" in browser.text("#panel h3")
    assert browser.text("#panel .sources .copied") == ["By CC · 5 Mar 2031 · copy of A"]


def test_a_disagreement_shows_both_sides_and_decides_nothing(browser: Browser) -> None:
    left, right = told(1, "occurred", 3, "A"), told(2, "occurred", 4, "B")
    conflict = Conflict(
        kind="number",
        type="meeting",
        one_event=False,
        left=left,
        left_value="13 dead",
        right=right,
        right_value="20 dead",
    )
    browser.open([left, right], "#sel=f:f1", known=Background(conflicts=(conflict,)))
    words = browser.text("#panel .dispute")[0]
    assert "Sources disagree on the number. These may be two events." in words
    assert "13 deadA, 3 Mar 2031" in words
    assert "20 deadB, 4 Mar 2031" in words
    assert browser.text("#panel .flag") == ["Disputed"]
    browser.js("KG.update({view: 'table'}, 'view')")
    assert len(browser.text("tbody .flag")) == 2


def test_the_citation_names_everything_that_finds_the_words_again(browser: Browser) -> None:
    browser.open(story(), "#all=1&sel=f:f3")
    browser.js(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }"
    )
    browser.click("#panel .copy")
    browser.wait("return Boolean(window.copied)")
    assert browser.js("return window.copied") == (
        "“second round”, according to Tomas Reyk. River Weekly, “Dam talks falter”, 6 Mar 2031. "
        "d2.txt, characters 533–545. https://example.org/dam. claim f3."
    )
    browser.wait("return document.getElementById('live').textContent === 'Copied'")


def test_a_line_opens_the_claims_that_name_the_actor(browser: Browser) -> None:
    claims = [told(1, "occurred", 3, "A"), told(2, "occurred", 4, "B", actors=(CNN,))]
    browser.open(claims)
    browser.js("KG.evidence.select('f:f1', 'actor:cnn|holder')")
    assert browser.text("#panel h2") == ["CNN"]
    assert browser.text("#panel .card .source span") == ["B · 4 Mar 2031"]


def test_one_goes_to_the_event_before_and_after(browser: Browser) -> None:
    days = [date(2031, 3, d) for d in (5, 2, 9)]
    facts = [fact(i, earliest=d, latest=d, text=f"On the {d.day}th") for i, d in enumerate(days)]
    browser.open(facts, "#sel=f:f0")
    browser.click("#panel [aria-label='Event before']")
    assert browser.text("#panel h2") == ["On the 2th"]
    assert browser.js("return document.querySelector(\"#panel [aria-label='Event before']\").disabled")
    browser.click("#panel [aria-label='Next event']")
    browser.click("#panel [aria-label='Next event']")
    assert browser.text("#panel h2") == ["On the 9th"]


def test_what_people_corrected_is_told(browser: Browser) -> None:
    browser.open([fact(1, corrected=("status: planned → occurred (Ines: she saw it; k-1)",))], "#sel=f:f1")
    assert "she saw it" in browser.text("#panel dl.small")[-1]
