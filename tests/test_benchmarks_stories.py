"""Whole facts: scores worked out by hand on a story of three sentences."""

import json

import pytest

from benchmarks.quality import stories
from benchmarks.quality.corpus import NoData

TEXT = "Anna Berg met the council on Monday. Berg will sign the lease in May. Ole Dahl said the port is safe."
MONDAY = {"earliest": "2015-03-02", "latest": "2015-03-02"}
MAY = {"earliest": "2015-05-01", "latest": "2015-05-31"}
OPEN = {"earliest": None, "latest": None}


def gold_event(number, kind, word, **more):
    at = TEXT.index(word)
    event = {"doc": "port", "id": f"e{number}", "type": kind, "trigger": [at, at + len(word)], "core": True}
    return {**event, "participants": [], "date": OPEN, "status": "occurred", **more}


EVENTS = [
    gold_event(1, "meeting", "met", participants=[{"name": "Anna Berg", "span": [0, 9]}], date=MONDAY),
    gold_event(
        2,
        "agreement",
        "sign",
        alt_types=["commitment"],
        participants=[{"name": "Anna Berg", "span": [37, 41]}],
        date=MAY,
        status="planned",
    ),
]
STATEMENTS = [
    {
        "doc": "port",
        "id": "s1",
        "speaker": "Ole Dahl",
        "speaker_span": [70, 78],
        "cue": [79, 83],
        "content": [[84, 100]],
        "date": OPEN,
        "core": True,
    }
]


@pytest.fixture
def labelled(tmp_path):
    (tmp_path / "txt").mkdir()
    (tmp_path / "txt" / "port.txt").write_text(TEXT, encoding="utf-8")
    for name, rows in (("events", EVENTS), ("statements", STATEMENTS), ("links", [])):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return stories.read(tmp_path)


def answer(**changes):
    """The right answer, with the second event's fields changed."""
    berg = {"role": "agent", "actor": "a1", "spans": [[0, 9]]}
    first = {"type": "meeting", "trigger": {"spans": [[10, 13]]}, "roles": [berg], "time": MONDAY}
    second = {"type": "commitment", "trigger": {"spans": [[47, 51]]}, "roles": [berg], "time": MAY}
    statement = {
        "speaker": {"spans": [[70, 78]], "actor": None},
        "cue": {"spans": [[79, 83]]},
        "content": {"spans": [[84, 100]]},
    }
    return {
        "port": {
            "actors": [{"id": "a1", "name": "Berg", "mentions": [[0, 9], [37, 41]]}],
            "events": [{**first, "status": "occurred"}, {**second, "status": "planned", **changes}],
            "statements": [statement],
        }
    }


def test_a_right_answer_has_every_core_fact_and_asserts_nothing_wrongly(labelled):
    result = stories.score(labelled, answer())
    assert result.pop("wrongly_asserted") == 0.0
    assert set(result.values()) == {1.0}


def test_no_answer_has_no_core_fact(labelled):
    result = stories.score(labelled, {})
    assert result["core"] == result["event_recall"] == result["statement_recall"] == 0.0


def test_a_plan_told_as_done_is_wrongly_asserted(labelled):
    result = stories.score(labelled, answer(status="occurred"))
    assert result["wrongly_asserted"] == 1.0
    assert result["core"] == pytest.approx(2 / 3)


def test_a_negated_event_is_not_asserted(labelled):
    result = stories.score(labelled, answer(status="occurred", polarity="negative"))
    assert result["wrongly_asserted"] == 0.0
    assert result["event_status"] == 0.5


def test_a_date_may_be_wider_but_not_by_far(labelled):
    quarter = {"earliest": "2015-04-01", "latest": "2015-06-30"}
    wide = stories.score(labelled, answer(time=quarter))
    assert (wide["date_exact"], wide["date_overlap"], wide["core"]) == (0.5, 1.0, 1.0)
    vague = stories.score(labelled, answer(time={"earliest": "2015-01-01", "latest": None}))
    assert vague["date_overlap"] == 0.5


def test_another_person_in_the_role_is_no_fact(labelled):
    other = {"role": "agent", "actor": None, "spans": [[70, 78]]}
    assert stories.score(labelled, answer(roles=[other]))["core"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Anna Berg", "Berg", True),
        ("Anna Berg's", "anna berg", True),
        ("city officials", "police officials", False),
        ("officials", "officials", True),
        ("Anna Berg", "Anna Dahl", False),
    ],
)
def test_a_last_word_names_somebody_unless_it_is_general(left, right, same):
    assert stories.same_name(left, right) is same


def test_a_folder_of_something_else_is_named(tmp_path):
    with pytest.raises(NoData, match=r"events\.jsonl"):
        stories.read(tmp_path)
