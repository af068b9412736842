"""The graph: lanes that are dragged, lines that can be chosen, relations whose nodes are pinned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.browser.conftest import Browser
from tests.browser.story import NORVIA, SARDANE, crowd, fact, story

pytestmark = pytest.mark.browser


def press(browser: Browser, *places: tuple[float, float]) -> None:
    """Presses the mouse at the first place of the canvas, moves over the others, lets go at the last."""
    left, top = browser.js(
        "const r = document.getElementById('canvas').getBoundingClientRect(); return [r.left, r.top]"
    )
    send = browser.driver.execute_cdp_cmd
    for i, (x, y) in enumerate([*places, places[-1]]):
        kind = "mousePressed" if i == 0 else "mouseReleased" if i == len(places) else "mouseMoved"
        event: dict[str, Any] = {"type": kind, "x": left + x, "y": top + y, "button": "left", "clickCount": 1}
        send("Input.dispatchMouseEvent", event | ({"buttons": 1} if kind == "mouseMoved" else {}))
    browser.js("return probe.later(60)")


def place(browser: Browser, node: str, view: str = "graph") -> tuple[float, float]:
    at = browser.js(f"return KG.{view}.where(arguments[0])", node)
    return at["x"], at["y"]


def relations(browser: Browser, facts: list, fragment: str = "") -> None:
    browser.open(facts, f"#relations=1{fragment}")
    browser.wait("return !document.querySelector('.net').hasAttribute('aria-busy')")
    browser.js("return probe.later(60)")


def test_the_lanes_need_no_library(browser: Browser) -> None:
    browser.open(story())
    assert browser.js("return typeof vis") == "undefined"
    browser.click("#relations")
    assert browser.js("return typeof vis.Network") == "function"
    assert browser.console() == []


def test_dragging_moves_the_lanes_and_the_address_brings_the_part_back(browser: Browser) -> None:
    browser.open(story())
    x, y = place(browser, "event:e1")
    press(browser, (x + 300, y + 200), (x + 340, y + 220), (x + 400, y + 260))
    moved = place(browser, "event:e1")
    assert moved == (pytest.approx(x + 100), pytest.approx(y + 60))
    assert browser.js("return KG.state.sel") is None
    address = browser.js("return probe.address()")
    browser.show(browser.folder / "page.html", address)
    assert place(browser, "event:e1") == (pytest.approx(moved[0], abs=0.1), pytest.approx(moved[1], abs=0.1))


def test_two_fingers_zoom_the_lanes(browser: Browser) -> None:
    browser.open(story())
    left, top = browser.js(
        "const r = document.getElementById('canvas').getBoundingClientRect();"
        "return [r.left + 400, r.top + 200]"
    )
    before = browser.js("return KG.camera.eye.scale")
    for kind, gap in (("touchStart", 40), ("touchMove", 50), ("touchMove", 80), ("touchEnd", 0)):
        points = [{"x": left - gap, "y": top, "id": 1}, {"x": left + gap, "y": top, "id": 2}] if gap else []
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert browser.js("return KG.camera.eye.scale") == pytest.approx(before * 2, rel=0.25)


def test_a_line_is_the_part_that_a_claim_gives_an_actor_and_opens_that_claim(browser: Browser) -> None:
    denied = fact(7, event="e1", status="denied", holders=story()[2].holders)
    browser.open([*story(), denied], "#all=1")
    x, _ = place(browser, "event:e1")
    low = browser.js(
        "const m = KG.lanes.marks.get(0), l = m.links.find((l) => l.role === 'claims');"
        "return (KG.lanes.middle(l.lane) - KG.camera.eye.y) * KG.camera.eye.scale"
    )
    press(browser, (x, low - 6))
    assert browser.js("return KG.state.sel") == "f:f7"
    assert browser.text(".node-tools .edge") == ["LineTomas Reyk · claims"]
    assert "edge=actor%3Ap2%7Cclaims" in browser.js("return probe.address()")
    browser.click("#panel .close")
    assert browser.js("return KG.state.edge") is None


def test_keys_go_from_line_to_line_and_open_the_claim(browser: Browser) -> None:
    browser.open(story())
    browser.js("document.getElementById('canvas').focus()")
    names = pytest.importorskip("selenium.webdriver").Keys
    browser.driver.switch_to.active_element.send_keys(names.ARROW_RIGHT, "l")
    browser.wait(
        "return document.getElementById('live').textContent === 'Line: Sardane, participant, Occurred'"
    )
    browser.driver.switch_to.active_element.send_keys(names.ENTER)
    assert browser.js("return [KG.state.sel, KG.state.edge]") == ["f:f1", "actor:c2|participant"]


def test_a_node_that_is_dragged_is_pinned_and_a_link_keeps_it(browser: Browser) -> None:
    relations(browser, story())
    x, y = place(browser, "event:e1", "relations")
    press(browser, (x, y), (x + 30, y + 20), (x + 90, y + 40))
    assert place(browser, "event:e1", "relations") == (
        pytest.approx(x + 90, abs=3),
        pytest.approx(y + 40, abs=3),
    )
    pins = browser.js("return [...KG.state.pins.keys()]")
    assert pins == ["e:event:e1"]
    at = browser.js("return KG.state.pins.get('e:event:e1')")
    browser.show(browser.folder / "page.html", browser.js("return probe.address()"))
    browser.wait("return !document.querySelector('.net').hasAttribute('aria-busy')")
    assert browser.js("return KG.state.pins.get('e:event:e1')") == at
    browser.click("#unpin")
    assert browser.js("return KG.state.pins.size") == 0
    browser.click("#undo")
    assert browser.js("return KG.state.pins.size") == 1


def test_a_line_among_the_relations_opens_its_claim_too(browser: Browser) -> None:
    relations(browser, story())
    (ax, ay), (bx, by) = place(browser, "event:e4", "relations"), place(browser, "a1", "relations")
    press(browser, (ax * 0.6 + bx * 0.4, ay * 0.6 + by * 0.4))
    assert browser.js("return KG.state.sel") == "f:f4"
    assert browser.js("return KG.state.edge") in {"actor:c1|agent", "actor:c2|target"}


def test_too_many_events_are_gathered_into_lines_that_open_what_they_hold(browser: Browser) -> None:
    relations(browser, list(crowd(300, 3)))
    assert "300 events gathered into lines" in browser.text(".notice")[0]
    ends = browser.js("return KG.relations.thickest()")
    (ax, ay), (bx, by) = (place(browser, end, "relations") for end in ends)
    press(browser, (ax * 0.4 + bx * 0.6, ay * 0.4 + by * 0.6))
    pair = browser.js("return arguments[0].map((id) => `a:${KG.data.actors[Number(id.slice(1))].id}`)", ends)
    assert browser.js("return KG.state.path") == pair
    assert 0 < browser.js("return KG.result().events.size") < 30


def test_actors_with_nothing_in_common_with_others_are_left_out_and_counted(browser: Browser) -> None:
    relations(browser, story())
    assert "1 actor who shares no event with another is not drawn." in browser.text(".notice")


def test_from_afar_events_are_heaps_and_a_click_goes_nearer(browser: Browser) -> None:
    browser.open(list(crowd(1500, 2)))
    browser.click("#zoom-fit")
    browser.js("return probe.later(60)")
    scale = browser.js("return KG.camera.eye.scale")
    assert scale < 0.16
    x, y = browser.js(
        "const h = [...KG.paint.now.heaps.values()][5], l = KG.lanes.lanes[h.mark.lane], e = KG.camera.eye;"
        "return [(h.x - e.x) * e.scale + 3, (l.y + l.height / 2 - e.y) * e.scale]"
    )
    press(browser, (x, y))
    assert browser.js("return KG.camera.eye.scale") > scale * 2
    assert browser.js("return KG.state.sel") is None


def test_no_two_statuses_and_no_two_families_have_the_same_sign(browser: Browser) -> None:
    browser.open(story())
    signs = browser.js(
        "return Object.keys(KG.STATUS).filter((s) => s !== 'said')"
        ".map((s) => KG.glyph(s, null, 'talk').outerHTML)"
    )
    assert len(set(signs)) == len(signs)
    shapes = browser.js("return Object.keys(KG.SHAPE).map((s) => KG.glyph('occurred', null, s).outerHTML)")
    assert len(set(shapes)) == len(shapes)


def test_arrow_keys_begin_with_what_is_in_view(browser: Browser) -> None:
    keys = pytest.importorskip("selenium.webdriver").Keys
    far = [fact(i, earliest=date(2031, 1 + i, 1), latest=date(2031, 1 + i, 1)) for i in range(12)]
    browser.open(far)
    x = browser.js("return KG.lanes.order[6].x")
    browser.js("KG.camera.moveTo({ scale: 2, x: arguments[0] - 100 }); KG.camera.acts.moved()", x)
    browser.js("document.getElementById('canvas').focus()")
    before = browser.js("return KG.camera.eye.x")
    browser.driver.switch_to.active_element.send_keys(keys.ARROW_RIGHT)
    assert browser.js("return KG.paint.now.hovered !== null && KG.camera.eye.x") == before


def heights(browser: Browser) -> list[int]:
    return browser.js("return KG.lanes.lanes.map((lane) => lane.height)")


def test_a_lane_is_as_high_as_the_time_in_view_needs(browser: Browser) -> None:
    early = [fact(i, earliest=date(2031, 1 + i, 1), latest=date(2031, 1 + i, 1)) for i in range(12)]
    late = [fact(100 + i, earliest=date(2033, 3, 4), latest=date(2033, 3, 4)) for i in range(5)]
    browser.open([*early, *late])
    browser.click("#zoom-fit")
    whole = heights(browser)
    assert whole[0] >= 5 * 25
    browser.open([*early, *late], "#at=0_-38_2.5")
    first, before = heights(browser), browser.js("return KG.camera.eye.y")
    assert first[0] < whole[0]
    x = browser.js("return KG.lanes.marks.values().toArray().at(-1).x")
    browser.js("KG.camera.moveTo({ x: arguments[0] - 400 }); KG.camera.acts.moved()", x)
    assert heights(browser) == whole
    assert browser.js("return KG.camera.eye.y") == before


def test_a_lane_has_room_for_the_days_that_an_event_out_of_view_may_be(browser: Browser) -> None:
    long = [fact(i, earliest=date(2031, 1, 1), latest=date(2032, 12, 31)) for i in range(4)]
    later = [fact(10 + i, earliest=date(2031, 2 + i, 1), latest=date(2031, 2 + i, 1)) for i in range(10)]
    browser.open([*long, *later])
    browser.js("KG.camera.moveTo({ scale: 2.5, x: KG.lanes.right - 300 }); KG.camera.acts.moved()")
    assert heights(browser)[0] >= 4 * 25


def test_the_lane_under_the_pointer_stays_when_those_above_change(browser: Browser) -> None:
    """Lower lanes do not jump while the time is moved."""
    others = [replace(NORVIA, id=f"x{i}", name=f"State {i}") for i in range(30)]
    days = [date(2031, 1 + i % 12, 1) for i in range(30)]
    early = [
        fact(i, actors=(who,), earliest=day, latest=day)
        for i, (who, day) in enumerate(zip(others, days, strict=True))
    ]
    late = [fact(100 + i, earliest=date(2033, 3, 4), latest=date(2033, 3, 4)) for i in range(5)]
    browser.open([*early, *late], "#at=0_300_3")
    top = "const l = KG.lanes.lanes.at(-1); return (l.y - KG.camera.eye.y) * KG.camera.eye.scale"
    browser.js("KG.camera.moveTo({ y: KG.lanes.lanes.at(-1).y - 60 })")
    before, high = browser.js(top), heights(browser)[0]
    browser.js("KG.camera.moveTo({ x: KG.lanes.right - 300 }); KG.camera.acts.moved()")
    assert heights(browser)[0] > high
    assert browser.js(top) == pytest.approx(before, abs=1)


@pytest.mark.parametrize("panel", ["", "&sel=f:f1"])
def test_all_relations_are_in_view_from_the_start(browser: Browser, panel: str) -> None:
    pairs = [
        fact(
            i,
            actors=tuple(
                replace(who, id=f"{who.id}-{i}", name=f"{who.name} of {i}") for who in (NORVIA, SARDANE)
            ),
        )
        for i in range(24)
    ]
    relations(browser, [*crowd(60, 3), *pairs], panel)
    outside = browser.js(
        "const box = document.querySelector('.net'), { dots } = KG.relations.picture();"
        "return dots.filter(({ id }) => { const p = KG.relations.where(id);"
        " return Math.min(p.x, p.y, box.clientWidth - p.x, box.clientHeight - p.y) < 8; }).map((d) => d.id)"
    )
    assert outside == []
