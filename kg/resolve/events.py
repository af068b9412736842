"""Which event mentions of different articles are one event.

Invariants: two mentions whose dates exclude each other are never one event, nor are they joined by way
of a third that fits both; the type's ``merge`` keys say what must agree; ``action`` never leaves its
article. Two undated mentions of different articles are never joined, unless each by itself can only mean
the same dated event: nothing would tell one round of talks from the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg import iri
from kg.model import Decision, EventSignature, Interval, MergedActor, MergedEvent
from kg.resolve.match import UNDATED_DAYS, Match, Node, compare
from kg.resolve.undated import join_undated
from kg.resolve.union import Union, merged, refused
from kg.schema import load_types

_WINDOW = 24
"""Neighbours by date that a mention is compared with inside a block; bounds the work."""
_PAIRS = 6
"""Participants whose pairs make blocks; more add nothing but work."""
_REFUSALS = 3
"""Refusals that are recorded of one mention: enough to explain, few enough to stay linear."""
_UNTYPED = "action"
PRECISE_DAYS = 3
WIDEST_DAYS = 92
"""A date vaguer than a quarter says too little to join on."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    match: Match
    left: str
    right: str


def resolve_events(
    events: tuple[EventSignature, ...], actors: Iterable[MergedActor]
) -> tuple[tuple[MergedEvent, ...], list[Decision]]:
    """Merged events sorted by id, and why."""
    by_local = {e.local: e for e in events}
    merged_actor = {m: a for a in actors for m in a.members}
    union, why = _within(by_local)
    acting = {e.local for e in events if e.acts_on in by_local}
    plain = [g for g in union.groups() if not acting.intersection(g)]
    others = [g for g in union.groups() if acting.intersection(g)]
    nodes = [_node(g, by_local, merged_actor, union) for g in plain]
    _across(nodes, union, why)
    join_undated([n for n in nodes if n.type != _UNTYPED], union, why)
    _across([_node(g, by_local, merged_actor, union) for g in others], union, why)
    return finish_events(union.groups(), by_local), why


def _within(by_local: dict[str, EventSignature]) -> tuple[Union, list[Decision]]:
    """What the article itself says is the same, unless its dates exclude each other."""
    union, why = Union(by_local), []
    days: dict[str, Interval] = {e.local: Interval(e.earliest, e.latest) for e in by_local.values()}
    for event in by_local.values():
        other = by_local.get(event.same_as or "")
        if other is None or union.find(event.local) == union.find(other.local):
            continue
        left, right = days[union.find(event.local)], days[union.find(other.local)]
        if event.type != other.type or not left.meets(right):
            why.append(refused(event.local, other.local, 0.5, "taken for the same, but type or dates differ"))
            continue
        root = union.merge(event.local, other.local)
        days[root] = _common(left, right)
        why.append(merged(event.local, other.local, 0.9, "the same within the article"))
    return union, why


def _common(left: Interval, right: Interval) -> Interval:
    early = max((d for d in (left.earliest, right.earliest) if d), default=None)
    late = min((d for d in (left.latest, right.latest) if d), default=None)
    return Interval(early, late)


def _node(
    group: list[str], by_local: dict[str, EventSignature], actors: dict[str, MergedActor], union: Union
) -> Node:
    """A group of mentions as one thing to compare. An actor known by a description alone has an id of its
    own in every article, so it never counts as shared."""
    members = [by_local[m] for m in group]
    roles: dict[str, set[str]] = defaultdict(set)
    days, places = Interval(), set()
    for event in members:
        days = _common(days, Interval(event.earliest, event.latest))
        for role, local in event.actors:
            actor = actors.get(local)
            if actor is not None:
                roles[role].add(actor.id)
        place = actors.get(event.place_actor or "")
        if place is not None:
            places.add(place.key or place.id)
    acts = sorted({union.find(e.acts_on) for e in members if e.acts_on in by_local})
    return Node(
        root=union.find(group[0]),
        document=members[0].document,
        type=members[0].type,
        roles={r: frozenset(a) for r, a in sorted(roles.items())},
        days=days,
        places=frozenset(places),
        triggers=frozenset(e.trigger for e in members if e.trigger),
        published=min((e.published for e in members if e.published), default=None),
        statuses=frozenset(e.status for e in members),
        acts_on=acts[0] if acts else None,
    )


def _across(nodes: list[Node], union: Union, why: list[Decision]) -> None:
    """Best likeness first; each join is checked against all that its groups already hold."""
    nodes = [n for n in nodes if n.type != _UNTYPED and n.participants]
    by_root = {n.root: n for n in nodes}
    keys = {name: type_.merge for name, type_ in load_types().items()}
    candidates = []
    refusals: Counter[str] = Counter()
    for left, right in sorted(_pairs(nodes)):
        match = compare(by_root[left], by_root[right], keys.get(by_root[left].type, ("participants", "time")))
        if match is None:
            continue
        if match.conflict:
            refusals[left] += 1
            if refusals[left] <= _REFUSALS:
                why.append(refused(left, right, match.score, *match.reasons, match.conflict))
        else:
            candidates.append(_Candidate(match, left, right))
    groups = {n.root: n.days for n in nodes}
    for c in sorted(_unambiguous(candidates, by_root, why), key=lambda c: (-c.match.score, c.left, c.right)):
        a, b = union.find(c.left), union.find(c.right)
        if a == b:
            continue
        if not groups[a].meets(groups[b]):
            why.append(
                refused(c.left, c.right, c.match.score, *c.match.reasons, "others joined exclude its date")
            )
            continue
        days = _common(groups[a], groups[b])
        groups[union.merge(a, b)] = days
        why.append(merged(c.left, c.right, c.match.score, *c.match.reasons))


