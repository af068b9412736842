"""Word lists of event extraction, indexed by lemma: the types' triggers and ``data/lexicon``."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from kg.errors import SchemaError
from kg.model import Certainty, Status
from kg.resources import data
from kg.schema import EventType, NounPattern, VerbPattern, load_types

SAME = "same"
"""The complement shares its governor's reality ("began to", "a series of")."""


class Effect(NamedTuple):
    """What a governing word does to the event in its complement."""

    status: Status | str
    certainty: Certainty | None = None


Effects = dict[str, Effect]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything that event extraction looks words up in."""

    types: dict[str, EventType]
    verbs: dict[str, list[tuple[VerbPattern, EventType]]]
    """Patterns by lemma, most specific first."""
    nouns: dict[str, list[tuple[NounPattern, EventType]]]
    event_nouns: frozenset[str]
    no_event_verbs: frozenset[str]
    human: frozenset[str]
    """Nouns for people, by lemma."""
    able: frozenset[str]
    """Nouns for people and bodies."""
    actors: frozenset[str]
    """Nouns for people and bodies that are more than a part of an idiom ("take office")."""
    kinds: frozenset[str]
    """Words before an event noun that tell one kind from another."""
    measures: frozenset[str]
    """Nouns for an amount of what *of* names ("truckload")."""
    vehicles: frozenset[str]
    """Nouns for what somebody steers or fires."""
    undergone: frozenset[str]
    """Nouns whose possessor undergoes the event."""
    verb_effects: Effects
    finite_effects: Effects
    noun_effects: Effects
    adjective_effects: Effects
    object_control: frozenset[str]
    demanding: frozenset[str]
    light: frozenset[str]
    occur: frozenset[str]
    topic: frozenset[str]
    endured: frozenset[str]
    """Verbs of bearing or defying: what is borne has come to be."""
    motion: frozenset[str]
    """Verbs of going: what they are done *for* is still to come."""
    resolving: frozenset[str]
    """Verbs after which *against* names what is left undone ("decided against going")."""
    lasting: frozenset[str]
    """Verbs of going on: their perfect tells of what still lasts."""
    stative: frozenset[str]
    """Speech-like verbs whose present tense tells of a lasting attitude."""
    modals: dict[str, str]
    negation: frozenset[str]
    conditional: frozenset[str]
    modifiers: dict[str, Status]
    hedges: dict[str, Certainty]
    """Adjectives that do not vouch for the event they describe."""
    states: dict[str, Status]
    """Set phrases after a copula ("within reach"): status of the event that is their subject."""
    aims: frozenset[str]
    """Nouns that a noun for what they aim at stands before ("coup attempt")."""
    near: frozenset[str]
    """Words that, before *to*, tell of what was not reached."""
    measured: frozenset[str]
    """Verbs of amounts, which *nearly* makes no less real."""
    given: frozenset[str]
    ahead: frozenset[str]
    absent: frozenset[str]
    certainty: dict[str, Certainty]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read once, then kept.

    :raises SchemaError: a list is missing or not a list of words.
    """
    types = dict(load_types())
    embedding, modality, plain = _read("embedding"), _read("modality"), _read("event_nouns")
    people = _read("human_nouns")
    certainty = {w: Certainty(level) for level, words in embedding["certainty"].items() for w in words}
    light, prepositions = modality["light"], modality["prepositions"]
    verb_effects = _effects(embedding, "verbs", certainty)
    noun_effects = _effects(embedding, "nouns", certainty)
    for event_type in types.values():
        _add_embeds(verb_effects, event_type.verbs, event_type)
        _add_embeds(noun_effects, event_type.nouns, event_type)
    return Lexicon(
        types=types,
        verbs=_index((v, t) for t in types.values() for v in t.verbs),
        nouns=_index((n, t) for t in types.values() for n in t.nouns),
        event_nouns=frozenset(plain["nouns"]),
        undergone=frozenset(plain["undergone"]),
        measures=frozenset(plain["measures"]),
        vehicles=frozenset(plain["vehicles"]),
        human=frozenset((*people["person"], *people["people"])),
        able=frozenset((*people["person"], *people["people"], *people["organization"])),
        actors=frozenset(
            {*people["organization"]} - {*people["vague"]} | {*people["person"], *people["people"]}
        ),
        kinds=frozenset(plain["kinds"]),
        no_event_verbs=frozenset(plain["no_event_verbs"]),
        verb_effects=verb_effects,
        finite_effects=_effects(embedding, "finite", certainty),
        noun_effects=noun_effects,
        adjective_effects=_effects(embedding, "adjectives", certainty),
        object_control=frozenset(embedding["control"]["object"]),
        demanding=frozenset(w for w, e in verb_effects.items() if e.status == Status.PROPOSED),
        light=frozenset(light["verbs"]),
        occur=frozenset(light["occur"]),
        topic=frozenset(light["topic"]),
        endured=frozenset(light["endured"]),
        motion=frozenset(modality["motion"]["verbs"]),
        resolving=frozenset(modality["near"]["resolving"]),
        lasting=frozenset(modality["aspect"]["lasting"]),
        stative=frozenset(modality["aspect"]["stative"]),
        modals={w: kind for kind, words in modality["modals"].items() for w in words},
        negation=frozenset(modality["negation"]["words"]),
        conditional=frozenset(modality["markers"]["conditional"]),
        modifiers={w: Status(kind) for kind, words in modality["modifiers"].items() for w in words},
        hedges={w: Certainty(level) for level, words in modality["hedges"].items() for w in words},
        states={w: Status(kind) for kind, words in modality["states"].items() for w in words},
        aims=frozenset(modality["aims"]["nouns"]),
        near=frozenset(modality["near"]["words"]),
        measured=frozenset(modality["near"]["measured"]),
        given=frozenset(prepositions["given"]),
        ahead=frozenset(prepositions["ahead"]),
        absent=frozenset(prepositions["absent"]),
        certainty=certainty,
    )


def _read(name: str) -> dict[str, Any]:
    path = data("lexicon", f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SchemaError(f"cannot be read: {error}", where=str(path)) from error


def _effects(embedding: dict[str, Any], part: str, certainty: dict[str, Certainty]) -> Effects:
    effects: Effects = {}
    for group, lists in embedding.items():
        if group in ("control", "certainty"):
            continue
        status = SAME if group == SAME else Status(group)
        for word in lists.get(part, ()):
            effects.setdefault(word, Effect(status, certainty.get(word)))
    return effects


def _add_embeds(
    effects: Effects, patterns: tuple[VerbPattern, ...] | tuple[NounPattern, ...], event_type: EventType
) -> None:
    """What a type says of its complements holds for its plain trigger words, unless a list says more."""
    if event_type.embeds is not None:
        for pattern in patterns:
            if pattern.weight == 0:
                effects.setdefault(pattern.lemma, Effect(event_type.embeds))


def _index(pairs: Iterable[tuple[Any, EventType]]) -> dict[str, list[tuple[Any, EventType]]]:
    found: dict[str, list[tuple[Any, EventType]]] = defaultdict(list)
    for pattern, event_type in pairs:
        found[pattern.lemma].append((pattern, event_type))
    for patterns in found.values():
        patterns.sort(key=lambda pair: (-pair[0].weight, pair[1].name))
    return dict(found)
