"""The list beside the quads answers as the quads do, whatever became of the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.store.generate import extractions
from kg import iri
from kg.errors import NotFound
from kg.graph import Store, corrections_of, open_store, record
from kg.listing import LISTING, place, plain_name, rank
from kg.model import Extraction
from kg.pipeline import retell
from kg.query import Filter, actors, facts, find_actors, show, timeline
from kg.query.correct import Maker
from kg.sidecar import FILE, Part, Sidecar
from tests.graph_factory import pledge, protest, retold, summit

NOON = datetime(2031, 7, 1, 12, tzinfo=UTC)


class Unlisted:
    """A store as it is without anything beside the quads."""

    def __init__(self, store: Store) -> None:
        self.raw: ox.Store = store.raw

    def indexed(self, part: Part) -> Sidecar | None:  # noqa: ARG002
        return None


def correct(store: Store, what: str, *args: object, minute: int = 0) -> str:
    maker = Maker(store, author="Ines", reason="it is so", time=NOON + timedelta(minutes=minute))
    made = getattr(maker, what)(*args)
    new = record(store, made if isinstance(made, list) else [made])
    retell(store)
    return new[0].id


def undo(store: Store, which: str) -> None:
    maker = Maker(store, author="Ines", reason="it is so", time=NOON + timedelta(minutes=1))
    record(store, [maker.undo(which, corrections_of(store))])
    retell(store)


def outcome(ask: Callable[[], object]) -> object:
    """What it answers, or how it refuses."""
    try:
        return ask()
    except NotFound as error:
        return str(error)


def alike(store: Store, wanted: Filter) -> None:
    """Both ways give the same, to the last field."""
    assert store.indexed(LISTING) is not None
    bare = Unlisted(store)
    assert outcome(lambda: facts(store, wanted)) == outcome(lambda: facts(bare, wanted))
    assert outcome(lambda: timeline(store, wanted)) == outcome(lambda: timeline(bare, wanted))


def rows(store: Store) -> dict[str, list[tuple]]:
    """All that the list holds, but for the numbers of names."""
    index = store.indexed(LISTING)
    assert index is not None
    asked = {
        "fact": "*", "happening": "*", "part": "*", "voice": "*", "member": "*", "decided": "*",
        "label": "actor, label, own, fold, plain",
        "word": "word, (SELECT label FROM label WHERE id = word.label)",
    }  # fmt: skip
    return {
        name: sorted(index.rows(f"SELECT {columns} FROM {name}"), key=str) for name, columns in asked.items()
    }


def anew(store: Store) -> dict[str, list[tuple]]:
    """The rows of a list that is made anew from the same quads."""
    from kg.graph.index.lister import fill

    with store.indexing() as index:
        fill(store.raw, index)
        index.mark(LISTING, store.stamp or "", base=None)
        index.keep()
    return rows(store)


@pytest.fixture(scope="module")
def corrected() -> Iterator[Store]:
    """Made-up articles on each other's events, some claims of which people changed."""
    store = open_store(None)
    for extraction in (*extractions(12, seed=3), summit(), protest(), pledge()):
        store.add(extraction)
    retell(store)
    found = [f for f in facts(store, Filter(kind="event")) if f.type != "action"]
    correct(store, "reject", found[1].id)
    correct(store, "edit", found[2].id, ["earliest=2012-03-04", "latest=2012-03-04"], minute=1)
    correct(store, "edit", found[3].id, ["type=protest"], minute=2)
    correct(store, "edit", found[4].id, ["status=denied"], minute=3)
    correct(store, "edit", found[5].id, ["latest=open"], minute=4)
    yield store
    store.close()


NAMES = ["avaria", "belmora", "Ines Varga", "Varga", "petra-noramir", "nobody at all"]
FILTERS = st.builds(
    Filter,
    actors=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    types=st.lists(
        st.sampled_from(["meeting", "attack", "protest", "says", "denies", "action"]), max_size=2
    ).map(tuple),
    statuses=st.lists(st.sampled_from(["occurred", "planned", "denied", "said"]), max_size=2).map(tuple),
    date_from=st.none() | st.dates(date(2009, 12, 1), date(2025, 1, 1)),
    date_to=st.none() | st.dates(date(2009, 12, 1), date(2032, 1, 1)),
    sources=st.lists(st.sampled_from(["Outlet 3", "outlet 12", "summit.txt"]), max_size=2).map(tuple),
    holder=st.none() | st.sampled_from(NAMES[:3]),
    text=st.none() | st.sampled_from(["meeting", "said that", "Avaria", "no such words"]),
    kind=st.none() | st.sampled_from(["event", "statement"]),
    asserted_only=st.booleans(),
    as_of=st.none() | st.dates(date(2010, 1, 1), date(2032, 1, 1)),
    include_actions=st.booleans(),
    include_rejected=st.booleans(),
    limit=st.none() | st.integers(0, 40),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=FILTERS)
def test_any_filter_gives_what_the_quads_give(corrected: Store, wanted: Filter) -> None:
    alike(corrected, wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(include_actions=True, include_rejected=True),
        Filter(as_of=date(2015, 1, 1)),
        Filter(as_of=date(2031, 5, 5), kind="event", include_actions=True),
        Filter(date_from=date(2012, 3, 4), date_to=date(2012, 3, 4)),
        Filter(holder="Varga"),
        Filter(actors=("Avaria", "Belmora")),
    ],
)
def test_plain_filters_give_what_the_quads_give(corrected: Store, wanted: Filter) -> None:
    alike(corrected, wanted)
    assert facts(corrected, wanted)


