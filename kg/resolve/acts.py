"""Which acts on one event are one: what calls it off, moves it or reinstates it.

Whom an act names tells little of which act it is; what it acts on tells nearly all. The acts of one type on
one event are therefore decided on together, after that event is settled. Acts of exact days are gathered
first; one of vague date or none joins the only act that it can mean, and has no say in what it joins. Where
none has an exact day, the others are gathered likewise. What acts on an act stays by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import Decision
from kg.resolve.groups import write_decisions
from kg.resolve.index import Index
from kg.resolve.match import PAST, PLANS, Node, conflict, firm, named_roles
from kg.resolve.nodes import ACTING, PRECISE_DAYS, common, unpack
from kg.resolve.union import merged, refused, row_of
from kg.schema import load_types

_REACH_DAYS = 60
"""Undated acts on one event are one if told at most so far apart."""
_GRACE = 1
"""Days for time zones."""
_SCORES = {True: 0.8, False: 0.7}
"""Of an act whose day is told, and of one whose day is not."""
_AMBIGUOUS = "it fits several acts on that event"


def update_acts(index: Index, sources: Iterable[str], events: Iterable[str]) -> set[str]:
    """Decide anew on all acts on these events, and on those of the sources; the nodes decided on.

    Sets the ``grp`` of each node.
    """
    on_acts = "SELECT a.id FROM node a JOIN node t ON t.id = a.acts WHERE t.kind = 'acting' AND a.source IN ?"
    alone = {root for (root,) in index.among(on_acts, sources)}
    groups = {root: root for root in alone}
    why: list[Decision] = []
    for crowd in _crowds(index, events):
        for group in _gathered(crowd, why):
            groups |= {node.root: group.root for node in group.nodes}
    index.run_all("DELETE FROM decision WHERE owner = ?", [(f"join {root}",) for root in groups])
    write_decisions(index, [(f"join {d.left}", *row_of(d)) for d in why])
    index.run_all("UPDATE node SET grp = ? WHERE id = ?", [(group, root) for root, group in groups.items()])
    return set(groups)


def _crowds(index: Index, events: Iterable[str]) -> Iterator[list[Node]]:
    """The acts of one type on one event, for each of the events, with those of their actors that have a
    name: any other has an id of its own in each article."""
    sql = (
        "SELECT a.id, a.said, t.fin FROM node a JOIN node t ON t.id = a.acts"
        f" WHERE t.kind != '{ACTING}' AND t.fin IN ?"
    )
    crowds: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for root, said, event in index.among(sql, events):
        node = unpack(root, said, event)
        crowds[event, node.type].append(replace(node, roles=named_roles(node)))
    yield from (crowds[key] for key in sorted(crowds))


class _Act:
    """One act as all that tell of it show it."""

    def __init__(self, node: Node) -> None:
        self.whole = node
        self.nodes = [node]

    @property
    def root(self) -> str:
        return min(node.root for node in self.nodes)

    def take(self, node: Node) -> None:
        """Let the node tell of the act, too."""
        self.nodes.append(node)
        roles = {
            role: self.whole.roles.get(role, frozenset()) | node.roles.get(role, frozenset())
            for role in sorted({*self.whole.roles, *node.roles})
        }
        self.whole = replace(
            self.whole,
            roles=roles,
            days=common(self.whole.days, node.days),
            places=self.whole.places | node.places,
        )


def _gathered(crowd: list[Node], why: list[Decision]) -> list[_Act]:
    """The acts that a crowd tells of."""
    exact = [n for n in crowd if n.precise(PRECISE_DAYS)]
    others = [n for n in crowd if not n.precise(PRECISE_DAYS)]
    if not exact:
        return _gather(others, why)
    acts = _gather(exact, why)
    left, told = [], [(act, act.whole) for act in acts]
    for node in sorted(others, key=_order):
        fits = [act for act, whole in told if firm(node) and firm(whole) and _fits(node, whole)]
        if len(fits) == 1:
            why.append(_same(fits[0], node))
            fits[0].nodes.append(node)
            continue
        why += [refused(act.whole.root, node.root, 0.5, _AMBIGUOUS) for act in fits[:1]]
        left.append(_Act(node))
    return acts + left


def _gather(nodes: list[Node], why: list[Decision]) -> list[_Act]:
    """Each joins the only act that it fits of those before it; whoever tells more comes first."""
    acts: list[_Act] = []
    for node in sorted(nodes, key=_order):
        fits = [a for a in acts if firm(node) and firm(a.whole) and _fits(node, a.whole)]
        if len(fits) == 1:
            why.append(_same(fits[0], node))
            fits[0].take(node)
            continue
        why += [refused(act.whole.root, node.root, 0.5, _AMBIGUOUS) for act in fits[:1]]
        acts.append(_Act(node))
    return acts


def _order(node: Node) -> tuple[bool, bool, str, str]:
    return not node.days, not node.roles.get("agent"), f"{node.days.earliest} {node.days.latest}", node.root


def _same(act: _Act, node: Node) -> Decision:
    reasons = ["both act on one event in the same way"]
    if node.days and act.whole.days:
        reasons.append("their dates meet")
    score = _SCORES[bool(node.days)]
    return merged(act.whole.root, node.root, score, *reasons)


def _fits(node: Node, act: Node) -> bool:
    """Whether a node may tell of the act: neither agents nor dates contradict it, and it was told in time."""
    if not node.days.meets(act.days) or conflict(node, act, load_types()[node.type].merge):
        return False
    if node.days and act.days:
        return True
    if node.published is None:
        return False
    if not act.days:
        return act.published is not None and abs((node.published - act.published).days) <= _REACH_DAYS
    early, late = act.days.earliest, act.days.latest
    if early and not PAST.isdisjoint(node.statuses) and (early - node.published).days > _GRACE:
        return False
    return not (late and node.statuses <= PLANS and (node.published - late).days > _GRACE)
