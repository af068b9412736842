"""What was known on a day: plans as they stood, nothing of what came later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.graph import Store, open_store
from kg.model import Extraction, Status
from kg.pipeline import retell
from kg.query import Filter, facts, timeline
from tests.graph_factory import Article

MAY = date(2031, 5, 25)


def article(source: str, published: str, status: Status, *, day: str | None = "2031-06-12") -> Extraction:
    text = "The summit of Avaria and Belmora is a matter of 12 June, the envoys said."
    a = Article(text, source=source, published=published, outlet=source)
    sides = [("participant", a.actor("Avaria")), ("participant", a.actor("Belmora"))]
    when = a.time("12 June", day, day) if day else None
    summit = a.event("meeting", "summit", sides, when=when, status=status)
    if status is Status.CANCELLED:
        a.event("cancellation", "matter", [("agent", a.actor("envoys", "group"))], acts_on=summit)
    return a.done()


@pytest.fixture
def store() -> Store:
    """Announced on 10 May, called off on 24 May, put back on 2 June, held on 12 June."""
    store = open_store(None)
    store.add(article("announced.txt", "2031-05-10", Status.PLANNED))
    store.add(article("off.txt", "2031-05-24", Status.CANCELLED))
    store.add(article("on.txt", "2031-06-02", Status.PLANNED))
    store.add(article("held.txt", "2031-06-13", Status.OCCURRED))
    retell(store)
    return store


def on_the_twelfth(as_of: date) -> Filter:
    twelfth = date(2031, 6, 12)
    return Filter(date_from=twelfth, date_to=twelfth, as_of=as_of, types=("meeting",))


@pytest.mark.parametrize(
    ("as_of", "statuses"),
    [
        (date(2031, 5, 9), []),
        (date(2031, 5, 10), ["planned"]),
        (MAY, ["planned", "cancelled"]),
        (date(2031, 6, 2), ["planned", "cancelled", "planned"]),
        (date(2031, 6, 13), ["planned", "cancelled", "planned", "occurred"]),
    ],
)
def test_what_was_planned_for_a_day_as_known_on_another(
    store: Store, as_of: date, statuses: list[str]
) -> None:
    found = facts(store, on_the_twelfth(as_of))
    assert [f.status for f in found] == statuses
    assert len({f.event for f in found}) <= 1
    assert {e.claim for e in timeline(store, on_the_twelfth(as_of))} == {f.id for f in found}


def test_sources_are_those_that_had_spoken_by_then(store: Store) -> None:
    assert {f.sources for f in facts(store, on_the_twelfth(date(2031, 5, 10)))} == {1}
    assert {f.sources for f in facts(store, on_the_twelfth(MAY))} == {2}
    assert {f.sources for f in facts(store, on_the_twelfth(date(2031, 6, 13)))} == {4}


def test_a_date_that_a_later_article_gives_does_not_shine_through() -> None:
    store = open_store(None)
    store.add(article("undated.txt", "2031-06-12", Status.PLANNED, day=None))
    store.add(article("dated.txt", "2031-06-13", Status.OCCURRED))
    retell(store)
    then = timeline(store, Filter(as_of=date(2031, 6, 12)))
    assert [(e.document, e.earliest) for e in then] == [("undated.txt", None)]
    now = {e.document: e.earliest for e in timeline(store)}
    assert now == {"undated.txt": date(2031, 6, 12), "dated.txt": date(2031, 6, 12)}


def test_an_article_without_a_date_was_known_on_no_day() -> None:
    store = open_store(None)
    a = Article("Avaria protested.", published=None)
    a.event("protest", "protested", [("agent", a.actor("Avaria"))])
    store.add(a.done())
    retell(store)
    assert facts(store, Filter(as_of=MAY)) == []


def test_the_sample_answers_what_was_planned_for_the_summit_before_it_was_held(sample: Store) -> None:
    day, known = date(2018, 6, 12), date(2018, 5, 25)
    asked = Filter(date_from=day, date_to=day, types=("meeting",))
    then = facts(sample, replace(asked, as_of=known))
    assert {(f.status, f.evidence.document) for f in then} >= {("planned", "2018-05-10-detainees.md")}
    assert all(f.evidence.published and f.evidence.published <= known for f in then)
    assert not {"occurred", "ongoing"} & {f.status for f in then}
    assert "occurred" in {f.status for f in facts(sample, asked)}


def test_the_sample_counts_a_story_and_its_reprint_once(sample: Store) -> None:
    reprint = {f.event: f.sources for f in facts(sample, Filter(sources=("2018-05-25-letter-reprint.md",)))}
    story = {f.event for f in facts(sample, Filter(sources=("2018-05-24-letter.txt",)))}
    shared = {e for e in reprint if e in story and e.startswith("e-")}
    assert len(shared) > 5
    assert 1 in {reprint[e] for e in shared}
