"""Which actors of different articles are one, and which are not."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import ActorSignature, Decision, DecisionKind, MergedActor, Resolution
from kg.resolve import resolve


def actor(document: str, name: str, kind: str = "person", **more: object) -> ActorSignature:
    known: dict[str, object] = {"published": date(2031, 5, 4), **more}
    local = f"urn:kg:local-actor:{document}-{name.lower().replace(' ', '-')}-{kind}"
    return ActorSignature(local=local, document=document, name=name, kind=kind, **known)  # type: ignore[arg-type]


def merged(*signatures: ActorSignature) -> Resolution:
    return resolve(signatures, ())


def together(found: Resolution, left: ActorSignature, right: ActorSignature) -> bool:
    return any({left.local, right.local} <= set(a.members) for a in found.actors)


def why(found: Resolution, left: ActorSignature, right: ActorSignature) -> Decision:
    ends = {left.local, right.local}
    return next(d for d in found.decisions if {d.left, d.right} == ends)


def named(found: Resolution, name: str) -> MergedActor:
    return next(a for a in found.actors if a.name == name)


def test_a_gazetteer_key_joins_different_names() -> None:
    one = actor("d1", "Norway", "country", key="country:NO")
    two = actor("d2", "Oslo", "country", key="country:NO")
    found = merged(one, two)
    assert together(found, one, two)
    assert found.actors[0].key == "country:NO"
    assert found.actors[0].wikidata == "Q20"


def test_equal_full_names_join_whatever_case_hyphens_and_accents() -> None:
    one, two = actor("d1", "Park Min-jun"), actor("d2", "Park Min Jun")
    three, four = actor("d3", "José Peña"), actor("d4", "Jose Pena")
    found = merged(one, two, three, four)
    assert together(found, one, two)
    assert together(found, three, four)
    assert not together(found, one, three)
    assert why(found, one, two).reasons == ("same name",)


def test_different_given_names_never_join() -> None:
    one = actor("d1", "Anna Keller", descriptions=("finance minister",))
    two = actor("d2", "Hans Keller", descriptions=("finance minister",))
    assert not together(merged(one, two), one, two)


def test_names_one_letter_apart_need_support() -> None:
    one = actor("d1", "Mohammed Haddad", descriptions=("foreign minister",))
    two = actor("d2", "Mohamed Haddad", descriptions=("the foreign minister",))
    three = actor("d3", "Mohamed Haddad", published=None)
    assert together(merged(one, two), one, two)
    bare = actor("d4", "Mohammed Haddad", published=None)
    found = merged(bare, three)
    assert not together(found, bare, three)
    assert why(found, bare, three).kind is DecisionKind.REFUSE


@pytest.mark.parametrize(
    ("left", "right"), [("Mario Rossini", "Maria Rossini"), ("Daniel Stern", "Daniela Stern")]
)
def test_endings_that_part_given_names_part_people(left: str, right: str) -> None:
    one = actor("d1", left, descriptions=("mayor",))
    two = actor("d2", right, descriptions=("mayor",))
    assert not together(merged(one, two), one, two)


def test_a_middle_name_more_joins_unless_another_bears_a_different_one() -> None:
    short, long = actor("d1", "Carl Weaver"), actor("d2", "Carl J. Weaver")
    assert together(merged(short, long), short, long)
    other = actor("d3", "Carl P. Weaver")
    found = merged(short, long, other)
    assert not together(found, long, other)
    assert not together(found, short, long)


def test_generations_are_different_people() -> None:
    father, son = actor("d1", "Owen Marsh Sr."), actor("d2", "Owen Marsh Jr.")
    assert not together(merged(father, son), father, son)


def test_a_surname_joins_the_only_full_name_with_support() -> None:
    full = actor("d1", "Ines Varga", aliases=("Varga",), descriptions=("defence minister",))
    bare = actor("d2", "Varga", descriptions=("the defence minister",))
    found = merged(full, bare)
    assert together(found, full, bare)
    assert found.actors[0].name == "Ines Varga"
    assert "Varga" in found.actors[0].aliases


def test_a_surname_without_support_stays_alone() -> None:
    full = actor("d1", "Ines Varga", published=date(2029, 1, 1))
    bare = actor("d2", "Varga", published=date(2031, 1, 1))
    found = merged(full, bare)
    assert not together(found, full, bare)
    assert why(found, full, bare).kind is DecisionKind.REFUSE


def test_a_surname_that_two_people_share_joins_neither() -> None:
    one = actor("d1", "Ines Varga", aliases=("Varga",))
    two = actor("d2", "Tomas Varga", aliases=("Varga",))
    bare = actor("d3", "Varga")
    company = [actor(d, "Helga Lind") for d in ("d1", "d2", "d3")]
    found = merged(one, two, bare, *company)
    assert not together(found, one, bare)
    assert not together(found, two, bare)
    assert not together(found, one, two)
    assert "2 people share the name 'Varga'" in why(found, one, bare).reasons


def test_a_description_tells_which_bearer_of_a_surname_is_meant() -> None:
    one = actor("d1", "Ines Varga", aliases=("Varga",), descriptions=("defence minister",))
    two = actor("d2", "Tomas Varga", aliases=("Varga",), descriptions=("bank robber",))
    bare = actor("d3", "Varga", descriptions=("defence minister",))
    found = merged(one, two, bare)
    assert together(found, one, bare)
    assert not together(found, two, bare)


def test_an_article_that_names_both_tells_them_apart() -> None:
    full = actor("d1", "Ines Varga", descriptions=("minister",))
    other = actor("d1", "Varga", descriptions=("minister",))
    found = merged(full, other)
    assert not together(found, full, other)
    assert "the article tells them apart" in why(found, full, other).reasons


def test_the_same_name_of_another_kind_is_refused() -> None:
    person, company = actor("d1", "Laura Ashby"), actor("d2", "Laura Ashby", "organization")
    found = merged(person, company)
    assert not together(found, person, company)
    assert why(found, person, company).kind is DecisionKind.REFUSE


def test_descriptions_never_join_across_articles() -> None:
    one = actor("d1", "officials", "group", named=False)
    two = actor("d2", "officials", "group", named=False)
    found = merged(one, two)
    assert not together(found, one, two)
    assert len({a.id for a in found.actors}) == 2


def test_company_forms_and_the_article_do_not_count() -> None:
    one = actor("d1", "Northgate Mills Ltd", "organization")
    two = actor("d2", "the Northgate Mills", "organization")
    assert together(merged(one, two), one, two)


def test_an_abbreviation_joins_the_only_body_known_by_it() -> None:
    full = actor("d1", "Harbour Safety Board", "organization", aliases=("HSB",))
    short = actor("d2", "HSB", "organization")
    found = merged(full, short)
    assert together(found, full, short)
    other = actor("d3", "Highland Savings Bank", "organization", aliases=("HSB",))
    assert not together(merged(full, short, other), full, short)


def test_the_name_shown_is_the_one_most_used() -> None:
    one = actor("d1", "Park Min-jun", mentions=7)
    two = actor("d2", "Park Min Jun", mentions=2)
    assert named(merged(one, two), "Park Min-jun").id == "park-min-jun"


NAMES = (
    "Ines Varga",
    "Tomas Varga",
    "Varga",
    "Mohammed Haddad",
    "Mohamed Haddad",
    "Haddad",
    "HSB",
    "Carl Weaver",
    "Carl J. Weaver",
)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["d1", "d2", "d3", "d4"]),
            st.sampled_from(NAMES),
            st.sampled_from(["person", "organization"]),
            st.sampled_from([(), ("minister",), ("mayor",)]),
        ),
        max_size=14,
        unique_by=lambda t: t[:3],
    ),
    st.integers(0, 999),
)
def test_the_order_of_articles_does_not_matter(
    rows: list[tuple[str, str, str, tuple[str, ...]]], seed: int
) -> None:
    signatures = [actor(d, n, k, descriptions=s) for d, n, k, s in rows]
    shuffled = signatures[:]
    Random(seed).shuffle(shuffled)
    assert merged(*signatures) == merged(*shuffled)
    found = merged(*signatures)
    assert sorted(m for a in found.actors for m in a.members) == sorted(s.local for s in signatures)
    assert len({a.id for a in found.actors}) == len(found.actors)


def test_a_surname_with_an_office_told_years_apart_may_be_the_son() -> None:
    lind = {"descriptions": ("Avarian president",)}
    father = actor("d1", "Lind", published=date(2001, 5, 4), **lind)
    later = actor("d2", "Lind", published=date(2001, 9, 4), **lind)
    son = actor("d3", "Lind", published=date(2015, 5, 4), **lind)
    found = merged(father, later, son)
    assert together(found, father, later)
    assert not together(found, later, son)
    assert "more than a year apart" in why(found, father, son).reasons[0]


def test_a_surname_does_not_join_a_full_name_told_years_apart() -> None:
    company = [
        actor(d, "Pia Sandoval", published=p) for d, p in (("d1", date(2001, 5, 4)), ("d2", date(2015, 5, 4)))
    ]
    old = actor("d1", "Lind", published=date(2001, 5, 4), descriptions=("Avarian president",))
    young = actor("d2", "Ugo Lind", published=date(2015, 5, 4), descriptions=("Avarian president",))
    found = merged(*company, old, young)
    assert not together(found, old, young)
    assert why(found, old, young).kind is DecisionKind.REFUSE


@pytest.mark.parametrize("name", ["Parliament", "Supreme Court", "Ministry of Finance", "Co", "US Embassy"])
def test_bodies_that_every_state_or_firm_has_stay_in_their_article(name: str) -> None:
    one, two = actor("d1", name, "organization"), actor("d2", name, "organization")
    assert not together(merged(one, two), one, two)
    known = [actor(d, name, "organization", key="org:known") for d in ("d1", "d2")]
    assert together(merged(*known), *known)


@pytest.mark.parametrize("name", ["Parliament of Norway", "Bank of Lofoten", "Harbour Safety Board"])
def test_bodies_of_a_place_or_a_purpose_are_one_in_all_articles(name: str) -> None:
    one, two = actor("d1", name, "organization"), actor("d2", name, "organization")
    assert together(merged(one, two), one, two)


def test_what_stands_in_a_body_s_name_is_no_abbreviation_of_it() -> None:
    whole = actor("d1", "HSB Shipping", "organization", aliases=("HSB",))
    part = actor("d2", "HSB", "organization")
    assert not together(merged(whole, part), whole, part)
