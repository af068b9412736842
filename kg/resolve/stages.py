"""Events brought up to date: from the sources that changed to the events that have to be told anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import iri
from kg.model import MergedEvent
from kg.resolve.acts import update_acts
from kg.resolve.events import PIVOTS, Attacher, Board, depending, join
from kg.resolve.index import Index
from kg.resolve.match import Node
from kg.resolve.nodes import Amendments, blocks, common, kind_of, pack, read_source, stretch, unpack


@dataclass(slots=True)
class Dirty:
    """Nodes that came, went or changed. A changed node is in both."""

    old: dict[str, tuple[Node, str]] = field(default_factory=dict)
    """Id -> the node as it was, and its kind."""
    new: dict[str, tuple[Node, str]] = field(default_factory=dict)
    fins: set[str] = field(default_factory=set)
    """Events that lost or got a node, or whose nodes say something else."""
    mates: set[str] = field(default_factory=set)
    """Nodes that were decided on together with one that went."""


def update_events(index: Index, sources: Iterable[str], amendments: Amendments) -> set[str]:
    """Read these sources anew and join events; the events (``fin``) to be told anew, gone ones too."""
    dirty = Dirty()
    for source in sorted(sources):
        _replace(index, source, amendments, dirty)
    _place(index, dirty)
    _stage(index, dirty)
    _settle(index, update_acts(index, sources, dirty.fins), dirty)
    return dirty.fins


def _replace(index: Index, source: str, amendments: Amendments, dirty: Dirty) -> None:
    """Put the source's nodes in place of those that it had."""
    sql = "SELECT id, kind, said, acts, fin FROM node WHERE source = ?"
    before = {row[0]: row for row in index.rows(sql, source)}
    nodes, of_mention = read_source(index, source, amendments)
    after = {n.root: n for n in nodes}
    documents = index.column("SELECT id FROM doc WHERE source = ?", source)
    known = {local for (local,) in index.among("SELECT local FROM mention WHERE doc IN ?", documents)}
    index.run_all("UPDATE mention SET node = ? WHERE local = ?", [(of_mention.get(m), m) for m in known])
    for root, (_, kind, said, acts, fin) in before.items():
        node = after.get(root)
        same = node is not None and (kind, said, acts) == (kind_of(node), pack(node), node.acts_on)
        dirty.fins.add(fin)
        if same:
            del after[root]
            continue
        dirty.old[root] = unpack(root, said, acts), kind
        dirty.mates |= _partners(index, [root])
    dirty.new |= {root: (node, kind_of(node)) for root, node in after.items()}


def _partners(index: Index, nodes: Iterable[str]) -> set[str]:
    """Nodes that were decided on together with these."""
    listed = list(nodes)
    mates = "SELECT m.id FROM node n JOIN node m ON m.grp = n.grp WHERE n.id IN ?"
    found = {r for (r,) in index.among(mates, listed)}
    for here, there in (("lft", "rgt"), ("rgt", "lft")):
        found |= {r for (r,) in index.among(f"SELECT {there} FROM decision WHERE {here} IN ?", listed)}
    return found


def _place(index: Index, dirty: Dirty) -> None:
    """Write the rows of the nodes that changed."""
    for root in dirty.old:
        index.run("DELETE FROM node WHERE id = ?", root)
        index.run("DELETE FROM place WHERE node = ?", root)
        index.run_all("DELETE FROM decision WHERE owner = ?", [(f"join {root}",), (f"attach {root}",)])
    for root, (node, kind) in dirty.new.items():
        row = (root, node.document, kind, pack(node), node.acts_on, root, None, None)
        index.run("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?, ?)", *row)
        if kind in ("precise", "vague", "undated"):
            early, late = stretch(node)
            rank = node.published.isoformat() if node.published else "~"
            places = [(block, kind, early, late, rank, root) for block in set(blocks(node))]
            index.run_all("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", places)


def _stage(index: Index, dirty: Dirty) -> None:
    """Join what acts on no other event."""
    board = Board(index)
    kinds = dict(index.among("SELECT id, kind FROM node WHERE id IN ?", dirty.new.keys() | dirty.mates))
    crowds = [n for n, kind in dirty.old.values() if kind == "precise"]
    crowds += [board.node(r) for r in dirty.new if kinds[r] == "precise"]
    seeds = {r for r, k in kinds.items() if k == "precise"} | _displaced(board, crowds)
    decided = join(board, seeds, board.precise)
    waiting = {r for r in dirty.new if kinds[r] in ("vague", "undated")}
    for node in (*(board.node(r) for r in decided), *crowds):
        waiting |= depending(board, node)
    moved = _attach(board, waiting)
    decided |= join(board, _free(board, moved | set(kinds)), board.alike)
    _settle(index, decided | waiting | dirty.new.keys(), dirty)


