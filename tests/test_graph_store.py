"""The store: whole articles, exact retraction, one state for one set of articles."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.errors import NotFound, StoreError
from kg.graph import Outcome, Store, export, open_store
from kg.graph.store import DERIVED_GRAPHS
from kg.graph.story import story_changes
from tests.graph_factory import Article, by_name, filled, pledge, protest, retold, summit


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    export(store, "nquads", out)
    return out.getvalue()


def test_an_article_is_added_once() -> None:
    store = open_store(None)
    assert store.add(summit()).outcome is Outcome.ADDED
    assert store.add(summit()).outcome is Outcome.UNCHANGED


def test_the_same_document_with_other_content_is_replaced_and_leaves_nothing_behind() -> None:
    store = open_store(None)
    store.add(protest())
    changed = Article("Avaria opened its border.", source="news/protest.txt", published="2031-06-10").done()
    assert store.add(changed).outcome is Outcome.REPLACED
    alone = open_store(None)
    alone.add(changed)
    assert exported(retold(store)) == exported(retold(alone))


def test_a_new_date_replaces_the_dateless_article() -> None:
    store = open_store(None)
    store.add(protest(published=None))
    assert store.add(protest()).outcome is Outcome.REPLACED


def test_the_same_text_from_another_path_is_the_same_article() -> None:
    store = open_store(None)
    store.add(summit("a/summit.txt"))
    assert store.add(summit("b/summit.txt")).outcome is Outcome.UNCHANGED
    assert [d.source for d in store.documents()] == ["a/summit.txt"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"outlet": "Daily Lantern"}, {"outlet": "Harbour Post"}),
        ({"url": "https://lantern.example/1"}, {"url": "https://post.example/9"}),
        ({"published": "2031-05-04"}, {"published": "2031-05-05"}),
    ],
)
def test_the_same_text_of_another_outlet_url_or_day_is_another_article(first: dict, second: dict) -> None:
    store = open_store(None)
    store.add(summit("a.txt", **first))
    assert store.add(summit("b.txt", **second)).outcome is Outcome.ADDED


def test_a_copy_that_says_more_takes_the_place_of_the_first() -> None:
    store = open_store(None)
    store.add(protest("a.txt", published=None))
    result = store.add(protest("b.txt"))
    assert (result.outcome, result.replaced) == (Outcome.REPLACED, iri.document_id("a.txt"))
    assert [d.source for d in store.documents()] == ["b.txt"]


@pytest.mark.parametrize("which", ["news/protest.txt", "protest.txt", iri.document_id("news/protest.txt")])
def test_removing_an_article_leaves_what_the_others_say_byte_for_byte(which: str) -> None:
    store = filled(summit(), protest())
    removed = store.remove(which)
    assert [d.name for d in removed] == ["protest.txt"]
    assert store.stale
    assert exported(retold(store)) == exported(filled(summit()))


def test_removing_what_is_not_there_is_an_error() -> None:
    with pytest.raises(NotFound, match=r"no document 'x.txt'"):
        open_store(None).remove("x.txt")


def test_a_file_name_that_two_documents_share_must_be_made_exact() -> None:
    store = open_store(None)
    store.add(protest("a/p.txt", outlet="Lantern"))
    store.add(protest("b/p.txt", outlet="Post"))
    with pytest.raises(StoreError, match=r"a/p\.txt, b/p\.txt"):
        store.remove("p.txt")


def test_the_order_of_adding_does_not_matter() -> None:
    assert exported(filled(summit(), protest())) == exported(filled(protest(), summit()))


def test_a_story_told_again_differs_in_nothing() -> None:
    store = filled(summit(), protest(), pledge())
    assert story_changes(store.raw, by_name(store)) == (set(), set())
    kept = {q for q in store.raw if q.graph_name.value in DERIVED_GRAPHS}
    assert any(q.predicate.value == iri.term("score") for q in kept)


def test_the_story_is_stale_from_a_change_until_it_is_told() -> None:
    store = open_store(None)
    assert not store.stale
    store.add(summit())
    assert store.stale
    retold(store)
    assert not store.stale
    store.add(summit())
    assert not store.stale


def test_a_store_on_disk_survives_closing_and_keeps_its_stale_mark(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        store.add(summit())
    with open_store(tmp_path / "s") as store:
        assert store.stale
        assert store.add(summit()).outcome is Outcome.UNCHANGED
        retold(store)
        written = exported(store)
    assert exported(open_store(tmp_path / "s", read_only=True)) == written == exported(filled(summit()))


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store at .*run `kg add"):
        open_store(tmp_path / "nothing", read_only=True)


def test_a_folder_of_other_things_is_not_taken_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(StoreError, match="something else"):
        open_store(tmp_path, create=True)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        ('{"format": 99}', "add the articles to a new store"),
        ("{}", "add the articles to a new store"),
        ("no json", "run `kg doctor`"),
        ("[]", "run `kg doctor`"),
    ],
)
def test_another_format_is_refused_with_a_remedy(tmp_path: Path, content: str, remedy: str) -> None:
    open_store(tmp_path / "s", create=True).close()
    (tmp_path / "s" / "kg-store.json").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=remedy):
        open_store(tmp_path / "s")


def test_the_format_file_names_its_version(tmp_path: Path) -> None:
    open_store(tmp_path / "s", create=True).close()
    assert json.loads((tmp_path / "s" / "kg-store.json").read_text()) == {"kind": "kg-store", "format": 1}


def test_a_second_writer_is_told_to_wait_and_a_reader_is_let_in(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        store.add(summit())
        with pytest.raises(StoreError, match="another process is writing"):
            open_store(tmp_path / "s")
        assert len(open_store(tmp_path / "s", read_only=True).documents()) == 1


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    open_store(tmp_path / "s", create=True).close()
    with pytest.raises(StoreError, match="reading only"):
        open_store(tmp_path / "s", read_only=True).add(summit())


def test_an_extraction_that_refers_to_nothing_is_refused_whole() -> None:
    article = Article("Avaria protested.")
    article.event("protest", "protested", attributed_to="s9")
    store = open_store(None)
    with pytest.raises(StoreError, match="statement 's9'"):
        store.add(article.done())
    assert store.documents() == ()


def test_rdflib_sees_the_same_quads() -> None:
    store = filled(summit())
    graph = store.rdflib()
    headline = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a <urn:kg:ns:Claim> }"
    assert [int(row.n) for row in graph.query(headline)] == [7]


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "ntriples"])
def test_exports_parse_back_to_the_same_triples(format: str) -> None:
    store = filled(summit(), protest())
    out = io.BytesIO()
    export(store, format, out)
    read = ox.parse(
        out.getvalue(),
        format=ox.RdfFormat.from_extension(
            {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt"}[format]
        ),
    )
    told = {q.triple for q in store.raw if q.graph_name.value != iri.META}
    assert {q.triple for q in read} == told


def test_json_ld_is_read_by_rdflib_as_the_same_graph() -> None:
    import rdflib

    out, lines = io.BytesIO(), io.BytesIO()
    store = filled(protest())
    export(store, "jsonld", out)
    export(store, "nquads", lines)
    read = rdflib.Dataset().parse(data=out.getvalue(), format="json-ld")
    same = rdflib.Dataset().parse(data=lines.getvalue(), format="nquads")
    assert set(read.quads()) == set(same.quads())
