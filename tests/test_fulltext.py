"""The index of words by itself: what is found, what is said of it, and that nothing typed is an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import fulltext
from kg.fulltext import TEXT, ArticleWords, ClaimWords, expression, fold
from kg.sidecar import Sidecar, in_memory

FIRST = "The ferry left Port Lys. Ines Varga said: “The outer wall needs repair”. Straße und Öl."
SECOND = "Repair of the wall began. The wall,\nthe wall! A ferry came late."


def article(
    key: str, text: str, *, published: str | None = None, names: tuple[str, ...] = ()
) -> ArticleWords:
    """An article in which every sentence is a claim, and the words after its first are the claim's own."""
    claims, start = [], 0
    for piece in text.split(". "):
        end = min(start + len(piece) + 1, len(text))
        own = " ".join(text[start:end].split()[1:])
        claims.append(ClaimWords(f"{key}{len(claims)}", (start, end), own, "said" in own))
        start += len(piece) + 2
    return ArticleWords(key, published, frozenset(names), text, tuple(claims))


def index_of(*articles: ArticleWords) -> Sidecar:
    index = in_memory()
    index.start(TEXT)
    index.order(TEXT)
    for one in articles:
        fulltext.put(index, one)
    return index


@pytest.fixture
def index() -> Sidecar:
    return index_of(
        article("a", FIRST, published="2031-05-04", names=("harbour post",)),
        article("b", SECOND, published="2031-06-10", names=("lys herald", "b.txt")),
    )


def found(index: Sidecar, typed: str, **conditions: object) -> list[str]:
    return [hit.text[:9] for hit in fulltext.hits(index, typed, **conditions)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("ferry", ["The ferry", "The wall,"]),
        ("FERRY late", ["The wall,"]),
        ('"wall needs"', ["Ines Varg"]),
        ('"needs wall"', []),
        ("rep*", ["Repair of", "Ines Varg"]),
        ("repair -began", ["Ines Varg"]),
        ("began OR left", ["Repair of", "The ferry"]),
        ("ol", ["Straße un"]),
        ("zebra", []),
        ("-wall", []),
        ("", []),
    ],
)
def test_words_phrases_beginnings_and_exclusions(index: Sidecar, typed: str, texts: list[str]) -> None:
    assert sorted(found(index, typed)) == sorted(texts)


def test_the_passage_with_more_of_the_words_comes_first(index: Sidecar) -> None:
    assert found(index, "wall")[0] == "The wall,"


def test_marks_stand_on_the_words_that_fit(index: Sidecar) -> None:
    (hit,) = fulltext.hits(index, '"the outer" rep*')
    assert [hit.text[s:e] for s, e in hit.marks] == ["The outer", "repair"]


def test_a_passage_knows_its_place_its_claims_and_which_of_them_are_statements(index: Sidecar) -> None:
    (hit,) = fulltext.hits(index, "outer")
    assert (hit.article, hit.claims, hit.statements) == ("a", ("a1",), ("a1",))
    assert FIRST[slice(*hit.span)] == hit.text


def test_days_and_names_narrow_what_is_found(index: Sidecar) -> None:
    assert found(index, "ferry", since=date(2031, 6, 1)) == ["The wall,"]
    assert found(index, "ferry", until=date(2031, 5, 4)) == ["The ferry"]
    assert found(index, "ferry", names=["B.TXT", "nobody"]) == ["The wall,"]


def test_of_two_passages_that_overlap_the_better_one_is_told() -> None:
    text = "A ferry left. It sank."
    claims = (ClaimWords("c0", (0, 13), "ferry left", False), ClaimWords("c1", (0, 22), "ferry sank", True))
    index = index_of(ArticleWords("a", None, frozenset(), text, claims))
    assert found(index, "ferry") == ["A ferry l"]


def test_an_article_that_goes_leaves_nothing(index: Sidecar) -> None:
    fulltext.drop(index, "a")
    fulltext.drop(index, "unknown")
    assert found(index, "outer") == [] == list(fulltext.claims_with(index, "outer"))
    assert fulltext.articles_with(index, "ferry") == {"b"}
    for table in ("pieces", "words", "texts"):
        index.run(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")


@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    list(fulltext.hits(_SHARED, typed))


@given(
    st.lists(
        st.sampled_from(['"', "*", "-", "OR", "AND", "NEAR(", "wall", ":", "^", "+", "\0", "(", "text:"])
    )
)
def test_no_operator_of_the_engine_gets_through(parts: list[str]) -> None:
    list(fulltext.hits(_SHARED, " ".join(parts)))
    list(fulltext.hits(_SHARED, "".join(parts)))


def test_a_long_query_is_cut_not_refused() -> None:
    assert list(fulltext.hits(_SHARED, "wall " * 5_000))
    assert (expression("x " * 5_000) or "").count("x") == 50


_SHARED = index_of(article("a", FIRST), article("b", SECOND))
_TEXTS = st.text(st.sampled_from('aAßſSİıi̇σςΣ ńN\n\0\ufffd"*x'), max_size=30)


@given(st.lists(_TEXTS, max_size=5), _TEXTS)
def test_any_piece_of_text_is_found_as_folded_texts_hold_it(texts: list[str], needle: str) -> None:
    index = index_of(*(article(str(n), text) for n, text in enumerate(texts)))
    held = {
        c.claim
        for n, text in enumerate(texts)
        for c in article(str(n), text).claims
        if fold(needle) in fold(text[slice(*c.passage)]) or fold(needle) in fold(c.quote)
    }
    assert set(fulltext.claims_with(index, needle)) == held
    whole = {str(n) for n, text in enumerate(texts) if fold(needle) in fold(text)}
    assert fulltext.articles_with(index, needle) == whole


def test_half_a_surrogate_pair_is_found_nowhere() -> None:
    assert (
        list(fulltext.claims_with(_SHARED, "wall\ud800"))
        == []
        == list(fulltext.articles_with(_SHARED, "\udc00"))
    )
