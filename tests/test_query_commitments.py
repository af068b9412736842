"""A promise is kept or broken only where a later article says so of the very event."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.graph import open_store
from kg.model import Extraction, Status
from kg.pipeline import retell
from kg.query import Filter
from kg.query.commitments import commitments
from tests.graph_factory import Article, told

DUE = ("2031-07-01", "2031-07-01")


def promise(
    source: str = "promise.txt", *, published: str = "2031-06-01", status: Status = Status.OCCURRED
) -> Extraction:
    """Avaria pledged to meet Belmora on 1 July."""
    a = Article(
        "Avaria pledged to meet Belmora on 1 July.", source=source, published=published, outlet=source
    )
    avaria, belmora = a.actor("Avaria"), a.actor("Belmora")
    a.event("commitment", "pledged", [("agent", avaria)], status=status)
    sides = [("participant", avaria), ("participant", belmora)]
    a.event("meeting", "meet", sides, when=a.time("1 July", *DUE), status=Status.PLANNED)
    return a.done()


def later(status: Status, *, published: str = "2031-07-02", by: bool = False) -> Extraction:
    """Another article on the meeting, in the article's or in an envoy's words."""
    a = Article(
        "Did Avaria and Belmora meet on 1 July? The envoy Pia Sandoval spoke.",
        source="later.txt",
        published=published,
        outlet="Harbour Post",
    )
    sides = [("participant", a.actor("Avaria")), ("participant", a.actor("Belmora"))]
    said = None
    if by:
        who = a.actor("Pia Sandoval", "person")
        said = a.statement("Avaria and Belmora meet", who, "spoke", speaker_words="Pia Sandoval")
    when = a.time("1 July", *DUE)
    a.event("meeting", "meet", sides, when=when, status=status, attributed_to=said)
    return a.done()


def test_a_promise_of_which_nothing_is_heard_is_unknown_and_has_its_due_day() -> None:
    (found,) = commitments(told(promise()))
    assert (found.promise.type, found.content.type, found.due) == ("commitment", "meeting", date(2031, 7, 1))
    assert (found.outcome, found.later, found.according_to) == ("unknown", (), None)


@pytest.mark.parametrize(
    ("status", "published", "outcome"),
    [
        (Status.OCCURRED, "2031-07-02", "kept"),
        (Status.DENIED, "2031-07-02", "broken"),
        (Status.CANCELLED, "2031-06-20", "broken"),
        (Status.PLANNED, "2031-07-09", "lapsed"),
        (Status.PLANNED, "2031-06-20", "unknown"),
        (Status.HYPOTHETICAL, "2031-06-20", "unknown"),
        (Status.OCCURRED, "2031-05-20", "unknown"),
    ],
)
def test_the_outcome_is_what_later_articles_say(status: Status, published: str, outcome: str) -> None:
    (found,) = commitments(told(promise(), later(status, published=published)))
    assert found.outcome == outcome


def test_a_breach_is_told_by_whom_it_is_claimed() -> None:
    (found,) = commitments(told(promise(), later(Status.DENIED, by=True)))
    assert (found.outcome, found.according_to) == ("broken", "Pia Sandoval")
    (found,) = commitments(told(promise(), later(Status.DENIED)))
    assert found.according_to == "Harbour Post"


def test_a_promise_that_was_only_asked_for_is_none() -> None:
    assert commitments(told(promise(status=Status.PROPOSED))) == []


def test_what_stands_in_another_sentence_is_not_promised() -> None:
    a = Article("Avaria pledged calm. Belmora will meet Avaria on 1 July.", source="a.txt")
    avaria, belmora = a.actor("Avaria"), a.actor("Belmora")
    a.event("commitment", "pledged", [("agent", avaria)])
    sides = [("participant", avaria), ("participant", belmora)]
    a.event("meeting", "meet", sides, when=a.time("1 July", *DUE), status=Status.PLANNED)
    assert commitments(told(a.done())) == []


def test_what_was_not_known_yet_does_not_count() -> None:
    store = told(promise(), later(Status.OCCURRED))
    (found,) = commitments(store, Filter(as_of=date(2031, 6, 30)))
    assert found.outcome == "unknown"
    assert commitments(store, outcomes=["broken"]) == []
    assert commitments(store, Filter(actors=("Avaria",)), ["kept"])


def test_the_command_lists_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "kg.db", create=True) as store:
        store.add(promise())
        store.add(later(Status.OCCURRED))
        retell(store)
    base = ["--store", str(tmp_path / "kg.db"), "commitments"]
    assert run([*base, "--format", "jsonl"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["outcome"], row["due"], row["according_to"]) == ("kept", "2031-07-01", "Harbour Post")
    assert run([*base, "--outcome", "kept", "--format", "csv"]) == 0
    assert "kept" in capsys.readouterr().out
