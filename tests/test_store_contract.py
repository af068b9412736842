"""What every store has to do, wherever its quads lie: in memory, in a folder, behind a server."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.errors import NotFound, StoreError
from kg.graph import Outcome, Store, corrections_of, export, open_store, record, validate, verify
from kg.graph import terms as t
from kg.graph.store import DERIVED_GRAPHS
from kg.graph.story import story_changes
from kg.model import Correction, CorrectionKind
from kg.pipeline import retell
from kg.quads import is_far
from kg.query import (
    Filter,
    QueryResult,
    actors,
    commitments,
    conflicts,
    facts,
    find_actors,
    get_query,
    named_queries,
    positions,
    run_named,
    run_query,
    show,
    stats,
    timeline,
)
from tests.graph_factory import Article, by_name, filled, pledge, protest, retold, summit, told
from tests.store_kinds import KINDS, TOKEN, each

pytestmark = each(*KINDS)


def exported(of: Store) -> bytes:
    out = io.BytesIO()
    export(of, "nquads", out)
    return out.getvalue()


def tell(store: Store) -> Store:
    """Three articles, and their story as ``kg add`` tells it."""
    for article in (summit(), protest(), pledge()):
        store.add(article)
    retell(store)
    return store


# -- articles


def test_an_article_is_added_once(store: Store) -> None:
    assert store.add(summit()).outcome is Outcome.ADDED
    assert store.add(summit()).outcome is Outcome.UNCHANGED


def test_the_same_document_with_other_content_is_replaced_and_leaves_nothing_behind(store: Store) -> None:
    store.add(protest())
    retold(store)
    changed = Article("Avaria opened its border.", source="news/protest.txt", published="2031-06-10").done()
    assert store.add(changed).outcome is Outcome.REPLACED
    assert exported(retold(store)) == exported(filled(changed))


def test_a_new_date_replaces_the_dateless_article(store: Store) -> None:
    store.add(protest(published=None))
    assert store.add(protest()).outcome is Outcome.REPLACED


def test_the_same_text_from_another_path_is_the_same_article(store: Store) -> None:
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
def test_the_same_text_of_another_outlet_url_or_day_is_another_article(
    store: Store, first: dict, second: dict
) -> None:
    store.add(summit("a.txt", **first))
    assert store.add(summit("b.txt", **second)).outcome is Outcome.ADDED


def test_a_copy_that_says_more_takes_the_place_of_the_first(store: Store) -> None:
    store.add(protest("a.txt", published=None))
    result = store.add(protest("b.txt"))
    assert (result.outcome, result.replaced) == (Outcome.REPLACED, iri.document_id("a.txt"))
    assert [d.source for d in store.documents()] == ["b.txt"]


@pytest.mark.parametrize("which", ["news/protest.txt", "protest.txt", iri.document_id("news/protest.txt")])
def test_removing_an_article_leaves_what_the_others_say_byte_for_byte(store: Store, which: str) -> None:
    store.add(summit())
    store.add(protest())
    retold(store)
    removed = store.remove(which)
    assert [d.name for d in removed] == ["protest.txt"]
    assert store.stale
    assert store.changed_documents == (iri.document_id("news/protest.txt"),)
    assert exported(retold(store)) == exported(filled(summit()))


def test_removing_what_is_not_there_is_an_error(store: Store) -> None:
    with pytest.raises(NotFound, match=r"no document 'x.txt'"):
        store.remove("x.txt")


def test_a_file_name_that_two_documents_share_must_be_made_exact(store: Store) -> None:
    store.add(protest("a/p.txt", outlet="Lantern"))
    store.add(protest("b/p.txt", outlet="Post"))
    with pytest.raises(StoreError, match=r"a/p\.txt, b/p\.txt"):
        store.remove("p.txt")


def test_an_extraction_that_refers_to_nothing_is_refused_whole(store: Store) -> None:
    article = Article("Avaria protested.")
    article.event("protest", "protested", attributed_to="s9")
    with pytest.raises(StoreError, match="statement 's9'"):
        store.add(article.done())
    assert store.documents() == ()
    assert not store.stale


ODD = (
    "Avaria said: \"C:\\temp\\new\" and 'so on'.\nA tab\there, a carriage return\r\nthere; <b>&amp;</b> "
    "“quotes”, e\u0301 as two, 😀 beyond the basic plane, \u2028 and \x7f, {braces} ?x $y, 100% \\u0041."
)


def test_words_that_would_break_a_query_come_back_as_they_were(store: Store) -> None:
    article = Article(
        ODD, source="odd 'n' \"even\" <file>?.txt", url="https://x.example/a b?c={d}|e", title=ODD
    )
    article.actor("Avaria", name='Ava"ria\\', named=False)
    assert store.add(article.done()).outcome is Outcome.ADDED
    assert store.add(article.done()).outcome is Outcome.UNCHANGED
    assert exported(retold(store)) == exported(filled(article.done()))


def test_an_article_of_a_megabyte_comes_back_as_it_was(store: Store) -> None:
    long = Article(ODD + " Avaria and Belmora met. " * 40_000, source="long.txt")
    store.add(long.done())
    assert store.add(long.done()).outcome is Outcome.UNCHANGED
    assert exported(retold(store)) == exported(filled(long.done()))
    assert verify(store) == []


def test_an_article_of_more_quads_than_a_server_gives_at_once_comes_back_whole(store: Store) -> None:
    many = Article("Avaria protested. " * 700, source="many.txt")
    avaria = many.actor("Avaria")
    for n in range(700):
        many.event("protest", "protested", [("agent", avaria)], nth=n)
    store.add(many.done())
    assert store.add(many.done()).outcome is Outcome.UNCHANGED
    assert sum(1 for _ in store.raw) > 10_000


# -- the story


def test_the_order_of_adding_does_not_matter(store: Store) -> None:
    for article in (protest(), pledge(), summit()):
        store.add(article)
        retell(store)
    assert exported(store) == exported(told(summit(), protest(), pledge()))


def test_a_story_told_again_differs_in_nothing(store: Store) -> None:
    for article in (summit(), protest(), pledge()):
        store.add(article)
    retold(store)
    assert story_changes(store.raw, by_name(store)) == (set(), set())
    kept = {q for q in store.raw if q.graph_name.value in DERIVED_GRAPHS}
    assert any(q.predicate.value == iri.term("score") for q in kept)


def test_the_story_is_stale_from_a_change_until_it_is_told(store: Store) -> None:
    assert not store.stale
    store.add(summit())
    assert store.stale
    retold(store)
    assert not store.stale
    store.add(summit())
    assert not store.stale


def test_what_merging_remembers_is_made_anew_where_it_is_lost(
    reopen: Callable[[], Store], place: str | Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if place is None:
        pytest.skip("a store in memory does not outlive its process")
    with reopen() as store:
        tell(store)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "elsewhere"))
    with reopen() as store:
        store.remove("protest.txt")
        retell(store)
        assert exported(store) == exported(told(summit(), pledge()))


def test_a_store_survives_closing_and_keeps_its_stale_mark(
    reopen: Callable[[], Store], place: str | Path | None
) -> None:
    if place is None:
        pytest.skip("a store in memory does not outlive its process")
    with reopen() as store:
        store.add(summit())
    with reopen() as store:
        assert store.stale
        assert store.add(summit()).outcome is Outcome.UNCHANGED
        retold(store)
        written = exported(store)
    with open_store(place, read_only=True, token=TOKEN) as store:
        assert exported(store) == written == exported(filled(summit()))


def test_a_reader_cannot_write(reopen: Callable[[], Store], place: str | Path | None) -> None:
    if place is None:
        pytest.skip("a store in memory is always its own writer")
    reopen().close()
    store = open_store(place, read_only=True, token=TOKEN)
    with store, pytest.raises(StoreError, match="reading only"):
        store.add(summit())


def test_corrections_are_kept_and_change_the_story_the_same_way_everywhere(store: Store) -> None:
    def corrected(store: Store) -> Store:
        tell(store)
        claim = iri.expand(next(f for f in facts(store) if f.type == "coercion").id)
        decided = Correction(
            id="00000000000000aa",
            kind=CorrectionKind.REJECT,
            author="ines",
            reason="a misreading",
            time=datetime(2031, 6, 11, 12, 0, tzinfo=UTC),
            targets=(claim or "",),
        )
        assert record(store, [decided]) == (decided,)
        assert record(store, [decided]) == ()
        assert corrections_of(store) == (decided,)
        retell(store)
        return store

    assert exported(corrected(store)) == exported(corrected(open_store(None)))
    assert not any(f.type == "coercion" for f in facts(store))


# -- questions


def test_every_question_has_the_same_answer_as_in_memory(store: Store) -> None:
    tell(store)
    known = told(summit(), protest(), pledge())
    assert facts(store) == facts(known)
    assert facts(store, Filter(include_actions=True, limit=5)) == facts(
        known, Filter(include_actions=True, limit=5)
    )
    assert timeline(store) == timeline(known)
    for ask in (actors, conflicts, commitments, stats):
        assert ask(store) == ask(known)
    for name in ("Avaria", "Ines Varga"):
        assert positions(store, name) == positions(known, name)
        assert find_actors(store, name) == find_actors(known, name)
    for wanted in ("Avaria", "summit.txt", facts(known)[0].id, timeline(known)[0].event):
        assert show(store, wanted) == show(known, wanted)


@pytest.mark.parametrize(
    "conditions",
    [
        {"actors": ("Avaria",)},
        {"actors": ("Avaria", "Belmora")},
        {"types": ("meeting", "says")},
        {"statuses": ("planned", "said")},
        {"date_from": "2031-05-09"},
        {"date_to": "2031-05-08"},
        {"sources": ("Harbour Post",)},
        {"holder": "Varga"},
        {"text": "CANAL"},
        {"asserted_only": True},
        {"as_of": "2031-05-05"},
        {"kind": "statement", "limit": 2},
    ],
    ids=lambda c: "+".join(c),
)
def test_every_condition_picks_the_same_facts_as_in_memory(store: Store, conditions: dict) -> None:
    days = {"date_from", "date_to", "as_of"}
    wanted = Filter(**{k: date.fromisoformat(v) if k in days else v for k, v in conditions.items()})
    tell(store)
    known = told(summit(), protest(), pledge())
    assert facts(store, wanted) == facts(known, wanted) != []
    assert timeline(store, wanted) == timeline(known, wanted)


PARAMETERS = {
    "actor": "Avaria",
    "date": "2031-05-05",
    "string": "a",
    "integer": "1",
    "type": "meeting",
    "status": "planned",
}


def asked(store: Store, name: str) -> QueryResult:
    query = get_query(name)
    return run_named(store, query, {p.name: PARAMETERS[p.type] for p in query.parameters if not p.default})


def test_every_named_query_gives_the_same_rows_as_in_memory(store: Store) -> None:
    tell(store)
    known = told(summit(), protest(), pledge())
    assert {n for n in named_queries() if asked(store, n) != asked(known, n)} == set()


def test_queries_of_all_forms_are_answered(store: Store) -> None:
    tell(store)
    known = told(summit(), protest(), pledge())
    for query in (
        "ASK { ?e a sem:Event }",
        "ASK { ?e a kg:Nothing }",
        "CONSTRUCT { ?a rdfs:label ?n } WHERE { ?a a sem:Actor ; rdfs:label ?n }",
        "SELECT ?n WHERE { ?a a sem:Actor ; rdfs:label ?n } ORDER BY ?n",
        "SELECT ?x ?n WHERE { ?x kg:named ?n }",
        "SELECT (COUNT(*) AS ?n) WHERE { ?c kg:attitude kg:Says ; kg:content+ ?d }",
        f"SELECT ?p FROM <{iri.graph(iri.document_id('news/protest.txt'))}> WHERE {{ ?s ?p ?o }} ORDER BY ?p",
    ):
        assert run_query(store, query) == run_query(known, query), query


# -- checks and exports


def test_what_was_stored_is_valid_and_verifies(store: Store) -> None:
    tell(store)
    assert validate(store).conforms
    assert verify(store) == []


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "ntriples", "jsonld"])
def test_exports_have_the_bytes_of_a_store_in_memory(store: Store, format: str) -> None:
    tell(store)
    outs = io.BytesIO(), io.BytesIO()
    export(store, format, outs[0])
    export(told(summit(), protest(), pledge()), format, outs[1])
    assert outs[0].getvalue() == outs[1].getvalue()


def test_terms_of_every_datatype_come_back_as_they_were(store: Store) -> None:
    graph = ox.NamedNode(iri.CORRECTIONS)
    values = [
        t.boolean(True), t.boolean(False), t.decimal(0.9), t.decimal(1), t.decimal(0.91666), t.integer(0),
        t.integer(2**31 - 1), t.day(date(1, 1, 1)), t.day(date(9999, 12, 31)), t.uri("https://x.example/ü?a=b"),
        t.edtf("[2019-01,2019-02]"), t.spans(()), t.spans(((0, 4), (7, 9))), t.string(""), t.string("  x  "),
        t.string("42"), t.string("lone \ud800 surrogate"), t.string("a\tb\nc\rd\x01"),
        ox.NamedNode("http://www.wikidata.org/entity/Q1"), ox.NamedNode(iri.actor("Ü x")),
    ]  # fmt: skip
    node = ox.NamedNode(iri.actor("somebody"))
    quads = {ox.Quad(node, t.kg(f"value{n}"), value, graph) for n, value in enumerate(values)}
    store.record(quads)
    assert set(store.raw.quads_for_pattern(node, None, None, graph)) == quads
    for quad in quads:
        assert quad in store.raw
        assert list(store.raw.quads_for_pattern(None, quad.predicate, quad.object, None)) == [quad]
    assert is_far(store.raw) == (store.path is None and store.beside is not None)
