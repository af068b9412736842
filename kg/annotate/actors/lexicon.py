"""Words about people and bodies, read once from ``data/lexicon``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from kg.resources import data, table


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Sets of lower-case words (``first_names`` and ``family_first`` keep their capitals)."""

    male: frozenset[str]
    female: frozenset[str]
    address: frozenset[str]
    rank: frozenset[str]
    titles: frozenset[str]
    former: frozenset[str]
    suffix: frozenset[str]
    person: frozenset[str]
    people: frozenset[str]
    organization: frozenset[str]
    government: frozenset[str]
    state: frozenset[str]
    outlet: frozenset[str]
    company: frozenset[str]
    vague: frozenset[str]
    pair: frozenset[str]
    ruler: frozenset[str]
    org_words: frozenset[str]
    place_words: frozenset[str]
    not_actor: frozenset[str]
    saying: frozenset[str]
    spoken_to: frozenset[str]
    relation: frozenset[str]
    being: frozenset[str]
    town: frozenset[str]
    stay: frozenset[str]
    gone_to: frozenset[str]
    human_verb: frozenset[str]
    mutual: frozenset[str]
    human: frozenset[str]
    first_names: dict[str, str]
    family_first: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    titles = _toml("titles.toml")
    nouns = _toml("human_nouns.toml")
    words = _toml("org_words.toml")
    roles = _toml("roles.toml")
    names = {row["name"]: row["gender"] for row in table("lexicon", "first_names.tsv")}
    family = [
        line.split()
        for line in data("lexicon", "family_first.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    return Lexicon(
        male=titles["address_male"] | nouns["male"],
        female=titles["address_female"] | nouns["female"],
        address=titles["address"] | titles["address_male"] | titles["address_female"],
        rank=titles["rank"],
        titles=titles["address"]
        | titles["address_male"]
        | titles["address_female"]
        | titles["rank"]
        | titles["office"],
        former=titles["former"],
        suffix=titles["suffix"],
        person=nouns["person"],
        people=nouns["people"],
        organization=nouns["organization"],
        government=nouns["government"],
        state=nouns["state"],
        outlet=nouns["outlet"],
        company=nouns["company"],
        vague=nouns["vague"],
        pair=nouns["pair"],
        ruler=roles["ruler"],
        org_words=words["organization"],
        place_words=words["place"],
        not_actor=words["not_actor"],
        saying=roles["saying"],
        spoken_to=roles["spoken_to"],
        relation=roles["relation"],
        being=roles["being"],
        town=roles["town"],
        stay=roles["stay"],
        gone_to=roles["gone_to"],
        human_verb=roles["human_verb"],
        mutual=roles["mutual"],
        human=nouns["person"] | nouns["people"] | nouns["organization"],
        first_names=names,
        family_first=frozenset(name for line in family for name in line),
    )


def _toml(name: str) -> dict[str, frozenset[str]]:
    path = data("lexicon", name)
    return {key: frozenset(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()}
