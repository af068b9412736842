"""Which actors of different articles are one.

Strongest evidence first: a gazetteer key, an equal full name, a middle name more or less, one letter's
difference in spelling, a surname alone. The weaker a likeness, the more else must speak for it; where
two candidates remain, none is taken. Actors known by a description alone never leave their article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from kg import iri
from kg.model import ActorSignature, Decision, MergedActor
from kg.resolve.cluster import Clusters
from kg.resolve.gazetteer import wikidata
from kg.resolve.names import FAMILIES, Name, spelt_alike, take_apart
from kg.resolve.shorts import join_shorts
from kg.resolve.union import merged, refused

_WINDOW = 8
"""Neighbours in alphabetical order that a name is compared with (sorted neighbourhood, Hernández and
Stolfo 1995): linear, and variants of one spelling stand close together."""
_SUPPORT_SPELLING = 2


def resolve_actors(actors: Iterable[ActorSignature]) -> tuple[tuple[MergedActor, ...], list[Decision]]:
    """Merged actors sorted by id, and why."""
    listed = tuple(actors)
    clusters = Clusters(a for a in listed if a.named)
    why: list[Decision] = []
    _same_key(clusters, why)
    _same_name(clusters, why)
    _middle_names(clusters, why)
    _spellings(clusters, why)
    join_shorts(clusters, why)
    groups = [clusters.members(root) for root in clusters.roots()]
    groups += [[a] for a in listed if not a.named]
    return name_actors(groups), why


def _star(clusters: Clusters, locals_: list[str], why: list[Decision], score: float, reason: str) -> None:
    first = locals_[0]
    for other in locals_[1:]:
        if clusters.find(first) != clusters.find(other):
            why.append(merged(first, other, score, reason))
            clusters.merge(first, other)


def _same_key(clusters: Clusters, why: list[Decision]) -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for actor in clusters.actors:
        if actor.key:
            groups[actor.key].append(actor.local)
    for key in sorted(groups):
        _star(clusters, groups[key], why, 1.0, f"same gazetteer entry {key}")


def _same_name(clusters: Clusters, why: list[Decision]) -> None:
    """Equal names within a family of kinds. A person's single name says too little; see ``shorts``."""
    groups: dict[tuple[str, str], list[ActorSignature]] = defaultdict(list)
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for actor in clusters.actors:
        family = FAMILIES[actor.kind]
        name = take_apart(actor.name, family)
        if not name.words or (family == "person" and not name.full):
            continue
        groups[family, name.squashed].append(actor)
        bearers[name.squashed].setdefault(family, actor.local)
    for family, squashed in sorted(groups):
        group = groups[family, squashed]
        keys = sorted({a.key for a in group if a.key})
        if len(keys) > 1:
            _keys_apart(group, why)
            continue
        _star(clusters, [a.local for a in group], why, 1.0, "same name")
    for squashed in sorted(bearers):
        families = bearers[squashed]
        for other in sorted(families)[1:]:
            first = sorted(families)[0]
            reason = f"same name, but one is a {first} and one a {other}"
            why.append(refused(families[first], families[other], 0.5, reason))


def _keys_apart(group: list[ActorSignature], why: list[Decision]) -> None:
    first: dict[str, str] = {}
    for actor in group:
        if actor.key:
            first.setdefault(actor.key, actor.local)
    keys = sorted(first)
    for key in keys[1:]:
        reason = f"same name, but the gazetteer knows them apart: {keys[0]}, {key}"
        why.append(refused(first[keys[0]], first[key], 0.9, reason))


def _people(clusters: Clusters) -> dict[str, tuple[Name, str]]:
    """Squashed full name -> name and its first bearer."""
    found: dict[str, tuple[Name, str]] = {}
    for actor in clusters.actors:
        if FAMILIES[actor.kind] == "person":
            name = take_apart(actor.name, "person")
            if name.full:
                found.setdefault(name.squashed, (name, actor.local))
    return found


