"""Keeps the list of facts in step with the quads (:mod:`kg.listing`).

Rows of an article are read anew whenever its graph changed; rows of the story follow the quads that came and
went. Invariants: rows are a function of the store's quads alone; they are committed after the quads are, so a
crash in between leaves a list that is behind, and the next change makes it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.graph import terms as t
from kg.graph.index.article import ArticleGraph, read_ahead
from kg.graph.index.links import AskedLinks, CopiedLinks, Links
from kg.graph.index.listed import Amended, Listed, amended_claims, facts_of, names_of
from kg.graph.index.members import follow_decisions, link_members, put_decisions, put_members
from kg.listing import EVENT, LISTING, placed, words_of
from kg.quads import Quads, is_far, near, pairs
from kg.sidecar import Sidecar

_STORY = NamedNode(iri.STORY)
_LABELS = (t.LABEL, t.ALT_LABEL)
_HOLDS = t.kg("holderActor")
_MANY = 1_000
"""Events that are read before they are written."""
_FACT = "INSERT OR REPLACE INTO fact VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"


@dataclass(slots=True)
class _Touched:
    """Things of the story that something else is said of now, by key."""

    mentions: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)
    amended: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    decisions: set[str] = field(default_factory=set)

    def note(self, quad: Quad) -> None:
        subject, predicate = t.value(quad.subject), quad.predicate
        kind, key = iri.kind_of(subject), iri.key_of(subject)
        if kind == "event":
            self.events.add(key)
        elif kind == "actor":
            if predicate in _LABELS:
                self.actors.add(key)
        elif kind == "local-actor":
            self.members.add(key)
        elif kind == "decision":
            self.decisions.add(key)
        elif kind in ("claim", "mention"):
            if predicate == t.kg("refersTo"):
                self.mentions.add(key)
            elif predicate == _HOLDS:
                self.voices.add(key)
            else:
                self.amended.add(key)


class Listable(Protocol):
    """What the list is made of: :class:`kg.graph.Store`."""

    @property
    def raw(self) -> Quads: ...

    @property
    def stamp(self) -> str | None: ...

    def indexing(self) -> AbstractContextManager[Sidecar]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the story: from which stamp to which."""

    before: str | None
    after: str
    whole: bool = True
    """Whether all articles are told then."""
    again: bool = False
    """Whether it may have been written in part before."""


def keep_in_step(store: Listable, told: Iterable[Quad], documents: Iterable[str], step: Step) -> None:
    """Follow a change that the store holds now; where the list was not in step, make it anew once the story
    is whole. Of quads that are far away there is no list: it would be read over the network.

    :param told: quads of the story that went or came.
    :param documents: ids of articles that came, went or changed.
    :raises StoreError: the file cannot be written.
    """
    if is_far(store.raw):
        return
    with store.indexing() as sidecar:
        if not step.again and sidecar.holds(LISTING, step.before):
            _follow(store.raw, sidecar, told, documents)
        elif step.whole:
            fill(store.raw, sidecar)
        else:
            return
        sidecar.mark(LISTING, step.after, base=None)
        sidecar.keep()


def _follow(raw: Quads, sidecar: Sidecar, told: Iterable[Quad], documents: Iterable[str]) -> None:
    lister, touched = _Lister(raw, sidecar, AskedLinks(raw)), _Touched()
    for quad in told:
        touched.note(quad)
    lister.tell(touched)
    lister.read(iri.key_of(iri.graph(d)) for d in documents)


def fill(raw: Quads, sidecar: Sidecar, *, beside: Callable[[ArticleGraph], None] | None = None) -> None:
    """List everything that the store holds.

    :param beside: what else is to be done with each article while it is read.
    """
    sidecar.start(LISTING)
    links = CopiedLinks(raw, sidecar)
    lister = _Lister(raw, sidecar, links, fresh=True)
    _put_events(raw, sidecar)
    lister.actors(t.key(q.subject) for q in raw.quads_for_pattern(None, t.A, t.ACTOR, _STORY))
    put_decisions(sidecar, raw)
    amended = amended_claims(raw)
    for article in read_ahead(near(raw), _articles(raw)):
        lister.put(article, amended)
        if beside:
            beside(article)
    links.drop()
    sidecar.order(LISTING)


def _articles(raw: Quads) -> Iterator[str]:
    """Keys of the graphs of all articles."""
    for quad in raw.quads_for_pattern(None, t.A, t.schema("NewsArticle"), None):
        yield t.key(quad.graph_name)


def _put_events(raw: Quads, sidecar: Sidecar) -> None:
    """Who takes part in all merged events, and their days; none is listed."""
    found = pairs(raw, t.HAS_ACTOR, _STORY)
    sidecar.run_all("INSERT INTO part VALUES (?, ?)", ((iri.key_of(e), iri.key_of(a)) for e, a in found))
    for column, predicate in (("early", t.EARLIEST), ("late", t.LATEST)):
        days = ((iri.key_of(event), day) for event, day in pairs(raw, predicate, _STORY))
        sql = f"INSERT INTO happening(event, {column}) VALUES (?, ?)"
        sidecar.run_all(f"{sql} ON CONFLICT(event) DO UPDATE SET {column} = excluded.{column}", days)


