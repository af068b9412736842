"""Event mentions of one source that are one event, as one thing to compare: a node.

A source is an article with its copies. What it tells is a function of its own articles, of the ids of the
actors in them and of what people set otherwise.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.model import Copy, Decision, Edit, EventSignature, Interval
from kg.resolve import corrections as people
from kg.resolve.copies import same_events
from kg.resolve.groups import known_abroad, write_decisions
from kg.resolve.index import Index, unpack_actor, unpack_events
from kg.resolve.match import Node, kin, once_key
from kg.resolve.names import FAMILIES
from kg.resolve.union import Union, merged, refused, row_of
from kg.schema import load_types

_UNTYPED = "action"
_PAIRS = 6
"""Participants whose pairs make blocks; more add nothing but work."""
PRECISE_DAYS = 3
WIDEST_DAYS = 92
"""A date vaguer than a quarter says too little to join on."""
_ALONE = "alone"
ACTING = "acting"


class Amendments:
    """What people rejected, and what they set otherwise on single claims."""

    def __init__(self, rejected: Mapping[str, str], edits: Sequence[Edit]) -> None:
        self.rejected, self.edits = dict(rejected), edits

    def of(self, events: list[EventSignature]) -> tuple[EventSignature, ...]:
        """The signatures without rejected mentions, with the values that people gave them."""
        if not self.rejected and not self.edits:
            return tuple(events)
        return people.amended(events, self.rejected, self.edits)


def read_source(index: Index, source: str, amendments: Amendments) -> tuple[list[Node], dict[str, str]]:
    """Nodes of a source, and the node of each mention; decisions that joined mentions are written."""
    documents = index.rows("SELECT id, said FROM doc WHERE source = ? ORDER BY id", source)
    actors = actor_ids(index, [d for d, _ in documents])
    events = [e for document, said in documents for e in amendments.of(unpack_events(document, said))]
    by_local = {e.local: e for e in sorted(events, key=lambda e: e.local)}
    why: list[Decision] = []
    union = _within(by_local, why)
    if len(documents) > 1:
        _join_twins(index, source, by_local, union, why)
    owner = f"source {source}"
    index.run("DELETE FROM decision WHERE owner = ?", owner)
    write_decisions(index, [(owner, *row_of(d)) for d in why])
    nodes = [_node(source, g, by_local, actors, union) for g in union.groups()]
    return nodes, {local: union.find(local) for local in by_local}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the actor that a local one was merged into."""

    id: str
    key: str | None
    """Of the gazetteer."""
    family: str
    """``person``, ``body`` or ``place``; nothing where its name or description is its article's own."""
    leads: str | None = None
    """Key of the state whose leader articles call that person."""


def actor_ids(index: Index, documents: Iterable[str]) -> dict[str, Known]:
    """Local actor -> the actor it was merged into, for all of some articles."""
    forced = "LEFT JOIN forced f ON f.local = a.local"
    sql = (
        "SELECT a.local, COALESCE(f.actor, g.actor), a.said, g.leads FROM actor a"
        f" JOIN grp g ON g.id = a.grp {forced} WHERE a.doc IN ?"
    )
    found = {}
    for local, actor, packed, leads in index.among(sql, documents):
        said = unpack_actor(local, "", packed)
        found[local] = Known(actor, said.key, FAMILIES[said.kind] if known_abroad(said) else "", leads)
    return found


def _within(by_local: dict[str, EventSignature], why: list[Decision]) -> Union:
    """What the article itself says is the same, unless its dates exclude each other."""
    union = Union(by_local)
    days = {e.local: days_of(e) for e in by_local.values()}
    for event in by_local.values():
        other = by_local.get(event.same_as or "")
        if other is None or union.find(event.local) == union.find(other.local):
            continue
        left, right = days[union.find(event.local)], days[union.find(other.local)]
        if event.type != other.type or not left.meets(right):
            why.append(refused(event.local, other.local, 0.5, "taken for the same, but type or dates differ"))
            continue
        days[union.merge(event.local, other.local)] = common(left, right)
        why.append(merged(event.local, other.local, 0.9, "the same within the article"))
    return union


