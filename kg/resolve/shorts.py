"""Names that say little alone: a surname, an abbreviation.

Invariant: two people who share a surname are never joined on that ground; a short form joins a full
name only if no other full name of the corpus fits and something beside the name speaks for it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

from kg.model import ActorSignature, Decision
from kg.resolve.cluster import Clusters
from kg.resolve.names import FAMILIES, Name, description_words, short_of, take_apart
from kg.resolve.union import merged, refused

_NEEDED = 3
_KNOWN_AS = 1
_NAMED_REFUSALS = 3
_TERM_DAYS = 366
"""A surname and an office told longer apart may be the successor's: offices change hands within families."""
"""Candidates that an ambiguous short form is told apart from by name."""


def join_shorts(clusters: Clusters, why: list[Decision]) -> None:
    """Join surnames to full names and abbreviations to what articles say they stand for."""
    _surnames(clusters, why)
    _same_short(clusters, why)
    _abbreviations(clusters, why)


def _parts(actor: ActorSignature) -> Name:
    return take_apart(actor.name, FAMILIES[actor.kind])


def _surnames(clusters: Clusters, why: list[Decision]) -> None:
    index: dict[str, dict[str, Name]] = defaultdict(dict)
    shorts: list[tuple[ActorSignature, Name]] = []
    for actor in clusters.actors:
        name = _parts(actor)
        if FAMILIES[actor.kind] != "person" or not name.words:
            continue
        if not name.full:
            shorts.append((actor, name))
        else:
            for word in {name.words[0], name.words[-1]}:
                index[word].setdefault(clusters.find(actor.local), name)
    for actor, name in shorts:
        found = index.get(name.words[0], {})
        roots = sorted({clusters.find(root) for root, full in found.items() if short_of(name, full)})
        _surname(clusters, actor, roots, why)


def _surname(clusters: Clusters, actor: ActorSignature, roots: list[str], why: list[Decision]) -> None:
    if not roots:
        return
    fits = roots
    if len(roots) > 1:
        fits = [r for r in roots if clusters.shared_description(r, actor.local)]
    if len(fits) != 1:
        for root in roots[:_NAMED_REFUSALS]:
            why.append(refused(actor.local, root, 0.5, f"{len(roots)} people share the name {actor.name!r}"))
        return
    root = fits[0]
    if clusters.together(root, actor.local):
        why.append(refused(actor.local, root, 0.6, "the article tells them apart"))
        return
    if clusters.apart(root, actor.local) > _TERM_DAYS:
        why.append(refused(actor.local, root, 0.6, "a surname alone, told more than a year apart"))
        return
    points, reasons = clusters.support(root, actor.local)
    if clusters.known_as(root, actor.name):
        points += _KNOWN_AS
        reasons = (*reasons, f"elsewhere called {actor.name!r} too")
    score = min(0.6 + 0.08 * points, 0.95)
    if points < _NEEDED:
        why.append(refused(actor.local, root, score, "a surname alone, and little else in common", *reasons))
    else:
        why.append(merged(actor.local, root, score, "the only one with that surname", *reasons))
        clusters.merge(root, actor.local)


def _same_short(clusters: Clusters, why: list[Decision]) -> None:
    """Single names that no full name explains are one where name and description are the same."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for actor in clusters.actors:
        name = _parts(actor)
        if FAMILIES[actor.kind] != "person" or name.full or not name.words or not clusters.alone(actor.local):
            continue
        for words in sorted({description_words(d) for d in actor.descriptions}):
            if len(words) > 1:
                groups[name.words[0], words].append(actor.local)
    published = {a.local: a.published or date.max for a in clusters.actors}
    for key in sorted(groups):
        listed = sorted(groups[key], key=lambda local: (published[local], local))
        for first, other in pairwise(listed):
            if clusters.find(first) == clusters.find(other):
                continue
            if clusters.together(first, other):
                why.append(refused(first, other, 0.6, "one article has both"))
            elif clusters.apart(first, other) > _TERM_DAYS:
                why.append(refused(first, other, 0.6, "same name and office, told more than a year apart"))
            else:
                why.append(merged(first, other, 0.85, "same name", f"both are called {' '.join(key[1])!r}"))
                clusters.merge(first, other)


def _abbreviations(clusters: Clusters, why: list[Decision]) -> None:
    """A body called ``XYZ`` here is the one that another article introduces as ``… (XYZ)``."""
    owners: dict[str, set[str]] = defaultdict(set)
    for actor in clusters.actors:
        if FAMILIES[actor.kind] == "body":
            for alias in actor.aliases:
                if alias.isupper() and len(alias) > 1 and alias != actor.name:
                    owners[alias].add(actor.local)
    for actor in clusters.actors:
        if FAMILIES[actor.kind] != "body" or actor.name not in owners or actor.key:
            continue
        roots = sorted({clusters.find(o) for o in owners[actor.name]} - {clusters.find(actor.local)})
        if len(roots) == 1:
            why.append(merged(actor.local, roots[0], 0.9, f"known as {actor.name}"))
            clusters.merge(actor.local, roots[0])
        else:
            for root in roots[:_NAMED_REFUSALS]:
                why.append(refused(actor.local, root, 0.5, f"{len(roots)} bodies are known as {actor.name}"))
