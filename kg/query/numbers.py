"""Articles that count one thing differently: thirteen bases or twenty, nine dead or fourteen.

Two counts are set side by side if the claims they stand in are on one merged event; else only if much speaks
for one thing being told: other articles (no copies) published within days, of one scene (they share two
names or more that are no states, beside outlets), dates that meet, and

 * of people: the same befell the same kind of people, at a place that both articles name;
 * of things: the words before the noun have one in common ("undeclared missile bases", "missile bases"), and
   both sentences name the same actor.

An article that itself gives two such counts is left out: one could not tell which to compare.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from kg import iri
from kg.model import Attitude, Fact, Interval, Span, Status
from kg.query.counts import Count, counts
from kg.query.mentions import Named, named_in
from kg.query.reader import Reader

_NEAR_DAYS = 3
"""Days of publication between which two articles may tell of one thing."""
_SCENE = 2
"""Names, of states and outlets apart, that two articles on one thing share."""
_AT_ONCE = 40
"""Counts of one noun around one day that are compared with each other; bounds the work."""
_YEAR = re.compile(r"(?<![\d,.])(?:1[89]|20)\d\d(?![\d,.]\d)")
_TOLD = {Status.OCCURRED, Status.ONGOING}
_TYPED = ("death", "attack")


@dataclass(frozen=True)
class _Counted:
    count: Count
    fact: Fact
    source: str
    names: Mapping[str, Named]
    """Of the article, by id."""
    events: frozenset[str]
    """Merged events that the sentence tells of."""
    days: Interval
    """Days that the events of the sentence with a date share; open without any."""

    @cached_property
    def here(self) -> frozenset[str]:
        """Actors named in the sentence."""
        start, end = self.fact.evidence.sentence
        return frozenset(i for i, n in self.names.items() if n.within(start, end))

    @cached_property
    def scene(self) -> frozenset[str]:
        """Actors of the article that are neither states nor outlets."""
        named = self.names.items()
        return frozenset(
            i for i, n in named if n.kind != "country" and not (n.key or "").startswith("outlet:")
        )

    @property
    def published(self) -> date | None:
        return self.fact.evidence.published


def claims_beside_numbers(reader: Reader, claims: Iterable[str]) -> Iterator[str]:
    """Those of the claims in whose sentence something is counted: few, and only they need be read in full."""
    counting: dict[str, list[Span]] = {}
    for claim in claims:
        place = reader.place(claim)
        if place is None:
            continue
        graph, start = place
        if graph not in counting:
            article = reader.article(graph)
            counting[graph] = [(s, e) for s, e in article.sentences if counts(article.text[s:e])]
        if any(s <= start < e for s, e in counting[graph]):
            yield claim


def disagreeing_counts(
    reader: Reader, told: Iterable[Fact], origin: Mapping[str, str]
) -> Iterator[tuple[Fact, str, Fact, str, bool]]:
    """Pairs of facts with the words of their counts, and whether both speak of one merged event.

    :param origin: graph of each copy -> graph of its original.
    """
    groups: dict[str, list[_Counted]] = defaultdict(list)
    for counted in _counted(reader, told, origin):
        groups[counted.count.noun].append(counted)
    for group in groups.values():
        torn = _torn(group)
        group.sort(key=lambda c: (c.published or date.max, c.fact.id))
        seen: set[tuple[str, str, str, str]] = set()
        for n, left in enumerate(group):
            for right in group[n + 1 : n + 1 + _AT_ONCE]:
                if left.source == right.source or not left.count.excludes(right.count):
                    continue
                one_event = not left.events.isdisjoint(right.events)
                if not one_event and (torn & {left.source, right.source} or not _one_thing(left, right)):
                    continue
                key = (left.source, left.count.told, right.source, right.count.told)
                if key not in seen:
                    seen.add(key)
                    yield left.fact, left.count.told, right.fact, right.count.told, one_event


def _torn(group: list[_Counted]) -> set[str]:
    """Articles that give two counts of the noun which exclude each other."""
    by_source: dict[str, list[_Counted]] = defaultdict(list)
    for c in group:
        by_source[c.source].append(c)
    return {
        source
        for source, mine in by_source.items()
        if any(a.count.excludes(b.count) for a, b in combinations(mine[:_AT_ONCE], 2))
    }


def _one_thing(left: _Counted, right: _Counted) -> bool:
    one, other = left.published, right.published
    if not (one and other and abs((one - other).days) <= _NEAR_DAYS) or not left.days.meets(right.days):
        return False
    scene = left.scene & right.scene
    if len(scene) < _SCENE:
        return False
    if left.count.people:
        return any(left.names[i].kind == "place" for i in scene)
    return bool(left.here & right.here) and not left.count.modifiers.isdisjoint(right.count.modifiers)


def _counted(reader: Reader, told: Iterable[Fact], origin: Mapping[str, str]) -> Iterator[_Counted]:
    """A count once a sentence, with the claim that holds it most closely."""
    sentences: dict[tuple[str, int, int], list[Fact]] = defaultdict(list)
    for fact in told:
        sentences[(fact.evidence.article, *fact.evidence.sentence)].append(fact)
    found = []
    for (article, _, _), facts in sorted(sentences.items()):
        evidence = facts[0].evidence
        if any(y != str(evidence.published)[:4] for y in _YEAR.findall(evidence.context)):
            continue  # it looks back
        for count in counts(evidence.context):
            if holding := _holding(facts, count):
                found.append((iri.graph(article), count, holding, facts))
    names = {graph: named_in(reader, graph) for graph in sorted({graph for graph, *_ in found})}
    for graph, count, fact, facts in found:
        events = [f for f in facts if f.kind == "event"]
        yield _Counted(
            count=count,
            fact=fact,
            source=origin.get(graph, graph),
            names=names[graph],
            events=frozenset(f.event for f in events if f.event.startswith("e-")),
            days=_common(events),
        )


def _holding(facts: list[Fact], count: Count) -> Fact | None:
    """The claim whose words hold the count most closely, events first, if it is told as a fact."""
    words = count.words
    befell = _TYPED if count.people else ()
    held = [f for f in facts if f.type in befell or words in " ".join(f.evidence.quote.split())] or facts[:]
    held.sort(key=lambda f: (f.type not in befell, f.kind != "event", len(f.evidence.quote), f.id))
    first = held[0]
    if first.kind == "event":
        return first if first.status in _TOLD else None
    return None if first.polarity == "negative" or first.type == Attitude.DENIES else first


def _common(events: list[Fact]) -> Interval:
    days = Interval()
    for e in events:
        mine = Interval(e.earliest, e.latest)
        if mine and days.meets(mine):
            early = max((d for d in (days.earliest, mine.earliest) if d), default=None)
            late = min((d for d in (days.latest, mine.latest) if d), default=None)
            days = Interval(early, late)
    return days
