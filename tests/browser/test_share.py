"""What a reader takes along: files, links, an embedded copy, paper."""

from __future__ import annotations

import base64
import csv
import io
import json
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kg import iri
from kg.records import fact_record
from kg.render.plain import plain
from tests.browser.conftest import Browser
from tests.browser.story import HOSTILE, crowd, fact, hostile_story, story

pytestmark = pytest.mark.browser
rdflib = pytest.importorskip("rdflib")
FORMS = ("png", "svg", "csv", "json", "ttl")


def saved(browser: Browser, folder: Path, form: str) -> bytes:
    """The file that the button gives, downloaded by the browser itself."""
    given = {"behavior": "allow", "downloadPath": str(folder), "eventsEnabled": False}
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", given)
    browser.click("#share-button")
    browser.click(f"[data-save={form}]")
    browser.wait("return document.getElementById('share-status').textContent.startsWith('Saved')", 20)
    name = browser.text("#share-status")[0].removeprefix("Saved as ")
    browser.wait_for(lambda: (folder / name).exists() and (folder / name).stat().st_size > 0)
    browser.js("document.getElementById('share').close()")
    return (folder / name).read_bytes()


def turtle(browser: Browser, folder: Path) -> Any:
    return rdflib.Graph().parse(data=saved(browser, folder, "ttl").decode(), format="turtle")


def test_json_has_the_shape_that_kg_facts_gives(browser: Browser, tmp_path: Path) -> None:
    told = story()[:3]
    browser.open(told, "#all=1")
    given = json.loads(saved(browser, tmp_path, "json"))
    expected = [fact_record(f) for f in told]
    for record in expected:
        for name in ("trigger", "rejected", "corrected"):
            del record[name]
    assert given == json.loads(json.dumps(expected))


