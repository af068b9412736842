"""Which claims pass a filter, from the quads alone: one SPARQL query for events, one for statements.

Asked where the list beside the quads is missing or behind, and of stores that have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import pyoxigraph as ox

from kg import iri
from kg.query.ahead import AT_ONCE
from kg.query.conditions import Conditions
from kg.query.filter import Filter
from kg.query.people import edited_claims, rejected_claims
from kg.query.reader import EARLIEST, EVENT_TYPE, LATEST, Reader, day, one, rows, value_of

_LAST = date.max
_LISTED = 500
"""Claims up to which a query is told which they may be; of more it is cheaper to look at all."""

_EVENTS = """SELECT DISTINCT ?c ?g ?early ?late WHERE {{
  {story}
  {values}
  GRAPH ?g {{ {first} ?c kg:about ?m ; kg:status ?s . ?m sem:eventType ?t . {last} }}
  {conditions} }}"""
_STATEMENTS = """SELECT DISTINCT ?c ?g ?early ?late WHERE {{
  {story}
  {values}
  GRAPH ?g {{ {first} ?c kg:attitude ?t . {last} }}
  {conditions} }}"""


_EARLY, _LATE = "sem:hasEarliestBeginTimeStamp", "sem:hasLatestEndTimeStamp"
_DATED = (
    f"{{link}} {{node}} {_EARLY} ?early . OPTIONAL {{{{ {{node}} {_LATE} ?late }}}}",
    f"{{link}} {{node}} {_LATE} ?late . FILTER NOT EXISTS {{{{ {{node}} {_EARLY} ?any }}}}",
)
_UNDATED = (f"FILTER NOT EXISTS {{{{ {{link}} {{node}} {_EARLY}|{_LATE} ?any }}}}",)
"""The ends of an interval, and that there are none. Each is asked for by itself, so that the engine may begin
with the few that are dated, and what is undated need not be read where the dated ones reach."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim and its place: by interval (undated last), publication, article."""

    claim: str
    key: tuple[date, date, date, str]

    @property
    def dated(self) -> bool:
        return self.key[0] != _LAST


def scanned(reader: Reader, given: Conditions) -> Iterator[str]:
    """IRIs of the claims, in order: dated ones first, and read before the others are."""
    for group in grouped(reader, given):
        yield from in_text_order(reader, group)


def in_text_order(reader: Reader, claims: list[str]) -> list[str]:
    """Claims of one article by where their words begin."""
    return sorted(claims, key=lambda c: (_start(reader, c), c)) if len(claims) > 1 else claims


def grouped(reader: Reader, given: Conditions) -> Iterator[list[str]]:
    """Claims that share interval and article, in no order among themselves."""
    if given.graphs is not None and not given.graphs:
        return
    limits = _limits(reader, given)
    asked: list[tuple[str, str]] = []
    edited: list[Candidate] = []
    if given.events:
        values = _values("t", given.types or ()) + _values("s", given.statuses or ())
        if given.hidden and not given.types:
            hidden = ", ".join(map(_own, given.hidden))
            values += f" FILTER(?t NOT IN ({hidden}))"  # far faster than VALUES of the others
        asked.append((_EVENTS, values))
        edited = _edited(reader, limits)
    if given.statements:
        asked.append((_STATEMENTS, _values("t", given.attitudes or ())))
    wanted = given.wanted
    for ends in [_DATED] if wanted.date_from or wanted.date_to else [_DATED, _UNDATED]:
        found = [c for c in edited if c.dated == (ends is _DATED)]
        for query, values in asked:
            found += (c for c in _run(reader, limits, query, values, ends) if c.claim not in limits.edited)
        yield from _by_place(reader, found)


def _by_place(reader: Reader, found: list[Candidate]) -> Iterator[list[str]]:
    """Claims of one place at a time; where their words begin is read ahead."""
    found.sort(key=lambda c: c.key)
    read = 0
    for _, group in groupby(enumerate(found), key=lambda numbered: numbered[1].key):
        numbers, members = zip(*group, strict=True)
        if numbers[-1] >= read:
            block = found[read : max(numbers[-1] + 1, read + AT_ONCE)]
            reader.ahead.read(iri.sibling(c.claim, "annotation") for c in block)
            read += len(block)
        yield [c.claim for c in members]


def _edited(reader: Reader, limits: _Limits) -> list[Candidate]:
    """Claims whose type, status or date people set, by what these are now."""
    if not limits.edited:
        return []
    given, wanted = limits.given, limits.given.wanted
    loose = replace(limits, given=replace(given, wanted=replace(wanted, date_from=None, date_to=None)))
    listed = " ".join(f"<{c}>" for c in sorted(limits.edited))
    found = []
    for c in _run(reader, loose, _EVENTS, f"VALUES ?c {{ {listed} }}", (*_DATED, *_UNDATED)):
        claim = reader.node(c.claim)
        mention = reader.node(claim[iri.term("about")][0])
        type_, status = value_of(mention[EVENT_TYPE][0]), value_of(claim[iri.term("status")][0])
        early, late = day(one(mention, EARLIEST)), day(one(mention, LATEST))
        if not given.admits_type(type_) or (given.statuses and status not in given.statuses):
            continue
        if _in_days(early, late, wanted):
            found.append(Candidate(c.claim, (early or late or _LAST, late or _LAST, *c.key[2:])))
    return found


