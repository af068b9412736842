"""Named queries: headers, typed parameters, and their answers over the sample articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import NotFound, QueryError
from kg.graph import Store
from kg.model import Extraction, MergedEvent, Ref, Status
from kg.query import get_query, named_queries, run_named
from kg.query.named import read_query
from tests.golden import FOLDER, query_results
from tests.graph_factory import Article, by_name, filled, pledge, protest, summit

HAND_MADE = {
    "accused": "Avaria",
    "actor": "Avaria",
    "first": "Avaria",
    "second": "Belmora",
    "speaker": "Ines Varga",
    "addressee": "Ines Varga",
    "place": "Port Lys",
    "text": "MEETING",
    "from": "2031-06-01",
    "to": "2031-08-31",
    "known": "2031-05-06",
    "name": "a",
}
NO_ROWS = {
    "disagreeing-dates": "no two sample articles date one event so that both cannot be right",
    "disagreements": "what one event is told to be agrees in the sample; a test below asks it",
    "corrections-log": "nobody corrected the sample; tests/test_corrections.py asks it",
    "edited-values": "as corrections-log",
    "rejected-claims": "as corrections-log",
}


@pytest.fixture(scope="module")
def results(sample: Store) -> dict[str, str]:
    return query_results(sample)


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_named_query_answers_as_reviewed(name: str, results: dict[str, str]) -> None:
    golden = FOLDER / f"{name}.tsv"
    assert golden.is_file(), "run `python -m tests.golden queries` and review the difference"
    assert results[name] == golden.read_text(encoding="utf-8")


def test_every_golden_file_has_its_query() -> None:
    assert {p.stem for p in FOLDER.glob("*.tsv")} == set(named_queries())


@pytest.mark.parametrize("name", sorted(set(named_queries()) - set(NO_ROWS)))
def test_a_query_has_an_answer_in_the_sample(name: str, results: dict[str, str]) -> None:
    assert len(results[name].splitlines()) > 1


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_query_orders_its_rows_so_that_its_bytes_do_not_depend_on_the_store(name: str) -> None:
    query = named_queries()[name]
    given = {p.name: HAND_MADE[p.name] for p in query.parameters if p.default is None}
    turned = filled(pledge(), protest(), summit())
    straight = filled(summit(), protest(), pledge())
    assert run_named(turned, query, given) == run_named(straight, query, given)
    assert "ORDER BY" in query.text


def test_two_days_of_one_event_disagree() -> None:
    rows = run_named(filled(summit(), protest(), pledge()), get_query("disagreeing-dates"), {}).rows
    assert [[str(cell) for cell in row[:-1]] for row in rows] == [
        ["Meeting", "2031-05-09/2031-05-09", "pledge.txt", "2031-05-08/2031-05-08", "pledge.txt"]
    ]


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(QueryError, match=r"meetings-between: parameter 'second' is missing; add -p second="):
        run_named(filled(summit()), get_query("meetings-between"), {"first": "Avaria"})


def test_an_unknown_parameter_is_named_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match=r"unknown parameter 'who'; parameters: actor: actor"):
        run_named(filled(summit()), get_query("actor-cooccurrence"), {"who": "Avaria"})


@pytest.mark.parametrize(
    ("query", "given", "message"),
    [
        ("events-in-period", {"from": "May", "to": "2031-06-01"}, "'May' is no date; write YYYY-MM-DD"),
        ("claims-by-holder", {"minimum": "two"}, "'two' is no integer; write a whole number"),
        ("planned-events", {"type": "party"}, "'party' is no type; choose of accusation, "),
        (
            "events-in-period",
            {"from": "2031-01-01", "to": "2031-06-01", "status": "real"},
            "'real' is no status",
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(query: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_named(filled(summit()), get_query(query), given)


def test_a_value_cannot_break_out_of_its_place() -> None:
    store = filled(summit())
    for nasty in ('") } DROP ALL #', "\\", '"', "' OR ?x", "\n}", "\\u0022 }"):
        assert run_named(store, get_query("statement-search"), {"text": nasty}).rows == ()


def test_a_text_with_marks_is_found_as_it_is() -> None:
    article = Article('Avaria said "a \\ b".')
    speaker = article.actor("Avaria")
    article.statement('"a \\ b"', speaker, "said", speaker_words="Avaria")
    result = run_named(filled(article.done()), get_query("statement-search"), {"text": '"A \\ B'})
    assert [str(row[4]) for row in result.rows] == ['"a \\ b"']


def test_a_name_of_several_actors_must_be_made_exact() -> None:
    article = Article("Ann Moor met Bob Moor.")
    one, two = (
        article.actor("Ann Moor", "person", aliases=("Moor",)),
        article.actor("Bob Moor", "person", aliases=("Moor",)),
    )
    article.event("meeting", "met", [("participant", one), ("participant", two)])
    with pytest.raises(QueryError, match="2 actors answer to 'Moor'; give one id: ann-moor, bob-moor"):
        run_named(filled(article.done()), get_query("events-of-actor"), {"actor": "Moor"})


def test_an_unknown_query_lists_near_names() -> None:
    with pytest.raises(NotFound, match="meetings-between"):
        get_query("meeting-between")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {}", "no summary"),
        ("#+ summary: x\n#+ param a: colour\nSELECT * {}", "unknown type 'colour'; use actor, date"),
        ("#+ summary: x\n#+ purpose: y\nSELECT * {}", "header line .* is not understood"),
    ],
)
def test_a_faulty_header_is_refused(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        read_query("faulty", text)


def test_a_header_is_read_with_defaults_help_and_examples() -> None:
    text = (
        "#+ summary: S\n#+ param since: date = 0001-01-01\n#+ help: H.\n#+ example: kg query x\nSELECT * {}"
    )
    query = read_query("x", text)
    assert (query.summary, query.help, query.examples) == ("S", "H.", ("kg query x",))
    assert [(p.name, p.type, p.default) for p in query.parameters] == [("since", "date", "0001-01-01")]


def test_claims_that_disagree_on_one_event_are_listed_by_kind() -> None:
    def met(town: str, day: str, source: str, status: Status = Status.OCCURRED) -> Extraction:
        a = Article(f"Avaria met Belmora in {town} on {day}.", source=source)
        sides = [("agent", a.actor("Avaria")), ("participant", a.actor("Belmora"))]
        where = Ref((a.span(town),), a.actor(town, "place"))
        a.event("meeting", "met", sides, when=a.time(day, day, day), place=where, status=status)
        return a.done()

    store = filled(
        met("Port Lys", "2031-05-01", "a.txt"), met("Old Quay", "2031-05-02", "b.txt", Status.DENIED)
    )
    story = by_name(store)
    mentions = sorted(m for e in story.resolution.events for m in e.members)
    one = MergedEvent(id="one", type="meeting", members=tuple(mentions), earliest=None, latest=None)
    store.clear_story()
    store.write_changes(replace(story, resolution=replace(story.resolution, events=(one,))), stamp="one")
    rows = run_named(store, get_query("disagreements"), {}).rows
    assert [[str(c) for c in row[:6]] for row in rows] == [
        ["occurrence", "Meeting", "occurred", "a.txt", "denied", "b.txt"],
        ["place", "Meeting", "Old Quay", "b.txt", "Port Lys", "a.txt"],
    ]


def test_what_was_expected_on_a_day_knows_no_later_article(sample: Store) -> None:
    def last(known: str) -> list[str]:
        result = run_named(sample, get_query("expected-on-day"), {"known": known})
        place = result.variables.index("last")
        return [str(row[place]) for row in result.rows if "Singapore" in str(row[place])]

    assert last("2018-05-12") == ["2018-05-10 2018-05-10-detainees.md (planned): would meet Kim in Singapore"]
    assert last("2018-05-09") == []


def test_decisions_are_found_by_name_with_their_reasons(sample: Store) -> None:
    result = run_named(sample, get_query("merging-decisions"), {"name": "kim"})
    names = result.variables
    told = [dict(zip(names, map(str, row), strict=True)) for row in result.rows]
    assert {row["judgement"] for row in told} == {"merge", "refuse"}
    assert all(row["reasons"] for row in told)
