"""Facts, timelines, actors and single ids, over hand-made articles."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from kg.errors import NotFound
from kg.graph import Store, open_store
from kg.model import Role
from kg.query import Filter, actors, facts, find_actors, show, stats, timeline
from tests.graph_factory import Article, filled, pledge, protest, summit


@pytest.fixture(scope="module")
def store() -> Store:
    return filled(summit(), protest(), pledge())


def lines(found: list) -> list[str]:
    return [f.text for f in found]


def test_facts_come_by_date_with_plans_and_hearsay_worded_as_such(store: Store) -> None:
    assert lines(facts(store, Filter(sources=("summit.txt",), kind="event"))) == [
        "Avaria and Belmora met in Port Lys",
        "According to Ines Varga: Planned meeting — Avaria: “meeting”",
        "According to an aide, as told by Ines Varga: Cancellation — Belmora: “called off”",
        "According to an aide, as told by Ines Varga: Cancelled meeting — Belmora: “talks”",
    ]


def test_a_fact_carries_its_evidence_with_the_sentence_around_it(store: Store) -> None:
    (fact,) = facts(store, Filter(types=("coercion",)))
    shown = fact.evidence
    assert (shown.document, shown.published, shown.quote) == ("protest.txt", date(2031, 6, 10), "closed")
    assert shown.context == "Avaria closed its border on Monday."
    assert (fact.date_text, fact.date_rule, fact.date_anchor) == ("Monday", "by-hand", "published")
    assert fact.earliest == fact.latest == date(2031, 6, 9)


def test_a_chain_of_voices_is_outermost_first(store: Store) -> None:
    (fact,) = facts(store, Filter(types=("cancellation",)))
    assert [(h.name, h.id) for h in fact.holders] == [("Ines Varga", "ines-varga"), ("an aide", None)]


def test_a_statement_names_speaker_and_addressee(store: Store) -> None:
    (fact,) = facts(store, Filter(kind="statement", sources=("Harbour Post",), types=("says",)))
    assert fact.text == "Belmora (told): Avaria broke the truce"
    assert [(a.role, a.name) for a in fact.actors] == [("speaker", "Belmora"), ("addressee", "Ines Varga")]


@pytest.mark.parametrize(
    ("wanted", "types"),
    [
        (Filter(actors=("Avaria", "Belmora"), kind="event", statuses=("occurred",)), ["meeting", "protest"]),
        (Filter(types=("meeting",), statuses=("cancelled",)), ["meeting"]),
        (Filter(date_from=date(2031, 6, 5), kind="event"), ["coercion", "meeting"]),
        (Filter(date_to=date(2031, 5, 5), kind="event"), ["meeting", "commitment"]),
        (Filter(holder="varga", kind="event"), ["meeting", "cancellation", "meeting"]),
        (Filter(text="BORDER"), ["coercion"]),
        (Filter(text="nothing of the kind"), []),
        (Filter(asserted_only=True, sources=("summit.txt",), kind="event"), ["meeting"]),
        (Filter(as_of=date(2031, 5, 4), kind="event", limit=2), ["meeting", "meeting"]),
        (Filter(as_of=date(2031, 5, 3)), []),
        (Filter(types=("denies",)), ["denies"]),
        (Filter(statuses=("said",), sources=("HARBOUR POST",)), ["says", "denies"]),
        (Filter(statuses=("denied",)), ["attack"]),
    ],
)
def test_a_filter_leaves_what_it_says(store: Store, wanted: Filter, types: list[str]) -> None:
    assert [f.type for f in facts(store, wanted)] == types


def test_actions_are_shown_only_when_asked_for() -> None:
    article = Article("Avaria painted a bridge.")
    article.event("action", "painted", [("agent", article.actor("Avaria"))])
    store = filled(article.done())
    assert facts(store) == []
    assert [f.type for f in facts(store, Filter(include_actions=True))] == ["action"]
    assert [f.type for f in facts(store, Filter(types=("action",)))] == ["action"]


@pytest.mark.parametrize(
    "wanted", [Filter(types=("party",)), Filter(statuses=("real",)), Filter(sources=("Nowhere",))]
)
def test_what_does_not_exist_is_told_not_answered_with_nothing(store: Store, wanted: Filter) -> None:
    with pytest.raises(NotFound):
        facts(store, wanted)


@pytest.mark.parametrize(
    "name", ["Ines Varga", "ines varga", "VARGA", "ines-varga", "urn:kg:actor:ines-varga", "Ínes Varga"]
)
def test_an_actor_is_found_by_name_alias_or_id(store: Store, name: str) -> None:
    assert find_actors(store, name) == ("urn:kg:actor:ines-varga",)


def test_an_unknown_actor_lists_near_names(store: Store) -> None:
    with pytest.raises(NotFound, match=r"no actor answers to 'Inez Vargo'; near names: .*Ines Varga"):
        find_actors(store, "Inez Vargo")


def test_a_timeline_ranks_intervals_news_by_publication_and_puts_the_rest_last(store: Store) -> None:
    found = timeline(store, Filter(actors=("Avaria",)))
    assert [(t.order, t.type, t.status, t.document, t.earliest) for t in found] == [
        (1, "meeting", "occurred", "summit.txt", date(2031, 5, 3)),
        (2, "violation", "occurred", "pledge.txt", None),
        (3, "meeting", "planned", "pledge.txt", date(2031, 5, 8)),
        (4, "meeting", "planned", "pledge.txt", date(2031, 5, 9)),
        (4, "meeting", "postponed", "pledge.txt", date(2031, 5, 9)),
        (5, "coercion", "occurred", "protest.txt", date(2031, 6, 9)),
        (6, "protest", "occurred", "protest.txt", None),
        (7, "meeting", "planned", "summit.txt", date(2031, 7, 1)),
        (None, "attack", "denied", "pledge.txt", None),
    ]


def test_a_timeline_of_an_actor_hides_no_event_for_its_type() -> None:
    article = Article("Avaria painted a bridge.")
    article.event("action", "painted", [("agent", article.actor("Avaria"))])
    store = filled(article.done())
    assert timeline(store) == []
    assert [t.type for t in timeline(store, Filter(actors=("Avaria",)))] == ["action"]


def test_a_name_that_no_actor_answers_to_may_be_a_thing_that_fills_a_role() -> None:
    article = Article("Avaria praised the Lys Canal treaties. Nobody read the Lys Canal treatise.")
    role = Role(role="target", spans=(article.span("the Lys Canal treaties"),))
    article.event("support", "praised", [("agent", article.actor("Avaria"))])
    article.events[0] = replace(article.events[0], roles=(*article.events[0].roles, role))
    store = filled(article.done())
    assert [t.type for t in timeline(store, Filter(actors=("lys canal",)))] == ["support"]
    with pytest.raises(NotFound):
        timeline(store, Filter(actors=("Lys Canal treatise",)))


def test_a_thing_is_found_where_the_role_names_but_a_part_of_it() -> None:
    article = Article("Avaria sold the Lys 500. Avaria bought the Lys works.")
    article.event("action", "sold", [("agent", article.actor("Avaria"))])
    article.event("action", "bought", [])
    part = Role(role="target", spans=(article.span("Lys"),))
    other = Role(role="target", spans=(article.span("Lys", 1),))
    for n, role in enumerate((part, other)):
        article.events[n] = replace(article.events[n], roles=(*article.events[n].roles, role))
    store = filled(article.done())
    assert len(timeline(store, Filter(actors=("Lys 500",)))) == 1
    assert len(timeline(store, Filter(actors=("Lys",)))) == 2


def test_a_body_told_of_seldom_is_also_looked_for_among_things() -> None:
    article = Article("The Dreamliner flew. Avaria bought the Dreamliner.")
    article.event("action", "flew", [("agent", article.actor("Dreamliner", kind="organization"))])
    article.event("action", "bought", [("agent", article.actor("Avaria"))])
    thing = Role(role="target", spans=(article.span("Dreamliner", 1),))
    article.events[1] = replace(article.events[1], roles=(*article.events[1].roles, thing))
    store = filled(article.done())
    assert len(timeline(store, Filter(actors=("Dreamliner",)))) == 2


def test_a_timeline_entry_points_at_its_words(store: Store) -> None:
    entry = next(t for t in timeline(store, Filter(types=("protest",))))
    assert (entry.sentence, entry.trigger, entry.order, entry.sources) == (1, ((44, 53),), 1, 1)


def test_showing_a_claim_tells_its_chain(store: Store) -> None:
    (fact,) = facts(store, Filter(types=("cancellation",)))
    story = show(store, fact.id)
    assert [f.text.partition(":")[0] for f in story.outer] == ["Ines Varga", "According to Ines Varga"]
    assert [f.status for f in story.changes] == ["cancelled"]


def test_showing_an_event_tells_its_life_cycle(store: Store) -> None:
    fact = next(f for f in facts(store, Filter(statuses=("postponed",))))
    story = show(store, fact.event)
    assert story.kind == "event"
    assert [(f.status, f.earliest) for f in story.facts] == [
        ("planned", date(2031, 5, 9)),
        ("planned", date(2031, 5, 8)),
        ("postponed", date(2031, 5, 9)),
    ]
    assert [f.type for f in story.changed_by] == ["postponement"]


def test_showing_a_statement_tells_what_is_claimed_within_it(store: Store) -> None:
    (fact,) = facts(store, Filter(types=("denies",)))
    assert [f.text for f in show(store, fact.id).inner] == [
        "According to Avaria: Denied attack — Avaria: “attacked”"
    ]


def test_showing_an_actor_tells_its_facts_and_merges(store: Store) -> None:
    story = show(store, "Ines Varga")
    assert story.actor is not None
    assert (story.actor.articles, story.actor.statements, story.actor.aliases) == (2, 2, ("Varga",))
    assert [(d.kind, d.reasons) for d in story.decisions] == [("merge", ("same name",))]


def test_a_beginning_of_an_id_is_enough_where_it_is_the_only_one(store: Store) -> None:
    (fact,) = facts(store, Filter(types=("coercion",)))
    assert show(store, fact.id[:9]).id == fact.id


def test_an_unknown_id_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match="c-zzzz"):
        show(store, "c-zzzz")


def test_actors_come_by_weight(store: Store) -> None:
    assert [(a.name, a.kind, a.articles) for a in actors(store, limit=2)] == [
        ("Avaria", "country", 3),
        ("Belmora", "country", 3),
    ]
    assert [a.id for a in actors(store, kind="person")] == ["ines-varga"]


def test_numbers_of_the_store(store: Store) -> None:
    found = stats(store)
    assert (found["articles"], found["statements"], found["event_mentions"]) == (3, 5, 13)
    assert found["by_status"] == {"occurred": 7, "planned": 3, "cancelled": 1, "denied": 1, "postponed": 1}


def test_an_article_whose_story_is_not_told_yet_answers_all_the_same() -> None:
    store = open_store(None)
    store.add(protest())
    found = facts(store)
    assert lines(found) == ["Coercion — Avaria: “closed”", "Protest — Belmora → Avaria: “protested”"]
    assert [a.id for a in found[0].actors if a.id and a.id.startswith("a-")] != []


def test_asking_needs_neither_the_nlp_stack_nor_rdflib() -> None:
    code = (
        "import sys, kg.query, kg.graph; s = kg.graph.open_store(None); kg.query.facts(s);"
        "kg.query.timeline(s); heavy = ('spacy', 'rdflib', 'networkx', 'click', 'rapidfuzz', 'pyshacl');"
        "print([m for m in heavy if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
