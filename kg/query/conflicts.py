"""Where articles, or the voices in them, disagree. Nothing is decided: both sides stay.

Two kinds of pairs are looked at: claims on one merged event; and claims on two events that were kept
apart *because* their dates, places or agents exclude each other although all else agrees, told by
different articles within days. Copies of one article never disagree with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from kg import iri
from kg.model import Conflict, Fact, FactActor, Interval, Status
from kg.query.facts import built, passes
from kg.query.filter import Filter
from kg.query.numbers import claims_beside_numbers, disagreeing_counts
from kg.query.reader import HAS_ACTOR, HAS_PLACE, HasQuads, Reader, one
from kg.query.said import who_said_it
from kg.query.select import candidates

KINDS = ("date", "place", "participants", "number", "occurrence", "speaker")
_HAPPENED = {Status.OCCURRED, Status.ONGOING}
_CALLING_OFF = {"cancellation", "postponement"}
_NEAR_DAYS = 7
"""Two dates, and two days of publication, further apart tell of two events rather than of one."""
_PLAN_DAYS = 3
"""Plans change: two planned days disagree only if published so close together."""
_AT_ONCE = 40
"""Facts of one event that are compared with each other; bounds the work."""


@dataclass(frozen=True, slots=True)
class _Told:
    fact: Fact
    source: str
    """Graph of the article, of a copy that of its original."""
    acts_on: str | None
    """IRI of the merged event that it calls off, moves or reinstates."""
    place: FactActor | None
    sides: frozenset[FactActor] = frozenset()
    """Who takes part in the event that it calls off, moves or reinstates."""

    @property
    def voice(self) -> tuple[str, ...]:
        return self.source, *(h.id or h.name for h in self.fact.holders[-1:])


def conflicts(store: HasQuads, wanted: Filter | None = None, kinds: Iterable[str] = ()) -> list[Conflict]:
    """Disagreements among the facts that pass, by date. ``limit`` counts conflicts.

    :param kinds: of :data:`KINDS`; none: all.
    """
    asked, wanted = set(kinds) or set(KINDS), wanted or Filter()
    reader, loose = Reader(store, as_of=wanted.as_of), replace(wanted, limit=None)

    def read(claims: Iterable[str]) -> list[Fact]:
        return [f for f in built(reader, claims) if passes(f, loose)]

    facts = read(candidates(reader, replace(loose, kind="event")))
    if "speaker" in asked and wanted.kind != "event":
        facts += read(candidates(reader, replace(loose, kind="statement")))
    counting: list[Fact] = []
    if "number" in asked:
        wide = candidates(reader, replace(loose, include_actions=True))
        counting = read(claims_beside_numbers(reader, wide))
    return _disagreements(reader, facts, counting, asked)[: wanted.limit]


def conflicts_among(reader: Reader, facts: Iterable[Fact]) -> list[Conflict]:
    """Disagreements of all kinds among these facts, by date."""
    by_claim = {iri.expand(fact.id) or "": fact for fact in facts}
    counting = [by_claim[c] for c in claims_beside_numbers(reader, by_claim)]
    return _disagreements(reader, list(by_claim.values()), counting, set(KINDS))


def _disagreements(
    reader: Reader, facts: list[Fact], counting: list[Fact], asked: set[str]
) -> list[Conflict]:
    """:param counting: facts in whose sentence something is counted."""
    origin = reader.copies
    told = [_told(reader, f, origin) for f in facts if f.kind == "event"]
    found = [*_on_events(told), *_kept_apart(told), *_called_off_by(told)]
    for left, right in who_said_it(reader, [f for f in facts if f.kind == "statement"], origin):
        found.append(_conflict("speaker", left, left.actors[0].name, right, right.actors[0].name))
    for pair in disagreeing_counts(reader, counting, origin):
        found.append(_conflict("number", *pair))
    kept = {(c.kind, c.left.id, c.right.id): c for c in found if c.kind in asked}
    return sorted(kept.values(), key=_order)


def _told(reader: Reader, fact: Fact, origin: Mapping[str, str]) -> _Told:
    graph = iri.graph(fact.evidence.article)
    mention = reader.node(iri.sibling(iri.expand(fact.id) or "", "mention"))
    acted = one(mention, iri.term("actsOn"))
    merged = one(reader.kept(acted), iri.term("refersTo")) if acted else None
    where = one(mention, HAS_PLACE)
    place = reader.actor(where, "place") if where else None
    sides = reader.kept(merged).get(HAS_ACTOR, ()) if merged else ()
    return _Told(fact, origin.get(graph, graph), merged, place, frozenset(reader.merged(a) for a in sides))


def _order(c: Conflict) -> tuple[date, str, str, str]:
    return c.left.earliest or c.left.evidence.published or date.max, c.kind, c.left.id, c.right.id


def _conflict(kind: str, left: Fact, said: str, right: Fact, other: str, one_event: bool = True) -> Conflict:
    if (right.evidence.published or date.max, right.id) < (left.evidence.published or date.max, left.id):
        left, said, right, other = right, other, left, said
    return Conflict(
        kind=kind,
        type=left.type,
        one_event=one_event,
        left=left,
        left_value=said,
        right=right,
        right_value=other,
    )


def _grouped(told: Iterable[_Told], key: Callable[[_Told], Hashable | None]) -> Iterator[list[_Told]]:
    groups: dict[Hashable, list[_Told]] = defaultdict(list)
    for t in told:
        k = key(t)
        if k is not None:
            groups[k].append(t)
    for group in groups.values():
        if len({t.voice for t in group}) > 1:
            yield sorted(group, key=lambda t: (t.fact.evidence.published or date.max, t.fact.id))[:_AT_ONCE]


def _on_events(told: list[_Told]) -> Iterator[Conflict]:
    for group in _grouped(told, lambda t: t.fact.event if t.fact.event.startswith("e-") else None):
        seen: set[tuple[str, ...]] = set()
        for left, right in combinations(group, 2):
            for conflict in _between(left, right):
                key = (conflict.kind, *sorted((conflict.left_value, conflict.right_value)))
                if key not in seen:
                    seen.add(key)
                    yield conflict


def _between(left: _Told, right: _Told) -> Iterator[Conflict]:
    """Disagreements of two claims on one event."""
    a, b = left.fact, right.fact
    if left.voice == right.voice:
        return
    if {a.status, b.status} in ({s.value, Status.DENIED.value} for s in _HAPPENED):
        yield _conflict("occurrence", a, a.status, b, b.status)
    if left.source == right.source:
        return
    if _same_time(a, b) and _dates_differ(a, b):
        yield _conflict("date", a, _days(a), b, _days(b))
    if _places_differ(left, right):
        yield _conflict("place", a, a.place or "", b, b.place or "")
    yield from _roles_differ(a, b)


def _kept_apart(told: list[_Told]) -> Iterator[Conflict]:
    """Events of two articles that share all but a date, a place or an agent."""
    for group in _grouped(told, _alike):
        for left, right in combinations(group, 2):
            a, b = left.fact, right.fact
            if left.source == right.source or a.event == b.event or not _published_near(a, b, _NEAR_DAYS):
                continue
            if not _same_time(a, b) or _tells_apart(group, a, b):
                continue
            if _dates_differ(a, b):
                if _gap(a, b) <= _NEAR_DAYS:
                    yield _conflict("date", a, _days(a), b, _days(b), one_event=False)
            elif (a.earliest and a.earliest == b.earliest) or left.acts_on:
                if _places_differ(left, right):
                    yield _conflict("place", a, a.place or "", b, b.place or "", one_event=False)
                for conflict in _roles_differ(a, b):
                    yield replace(conflict, one_event=False)


def _called_off_by(told: list[_Told]) -> Iterator[Conflict]:
    """Two who are said to have called off, or put off, what may be one event though merging kept it apart:
    it has a person in common, and on the other side a state and somebody of that state."""
    by_person: dict[str, list[_Told]] = defaultdict(list)
    for t in told:
        if t.fact.type in _CALLING_OFF and t.fact.status in _HAPPENED and t.acts_on:
            for side in t.sides:
                if side.kind == "person" and side.id:
                    by_person[side.id].append(t)
    for group in by_person.values():
        for left, right in combinations(group[:_AT_ONCE], 2):
            a, b = left.fact, right.fact
            if left.source == right.source or left.acts_on == right.acts_on or _dates_differ(a, b):
                continue
            if _published_near(a, b, _PLAN_DAYS) and _same_sides(left.sides, right.sides):
                for conflict in _roles_differ(a, b, ("agent",)):
                    yield replace(conflict, one_event=False)


def _same_sides(left: frozenset[FactActor], right: frozenset[FactActor]) -> bool:
    shared = left & right
    return len(shared) > 1 or any(
        (a.kind == "country" and a.name in b.name) or (b.kind == "country" and b.name in a.name)
        for a in left - shared
        for b in right - shared
    )


def _alike(t: _Told) -> Hashable | None:
    """What two claims must share to be thought of one event: type and what is called off, or type, status
    and two participants."""
    if t.acts_on:
        return t.fact.type, t.acts_on
    known = sorted({a.id for a in t.fact.actors if a.id and a.role != "theme"})
    return (t.fact.type, *known) if len(known) > 1 else None


def _tells_apart(group: list[_Told], a: Fact, b: Fact) -> bool:
    """Whether one article speaks of both events, and so knows two."""
    of = {e: {t.source for t in group if t.fact.event == e} for e in (a.event, b.event)}
    return not of[a.event].isdisjoint(of[b.event])


def _same_time(a: Fact, b: Fact) -> bool:
    """Whether both tell of the past, or both, at nearly the same time, of one plan."""
    if a.status in _HAPPENED and b.status in _HAPPENED:
        return True
    return a.status == b.status == Status.PLANNED and _published_near(a, b, _PLAN_DAYS)


def _published_near(a: Fact, b: Fact, limit: int) -> bool:
    one_, other = a.evidence.published, b.evidence.published
    return bool(one_ and other and abs((one_ - other).days) <= limit)


def _dates_differ(a: Fact, b: Fact) -> bool:
    return not Interval(a.earliest, a.latest).meets(Interval(b.earliest, b.latest))


def _gap(a: Fact, b: Fact) -> int:
    """Days between two intervals that exclude each other."""
    first, second = sorted((a, b), key=lambda f: f.earliest or date.min)
    return (second.earliest - first.latest).days if second.earliest and first.latest else _NEAR_DAYS + 1


def _days(fact: Fact) -> str:
    early, late = (d.isoformat() if d else "" for d in (fact.earliest, fact.latest))
    return early if early == late else f"{early}/{late}"


def _places_differ(a: _Told, b: _Told) -> bool:
    """Two places below states, neither of which names the other; a state may hold the other one."""
    if a.place is None or b.place is None or {a.place.kind, b.place.kind} != {"place"}:
        return False
    left, right = a.place.name.casefold(), b.place.name.casefold()
    return left not in right and right not in left


def _roles_differ(a: Fact, b: Fact, roles: tuple[str, ...] = ("agent", "target")) -> Iterator[Conflict]:
    for role in roles:
        mine, theirs = ({x.id: x for x in f.actors if x.role == role and x.id} for f in (a, b))
        kinds = {x.kind for x in (*mine.values(), *theirs.values())}
        if mine and theirs and mine.keys().isdisjoint(theirs) and len(kinds) == 1:
            names = (", ".join(sorted(x.name for x in side.values())) for side in (mine, theirs))
            yield _conflict("participants", a, f"{role}: {next(names)}", b, f"{role}: {next(names)}")
