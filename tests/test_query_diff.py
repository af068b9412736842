"""What came, went and changed: between two stores, and between two days of knowledge."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.graph import open_store
from kg.model import Extraction, Status
from kg.pipeline import retell
from kg.query import Filter, facts
from kg.query.diff import diff_days, diff_stores
from tests.graph_factory import Article, protest, summit, told
from tests.test_corrections import correct


def visit(status: Status, published: str) -> Extraction:
    text = "Avaria and Belmora meet in Port Lys on 9 June."
    a = Article(text, source=f"{published}.txt", published=published)
    sides = [("participant", a.actor("Avaria")), ("participant", a.actor("Belmora"))]
    a.event("meeting", "meet", sides, when=a.time("9 June", "2031-06-09", "2031-06-09"), status=status)
    return a.done()


def test_claims_come_and_go_with_their_articles() -> None:
    found = diff_stores(told(summit(), protest()), told(summit(), visit(Status.PLANNED, "2031-06-01")))
    assert {(d.change, d.before.evidence.document if d.before else None) for d in found} == {
        ("came", None),
        ("went", "protest.txt"),
    }
    assert diff_stores(told(summit(), protest()), told(protest(), summit())) == []


def test_a_correction_is_a_change_of_the_claim() -> None:
    old, new = told(summit()), told(summit())
    plan = facts(new, Filter(statuses=("planned",)))[0].id
    correct(new, "edit", plan, ["status=occurred"])
    (found,) = diff_stores(old, new, Filter(kind="event"))
    assert (found.change, found.id) == ("changed", plan)
    assert "status" in found.fields


def test_an_event_changes_its_state_between_two_days_of_knowledge() -> None:
    store = told(
        visit(Status.PLANNED, "2031-06-01"),
        visit(Status.CANCELLED, "2031-06-05"),
        protest(published="2031-06-10"),
    )
    first, second = date(2031, 6, 2), date(2031, 6, 6)
    (changed,) = diff_days(store, first, second)
    assert (changed.change, changed.fields) == ("changed", ("status",))
    assert changed.before
    assert changed.after
    assert (changed.before.status, changed.after.status) == ("planned", "cancelled")
    assert {d.change for d in diff_days(store, second, date(2031, 6, 30))} == {"came"}
    assert {d.change for d in diff_days(store, date(2031, 6, 30), second)} == {"went"}
    assert diff_days(store, first, first) == []


def test_a_later_claim_that_names_no_day_takes_none_away() -> None:
    late = Article("Avaria cancelled: it will not meet Belmora.", source="late.txt", published="2031-06-05")
    sides = [("participant", late.actor("Avaria")), ("participant", late.actor("Belmora"))]
    late.event("meeting", "meet", sides, status=Status.CANCELLED)
    store = told(visit(Status.PLANNED, "2031-06-01"), late.done())
    (changed,) = diff_days(store, date(2031, 6, 2), date(2031, 6, 6))
    assert changed.fields == ("status",)
    assert changed.after
    assert changed.after.earliest == date(2031, 6, 9)


def test_the_command_takes_two_stores_or_two_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, articles in (("old", [summit()]), ("new", [summit(), protest()])):
        with open_store(tmp_path / name, create=True) as store:
            for article in articles:
                store.add(article)
            retell(store)
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    assert run(["diff", old, new, "--format", "jsonl"]) == 0
    changes = {json.loads(line)["change"] for line in capsys.readouterr().out.splitlines()}
    assert changes == {"came"}
    assert run(["--store", old, "diff", new, "--format", "csv"]) == 0
    assert "went" in capsys.readouterr().out
    assert run(["--store", new, "diff", "--between", "2031-06-01", "2031-06-30", "--format", "table"]) == 0
    assert "+" in capsys.readouterr().out
    for wrong in ([], [old, old], [old, "--between", "2031-06-01", "2031-06-30"]):
        assert run(["diff", *wrong]) == 2
