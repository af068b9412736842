"""One readable line a fact. A plan, a denial or a hope is never worded as something that happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from kg.model import FactActor
from kg.schema import EventType, load_heads
from kg.schema.types_model import listed

_SLOT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[[^\]]*\]")
_QUOTE = 160
"""Code points of a quotation that a line shows."""
_NOT_ROLES = {"place", "speaker", "addressee"}
_PLAIN_CUES = frozenset({"say", "according to", "tell"})
_PRONOUN_WORDS = """he she it they we i you him her them us me this that these those who both each one ones
others another himself herself itself themselves"""
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())
_CLAUSE_WORDS = """the a an
he she it they we i you his her its their our my your this these those there no any
all both some if when while although because unless until after before as in on at by for with under such
nothing everything nobody everybody"""
_AFTER_THAT = frozenset(_CLAUSE_WORDS.split())
"""Words after which a *that* before them joins a clause and points at nothing."""


@lru_cache(maxsize=1)
def types() -> dict[str, EventType]:
    return dict(load_heads())


def event_line(
    type_: str,
    status: str,
    actors: Sequence[FactActor],
    *,
    words: str,
    certainty: str,
    place: str | None = None,
    changed: str | None = None,
) -> str:
    """``A and B met in C`` where a type's sentence says all there is; else the article's own words under
    a heading: ``Planned sanction — A → B, in C: “will ban all travel”``.

    Before the arrow stand those who act, behind it those to whom it is done. No verb is put in anybody's
    hands that the article did not put there.

    :param words: the clause around the trigger, or the trigger.
    :param changed: what a cancellation or postponement changes, as :func:`noun_phrase` words it.
    """
    known = types().get(type_)
    label = known.label if known else type_.replace("_", " ").capitalize()
    doubt = "" if certainty in ("certain", "underspecified") else f" ({certainty})"
    if known and status == "occurred" and _fits(known, actors):
        names = {role: _names(actors, role) for role in ("participant", "target")}
        return known.sentence(names | ({"place": [place]} if place else {})) + doubt
    head = (
        _HEADS[status].format(_lower(label)) if status in _HEADS else f"{status.capitalize()} {_lower(label)}"
    )
    head = head[:1].upper() + head[1:]
    doers, undergoers = _names(actors, "agent", "participant"), _names(actors, "target", "beneficiary")
    head += (f" — {listed(doers)}" if doers else "") + (f" → {listed(undergoers)}" if undergoers else "")
    head += f", in {place}" if place else ""
    return f"{head}: “{_cut(words)}”" + (f" ({changed})" if changed else "") + doubt


_HEADS = {"occurred": "{}", "unknown": "uncertain {}"}
"""Headings of the statuses that are not simply named."""


def _names(actors: Sequence[FactActor], *roles: str) -> list[str]:
    return list(dict.fromkeys(spoken(a) for a in actors if a.role in roles))


def spoken(actor: FactActor) -> str:
    """The actor's name; where nobody is known, the words that stand there, in quote marks."""
    voice = actor.role in ("holder", "speaker")
    if actor.name.casefold() in _PRONOUNS or (actor.id is None and not voice):
        return f"“{actor.name}”"
    first, _, rest = actor.name.partition(" ")
    at_start_of_sentence = actor.id is None and first == "The" and rest[:1].islower()
    return f"the {rest}" if at_start_of_sentence else actor.name


def _fits(known: EventType, actors: Sequence[FactActor]) -> bool:
    """Whether the type's sentence needs but known participants (two or more) or undergoers, and tells of
    nothing else but a place."""
    slots, required = set(_SLOT.findall(known.template)), _SLOT.findall(_OPTIONAL.sub("", known.template))
    if not required or slots - {"place"} - {*required} or slots - {"place", "participant", "target"}:
        return False
    told = [a for a in actors if a.role not in _NOT_ROLES]
    if any(a.id is None or a.role not in slots or spoken(a) != a.name for a in told):
        return False
    return all(len(_names(told, slot)) >= (2 if slot == "participant" else 1) for slot in required)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def noun_phrase(type_: str, names: Sequence[str]) -> str:
    """``the meeting of A and B``."""
    known = types().get(type_)
    label = _lower(known.label) if known else type_.replace("_", " ")
    return f"the {label}" + (f" of {listed(names)}" if names else "")


def attributed(line: str, holders: Sequence[FactActor]) -> str:
    """``According to B, as told by A: …`` for a chain of A (outermost) and B."""
    if not holders:
        return line
    inner, *outer = [name for name, _ in groupby(map(spoken, reversed(holders)))]
    via = "".join(f", as told by {name}" for name in outer)
    return f"According to {inner}{via}: {line}"


def statement_line(
    speaker: str,
    attitude: str,
    quote: str,
    *,
    direct: bool,
    negative: bool,
    cue: tuple[str, str] = ("", ""),
) -> str:
    """``A: “…”`` for words quoted as such, ``A: …`` for the article's wording; cut where long.

    :param cue: lemma and words of what signals the statement. What says more than *say* is shown, as in
        ``A (criticised): the plan``, for without it a topic would read as a claim.
    """
    lemma, words = cue
    short = _cut(quote if direct else _without_that(quote))
    if negative:
        how = f"does not {lemma or 'say'}"
    elif words and lemma not in _PLAIN_CUES:
        how = words
    else:
        how = "" if attitude == "says" else attitude
    return f"{speaker}{f' ({how})' if how else ''}: {f'“{short}”' if direct else short}"


def _cut(words: str) -> str:
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1].rsplit(" ", 1)[0] + "…"


def _without_that(words: str) -> str:
    """Reported speech without its leading *that*, where it cannot be "that meeting"."""
    first, _, rest = words.partition(" ")
    second = rest.partition(" ")[0]
    if first == "that" and (second.casefold() in _AFTER_THAT or not second[:1].islower()):
        return rest
    return words
