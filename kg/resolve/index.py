"""What merging remembers between batches, so that an added article costs what its own neighbourhood costs.

A cache in one SQLite file beside the quads: every row can be had again from the article graphs. Invariants:
rows are a function of the *set* of articles and corrections (nothing depends on the order of adding);
``stamp`` names the story that the rows belong to, so a file that is behind or from elsewhere is noticed.
Nothing is committed before :meth:`Index.commit`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from weakref import WeakKeyDictionary

from kg.database import Database, remove
from kg.errors import StoreError
from kg.model import ActorSignature, Changes, EventSignature
from kg.plain import from_plain, to_plain

LAYOUT = "3"
"""Version of the tables; another one is made anew."""

_TABLES = """
CREATE TABLE doc(id TEXT PRIMARY KEY, published TEXT, said TEXT, source TEXT, bands TEXT) WITHOUT ROWID;
CREATE INDEX doc_source ON doc(source);
CREATE TABLE band(hash INT, doc TEXT, PRIMARY KEY(hash, doc)) WITHOUT ROWID;
CREATE TABLE alike(doc TEXT, other TEXT, PRIMARY KEY(doc, other)) WITHOUT ROWID;
CREATE TABLE copy(doc TEXT PRIMARY KEY, original TEXT, shared REAL) WITHOUT ROWID;

CREATE TABLE actor(local TEXT PRIMARY KEY, doc TEXT, grp TEXT, token TEXT, said TEXT) WITHOUT ROWID;
CREATE INDEX actor_grp ON actor(grp, local);
CREATE INDEX actor_doc ON actor(doc, grp);
CREATE TABLE grp(id TEXT PRIMARY KEY, n INT, first TEXT, word TEXT, cluster TEXT, actor TEXT,
    leads TEXT) WITHOUT ROWID;
CREATE INDEX grp_cluster ON grp(cluster);
CREATE INDEX grp_word ON grp(word) WHERE word != '';
CREATE TABLE tally(grp TEXT, what TEXT, value TEXT, n INT, PRIMARY KEY(grp, what, value)) WITHOUT ROWID;
CREATE TABLE block(key TEXT, grp TEXT, n INT, PRIMARY KEY(key, grp)) WITHOUT ROWID;
CREATE INDEX block_grp ON block(grp);
CREATE TABLE cluster(id TEXT PRIMARY KEY, base TEXT, named INT, n INT, first TEXT, actor TEXT, evidence TEXT)
    WITHOUT ROWID;
CREATE INDEX cluster_base ON cluster(base);
CREATE TABLE forced(local TEXT PRIMARY KEY, actor TEXT) WITHOUT ROWID;

CREATE TABLE mention(local TEXT PRIMARY KEY, doc TEXT, node TEXT) WITHOUT ROWID;
CREATE INDEX mention_node ON mention(node);
CREATE INDEX mention_doc ON mention(doc);
CREATE TABLE node(id TEXT PRIMARY KEY, source TEXT, kind TEXT, said TEXT, acts TEXT, grp TEXT, att TEXT,
    fin TEXT)
    WITHOUT ROWID;
CREATE INDEX node_source ON node(source);
CREATE INDEX node_grp ON node(grp);
CREATE INDEX node_fin ON node(fin);
CREATE INDEX node_acts ON node(acts) WHERE acts IS NOT NULL;
CREATE TABLE place(block TEXT, kind TEXT, early INT, late INT, rank TEXT, node TEXT,
    PRIMARY KEY(block, kind, early, rank, node)) WITHOUT ROWID;
