"""Who "I" and "we" are inside a quotation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.statements import Voices, find_statements
from kg.model import Annotated


@pytest.fixture(scope="session")
def first_person(annotated: Callable[..., Annotated]) -> Callable[[str, str], str | None]:
    """Name of the actor that the first ``word`` of a text stands for."""

    def ask(text: str, word: str) -> str | None:
        document = annotated(text)
        at = text.index(f"{word} ")
        found = Voices(document, find_statements(document)).first_person(word, at)
        return next((a.name for a in document.actors if a.id == found), None)

    return ask


def test_i_is_the_person_who_speaks(first_person: Callable[[str, str], str | None]) -> None:
    assert first_person("“Tomorrow I will meet the strikers,” said Anna Berg.", "I") == "Anna Berg"


def test_i_is_whoever_the_speaking_pronoun_stands_for(first_person: Callable[[str, str], str | None]) -> None:
    text = "Anna Berg left the hall early. “Tomorrow I will meet the strikers,” she said."
    assert first_person(text, "I") == "Anna Berg"


def test_we_is_a_state_that_speaks_and_never_one_person_alone(
    first_person: Callable[[str, str], str | None],
) -> None:
    assert first_person("“Today we signed the pact,” Norway said in a statement.", "we") == "Norway"
    assert first_person("“Today we signed the pact,” said Anna Berg.", "we") is None


def test_unquoted_and_unattributed_words_have_no_first_person(
    first_person: Callable[[str, str], str | None],
) -> None:
    assert first_person("Anna Berg said I should stay.", "I") is None
    assert first_person("“Tomorrow I will meet the strikers.”", "I") is None


def test_i_of_a_quotation_inside_a_quotation_is_not_the_outer_speaker(
    first_person: Callable[[str, str], str | None],
) -> None:
    text = "“She told the court, ‘Now I regret it,’ and left,” said Karl Voss."
    assert first_person(text, "I") != "Karl Voss"


def test_i_in_a_turn_of_a_transcript_is_whose_turn_it_is(
    first_person: Callable[[str, str], str | None],
) -> None:
    text = "Anna Berg: Go on.\n\nKarl Voss: Tomorrow I will go to Oslo.\n\nAnna Berg: Yes.\n\nKarl Voss: Now."
    assert first_person(text, "I") == "Karl Voss"


def test_i_quoted_in_a_turn_is_somebody_else(first_person: Callable[[str, str], str | None]) -> None:
    text = "ANNA BERG: The letter was short. “Tomorrow I will go,” it ended.\n\nKARL VOSS: Not now."
    assert first_person(text, "I") is None