def _displaced(board: Board, nodes: Iterable[Node]) -> set[str]:
    """Nodes of crowded blocks in which another node came or went among the first."""
    found: set[str] = set()
    for node in nodes:
        first, _ = stretch(node)
        for block in blocks(node):
            crowd = board.at(block, "precise", first, first)
            if len(crowd) >= PIVOTS:
                found |= set(crowd)
    return found


def _attach(board: Board, waiting: set[str]) -> set[str]:
    """Tell anew which precise event these mean; those that now mean another one."""
    attacher, moved = Attacher(board), set()
    for root in sorted(waiting):
        event = attacher.attach(root)
        if event != board.index.one("SELECT att FROM node WHERE id = ?", root):
            board.index.run("UPDATE node SET att = ? WHERE id = ?", event, root)
            moved.add(root)
    return moved


def _free(board: Board, seeds: set[str]) -> set[str]:
    """Nodes without an exact day to be joined with each other anew: of the seeds and what they were or may
    be joined with those that mean no precise event."""
    index, kinds = board.index, ("vague", "undated")
    rows = list(index.among("SELECT id, kind FROM node WHERE id IN ?", seeds))
    vague = [root for root, kind in rows if kind in kinds and board.free(root)]
    near = _partners(index, vague)
    for root in vague:
        near |= board.alike(board.node(root))
    near_rows = index.among("SELECT id, kind, att FROM node WHERE id IN ?", near)
    told = [(root, event) for root, kind, event in near_rows if kind in kinds and board.free(root)]
    bound = [root for root, event in told if event]
    index.run_all("UPDATE node SET grp = id WHERE id = ?", [(r,) for r in bound])
    index.run_all("DELETE FROM decision WHERE owner = ?", [(f"join {r}",) for r in bound])
    return {root for root, event in told if event is None}


def _settle(index: Index, nodes: Iterable[str], dirty: Dirty) -> None:
    """Set the event of each node that was decided on."""
    sql = "SELECT id, fin, COALESCE(att, grp) FROM node WHERE id IN ?"
    for root, before, after in list(index.among(sql, nodes)):
        dirty.fins |= {after, before or after}
        if before != after:
            index.run("UPDATE node SET fin = ? WHERE id = ?", after, root)


def members(index: Index, fins: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Event -> ``(mention, document)`` of its mentions, sorted."""
    sql = "SELECT n.fin, m.local, m.doc FROM node n JOIN mention m ON m.node = n.id WHERE n.fin IN ?"
    found: dict[str, list[tuple[str, str]]] = {}
    for fin, local, document in sorted(index.among(sql, fins)):
        found.setdefault(fin, []).append((local, document))
    return found


def name_events(index: Index, fins: Iterable[str]) -> tuple[set[str], set[str]]:
    """Give each event its id, after the mention that was published first, so that later articles do not
    rename it.

    :return: the events to be told (those that act on one of them, too), and the ids that they had before.
    """
    told = set(fins)
    groups = members(index, told)
    before = set(index.among("SELECT fin, id FROM event WHERE fin IN ?", told))
    index.run_all("DELETE FROM event WHERE fin = ?", [(fin,) for fin in told])
    ids = [(fin, iri.event_key(first_told(index, [m for m, _ in group]))) for fin, group in groups.items()]
    index.run_all("INSERT INTO event VALUES (?, ?)", ids)
    acting = "SELECT a.fin FROM node a JOIN node t ON t.id = a.acts WHERE t.fin IN ?"
    return set(groups) | {f for (f,) in index.among(acting, told)}, {i for _, i in before}


def first_told(index: Index, mentions: Iterable[str]) -> str:
    """The mention that was published first; of equals the first by its IRI."""
    sql = (
        "SELECT d.published IS NULL, d.published, m.local FROM mention m JOIN doc d ON d.id = m.doc"
        " WHERE m.local IN ?"
    )
    return str(min(index.among(sql, mentions))[2])


def merged_event(index: Index, fin: str, mentions: Iterable[str]) -> MergedEvent:
    """The event as its nodes tell it."""
    rows = index.rows("SELECT id, said, acts FROM node WHERE fin = ? ORDER BY id", fin)
    nodes = [unpack(*row) for row in rows]
    days = common(*(node.days for node in nodes))
    own = index.one("SELECT id FROM event WHERE fin = ?", fin)
    targets = targets_of(index, (n.acts_on for n in nodes if n.acts_on)) - {own}
    return MergedEvent(
        id=own,
        type=nodes[0].type,
        members=tuple(mentions),
        earliest=days.earliest,
        latest=days.latest,
        acts_on=min(targets, default=None),
    )


def targets_of(index: Index, mentions: Iterable[str]) -> set[str]:
    """Ids of the events that these mentions are of."""
    sql = (
        "SELECT COALESCE(f.id, e.id) FROM mention m JOIN node n ON n.id = m.node"
        " JOIN event e ON e.fin = n.fin LEFT JOIN forced_event f ON f.mention = m.local WHERE m.local IN ?"
    )
    return {i for (i,) in index.among(sql, mentions)}
