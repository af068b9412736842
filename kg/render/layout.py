"""Time lanes: an event stands at its date (x) in the lane of its main actor (y). Linear time.

The scale of x is elastic: it is true in order, and within bounds in distance, so that two crises
twenty years apart are both readable. ``axis`` lists the fixed points; between them it is even.
Lengths are pixels at zoom 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from itertools import pairwise

from kg.model import Fact, FactActor
from kg.render.network import actor_node, by_event, headline

DAY, CLOSEST, WIDEST = 6.0, 30.0, 160.0
"""Width of a day; least and greatest distance between two neighbouring dates."""
ROW, LANE_PAD, STACK, STACK_UNDATED = 25.0, 9.0, 6, 4
"""Height of a row, space above and below a lane's rows, rows before a date (or the want of one) takes
another column."""
GLYPH, LETTER, LABEL_MAX, MARGIN = 24.0, 7.2, 266.0, 16.0
COLUMN = LABEL_MAX + 2 * MARGIN
SLANT = 5.0
"""A row is this much further right than the one above it, so that their connectors stay apart."""
NOBODY = ""
"""Lane of the events that name no known actor: words that could not be identified get no lane."""
_MAIN = ("speaker", "agent", "participant", "target", "beneficiary", "addressee", "theme", "place")


@dataclass(frozen=True, slots=True)
class Spot:
    """Left edge, middle line and width of an event's mark with its label, and the lane it is in."""

    x: float
    y: float
    width: float
    lane: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One actor's lane; ``y`` is its top."""

    actor: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    spots: Mapping[str, Spot]
    lanes: Sequence[Lane]
    axis: Sequence[tuple[date, float]]
    undated: float | None
    """Where the part for undated events begins, behind all dates."""
    reported: Sequence[tuple[date | None, float]] = ()
    """Fixed points of that part: undated events stand by the day on which the article appeared, which
    is when they were reported and says nothing of when they were."""


@dataclass(slots=True)
class _Plan:
    """What is known of the events before they are placed."""

    owner: Mapping[str, str]
    start: dict[str, date | None] = field(default_factory=dict)
    reported: dict[str, date | None] = field(default_factory=dict)
    width: dict[str, float] = field(default_factory=dict)


def arrange(facts: Sequence[Fact], labels: Mapping[str, str]) -> Layout:
    """Places every event; ``labels`` maps event nodes to what will stand beside their marks."""
    plan, days = _Plan(owners(facts)), set[date]()
    for node, claims in by_event(facts).items():
        fact = headline(claims)
        plan.start[node] = fact.earliest or fact.latest
        plan.reported[node] = fact.evidence.published
        plan.width[node] = min(LABEL_MAX, GLYPH + LETTER * len(labels[node]) + 8)
        days.update(day for day in (fact.earliest, fact.latest) if day)
    column = _columns(plan)
    axis = _axis(sorted(days), plan, column)
    x = _across(plan, column, axis)
    reported = _behind(plan, column, x)
    spots, lanes = _down(plan, x, [*_lane_order(facts), NOBODY])
    return Layout(spots, lanes, axis, reported[0][1] if reported else None, reported)


def owners(facts: Sequence[Fact]) -> dict[str, str]:
    """The lane of each event: the node of its main actor."""
    weight = _weight(facts)
    return {node: _owner(headline(claims), weight) for node, claims in by_event(facts).items()}


def _weight(facts: Sequence[Fact]) -> Counter[str]:
    return Counter(actor_node(a) for f in facts for a in (*f.actors, *f.holders))


def _owner(fact: Fact, weight: Counter[str]) -> str:
    """Main actor: a known one, by role, then the one named most often, then the first named."""
    known = [a for a in (fact.actors or fact.holders) if a.id is not None]
    if not known:
        return NOBODY

    def rank(actor: FactActor) -> tuple[int, int]:
        place = _MAIN.index(actor.role) if actor.role in _MAIN else len(_MAIN)
        return place, -weight[actor_node(actor)]

    return actor_node(min(known, key=rank))