def _middle_names(clusters: Clusters, why: list[Decision]) -> None:
    """``John Bolton`` and ``John R. Bolton`` are one unless somebody else shares first and last name."""
    groups: dict[tuple[str, str], list[tuple[Name, str]]] = defaultdict(list)
    for _, (name, local) in sorted(_people(clusters).items()):
        groups[name.words[0], name.words[-1]].append((name, local))
    for ends in sorted(groups):
        group = groups[ends]
        middles = sorted({n.middle for n, _ in group if n.middle})
        generations = {n.generation for n, _ in group}
        if len(group) < 2:
            continue
        longest = max(middles, key=len, default="")
        agree = all(longest.startswith(m) for m in middles)
        locals_ = [local for _, local in group]
        if agree and len(generations) == 1:
            _star(clusters, locals_, why, 0.95, "same first and last name, no other middle name")
            continue
        for other in locals_[1:]:
            reason = "same first and last name, but middle names or generations differ"
            why.append(refused(locals_[0], other, 0.8, reason))


def _spellings(clusters: Clusters, why: list[Decision]) -> None:
    names: dict[tuple[str, str], tuple[Name, str]] = {}
    for actor in clusters.actors:
        family = FAMILIES[actor.kind]
        name = take_apart(actor.name, family)
        if name.full and not actor.key:
            names.setdefault((family, name.squashed), (name, actor.local))
    order = sorted(names)
    for i, (family, squashed) in enumerate(order):
        for other in order[i + 1 : i + 1 + _WINDOW]:
            if other[0] != family or other[1][:2] != squashed[:2]:
                break
            (left, a), (right, b) = names[family, squashed], names[other]
            score = spelt_alike(left, right)
            if score < 0.88 or clusters.find(a) == clusters.find(b):
                continue
            points, reasons = clusters.support(a, b)
            if clusters.together(a, b):
                why.append(refused(a, b, score, "spelt alike, but one article names both"))
            elif points < _SUPPORT_SPELLING:
                why.append(refused(a, b, score, "spelt alike, but nothing else speaks for it", *reasons))
            else:
                why.append(merged(a, b, score, "spelt alike", *reasons))
                clusters.merge(a, b)


def name_actors(groups: Iterable[list[ActorSignature]]) -> tuple[MergedActor, ...]:
    """A merged actor a group, sorted by id. Ids are slugs of names; where two share one, the better
    documented keeps it plain."""
    drafts = [(_best_name(group), group) for group in groups]
    drafts.sort(key=lambda d: (not _is_named(d[1]), -len({a.document for a in d[1]}), d[1][0].local))
    taken: set[str] = set()
    found: list[MergedActor] = []
    for name, group in drafts:
        slug = iri.slug(name)
        if slug in taken or not _is_named(group):
            slug = f"{slug}-{iri.token('actor', group[0].local)[:6]}"
        taken.add(slug)
        found.append(_merged(slug, name, group))
    return tuple(sorted(found, key=lambda a: a.id))


def _is_named(group: list[ActorSignature]) -> bool:
    return any(a.named for a in group)


def _best_name(group: list[ActorSignature]) -> str:
    """The name most mentioned; of equals the fullest, then the first in alphabetical order. A name of
    one word stands back behind a fuller one."""
    weight: Counter[str] = Counter()
    for actor in group:
        weight[actor.name] += max(actor.mentions, 1)
    if _is_named(group):
        weight = Counter({a.name: weight[a.name] for a in group if a.named})
    keyed = {a.name for a in group if a.key}
    names = [n for n in weight if n in keyed] or list(weight)
    full = [n for n in names if " " in n.strip()] if group[0].kind == "person" else names
    return min(full or names, key=lambda n: (-weight[n], -len(n), n))


def _merged(slug: str, name: str, group: list[ActorSignature]) -> MergedActor:
    kinds = Counter(dict.fromkeys(FAMILIES, 0))
    for actor in group:
        kinds[actor.kind] += max(actor.mentions, 1) + (1_000_000 if actor.key else 0)
    key = next((a.key for a in group if a.key), None)
    aliases = {alias for a in group for alias in (a.name, *a.aliases)} - {name}
    return MergedActor(
        id=slug,
        name=name,
        kind=max(kinds, key=lambda k: (kinds[k], k)),
        aliases=tuple(sorted(aliases)),
        key=key,
        wikidata=wikidata().get(key) if key else None,
        members=tuple(a.local for a in group),
    )
