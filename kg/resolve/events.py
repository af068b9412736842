"""Which events of different sources are one.

Invariants: two mentions whose dates exclude each other are never one event, nor are they joined by way of a
third that fits both; the type's ``merge`` keys say what must agree; ``action`` never leaves its article.
Precise nodes are joined with each other, best likeness first. A vague node joins the precise events that it
fits if these are one, an undated node the only one it can mean; neither has a say in what it joins, so that
nothing spreads along chains of vague dates. Vague nodes that fit no precise event are joined with each other.
What calls off or moves an event is judged after all others (``acts``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.model import Decision
from kg.resolve.groups import write_decisions
from kg.resolve.index import Index
from kg.resolve.match import ONCE_DAYS, UNDATED_DAYS, Match, Node, compare
from kg.resolve.nodes import (
    PRECISE_DAYS,
    WIDEST_DAYS,
    anchors,
    blocks,
    common,
    once_anchor,
    stretch,
    united,
    unpack,
)
from kg.resolve.undated import AHEAD_DAYS, BACK_DAYS, fits
from kg.resolve.union import Union, merged, refused, row_of
from kg.schema import load_types

PIVOTS = 48
"""Nodes of one block and day that every other node there is compared with: linear however many there are."""
_REACH = max(AHEAD_DAYS, BACK_DAYS, UNDATED_DAYS, ONCE_DAYS)
"""Days between an undated node's publication and what it may mean."""
_REFUSALS = 3
"""Refusals that are recorded of one node: enough to explain, few enough to stay linear."""
Candidates = Callable[[Node], set[str]]
Edges = dict[tuple[str, str], Match]


