"""What is one and the same across articles: actors first, then the events they take part in.

Invariants: the result is a function of the *set* of signatures (everything is sorted first, ties break
by IRI); conflict beats similarity; each merge and each refusal is a decision with a score and reasons.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import ActorSignature, EventSignature, Resolution
from kg.resolve.actors import resolve_actors
from kg.resolve.events import resolve_events

__all__ = ["resolve"]


def resolve(actors: Iterable[ActorSignature], events: Iterable[EventSignature]) -> Resolution:
    """Merge actors and events across articles. Close to linear in their number."""
    local_actors = tuple(sorted(set(actors), key=lambda a: a.local))
    local_events = tuple(sorted(set(events), key=lambda e: e.local))
    merged_actors, why_actors = resolve_actors(local_actors)
    merged_events, why_events = resolve_events(local_events, merged_actors)
    return Resolution(
        actors=merged_actors,
        events=merged_events,
        decisions=tuple(sorted({*why_actors, *why_events}, key=lambda d: (d.left, d.right, d.kind))),
    )