def _pairs(nodes: list[Node]) -> set[tuple[str, str]]:
    """Pairs that share type, month and two participants, or type, day and one: blocks, then neighbours.

    An undated mention stands in the blocks of the days around its publication, beside dated ones only.
    """
    blocks: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        for key in _keys(node):
            blocks[key].append(node)
    found: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) == 1:
            continue
        block.sort(key=lambda n: (n.days.earliest or n.published or date.min, n.root))
        for i, left in enumerate(block):
            for right in block[i + 1 : i + 1 + _WINDOW]:
                if left.document != right.document and (left.days or right.days):
                    found.add((min(left.root, right.root), max(left.root, right.root)))
    return found


def _keys(node: Node) -> Iterator[tuple[str, ...]]:
    names = sorted(node.participants)[:_PAIRS]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    for day in _around(node):
        for a, b in pairs:
            yield node.type, a, b, day
    if not node.days:
        return
    if node.precise(PRECISE_DAYS):
        for name in names:
            for day in _around(node):
                yield node.type, name, day
    for month in _months(node):
        for a, b in pairs:
            yield node.type, a, b, month


def _around(node: Node) -> list[str]:
    """Days of a precise date; of an undated mention those on which a dated one may be the same."""
    if node.precise(PRECISE_DAYS) and node.days.earliest and node.days.latest:
        first, last = node.days.earliest.toordinal(), node.days.latest.toordinal()
    elif not node.days and node.published:
        day = node.published.toordinal()
        first, last = day - UNDATED_DAYS, day + UNDATED_DAYS
    else:
        return []
    return [f"d{n}" for n in range(first, last + 1)]


def _months(node: Node) -> list[str]:
    """Months that a date touches, unless it is too vague."""
    early, late = node.days.earliest, node.days.latest
    if early is None or late is None or (late - early).days > WIDEST_DAYS:
        return []
    return [f"m{n}" for n in range(_month(early), _month(late) + 1)]


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _unambiguous(
    candidates: list[_Candidate], nodes: dict[str, Node], why: list[Decision]
) -> list[_Candidate]:
    """Without those of a vague or undated mention that fits precise ones whose dates exclude each other."""
    partners: dict[str, list[str]] = defaultdict(list)
    for c in candidates:
        partners[c.left].append(c.right)
        partners[c.right].append(c.left)
    torn = set()
    for root in sorted(partners):
        if nodes[root].precise(PRECISE_DAYS):
            continue
        exact = [nodes[p].days for p in partners[root] if nodes[p].precise(PRECISE_DAYS)]
        starts = [d.earliest for d in exact if d.earliest]
        ends = [d.latest for d in exact if d.latest]
        if starts and ends and max(starts) > min(ends):
            torn.add(root)
    kept = []
    refusals: Counter[str] = Counter()
    for c in candidates:
        if torn.isdisjoint((c.left, c.right)):
            kept.append(c)
            continue
        refusals[c.left] += 1
        if refusals[c.left] <= _REFUSALS:
            why.append(refused(c.left, c.right, c.match.score, "its date fits events of different days"))
    return kept


def finish_events(
    groups: Iterable[list[str]], by_local: dict[str, EventSignature]
) -> tuple[MergedEvent, ...]:
    """A merged event a group of mentions, sorted by id; each group is sorted."""
    by_root = {group[0]: group for group in groups}
    root_of = {member: root for root, group in by_root.items() for member in group}
    names = {root: _key(group, by_local) for root, group in by_root.items()}
    found = []
    for root, group in by_root.items():
        members = [by_local[m] for m in group]
        acts = sorted({root_of[e.acts_on] for e in members if e.acts_on in by_local})
        days = Interval()
        for event in members:
            days = _common(days, Interval(event.earliest, event.latest))
        if days.earliest and days.latest and days.earliest > days.latest:
            days = Interval()
        found.append(
            MergedEvent(
                id=names[root],
                type=members[0].type,
                members=tuple(group),
                earliest=days.earliest,
                latest=days.latest,
                acts_on=names[acts[0]] if acts and acts[0] != root else None,
            )
        )
    return tuple(sorted(found, key=lambda e: e.id))


def _key(group: list[str], by_local: dict[str, EventSignature]) -> str:
    """Named after the mention that was published first, so that later articles do not rename it."""
    first = min(group, key=lambda m: (by_local[m].published or date.max, m))
    return iri.event_key(first)
