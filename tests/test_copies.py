"""Wire stories and reprints: one source, however many papers print it."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import DocumentSignature, Extraction
from kg.pipeline import retell
from kg.query import facts, show
from kg.resolve import find_copies
from tests.graph_factory import Article, told

STORY = (
    "The harbour of Port Lys reopened on Tuesday after nine days of storms. Fishermen had waited at the quay "
    "since dawn, and the first ferry to Belmora left with four hundred passengers. The harbour master, Pia "
    "Sandoval, told the council that the outer wall needs repair before winter. She asked for money from the "
    "national fund. The ministry in Avaria said it would send two engineers, but did not name a day. "
)
OTHER = (
    "Council members in Port Lys will vote next week on repairs to the outer wall, which broke in the gales. "
    "Pia Sandoval, who runs the harbour, wants half of the cost to be paid by Avaria. Opponents say the town "
    "cannot afford its half, and that the ferry company should pay a share as it did nine years ago. None at "
    "the company answered questions on Tuesday. "
)


def document(name: str, text: str, day: int = 1) -> DocumentSignature:
    return DocumentSignature(document=name, text=text, published=date(2031, 6, day))


def test_a_cut_reprint_with_a_new_opening_is_a_copy_of_the_earlier_article() -> None:
    reprint = "PORT LYS (Wire) — " + STORY.rsplit("She asked", 1)[0] + "\nMore news: the ferry in pictures"
    found = find_copies([document("b", reprint, 2), document("a", STORY, 1)])
    assert [(c.document, c.original) for c in found] == [("b", "a")]
    assert 0.8 <= found[0].shared < 1


def test_another_story_on_the_same_matter_is_no_copy() -> None:
    assert find_copies([document("a", STORY), document("b", OTHER)]) == ()


def test_an_article_that_quotes_a_whole_short_one_is_no_copy() -> None:
    assert find_copies([document("a", STORY), document("b", STORY + OTHER + OTHER.replace("e", "a"))]) == ()


def test_a_text_of_a_few_words_is_compared_with_nothing() -> None:
    assert find_copies([document("a", "Storm in Port Lys."), document("b", "Storm in Port Lys.")]) == ()


def test_copies_of_copies_name_the_first_article() -> None:
    texts = [STORY, STORY + "Read more below.", STORY.replace("Tuesday", "Wednesday")]
    found = find_copies(
        [document(name, text, n + 1) for n, (name, text) in enumerate(zip("abc", texts, strict=True))]
    )
    assert [(c.document, c.original) for c in found] == [("b", "a"), ("c", "a")]


def test_the_order_of_articles_does_not_matter() -> None:
    articles = [document("a", STORY, 3), document("b", STORY + "More.", 1), document("c", OTHER, 2)]
    answers = {find_copies(order) for order in permutations(articles)}
    assert [(c.document, c.original) for c in answers.pop()] == [("a", "b")]
    assert not answers


@settings(max_examples=25)
@given(st.lists(st.text(max_size=400), max_size=6))
def test_any_texts_are_borne(texts: list[str]) -> None:
    for copy in find_copies([document(str(n), text) for n, text in enumerate(texts)]):
        assert copy.document != copy.original


def visit(source: str, text: str, published: str) -> Extraction:
    a = Article(text, source=source, published=published, outlet=source)
    sides = [("participant", a.actor("Avaria")), ("participant", a.actor("Belmora"))]
    a.event("meeting", "met", sides, when=a.time("3 May", "2031-05-03", "2031-05-03"))
    return a.done()


LEAD = "Envoys of Avaria and Belmora met in the old town hall on 3 May. "


def test_sources_counts_a_story_and_its_reprint_once_and_show_names_the_copy() -> None:
    wire = visit("wire.txt", LEAD + STORY, "2031-05-04")
    reprint = visit("reprint.txt", "By a wire agency. " + LEAD + STORY, "2031-05-05")
    own = visit("own.txt", "After weeks of letters Avaria and Belmora met on 3 May. " + OTHER, "2031-05-05")
    store = told(reprint, own, wire)
    found = facts(store)
    assert len({f.event for f in found}) == 1
    assert {f.sources for f in found} == {2}
    assert show(store, found[0].event).copies == ("reprint.txt repeats wire.txt",)
    assert {f.sources for f in facts(told(wire, reprint))} == {1}


def test_an_undated_event_of_a_story_and_its_reprint_is_one_event() -> None:
    def row(source: str, published: str, first: str = "") -> Extraction:
        text = first + "Avaria broke off the talks. " + STORY
        a = Article(text, source=source, published=published, outlet=source)
        a.event("coercion", "broke", [("agent", a.actor("Avaria"))])
        return a.done()

    wire, reprint = row("wire.txt", "2031-05-04"), row("reprint.txt", "2031-05-09", "By a wire agency. ")
    found = facts(told(wire, reprint))
    assert len({f.event for f in found}) == 1
    assert {f.sources for f in found} == {1}
    assert any(
        "its copy" in r for d in show(told(wire, reprint), found[0].event).decisions for r in d.reasons
    )


def test_removing_the_original_makes_the_reprint_a_source_of_its_own() -> None:
    wire = visit("wire.txt", LEAD + STORY, "2031-05-04")
    reprint = visit("reprint.txt", "By a wire agency. " + LEAD + STORY, "2031-05-05")
    store = told(wire, reprint)
    store.remove("wire.txt")
    retell(store)
    assert show(store, facts(store)[0].event).copies == ()
