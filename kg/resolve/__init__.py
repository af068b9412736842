"""What is one and the same across articles: actors first, then the events they take part in.

Invariants: the result is a function of the *set* of signatures and corrections (everything is sorted
first, ties break by IRI); conflict beats similarity, and a person's correction beats both; each merge and
each refusal is a decision with a score and reasons.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import (
    ActorSignature,
    Correction,
    Decision,
    DocumentSignature,
    EventSignature,
    Interval,
    MergedActor,
    MergedEvent,
    Resolution,
    in_force,
)
from kg.resolve import corrections as people
from kg.resolve.actors import name_actors, resolve_actors
from kg.resolve.copies import find_copies, same_events
from kg.resolve.events import finish_events, resolve_events
from kg.resolve.union import merged as merged_as

__all__ = ["find_copies", "resolve"]


def resolve(
    actors: Iterable[ActorSignature],
    events: Iterable[EventSignature],
    *,
    corrections: Iterable[Correction] = (),
    documents: Iterable[DocumentSignature] = (),
) -> Resolution:
    """Merge actors and events across articles, then do as people decided. Close to linear in their number.

    :param corrections: all that were ever made, undone ones included.
    :param documents: the articles, where copies among them are to be found.
    """
    held = in_force(corrections)
    rejected, edits = people.rejections(held), people.claim_edits(held)
    local_actors = tuple(sorted(set(actors), key=lambda a: a.local))
    local_events = people.amended(sorted(set(events), key=lambda e: e.local), rejected, edits)
    merged_actors, why_actors, people_on_actors = _actors(local_actors, held)
    merged_actors, actor_edits = people.edited_actors(merged_actors, held)
    copies = find_copies(documents)
    twins = same_events(copies, local_actors, local_events)
    merged_events, why_events, people_on_events = _events(local_events, merged_actors, held, twins)
    merged_events, event_edits = people.edited_events(merged_events, held)
    why = people.decided([*why_actors, *why_events], [*people_on_actors, *people_on_events])
    return Resolution(
        actors=merged_actors,
        events=merged_events,
        decisions=tuple(sorted(why, key=lambda d: (d.left, d.right, d.kind))),
        rejected=tuple(sorted(rejected.items())),
        edits=people.latest([*event_edits, *edits, *actor_edits]),
        copies=copies,
    )


def _actors(
    local: tuple[ActorSignature, ...], held: tuple[Correction, ...]
) -> tuple[tuple[MergedActor, ...], list[Decision], list[Decision]]:
    merged, why = resolve_actors(local)
    if not held:
        return merged, why, []
    groups = people.Groups(a.members for a in merged)
    by_people = people.regroup(groups, held, "local-actor")
    if groups.changed:
        by_local = {a.local: a for a in local}
        merged = name_actors([by_local[m] for m in group] for group in groups.listed())
    return merged, why, by_people


def _events(
    local: tuple[EventSignature, ...],
    actors: tuple[MergedActor, ...],
    held: tuple[Correction, ...],
    twins: list[tuple[str, str]],
) -> tuple[tuple[MergedEvent, ...], list[Decision], list[Decision]]:
    merged, why = resolve_events(local, actors)
    if not held and not twins:
        return merged, why, []
    groups = people.Groups(e.members for e in merged)
    why += _join_twins(groups, merged, twins)
    by_people = people.regroup(groups, held, "mention")
    if groups.changed:
        merged = finish_events(groups.listed(), {e.local: e for e in local})
    return merged, why, by_people


def _join_twins(
    groups: people.Groups, events: tuple[MergedEvent, ...], twins: list[tuple[str, str]]
) -> list[Decision]:
    """Join what an article and its copy tell alike, unless the days of their groups exclude each other."""
    days = {m: Interval(e.earliest, e.latest) for e in events for m in e.members} if twins else {}
    why = []
    for left, right in twins:
        if days[left].meets(days[right]) and groups.merge([left], [right]):
            why.append(merged_as(left, right, 1.0, "told alike by an article and its copy"))
    return why
