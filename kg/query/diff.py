"""What changed between two stores, or in one store between two days of knowledge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kg import iri
from kg.model import Fact
from kg.query.asof import interval
from kg.query.facts import facts
from kg.query.filter import Filter
from kg.query.reader import HasQuads, Reader

CHANGES = ("came", "went", "changed")
_STATED = ("type", "status", "polarity", "certainty", "earliest", "latest", "place", "text", "rejected")
_AS_KNOWN = ("status", "earliest", "latest", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact that came, went or changed."""

    change: str
    """One of :data:`CHANGES`."""
    id: str
    """Of the claim, or of the event whose state changed."""
    fields: tuple[str, ...] = ()
    """What changed."""
    before: Fact | None = None
    after: Fact | None = None


def diff_stores(left: HasQuads, right: HasQuads, wanted: Filter | None = None) -> list[Difference]:
    """Claims of the one store against those of the other. A claim is the same whose article, words and type
    are; ids of merged things are not compared."""
    wanted = wanted or Filter()
    loose = replace(wanted, limit=None)
    before, after = ({f.id: f for f in facts(s, loose)} for s in (left, right))
    return _compared(before, after, (*_STATED, "holders"))[: wanted.limit]


def diff_days(store: HasQuads, first: date, second: date, wanted: Filter | None = None) -> list[Difference]:
    """Events, and statements, as articles until the first day tell them against articles until the second.

    The state of an event is that of the last published claim on it, the article's own before quoted ones. A
    claim that names no day or place leaves those that were known.
    """
    wanted = wanted or Filter()
    known = [_state(store, replace(wanted, limit=None, as_of=d)) for d in (first, second)]
    return _compared(known[0], known[1], _AS_KNOWN)[: wanted.limit]


def _state(store: HasQuads, wanted: Filter) -> dict[str, Fact]:
    """Event (statement) -> the claim that tells how it stands, with the days and place known of the event."""
    reader = Reader(store, as_of=wanted.as_of)
    state: dict[str, Fact] = {}
    for fact in sorted(facts(store, wanted), key=_weight):
        before = state.get(fact.event)
        if before is not None and fact.place is None:
            fact = replace(fact, place=before.place)
        state[fact.event] = fact
    return {event: _dated(reader, event, fact) for event, fact in state.items()}


def _dated(reader: Reader, event: str, fact: Fact) -> Fact:
    """The fact with the days on which all agree, as known then; with its own where they do not."""
    if not event.startswith("e-"):
        return fact
    early, late = interval(reader, iri.expand(event) or "")
    return replace(fact, earliest=early, latest=late) if early or late else fact


def _weight(fact: Fact) -> tuple[date, bool, bool, str]:
    dated = fact.earliest is not None or fact.latest is not None
    return fact.evidence.published or date.min, not fact.holders, dated, fact.id


def _compared(before: dict[str, Fact], after: dict[str, Fact], fields: tuple[str, ...]) -> list[Difference]:
    found = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            found.append(Difference(change="came" if old is None else "went", id=key, before=old, after=new))
            continue
        changed = tuple(f for f in fields if _value(old, f) != _value(new, f))
        if changed:
            found.append(Difference(change="changed", id=key, fields=changed, before=old, after=new))
    return sorted(found, key=_order)


def _value(fact: Fact, field: str) -> object:
    if field == "holders":
        return tuple(h.name for h in fact.holders)
    return getattr(fact, field)


def _order(d: Difference) -> tuple[date, int, str]:
    fact = d.after or d.before
    assert fact is not None
    return fact.earliest or fact.latest or fact.evidence.published or date.max, CHANGES.index(d.change), d.id