def _join_twins(
    index: Index, source: str, by_local: dict[str, EventSignature], union: Union, why: list[Decision]
) -> None:
    """Join what an article and its copy tell alike, unless the days of their groups exclude each other."""
    found = index.rows("SELECT doc, original, shared FROM copy WHERE original = ?", source)
    copies = [Copy(document=d, original=o, shared=s) for d, o, s in found]
    rows = index.among(
        "SELECT local, doc, said FROM actor WHERE doc IN ?", [source, *(c.document for c in copies)]
    )
    days: dict[str, Interval] = {}
    for event in by_local.values():
        root = union.find(event.local)
        days[root] = common(days.get(root, Interval()), days_of(event))
    for left, right in same_events(copies, [unpack_actor(*row) for row in rows], by_local.values()):
        a, b = union.find(left), union.find(right)
        if a != b and days[a].meets(days[b]):
            both = common(days[a], days[b])
            days[union.merge(a, b)] = both
            why.append(merged(left, right, 1.0, "told alike by an article and its copy"))


def days_of(event: EventSignature) -> Interval:
    return Interval(event.earliest, event.latest)


def common(*days: Interval) -> Interval:
    """The days that all allow."""
    early = max((d.earliest for d in days if d.earliest), default=None)
    late = min((d.latest for d in days if d.latest), default=None)
    return Interval(early, late)


def _node(
    source: str,
    group: list[str],
    by_local: dict[str, EventSignature],
    actors: Mapping[str, Known],
    union: Union,
) -> Node:
    """A group of mentions as one thing to compare. An actor known by a description alone has an id of its
    own in every article, so it never counts as shared."""
    members = [by_local[m] for m in group]
    roles: dict[str, set[str]] = defaultdict(set)
    places: set[str] = set()
    cast: dict[str, Known] = {}
    sites: set[str] = set()
    for event in members:
        for role, local in event.actors:
            if local in actors:
                roles[role].add(actors[local].id)
                cast[actors[local].id] = actors[local]
        if place := actors.get(event.place_actor or ""):
            places.add(place.key or place.id)
            sites |= _site(place)
    states = {a.key: a.id for a in actors.values() if a.key and a.key.startswith("country:")}
    acts = sorted({union.find(e.acts_on) for e in members if e.acts_on in by_local})
    return Node(
        root=group[0],
        document=source,
        type=members[0].type,
        roles={r: frozenset(a) for r, a in sorted(roles.items())},
        days=common(*map(days_of, members)),
        places=frozenset(places),
        triggers=frozenset(e.trigger for e in members if e.trigger),
        published=min((e.published for e in members if e.published), default=None),
        statuses=frozenset(e.status for e in members),
        acts_on=acts[0] if acts and acts[0] != group[0] else None,
        unnamed=frozenset(a.id for a in cast.values() if not a.family),
        people=frozenset(a.id for a in cast.values() if a.family == "person"),
        sites=frozenset(sites.union(*(_site(a) for a in cast.values()))),
        leads={a.id: states[a.leads] for a in cast.values() if a.leads in states},
    )


def _site(place: Known) -> set[str]:
    """The place, where it is one with a name and smaller than a state."""
    small = place.family == "place" and not (place.key or "").startswith("country:")
    return {place.id} if small else set()


def pack(node: Node) -> str:
    """A node as text, the same for equal nodes; its id and what it acts on stand beside it."""
    days = [d.isoformat() if d else None for d in (node.days.earliest, node.days.latest, node.published)]
    roles = [[role, sorted(actors)] for role, actors in sorted(node.roles.items())]
    sets = [sorted(s) for s in _sets(node)]
    said = [node.document, node.type, roles, days, sorted(node.leads.items()), *sets]
    return json.dumps(said, separators=(",", ":"))


