"""Undated mentions and the one dated event that they can only mean.

"He called off his meeting with B" names no day. It is the meeting of June 12 if the same people are known
to meet on that day alone within reach of the article. Two undated mentions are never joined by themselves,
and whatever fits two dated events stays by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Decision, Status
from kg.resolve.match import PAST, PLANS, Node, compatible_places, kin
from kg.resolve.union import Union, merged, refused

AHEAD_DAYS = 30
"""A plan, or its end, is about an event at most so many days after the article."""
BACK_DAYS = 14
"""News is about an event at most so many days before the article."""
_PRECISE_DAYS = 3
_PAIRS = 6
_AHEAD = PLANS | {Status.CANCELLED, Status.POSTPONED, Status.HYPOTHETICAL}


@dataclass(slots=True)
class _Event:
    """A dated event as all its articles so far tell it."""

    root: str
    type: str
    first: int
    last: int
    """Ordinals of the first and the last day on which all agree."""
    participants: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    documents: frozenset[str]


def join_undated(nodes: Iterable[Node], union: Union, why: list[Decision]) -> None:
    """Join each undated mention of two or more participants with the only dated event within reach."""
    nodes = list(nodes)
    events = _events([n for n in nodes if n.precise(_PRECISE_DAYS)], union)
    dated = {e.root for e in events}
    index: dict[tuple[str, str, str], list[_Event]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (e.first, e.root)):
        for a, b in _pairs(event.participants):
            index[event.type, a, b].append(event)
    starts = {key: [e.first for e in found] for key, found in index.items()}
    for node in sorted(nodes, key=lambda n: n.root):
        if node.days or node.published is None or union.find(node.root) in dated:
            continue
        for a, b in _pairs(node.participants)[:1]:
            key = (node.type, a, b)
            near = _within_reach(node, index.get(key, []), starts.get(key, []))
            if len(near) == 1:
                _join(node, near[0], union, why)
            elif near:
                why.append(refused(node.root, near[0].root, 0.5, "undated, and it fits several events"))


def _join(node: Node, event: _Event, union: Union, why: list[Decision]) -> None:
    if not compatible_places(node.places, event.places):
        why.append(refused(node.root, event.root, 0.5, "undated, and at another place"))
        return
    names = ", ".join(sorted(node.participants))
    why.append(
        merged(node.root, event.root, 0.6, f"both have {names}", "undated; no other such event is in reach")
    )
    union.merge(node.root, event.root)


def _events(nodes: list[Node], union: Union) -> list[_Event]:
    found: dict[str, _Event] = {}
    for n in nodes:
        root, words = union.find(n.root), frozenset(map(kin, n.triggers))
        first, last = (d.toordinal() if d else 0 for d in (n.days.earliest, n.days.latest))
        if root not in found:
            kept = (n.participants, n.places, words, frozenset({n.document}))
            found[root] = _Event(root, n.type, first, last, *kept)
            continue
        event = found[root]
        event.first, event.last = max(event.first, first), min(event.last, last)
        event.participants |= n.participants
        event.places |= n.places
        event.words |= words
        event.documents |= {n.document}
    return list(found.values())


def _pairs(names: frozenset[str]) -> list[tuple[str, str]]:
    few = sorted(names)[:_PAIRS]
    return [(a, b) for i, a in enumerate(few) for b in few[i + 1 :]]


def _within_reach(node: Node, events: list[_Event], starts: list[int]) -> list[_Event]:
    """At most two of the dated events that the mention may mean."""
    assert node.published is not None
    day = node.published.toordinal()
    words = set(map(kin, node.triggers))
    found: list[_Event] = []
    for event in events[bisect_left(starts, day - BACK_DAYS - _PRECISE_DAYS) :]:
        if event.first - day > AHEAD_DAYS or len(found) > 1:
            break
        ahead = day <= event.last and not _AHEAD.isdisjoint(node.statuses)
        back = event.first <= day <= event.last + BACK_DAYS and not PAST.isdisjoint(node.statuses)
        alike = node.participants <= event.participants and words & event.words
        if (ahead or back) and alike and node.document not in event.documents:
            found.append(event)
    return found
