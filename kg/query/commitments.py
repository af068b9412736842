"""Promises with a future: who binds themselves to what by when, and what later articles say of it.

Conservative: a promise is ``unknown`` unless a later article speaks of the very event that was promised
(one merged event), or of an act that calls it off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kg import iri
from kg.model import Fact, Status
from kg.query.facts import built, passes
from kg.query.filter import Filter
from kg.query.people import copies
from kg.query.reader import HasQuads, Reader
from kg.query.select import candidates

TYPES = ("commitment", "agreement")
OUTCOMES = ("kept", "broken", "lapsed", "unknown")
_MADE = {Status.OCCURRED, Status.ONGOING}
_AHEAD = {Status.PLANNED}
_CALLED_OFF = {"cancellation", "violation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise and what became of it."""

    promise: Fact
    content: Fact
    """What is promised: an event told as planned."""
    due: date | None
    """Last day that the text gives; ``None``: none given."""
    outcome: str
    """``kept``, ``broken`` (denied or called off), ``lapsed`` (told as a plan after its day), ``unknown``."""
    later: tuple[Fact, ...] = ()
    """What later articles say of it, oldest first; the outcome rests on the last that settles it."""

    @property
    def according_to(self) -> str | None:
        """Who says how it came out: the innermost voice, else the article."""
        if not self.later or self.outcome == "unknown":
            return None
        last = self.later[-1]
        return last.holders[-1].name if last.holders else last.evidence.outlet or last.evidence.document


def commitments(
    store: HasQuads, wanted: Filter | None = None, outcomes: Iterable[str] = ()
) -> list[Commitment]:
    """Promises that pass, by publication. ``limit`` counts them; ``as_of`` holds for what came later too.

    :param outcomes: of :data:`OUTCOMES`; none: all.
    """
    wanted = wanted or Filter()
    reader = Reader(store, as_of=wanted.as_of)
    asked, events = set(outcomes), _Events(reader, wanted)
    loose = replace(wanted, kind="event", types=TYPES, limit=None)
    found = []
    for fact in built(reader, candidates(reader, loose)):
        if fact.status not in _MADE or not passes(fact, wanted):
            continue
        found += [events.told(fact, content) for content in events.promised(fact)]
    found = [c for c in found if not asked or c.outcome in asked]
    found.sort(key=lambda c: (c.promise.evidence.published or date.max, c.promise.id, c.content.id))
    return found[: wanted.limit]


class _Events:
    """Event claims by sentence and by merged event."""

    def __init__(self, reader: Reader, wanted: Filter) -> None:
        everything = Filter(kind="event", as_of=wanted.as_of, include_actions=True)
        self.origin = copies(reader.raw)
        self.by_article: dict[str, list[Fact]] = defaultdict(list)
        self.by_event: dict[str, list[Fact]] = defaultdict(list)
        self.on: dict[str, list[Fact]] = defaultdict(list)
        for fact in built(reader, candidates(reader, everything)):
            self.by_article[fact.evidence.article].append(fact)
            self.by_event[fact.event].append(fact)
            mention = reader.kept(iri.sibling(iri.expand(fact.id) or "", "mention"))
            for acted in mention.get(iri.term("actsOn"), ()):
                merged = reader.kept(acted).get(iri.term("refersTo"), ())
                for event in merged:
                    self.on[iri.short(event)].append(fact)

    def promised(self, promise: Fact) -> list[Fact]:
        """Planned events that the promise's sentence tells after it, in the same mouth."""
        start = _start(promise)
        return [
            f
            for f in self.by_article[promise.evidence.article]
            if f.status in _AHEAD
            and f.event != promise.event
            and start < _start(f) < promise.evidence.sentence[1]
            and f.evidence.sentence == promise.evidence.sentence
            and f.holders[: len(promise.holders)] == promise.holders
        ]

    def told(self, promise: Fact, content: Fact) -> Commitment:
        """With what later articles say of the content."""
        due = content.latest or promise.latest if content.earliest or content.latest else None
        rows = [f for f in self.by_event[content.event] if self._later(f, content)]
        acts = [
            f
            for event in (content.event, promise.event)
            for f in self.on[event]
            if f.type in _CALLED_OFF and f.status in _MADE and self._later(f, content)
        ]
        later = sorted((*rows, *acts), key=lambda f: (f.evidence.published or date.max, f.id))
        settled = [(f, o) for f in later if (o := _outcome(f, due, f in acts))]
        outcome = settled[-1][1] if settled else "unknown"
        if settled:
            later = later[: later.index(settled[-1][0]) + 1]
        return Commitment(
            promise=promise, content=content, due=due, outcome=outcome, later=tuple(dict.fromkeys(later))
        )

    def _later(self, fact: Fact, content: Fact) -> bool:
        """Whether another article, published after, says it."""
        graphs = [iri.graph(f.evidence.article) for f in (fact, content)]
        if len({self.origin.get(g, g) for g in graphs}) < 2:
            return False
        then, now = content.evidence.published, fact.evidence.published
        return bool(then and now and now > then)


def _outcome(fact: Fact, due: date | None, called_off: bool) -> str | None:
    published = fact.evidence.published
    if called_off or fact.status in (Status.DENIED, Status.CANCELLED):
        return "broken"
    if fact.status in _MADE:
        return "kept"
    if fact.status in _AHEAD and due and published and published > due and (fact.latest or due) <= due:
        return "lapsed"
    return None


def _start(fact: Fact) -> int:
    spans = fact.trigger or fact.evidence.spans
    return spans[0][0] if spans else 0
