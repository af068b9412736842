"""Statements: who said what, in whose words, when, to whom, inside what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.statements import find_statements
from kg.model import Annotated, Attitude, Polarity, Statement, StatementKind

NOBODY = None


class Said:
    """A statement with its words, for reading in an assertion."""

    def __init__(self, text: str, statement: Statement) -> None:
        self.statement = statement
        self.content = [text[s:e] for s, e in statement.content]
        ref, cue = statement.speaker, statement.cue
        self.speaker = " ".join(text[s:e] for s, e in ref.spans) if ref else NOBODY
        self.cue = " ".join(text[s:e] for s, e in cue.spans) if cue else ""
        to = statement.addressee
        self.addressee = " ".join(text[s:e] for s, e in to.spans) if to else NOBODY


@pytest.fixture(scope="session")
def said(annotated: Callable[..., Annotated]) -> Callable[[str], list[Said]]:
    def read(text: str) -> list[Said]:
        return [Said(text, s) for s in find_statements(annotated(text, published="2021-03-10"))]

    return read


def one(found: list[Said]) -> Said:
    assert len(found) == 1, [(f.speaker, f.cue, f.content) for f in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("“The ferry is safe,” Ana Brandt said.", "Ana Brandt", "said", ["The ferry is safe,"]),
        ("“The ferry is safe,” said Ana Brandt.", "Ana Brandt", "said", ["The ferry is safe,"]),
        ("Ana Brandt said: “The ferry is safe.”", "Ana Brandt", "said", ["The ferry is safe."]),
        ("Ana Brandt also said the ferry was safe.", "Ana Brandt", "also said", ["the ferry was safe"]),
        ("Ana Brandt said that the ferry was safe.", "Ana Brandt", "said", ["that the ferry was safe"]),
        ("The ferry was safe, officials said.", "officials", "said", ["The ferry was safe"]),
        ("'The ferry is safe,' Ana Brandt said.", "Ana Brandt", "said", ["The ferry is safe,"]),
        ("According to the port, the ferry sank.", "the port", "According to", ["the ferry sank"]),
        ("The ferry sank, according to the port.", "the port", "according to", ["The ferry sank"]),
    ],
)
def test_the_usual_shapes_of_reported_speech(
    said: Callable[[str], list[Said]], text: str, speaker: str, cue: str, content: list[str]
) -> None:
    found = one(said(text))
    assert (found.speaker, found.cue, found.content) == (speaker, cue, content)


def test_quotation_broken_by_its_cue_is_one_statement_with_two_spans(
    said: Callable[[str], list[Said]],
) -> None:
    found = one(said("“We will rebuild the bridge,” Ana Brandt said. “It will take a year.”"))
    assert found.content == ["We will rebuild the bridge,", "It will take a year."]
    assert found.statement.kind is StatementKind.DIRECT


def test_quoted_sentences_of_one_quotation_stay_together(said: Callable[[str], list[Said]]) -> None:
    found = one(said("“We watch the river closely. We warn the villages early,” the clerk told Radio Lima."))
    assert found.content == ["We watch the river closely. We warn the villages early,"]
    assert found.speaker == "the clerk"
    assert found.addressee == "Radio Lima"


def test_clause_with_a_quoted_part_is_mixed(said: Callable[[str], list[Said]]) -> None:
    found = one(said("Ana Brandt said the plan was “a gift to smugglers” and should be dropped."))
    assert found.statement.kind is StatementKind.MIXED
    assert found.content == ["the plan was “a gift to smugglers” and should be dropped"]


def test_clause_without_quotation_marks_is_indirect(said: Callable[[str], list[Said]]) -> None:
    assert one(said("Ana Brandt said the plan was bad.")).statement.kind is StatementKind.INDIRECT


def test_speaker_with_an_apposition_keeps_a_quotation_over_two_paragraphs(
    said: Callable[[str], list[Said]],
) -> None:
    text = "Ola Berg, a surgeon, said: “The ward needs help now.\n\n“Without it people will die,” she added."
    found = said(text)
    assert {f.speaker for f in found} <= {"Ola Berg, a surgeon", "she"}
    words = " ".join(c for f in found for c in f.content)
    assert "The ward needs help now." in words
    assert "Without it people will die," in words


def test_quoted_sentence_after_an_indirect_one_is_theirs(
    said: Callable[[str], list[Said]],
) -> None:
    found = one(said("Last night Rana Malik, a senator, said he was worried. “It divides the town.”"))
    assert found.speaker == "Rana Malik, a senator"
    assert found.content == ["he was worried", "It divides the town."]


def test_each_of_several_speakers_keeps_to_their_own_words(said: Callable[[str], list[Said]]) -> None:
    text = (
        "“The dam will hold,” grumbled Jonas Weber, leaning on the rail. "
        "“It will not,” said Mira Okafor. “We have measured it,” added Tom Reyes."
    )
    found = {f.speaker: f.content for f in said(text)}
    assert found["Jonas Weber"] == ["The dam will hold,"]
    assert found["Mira Okafor"] == ["It will not,"]
    assert found["Tom Reyes"] == ["We have measured it,"]


def test_quotation_that_nothing_attributes_has_no_invented_speaker(said: Callable[[str], list[Said]]) -> None:
    text = "Ana Brandt met Tom Reyes at the port.\n\n“The ferry will never sail again.”\n\nRain fell."
    assert all(f.speaker is NOBODY for f in said(text))


def test_title_and_scare_quotes_are_not_statements(said: Callable[[str], list[Said]]) -> None:
    assert said("The film “Winter Harbour” opened in Oslo. The so-called “peace bus” arrived.") == []


def test_paragraph_that_is_but_a_quotation_goes_on_with_the_speaker_before(
    said: Callable[[str], list[Said]],
) -> None:
    first, second = said("“The vote was fair,” Ana Brandt said.\n\n“Nobody was turned away from the polls.”")
    assert second.speaker == first.speaker == "Ana Brandt"
    assert second.statement.cue is None


def test_participle_goes_back_to_the_main_speaker(said: Callable[[str], list[Said]]) -> None:
    found = said("Ana Brandt said the army had left, adding that the road was open.")
    assert [f.speaker for f in found] == ["Ana Brandt", "Ana Brandt"]
    assert found[1].content == ["that the road was open"]


@pytest.mark.parametrize(
    ("text", "attitude", "content"),
    [
        ("Norway wants to reopen the mine.", Attitude.WANTS, "to reopen the mine"),
        ("Norway plans to reopen the mine.", Attitude.INTENDS, "to reopen the mine"),
        ("Norway hopes that the mine reopens.", Attitude.HOPES, "that the mine reopens"),
        ("Norway believes the mine is safe.", Attitude.BELIEVES, "the mine is safe"),
        ("Norway urged both sides to talk.", Attitude.WANTS, "both sides to talk"),
        ("Norway denied that the mine was sold.", Attitude.DENIES, "that the mine was sold"),
        ("Norway warned that the mine could flood.", Attitude.FEARS, "that the mine could flood"),
    ],
)
def test_attitudes_other_than_saying(
    said: Callable[[str], list[Said]], text: str, attitude: Attitude, content: str
) -> None:
    found = one(said(text))
    assert (found.statement.attitude, found.content, found.speaker) == (attitude, [content], "Norway")


def test_topic_is_told_from_proposition(said: Callable[[str], list[Said]]) -> None:
    assert not one(said("Ana Brandt criticized the new toll.")).statement.propositional
    assert one(said("Ana Brandt called the new toll unfair.")).statement.propositional


def test_refusal_to_say_is_negative(said: Callable[[str], list[Said]]) -> None:
    found = one(said("Ana Brandt declined to say when the ferry would sail."))
    assert found.statement.polarity is Polarity.NEGATIVE
    found = one(said("The ministry did not say whether the ferry would sail."))
    assert found.statement.polarity is Polarity.NEGATIVE


def test_claim_named_by_a_noun_belongs_to_its_owner(said: Callable[[str], list[Said]]) -> None:
    found = one(said("Brandt’s claim that the ferry sank drew laughter."))
    assert (found.speaker, found.cue, found.content) == ("Brandt’s", "claim", ["that the ferry sank"])


def test_words_passed_on_lie_within_the_statement_of_who_passes_them_on(
    said: Callable[[str], list[Said]],
) -> None:
    found = said("Ana Brandt said Governor Reyes believes the bridge is unsafe.")
    outer = next(f for f in found if f.speaker == "Ana Brandt")
    inner = next(f for f in found if f.speaker == "Governor Reyes")
    assert inner.statement.within == outer.statement.id
    assert outer.statement.within is None


def test_middleman_after_the_words_holds_them(said: Callable[[str], list[Said]]) -> None:
    found = said("Governor Reyes said the bridge was unsafe, according to the Harbour Post.")
    outer = next(f for f in found if f.cue == "according to")
    inner = next(f for f in found if f.cue == "said")
    assert outer.speaker == "the Harbour Post"
    assert inner.statement.within == outer.statement.id


def test_transcript_turns_have_their_label_as_speaker(said: Callable[[str], list[Said]]) -> None:
    found = said("BRANDT: We sail at noon.\n\nREYES: Then we shall wait.")
    assert [(f.speaker, f.content) for f in found] == [
        ("BRANDT", ["We sail at noon."]),
        ("REYES", ["Then we shall wait."]),
    ]


def test_signed_quotation_belongs_to_its_signature(said: Callable[[str], list[Said]]) -> None:
    found = one(said("“Never trust a quiet sea.” — Ana Brandt"))
    assert (found.speaker, found.content) == ("Ana Brandt", ["Never trust a quiet sea."])


def test_statements_come_in_text_order_with_running_ids(said: Callable[[str], list[Said]]) -> None:
    found = said("Ana Brandt said it rained. Tom Reyes said it snowed. Officials said it froze.")
    assert [f.statement.id for f in found] == ["s1", "s2", "s3"]
    assert [f.speaker for f in found] == ["Ana Brandt", "Tom Reyes", "Officials"]


def test_offsets_hold_in_texts_with_marks_outside_the_basic_plane(said: Callable[[str], list[Said]]) -> None:
    assert one(said("🚢 “The ferry is safe,” Ana Brandt said.")).content == ["The ferry is safe,"]


def test_empty_and_odd_texts_have_no_statements(said: Callable[[str], list[Said]]) -> None:
    assert said("") == []
    assert said('"\'“”’‘\n\n""""') == []