CREATE INDEX place_node ON place(node);
CREATE TABLE event(fin TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE INDEX event_id ON event(id);
CREATE TABLE forced_event(mention TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;

CREATE TABLE decision(owner TEXT, lft TEXT, rgt TEXT, kind TEXT, score REAL, reasons TEXT,
    PRIMARY KEY(owner, lft, rgt, kind)) WITHOUT ROWID;
CREATE INDEX decision_pair ON decision(lft, rgt);
CREATE INDEX decision_right ON decision(rgt);
"""
_CHANGED = """
CREATE TEMP TABLE decided(lft TEXT, rgt TEXT, kind TEXT, PRIMARY KEY(lft, rgt, kind)) WITHOUT ROWID;
CREATE TEMP TRIGGER decided_new AFTER INSERT ON decision
    BEGIN INSERT OR IGNORE INTO decided VALUES (new.lft, new.rgt, new.kind); END;
CREATE TEMP TRIGGER decided_old AFTER DELETE ON decision
    BEGIN INSERT OR IGNORE INTO decided VALUES (old.lft, old.rgt, old.kind); END
"""
"""Notes of which decisions came or went since the last commit."""


class Index(Database):
    """Rows of articles, and of what was merged. ``path`` is the file; ``None``: in memory."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        if self.get("layout") != LAYOUT:
            self.clear()
        else:
            self._db.executescript(_CHANGED)
            self._db.execute("BEGIN")

    def clear(self) -> None:
        """Forget everything."""
        self.empty(_TABLES + _CHANGED)
        self.put("layout", LAYOUT)

    def commit(self, stamp: str, *, changes: Changes | None = None, base: str | None = None) -> None:
        """Keep what was changed, as belonging to the story with that stamp.

        :param changes: what the store is yet to be told, and
        :param base: the stamp of the story that they are to be applied to.
        """
        self.put("stamp", stamp)
        self.put("base", base or "")
        self.put("pending", json.dumps(to_plain(changes)) if changes else "")
        self.run("DELETE FROM decided")
        self.keep()

    @property
    def stamp(self) -> str | None:
        """Of the story that the rows belong to."""
        return self.get("stamp")

    def pending(self, base: str | None) -> Changes | None:
        """What the last commit changed, if that was in the story with this stamp."""
        said = self.get("pending")
        return from_plain(Changes, json.loads(said)) if said and base and self.get("base") == base else None


FILE = "merging.sqlite"
_IN_MEMORY: WeakKeyDictionary[object, Index] = WeakKeyDictionary()


class IndexDamaged(StoreError):
    """What merging remembers could not be read on, and was removed; nothing is lost that is not made anew."""


@contextmanager
def index_of(store: object, folder: Path | None) -> Iterator[Index]:
    """What merging remembers of a store: the file in its folder, or, of one in memory, as long as it lives.

    :raises IndexDamaged: the file turned out to be damaged, and is gone: begin again.
    :raises StoreError: the file cannot be written.
    """
    if folder is None:
        index = _IN_MEMORY.get(store)
        if index is None:
            index = _IN_MEMORY[store] = Index()
        index.begin()
        yield index
        return
    path = folder / FILE
    try:
        index = _open(path)
        try:
            yield index
        finally:
            index.close()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            remove(path)
            raise IndexDamaged("what merging remembers is damaged", where=str(path)) from error
        what = f"what merging remembers cannot be kept: {error}"
        raise StoreError(what, where=str(path), remedy="free some space, and run it again") from error


def _open(path: Path) -> Index:
    """The index in that file; an empty one where there is none, or it cannot be read."""
    try:
        return Index(path)
    except sqlite3.DatabaseError:
        remove(path)
        return Index(path)


def pack_actor(a: ActorSignature) -> str:
    """An actor's signature as text; local IRI and document stand beside it."""
    day = a.published.isoformat() if a.published else None
    said = [a.name, a.kind, a.aliases, a.descriptions, a.key, a.named, a.mentions, day]
    return json.dumps(said, separators=(",", ":"))


def unpack_actor(local: str, document: str, said: str) -> ActorSignature:
    name, kind, aliases, descriptions, key, named, mentions, day = json.loads(said)
    return ActorSignature(
        local=local,
        document=document,
        name=name,
        kind=kind,
        aliases=tuple(aliases),
        descriptions=tuple(descriptions),
        key=key,
        named=named,
        mentions=mentions,
        published=date.fromisoformat(day) if day else None,
    )


_EVENT = (
    "local", "type", "status", "place", "place_actor", "trigger", "same_as", "acts_on",
)  # fmt: skip


def pack_events(events: Iterable[EventSignature]) -> str:
    """Event signatures of one article as text, in the order of their IRIs."""
    rows = [
        [*(getattr(e, f) for f in _EVENT), e.actors, *(d.isoformat() if d else None for d in _days(e))]
        for e in sorted(events, key=lambda e: e.local)
    ]
    return json.dumps(rows, separators=(",", ":"))


def _days(e: EventSignature) -> tuple[date | None, date | None, date | None]:
    return e.earliest, e.latest, e.published


def unpack_events(document: str, said: str) -> list[EventSignature]:
    found = []
    for row in json.loads(said):
        fields = dict(zip(_EVENT, row, strict=False))
        actors, *days = row[len(_EVENT) :]
        early, late, published = (date.fromisoformat(d) if d else None for d in days)
        found.append(
            EventSignature(
                document=document,
                actors=tuple((role, local) for role, local in actors),
                earliest=early,
                latest=late,
                published=published,
                **fields,
            )
        )
    return found
