"""Which claims pass a filter, from the list beside the quads (:mod:`kg.listing`): as :mod:`kg.query.select`
answers, but found in their order, so that twenty of a million cost what twenty cost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg import iri
from kg.listing import EVENT, LAST, STATEMENT, claim_of, placed, words_of
from kg.query.conditions import Conditions
from kg.query.filter import Filter
from kg.sidecar import Sidecar


def claims_in_order(index: Sidecar, given: Conditions) -> Iterator[str]:
    """IRIs of the claims, in order, lazily."""
    where = _Where(given)
    order = "+f.rank" if where.few else "f.rank"
    sql = f"{where.before} SELECT f.claim FROM fact f WHERE {where} ORDER BY {order}"
    for (claim,) in index.lazily(sql, *where.values):
        yield claim_of(claim)


def entries_in_order(index: Sidecar, given: Conditions) -> Iterator[tuple[str, str]]:
    """IRIs of the claims on events in the order of a timeline, lazily, each with its place in it
    (:func:`kg.listing.place`)."""
    where = _Where(given)
    if given.wanted.as_of:
        yield from _entries_as_of(index, where, given.wanted.as_of)
        return
    order = "+f.place, +f.rank" if where.few else "f.place, f.rank"
    rows = f"SELECT f.claim, f.place FROM fact f WHERE {where} AND f.place NOT NULL"
    sql = f"{where.before} {rows} ORDER BY {order}"
    for claim, where_ in index.lazily(sql, *where.values):
        yield claim_of(claim), where_


def _entries_as_of(index: Sidecar, where: _Where, day: date) -> Iterator[tuple[str, str]]:
    """Places of events as the articles until that day tell them (:func:`kg.query.asof.interval`)."""
    columns = "f.claim, f.early, f.late, f.published, f.status, f.event"
    sql = f"{where.before} SELECT {columns} FROM fact f WHERE {where} AND f.place NOT NULL ORDER BY f.rank"
    rows = index.rows(sql, *where.values)
    known = (
        "SELECT event, MAX(early), MIN(late) FROM fact WHERE event IN ?"
        f" AND (early NOT NULL OR late NOT NULL) AND published <= '{day.isoformat()}' GROUP BY event"
    )
    undated = (row[-1] for row in rows if row[-1] and not (row[1] or row[2]))
    days = {event: (a, b) for event, a, b in index.among(known, undated)}
    found = []
    for claim, early, late, published, status, event in rows:
        if not (early or late):
            early, late = days.get(event, (None, None))
            if early and late and early > late:
                early = late = None
        found.append((placed(early, late, published, status), claim))
    found.sort(key=lambda row: row[0])
    yield from ((claim_of(claim), where_) for where_, claim in found)


def names_like(index: Sidecar, name: str, plain: str) -> Iterator[tuple[str, str, bool]]:
    """``(name, IRI of the actor, is its label)`` of the names that are the same but for ornaments, or share a
    word."""
    columns = "SELECT id, label, actor, own FROM label"
    found = index.rows(f"{columns} WHERE fold = ? OR plain = ?", name.casefold(), plain)
    ids = {number for (number,) in index.among("SELECT label FROM word WHERE word IN ?", words_of(plain))}
    found += index.among(f"{columns} WHERE id IN ?", ids)
    for _, label, actor, own in sorted(set(found)):
        yield label, iri.actor(actor), bool(own)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is listed of a merged actor."""

    descriptions: tuple[str, ...]
    """Sorted."""
    named: bool
    """Whether some article knows it by a name."""
    articles: int
    mentions: int


def counted(index: Sidecar, actor: str) -> Counted:
    """How its articles tell of the actor with that IRI."""
    sql = (
        "SELECT COUNT(DISTINCT doc), COALESCE(SUM(mentions), 0), COUNT(*) > COALESCE(SUM(nameless), 0)"
        " FROM member WHERE actor = ?"
    )
    [(articles, mentions, named)] = index.rows(sql, iri.key_of(actor))
    sql = "SELECT DISTINCT described FROM member WHERE actor = ? AND described NOT NULL"
    described = {words for (found,) in index.rows(sql, iri.key_of(actor)) for words in json.loads(found)}
    return Counted(tuple(sorted(described)), bool(named), articles, mentions)


def events_of(index: Sidecar, actor: str) -> int:
    """Number of merged events that the actor with that IRI takes part in."""
    return int(index.one("SELECT COUNT(*) FROM part WHERE actor = ?", iri.key_of(actor)))


def decisions_on(index: Sidecar, actor: str, most: int) -> list[str]:
    """IRIs of the decisions on who that actor is, the surest first, then by IRI."""
    sql = (
        "SELECT DISTINCT d.decision, d.score FROM member m JOIN decided d ON d.local = m.local"
        " WHERE m.actor = ? ORDER BY d.score DESC, d.decision LIMIT ?"
    )
    return [f"{iri.BASE}decision:{key}" for key, _ in index.rows(sql, iri.key_of(actor), most)]


