"""From a name that somebody typed to the actors that it means."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg import iri
from kg.errors import NotFound
from kg.listing import LISTING, plain_name, words_of
from kg.quads import Quads
from kg.query.listed import names_like
from kg.query.reader import ALT_LABEL, LABEL, HasQuads

_KIND = ox.NamedNode(iri.term("kind"))
_STORY = ox.NamedNode(iri.STORY)


def find_actors(store: HasQuads, name: str) -> tuple[str, ...]:
    """IRIs of the actors that a name, alias or id means; the strongest kind of match alone counts.

    Strongest first: id; name; alias; name or alias but for case, accents, "the" and company suffixes;
    part of a person's name ("Varga"); a name with words around it ("President Ines Varga").

    :raises NotFound: nobody answers to it; the remedy lists near names.
    """
    if found := _exact(store.raw, name):
        return found
    plain = plain_name(name)
    tiers: list[set[str]] = [set(), set(), set(), set()]
    words = words_of(plain)
    for label, actor, is_name in _near_names(store, name, plain):
        if label.casefold() == name.casefold():
            tiers[0 if is_name else 1].add(actor)
        elif plain_name(label) == plain:
            tiers[1].add(actor)
        elif is_name:
            parts = words_of(plain_name(label))
            if words <= parts and _is_person(store.raw, actor):
                tiers[2].add(actor)
            elif len(parts) > 1 and parts <= words:
                tiers[3].add(actor)
    for tier in tiers:
        if tier:
            return tuple(sorted(tier))
    raise NotFound(f"no actor answers to {name!r}", remedy=_near(name, _names(store.raw)))


def _exact(raw: Quads, name: str) -> tuple[str, ...]:
    """Direct look-ups: no scan of all names."""
    named = name if name.startswith(iri.BASE) else iri.actor(name)
    if next(iter(raw.quads_for_pattern(ox.NamedNode(named), None, None, _STORY)), None):
        return (named,)
    value = ox.Literal(name)
    for predicate in (LABEL, ALT_LABEL):
        quads = raw.quads_for_pattern(None, ox.NamedNode(predicate), value, _STORY)
        if found := sorted({str(getattr(q.subject, "value", "")) for q in quads}):
            return tuple(found)
    return ()


def _names(raw: Quads) -> list[tuple[str, str, bool]]:
    """``(name, actor, is its label)`` of all merged actors."""
    return [
        (str(getattr(q.object, "value", "")), str(getattr(q.subject, "value", "")), predicate == LABEL)
        for predicate in (LABEL, ALT_LABEL)
        for q in raw.quads_for_pattern(None, ox.NamedNode(predicate), None, _STORY)
    ]


def _near_names(store: HasQuads, name: str, plain: str) -> Iterable[tuple[str, str, bool]]:
    """Those of the names that may match; where nothing lists them, all."""
    index = store.indexed(LISTING)
    return names_like(index, name, plain) if index else _names(store.raw)


def _is_person(raw: Quads, actor: str) -> bool:
    return ox.Quad(ox.NamedNode(actor), _KIND, ox.Literal("person"), _STORY) in raw


def _near(name: str, labels: list[tuple[str, str, bool]]) -> str:
    from rapidfuzz import fuzz, process, utils

    choices = sorted({label for label, _, _ in labels})
    best = process.extract(
        name, choices, scorer=fuzz.WRatio, processor=utils.default_process, limit=5, score_cutoff=60
    )
    if not best:
        return "see `kg actors` for all names"
    return "near names: " + ", ".join(str(b[0]) for b in best)
