"""People correct the story: recorded, applied in time order, undoable, and alive when articles come back."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from kg import iri
from kg.cli.app import run
from kg.errors import NotFound, ReadError, UsageError
from kg.graph import Store, corrections_of, export, gone, open_store, record, validate, verify
from kg.model import Correction, Extraction, Status, in_force
from kg.pipeline import retell
from kg.query import Filter, facts, get_query, run_named, run_query, show, timeline
from kg.query.correct import Maker
from kg.query.corrections import log, parse_log
from tests.graph_factory import Article, protest, summit, told

NOON = datetime(2031, 7, 1, 12, tzinfo=UTC)


def correct(store: Store, what: str, *args: object, minute: int = 0) -> list[Correction]:
    """One command of a person: recorded, and the story told anew."""
    maker = Maker(store, author="Ines", reason="she was there", time=NOON + timedelta(minutes=minute))
    made = getattr(maker, what)(*args)
    new = record(store, made if isinstance(made, list) else [made])
    retell(store)
    return list(new)


def bytes_of(store: Store) -> bytes:
    out = io.BytesIO()
    export(store, "nquads", out)
    return out.getvalue()


def envoy(source: str = "news/envoy.txt", name: str = "Thomas Brandt") -> Extraction:
    a = Article(f"{name} visited Avaria on 9 June.", source=source, published="2031-06-10", outlet=source)
    who, where = a.actor(name, "person"), a.actor("Avaria")
    sides = [("participant", who), ("participant", where)]
    a.event("meeting", "visited", sides, when=a.time("9 June", "2031-06-09", "2031-06-09"))
    return a.done()


def claim(store: Store, **conditions: object) -> str:
    found = facts(store, Filter(**conditions))  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0].id


def names(store: Store) -> set[str]:
    return {a.name for f in facts(store, Filter(include_actions=True)) for a in f.actors if a.id}


def test_two_spellings_of_one_person_are_merged_and_their_events_with_them() -> None:
    store = told(envoy(), envoy("news/other.txt", "Tomas Brant"))
    assert len({f.event for f in facts(store)}) == 2
    correct(store, "merge", "Thomas Brandt", "Tomas Brant")
    assert names(store) & {"Thomas Brandt", "Tomas Brant"} == {"Thomas Brandt"}
    assert len({f.event for f in facts(store)}) == 1
    decisions = show(store, "Thomas Brandt").decisions
    assert any("Ines decided so" in r and "she was there" in r for d in decisions for r in d.reasons)


def test_two_events_are_merged_although_merging_kept_them_apart() -> None:
    store = told(summit(), protest())
    one = claim(store, types=("protest",))
    other = claim(store, types=("coercion",))
    events = [show(store, c).facts[0].event for c in (one, other)]
    correct(store, "merge", *events)
    assert len({show(store, c).facts[0].event for c in (one, other)}) == 1


def test_a_member_is_split_off_by_its_claim_or_its_article() -> None:
    store = told(envoy(), envoy("news/other.txt"))
    event = facts(store)[0].event
    assert {f.event for f in facts(store)} == {event}
    correct(store, "split", event, [facts(store)[1].id])
    assert len({f.event for f in facts(store)}) == 2
    whole = told(envoy(), envoy("news/other.txt"))
    article = "d-" + iri.document_id("news/other.txt")
    correct(whole, "split", "Thomas Brandt", [article])
    assert len({a.id for f in facts(whole) for a in f.actors if a.name == "Thomas Brandt"}) == 2


def test_a_rejected_claim_is_out_of_sight_but_not_gone() -> None:
    store = told(summit(), protest())
    wrong = claim(store, types=("protest",))
    correct(store, "reject", wrong)
    assert wrong not in {f.id for f in facts(store)}
    assert wrong not in {e.claim for e in timeline(store)}
    shown = [f for f in facts(store, Filter(include_rejected=True)) if f.id == wrong]
    assert shown[0].rejected == f"Ines: she was there ({corrections_of(store)[0].id})"
    assert show(store, wrong).facts[0].rejected == shown[0].rejected


def test_what_a_rejected_mention_held_together_stays_together() -> None:
    a = Article("Avaria met Belmora on 3 May. The meeting was long. The meeting was frank.")
    sides = [("participant", a.actor("Avaria")), ("participant", a.actor("Belmora"))]
    day = a.time("3 May", "2031-05-03", "2031-05-03")
    first = a.event("meeting", "met", sides, when=day)
    a.event("meeting", "meeting", sides, nth=0, same_as=first)
    a.event("meeting", "meeting", sides, nth=1, same_as=first)
    store = told(a.done())
    dated = next(f.id for f in facts(store) if f.earliest)
    correct(store, "reject", dated)
    assert len({f.event for f in facts(store)}) == 1


def test_an_edit_shows_the_new_value_and_keeps_the_old() -> None:
    store = told(summit())
    plan = claim(store, statuses=("planned",))
    correct(store, "edit", plan, ["status=occurred", "earliest=2031-07-02", "latest=2031-07-03"])
    fact = show(store, plan).facts[0]
    assert (fact.status, fact.earliest, fact.latest) == ("occurred", date(2031, 7, 2), date(2031, 7, 3))
    assert any(c.startswith("status: planned → occurred (Ines: she was there") for c in fact.corrected)
    assert plan in {f.id for f in facts(store, Filter(statuses=("occurred",)))}
    assert facts(store, Filter(statuses=("planned",))) == []
    assert plan in {f.id for f in facts(store, Filter(date_from=date(2031, 7, 2), date_to=date(2031, 7, 3)))}
    july = Filter(kind="event", date_from=date(2031, 7, 10), date_to=date(2031, 7, 31))
    assert facts(store, july) == []
    raw = f"SELECT ?s {{ <{iri.expand(plan)}> kg:status ?s }}"
    assert [str(r[0]) for r in run_query(store, raw).rows] == [iri.term("Planned")]


def test_the_date_of_an_event_is_set_for_all_its_mentions() -> None:
    store = told(envoy(), envoy("news/other.txt"))
    event = facts(store)[0].event
    correct(store, "edit", event, ["earliest=2031-06-08", "latest=2031-06-08"])
    assert {e.earliest for e in timeline(store)} == {date(2031, 6, 8)}
    assert show(store, event).corrections
    store.add(envoy("news/third.txt"))
    retell(store)
    assert {e.earliest for e in timeline(store)} == {date(2031, 6, 8)}


def test_an_open_end_can_be_set() -> None:
    store = told(envoy())
    correct(store, "edit", facts(store)[0].id, ["latest=open"])
    fact = facts(store)[0]
    assert (fact.earliest, fact.latest) == (date(2031, 6, 9), None)


def test_an_actor_is_renamed_and_answers_to_the_old_name() -> None:
    store = told(envoy())
    correct(store, "edit", "Thomas Brandt", ["name=T. Brandt"])
    assert "T. Brandt" in names(store)
    row = show(store, "Thomas Brandt").actor
    assert row is not None
    assert row.name == "T. Brandt"
    assert "Thomas Brandt" in row.aliases


def test_an_undo_takes_back_and_an_undo_of_it_restores() -> None:
    store = told(summit(), protest())
    before = facts(store)
    wrong = claim(store, types=("protest",))
    rejected = correct(store, "reject", wrong)[0]
    undone = correct(store, "undo", rejected.id, corrections_of(store), minute=1)[0]
    assert facts(store) == before
    states = {e.id: e.state for e in log(corrections_of(store), ())}
    assert states == {rejected.id: "undone", undone.id: "holds"}
    correct(store, "undo", undone.id, corrections_of(store), minute=2)
    assert wrong not in {f.id for f in facts(store)}


def test_later_corrections_win() -> None:
    store = told(summit())
    plan = claim(store, statuses=("planned",))
    correct(store, "edit", plan, ["status=occurred"])
    correct(store, "edit", plan, ["status=cancelled"], minute=1)
    assert show(store, plan).facts[0].status == "cancelled"


def test_corrections_hold_when_an_article_is_read_again() -> None:
    store = told(summit(), protest())
    wrong = claim(store, types=("protest",))
    correct(store, "reject", wrong)
    before = bytes_of(store)
    store.remove("protest.txt")
    retell(store)
    held = in_force(corrections_of(store))
    assert [c.id for c in gone(store, held)] == [c.id for c in held]
    assert log(corrections_of(store), gone(store, held))[0].state == "gone"
    store.add(protest())
    retell(store)
    assert bytes_of(store) == before
    assert gone(store, held) == ()


def test_any_order_of_articles_gives_the_same_bytes_with_corrections() -> None:
    articles = (summit(), protest(), envoy(), envoy("news/other.txt", "Tomas Brant"))
    first = told(*articles)
    correct(first, "merge", "Thomas Brandt", "Tomas Brant")
    correct(first, "reject", claim(first, types=("protest",)), minute=1)
    correct(first, "edit", claim(first, types=("coercion",)), ["earliest=2031-06-08"], minute=2)
    known, expected = corrections_of(first), bytes_of(first)
    for order in list(permutations(articles))[::5]:
        store = open_store(None)
        record(store, reversed(known))
        for article in order:
            store.add(article)
        retell(store)
        assert bytes_of(store) == expected


def test_removing_an_article_leaves_only_the_corrections_themselves() -> None:
    store = told(summit(), protest())
    correct(store, "reject", claim(store, types=("protest",)))
    store.remove("protest.txt")
    retell(store)
    left = {line for line in bytes_of(store).splitlines() if b"graph:corrections" not in line}
    assert left == set(bytes_of(told(summit())).splitlines())


def test_a_corrected_store_verifies_and_has_the_promised_shape() -> None:
    store = told(summit(), protest(), envoy(), envoy("news/other.txt", "Tomas Brant"))
    correct(store, "merge", "Thomas Brandt", "Tomas Brant")
    correct(store, "reject", claim(store, types=("protest",)))
    correct(store, "edit", facts(store)[0].event, ["latest=open"])
    assert verify(store) == []
    assert validate(store).conforms


@pytest.mark.parametrize(
    ("what", "args", "message"),
    [
        ("merge", ("Avaria", "Avaria"), "already one"),
        ("merge", ("Avaria", "meeting-that-is-not"), "no actor, article or id answers"),
        ("split", ("Ines Varga", ["Avaria"]), "no part of it"),
        ("reject", ("Avaria",), "reject takes a claim"),
        ("edit", ("Avaria", ["status=occurred"]), "sets nothing of actor"),
        ("edit", ("Avaria", ["kind=river"]), "'river' is no kind"),
        ("edit", ("Avaria", ["name"]), "write FIELD=VALUE"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(what: str, args: tuple, message: str) -> None:
    with pytest.raises((UsageError, NotFound), match=message):
        correct(told(summit()), what, *args)


def test_a_date_that_ends_before_it_begins_is_refused() -> None:
    store = told(envoy())
    with pytest.raises(UsageError, match="set both"):
        correct(store, "edit", facts(store)[0].id, ["latest=2031-06-01"])


def test_the_log_is_read_back_as_the_same_corrections() -> None:
    from kg.records import jsonable

    store = told(summit(), protest())
    rejected = correct(store, "reject", claim(store, types=("protest",)))[0]
    correct(store, "edit", claim(store, statuses=("planned",)), ["status=occurred"], minute=1)
    correct(store, "undo", rejected.id, corrections_of(store), minute=2)
    known = corrections_of(store)
    lines = [json.dumps(jsonable(e)) for e in log(known, ())]
    assert tuple(parse_log(lines, where="log")) == known
    other = told(summit(), protest())
    record(other, parse_log(lines, where="log"))
    assert record(other, parse_log(lines, where="log")) == ()
    retell(other)
    assert bytes_of(other) == bytes_of(store)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"author": ""}, "author, reason and time"),
        ({"time": "2031-07-01T12:00:00"}, "no time zone"),
        ({"operation": "burn"}, "burn"),
        ({"targets": ["http://elsewhere"]}, "targets is no list"),
        ({"targets": ["urn:kg:claim:a> <b"]}, "targets is no list"),
        ({"operation": "merge"}, "merge does not go with claim"),
        ({"operation": "edit", "field": "status", "value": "perhaps"}, "'perhaps' is no status"),
    ],
)
def test_a_line_that_is_no_correction_is_named(change: dict, message: str) -> None:
    row = {
        "author": "Ines",
        "reason": "why",
        "time": "2031-07-01T12:00:00+00:00",
        "operation": "reject",
        "targets": ["urn:kg:claim:aaaaaaaaaaaa"],
    }
    with pytest.raises(ReadError, match=rf"line 1 is no correction: .*{message}"):
        parse_log([json.dumps({**row, **change})], where="log")


def test_named_queries_tell_what_people_decided() -> None:
    store = told(summit(), protest())
    wrong, plan = claim(store, types=("protest",)), claim(store, statuses=("planned",))
    rejected = correct(store, "reject", wrong)[0]
    correct(store, "edit", plan, ["status=occurred", "latest=2031-07-09"], minute=1)
    correct(store, "undo", rejected.id, corrections_of(store), minute=2)
    correct(store, "reject", wrong, minute=3)

    def rows(name: str) -> list[list[str]]:
        return [[str(c) for c in row] for row in run_named(store, get_query(name), {}).rows]

    edited = [row[:5] for row in rows("edited-values")]
    assert ["status", "planned", "occurred", "Ines", "she was there"] in edited
    assert ["latest", "2031-07-31", "2031-07-09", "Ines", "she was there"] in edited
    assert [row[3:] for row in rows("rejected-claims")] == [["protest.txt", "protested", iri.expand(wrong)]]
    history = [(row[2], row[5]) for row in rows("corrections-log")]
    assert [h for h in history if h[0] != "edit"] == [
        ("reject", "true"),
        ("undo", "false"),
        ("reject", "false"),
    ]


def test_the_command_line_records_lists_undoes_and_imports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_AUTHOR", "Ines")
    path = tmp_path / "kg.db"
    with open_store(path, create=True) as store:
        store.add(summit())
        store.add(protest())
        retell(store)
        wrong, plan = claim(store, types=("protest",)), claim(store, statuses=("planned",))
    base = ["-q", "--store", str(path), "correct"]
    assert run([*base, "reject", wrong, "--reason", "no", "--time", "2031-07-01T12:00:00Z"]) == 0
    assert run([*base, "log", "--format", "jsonl"]) == 0
    lines = capsys.readouterr().out
    row = json.loads(lines)
    assert (row["author"], row["operation"], row["state"]) == ("Ines", "reject", "holds")
    assert row["time"] == "2031-07-01T12:00:00+00:00"
    (tmp_path / "log.jsonl").write_text(lines, encoding="utf-8")
    assert run([*base, "undo", row["id"], "--reason", "yes", "--time", "2031-07-02"]) == 0
    assert run([*base, "import", str(tmp_path / "log.jsonl")]) == 0
    assert run([*base, "log", "--format", "jsonl"]) == 0
    states = [json.loads(line)["state"] for line in capsys.readouterr().out.splitlines()]
    assert states == ["undone", "holds"]
    assert run([*base[:-1], "remove", "protest.txt"]) == 0
    assert "waits" not in capsys.readouterr().err
    assert run([*base, "reject", plan, "--reason", "no"]) == 0
    assert run([*base[:-1], "remove", "summit.txt"]) == 0
    assert "waits: what it is about is not in the store" in capsys.readouterr().err
    monkeypatch.delenv("KG_AUTHOR")
    assert run([*base, "reject", wrong, "--reason", "no"]) == 2
    assert "--author" in capsys.readouterr().err


def test_the_article_alone_decides_when_nobody_corrected() -> None:
    fact = next(f for f in facts(told(summit())) if f.status == Status.PLANNED)
    assert (fact.rejected, fact.corrected) == (None, ())