def statements_of(index: Sidecar, actor: str) -> int:
    """Number of statements that the actor with that IRI makes."""
    sql = f"SELECT COUNT(*) FROM voice WHERE actor = ? AND kind = '{STATEMENT}'"
    return int(index.one(sql, iri.key_of(actor)))


def beginning(index: Sidecar, prefix: str) -> list[str] | None:
    """IRIs of all claims, event mentions, events or articles that begin so, sorted; ``None``: things of that
    kind are not listed."""
    kind, key = iri.kind_of(prefix), iri.key_of(prefix)
    column = {"claim": "claim", "mention": "claim", "event": "event", "article": "doc"}.get(kind)
    if column is None:
        return None
    only = f" AND kind = '{EVENT}'" if kind == "mention" else ""
    sql = f"SELECT DISTINCT {column} FROM fact WHERE {column} >= ? AND {column} < ?{only} ORDER BY 1"
    return [f"{iri.BASE}{kind}:{found}" for (found,) in index.rows(sql, key, f"{key}{LAST}")]


class _Where:
    """A WHERE clause with its values. ``few``: it names things of which there are but some, so that looking
    these up and sorting costs less than going through all in order."""

    def __init__(self, given: Conditions) -> None:
        self.before, self.few = "", False
        self.parts: list[str] = []
        self.values: list[object] = []
        self._holder(given.holders)
        self._kinds(given)
        for named in given.actors:
            self._actor(named)
        if given.graphs is not None:
            self._among("f.doc", (iri.key_of(g) for g in given.graphs))
            self.few = True
        if given.claims is not None:
            self._among("f.claim", (iri.key_of(c) for c in given.claims))
            self.few = True
        self._flags(given.wanted)

    def __str__(self) -> str:
        return " AND ".join(self.parts)

    def _put(self, sql: str, *values: object) -> None:
        self.parts.append(sql)
        self.values += values

    def _among(self, column: str, values: Iterable[str]) -> None:
        self._put(f"{column} IN (SELECT value FROM json_each(?))", json.dumps(sorted(values)))

    def _kinds(self, given: Conditions) -> None:
        either: list[str] = []
        if given.events:
            parts = [f"f.kind = '{EVENT}'"]
            parts += self._listed("f.type", given.types) or self._listed("f.type", given.hidden, "NOT IN")
            parts += self._listed("f.status", given.statuses)
            either.append(" AND ".join(parts))
        if given.statements:
            parts = [f"f.kind = '{STATEMENT}'", *self._listed("f.type", given.attitudes)]
            either.append(" AND ".join(parts))
        self.parts.append(f"({' OR '.join(either) or 'FALSE'})")

    def _listed(self, column: str, values: list[str] | None, among: str = "IN") -> list[str]:
        values = values or []
        self.values += values
        return [f"{column} {among} ({', '.join('?' * len(values))})"] if values else []

    def _actor(self, named: tuple[str, ...]) -> None:
        keys = json.dumps([iri.key_of(a) for a in named])
        self.few = True
        self._put(
            "f.claim IN ("
            "SELECT m.claim FROM part p JOIN fact m ON m.event = p.event"
            " WHERE p.actor IN (SELECT value FROM json_each(?))"
            f" UNION ALL SELECT claim FROM voice WHERE kind = '{STATEMENT}'"
            " AND actor IN (SELECT value FROM json_each(?)))",
            keys,
            keys,
        )

    def _holder(self, holders: tuple[str, ...] | None) -> None:
        """Claims that these hold, and all that stands in their words."""
        if holders is None:
            return
        self.few = True
        self.before = (
            "WITH RECURSIVE held(claim) AS ("
            "SELECT claim FROM voice WHERE actor IN (SELECT value FROM json_each(?))"
            " UNION SELECT i.claim FROM held JOIN fact i ON i.outer = held.claim)"
        )
        self.values.append(json.dumps([iri.key_of(h) for h in holders]))
        self.parts.append("f.claim IN (SELECT claim FROM held)")

    def _flags(self, wanted: Filter) -> None:
        if not wanted.include_rejected:
            self._put("NOT f.rejected")
        if wanted.asserted_only:
            self._put("f.outer IS NULL")
        if wanted.as_of:
            self._put("f.published <= ?", wanted.as_of.isoformat())
        if wanted.date_from or wanted.date_to:
            self._put("f.rank < ?", LAST)
        if wanted.date_from:
            self._put("(f.late IS NULL OR f.late >= ?)", wanted.date_from.isoformat())
        if wanted.date_to:
            self._put("(f.early IS NULL OR f.early <= ?)", wanted.date_to.isoformat())
