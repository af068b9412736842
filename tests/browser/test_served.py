"""The pages that a server shows: overview, query, explorer, in a real browser and under their policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.browser.conftest import PROBES, Browser
from tests.graph_factory import Article, pledge, protest, summit
from tests.serving import live, on_disk

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>“</script><b>{{7*7}}"


def hostile() -> Any:
    a = Article(
        f"Avaria met Belmora, said {HOSTILE} in public.", source="news/<b>evil</b>.txt", title=HOSTILE
    )
    sides = [("participant", a.actor("Avaria")), ("participant", a.actor("Belmora", name=HOSTILE))]
    a.event("meeting", "met", sides)
    return a.done()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served") / "kg.db"
    store = on_disk(folder, summit(), protest(), pledge(), hostile())
    with live(store) as found:
        yield found


class Site(Browser):
    """A browser on the server's pages."""

    def __init__(self, driver: Any, folder: Path, address: str) -> None:
        super().__init__(driver, folder)
        self.address = address

    def go(self, path: str) -> None:
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(self.address + path)
        self.settled()

    def settled(self) -> None:
        self.wait("return document.documentElement.dataset.ready === '1'")
        self.js(PROBES)

    def quiet(self) -> None:
        """Nothing broke the policy or went elsewhere, nothing from an article became markup."""
        assert self.console() == []
        assert all(url.startswith((self.address, "data:", "about:", "blob:")) for url in self.requests())
        assert self.js("return probe.handlers()") == 0

    def run(self, query: str) -> None:
        self.type(query)
        self.click("#run")
        self.wait("return document.getElementById('stop').hidden")

    def type(self, query: str) -> None:
        self.fill("#text", query)

    def fill(self, selector: str, value: str) -> None:
        script = "const [s, v] = arguments, e = document.querySelector(s); e.value = v;"
        self.js(script + "e.dispatchEvent(new Event('input'))", selector, value)

    def cells(self) -> list[str]:
        return self.text("#results tbody td:not(.row)")


@pytest.fixture
def site(driver: Any, tmp_path: Path, address: str) -> Iterator[Site]:
    opened = Site(driver, tmp_path, address)
    opened.size(1440, 900)
    yield opened
    opened.size(1440, 900)


# -- overview


def test_the_overview_tells_the_numbers_and_where_to_go(site: Site) -> None:
    site.go("/")
    assert site.text("#numbers dd")[0] == "4"
    assert {"/api/facts", "/health"} <= set(site.text("#paths code"))
    links = "return [...document.querySelectorAll('main a, nav a')].map((a) => a.getAttribute('href'))"
    for link in set(site.js(links)):
        status = "fetch(arguments[0]).then((r) => arguments[1](r.status))"
        assert site.driver.execute_async_script(status, link) == 200, link
    site.quiet()


# -- query


def test_a_query_is_answered_in_a_table(site: Site) -> None:
    site.go("/query")
    site.run('SELECT ?l (1 AS ?n) { ?a a sem:Actor ; rdfs:label ?l FILTER(?l = "Avaria") }')
    assert site.text("#results th")[1:] == ["l", "n"]
    assert site.cells() == ["Avaria", "1"]
    assert site.text("#status")[0].startswith("1 row, ")
    site.quiet()


def test_ctrl_enter_runs_and_the_address_names_the_query(site: Site) -> None:
    site.go("/query")
    site.type("ASK { ?s ?p ?o }")
    site.js(
        "document.getElementById('text').dispatchEvent("
        "new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }))"
    )
    site.wait("return document.querySelector('#results .answer')?.textContent === 'Yes'")
    assert site.driver.current_url.endswith("#query=" + quote("ASK { ?s ?p ?o }", safe=""))


def test_a_shared_address_opens_its_query(site: Site) -> None:
    site.go("/query#query=" + quote("SELECT * { ?s ?p '#&+%' }"))
    assert site.js("return document.getElementById('text').value") == "SELECT * { ?s ?p '#&+%' }"


