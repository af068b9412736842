"""What a reader can do with the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.browser.conftest import Browser
from tests.browser.story import crowd, fact, story

pytestmark = pytest.mark.browser
Shown = Callable[[], int]


def test_it_opens_from_a_file_draws_the_graph_and_asks_for_nothing(browser: Browser) -> None:
    browser.open(story())
    assert browser.requests() == [browser.driver.current_url]
    assert browser.js("return performance.getEntriesByType('resource').length") == 0
    assert browser.console() == []
    browser.wait("return probe.drawn()")


def test_no_view_breaks_the_policy(browser: Browser) -> None:
    browser.open(story())
    for view in ("timeline", "table", "graph"):
        browser.click(f"#tab-{view}")
        assert browser.js("return !document.getElementById(arguments[0]).hidden", view)
    browser.click("#relations")
    browser.js("return probe.later(300)")
    assert browser.console() == []


def test_only_what_articles_assert_is_shown_at_first(browser: Browser, shown: Shown) -> None:
    browser.open(story())
    assert shown() == 3
    browser.click("#switch input[value='1']")
    assert shown() == 4
    assert "all=1" in browser.driver.current_url


def test_a_row_opens_the_evidence_with_the_quote_marked(browser: Browser) -> None:
    browser.open(story(), "#view=table")
    browser.click("tr[data-fact='f2'] .open")
    assert browser.text("#panel mark") == ["The gates 🚧 stay shut until spring"]
    assert browser.text("#panel .sentence") == ["“The gates 🚧 stay shut until spring,” Mara Ilven said."]
    link = "const a = document.querySelector('#panel .source a'); return [a.href, a.rel]"
    assert browser.js(link) == ["https://example.org/dam", "noopener noreferrer"]


def test_the_panel_tells_who_says_so_and_how_the_date_was_read(browser: Browser) -> None:
    browser.open(story(), "#all=1&sel=f:f3")
    assert browser.text("#panel .chain li") == ["River Weekly", "Tomas Reyk"]
    words = browser.text("#panel")[0]
    assert browser.text("#panel .reading dt") == ["Words", "Rule", "Counted from", "Days", "EDTF"]
    for part in (
        "April or May",
        "weekday past",
        "publication, 6 Mar 2031",
        "[2031-04,2031-05]",
        "1 Apr – 31 May 2031",
        "possible",
        "Planned",
    ):
        assert part in words


def test_an_unknown_date_is_called_so(browser: Browser) -> None:
    browser.open(story(), "#sel=f:f4")
    assert "No date" in browser.text("#panel dl")[0]
    browser.click("#tab-timeline")
    browser.wait("return document.querySelectorAll('#chart .vis-group.no-date .item').length === 1")
    assert browser.text("#chart .no-date .item") == ["Norvia cancelled the inspection of Sardane"]
    assert browser.text("#chart .vis-label.no-date") == ["No dateby day of report"]


def test_the_graph_turns_to_what_has_no_date(browser: Browser) -> None:
    browser.open(story())
    places = "return ['event:e1', 'event:e4'].map((id) => KG.graph.where(id) !== null)"
    assert browser.text("#jump") == ["No date (1)"]
    assert browser.js(places) == [True, False]
    browser.click("#jump")
    assert browser.js(places) == [False, True]
    browser.js("KG.evidence.select('f:f1')")
    assert browser.js(places) == [True, False]


def test_the_timeline_draws_an_uncertain_date_as_a_bar(browser: Browser) -> None:
    browser.open(story(), "#view=timeline&all=1")
    browser.wait("return document.querySelectorAll('#chart .vis-item .item').length === 4")
    assert browser.text("#chart .vis-range .item") == ["Norvia and Sardane may meet again"]


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        ("2031-01-01", "2031-12-31", "2031"),
        ("2030-01-01", "2031-12-31", "2030 – 2031"),
        ("2032-02-01", "2032-02-29", "Feb 2032"),
        ("2031-02-01", "2031-02-27", "1–27 Feb 2031"),
        ("2031-01-31", "2031-03-01", "31 Jan – 1 Mar 2031"),
    ],
)
def test_a_whole_month_or_year_is_called_by_its_name(
    browser: Browser, earliest: str, latest: str, told: str
) -> None:
    days = (date.fromisoformat(earliest), date.fromisoformat(latest))
    browser.open([fact(1, earliest=days[0], latest=days[1])], "#view=table")
    assert browser.text("td.c-date") == [told]


def test_the_timeline_has_what_happened_above_what_was_said(browser: Browser) -> None:
    browser.open(story(), "#view=timeline&all=1")
    browser.wait("return document.querySelectorAll('#chart .vis-label').length === 3")
    assert [t.strip() for t in browser.text("#chart .vis-label")][1:] == ["Meeting", "Says"]


def test_a_window_of_another_size_begins_at_the_same_events_until_a_reader_moves(browser: Browser) -> None:
    browser.open(story())
    corner = "const at = KG.graph.where('event:e1'); return [Math.round(at.x), Math.round(at.y)]"
    first = browser.js(corner)
    browser.size(1440, 640)
    browser.wait("return document.getElementById('canvas').clientHeight < 640")
    browser.js("return probe.later(200)")
    assert browser.js(corner) == first


def test_search_finds_names_types_and_quotes_without_accents(browser: Browser, shown: Shown) -> None:
    browser.open([*story(), fact(9, text="Zoë Ångström met Norvia")])
    for words, count in (
        ("ilven", 1),
        ("CANCELLATION", 1),
        ("stay shut", 1),
        ("angstrom zoe", 1),
        ("nothing like it", 0),
    ):
        browser.search(words)
        browser.wait(f"return KG.state.q === {words!r}")
        assert shown() == count, words
    assert browser.text("#empty h2") == ["Nothing matches"]
    assert browser.text("#empty button") == ["Clear all filters"]


def test_where_nothing_matches_only_what_helps_is_offered(browser: Browser, shown: Shown) -> None:
    browser.open(story())
    browser.search("tomas reyk")
    browser.wait("return !document.getElementById('empty').hidden")
    assert browser.text("#empty button") == ["Include plans and claims (1)"]
    browser.click("#empty button")
    assert shown() == 1


def test_facets_count_what_they_would_show(browser: Browser, shown: Shown) -> None:
    browser.open(story(), "#all=1")
    count = "return probe.count(arguments[0], arguments[1])"
    assert browser.js(count, "type", "meeting") == 2
    assert browser.js(count, "source", "River Weekly") == 2
    browser.click("#facets input[data-facet='type'][value='meeting']")
    assert shown() == 2
    assert browser.js(count, "type", "cancellation") == 1
    assert browser.js(count, "source", "River Weekly") == 1
    browser.click("#facets input[data-facet='status'][value='planned']")
    assert shown() == 1


def test_the_address_brings_the_same_view_back(browser: Browser, shown: Shown) -> None:
    browser.open(story(), "#all=1&view=table&sort=-date&status=planned&status=occurred&q=norvia&sel=f:f1")
    assert shown() == 2
    assert browser.js("return probe.rows()") == ["f3", "f1"]
    assert browser.text("#panel h2") == ["Norvia and Sardane met in Bellmar"]
    assert browser.js("return document.getElementById('search').value") == "norvia"


def test_headings_sort_and_say_so(browser: Browser) -> None:
    browser.open(story(), "#all=1&view=table")
    browser.click("[data-sort='what']")
    texts = browser.text("#table .open")
    assert texts == sorted(texts)
    assert browser.js("return document.querySelector('th.c-what').getAttribute('aria-sort')") == "ascending"


def test_keys_walk_the_graph_open_the_evidence_and_close_it(browser: Browser) -> None:
    keys = pytest.importorskip("selenium.webdriver").Keys
    browser.open(story())
    browser.js("document.getElementById('canvas').focus()")
    send = browser.driver.switch_to.active_element.send_keys
    send(keys.ARROW_RIGHT)
    send(keys.ENTER)
    assert not browser.js("return document.getElementById('panel').hidden")
    assert browser.js("return document.activeElement.id") == "panel"
    browser.driver.switch_to.active_element.send_keys(keys.ESCAPE)
    assert browser.js("return [document.getElementById('panel').hidden, document.activeElement.id]") == [
        True,
        "canvas",
    ]
    browser.driver.switch_to.active_element.send_keys("/")
    assert browser.js("return document.activeElement.id") == "search"


def test_a_click_on_a_mark_opens_its_evidence(browser: Browser) -> None:
    browser.open(story())
    action = pytest.importorskip("selenium.webdriver").ActionChains(browser.driver)
    place = browser.js("return KG.graph.where('event:e1')")
    canvas = browser.driver.find_element("id", "canvas")
    size = canvas.size
    action.move_to_element_with_offset(
        canvas, place["x"] - size["width"] / 2, place["y"] - size["height"] / 2
    ).click().perform()
    browser.wait("return !document.getElementById('panel').hidden")
    assert browser.text("#panel mark") == ["met"]


def test_claims_of_one_event_stand_together_and_differences_are_named(browser: Browser) -> None:
    other = fact(7, event="e1", status="denied", holders=story()[2].holders)
    browser.open([*story(), other], "#sel=f:f1")
    assert len(browser.text("#panel .card")) == 2
    assert "different statuses" in browser.text("#panel")[0]
    assert "outside the filters" in browser.text("#panel .card")[1]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_nothing_is_wider_than_the_window(browser: Browser, width: int, height: int) -> None:
    browser.size(width, height)
    for view in ("graph", "timeline", "table"):
        browser.open(story(), f"#all=1&view={view}&sel=f:f3")
        assert browser.js("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_that_wcag_asks_for(browser: Browser, scheme: str) -> None:
    browser.media(prefers_color_scheme=scheme)
    for view in ("graph", "timeline", "table"):
        browser.open(story(), f"#all=1&view={view}&sel=f:f3")
        browser.wait("return true")
        assert browser.js("return probe.poorContrast()") == []


def test_every_control_has_a_name(browser: Browser) -> None:
    browser.open(story(), "#all=1&sel=f:f3")
    assert browser.js("return probe.nameless()") == []


def test_no_facts_are_told_as_such(browser: Browser) -> None:
    browser.open([])
    assert browser.text("#empty h2") == ["No facts yet"]
    assert browser.console() == []


@pytest.mark.slow
def test_a_page_of_five_thousand_events_opens(browser: Browser) -> None:
    browser.open(crowd(5000, 3))
    assert browser.text("#tally")[0].startswith("5000 of 5000")
    assert browser.console() == []


def test_a_long_table_stands_in_pages_and_says_where_it_is(browser: Browser) -> None:
    browser.open(crowd(250, 1), "#view=table")
    assert len(browser.text("tbody tr")) == 100
    assert browser.text("caption") == ["250 claims, sorted by date, ascending; rows 1 to 100"]
    browser.js("document.querySelector('.pager button:last-of-type').click()")
    assert browser.text("caption") == ["250 claims, sorted by date, ascending; rows 101 to 200"]
    assert browser.js("return document.querySelector('tbody tr').ariaRowIndex") == "102"
    assert browser.js("return document.querySelector('table').ariaRowCount") == "251"
    last = browser.js("const r = KG.table.rows(); return r[r.length - 1].id")
    browser.js("KG.evidence.select(`f:${arguments[0]}`)", last)
    assert browser.text("tr[aria-current] .open") == [browser.js("return KG.table.rows()[249].text")]


def test_a_row_is_named_by_what_it_tells_and_arrows_move_between_rows(browser: Browser) -> None:
    keys = pytest.importorskip("selenium.webdriver").Keys
    browser.open(story(), "#view=table&all=1")
    assert browser.text("tbody th[scope=row] .open")[0] == "Norvia and Sardane met in Bellmar"
    browser.js("document.querySelector('tbody .open').focus()")
    browser.driver.switch_to.active_element.send_keys(keys.ARROW_DOWN)
    assert browser.js("return document.activeElement.closest('tr').dataset.fact") == "f2"


def test_on_a_phone_the_head_is_low_and_what_is_in_it_can_be_touched(browser: Browser) -> None:
    """Two rows: title and tally, then views, search and filters; 44 pixels a target (WCAG 2.2, 2.5.5)."""
    browser.size(390, 844)
    browser.open(story(), title="North Korea and the United States, 2018-2019")
    small = browser.js(
        "return [...document.querySelectorAll('.top button, .top input')]"
        ".map((e) => e.getBoundingClientRect())"
        ".filter((r) => r.width < 44 || r.height < 44).length"
    )
    assert small == 0
    assert browser.js("return document.querySelector('.top').offsetHeight") <= 160
    browser.js("document.getElementById('search').focus()")
    assert browser.js("return document.getElementById('search').offsetWidth") > 300


def test_a_small_window_sorts_by_a_list(browser: Browser) -> None:
    browser.size(390, 844)
    browser.open(story(), "#view=table&all=1")
    browser.js(
        "const choice = document.getElementById('sort-by'); choice.value = 'status';"
        "choice.dispatchEvent(new Event('change'))"
    )
    assert browser.text("td.c-status") == ["Cancelled", "Occurred", "Planned", "Said"]