_SETS = ("places", "triggers", "statuses", "unnamed", "people", "sites")


def _sets(node: Node) -> list[frozenset[str]]:
    return [getattr(node, name) for name in _SETS]


def unpack(root: str, said: str, acts_on: str | None) -> Node:
    document, type_, roles, days, leads, *sets = json.loads(said)
    early, late, published = (date.fromisoformat(d) if d else None for d in days)
    return Node(
        root=root,
        document=document,
        type=type_,
        roles={role: frozenset(actors) for role, actors in roles},
        days=Interval(early, late),
        published=published,
        acts_on=acts_on,
        leads=dict(leads),
        **dict(zip(_SETS, map(frozenset, sets), strict=True)),
    )


def united(root: str, nodes: Sequence[Node]) -> Node:
    """An event as all its nodes tell it."""
    roles: dict[str, frozenset[str]] = defaultdict(frozenset)
    days = common(*(node.days for node in nodes))
    for node in nodes:
        for role, actors in node.roles.items():
            roles[role] |= actors
    places, triggers, statuses, unnamed, people, sites = (
        frozenset().union(*(getattr(n, name) for n in nodes)) for name in _SETS
    )
    return replace(
        nodes[0],
        root=root,
        roles=dict(sorted(roles.items())),
        days=days,
        places=places,
        triggers=triggers,
        statuses=statuses,
        unnamed=unnamed,
        people=people,
        sites=sites,
        leads={leader: state for n in nodes for leader, state in n.leads.items()},
    )


def kind_of(node: Node) -> str:
    """How a node is merged: ``precise`` by its days, ``vague`` and ``undated`` by the one precise event that
    it can mean, ``alone`` not at all, ``acting`` by the event that it calls off or moves."""
    if node.acts_on:
        return ACTING
    if node.type == _UNTYPED or not (node.participants or node.sites):
        return _ALONE
    if node.precise(PRECISE_DAYS):
        return "precise"
    if not any(anchors(node)):
        return _ALONE
    if node.days:
        return "vague" if node.precise(WIDEST_DAYS) else _ALONE
    return "undated" if node.published else _ALONE


def pairs(names: Iterable[str]) -> list[tuple[str, str]]:
    few = sorted(names)[:_PAIRS]
    return [(a, b) for i, a in enumerate(few) for b in few[i + 1 :]]


def anchors(node: Node) -> Iterator[str]:
    """What two nodes share at least that may be one on days that are not the same: type and two
    participants (a state in the place of its leader), or the person to whom such a thing happens once."""
    for a, b in pairs(node.participants):
        yield f"{node.type} {a} {b}"
    leads = node.leads if set(node.roles) == {"participant"} else {}
    for leader, state in leads.items():
        for other in sorted(node.participants - {leader, state})[:_PAIRS]:
            yield f"{node.type} {min(other, state)} {max(other, state)}"
    if once := once_anchor(node):
        yield once


def once_anchor(node: Node) -> str | None:
    """What is shared by all that tell of what happens once to a person."""
    once = once_key(node, load_types()[node.type])
    return f"{node.type} once {once}" if once else None


def blocks(node: Node) -> Iterator[str]:
    """Where a node is looked for: by its anchors; if the day is exact, by one participant or place alone."""
    yield from anchors(node)
    if node.precise(0):
        for a in sorted(node.participants)[:_PAIRS]:
            yield f"{node.type} {a}"
        if "place" in load_types()[node.type].by_day:
            yield from (f"{node.type} at {s} {word}" for s in node.sites for word in map(kin, node.triggers))


def stretch(node: Node) -> tuple[int, int]:
    """First and last day as ordinals; of an undated node the day it was published."""
    if node.days.earliest and node.days.latest:
        return node.days.earliest.toordinal(), node.days.latest.toordinal()
    assert node.published is not None
    return node.published.toordinal(), node.published.toordinal()