def test_a_mistake_is_told_and_its_line_is_marked(site: Site) -> None:
    site.go("/query")
    site.run("SELECT * {\n  ?s ?p ?o .\n  FILTER(?o >> 3)\n}")
    assert "does not parse" in site.text("#wrong")[0]
    assert site.text("#lines .at") == ["3\n"]
    assert site.js("return document.getElementById('answer').hidden")
    site.run("ASK {}")
    assert site.js("return document.getElementById('wrong').hidden")


def test_a_refusal_names_its_remedy(site: Site) -> None:
    site.go("/query")
    site.run("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    what, remedy = site.text("#wrong p")
    assert "SERVICE is refused" in what
    assert remedy


def test_line_numbers_follow_the_text(site: Site) -> None:
    site.go("/query")
    site.type("\n".join(["#"] * 120))
    assert site.text("#lines")[0].split() == [str(n) for n in range(1, 121)]
    site.js("document.getElementById('text').scrollTop = 600; return probe.later(100)")
    assert site.js("return document.getElementById('lines').scrollTop") == 600


def test_a_named_query_takes_values_and_runs(site: Site) -> None:
    site.go("/query")
    site.fill("#find", "one speaker")
    assert len(site.js("return [...document.querySelectorAll('#named li:not([hidden])')]")) == 1
    site.click("[data-name='statements-of-speaker']")
    site.js("document.querySelector('#parameters [name=speaker]').value = 'Ines Varga'")
    site.click("#parameters button")
    site.wait("return document.querySelectorAll('#results tbody tr').length > 0")
    assert "<urn:kg:actor:ines-varga>" in site.js("return document.getElementById('text').value")
    site.quiet()


def test_a_value_that_nobody_answers_to_is_told(site: Site) -> None:
    site.go("/query")
    site.click("[data-name='statements-of-speaker']")
    site.js("document.querySelector('#parameters [name=speaker]').value = 'Avarja'")
    site.click("#parameters button")
    site.wait("return !document.getElementById('wrong').hidden")
    assert "near names: Avaria" in site.text("#wrong")[0]


def test_a_query_without_values_runs_at_once(site: Site) -> None:
    site.go("/query")
    site.click("[data-name='articles']")
    site.wait("return document.querySelectorAll('#results tbody tr').length === 4")


def test_triples_are_shown_as_turtle(site: Site) -> None:
    site.go("/query")
    site.run("CONSTRUCT { ?a rdfs:label ?l } { ?a a sem:Actor ; rdfs:label ?l } LIMIT 3")
    assert "rdfs:label" in site.text("#results pre")[0]
    assert site.text("#downloads button") == ["Turtle", "N-Triples", "JSON-LD", "RDF/XML"]


def test_every_format_can_be_downloaded(site: Site) -> None:
    site.go("/query")
    site.js(
        "window.saved = []; HTMLAnchorElement.prototype.click = function () {"
        "  const name = this.download; fetch(this.href).catch(() => 0); saved.push([name, this.href]); }"
    )
    site.run('SELECT ?l { ?a a sem:Actor ; rdfs:label ?l FILTER(?l = "Avaria") }')
    for n, button in enumerate(site.text("#downloads button")):
        site.js("document.querySelectorAll('#downloads button')[arguments[0]].click()", n)
        site.wait(f"return saved.length === {n + 1}")
        assert "is saved" in site.text("#status")[0], button
    assert [name for name, _ in site.js("return saved")] == [
        f"answer.{e}" for e in ("csv", "tsv", "srj", "srx")
    ]


def test_hostile_values_stay_text(site: Site) -> None:
    site.go("/query")
    site.run("SELECT ?t { ?a schema:headline ?t FILTER(CONTAINS(?t, 'onerror')) }")
    assert site.cells() == [HOSTILE]
    site.run('SELECT (<javascript:alert(1)> AS ?x) (IRI("https://example.org/\\"onclick=x") AS ?y) {}')
    assert site.js("return document.querySelectorAll('#results a[href^=javascript]').length") == 0
    site.quiet()


def test_a_slow_query_can_be_stopped(site: Site) -> None:
    site.go("/query")
    site.type("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    site.click("#run")
    site.wait("return !document.getElementById('stop').hidden")
    site.click("#stop")
    site.wait("return document.getElementById('status').textContent === 'Stopped'")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", ["/", "/query"])
def test_pages_can_be_read_and_named_at_every_width(site: Site, path: str, width: int, dark: bool) -> None:
    site.size(width, 844)
    site.media(prefers_color_scheme="dark" if dark else "light")
    site.go(path)
    if path == "/query":
        site.click("[data-name='statements-of-speaker']")
        site.run("SELECT ?a ?l { ?a a sem:Actor ; rdfs:label ?l }")
        site.run("SELECT ?a ?l { ?a a sem:Actor ; rdfs:label ?l }")
    assert site.js("return document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
    assert site.js("return probe.poorContrast()") == []
    assert site.js("return probe.nameless()") == []


# -- explorer


def test_the_explorer_shows_the_store(site: Site) -> None:
    site.go("/explore")
    facts = site.js("return KG.data.facts.length")
    assert site.text("#store p")[0] == f"{facts} facts"
    assert facts > 8
    assert site.js("return document.querySelector('#about .outlets').textContent")
    site.click("#relations")
    for view in ("timeline", "table", "graph"):
        site.click(f"#tab-{view}")
    site.js("return probe.later(200)")
    site.quiet()


def test_the_address_narrows_the_store_as_facts_does(site: Site) -> None:
    site.go("/explore?actor=Ines+Varga&type=says#view=table")
    who = site.js("return KG.data.facts.flatMap((f) => f.actors.map(([a]) => KG.data.actors[a].name))")
    assert "Ines Varga" in who
    assert set(site.js("return KG.data.facts.map((f) => f.type)")) == {"says"}
    assert site.text("#store .chip") == ["actor: Ines Varga ×", "type: says ×"]
    site.click("#store .chip")
    site.settled()
    assert site.driver.current_url.partition("?")[2].startswith("type=says")


def test_parts_of_the_store_follow_one_another(site: Site) -> None:
    site.go("/explore?limit=3&all=true")
    first, total = site.js("return KG.data.facts.map((f) => f.id)"), site.text("#store p")[0]
    assert total.startswith("Facts 1–3 of ")
    site.click("#store .turn button:last-child")
    site.wait("return location.search.includes('page=2') && document.documentElement.dataset.ready === '1'")
    assert site.text("#store p")[0].startswith("Facts 4–6 of ")
    assert not set(first) & set(site.js("return KG.data.facts.map((f) => f.id)"))


def test_narrowing_with_the_form_asks_the_server(site: Site) -> None:
    site.go("/explore")
    site.click("#store [aria-expanded]")
    site.js("document.querySelector('#store [name=actor]').value = 'Belmora'")
    site.click("#store form button")
    site.wait("return location.search === '?actor=Belmora' && document.documentElement.dataset.ready === '1'")


def test_a_filter_that_is_refused_says_why(site: Site) -> None:
    site.driver.get(f"{site.address}/explore?actor=Avarja")
    site.wait("return document.documentElement.dataset.failed === '1'")
    assert "near names: Avaria" in site.text("#store .wrong")[0]


def test_conditions_that_nothing_passes_are_named_as_the_reason(site: Site) -> None:
    site.go("/explore?type=meeting&as-of=1990")
    assert site.text("#empty h2") == ["Nothing matches"]
    told = "No fact in the store passes what is asked for above. Take a condition away."
    assert site.text("#empty p") == [told]


def test_the_policy_of_the_explorer_lets_it_ask_its_own_server_alone(address: str) -> None:
    policy = httpx.get(f"{address}/explore").headers["content-security-policy"]
    assert "connect-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.count("sha256-") > 10
