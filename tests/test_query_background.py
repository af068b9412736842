"""What stands around facts."""

from __future__ import annotations

from datetime import date

from kg.query import Filter, background, conflicts, facts
from kg.query.reader import Article
from tests.graph_factory import filled, pledge, summit, told
from tests.test_copies import STORY
from tests.test_query_conflicts import raid


def article(text: str, sentences: tuple[tuple[int, int], ...] = ()) -> Article:
    starts = tuple(s for s, _ in sentences)
    return Article("d", "d.txt", None, None, None, None, text, sentences, starts)


def test_a_paragraph_reaches_to_the_blank_lines_around_it() -> None:
    text = "First one.\n\n  Second one. 🌊 Third.\n\nLast."
    start, end = article(text).paragraph((text.index("Third"), text.index("Third") + 6))
    assert text[start:end] == "Second one. 🌊 Third."


def test_a_text_without_blank_lines_has_a_paragraph_a_line() -> None:
    assert article("One.\nTwo. Three.\nFour.").paragraph((5, 9)) == (5, 16)


def test_a_sentence_over_two_paragraphs_keeps_both() -> None:
    text = "One\n\ntwo"
    assert article(text).paragraph((0, len(text))) == (0, len(text))


def test_a_long_paragraph_is_told_in_part_and_at_sentences() -> None:
    sentences = tuple((i * 100, i * 100 + 99) for i in range(100))
    start, end = article("x" * 99 + (" " + "x" * 99) * 99, sentences).paragraph((5000, 5099))
    assert end - start < 1400
    assert start % 100 == 0
    assert end % 100 == 99


def test_every_fact_has_its_paragraph_and_its_sentence_is_in_it() -> None:
    store = filled(summit())
    found = facts(store, Filter())
    known = background(store, found)
    for fact in found:
        paragraph = known.paragraphs[fact.evidence.article, fact.evidence.sentence]
        start, end = (o - paragraph.span[0] for o in fact.evidence.sentence)
        assert paragraph.text[start:end] == fact.evidence.context


def test_claims_that_the_filter_keeps_out_are_told_beside_the_facts() -> None:
    store = filled(pledge())
    wanted = Filter(types=("meeting",), statuses=("postponed",))
    found = facts(store, wanted)
    known = background(store, found, wanted)
    assert [f.status for f in found] == ["postponed"]
    assert sorted((f.type, f.status) for f in known.others) == [
        ("meeting", "planned"),
        ("meeting", "planned"),
        ("postponement", "occurred"),
    ]


def test_what_was_not_published_by_then_is_not_told() -> None:
    store = filled(pledge())
    wanted = Filter(as_of=date(2031, 5, 5))
    found = facts(store, Filter(statuses=("postponed",)))
    assert background(store, found, wanted).others == ()


def test_disagreements_among_the_facts_are_those_that_the_store_knows() -> None:
    store = told(
        raid("Avaria raided Belmora on 3 May and 13 people were killed.", "a.txt"),
        raid("On 3 May Avaria raided Belmora; at least 20 people were killed.", "b.txt"),
    )
    known = background(store, facts(store))
    assert [(c.left_value, c.right_value) for c in known.conflicts] == [
        ("13 people dead", "at least 20 people dead")
    ]
    assert known.conflicts == tuple(conflicts(store))


def test_a_cancellation_names_the_event_that_it_calls_off() -> None:
    store = filled(summit())
    found = facts(store)
    acts = background(store, found).acts_on
    off = next(f for f in found if f.type == "cancellation")
    called_off = next(f for f in found if f.type == "meeting" and f.status == "cancelled")
    assert acts == {off.event: called_off.event}


def test_a_copy_names_its_original() -> None:
    text = f"Avaria raided Belmora on 3 May. {STORY}"
    store = told(raid(text, "a.txt"), raid(text, "b.txt", published="2031-05-05"))
    known = background(store, facts(store))
    names = {f.evidence.article: f.evidence.document for f in facts(store)}
    assert {names[copy]: names[original] for copy, original in known.copies.items()} == {"b.txt": "a.txt"}