class _Lister:
    def __init__(self, raw: Quads, sidecar: Sidecar, links: Links, *, fresh: bool = False) -> None:
        self.raw, self.sidecar, self.links = raw, sidecar, links
        self.fresh = fresh
        """Whether nothing was listed before."""

    def tell(self, touched: _Touched) -> None:
        self.actors(touched.actors)
        self.events(touched.events)
        kinds = self.sidecar.among("SELECT claim, kind FROM fact WHERE claim IN ?", touched.voices)
        self._voices(dict(kinds))
        events = dict(self.links.of("mention", touched.mentions))
        told = [(events.get(key), key) for key in touched.mentions]
        self.sidecar.run_all("UPDATE fact SET event = ? WHERE claim = ?", told)
        link_members(self.sidecar, self.links, touched.members)
        follow_decisions(self.sidecar, self.raw, touched.decisions)
        self._replace(touched)
        rows = self.sidecar.among("SELECT DISTINCT doc FROM fact WHERE claim IN ?", touched.amended)
        self.read([doc for (doc,) in rows])

    def _replace(self, touched: _Touched) -> None:
        """Put those of the touched mentions and events in their place that have no day of their own."""
        sql = (
            "SELECT f.claim, f.published, f.status, h.early, h.late FROM fact f"
            " LEFT JOIN happening h ON h.event = f.event"
            " WHERE f.early IS NULL AND f.late IS NULL AND f.kind = 'event' AND f.{} IN ?"
        )
        found = [*self.sidecar.among(sql.format("claim"), touched.mentions)]
        found += self.sidecar.among(sql.format("event"), touched.events)
        places = [(placed(early, late, days, status), c) for c, days, status, early, late in found]
        self.sidecar.run_all("UPDATE fact SET place = ? WHERE claim = ?", places)

    # -- rows

    def events(self, events: Iterable[str]) -> None:
        """Who takes part in these, and their days, in place of what was listed of them."""
        for keys in _parts(events):
            self._forget("DELETE FROM part WHERE event = ?", keys)
            self._forget("DELETE FROM happening WHERE event = ?", keys)
            found = [(key, *self._told_of(key)) for key in keys]
            rows = [(key, actor) for key, actors, _, _ in found for actor in actors]
            self.sidecar.run_all("INSERT INTO part VALUES (?, ?)", rows)
            days = [(key, early, late) for key, _, early, late in found if early or late]
            self.sidecar.run_all("INSERT INTO happening VALUES (?, ?, ?)", days)

    def _told_of(self, event: str) -> tuple[set[str], str | None, str | None]:
        """Actors, first and last day of a merged event."""
        actors: set[str] = set()
        days: dict[NamedNode, str] = {}
        for q in self.raw.quads_for_pattern(NamedNode(f"{iri.BASE}event:{event}"), None, None, _STORY):
            if q.predicate == t.HAS_ACTOR:
                actors.add(t.key(q.object))
            elif q.predicate in (t.EARLIEST, t.LATEST):
                days[q.predicate] = t.value(q.object)
        return actors, days.get(t.EARLIEST), days.get(t.LATEST)

    def _voices(self, claims: Mapping[str, str]) -> None:
        """Who holds these claims, by what kind they are, in place of what was listed of them."""
        rows = [(claim, actor, claims[claim]) for claim, actor in self.links.of("claim", claims)]
        self._forget("DELETE FROM voice WHERE claim = ?", claims)
        self.sidecar.run_all("INSERT INTO voice VALUES (?, ?, ?)", rows)

    def actors(self, actors: Iterable[str]) -> None:
        for actor in actors:
            labels = "SELECT id FROM label WHERE actor = ?"
            self._forget(f"DELETE FROM word WHERE label IN ({labels})", [actor])
            self._forget("DELETE FROM label WHERE actor = ?", [actor])
            for name, own, plain in names_of(self.raw, actor):
                sql = "INSERT INTO label VALUES (NULL, ?, ?, ?, ?, ?) RETURNING id"
                number = self.sidecar.one(sql, actor, name, own, name.casefold(), plain)
                self.sidecar.run_all("INSERT INTO word VALUES (?, ?)", [(w, number) for w in words_of(plain)])

    def read(self, documents: Iterable[str]) -> None:
        """Put the rows of these articles in place of what was listed of them; of those that are gone none."""
        amended = amended_claims(self.raw)
        for doc in documents:
            of_doc = "SELECT claim FROM fact WHERE doc = ?"
            self._forget(f"DELETE FROM voice WHERE claim IN ({of_doc})", [doc])
            self._forget("DELETE FROM fact WHERE doc = ?", [doc])
            self._forget("DELETE FROM member WHERE doc = ?", [doc])
            self.put(ArticleGraph(near(self.raw), doc), amended)

    def put(self, article: ArticleGraph, amended: Amended) -> None:
        """Put the rows of an article of which nothing is listed."""
        facts = facts_of(article, amended)
        events = dict(self.links.of("mention", (f.claim for f in facts if f.kind == EVENT)))
        for fact in facts:
            fact.event = events.get(fact.claim)
        self.sidecar.run_all(_FACT, list(self._rows(facts)))
        self._voices({fact.claim: fact.kind for fact in facts})
        put_members(self.sidecar, self.links, article)

    def _forget(self, sql: str, keys: Iterable[str]) -> None:
        if not self.fresh:
            self.sidecar.run_all(sql, [(key,) for key in keys])

    def _rows(self, facts: list[Listed]) -> Iterator[tuple[Any, ...]]:
        sql = "SELECT event, early, late FROM happening WHERE event IN ?"
        days = {e: (a, b) for e, a, b in self.sidecar.among(sql, (f.event for f in facts if f.event))}
        for f in facts:
            early, late = days.get(f.event or "", (None, None))
            if f.early or f.late:
                early, late = f.early, f.late
            where = placed(early, late, f.published, f.status) if f.kind == EVENT else None
            yield (*f.row(), where)


def _parts(keys: Iterable[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while part := list(islice(left, _MANY)):
        yield part
