"""The timeline: a lane for what has no date, zoom from decades to days, numbers where many stand close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.browser.conftest import Browser
from tests.browser.story import crowd, evidence, fact, story

pytestmark = pytest.mark.browser
DRAWN = "return document.querySelectorAll('#chart .vis-item').length"


def opened(browser: Browser, facts: list, fragment: str = "#view=timeline&all=1") -> None:
    browser.open(facts, fragment)
    browser.wait("return document.querySelectorAll('#chart .vis-item').length > 0")


def test_buttons_zoom_from_decades_to_days(browser: Browser) -> None:
    browser.media(prefers_reduced_motion="reduce")
    opened(browser, story())
    spans = {}
    for name in ("decades", "years", "months", "days"):
        browser.click(f"[data-span={name}]")
        browser.wait(f"return document.querySelector('[data-span={name}]').ariaPressed === 'true'")
        spans[name] = browser.js("const [a, b] = KG.timeline.range(); return b - a")
    assert spans["decades"] > 50 * 365
    assert spans["days"] < 31
    browser.click("#span-in")
    browser.wait(f"const [a, b] = KG.timeline.range(); return b - a < {spans['days']} * 0.8")


def test_events_too_close_to_be_told_apart_are_one_bar_with_their_number(browser: Browser) -> None:
    opened(browser, crowd(5000, 2))
    drawn = browser.js(DRAWN)
    assert drawn < 400
    texts = browser.text("#chart .bunch .item")
    alone = browser.js("return document.querySelectorAll('#chart .vis-item:not(.bunch)').length")
    counted = sum(int(text.split()[0]) for text in texts) + alone
    listed = browser.js("return KG.timeline.entries().length")
    assert listed == 5000
    assert 4000 < counted <= 5000, "a bar that is far out of sight is not drawn"
    assert "5,000 dated events in view" in browser.text("#span-note")[0]
    assert "5,000 shown as numbers, by quarters" in browser.text("#span-note")[0]


def test_a_bar_opens_into_its_events(browser: Browser) -> None:
    browser.media(prefers_reduced_motion="reduce")
    opened(browser, crowd(300, 1))
    before = browser.js("const [a, b] = KG.timeline.range(); return b - a")
    action = pytest.importorskip("selenium.webdriver").ActionChains(browser.driver)
    action.click(browser.driver.find_elements("css selector", "#chart .bunch .item")[3]).perform()
    browser.wait(f"const [a, b] = KG.timeline.range(); return b - a < {before} / 4")


def test_a_bar_of_one_day_lists_its_events(browser: Browser) -> None:
    day = [fact(i, text=f"Round {i}") for i in range(30)]
    opened(browser, day)
    action = pytest.importorskip("selenium.webdriver").ActionChains(browser.driver)
    action.click(browser.driver.find_element("css selector", "#chart .bunch .item")).perform()
    browser.wait("return !document.getElementById('panel').hidden")
    assert browser.text("#panel h2") == ["30 events, 4 Mar 2031"]
    assert len(browser.text("#panel .facts li")) == 30


def test_the_chosen_event_is_never_hidden_in_a_number(browser: Browser) -> None:
    day = [fact(i, text=f"Round {i}") for i in range(30)]
    opened(browser, day, "#view=timeline&sel=f:f7")
    browser.wait("return document.querySelectorAll('#chart .vis-selected').length > 0")
    assert browser.text("#chart .vis-selected .item") == ["Round 7"]
    assert browser.text("#chart .bunch .item") == ["29 events"]


def test_arrow_keys_walk_the_lanes_and_enter_opens(browser: Browser) -> None:
    keys = pytest.importorskip("selenium.webdriver").Keys
    opened(browser, story())
    browser.js("document.getElementById('chart').focus()")
    send = browser.driver.switch_to.active_element.send_keys
    send(keys.ARROW_RIGHT)
    browser.wait("return document.getElementById('live').textContent !== ''")
    assert browser.text("#live")[0].startswith("Norvia and Sardane met in Bellmar, 4 Mar 2031, Occurred")
    send(keys.ARROW_DOWN)
    send(keys.ENTER)
    browser.wait("return !document.getElementById('panel').hidden")
    assert browser.text("#panel h2")[0].startswith("Mara Ilven")


def test_what_neither_has_a_date_nor_a_day_of_report_stands_below(browser: Browser) -> None:
    shown = fact(1, earliest=None, latest=None)
    lost = replace(shown, evidence=replace(shown.evidence, published=None))
    browser.open([lost, fact(2, event="e9", earliest=date(1953, 7, 27))], "#view=timeline")
    assert browser.text("#undated li") == ["Norvia and Sardane met in Bellmar"]


def test_filters_and_the_timeline_go_together(browser: Browser, shown: Callable[[], int]) -> None:
    opened(browser, story())
    browser.search("ilven")
    browser.wait("return KG.timeline.entries().length === 1")
    assert shown() == 1


def test_the_address_brings_the_same_days_back(browser: Browser) -> None:
    browser.media(prefers_reduced_motion="reduce")
    opened(browser, story())
    browser.click("[data-span=years]")
    browser.wait("return location.hash.includes('span=')")
    fragment = browser.js("return location.hash")
    days = browser.js("return KG.timeline.range().map(Math.round)")
    opened(browser, story(), fragment)
    browser.wait(f"return Math.abs(KG.timeline.range()[0] - {days[0]}) <= 1")
    assert abs(browser.js("return KG.timeline.range()[1]") - days[1]) <= 2


def test_without_any_day_to_stand_at_there_is_a_list_and_no_empty_calendar(browser: Browser) -> None:
    lost = [
        fact(i, earliest=None, latest=None, edtf=None, evidence=evidence("met", "They met.", published=None))
        for i in range(3)
    ]
    browser.open(lost, "#view=timeline")
    assert len(browser.text("#undated button")) == 3
    assert not browser.js("return document.getElementById('chart').checkVisibility()")
    assert browser.console() == []
