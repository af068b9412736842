"""Everybody can use it: axe-core finds nothing in any view, and keys alone reach everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Browser
from tests.browser.story import story

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


def violations(browser: Browser) -> list[str]:
    """What axe-core says against the page as it stands: rule, and where."""
    browser.js(AXE)
    found: list[dict[str, Any]] = browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations))"
    )
    return [f"{v['id']}: {n['target']} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]


def drawn(browser: Browser, view: str) -> None:
    ready = {
        "graph": "probe.drawn()",
        "timeline": "document.querySelector('#chart .vis-item')",
        "table": "document.querySelector('tbody tr')",
    }
    browser.wait(f"return Boolean({ready[view]})")
    browser.js("return probe.later(350)")


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """Else the tests below could not fail."""
    browser.open(story(), "#view=table")
    browser.js("document.getElementById('share-button').textContent = ''")
    browser.js("document.querySelector('caption').append(Object.assign(document.createElement('img'), {}))")
    rules = {line.partition(":")[0] for line in violations(browser)}
    assert {"button-name", "image-alt"} <= rules


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["graph", "timeline", "table"])
def test_axe_finds_nothing_in_any_view(browser: Browser, view: str, scheme: str, size: str) -> None:
    browser.size(*SIZES[size])
    browser.media(prefers_color_scheme=scheme)
    browser.open(story(), f"#all=1&view={view}", description="Who met whom.")
    drawn(browser, view)
    assert violations(browser) == []
    browser.js("KG.evidence.select('f:f3')")
    browser.js("return probe.later(50)")
    assert violations(browser) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_what_opens(browser: Browser, scheme: str, size: str) -> None:
    browser.size(*SIZES[size])
    browser.media(prefers_color_scheme=scheme)
    browser.open(story(), "#all=1&brush=2031-03-01_2031-05-01&status=planned&status=occurred&q=norvia")
    if size == "phone":
        browser.click("#filter-button")
        assert violations(browser) == []
        browser.click("#filter-button")
    for button, dialog in (("#share-button", "#share"), ("#about-button", "#about")):
        browser.click(button)
        browser.js("return probe.later(50)")
        assert violations(browser) == []
        browser.js("document.querySelector(arguments[0]).close()", dialog)
    browser.click("#relations")
    browser.js("return probe.later(400)")
    assert violations(browser) == []
    browser.search("nothing like it")
    browser.wait("return !document.getElementById('empty').hidden")
    assert violations(browser) == []


def test_axe_finds_nothing_in_an_embedded_page(browser: Browser) -> None:
    browser.open(story(), "?embed#all=1&view=table&sel=f:f1")
    assert violations(browser) == []


def test_tab_alone_goes_through_every_control_that_is_seen(browser: Browser) -> None:
    keys = pytest.importorskip("selenium.webdriver").Keys
    browser.open(story(), "#all=1&view=table&sel=f:f1")
    browser.js("document.activeElement.blur()")
    seen = set()
    for _ in range(140):
        browser.driver.switch_to.active_element.send_keys(keys.TAB)
        seen.add(browser.js("return probe.mark(document.activeElement)"))
    missed = browser.js("return probe.reachable().filter((mark) => !arguments[0].includes(mark))", list(seen))
    assert missed == []


def test_focus_is_always_seen(browser: Browser) -> None:
    keys = pytest.importorskip("selenium.webdriver").Keys
    browser.open(story(), "#all=1&view=table&sel=f:f1")
    browser.js("document.activeElement.blur()")
    for _ in range(60):
        browser.driver.switch_to.active_element.send_keys(keys.TAB)
        assert browser.js("return probe.focusSeen()"), browser.js("return document.activeElement.outerHTML")


def test_those_who_want_no_motion_get_none(browser: Browser) -> None:
    browser.media(prefers_reduced_motion="reduce")
    browser.open(story(), "#view=timeline")
    drawn(browser, "timeline")
    moving = browser.js(
        "return [...document.querySelectorAll('body *')].filter((e) => { const s = getComputedStyle(e);"
        "return s.transitionDuration.split(', ').some((d) => parseFloat(d) > 0)"
        " || s.animationName !== 'none';"
        "}).map((e) => e.tagName + '.' + e.className)"
    )
    assert moving == []