class Board:
    """Nodes by id and by place, each read once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._nodes: dict[str, Node] = {}

    def node(self, root: str) -> Node:
        if root not in self._nodes:
            said = self.index.one("SELECT said FROM node WHERE id = ?", root)
            self._nodes[root] = unpack(root, said, None)
        return self._nodes[root]

    def compare(self, left: Node, right: Node) -> Match | None:
        return compare(left, right, load_types()[left.type])

    def at(self, block: str, kind: str, first: int, last: int, limit: int = -1) -> list[str]:
        """Nodes of that kind in the block that begin within those days, by day and publication."""
        return self.index.column(
            "SELECT node FROM place WHERE block = ? AND kind = ? AND early BETWEEN ? AND ?"
            " ORDER BY early, rank, node LIMIT ?",
            block, kind, first, last, limit,
        )  # fmt: skip

    def touching(self, node: Node, kind: str, width: int) -> set[str]:
        """Nodes of that kind, at most so many days wide, that share two participants and a day with it."""
        first, last = stretch(node)
        sql = "SELECT node FROM place WHERE block = ? AND kind = ? AND early BETWEEN ? AND ? AND late >= ?"
        found: set[str] = set()
        for key in anchors(node):
            found.update(self.index.column(sql, key, kind, first - width, last, first))
        return found - {node.root}

    def precise(self, node: Node) -> set[str]:
        """Precise nodes that a precise node is to be compared with. Of two in one crowded block and day at
        least one must be among the first there."""
        first, last = stretch(node)
        found: set[str] = set()
        for block in blocks(node):
            near = self.at(block, "precise", first - PRECISE_DAYS, last, PIVOTS)
            if len(near) == PIVOTS:
                near = self._crowded(node, block, range(first - PRECISE_DAYS, last + 1))
            found.update(near)
        return found - {node.root}

    def _crowded(self, node: Node, block: str, days: range) -> list[str]:
        first, _ = stretch(node)
        among_first = node.root in self.at(block, "precise", first, first, PIVOTS)
        limit = -1 if among_first else PIVOTS
        return [root for day in days for root in self.at(block, "precise", day, day, limit)]

    def free(self, root: str) -> bool:
        """Whether a node may be joined with others of which none has an exact day."""
        node = self.node(root)
        return bool(node.days) or (load_types()[node.type].once_ever and once_anchor(node) is not None)

    def alike(self, node: Node) -> set[str]:
        """Nodes that fit no precise event and may mean the same: of vague days, or of none where it happens
        once in a life."""
        if node.days:
            near = self.touching(node, "vague", WIDEST_DAYS)
        else:
            day, _ = stretch(node)
            key = once_anchor(node) or ""
            near = {*self.at(key, "undated", day - ONCE_DAYS, day + ONCE_DAYS)} - {node.root}
        return {r for (r,) in self.index.among("SELECT id FROM node WHERE id IN ? AND att IS NULL", near)}


def join(board: Board, seeds: Iterable[str], candidates: Candidates) -> set[str]:
    """Join the seeds with what is like them, and all that hangs on it, anew; the nodes decided on.

    Sets the ``grp`` of each node: the first of those that are one.
    """
    done: set[str] = set()
    for seed in sorted(seeds):
        if seed not in done:
            component, edges = _component(board, seed, candidates)
            done |= component
            _greedy(board, component, edges)
    return done


def _component(board: Board, seed: str, candidates: Candidates) -> tuple[set[str], Edges]:
    """Nodes that are linked with the seed by likeness, conflicts included, and all likenesses among them."""
    found, waiting = {seed}, [seed]
    edges: Edges = {}
    seen: set[tuple[str, str]] = set()
    while waiting:
        root = waiting.pop()
        node = board.node(root)
        for other in candidates(node):
            left, right = sorted((root, other))
            if (left, right) in seen:
                continue
            seen.add((left, right))
            one, two = board.node(left), board.node(right)
            match = board.compare(one, two) if one.document != two.document else None
            if match:
                edges[left, right] = match
                if other not in found:
                    found.add(other)
                    waiting.append(other)
    return found, edges


def _greedy(board: Board, component: set[str], edges: Edges) -> None:
    """Best likeness first; each join is checked against all that its groups already hold."""
    index = board.index
    index.run_all("DELETE FROM decision WHERE owner = ?", [(f"join {r}",) for r in component])
    why: list[Decision] = []
    refusals: Counter[str] = Counter()
    for (left, right), match in sorted(edges.items()):
        if match.conflict:
            refusals[left] += 1
            if refusals[left] <= _REFUSALS:
                why.append(refused(left, right, match.score, *match.reasons, match.conflict))
    union = Union(component)
    days = {root: board.node(root).days for root in component}
    likely = [(m, *pair) for pair, m in edges.items() if not m.conflict]
    for match, left, right in sorted(likely, key=lambda c: (-c[0].score, c[1], c[2])):
        a, b = union.find(left), union.find(right)
        if a == b:
            continue
        if not days[a].meets(days[b]):
            why.append(refused(left, right, match.score, *match.reasons, "others joined exclude its date"))
            continue
        both = common(days[a], days[b])
        days[union.merge(a, b)] = both
        why.append(merged(left, right, match.score, *match.reasons))
    write_decisions(index, [(f"join {d.left}", *row_of(d)) for d in why])
    index.run_all("UPDATE node SET grp = ? WHERE id = ?", [(union.find(r), r) for r in component])


@dataclass(slots=True)
class Dated:
    """A precise event as all its nodes tell it."""

    root: str
    whole: Node
    documents: set[str] = field(default_factory=set)


class Attacher:
    """Tells of vague and undated nodes which precise event they mean."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._events: dict[str, Dated] = {}

    def attach(self, root: str) -> str | None:
        """The precise event that a node means, where there is one and no other; decisions are written."""
        node = self.board.node(root)
        owner = f"attach {root}"
        self.board.index.run("DELETE FROM decision WHERE owner = ?", owner)
        event, why = self._vague(node) if node.days else self._undated(node)
        write_decisions(self.board.index, [(owner, *row_of(d)) for d in why])
        return event

    def _event(self, root: str) -> Dated:
        if root not in self._events:
            index = self.board.index
            sql = "SELECT id FROM node WHERE grp = ? AND kind = 'precise' ORDER BY id"
            nodes = [self.board.node(r) for r in index.column(sql, root)]
            self._events[root] = Dated(root, united(root, nodes), {n.document for n in nodes})
        return self._events[root]

    def _groups(self, nodes: set[str]) -> list[Dated]:
        rows = self.board.index.among("SELECT DISTINCT grp FROM node WHERE id IN ?", nodes)
        return [self._event(root) for root in sorted({r for (r,) in rows})]

    def _vague(self, node: Node) -> tuple[str | None, list[Decision]]:
        matches = []
        for event in self._groups(self.board.touching(node, "precise", PRECISE_DAYS)):
            match = self.board.compare(node, event.whole)
            if match:
                matches.append((event, match))
        why = [refused(node.root, e.root, m.score, *m.reasons, m.conflict) for e, m in matches if m.conflict]
        fit = [(e, m) for e, m in matches if not m.conflict and _covers(node, e.whole)]
        starts = [e.whole.days.earliest for e, _ in fit if e.whole.days.earliest]
        ends = [e.whole.days.latest for e, _ in fit if e.whole.days.latest]
        if starts and ends and max(starts) > min(ends):
            reason = "its date fits events of different days"
            why += [refused(node.root, e.root, m.score, *m.reasons, reason) for e, m in fit]
            return None, why[:_REFUSALS]
        if not fit:
            return None, why[:_REFUSALS]
        event, match = min(fit, key=lambda f: (-f[1].score, f[0].root))
        return event.root, [*why[:_REFUSALS], merged(node.root, event.root, match.score, *match.reasons)]

    def _undated(self, node: Node) -> tuple[str | None, list[Decision]]:
        day, _ = stretch(node)
        found: set[str] = set()
        for block in anchors(node):
            reach = (day - _REACH - PRECISE_DAYS, day + _REACH)
            found.update(self.board.at(block, "precise", *reach))
        why: list[Decision] = []
        close: list[tuple[Dated, float, tuple[str, ...]]] = []
        within: list[tuple[Dated, float, tuple[str, ...]]] = []
        for event in self._groups(found):
            match = self.board.compare(node, event.whole)
            if match and match.conflict:
                why.append(refused(node.root, event.root, match.score, *match.reasons, match.conflict))
            elif match:
                close.append((event, match.score, match.reasons))
            elif node.document not in event.documents and fits(node, event.whole):
                together = f"both have {', '.join(sorted(node.participants))}"
                within.append((event, 0.6, (together, _ONLY)))
        fit = close or within
        if len(fit) == 1:
            event, score, reasons = fit[0]
            return event.root, [*why[:_REFUSALS], merged(node.root, event.root, score, *reasons)]
        if fit:
            why.append(refused(node.root, fit[0][0].root, 0.5, "undated, and it fits several events"))
        return None, why[-_REFUSALS:]


def _covers(vague: Node, event: Node) -> bool:
    """Whether a vague date leaves the days of a precise event as they are."""
    (first, last), (early, late) = stretch(vague), stretch(event)
    return first <= early and late <= last


_ONLY = "undated; no other such event is in reach"


def depending(board: Board, node: Node) -> set[str]:
    """Vague and undated nodes that might mean a precise one."""
    first, last = stretch(node)
    found = board.touching(node, "vague", WIDEST_DAYS)
    for block in anchors(node):
        reach = (first - _REACH, last + _REACH + PRECISE_DAYS)
        found.update(board.at(block, "undated", *reach))
    return found
