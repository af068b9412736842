"""Articles may say anything: no script of theirs runs, no request leaves, and the right words are marked."""

from __future__ import annotations

import pytest

from kg.model import Background, Paragraph
from kg.render.plain import plain
from tests.browser.conftest import Browser
from tests.browser.story import HOSTILE, evidence, fact, hostile_background, hostile_story, story

pytestmark = pytest.mark.browser


def open_everything(browser: Browser) -> None:
    for view in ("timeline", "table", "graph"):
        browser.click(f"#tab-{view}")
    for i in range(len(HOSTILE)):
        browser.js("KG.evidence.select('f:' + KG.data.facts[arguments[0]].id)", i)
        browser.js(
            "KG.data.actors[arguments[0]] && KG.evidence.select(`a:${KG.data.actors[arguments[0]].id}`)", i
        )
    for dialog in ("share", "about"):
        browser.click(f"#{dialog}-button")
        browser.js("document.getElementById(arguments[0]).close()", dialog)
    browser.js("KG.evidence.showList('All of them', KG.data.facts)")
    browser.js("KG.figure.draw(); KG.exports.csv(KG.data.facts); KG.cite.citation(KG.data.facts[0])")
    browser.click("#relations")
    browser.js("return probe.later(400)")


def test_no_script_of_an_article_runs_and_no_request_leaves(browser: Browser) -> None:
    facts = hostile_story()
    browser.open(facts, "#all=1", title=HOSTILE[0], description=HOSTILE[1], known=hostile_background(facts))
    assert browser.text("h1") == [HOSTILE[0]]
    assert browser.text(".standfirst") == [HOSTILE[1]]
    open_everything(browser)
    assert browser.js("return typeof window.owned") == "undefined"
    assert browser.requests() == [browser.driver.current_url.split("#")[0]]
    assert browser.js("return performance.getEntriesByType('resource').length") == 0
    assert browser.console() == []
    assert browser.js("return probe.handlers()") == 0
    assert browser.js("return [...document.querySelectorAll('a[target]')].length") == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_the_marked_words_are_the_quote_whatever_stands_around_it(browser: Browser, text: str) -> None:
    context = f"{text}👩‍🚒 marked 🌊 words {text}"
    shown = fact(1, evidence=evidence("marked 🌊 words", context, start=77))
    browser.open([shown], "#sel=f:f1")
    assert browser.text("#panel mark") == ["marked 🌊 words"]
    assert browser.text("#panel .words") == [plain(context)]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_paragraph_around_the_sentence_changes_no_offset(browser: Browser, text: str) -> None:
    """The paragraph begins with pairs of surrogates: UTF-16 units would mark other words."""
    context = f"🌊🚧 {text} marked 🌊 words."
    shown = fact(1, evidence=evidence("marked 🌊 words", context, start=77))
    before = f"👩‍🚒 {text} "
    around = Paragraph((77 - len(before), 77 + len(context) + 6), f"{before}{context} After")
    known = Background(paragraphs={(shown.evidence.article, shown.evidence.sentence): around})
    browser.open([shown], "#sel=f:f1", known=known)
    assert browser.text("#panel mark") == ["marked 🌊 words"]
    assert browser.text("#panel .sentence") == [plain(context)]
    assert browser.text("#panel .around") == [plain(before), " After"]


@pytest.mark.parametrize(
    "scheme", ["javascript:window.owned=1", "data:text/html,x", "file:///etc/passwd", "//e.org"]
)
def test_no_address_but_a_web_one_becomes_a_link(browser: Browser, scheme: str) -> None:
    browser.open([fact(1, evidence=evidence("met", "They met.", url=scheme))], "#sel=f:f1")
    assert browser.js("return document.querySelectorAll('#panel a').length") == 0


def test_a_title_is_a_title_whatever_it_says(browser: Browser) -> None:
    for text in HOSTILE:
        browser.open(story(), "#sel=f:f1", title=text or None, description=text)
        if text:
            assert browser.text("h1") == [plain(text)]
            assert browser.js("return KG.about().title") == plain(text)
        assert browser.js("return document.querySelectorAll('body script').length") == browser.js(
            "return document.querySelectorAll('body > script').length"
        )
        assert browser.js("return typeof window.owned") == "undefined"
        assert browser.console() == []


def test_a_hostile_address_changes_nothing_but_the_view(browser: Browser) -> None:
    browser.open(
        hostile_story(),
        "#q=<img src=x onerror=window.owned=1>&view=javascript:1&type=__proto__"
        "&sel=f:__proto__&sort=constructor&all=1",
    )
    assert browser.js("return typeof window.owned") == "undefined"
    assert browser.js("return KG.state.view") == "graph"
    assert browser.console() == []


def test_a_link_altered_in_the_file_is_refused_by_the_page_too(browser: Browser) -> None:
    browser.open([fact(1)])
    browser.js("KG.data.articles[0].url = 'javascript:window.owned=1'; KG.evidence.select('f:f1')")
    assert browser.js("return document.querySelectorAll('#panel a').length") == 0
