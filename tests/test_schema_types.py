"""Event types are files: what they must say, and what happens when one is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.model import ActorKind, Status
from kg.schema import load_heads, load_types
from kg.schema.pattern import noun, verb

GOOD = """
label = "Handover"
description = "Something is handed over."
colour = "#112233"
template = "{agent} handed it over[ to {target}]"
verbs = ["hand over", "pass > baton"]
nouns = ["handover"]
[roles.agent]
kinds = ["person", "country"]
verb = ["subject"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "handover.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_the_shipped_types_are_those_of_the_data_model() -> None:
    expected = """meeting agreement cancellation postponement commitment violation demand rejection accusation
        threat support cooperation aid concession sanction mobilization weapons_test attack coercion protest
        investigation appointment departure election legal_action death action reinstatement"""
    assert set(load_types()) == set(expected.split())


def test_every_shown_type_has_a_label_a_colour_and_a_sentence_of_its_own() -> None:
    shown = [t for t in load_types().values() if t.shown]
    assert len({t.colour for t in shown}) == len(shown)
    assert len({t.label for t in shown}) == len(shown)
    assert all(t.sentence({"agent": ["A"], "participant": ["A", "B"], "target": ["C"]}) for t in shown)


def test_only_action_is_hidden_by_default() -> None:
    assert [t.name for t in load_types().values() if not t.shown] == ["action"]


def test_the_types_are_read_once() -> None:
    assert load_types() is load_types()


def test_a_new_type_is_one_file(folder: Path) -> None:
    handover = load_types(folder)["handover"]
    assert handover.roles[0].kinds == {ActorKind.PERSON, ActorKind.COUNTRY}
    assert handover.plover is None
    assert handover.merge == ("participants", "time")


def test_a_sentence_leaves_out_the_bracket_whose_role_is_empty(folder: Path) -> None:
    handover = load_types(folder)["handover"]
    assert handover.sentence({"agent": ["Ann"]}) == "Ann handed it over"
    assert handover.sentence({"agent": ["Ann"], "target": ["Bo", "Cy", "Di"]}) == (
        "Ann handed it over to Bo, Cy and Di"
    )
    assert handover.sentence({}) == "Someone handed it over"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('plover = "HUG"', "plover"),
        ('embeds = "maybe"', "embeds"),
        ('merge = ["weather"]', "merge"),
        ("shown = 3", "shown"),
        ('hue = "red"', "hue"),
        ('cameo = "04"', "cameo"),
    ],
)
def test_a_bad_value_is_refused_with_file_and_key(folder: Path, line: str, key: str) -> None:
    (folder / "broken.toml").write_text(line + GOOD.replace("hand over", "broke"), encoding="utf-8")
    with pytest.raises(SchemaError, match=rf"broken\.toml: {key}"):
        load_types.__wrapped__(folder)


def test_a_bad_colour_a_bad_role_and_a_bad_slot_are_refused(folder: Path) -> None:
    for old, new, key in (
        ("#112233", "red", "colour"),
        ("[roles.agent]", "[roles.boss]", "roles.boss"),
        ("{target}", "{boss}", "template"),
        ("hand over", "hand > > over", "verbs"),
    ):
        (folder / "handover.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
        with pytest.raises(SchemaError, match=rf"handover\.toml: {key}"):
            load_types.__wrapped__(folder)


def test_a_file_that_is_no_toml_is_refused(folder: Path) -> None:
    (folder / "handover.toml").write_text("label = ", encoding="utf-8")
    with pytest.raises(SchemaError, match="cannot be read"):
        load_types.__wrapped__(folder)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="no event types"):
        load_types.__wrapped__(tmp_path)


def test_two_types_may_not_share_a_trigger(folder: Path) -> None:
    (folder / "relay.toml").write_text(GOOD.replace('"hand over", ', ""), encoding="utf-8")
    with pytest.raises(SchemaError, match=r"relay\.toml.*'pass baton'.*handover\.toml"):
        load_types.__wrapped__(folder)


def test_a_verb_pattern_reads_subject_negation_particle_and_object() -> None:
    pattern = verb("troop|army < not pull out > town|city")
    assert pattern.subjects == {"troop", "army"}
    assert pattern.negated
    assert (pattern.lemma, pattern.particles, pattern.objects) == ("pull", {"out"}, {"town", "city"})


def test_a_pattern_may_have_a_class_of_its_own() -> None:
    assert verb("lift > siege|blockade = RETREAT").plover == "RETREAT"
    assert noun("disarmament = RETREAT").plover == "RETREAT"
    assert verb("lift > ban").plover is None


def test_a_class_that_no_manual_knows_is_refused(folder: Path) -> None:
    text = GOOD.replace('"hand over"', '"hand over = HUG"')
    (folder / "handover.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match="no such class"):
        load_types(folder)


def test_a_noun_pattern_reads_modifier_preposition_and_weakness() -> None:
    assert noun("missile|rocket test").modifiers == {"missile", "rocket"}
    assert noun("launch of > satellite").preposition == "of"
    assert noun("opposition to > *").objects == {"*"}
    assert noun("contact?").weak
    assert not noun("summit").weak


def test_more_conditions_weigh_more() -> None:
    assert verb("meet").weight < verb("meet with").weight < verb("meet > target").weight
    assert noun("test").weight < noun("missile test").weight


def test_what_an_agreement_is_about_is_planned() -> None:
    types = load_types()
    assert types["agreement"].embeds is Status.PLANNED
    assert types["cancellation"].embeds is Status.CANCELLED
    assert types["meeting"].symmetric
    assert not types["attack"].symmetric


def test_the_quickly_read_heads_are_those_of_the_types() -> None:
    shown = ("name", "label", "description", "colour", "template", "plover", "shown")
    full, heads = load_types(), load_heads()
    assert list(heads) == list(full)
    assert [[getattr(t, f) for f in shown] for t in heads.values()] == [
        [getattr(t, f) for f in shown] for t in full.values()
    ]