def test_names_mean_the_same_actors(corrected: Store) -> None:
    bare = Unlisted(corrected)
    for name in ("Varga", "President Ines Varga", "the Avaria", "AVARIA", "Petra", "group", "Ines"):
        found = outcome(lambda name=name: find_actors(corrected, name))
        assert found == outcome(lambda name=name: find_actors(bare, name)), name


def test_an_id_and_its_beginning_are_found_as_in_the_quads(corrected: Store) -> None:
    bare = Unlisted(corrected)
    fact = next(f for f in facts(corrected) if f.kind == "event")
    ids = [
        fact.id,
        fact.id[:8],
        fact.event,
        fact.event[:8],
        f"m-{fact.id[2:9]}",
        f"d-{fact.evidence.article[:9]}",
    ]
    for wanted in (*ids, "c-zzzz", actors(corrected, limit=1)[0].id):
        found = outcome(lambda wanted=wanted: show(corrected, wanted))
        assert found == outcome(lambda wanted=wanted: show(bare, wanted)), wanted


def test_actors_are_counted_and_decided_on_as_in_the_quads(corrected: Store) -> None:
    bare = Unlisted(corrected)
    listed = actors(corrected)
    assert listed == actors(bare)
    stories = [show(corrected, row.id) for row in listed[:40]]
    assert stories == [show(bare, row.id) for row in listed[:40]]
    assert any(story.decisions for story in stories)


def test_what_articles_call_an_actor_is_listed() -> None:
    told = summit()
    titles = (("head of state", "a “reformer”, they say"), ("head of state",), ())
    called = tuple(
        replace(actor, descriptions=titles[n % 3], named=n % 2 == 0) for n, actor in enumerate(told.actors)
    )
    store = open_store(None)
    for extraction in (replace(told, actors=called), protest(), pledge()):
        store.add(extraction)
    retell(store)
    listed = actors(store)
    assert store.indexed(LISTING) is not None
    assert listed == actors(Unlisted(store))
    assert {len(row.descriptions) for row in listed} == {0, 1, 2}
    assert {row.named for row in listed} == {True, False}


def changes(store: Store, articles: list[Extraction]) -> Iterator[str]:
    """One change of a store after the other."""
    for number, extraction in enumerate(articles):
        store.add(extraction)
        retell(store)
        yield f"article {number}"
    claim = next(f for f in facts(store, Filter(kind="event")) if not f.holders)
    rejected = correct(store, "reject", claim.id)
    yield "rejected"
    undo(store, rejected)
    yield "undone"
    correct(store, "edit", claim.event, ["earliest=2013-01-02", "latest=2013-01-04"], minute=2)
    yield "event edited"
    correct(store, "edit", "avaria", ["name=Old Avaria"], minute=3)
    yield "renamed"
    store.add(summit(published="2031-05-05"))
    retell(store)
    yield "replaced"
    store.remove("protest.txt")
    retell(store)
    yield "removed"


def test_rows_follow_every_change_as_if_they_were_made_anew() -> None:
    store = open_store(None)
    for what in changes(store, [*extractions(5, seed=8), summit(), protest(), pledge()]):
        followed = rows(store)
        assert followed == anew(store), what


def test_a_list_that_is_missing_behind_or_broken_changes_no_answer(tmp_path: Path) -> None:
    folder = tmp_path / "kg.db"
    with open_store(folder, create=True) as store:
        for extraction in (summit(), protest()):
            store.add(extraction)
        retell(store)
        told, entries = facts(store), timeline(store)
        assert store.indexed(LISTING) is not None

    def check(*, listed: bool) -> None:
        with open_store(folder, read_only=True) as store:
            assert (store.indexed(LISTING) is not None) == listed
            assert (facts(store), timeline(store)) == (told, entries)

    file = folder / FILE
    whole = file.read_bytes()
    check(listed=True)
    file.unlink()
    check(listed=False)
    file.write_bytes(whole[:5000])
    check(listed=False)
    file.write_bytes(b"no database at all" * 100)
    check(listed=False)
    file.write_bytes(whole)
    with sqlite3.connect(file) as other:
        other.execute("UPDATE meta SET value = 'elsewhere' WHERE key = 'facts stamp'")
    other.close()
    check(listed=False)
    with open_store(folder) as store:
        store.add(pledge())
        retell(store)
        assert store.indexed(LISTING) is not None
        assert facts(store) == facts(Unlisted(store))


def test_while_the_story_is_stale_the_quads_are_asked(tmp_path: Path) -> None:
    with open_store(tmp_path / "kg.db", create=True) as store:
        store.add(summit())
        retell(store)
        store.add(protest())
        assert store.indexed(LISTING) is None
        assert any(f.evidence.document == "protest.txt" for f in facts(store))


def test_a_store_told_by_hand_is_listed_too() -> None:
    store = open_store(None)
    store.add(summit())
    retold(store)
    alike(store, Filter())


def test_ranks_and_places_sort_as_days_do() -> None:
    days = [
        ("2018-01-01", "2018-01-01"),
        ("2018-01-01", None),
        (None, "2018-01-02"),
        ("9999-12-31", None),
        (None, None),
    ]
    ranks = [rank(early, late, "2018-01-01", "doc", 7, "claim") for early, late in days]
    assert ranks == sorted(ranks)
    assert (
        rank(None, None, None, "a", 2, "x")
        < rank(None, None, None, "a", 10, "b")
        < rank(None, None, None, "ab", 0, "a")
    )
    assert place(None, "2018-01-02", None) == "2018-01-02 2018-01-02"
    assert place(None, None, "2018-01-02") < place(None, None, None)


def test_ornaments_of_a_name_do_not_count() -> None:
    assert (
        plain_name("The Ångström Works, Inc.") == plain_name("angstrom works") == iri.slug("Angstrom Works")
    )