def _in_days(early: date | None, late: date | None, wanted: Filter) -> bool:
    if wanted.date_from is None and wanted.date_to is None:
        return True
    after = wanted.date_from is None or late is None or late >= wanted.date_from
    before = wanted.date_to is None or early is None or early <= wanted.date_to
    return bool(early or late) and after and before


def _start(reader: Reader, claim: str) -> int:
    return min((s for s, _ in reader.evidence_spans(claim)), default=0)


def _own(value: str) -> str:
    return f"<{iri.term(iri.camel(value))}>"


def _values(name: str, values: Iterable[str]) -> str:
    listed = " ".join(map(_own, values))
    return f"VALUES ?{name} {{ {listed} }}" if listed else ""


def _story(known: list[tuple[str, ...]], *, event: bool) -> str:
    """Patterns in the story graph for actors."""
    parts = []
    for n, named in enumerate(known):
        who = " ".join(f"<{a}>" for a in named)
        parts.append(f"VALUES ?a{n} {{ {who} }}")
        parts.append(
            f"?e sem:hasActor ?a{n} . ?m kg:refersTo ?e ." if event else f"?c kg:holderActor ?a{n} ."
        )
    return "\n".join(parts)


def _held(reader: Reader, holders: Iterable[str]) -> frozenset[str]:
    """Claims that these hold, and all that stands in their words."""
    todo = {c for h in holders for c in reader.subjects(iri.term("holderActor"), h)}
    found: set[str] = set()
    content = ox.NamedNode(iri.term("content"))
    while todo:
        found |= todo
        reader.ahead.read(todo)
        inner = (q.object for c in todo for q in reader.ahead.quads(c, content))
        todo = {str(getattr(claim, "value", "")) for claim in inner} - found
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Limits:
    """The conditions, and what is looked up once for all queries."""

    given: Conditions
    claims: frozenset[str] | None
    published: Callable[[str], date | None]
    edited: frozenset[str]
    """Claims that people changed, which the article's own values do not place any more."""
    rejected: frozenset[str]

    def admits(self, claim: str, graph: str) -> bool:
        graphs, as_of = self.given.graphs, self.given.wanted.as_of
        if claim in self.rejected or (graphs is not None and graph not in graphs):
            return False
        if self.claims is not None and claim not in self.claims:
            return False
        return as_of is None or _known(self.published(graph), as_of)


def _limits(reader: Reader, given: Conditions) -> _Limits:
    claims = given.claims
    if given.holders is not None:
        held = _held(reader, given.holders)
        claims = held if claims is None else claims & held
    return _Limits(
        given=given,
        claims=claims,
        published=_published(reader),
        edited=edited_claims(reader.raw),
        rejected=frozenset() if given.wanted.include_rejected else rejected_claims(reader.raw),
    )


def _run(reader: Reader, limits: _Limits, query: str, values: str, ends: tuple[str, ...]) -> list[Candidate]:
    """Candidates of a query, asked once for each form of the ends of intervals."""
    event = query is _EVENTS
    node, link = ("?m", "") if event else ("?time", "?c sem:hasTime ?time .")
    story = _story(limits.given.actors, event=event)
    few = limits.claims is not None and len(limits.claims) <= _LISTED
    if few:  # then the engine is to begin with these
        story += "VALUES ?c { " + " ".join(f"<{c}>" for c in sorted(limits.claims or ())) + " }"
    found = {}
    for form in ends:
        shape = form.format(node=node, link=link)
        first, last = ("", shape) if few else (shape, "")
        text = query.format(
            story=story, values=values, first=first, last=last, conditions=_conditions(limits)
        )
        told = list(rows(reader.raw, text))
        reader.ahead.read(iri.sibling(row["g"].value, "article") for row in told)
        for row in told:
            claim, graph = row["c"].value, row["g"].value
            if limits.admits(claim, graph):
                early, late = (
                    date.fromisoformat(row[e].value) if row[e] else None for e in ("early", "late")
                )
                published = limits.published(graph) or _LAST
                found[claim] = Candidate(claim, (early or late or _LAST, late or _LAST, published, graph))
    return list(found.values())


def _conditions(limits: _Limits) -> str:
    wanted, graphs, parts = limits.given.wanted, limits.given.graphs, []
    if wanted.asserted_only:
        parts.append("FILTER NOT EXISTS { ?any kg:content ?c }")
    if wanted.date_from:
        parts.append(f'FILTER(!BOUND(?late) || ?late >= "{wanted.date_from}"^^xsd:date)')
    if wanted.date_to:
        parts.append(f'FILTER(!BOUND(?early) || ?early <= "{wanted.date_to}"^^xsd:date)')
    if graphs is not None and len(graphs) <= 100:
        parts.append("VALUES ?g { " + " ".join(f"<{g}>" for g in sorted(graphs)) + " }")
    return "\n".join(parts)


def _known(published: date | None, as_of: date) -> bool:
    return published is not None and published <= as_of


def _published(reader: Reader) -> Callable[[str], date | None]:
    """Publication day of a graph's article, remembered, without reading its text."""
    known: dict[str, date | None] = {}
    predicate = ox.NamedNode(iri.SCHEMA + "datePublished")

    def look(graph: str) -> date | None:
        if graph not in known:
            first = next(iter(reader.ahead.quads(iri.sibling(graph, "article"), predicate)), None)
            known[graph] = date.fromisoformat(str(getattr(first.object, "value", ""))) if first else None
        return known[graph]

    return look
