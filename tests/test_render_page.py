"""What is written into the file; how it behaves is tested in ``tests/browser``."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.model import ActorRow, Background, FactActor, Paragraph
from kg.render import render
from kg.render.payload import asserted, shorten
from kg.render.plain import plain, script_json, web_link
from kg.render.publication import publication
from tests.browser.story import HOSTILE, ILVEN, evidence, fact, hostile_story, story


def page(tmp_path: Path, facts: list, **options: Any) -> str:
    render(facts, options.pop("actors", ()), tmp_path / "page.html", **options)
    return (tmp_path / "page.html").read_text(encoding="utf-8")


def embedded(html: str, name: str = "story") -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    assert page(tmp_path, story()) == page(tmp_path, story())


def test_the_page_holds_each_fact_with_its_words_and_offsets(tmp_path: Path) -> None:
    data = embedded(page(tmp_path, story()))
    said = data["facts"][1]
    assert "quote" not in said, "the page reads it out of the paragraph"
    paragraph = data["paragraphs"][said["paragraph"]]
    (start, end), base = said["spans"][0], paragraph["start"]
    assert paragraph["text"][start - base : end - base] == "The gates 🚧 stay shut until spring"


def test_a_quote_that_its_spans_do_not_give_is_written_out(tmp_path: Path) -> None:
    shown = replace(evidence("marked words", "Some marked words here."), quote="other words")
    assert embedded(page(tmp_path, [fact(1, evidence=shown)]))["facts"][0]["quote"] == "other words"


def test_facts_of_one_paragraph_share_it(tmp_path: Path) -> None:
    text = "🌊 One met. Two met. Three met."
    both = [
        fact(1, evidence=evidence("met", "🌊 One met.", start=500)),
        fact(2, event="e2", evidence=evidence("met", "Two met.", start=511)),
    ]
    around = {(f.evidence.article, f.evidence.sentence): Paragraph((500, 530), text) for f in both}
    data = embedded(page(tmp_path, both, known=Background(paragraphs=around)))
    assert data["paragraphs"] == [{"start": 500, "text": text}]
    assert [f["paragraph"] for f in data["facts"]] == [0, 0]


def test_a_paragraph_that_does_not_hold_the_sentence_is_not_shown(tmp_path: Path) -> None:
    shown = fact(1)
    wrong = {(shown.evidence.article, shown.evidence.sentence): Paragraph((0, 9), "elsewhere")}
    data = embedded(page(tmp_path, [shown], known=Background(paragraphs=wrong)))
    assert data["paragraphs"][0]["text"] == shown.evidence.context


def test_a_page_says_what_it_covers_and_who_its_sources_are() -> None:
    about = publication(story(), "The dam", "Who met\u202e whom.")
    assert (about.title, about.description) == ("The dam", "Who met\ufffd whom.")
    assert about.covers == "4 March 2031 – 31 May 2031"
    assert about.published == "6 March 2031"
    assert about.sources == [("Northern Courier", 1), ("River Weekly", 1)]
    drawn = publication(story(), None, None)
    assert drawn.title == "Event timeline, 2031"
    assert drawn.standfirst is None
    assert drawn.description.startswith("4 facts from 2 news articles, published 6 March 2031")


def test_the_description_is_for_those_who_link_to_the_page_too(tmp_path: Path) -> None:
    html = page(tmp_path, story(), description='A "dam" & <b>more</b>')
    assert html.count("A &#34;dam&#34; &amp; &lt;b&gt;more&lt;/b&gt;") >= 3
    assert "<b>more" not in html


def test_a_plan_and_another_ones_claim_are_not_asserted() -> None:
    assert [asserted(f) for f in story()] == [True, True, False, True]
    assert not asserted(fact(1, status="planned"))
    assert not asserted(fact(1, holders=(ILVEN,)))


def test_a_statement_that_only_another_passes_on_is_not_asserted() -> None:
    speaker, other = FactActor("p1", "Mara Ilven", "speaker"), FactActor("p9", "A courier", "holder")
    base = {"kind": "statement", "type": "says", "status": "said", "actors": (speaker,)}
    assert asserted(fact(1, **base, holders=(FactActor("p1", "Mara Ilven", "holder"),)))
    assert not asserted(fact(1, **base, holders=(other, speaker)))


def test_nothing_is_loaded_and_only_the_shipped_scripts_may_run(tmp_path: Path) -> None:
    html = page(tmp_path, story())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", html)
    assert "sourceMappingURL" not in html


def test_hostile_text_stays_inside_its_strings(tmp_path: Path) -> None:
    html = page(tmp_path, hostile_story(), title=HOSTILE[1])
    blocks = re.findall(r'<script type="application/json" id="\w+">(.*?)</script>', html, re.S)
    assert len(blocks) == 2
    assert not any(re.search("[<>&\u2028\u2029\u202e\ud800-\udfff]", block) for block in blocks)
    assert [f["text"] for f in embedded(html)["facts"]] == [plain(text) for text in HOSTILE]
    assert "<title>&lt;/script&gt;" in html


def test_a_link_that_is_not_http_is_dropped() -> None:
    assert web_link("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "ht\ntp://x",
        "https://a b",
        None,
        "",
    ):
        assert web_link(url) is None


def test_cleaning_keeps_the_number_of_code_points() -> None:
    for text in HOSTILE:
        assert len(plain(text)) == len(text)
    assert plain("a\u202eb\ud800c 👩‍🚒") == "a\ufffdb\ufffdc 👩‍🚒"
    assert script_json("</script>&\u2028") == '"\\u003c/script\\u003e\\u0026\\u2028"'


def test_a_label_is_cut_between_words() -> None:
    assert shorten("The gates stay shut until spring", 20) == "The gates stay shut…"
    assert len(shorten("N" * 10_000, 33)) == 33


def test_an_actor_in_no_fact_is_known_to_the_page(tmp_path: Path) -> None:
    row = ActorRow(id="x9", name="Aldo Finch", kind="person", aliases=("Finch",))
    data = embedded(page(tmp_path, story(), actors=[row]))
    assert data["actors"][0] == {
        "id": "actor:x9",
        "name": "Aldo Finch",
        "kind": "person",
        "aliases": ["Finch"],
    }


def test_the_network_joins_actors_and_events_by_role(tmp_path: Path) -> None:
    html = page(tmp_path, story())
    data, network = embedded(html), embedded(html, "network")
    names = {f"a{i}": actor["name"] for i, actor in enumerate(data["actors"])}
    nodes = [names.get(node, node) for node in network["nodes"]]
    edges = {(nodes[start], nodes[end], role) for start, end, role in network["edges"]}
    assert ("Norvia", "event:e4", "agent") in edges
    assert ("event:e4", "Sardane", "target") in edges
    assert network["options"]["physics"] == {"enabled": False}


def test_no_facts_make_a_page_too(tmp_path: Path) -> None:
    assert embedded(page(tmp_path, []))["facts"] == []


def test_a_small_page_stays_under_a_megabyte_and_a_half(tmp_path: Path) -> None:
    assert len(page(tmp_path, story()).encode()) < 1_500_000


def test_a_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing"):
        render(story(), (), tmp_path / "missing" / "page.html")