def _lane_order(facts: Sequence[Fact]) -> list[str]:
    """Known actors, those named most often first."""
    weight = _weight(facts)
    known = {actor_node(a) for f in facts for a in (*f.actors, *f.holders) if a.id is not None}
    return sorted(known, key=lambda node: (-weight[node], node))


def _columns(plan: _Plan) -> dict[str, int]:
    """Which column of its date an event takes: a lane holds so many of a date above one another."""
    seen: Counter[tuple[str, date | None, date | None]] = Counter()
    column = {}
    for node, owner in plan.owner.items():
        day = plan.start[node]
        place = owner, day, None if day else plan.reported[node]
        column[node] = seen[place] // (STACK if day else STACK_UNDATED)
        seen[place] += 1
    return column


def _axis(days: Sequence[date], plan: _Plan, column: Mapping[str, int]) -> list[tuple[date, float]]:
    extra: dict[date, float] = {}
    for node, number in column.items():
        day = plan.start[node]
        if day is not None:
            extra[day] = max(extra.get(day, 0.0), number * COLUMN)
    x, axis = 0.0, list[tuple[date, float]]()
    for before, day in pairwise([days[0], *days]) if days else ():
        if day != before:
            x += extra.get(before, 0.0) + min(WIDEST, max(CLOSEST, DAY * (day - before).days))
        axis.append((day, x))
    return axis


def _across(plan: _Plan, column: Mapping[str, int], axis: Sequence[tuple[date, float]]) -> dict[str, float]:
    at: dict[date, float] = dict(axis)
    return {n: at[d] + column[n] * COLUMN for n, d in plan.start.items() if d is not None}


def _behind(plan: _Plan, column: Mapping[str, int], x: dict[str, float]) -> list[tuple[date | None, float]]:
    """Places the undated events into ``x``, by the day on which they were reported, unknown days last."""
    undated = [node for node, day in plan.start.items() if day is None]
    columns: dict[date | None, int] = {}
    for node in undated:
        day = plan.reported[node]
        columns[day] = max(columns.get(day, 0), column[node] + 1)
    edge = max((left + plan.width[node] for node, left in x.items()), default=-4 * MARGIN) + 4 * MARGIN
    fixed: dict[date | None, float] = {}
    for day in sorted(columns, key=lambda day: (day is None, day or date.min)):
        fixed[day] = edge
        edge += columns[day] * COLUMN
    x.update((node, fixed[plan.reported[node]] + column[node] * COLUMN) for node in undated)
    return list(fixed.items())


def _down(plan: _Plan, x: Mapping[str, float], order: Sequence[str]) -> tuple[dict[str, Spot], list[Lane]]:
    members: dict[str, list[str]] = {lane: [] for lane in order}
    for node in sorted(x, key=lambda n: (x[n], n)):
        members[plan.owner[node]].append(node)
    spots, lanes, y = dict[str, Spot](), list[Lane](), 0.0
    for lane in order:
        if lane == NOBODY and not members[lane]:
            continue
        rows = _rows(members[lane], x, plan.width)
        height = max([*rows.values(), 0]) * ROW + ROW + 2 * LANE_PAD
        lanes.append(Lane(lane, y, height))
        for node, row in rows.items():
            middle = y + LANE_PAD + (row + 0.5) * ROW
            spots[node] = Spot(x[node] + row * SLANT, middle, plan.width[node], lane)
        y += height
    return spots, lanes


def _rows(nodes: Sequence[str], x: Mapping[str, float], width: Mapping[str, float]) -> dict[str, int]:
    """The lowest free row for each, from left to right: labels never meet. ``n log n``."""
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    rows: dict[str, int] = {}
    for node in nodes:
        while busy and busy[0][0] <= x[node]:
            heappush(free, heappop(busy)[1])
        row = heappop(free) if free else len(busy)
        rows[node] = row
        heappush(busy, (x[node] + row * SLANT + width[node] + MARGIN, row))
    return rows
