"""Articles may say anything: no script of theirs runs, no request leaves, and the right words are marked."""

from __future__ import annotations

import pytest

from kg.render.plain import plain
from tests.browser.conftest import Browser
from tests.browser.story import HOSTILE, evidence, fact, hostile_story

pytestmark = pytest.mark.browser


def open_everything(browser: Browser) -> None:
    for view in ("timeline", "table", "graph"):
        browser.click(f"#tab-{view}")
    for i in range(len(HOSTILE)):
        browser.js("KG.evidence.select('f:' + KG.data.facts[arguments[0]].id)", i)
        browser.js(
            "KG.data.actors[arguments[0]] && KG.evidence.select(`a:${KG.data.actors[arguments[0]].id}`)", i
        )
    browser.click("#relations")
    browser.js("return probe.later(400)")


def test_no_script_of_an_article_runs_and_no_request_leaves(browser: Browser) -> None:
    browser.open(hostile_story(), "#all=1", title=HOSTILE[0])
    assert browser.text("h1") == [HOSTILE[0]]
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
