"""Descriptions and pronouns: whom they speak of, and when they had better speak of nobody."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate.actors import find_actors
from kg.model import ActorKind, Annotated, MentionKind, Parse, Sentence, Token
from tests.test_annotate_actors import named, words

Annotate = Callable[..., Annotated]


def who(found: Annotated, text: str) -> set[str]:
    """Names of the actors that have a mention with these words."""
    body = found.document.text
    return {a.name for a in found.actors for m in a.mentions if body[slice(*m.span)] == text}


def test_the_leader_of_a_state_is_the_person_described_so(annotated: Annotate) -> None:
    found = annotated(
        "Turkish President Kemal Aydin met Greek Prime Minister Nikos Pavlou. The Turkish leader left early."
    )
    assert who(found, "The Turkish leader") == {"Kemal Aydin"}


def test_the_president_is_the_one_with_that_title(annotated: Annotate) -> None:
    found = annotated("President Laura Winter spoke to Governor Paul Stone. The president thanked him.")
    assert who(found, "The president") == {"Laura Winter"}
    assert who(found, "him") == {"Paul Stone"}


def test_an_apposition_describes(annotated: Annotate) -> None:
    found = annotated("Anna Berg, the foreign minister of Sweden, resigned on Sunday.")
    berg = named(found, "Anna Berg")
    assert "foreign minister of Sweden" in berg.descriptions
    assert MentionKind.NOMINAL in {m.kind for m in berg.mentions}


def test_the_outlet_is_the_news_outlet_named_before(annotated: Annotate) -> None:
    found = annotated(
        "Reuters reported the attack on Monday. A witness told the outlet that two shops burned."
    )
    assert who(found, "the outlet") == {"Reuters"}


def test_the_regime_of_a_state_is_the_state(annotated: Annotate) -> None:
    found = annotated("The Syrian government accepted the plan, and Lebanon welcomed it.")
    assert who(found, "The Syrian government") == {"Syria"}


def test_a_nation_of_a_region_is_no_state_outside_it(annotated: Annotate) -> None:
    found = annotated("Canada offered aid to Kenya, but leaders of the African nation refused.")
    assert who(found, "the African nation") == {"Kenya"}


def test_both_leaders_are_the_two_people_joined_before(annotated: Annotate) -> None:
    found = annotated("Maria Lopez and John Reed met in Geneva. The two leaders signed a joint statement.")
    assert who(found, "The two leaders") == {"Maria Lopez", "John Reed"}


def test_their_meeting_is_that_of_the_two_before(annotated: Annotate) -> None:
    found = annotated("Maria Lopez and John Reed met in Geneva. Their meeting lasted five hours.")
    assert who(found, "Their") == {"Maria Lopez", "John Reed"}


def test_officials_with_the_same_words_are_one_group(annotated: Annotate) -> None:
    found = annotated("Dutch officials confirmed the raid. Later, Dutch officials named two suspects.")
    group = named(found, "Dutch officials")
    assert (group.kind, group.named) == (ActorKind.GROUP, False)
    assert words(found, group) == ["Dutch officials", "Dutch officials"]


def test_spokesmen_of_two_bodies_are_two_people(annotated: Annotate) -> None:
    found = annotated("A spokesman for the ministry denied it. A spokesman for the union confirmed it.")
    assert who(found, "A spokesman for the ministry").isdisjoint(who(found, "A spokesman for the union"))


def test_a_group_of_people_is_the_people(annotated: Annotate) -> None:
    found = annotated("A group of lawmakers protested. The lawmakers demanded a vote.")
    assert who(found, "The lawmakers") == {"lawmakers"}
    assert len([a for a in found.actors if "lawmakers" in a.name]) == 1


def test_he_is_the_subject_of_the_clause_around_it(annotated: Annotate) -> None:
    found = annotated("Peter Hall said that Mark Dean believes he should resign.")
    assert who(found, "he") == {"Mark Dean"}


def test_she_skips_a_man(annotated: Annotate) -> None:
    found = annotated("Susan Moore met Robert Lane on Friday. She praised the deal.")
    assert who(found, "She") == {"Susan Moore"}


def test_him_is_not_the_subject_of_its_own_verb(annotated: Annotate) -> None:
    found = annotated("David Frost told him to leave.")
    assert who(found, "him") == set()


def test_two_men_who_fit_alike_leave_he_open(annotated: Annotate) -> None:
    found = annotated("The letter from Peter Hall to Mark Dean was published. Nobody knew what he wanted.")
    assert who(found, "he") == set()


def test_it_rains_on_nobody(annotated: Annotate) -> None:
    found = annotated("France signed the pact. It is clear that others will follow.")
    assert who(found, "It") == set()


def test_its_belongs_to_the_subject_state(annotated: Annotate) -> None:
    found = annotated("France said that it would keep its promise.")
    assert who(found, "its") == {"France"}


def test_a_speaker_is_not_the_man_he_speaks_of(annotated: Annotate) -> None:
    found = annotated('"Mark Dean lost his nerve, and nobody helped him," he said.')
    assert "Mark Dean" not in who(found, "he")


def test_i_and_we_stay_open(annotated: Annotate) -> None:
    found = annotated('"I told them that we will not yield," said Helen Carter.')
    assert who(found, "I") == set()
    assert who(found, "we") == set()


def test_who_is_the_noun_before_it(annotated: Annotate) -> None:
    found = annotated("The senator praised Paul Stone, who wrote the law.")
    assert who(found, "who") == {"Paul Stone"}


def test_an_empty_parse_has_no_actors() -> None:
    assert find_actors(Parse("", (), ()), ()) == ()


_WORDS = st.lists(
    st.sampled_from(
        ["Kim", "Moscow", "the", "North", "Korea", "(", "-", "'s", "officials", "he", "President", "U.S."]
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60)
@given(_WORDS, st.data())
def test_any_tree_over_any_words_gives_sound_actors(words_: list[str], data: st.DataObject) -> None:
    text = " ".join(words_)
    tokens: list[Token] = []
    at = 0
    root = data.draw(st.integers(0, len(words_) - 1))
    for i, word in enumerate(words_):
        tag = data.draw(st.sampled_from(["NNP", "NN", "NNS", "JJ", "PRP", "IN", "VBD", "DT"]))
        pos = {"NNP": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB"}.get(tag, "X")
        dep = data.draw(st.sampled_from(["nsubj", "compound", "appos", "conj", "pobj", "poss", "attr"]))
        head = i if i == root else (i - 1 if i > root else i + 1)
        ent = data.draw(st.sampled_from(["", "PERSON", "ORG", "GPE"]))
        tokens.append(Token(
            i, at, at + len(word), word, word.lower(), word.lower(), pos, tag,
            "ROOT" if i == root else dep, head, 0, ent, bool(ent),
        ))  # fmt: skip
        at += len(word) + 1
    parse = Parse(text, tokens, (Sentence(0, len(text), 0, len(tokens), 0),))
    actors = find_actors(parse, ())
    assert actors == find_actors(parse, ())
    for actor in actors:
        assert actor.name.strip()
        assert all(
            0 <= m.span[0] < m.span[1] <= len(text) and 0 <= m.head < len(tokens) for m in actor.mentions
        )


def test_what_somebody_is_accused_of_doing_is_no_part_of_the_description(annotated: Annotate) -> None:
    found = annotated("The agency was accused by inspectors of hiding the leak.")
    assert "inspectors" in [a.name for a in found.actors]


def test_what_a_thing_is_made_is_nobody(annotated: Annotate) -> None:
    found = annotated("The low price makes it a candidate to replace the old ferry.")
    assert [a.name for a in found.actors if a.kind is ActorKind.PERSON] == []


def test_a_side_without_an_owner_is_no_actor(annotated: Annotate) -> None:
    found = annotated("The other side rejected the plan. The German side accepted it.")
    assert "other side" not in [a.name for a in found.actors]
    found = annotated("They met on the northern side of Kaesong.")
    assert "northern side of Kaesong" not in [a.name for a in found.actors]
