"""Lines that say what the article says: its own words under a heading, and nobody made to do what was done to
them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import FactActor, Status
from kg.query import Filter, facts, timeline
from kg.query.wording import attributed, event_line, statement_line
from tests.graph_factory import Article, filled

AVARIA, BELMORA = FactActor("avaria", "Avaria", "participant"), FactActor("belmora", "Belmora", "participant")
VARGA = FactActor("ines-varga", "Ines Varga", "target", "person")


def line(type_: str, status: str, *actors: FactActor, words: str = "the words", **more: str) -> str:
    return event_line(type_, status, actors, words=words, **({"certainty": "certain"} | more))


def test_two_sides_that_met_are_told_in_a_sentence() -> None:
    assert (
        line("meeting", "occurred", AVARIA, BELMORA, place="Port Lys") == "Avaria and Belmora met in Port Lys"
    )


@pytest.mark.parametrize("status", [s.value for s in Status if s is not Status.OCCURRED])
def test_no_other_status_is_told_as_a_meeting_held(status: str) -> None:
    told = line("meeting", status, AVARIA, BELMORA, words="a summit in May")
    prefix = "Uncertain" if status == "unknown" else status.capitalize()
    assert told == f"{prefix} meeting — Avaria and Belmora: “a summit in May”"


def test_one_side_alone_met_nobody() -> None:
    assert line("meeting", "occurred", AVARIA, words="the talks") == "Meeting — Avaria: “the talks”"


def test_the_verb_is_the_articles_own() -> None:
    agent = replace(AVARIA, role="agent")
    words = "has not kept its side of the canal treaty"
    assert line("violation", "occurred", agent, words=words) == f"Violation — Avaria: “{words}”"


def test_whom_it_is_done_to_is_never_the_doer() -> None:
    words = "was sentenced to nine years in prison"
    assert line("legal_action", "occurred", VARGA, words=words) == f"Legal action → Ines Varga: “{words}”"


def test_a_pronoun_and_words_of_nobody_known_stand_in_quote_marks() -> None:
    nobody, they = FactActor(None, "its fleet", "target"), FactActor("a-x", "They", "agent")
    assert line("attack", "occurred", they, nobody) == "Attack — “They” → “its fleet”: “the words”"


def test_what_is_less_than_certain_says_so() -> None:
    told = line("meeting", "planned", AVARIA, words="may meet", certainty="possible")
    assert told == "Planned meeting — Avaria: “may meet” (possible)"


def test_long_words_are_cut_at_a_word() -> None:
    told = line("protest", "occurred", words="very " * 60)
    assert told.endswith("very…”")
    assert len(told) < 200


def test_voices_are_told_from_the_inside_out_and_each_once() -> None:
    aide, he = FactActor(None, "an aide", "holder"), FactActor("a-y", "he", "holder")
    varga = replace(VARGA, role="holder")
    assert attributed("X", (varga, varga, aide)) == "According to an aide, as told by Ines Varga: X"
    assert attributed("X", (he,)) == "According to “he”: X"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("that he would go", "he would go"),
        ("that Avaria lied", "Avaria lied"),
        ("that meeting was short", "that meeting was short"),
        ("whether it would go", "whether it would go"),
    ],
)
def test_reported_speech_has_no_quote_marks_and_no_that(words: str, told: str) -> None:
    assert statement_line("Varga", "says", words, direct=False, negative=False) == f"Varga: {told}"
    quoted = statement_line("Varga", "says", words, direct=True, negative=False)
    assert quoted == f"Varga: “{words}”"


@pytest.mark.parametrize(
    ("cue", "negative", "told"),
    [
        (("say", "said"), False, "Varga: the plan"),
        (("criticise", "has criticised"), False, "Varga (has criticised): the plan"),
        (("", ""), False, "Varga: the plan"),
        (("discuss", "discuss"), True, "Varga (does not discuss): the plan"),
    ],
)
def test_a_topic_is_not_worded_as_a_claim(cue: tuple[str, str], negative: bool, told: str) -> None:
    assert statement_line("Varga", "says", "the plan", direct=False, negative=negative, cue=cue) == told


def test_a_fact_quotes_the_clause_and_a_timeline_points_at_the_trigger() -> None:
    article = Article("Avaria has not met its end of the deal, critics say.")
    article.event("violation", "met", [("agent", article.actor("Avaria"))])
    phrase = article.span("has not met its end of the deal")
    article.events[0] = replace(article.events[0], phrase=phrase)
    store = filled(article.done())
    (fact,) = facts(store)
    assert fact.text == "Violation — Avaria: “has not met its end of the deal”"
    assert (fact.evidence.spans, fact.trigger) == ((phrase,), (article.span("met"),))
    assert timeline(store)[0].trigger == (article.span("met"),)


def test_of_two_alternatives_both_words_are_shown() -> None:
    article = Article("Avaria and Belmora will meet in May or June.")
    for month in ("May", "June"):
        article.time(month, "2031-05-01", "2031-06-30")
    article.times = [replace(x, rule="alternative", edtf="[2031-05,2031-06]") for x in article.times]
    article.event("meeting", "meet", when="t1", status=Status.PLANNED)
    (fact,) = facts(filled(article.done()), Filter(kind="event"))
    assert fact.date_text == "May or June"