def test_csv_holds_what_is_shown_and_no_more(browser: Browser, tmp_path: Path) -> None:
    browser.open(story(), "#all=1&status=planned")
    text = saved(browser, tmp_path, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [r["id"] for r in rows] == ["f3"]
    assert rows[0]["actors"] == "participant: Norvia; participant: Sardane"
    assert rows[0]["holders"] == "Tomas Reyk"
    assert rows[0]["spans"] == "533-545"
    assert (rows[0]["earliest"], rows[0]["latest"]) == ("2031-04-01", "2031-05-31")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =cmd()", "\uff1d1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(
    browser: Browser, tmp_path: Path, start: str
) -> None:
    browser.open([fact(1, text=start, place=start)])
    text = saved(browser, tmp_path, "csv").decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["text"] == row["place"] == f"'{start}"


def test_turtle_answers_who_says_what_of_which_event(browser: Browser, tmp_path: Path) -> None:
    browser.open(story(), "#all=1", title="The dam")
    graph = turtle(browser, tmp_path)
    rows = graph.query(
        """SELECT ?status ?name ?early ?late ?edtf ?who WHERE {
          ?c a kg:Claim ; kg:about ?m ; kg:status ?status ; kg:holderActor/rdfs:label ?name .
          ?m a kg:EventMention ; sem:eventType kg:Meeting ; kg:refersTo ?e ; sem:hasTime/kg:edtf ?edtf ;
             sem:hasEarliestBeginTimeStamp ?early ; sem:hasLatestEndTimeStamp ?late ;
             kg:participant/kg:refersTo/rdfs:label ?who . }""",
        initNs={name: rdflib.Namespace(base) for name, base in iri.PREFIXES.items()},
    )
    assert {tuple(str(v) for v in row) for row in rows} == {
        ("urn:kg:ns:Planned", "Tomas Reyk", "2031-04-01", "2031-05-31", "[2031-04,2031-05]", who)
        for who in ("Norvia", "Sardane")
    }


def test_turtle_names_the_exact_words_by_code_points(browser: Browser, tmp_path: Path) -> None:
    browser.open(story(), "#all=1")
    graph = turtle(browser, tmp_path)
    oa = rdflib.Namespace(iri.OA)
    words = {
        str(graph.value(s, oa.exact)): (graph.value(s, oa.start).value, graph.value(s, oa.end).value)
        for s in graph.subjects(rdflib.RDF.type, oa.TextPositionSelector)
    }
    expected = {f.evidence.quote: f.evidence.spans[0] for f in story()}
    assert words == expected


def test_turtle_keeps_the_chain_of_who_passes_it_on(browser: Browser, tmp_path: Path) -> None:
    holders = tuple(
        type(story()[2].holders[0])(i, n, "holder", "person") for i, n in (("cnn", "CNN"), ("jl", "Jeffrey"))
    )
    browser.open([fact(1, holders=holders)], "#all=1")
    graph = turtle(browser, tmp_path)
    kg = rdflib.Namespace(iri.KG)
    inner = rdflib.URIRef("urn:kg:claim:f1")
    outer = graph.value(predicate=kg.content, object=inner)
    names = [str(graph.value(graph.value(c, kg.holderActor), rdflib.RDFS.label)) for c in (outer, inner)]
    assert names == ["CNN", "Jeffrey"]


def test_every_own_term_of_the_turtle_is_in_the_ontology(browser: Browser, tmp_path: Path) -> None:
    browser.open(story(), "#all=1")
    graph = turtle(browser, tmp_path)
    ontology = Path(iri.__file__).parent / "graph" / "ontology.ttl"
    known = {str(s) for s in rdflib.Graph().parse(ontology).subjects()}
    used = {str(p) for p in graph.predicates() if str(p).startswith(iri.KG)}
    assert used <= known


def test_svg_and_png_are_pictures_of_the_view(browser: Browser, tmp_path: Path) -> None:
    for view in ("graph", "timeline", "table"):
        browser.open(story(), f"#all=1&view={view}", title="The dam dispute", description="Who met.")
        browser.wait("return document.querySelectorAll('#chart .vis-item, canvas, tbody tr').length > 0")
        root = ElementTree.fromstring(saved(browser, tmp_path / view, "svg"))
        words = " ".join("".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text"))
        for part in (
            "The dam dispute",
            "Who met.",
            "Northern Courier",
            "Meeting" if view == "graph" else "met",
        ):
            assert part in words, (view, part)
        png = saved(browser, tmp_path / view, "png")
        assert png.startswith(b"\x89PNG")
        assert struct.unpack(">II", png[16:24]) == (
            2 * round(float(root.attrib["width"])),
            2 * round(float(root.attrib["height"])),
        )
        assert browser.console() == []


def test_a_picture_of_the_relations_joins_actors_and_events(browser: Browser, tmp_path: Path) -> None:
    browser.open(story(), "#all=1&relations=1")
    browser.wait("return KG.relations.picture().dots.length > 0")
    browser.js("return probe.later(500)")
    root = ElementTree.fromstring(saved(browser, tmp_path, "svg"))
    space = "{http://www.w3.org/2000/svg}"
    names = {"".join(e.itertext()) for e in root.iter(f"{space}text") if e.get("text-anchor") == "middle"}
    assert {"Norvia", "Sardane"} <= {name.split(" +")[0] for name in names}
    lines = [
        e for e in root.iter(f"{space}path") if "L" in e.get("d", "") and e.get("stroke-opacity") == "0.6"
    ]
    assert len(lines) == browser.js("return KG.relations.picture().lines.length") > 0


def test_a_picture_too_large_for_the_browser_is_made_coarser(browser: Browser, tmp_path: Path) -> None:
    browser.open(crowd(3000, 2))
    width, height = struct.unpack(">II", saved(browser, tmp_path, "png")[16:24])
    assert max(width, height) <= 16000


def test_files_of_hostile_facts_are_files_still(browser: Browser, tmp_path: Path) -> None:
    browser.open(hostile_story(), "#all=1", title=HOSTILE[0], description=HOSTILE[1])
    files = {form: saved(browser, tmp_path, form) for form in FORMS}
    records = json.loads(files["json"])
    assert [r["text"] for r in records] == [plain(t) for t in HOSTILE]
    for record, given in zip(records, hostile_story(), strict=True):
        assert record["evidence"]["quote"] == plain(given.evidence.quote)
        assert record["evidence"]["context"] == plain(given.evidence.context)
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {22}
    assert not any(cell.strip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    graph = rdflib.Graph().parse(data=files["ttl"].decode(), format="turtle")
    labels = {str(o) for o in graph.objects(None, rdflib.RDFS.label)}
    assert {plain(t) for t in HOSTILE} <= labels
    root = ElementTree.fromstring(files["svg"])
    tags = {e.tag.rpartition("}")[2] for e in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "rect", "text"}
    assert not any(name.startswith("on") or "href" in name for e in root.iter() for name in e.attrib)
    assert browser.js("return typeof window.owned") == "undefined"
    assert browser.console() == []
    assert not [u for u in browser.requests() if u.startswith("http")]


def test_an_embedded_page_is_bare_and_leads_to_the_whole_one(browser: Browser) -> None:
    browser.open(story(), "?embed#view=table&all=1")
    visible = "return document.querySelector(arguments[0]).checkVisibility()"
    for hidden in ("#filters", "#search", "#share-button"):
        assert not browser.js(visible, hidden)
    assert browser.js(visible, "tbody tr")
    link = browser.js("return document.querySelector('.whole-page').href")
    assert link.endswith("/page.html#view=table&all=1")
    browser.js("document.querySelector('.whole-page').focus()")
    assert browser.js("return document.querySelector('.whole-page').href").endswith("#view=table&all=1")


def test_a_page_embedded_by_its_fragment_stays_so(browser: Browser) -> None:
    browser.open(story(), "#embed&view=timeline")
    assert browser.js("return document.body.dataset.embed") == "1"
    assert browser.js("return KG.state.view") == "timeline"
    browser.click("#tab-table")
    browser.wait("return location.hash.includes('view=table')")
    assert "embed=1" in browser.driver.current_url
    assert browser.js("return KG.share.address(false)").endswith("/page.html#view=table")


def test_the_code_to_embed_names_the_page_safely(browser: Browser) -> None:
    browser.open(story(), "#all=1&view=table", title='A "dam" & <more>')
    browser.js(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }"
    )
    browser.click("#share-button")
    browser.js("document.querySelectorAll('#share-copies button')[1].click()")
    browser.wait("return Boolean(window.copied)")
    code = browser.js("return window.copied")
    parsed = browser.js(
        "const [e] = new DOMParser().parseFromString(arguments[0], 'text/html').body.children;"
        "return [e.tagName, e.title, e.getAttribute('src'), e.nextSibling]",
        code,
    )
    assert parsed[:2] == ["IFRAME", 'A "dam" & <more>']
    assert parsed[2].endswith("/page.html?embed#view=table&all=1")
    assert parsed[3] is None


def test_the_page_says_what_it_is_and_where_it_comes_from(browser: Browser) -> None:
    browser.open(story(), title="The dam dispute", description="Who met whom.")
    assert browser.text(".standfirst") == ["Who met whom."]
    browser.click("#about-button")
    assert browser.js("return document.getElementById('about').open")
    words = browser.text("#about")[0]
    for part in (
        "Who met whom.",
        "4 March 2031 – 31 May 2031",
        "6 March 2031",
        "Northern Courier",
        "River Weekly",
    ):
        assert part in words
    browser.click("#about .close")
    browser.wait("return document.activeElement.id === 'about-button'")


def test_paper_has_the_table_the_evidence_and_the_colophon(browser: Browser) -> None:
    browser.open(story(), "#all=1&sel=f:f1", title="The dam dispute")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    visible = "return [...document.querySelectorAll(arguments[0])].every((e) => e.checkVisibility())"
    for shown in ("tbody tr", "#panel .words", "#about .outlets"):
        assert browser.js(visible, shown), shown
    for hidden in ("#filters", "#graph", "#share", ".tools", "#brush"):
        assert not browser.js("return document.querySelector(arguments[0]).checkVisibility()", hidden), hidden
    pdf = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert pdf.startswith(b"%PDF")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
