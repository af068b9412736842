"""Events brought up to date: from the sources that changed to the events that have to be told anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import iri
from kg.model import Interval, MergedEvent
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
    _stage(index, dirty, acting=False)
    _stage(index, dirty, acting=True)
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
        if not kind.endswith("alone"):
            early, late = stretch(node)
            rank = node.published.isoformat() if node.published else "~"
            places = [(block, kind, early, late, rank, root) for block in set(blocks(node))]
            index.run_all("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)", places)


def _stage(index: Index, dirty: Dirty, *, acting: bool) -> None:
    """Join what acts on other events, or what does not."""
    mark = "+" if acting else ""
    board = Board(index, acting=acting)
    old = {r: n for r, (n, k) in dirty.old.items() if k.startswith("+") == acting}
    new = {r for r, (_, k) in dirty.new.items() if k.startswith("+") == acting}
    if acting:
        moved_on = _whose_target_moved(index, dirty)
        new |= moved_on
        dirty.mates |= _partners(index, moved_on)
    kinds = dict(index.among("SELECT id, kind FROM node WHERE id IN ?", new | dirty.mates))
    crowds = [n for r, n in old.items() if dirty.old[r][1] == f"{mark}precise"]
    crowds += [board.node(r) for r in new if kinds[r] == f"{mark}precise"]
    seeds = {r for r, k in kinds.items() if k == f"{mark}precise"} | _displaced(board, crowds)
    decided = join(board, seeds, board.precise)
    waiting = {r for r in new if kinds[r].removeprefix("+") in ("vague", "undated")}
    for node in (*(board.node(r) for r in decided), *crowds):
        waiting |= depending(board, node)
    moved = _attach(board, waiting)
    decided |= join(board, _free(board, moved | set(kinds), mark), board.alike)
    _finish(index, decided | waiting | new, dirty)


def _whose_target_moved(index: Index, dirty: Dirty) -> set[str]:
    """Acting nodes whose target is in an event that has changed: they may be one with others now."""
    sql = "SELECT a.id FROM node a JOIN node t ON t.id = a.acts WHERE t.fin IN ?"
    return {r for (r,) in index.among(sql, dirty.fins)}


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


def _free(board: Board, seeds: set[str], mark: str) -> set[str]:
    """Vague nodes to be joined with each other anew: of the seeds and what they were or may be joined with
    those that mean no precise event."""
    index, kind = board.index, f"{mark}vague"
    vague = [r for r, k in index.among("SELECT id, kind FROM node WHERE id IN ?", seeds) if k == kind]
    near = _partners(index, vague)
    for root in vague:
        near |= board.alike(board.node(root))
    rows = [
        row for row in index.among("SELECT id, kind, att FROM node WHERE id IN ?", near) if row[1] == kind
    ]
    bound = [root for root, _, event in rows if event]
    index.run_all("UPDATE node SET grp = id WHERE id = ?", [(r,) for r in bound])
    index.run_all("DELETE FROM decision WHERE owner = ?", [(f"join {r}",) for r in bound])
    return {root for root, _, event in rows if event is None}


def _finish(index: Index, nodes: Iterable[str], dirty: Dirty) -> None:
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
    days = Interval()
    for node in nodes:
        days = common(days, node.days)
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
