"""The parser's door: offsets hold, whatever the text looks like."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.parser import CHUNK, paragraphs, parse_all, prepare
from kg.annotate.sentences import goes_on
from kg.errors import ModelMissing
from kg.model import Annotated, Document


def _document(text: str, boilerplate: tuple[tuple[int, int], ...] = ()) -> Document:
    return Document(id="d", source="d.txt", text=text, boilerplate=boilerplate)


@given(st.text(alphabet=st.sampled_from("aZ. \n\r\t“”’«»‹<>,❞″–`'\"\u2028\u00a0😀é"), max_size=200))
def test_preparing_a_text_never_changes_its_length(text: str) -> None:
    assert len(prepare(_document(text))) == len(text)


@given(st.text(alphabet=st.sampled_from("aZ. \n\"'"), max_size=300))
def test_paragraphs_are_ordered_disjoint_and_hold_every_visible_character(text: str) -> None:
    spans = paragraphs(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    inside = {i for s, e in spans for i in range(s, e)}
    assert all(i in inside for i, c in enumerate(text) if not c.isspace())


def test_boilerplate_is_blank_for_the_pipeline_but_line_ends_stay() -> None:
    text = "Sport\n\nThe minister left."
    assert prepare(_document(text, ((0, 5),))) == "     \n\nThe minister left."


def test_a_hard_wrapped_paragraph_is_one_and_a_headline_is_its_own() -> None:
    text = (
        "Ministers gather\n"
        "The foreign ministers of the two neighbours sat down in the old customs\n"
        "house by the river for a first round of talks about the shared water.\n"
        "\n"
        "Nobody spoke to the press."
    )
    assert [text[s:e].split()[0] for s, e in paragraphs(text)] == ["Ministers", "The", "Nobody"]


def test_the_short_first_line_of_an_indented_story_goes_on() -> None:
    rest = (
        "who had come from the north on Friday, said that the talks\nhad failed and that nobody would stay.\n"
    )
    after = "    Ministers left the hall at once and did not speak to\nthe press.\n"
    text = f"The Prince of Lund,\nOla Berg, {rest}{after}"
    assert [text[s:e].split()[0] for s, e in paragraphs(text)] == ["The", "Ministers"]
    text = text.replace("The Prince of Lund,", "The Prince of Lund")
    assert [text[s:e].split()[0] for s, e in paragraphs(text)] == ["The", "Ministers"]


def test_each_line_of_an_unwrapped_text_is_a_paragraph() -> None:
    line = (
        "The council met for the third time this week and, as before, it parted late without any result. " * 2
    )
    assert len(paragraphs(f"{line}\n{line}\n{line}")) == 3


def test_tokens_stand_where_their_offsets_say(annotated: Callable[..., Annotated]) -> None:
    text = "Defense\n\n“We’ll go,” said Ana Müller 😀 on Monday.\r\n\r\nHe  left —  at once."
    result = annotated(text)
    assert len(result.parse.text) == len(text)
    for token in result.parse.tokens:
        assert result.parse.text[token.start : token.end] == token.text
        assert token.text.strip() == token.text
    assert "Müller" in [text[t.start : t.end] for t in result.parse.tokens]


def test_sentences_never_cross_a_paragraph_and_a_stray_mark_is_no_sentence(
    annotated: Callable[..., Annotated],
) -> None:
    text = 'Talks to resume soon\n\n"We will talk. We will listen." \n\n"\n\nThe envoy smiled.'
    parse = annotated(text).parse
    for sentence in parse.sentences:
        assert "\n\n" not in text[sentence.start : sentence.end].strip('"\n ')
        assert (
            any(c.isalnum() for c in text[sentence.start : sentence.end])
            or sentence.end - sentence.start == 1
        )
    for token in parse.tokens:
        assert parse.tokens[token.head].sent == token.sent


def test_a_long_document_is_cut_into_chunks_and_joined_again() -> None:
    sentence = "The envoy met the minister in the capital on Monday. "
    text = sentence * (2 * CHUNK // len(sentence) + 10)
    ((_, parse),) = parse_all([_document(text)])
    assert [t.i for t in parse.tokens] == list(range(len(parse.tokens)))
    assert all(s.first < s.last for s in parse.sentences)
    assert all(a.start < b.start for a, b in itertools.pairwise(parse.tokens))
    assert parse.text[parse.tokens[-1].start :].strip() == "."


def test_an_empty_document_parses_to_nothing() -> None:
    ((_, parse),) = parse_all([_document("  \n ")])
    assert parse.tokens == ()


def test_a_missing_pipeline_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(ModelMissing, match=r"pip install no-such-model"):
        next(iter(parse_all([_document("Text.")], model="no_such_model")))


def test_subtrees_and_edges_agree(annotated: Callable[..., Annotated]) -> None:
    parse = annotated(
        "The president of the union, who had come late, told reporters that talks failed."
    ).parse
    for token in parse.tokens:
        subtree = parse.subtree(token.i)
        assert parse.edges[token.i] == (subtree[0], subtree[-1])
        assert token.i in subtree


def test_a_dateline_is_no_part_of_the_first_sentence(annotated: Callable[..., Annotated]) -> None:
    text = "GENEVA, March 3 (Newswire) — Diplomats left the hall.\n\nWASHINGTON - Nobody stayed."
    parse = annotated(text).parse
    assert [text[s.start : s.end] for s in parse.sentences] == [
        "GENEVA, March 3 (Newswire) —",
        "Diplomats left the hall.",
        "WASHINGTON -",
        "Nobody stayed.",
    ]


def test_a_dateline_with_a_hyphen_leaves_the_name_after_it_whole(annotated: Callable[..., Annotated]) -> None:
    parse = annotated("LISBON - Angela Berg met ministers.\n\nGeneva (Newswire) - Nobody stayed.").parse
    assert [t.ent for t in parse.tokens if t.text in ("Angela", "Berg")] == ["PERSON", "PERSON"]
    assert [parse.tokens[s.first].text for s in parse.sentences] == ["LISBON", "Angela", "Geneva", "Nobody"]


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("the U.S. Senate", True),
        ("the U.S. The", False),
        ("at 5 p.m. Monday", True),
        ("with Gen. Lund", True),
        ("On Friday , Lund", True),
        ('" We left , " he', True),
        ('" We left . " He', False),
        ("They left . Nobody", False),
        ("Corp. Nobody", False),
        ("Nobody", False),
    ],
)
def test_a_sentence_begins_only_after_a_stop(words: str, on: bool) -> None:
    assert goes_on(words.split()) is on
