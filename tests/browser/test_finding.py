"""Finding: time brush, the day as of which one looks, jumping to a match, neighbours, paths, legend, undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kg.model import ActorRow, Fact, FactActor
from kg.render import render
from tests.browser.conftest import Browser
from tests.browser.story import NORVIA, REYK, SARDANE, evidence, fact, story
from tests.browser.test_access import SIZES, violations

pytestmark = pytest.mark.browser
Shown = Callable[[], int]

ORTA = FactActor("p3", "Lena Orta", "agent", "person")
KELM = FactActor("p4", "Ivo Kelm", "agent", "person")


def on(number: int, *days: date, **more: object) -> Fact:
    return fact(number, earliest=days[0], latest=days[-1], **more)


def chain() -> list[Fact]:
    """Norvia - e1 - Sardane - e2 - Reyk - e3 - Orta; Kelm alone in e4."""
    pairs = [(NORVIA, SARDANE), (SARDANE, REYK), (REYK, ORTA), (KELM,)]
    return [on(i, date(2031, 3, i), actors=pair) for i, pair in enumerate(pairs, start=1)]


def keys(browser: Browser, selector: str, *sent: str) -> None:
    names = pytest.importorskip("selenium.webdriver").Keys
    browser.js("document.querySelector(arguments[0]).focus()", selector)
    for key in sent:
        browser.driver.switch_to.active_element.send_keys(getattr(names, key, key))
    browser.js("return probe.later(40)")


def ids(browser: Browser) -> list[str]:
    found: list[str] = browser.js("return KG.result().shown.map((f) => f.id)")
    return found


# --- the time brush


def test_an_uncertain_date_passes_the_brush_where_it_touches_it(browser: Browser) -> None:
    spring = on(2, date(2031, 4, 1), date(2031, 5, 31))
    since = on(3, date(2031, 1, 1), date(2031, 1, 1))
    open_end = fact(4, earliest=date(2031, 2, 1), latest=None)
    browser.open([on(1, date(2031, 3, 4)), spring, since, open_end], "#brush=2031-05-20_2031-07-01")
    assert ids(browser) == ["f2", "f4"]


def test_what_has_no_date_is_left_out_of_the_brush_told_and_let_in_on_demand(browser: Browser) -> None:
    browser.open(story(), "#brush=2031-03-01_2031-03-31")
    assert "f4" not in ids(browser)
    assert browser.text(".undated-too") == ["1 undated left out"]
    browser.click(".undated-too input")
    assert "f4" in ids(browser)
    assert "undated=1" in browser.js("KG.write(); return probe.address()")


def test_a_single_day_is_one_bar_among_days_and_not_the_whole_width(browser: Browser) -> None:
    browser.open([fact(1)])
    ends = "return [...document.querySelectorAll('.handle')].map((e) => KG.iso(Number(e.ariaValueNow)))"
    assert browser.js(ends) == ["2031-02-25", "2031-03-11"]


def test_keys_move_the_ends_of_the_brush_and_delete_takes_it_off(browser: Browser, shown: Shown) -> None:
    browser.open([on(i, date(2031, 3, i)) for i in range(1, 21)])
    keys(browser, ".handle", "ARROW_RIGHT", "ARROW_RIGHT")
    assert shown() == 18
    assert (
        browser.js("return document.querySelector('.handle').getAttribute('aria-valuetext')") == "3 Mar 2031"
    )
    keys(browser, ".handle:last-child", "PAGE_DOWN")
    assert browser.js("return KG.state.brush") == ["2031-03-03", "2031-03-15"]
    assert browser.js("return probe.address()").find("brush=2031-03-03_2031-03-15") > 0
    keys(browser, ".handle", "DELETE")
    assert shown() == 20


def drag(browser: Browser, kind: str, start: float, end: float) -> None:
    """From one share of the histogram's width to another, with the mouse or with a finger."""
    box = browser.js(
        "const r = document.querySelector('.plot').getBoundingClientRect(); return [r.left, r.top, r.width]"
    )
    places = [(box[0] + box[2] * share, box[1] + 20) for share in (start, (start + end) / 2, end)]
    if kind == "mouse":
        for name, (x, y) in zip(("mousePressed", "mouseMoved", "mouseMoved"), places, strict=True):
            event = {"type": name, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
            browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
        done = {
            "type": "mouseReleased",
            "x": places[-1][0],
            "y": places[-1][1],
            "button": "left",
            "clickCount": 1,
        }
        browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", done)
    else:
        for name, (x, y) in zip(("touchStart", "touchMove", "touchMove"), places, strict=True):
            event = {"type": name, "touchPoints": [{"x": x, "y": y}]}
            browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", event)
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    browser.js("return probe.later(60)")


@pytest.mark.parametrize("kind", ["mouse", "finger"])
def test_a_drag_over_the_histogram_chooses_and_a_drag_of_the_window_moves_it(
    browser: Browser, kind: str
) -> None:
    browser.open([on(i, date(2031, 3, i)) for i in range(1, 29)])
    drag(browser, kind, 0.3, 0.5)
    first = browser.js("return KG.state.brush.map(KG.days)")
    assert 4 <= first[1] - first[0] <= 8
    drag(browser, kind, 0.4, 0.6)
    second = browser.js("return KG.state.brush.map(KG.days)")
    assert second[1] - second[0] == first[1] - first[0]
    assert second[0] - first[0] >= 4


def test_the_brush_holds_in_every_view(browser: Browser) -> None:
    browser.open(story(), "#all=1&view=table&brush=2031-04-10_2031-04-20")
    assert browser.js("return probe.rows()") == ["f3"]
    browser.click("#tab-timeline")
    browser.wait("return document.querySelectorAll('#chart .vis-item .item').length === 1")
    browser.click("#tab-graph")
    assert browser.js("return KG.graph.where('event:e1')") is None


# --- what was known on a day


def test_as_of_a_day_only_what_was_published_until_then_is_known(browser: Browser) -> None:
    later = evidence("met", "They met.", article="d9", published=date(2031, 4, 1))
    never = evidence("met", "They met.", article="d8", published=None)
    browser.open([fact(1), fact(2, evidence=later), fact(3, evidence=never)])
    assert ids(browser) == ["f1", "f2", "f3"]
    keys(browser, "#asof-range", "HOME")
    assert ids(browser) == ["f1"]
    assert "asof=2031-03-06" in browser.js("return probe.address()")
    assert browser.text("#asof-note") == ["1 of 3 articles read; 1 fact of undated articles left out"]
    keys(browser, "#asof-range", "END")
    assert ids(browser) == ["f1", "f2", "f3"]


def test_facts_are_counted_by_how_many_independent_sources_they_have(browser: Browser, shown: Shown) -> None:
    browser.open([fact(i, sources=count) for i, count in enumerate((1, 2, 3, 7, 1))])
    count = "return probe.count('sources', arguments[0])"
    assert [browser.js(count, bucket) for bucket in ("1", "2", "3+")] == [2, 1, 2]
    browser.click("#facets input[data-facet='sources'][value='3+']")
    assert shown() == 2


# --- search and jump


def test_a_match_is_jumped_to_with_the_keyboard(browser: Browser, shown: Shown) -> None:
    browser.open(story())
    keys(browser, "#search", "i", "l", "v", "e", "n")
    browser.wait("return !document.getElementById('matches').hidden")
    assert shown() == 1
    keys(browser, "#search", "ARROW_DOWN")
    state = "return document.getElementById('search').getAttribute(arguments[0])"
    assert [browser.js(state, f"aria-{name}") for name in ("expanded", "activedescendant")] == [
        "true",
        "match-0",
    ]
    assert browser.text("#match-0 .called") == ["Mara Ilven"]
    keys(browser, "#search", "ENTER")
    assert browser.text("#panel h2") == ["Mara Ilven"]
    assert browser.js("return [KG.state.q, document.getElementById('matches').hidden]") == ["", True]
    assert shown() == 3


def test_an_event_is_offered_and_escape_closes_nothing_but_the_list(browser: Browser) -> None:
    browser.open(story(), "#sel=f:f1")
    keys(browser, "#search", "i", "n", "s", "p", "e", "c", "t")
    browser.wait("return !document.getElementById('matches').hidden")
    assert browser.text("#matches [role=option] .called") == ["Norvia cancelled the inspection of Sardane"]
    keys(browser, "#search", "ESCAPE")
    assert browser.js("return [document.getElementById('matches').hidden, KG.state.q, KG.state.sel]") == [
        True,
        "inspect",
        "f:f1",
    ]


def test_an_actor_is_found_by_another_name(browser: Browser, tmp_path: Any) -> None:
    row = ActorRow(id="p1", name="Mara Ilven", kind="person", aliases=("The Gatekeeper",))
    render(story(), [row], tmp_path / "page.html")
    browser.show(tmp_path / "page.html")
    keys(browser, "#search", "gatek")
    browser.wait("return !document.getElementById('matches').hidden")
    assert browser.text("#match-0") == ["Mara IlvenThe Gatekeeper"]


# --- neighbours and paths


def test_a_neighbourhood_grows_step_by_step_and_goes(browser: Browser) -> None:
    browser.open(chain(), "#sel=a:actor:c1")
    browser.click(".node-tools .row button")
    assert ids(browser) == ["f1"]
    for expected in (["f1", "f2"], ["f1", "f2", "f3"]):
        browser.click("#trail [aria-label='A step more']")
        assert ids(browser) == expected
    assert browser.js("return document.querySelector('#trail [aria-label=\"A step more\"]').disabled")
    assert "near=3%7Ea%3Aactor%3Ac1" in browser.js("return probe.address()")
    browser.click("#trail .off")
    assert ids(browser) == ["f1", "f2", "f3", "f4"]


def test_the_neighbours_of_a_second_node_are_added_to_those_of_the_first(browser: Browser) -> None:
    browser.open(chain(), "#near=1~a:actor:c1&sel=a:actor:p4")
    assert browser.text(".node-tools .row button")[0] == "Add its neighbours"
    browser.click(".node-tools .row button")
    assert ids(browser) == ["f1", "f4"]


def test_a_path_is_a_chain_of_facts_that_can_be_read(browser: Browser) -> None:
    browser.open(chain(), "#view=table&sel=a:actor:c1")
    browser.js("[...document.querySelectorAll('.node-tools button')].at(-1).click()")
    assert "choose the other end" in browser.text("#trail .called")[0]
    browser.js("KG.evidence.select('a:actor:p3')")
    assert ids(browser) == ["f1", "f2", "f3"]
    steps = browser.text(".path .who, .path .part")
    told = "Norvia participant participant Sardane participant target Tomas Reyk target agent Lena Orta"
    assert " ".join(steps) == told
    assert browser.js("return probe.rows()") == ["f1", "f2", "f3"]


def test_of_equally_short_paths_all_events_are_shown_and_one_is_the_chain(browser: Browser) -> None:
    browser.open([*chain(), on(8, date(2031, 3, 8))], "#path=a:actor:c1&path=a:actor:c2")
    assert ids(browser) == ["f1", "f8"]
    assert len(browser.text(".path .what")) == 1


def test_that_there_is_no_path_is_told(browser: Browser) -> None:
    browser.open(chain(), "#path=a:actor:c1&path=a:actor:p4")
    assert "No chain of visible facts" in browser.text("#trail .note")[0]
    assert ids(browser) == []


# --- legend, undo, address


def test_an_entry_of_the_legend_filters(browser: Browser) -> None:
    browser.open(story(), "#all=1")
    entry = "[...document.querySelectorAll('#key button')].find((b) => b.textContent === arguments[0])"
    browser.js(f"{entry}.click()", "Statements")
    assert ids(browser) == ["f2"]
    assert browser.js(f"return {entry}.getAttribute('aria-pressed')", "Statements") == "true"
    browser.js(f"{entry}.click()", "Statements")
    browser.js(f"{entry}.click()", "called off")
    assert ids(browser) == ["f4"]


def test_what_was_done_is_undone_and_done_again(browser: Browser, shown: Shown) -> None:
    keys_of = pytest.importorskip("selenium.webdriver").Keys
    browser.open(story(), "#all=1")
    disabled = "return ['undo', 'redo'].map((id) => document.getElementById(id).disabled)"
    assert browser.js(disabled) == [True, True]
    browser.click("#facets input[data-facet='type'][value='meeting']")
    browser.js("KG.evidence.select('f:f1')")
    browser.click("#undo")
    assert browser.js("return [KG.state.sel, document.getElementById('panel').hidden]") == [None, True]
    browser.driver.switch_to.active_element.send_keys(keys_of.CONTROL, "z")
    assert shown() == 4
    assert browser.js(disabled) == [True, False]
    browser.click("#redo")
    browser.driver.switch_to.active_element.send_keys(keys_of.CONTROL, keys_of.SHIFT, "z")
    assert shown() == 2
    assert browser.text("#panel h2") == ["Norvia and Sardane met in Bellmar"]


def test_a_word_that_was_typed_is_undone_as_one(browser: Browser, shown: Shown) -> None:
    browser.open(story())
    for words in ("i", "il", "ilv"):
        browser.search(words)
        browser.wait(f"return KG.state.q === {words!r}")
    browser.click("#undo")
    assert shown() == 3
    assert browser.js("return document.getElementById('search').value") == ""


def test_clearing_takes_all_off_at_once(browser: Browser) -> None:
    browser.open(chain(), "#brush=2031-03-01_2031-03-02&near=2~a:actor:c1&type=meeting&asof=2031-03-06")
    assert len(browser.text("#trail .chip")) == 4
    browser.click("#trail .all")
    assert len(ids(browser)) == 4
    assert browser.js("return document.getElementById('trail').hidden")


@pytest.mark.parametrize(
    "bad",
    ["brush=2031-05-01_2031-03-01", "brush=x", "asof=soon", "near=9~a:x", "path=z:1", "at=1_2", "pin=q"],
)
def test_a_part_of_the_address_that_cannot_be_read_is_left_out(
    browser: Browser, shown: Shown, bad: str
) -> None:
    browser.open(story(), f"#all=1&{bad}")
    assert shown() == 4
    assert browser.console() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_where_matches_are_offered_and_a_path_is_told(
    browser: Browser, scheme: str, size: str
) -> None:
    browser.size(*SIZES[size])
    browser.media(prefers_color_scheme=scheme)
    browser.open(
        chain(),
        "#relations=1&path=a:actor:c1&path=a:actor:p3&near=3~a:actor:c1&asof=2031-03-06"
        "&brush=2031-03-01_2031-03-20&type=meeting&sel=a:actor:c2",
    )
    keys(browser, "#search", "norvia")
    browser.wait("return !document.getElementById('matches').hidden")
    assert len(browser.text("#trail .chip")) == 5
    assert violations(browser) == []
