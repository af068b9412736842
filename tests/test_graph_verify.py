"""Every quoted word can be checked, every graph has its shape, and the ontology is in step."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iri
from kg.graph import Store, open_store, validate, verify
from kg.graph.ontology import ontology_turtle
from kg.model import Attitude, Certainty, Polarity, StatementKind, Status
from kg.query import facts, show
from kg.schema import load_types
from tests.graph_factory import Article, filled, protest, summit


def tamper(store: Store, predicate: str, old: str, new: str) -> None:
    for quad in list(store.raw.quads_for_pattern(None, ox.NamedNode(predicate), None, None)):
        if old in quad.object.value:
            changed = ox.Literal(quad.object.value.replace(old, new), datatype=quad.object.datatype)
            store.raw.remove(quad)
            store.raw.add(ox.Quad(quad.subject, quad.predicate, changed, quad.graph_name))


def test_a_sound_store_verifies() -> None:
    assert verify(filled(summit(), protest())) == []


def test_an_altered_text_is_found_by_its_hash_and_by_its_words() -> None:
    store = filled(summit(), protest())
    tamper(store, iri.PROV + "value", "met in", "wed in")
    found = {(m.document, m.what) for m in verify(store)}
    assert found == {
        ("summit.txt", "the text is not the one that was read: its hash differs"),
        ("summit.txt", "the words at [37, 40) are not 'met'"),
    }


def test_an_altered_quotation_is_found() -> None:
    store = filled(protest())
    tamper(store, iri.OA + "exact", "protested", "applauded")
    assert [m.what for m in verify(store)] == ["the words at [44, 53) are not 'applauded'"]


def test_an_altered_date_is_found() -> None:
    store = filled(protest())
    tamper(store, iri.term("dateText"), "Monday", "Sunday")
    assert [m.what for m in verify(store)] == ["the date at [28, 34) is not 'Sunday'"]


def test_the_graphs_conform_to_their_shapes() -> None:
    report = validate(filled(summit(), protest()))
    assert (report.conforms, report.graphs, report.violations) == (True, 3, ())


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("mention", iri.term("status"), ox.NamedNode(iri.term("Occurred"))),
        ("claim", iri.term("status"), ox.NamedNode(iri.term("Planned"))),
        ("event", iri.SEM + "eventType", ox.NamedNode(iri.term("Wedding"))),
        (
            "mention",
            iri.SEM + "hasLatestEndTimeStamp",
            ox.Literal("2031", datatype=ox.NamedNode(iri.XSD + "gYear")),
        ),
    ],
)
def test_a_status_on_an_event_a_second_status_a_strange_type_or_a_bare_year_does_not_conform(
    subject: str, predicate: str, value: ox.NamedNode
) -> None:
    store = filled(protest())
    quad = min((q for q in store.raw if q.subject.value.startswith(f"{iri.BASE}{subject}:")), key=str)
    store.raw.add(ox.Quad(quad.subject, ox.NamedNode(predicate), value, quad.graph_name))
    report = validate(store)
    assert not report.conforms
    assert quad.subject.value in {v.focus for v in report.violations}


def test_the_ontology_file_is_in_step_with_types_and_enumerations() -> None:
    shipped = files("kg.graph").joinpath("ontology.ttl").read_text(encoding="utf-8")
    assert shipped == ontology_turtle(), "run `python -m tests.golden ontology`"


def test_no_two_values_share_a_term() -> None:
    enums = [Status, Attitude, StatementKind, Polarity, Certainty]
    names = [iri.camel(v.value) for e in enums for v in e] + [iri.camel(t) for t in load_types()]
    assert len(names) == len(set(names))
    assert [iri.snake(iri.camel(t)) for t in load_types()] == list(load_types())


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=60)
@given(before=texts, words=texts, after=texts)
def test_spans_count_code_points_whatever_the_letters(before: str, words: str, after: str) -> None:
    article = Article(before + words + after)
    span = (len(before), len(before) + len(words))
    article.span = lambda *_: span  # type: ignore[method-assign]
    article.event("protest", words)
    store = open_store(None)
    store.add(article.done())
    (fact,) = facts(store)
    assert fact.evidence.spans == (span,)
    assert fact.evidence.quote == " ".join(words.split())
    assert verify(store) == []


def test_lone_surrogates_are_kept_as_one_code_point_each() -> None:
    article = Article("A\ud800\udc00 bad byte. Avaria protested.")
    article.event("protest", "protested")
    store = open_store(None)
    store.add(article.done())
    (fact,) = facts(store)
    assert fact.evidence.quote == "protested"
    assert verify(store) == []


def test_a_date_keeps_its_words_its_rule_and_its_anchor() -> None:
    store = filled(summit())
    (planned,) = [f for f in facts(store) if f.status == "planned"]
    (reading,) = show(store, planned.id).dates
    assert (reading.words, reading.rule, reading.anchor) == ("July", "by-hand", "published")
    assert (reading.earliest, reading.latest) == (date(2031, 7, 1), date(2031, 7, 31))


def test_a_story_that_is_behind_is_not_held_against_the_store() -> None:
    """Where an article was replaced and the story not yet told, merged actors stand without anybody."""
    store = filled(summit(), protest())
    store.remove("protest.txt")
    store.remove("summit.txt")
    assert store.stale
    assert validate(store).conforms
    assert verify(store) == []