def test_answer_to_a_quoted_question_is_not_put_into_the_mouth_of_who_asked(
    said: Callable[[str], list[Said]],
) -> None:
    text = "“Will you step down this year?” a reporter asked.\n\n“No, I will serve my full term here.”"
    found = said(text)
    assert [f.speaker for f in found if "No, I will serve my full term here." in f.content] in ([], [NOBODY])


def test_whom_a_passive_cue_tells_is_the_addressee(said: Callable[[str], list[Said]]) -> None:
    found = one(said("The crew was told by Ana Brandt that the ferry would not sail."))
    assert (found.speaker, found.addressee) == ("Ana Brandt", "The crew")


def test_refusing_to_act_is_not_silence(said: Callable[[str], list[Said]]) -> None:
    assert one(said("Norway refused to leave the pact.")).statement.polarity is Polarity.POSITIVE
    assert one(said("Norway declined to comment.")).statement.polarity is Polarity.NEGATIVE


def test_cue_inside_its_clause_leaves_both_halves(said: Callable[[str], list[Said]]) -> None:
    found = one(said("The harbour, she said on Monday, is safe and dry."))
    assert found.content == ["The harbour", "is safe and dry"]


def test_second_cue_in_a_sentence_introduces_its_own_quotation(said: Callable[[str], list[Said]]) -> None:
    found = said("“The dam holds,” Ana Brandt said, adding, “We checked it twice.”")
    assert [(f.speaker, f.cue, f.content) for f in found] == [
        ("Ana Brandt", "said", ["The dam holds,"]),
        ("Ana Brandt", "adding", ["We checked it twice."]),
    ]


def test_broadcast_named_in_quotation_marks_is_not_what_was_said(said: Callable[[str], list[Said]]) -> None:
    found = one(said("Tom Reyes, speaking on “Morning Harbour,” said the strike was over."))
    assert (found.speaker, found.content) == ("Tom Reyes", ["the strike was over"])


def test_dateline_is_no_part_of_the_speaker(said: Callable[[str], list[Said]]) -> None:
    assert one(said("OSLO - Ministers said the strike was over.")).speaker == "Ministers"


def test_time_of_saying_is_that_of_the_cue_not_of_the_content(annotated: Callable[..., Annotated]) -> None:
    document = annotated("Ana Brandt said on Tuesday that the ferry sank on Sunday.", published="2021-03-10")
    (statement,) = find_statements(document)
    texts = {t.id: t.text for t in document.times}
    assert statement.time is None or "Tuesday" in texts[statement.time]
