"""What people decided, on top of what merging found: whole groups of those actors and events that their
corrections name. Few things are named, so all of them are decided on anew each time, those too whose
corrections were undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg import iri
from kg.model import (
    ActorSignature,
    Correction,
    Decision,
    Edit,
    EventSignature,
    Interval,
    MergedActor,
    MergedEvent,
)
from kg.resolve import corrections as people
from kg.resolve.groups import members as actor_members
from kg.resolve.groups import tallied
from kg.resolve.index import Index, unpack_actor, unpack_events
from kg.resolve.naming import actor_of_members, best_name, longer, merged_actor
from kg.resolve.nodes import Amendments, common, days_of
from kg.resolve.stages import first_told, members, merged_event, targets_of

_ACTOR, _MENTION = "local-actor", "mention"


def _named(corrections: Iterable[Correction], kind: str) -> list[str]:
    """Local things of that kind that corrections name."""
    return [t for c in corrections for t in (*c.targets, *c.others) if iri.kind_of(t) == kind]


def force_actors(
    index: Index, every: Sequence[Correction], held: Sequence[Correction]
) -> tuple[set[str], list[Decision]]:
    """Regroup the actors that corrections name; local actors whose actor is another one now.

    :param every: corrections that were ever made; ``held``: those in force.
    """
    before = dict(index.rows("SELECT local, actor FROM forced"))
    index.run("DELETE FROM forced")
    clusters = named_clusters(index, every)
    groups = people.Groups([a.local for a in _members(index, c)] for c in sorted(clusters))
    why = people.regroup(groups, held, _ACTOR)
    if groups.changed:
        _name_groups(index, clusters, groups.listed())
    after = dict(index.rows("SELECT local, actor FROM forced"))
    return {m for m in before.keys() | after.keys() if before.get(m) != after.get(m)}, why


def named_clusters(index: Index, corrections: Iterable[Correction]) -> set[str]:
    """Clusters of the local actors that corrections name."""
    sql = "SELECT g.cluster FROM actor a JOIN grp g ON g.id = a.grp WHERE a.local IN ?"
    return {c for (c,) in index.among(sql, _named(corrections, _ACTOR))}


def _members(index: Index, cluster: str) -> list[ActorSignature]:
    return actor_members(index, index.column("SELECT id FROM grp WHERE cluster = ?", cluster))


def _name_groups(index: Index, clusters: set[str], groups: list[list[str]]) -> None:
    """Give each group an id that no other actor has."""
    taken: set[str] = set()
    drafts = []
    for group in groups:
        rows = index.among("SELECT local, doc, said FROM actor WHERE local IN ?", group)
        tallies = tallied(unpack_actor(*row) for row in rows)
        drafts.append((iri.slug(best_name(tallies)), "name" in tallies, group))
    for base in {d[0] for d in drafts}:
        others = index.rows("SELECT id, actor FROM cluster WHERE base = ?", base)
        taken |= {actor for cluster, actor in others if cluster not in clusters}
    drafts.sort(key=lambda d: (not d[1], -len(d[2]), d[2][0]))
    for base, named, group in drafts:
        slug = base if named and base not in taken else longer(base, group[0])
        taken.add(slug)
        index.run_all("INSERT INTO forced VALUES (?, ?)", [(local, slug) for local in group])


def actors(
    index: Index, clusters: Iterable[str], every: Sequence[Correction], held: Sequence[Correction]
) -> tuple[tuple[MergedActor, ...], list[Edit]]:
    """Actors of these clusters, and all that corrections name, as people left them. Those that nobody
    corrected come without members."""
    named = named_clusters(index, every)
    found = [merged_actor(index, c) for c in sorted(set(clusters) - named)]
    groups: dict[str, list[ActorSignature]] = {}
    for cluster in sorted(named):
        plain = index.one("SELECT actor FROM cluster WHERE id = ?", cluster)
        for member in _members(index, cluster):
            slug = index.one("SELECT actor FROM forced WHERE local = ?", member.local) or plain
            groups.setdefault(slug, []).append(member)
    whole = [
        actor_of_members(slug, sorted(group, key=lambda a: a.local)) for slug, group in sorted(groups.items())
    ]
    edited, edits = people.edited_actors(whole, held)
    return tuple(sorted((*found, *edited), key=lambda a: a.id)), edits


def force_events(
    index: Index, every: Sequence[Correction], held: Sequence[Correction]
) -> tuple[set[str], list[Decision]]:
    """Regroup the events that corrections name; the events (``fin``) that are now told otherwise."""
    before = {m for (m,) in index.rows("SELECT mention FROM forced_event")}
    index.run("DELETE FROM forced_event")
    claims = [iri.sibling(c, _MENTION) for c in _named(every, "claim")]
    fins = _fins(index, [*_named(every, _MENTION), *claims, *before])
    told = members(index, fins)
    groups = people.Groups([m for m, _ in told[fin]] for fin in sorted(told))
    why = people.regroup(groups, held, _MENTION)
    if groups.changed:
        for group in groups.listed():
            key = iri.event_key(first_told(index, group))
            index.run_all("INSERT INTO forced_event VALUES (?, ?)", [(m, key) for m in group])
    return fins, why


def _fins(index: Index, mentions: Iterable[str]) -> set[str]:
    sql = "SELECT n.fin FROM mention m JOIN node n ON n.id = m.node WHERE m.local IN ?"
    return {f for (f,) in index.among(sql, mentions)}


def events(
    index: Index, fins: Iterable[str], held: Sequence[Correction], amendments: Amendments
) -> tuple[tuple[MergedEvent, ...], list[Edit]]:
    """These events and all that people put together, with all their members, as people left them."""
    told = members(index, fins)
    forced = dict(index.rows("SELECT mention, id FROM forced_event"))
    found = [
        merged_event(index, fin, [m for m, _ in told[fin]])
        for fin in sorted(told)
        if told[fin][0][0] not in forced
    ]
    groups: dict[str, list[str]] = {}
    for mention, key in sorted(forced.items()):
        groups.setdefault(key, []).append(mention)
    by_local = _signatures(index, forced, amendments) if forced else {}
    found += [_put_together(index, key, [by_local[m] for m in g]) for key, g in sorted(groups.items())]
    edited, edits = people.edited_events(found, held)
    return tuple(sorted(edited, key=lambda e: e.id)), edits


def _signatures(index: Index, mentions: Iterable[str], amendments: Amendments) -> dict[str, EventSignature]:
    sql = "SELECT DISTINCT d.id, d.said FROM mention m JOIN doc d ON d.id = m.doc WHERE m.local IN ?"
    return {
        e.local: e
        for document, said in set(index.among(sql, mentions))
        for e in amendments.of(unpack_events(document, said))
    }


def _put_together(index: Index, key: str, signatures: list[EventSignature]) -> MergedEvent:
    """An event that people put together of these mentions."""
    days = common(*map(days_of, signatures))
    if days.earliest and days.latest and days.earliest > days.latest:
        days = Interval()
    targets = targets_of(index, (e.acts_on for e in signatures if e.acts_on)) - {key}
    return MergedEvent(
        id=key,
        type=signatures[0].type,
        members=tuple(e.local for e in signatures),
        earliest=days.earliest,
        latest=days.latest,
        acts_on=min(targets, default=None),
    )
