"""Names: who is named, of what kind, and which names are the same actor. All sentences are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Actor, ActorKind, Annotated, MentionKind, actors_at_head, actors_by_head
from kg.resources import table

Annotate = Callable[..., Annotated]


def named(found: Annotated, name: str) -> Actor:
    """The one actor of that name."""
    hits = [a for a in found.actors if a.name == name]
    assert len(hits) == 1, f"{name!r} among {[a.name for a in found.actors]}"
    return hits[0]


def words(found: Annotated, actor: Actor, kind: MentionKind | None = None) -> list[str]:
    text = found.document.text
    return [text[slice(*m.span)] for m in actor.mentions if kind in (None, m.kind)]


def test_a_surname_alone_is_the_person_named_in_full(annotated: Annotate) -> None:
    found = annotated("Senator Helen Carter spoke on Monday. Carter rejected the bill.")
    carter = named(found, "Helen Carter")
    assert carter.kind is ActorKind.PERSON
    assert words(found, carter, MentionKind.NAME) == ["Helen Carter", "Carter"]


def test_a_title_is_a_description_and_no_part_of_the_name(annotated: Annotate) -> None:
    found = annotated("Secretary of State Mike Harmon met Lt. Col. Peter Vance of the air force on Friday.")
    assert named(found, "Mike Harmon").descriptions == ("Secretary of State",)
    assert "Lt. Col." in named(found, "Peter Vance").descriptions


def test_two_full_names_with_one_surname_stay_two_people(annotated: Annotate) -> None:
    found = annotated(
        "John Keller praised the plan. His rival Susan Keller opposed it. Mrs. Keller said it was "
        "too costly. Mr. Keller disagreed."
    )
    assert words(found, named(found, "Susan Keller"), MentionKind.NAME) == ["Susan Keller", "Keller"]
    assert words(found, named(found, "John Keller"), MentionKind.NAME) == ["John Keller", "Keller"]


def test_a_family_name_that_comes_first_is_the_surname(annotated: Annotate) -> None:
    found = annotated("Park Sang-min addressed parliament in Seoul. Park said that talks would go on.")
    assert words(found, named(found, "Park Sang-min"), MentionKind.NAME) == ["Park Sang-min", "Park"]


def test_a_possessive_mark_is_outside_the_name(annotated: Annotate) -> None:
    found = annotated("Germany's decision angered Poland.")
    assert words(found, named(found, "Germany")) == ["Germany"]


@pytest.mark.parametrize("form", ["U.S.", "US", "United States", "America"])
def test_forms_of_a_state_are_one_actor_under_its_usual_name(annotated: Annotate, form: str) -> None:
    found = annotated(
        f"The {form} signed the treaty with Japan." if form != "America" else "America signed it."
    )
    state = named(found, "United States")
    assert (state.key, state.kind) == ("country:US", ActorKind.COUNTRY)


def test_a_capital_that_acts_is_its_government(annotated: Annotate) -> None:
    found = annotated("Moscow rejected the offer, and Berlin's reply was cool.")
    assert words(found, named(found, "Russia")) == ["Moscow"]
    assert words(found, named(found, "Germany")) == ["Berlin"]


def test_a_capital_where_somebody_is_stays_a_place(annotated: Annotate) -> None:
    found = annotated("The ministers met in Moscow on Tuesday and then travelled to Berlin.")
    assert named(found, "Moscow").kind is ActorKind.PLACE
    assert named(found, "Berlin").kind is ActorKind.PLACE
    assert all(a.kind is not ActorKind.COUNTRY for a in found.actors)


def test_the_north_is_a_state_only_where_the_article_names_it(annotated: Annotate) -> None:
    found = annotated("North Korea fired a rocket. Japan warned the North not to fire another one.")
    assert words(found, named(found, "North Korea"), MentionKind.NAME) == ["North Korea", "North"]
    other = annotated("Voters in the North rejected the tax.")
    assert all(a.key != "country:KP" for a in other.actors)


def test_the_people_of_a_state_act_for_it(annotated: Annotate) -> None:
    found = annotated("The Iranians walked out of the talks. Iran gave no reason.")
    assert words(found, named(found, "Iran")) == ["Iranians", "Iran"]


def test_an_acronym_in_parentheses_is_the_body_before_it(annotated: Annotate) -> None:
    found = annotated(
        "The Global Harbour Safety Council (GHSC) published a report. The GHSC asked ports to reply by May."
    )
    body = named(found, "Global Harbour Safety Council")
    assert body.kind is ActorKind.ORGANIZATION
    assert words(found, body, MentionKind.NAME)[0] == "Global Harbour Safety Council"
    assert "GHSC" in words(found, body)


def test_a_short_form_of_a_body_is_the_body(annotated: Annotate) -> None:
    found = annotated(
        "The Fairview Institute of Marine Research at Dunmore warned of floods. The Fairview Institute said "
        "so on Monday. The institute gave no figures."
    )
    body = named(found, "Fairview Institute of Marine Research at Dunmore")
    assert "Fairview Institute" in words(found, body, MentionKind.NAME)
    assert "The institute" in words(found, body, MentionKind.NOMINAL)


def test_a_town_that_nobody_knows_is_no_person(annotated: Annotate) -> None:
    found = annotated("Soldiers entered Tarvala on Monday. Shops in Tarvala stayed shut.")
    assert all(a.kind is ActorKind.PLACE for a in found.actors if "Tarvala" in a.name)


def test_the_seat_of_a_government_is_an_organisation_of_its_own(annotated: Annotate) -> None:
    found = annotated("The White House denied the report, and the Kremlin declined to comment.")
    assert named(found, "White House").key == "org:white-house"
    assert named(found, "Kremlin").kind is ActorKind.ORGANIZATION


def test_a_state_with_the_word_government_is_the_state(annotated: Annotate) -> None:
    found = annotated("The Government of Iraq rejected the report. The UK Government did not reply.")
    assert {a.name for a in found.actors if a.named} == {"Iraq", "United Kingdom"}


def test_who_somebody_is_related_to_is_no_title(annotated: Annotate) -> None:
    found = annotated("He is a brother of U.S. President Adam Lowell and lives in Ohio.")
    assert named(found, "Adam Lowell").descriptions == ("U.S. President",)


def test_an_ambassador_to_somewhere_is_one_person_with_that_title(annotated: Annotate) -> None:
    found = annotated("U.S. Ambassador to Norway Carl Benton criticized the plan.")
    benton = named(found, "Carl Benton")
    assert benton.descriptions == ("U.S. Ambassador to Norway",)
    assert not [a for a in found.actors if not a.named]


def test_headline_words_are_not_names(annotated: Annotate) -> None:
    found = annotated(
        "Minister Harlow Says Budget Talks Failed\n\n"
        "Finance Minister Ruth Harlow said on Monday that talks had failed."
    )
    assert {a.name for a in found.actors if a.kind is ActorKind.PERSON and a.named} == {"Ruth Harlow"}


def test_a_bare_surname_that_is_he_is_not_the_woman_of_that_name(annotated: Annotate) -> None:
    found = annotated(
        "President Lowell opened the fair. Mr. Lowell praised farmers. Mr. Lowell left at noon. "
        "His wife, Susan Lowell, stayed until the evening."
    )
    assert words(found, named(found, "Susan Lowell"), MentionKind.NAME) == ["Susan Lowell"]
    assert words(found, named(found, "Lowell"), MentionKind.NAME) == ["Lowell"] * 3


def test_mentions_are_in_the_text_and_heads_lead_back_to_their_actors(annotated: Annotate) -> None:
    found = annotated("Chile and Peru agreed on a border. Both countries will send envoys to Geneva.")
    at = actors_at_head(found.actors)
    for actor in found.actors:
        assert actor.name
        for m in actor.mentions:
            assert 0 <= m.span[0] < m.span[1] <= len(found.document.text)
            assert actor.id in at[m.head]
    both = next(t.i for t in found.parse.tokens if t.text == "countries")
    assert {a.name for a in found.actors if a.id in at[both]} == {"Chile", "Peru"}
    assert actors_by_head(found.actors)[both] == at[both][0]


@pytest.mark.parametrize("file", ["states.tsv", "organisations.tsv", "outlets.tsv", "places.tsv"])
def test_a_gazetteer_key_stands_once_and_its_parent_exists(file: str) -> None:
    rows = table("gazetteer", file)
    keys = [row["key"] for row in rows]
    assert len(set(keys)) == len(keys)
    states = {row["key"] for row in table("gazetteer", "states.tsv")}
    assert {row.get("parent") or next(iter(states)) for row in rows} <= states
    assert all(row["name"] for row in rows)
    qids = [row["wikidata"] for row in rows if row.get("wikidata")]
    assert len(set(qids)) == len(qids)


def test_a_surname_goes_to_whoever_was_named_last(annotated: Annotate) -> None:
    found = annotated(
        "Jack Mercer won the vote. Analysts had expected it. Ellen Mercer came second. Mercer said she "
        "would not appeal."
    )
    assert words(found, named(found, "Ellen Mercer"), MentionKind.NAME) == ["Ellen Mercer", "Mercer"]


def test_where_somebody_belongs_is_a_description(annotated: Annotate) -> None:
    found = annotated("Jane Porter of Amnesty International called for an inquiry.")
    assert named(found, "Jane Porter").descriptions == ("of Amnesty International",)


def test_a_family_name_that_comes_first_may_have_two_words_after_it(annotated: Annotate) -> None:
    found = annotated(
        "Vice Minister Choi Mi Sun spoke on Friday. Envoys held talks with Choi Mi Sun on the schedule."
    )
    assert words(found, named(found, "Choi Mi Sun"), MentionKind.NAME) == ["Choi Mi Sun", "Choi Mi Sun"]


def test_a_surname_after_a_row_of_namesakes_is_the_one_most_spoken_of(annotated: Annotate) -> None:
    found = annotated(
        "President Helen Carter spoke on Monday. Helen Carter thanked Judge Paul Carter and Mayor Dan "
        "Carter. Carter rejected the bill."
    )
    assert words(found, named(found, "Helen Carter"), MentionKind.NAME)[-1] == "Carter"


def test_whoever_only_owns_something_does_not_take_the_surname(annotated: Annotate) -> None:
    found = annotated(
        "Senator Jack Mercer spoke on Monday. Mercer thanked the voters. A laptop was found. It was Paul "
        "Mercer's laptop, Ellen Brandt said. She attacked Mercer for his silence."
    )
    assert words(found, named(found, "Jack Mercer"), MentionKind.NAME) == ["Jack Mercer", "Mercer", "Mercer"]
    assert words(found, named(found, "Paul Mercer"), MentionKind.NAME) == ["Paul Mercer"]


@pytest.mark.parametrize("dash", ["-", "\u2013"])
def test_two_people_joined_by_a_dash_are_two(annotated: Annotate, dash: str) -> None:
    found = annotated(
        f"Senator Jack Mercer met Ellen Brandt. The Mercer{dash}Brandt debate was long. "
        "Anna Smith-Jones praised Brandt. Brandt left."
    )
    names = {a.name for a in found.actors}
    assert names >= {"Jack Mercer", "Ellen Brandt", "Anna Smith-Jones"}
    assert not any(f"Mercer{dash}" in n for n in names)
    assert words(found, named(found, "Ellen Brandt"), MentionKind.NAME)[1:] == ["Brandt"] * 3


def test_a_ministry_of_the_north_is_named_after_its_state(annotated: Annotate) -> None:
    found = annotated("North Korea tested a rocket. The North's Foreign Ministry rejected the complaint.")
    assert words(found, named(found, "North Korea's Foreign Ministry")) != []


def test_the_north_beside_south_korea_is_north_korea(annotated: Annotate) -> None:
    found = annotated("South Korea opened the border on Monday. The North closed it again.")
    assert words(found, named(found, "North Korea")) == ["North"]


def test_a_family_name_that_is_a_given_name_too_stands_first_before_two_more_words(
    annotated: Annotate,
) -> None:
    found = annotated(
        "Guards freed Peter Kim and Lee Wong. Lawyers thanked Kim Sang Ok for it. Harmon met Kim on Friday."
    )
    assert words(found, named(found, "Kim Sang Ok")) == ["Kim Sang Ok", "Kim"]
    assert words(found, named(found, "Peter Kim")) == ["Peter Kim"]
