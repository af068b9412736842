"""Which claims pass a filter, in order: one SPARQL query for events, one for statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import pyoxigraph as ox

from kg import fulltext, iri
from kg.errors import NotFound
from kg.fulltext import TEXT
from kg.model import Attitude, Status
from kg.query.ahead import AT_ONCE
from kg.query.filter import Filter
from kg.query.find import find_actors
from kg.query.people import edited_claims, rejected_claims
from kg.query.reader import EARLIEST, EVENT_TYPE, LATEST, Reader, day, one, rows, value_of
from kg.query.things import articles_with, claims_on
from kg.query.wording import shown_by_default
from kg.query.wording import types as event_types

SAID = "said"
"""What stands for a status in statements."""
_LAST = date.max
_LISTED = 500
"""Claims up to which a query is told which they may be; of more it is cheaper to look at all."""
_FEW = 30
"""Claims of a body up to which its name is also looked for among the words of roles."""
_KIND = ox.NamedNode(iri.term("kind"))
_STORY_GRAPH = ox.NamedNode(iri.STORY)

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


def candidates(reader: Reader, wanted: Filter) -> Iterator[str]:
    """IRIs of the claims that pass all conditions but those on words, in order, lazily; what shares
    interval and article comes in text order.

    :raises NotFound: an unknown actor, holder, type or status.
    """
    for group in groups(reader, wanted):
        yield from in_text_order(reader, group)


def in_text_order(reader: Reader, claims: Iterable[str]) -> list[str]:
    """Claims of one article by where their words begin."""
    return sorted(claims, key=lambda c: (_start(reader, c), c))


def groups(reader: Reader, wanted: Filter) -> Iterator[list[str]]:
    """The claims of :func:`candidates`, those that share interval and article together, in no order.

    :raises NotFound: an unknown actor, holder, type or status.
    """
    kinds, attitudes = _types(wanted)
    statuses, said = _statuses(wanted)
    left = _graphs(reader, wanted)
    if left is not None and not left:
        return
    asked: list[tuple[str, str]] = []
    edited: list[Candidate] = []
    limits = _limits(reader, wanted, left)
    if wanted.kind != "statement" and kinds is not None and statuses is not None:
        values = _values("t", kinds) + _values("s", statuses)
        hidden = [_own(t.name) for t in event_types().values() if not t.shown]
        if hidden and not kinds and not wanted.include_actions:
            values += f" FILTER(?t NOT IN ({', '.join(hidden)}))"  # far faster than VALUES of the others
        asked.append((_EVENTS, values))
        edited = _edited(reader, limits, kinds, statuses)
    if wanted.kind != "event" and attitudes is not None and said:
        asked.append((_STATEMENTS, _values("t", attitudes)))
    for ends in [_DATED] if wanted.date_from or wanted.date_to else [_DATED, _UNDATED]:
        found = [c for c in edited if c.dated == (ends is _DATED)]
        for query, values in asked:
            found += (c for c in _run(reader, limits, query, values, ends) if c.claim not in limits.edited)
        yield from _grouped(reader, found)


def _grouped(reader: Reader, found: list[Candidate]) -> Iterator[list[str]]:
    found.sort(key=lambda c: c.key)
    read = 0
    for _, group in groupby(enumerate(found), key=lambda numbered: numbered[1].key):
        numbers, members = zip(*group, strict=True)
        if numbers[-1] >= read:
            block = found[read : max(numbers[-1] + 1, read + AT_ONCE)]
            reader.ahead.read(iri.sibling(c.claim, "annotation") for c in block)
            read += len(block)
        yield [c.claim for c in members]


def _edited(reader: Reader, limits: _Limits, kinds: list[str], statuses: list[str]) -> list[Candidate]:
    """Claims whose type, status or date people set, by what these are now."""
    if not limits.edited:
        return []
    wanted = limits.wanted
    loose = replace(limits, wanted=replace(wanted, date_from=None, date_to=None))
    listed = " ".join(f"<{c}>" for c in sorted(limits.edited))
    found = []
    for c in _run(reader, loose, _EVENTS, f"VALUES ?c {{ {listed} }}", (*_DATED, *_UNDATED)):
        claim = reader.node(c.claim)
        mention = reader.node(claim[iri.term("about")][0])
        type_, status = value_of(mention[EVENT_TYPE][0]), value_of(claim[iri.term("status")][0])
        early, late = day(one(mention, EARLIEST)), day(one(mention, LATEST))
        hidden = not kinds and not wanted.include_actions and not shown_by_default(type_)
        if hidden or (kinds and type_ not in kinds) or (statuses and status not in statuses):
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


def _types(wanted: Filter) -> tuple[list[str] | None, list[str] | None]:
    """Event types and attitudes asked for; ``[]`` is any, ``None`` is none."""
    if not wanted.types:
        return [], []
    attitudes = {a.value for a in Attitude}
    known = set(event_types()) | attitudes
    _check("type", wanted.types, known)
    return (
        [t for t in wanted.types if t not in attitudes] or None,
        [t for t in wanted.types if t in attitudes] or None,
    )


def _statuses(wanted: Filter) -> tuple[list[str] | None, bool]:
    if not wanted.statuses:
        return [], True
    _check("status", wanted.statuses, {s.value for s in Status} | {SAID})
    return [s for s in wanted.statuses if s != SAID] or None, SAID in wanted.statuses


def _check(what: str, given: Iterable[str], known: set[str]) -> None:
    for value in given:
        if value not in known:
            raise NotFound(f"no {what} {value!r}", remedy="choose of " + ", ".join(sorted(known)))


def _graphs(reader: Reader, wanted: Filter) -> set[str] | None:
    """Graphs of the articles that the conditions on articles leave; ``None``: all."""
    left: set[str] | None = None
    if wanted.sources:
        left = _articles_named(reader, wanted.sources)
        if not left:
            listed = ", ".join(repr(s) for s in wanted.sources)
            remedy = "see `kg query articles` for their names"
            raise NotFound(f"no outlet, file or document {listed}", remedy=remedy)
    if wanted.text and reader.indexed(TEXT) is None:
        with_word = articles_with(reader, wanted.text)
        left = with_word if left is None else left & with_word
    return left


def _articles_named(reader: Reader, sources: Iterable[str]) -> set[str]:
    """Graphs of the articles with one of these names."""
    if index := reader.indexed(TEXT):
        return {f"{iri.BASE}graph:{key}" for key in fulltext.articles_named(index, sources)}
    asked = {s.casefold() for s in sources}
    return {g for g, names in _article_names(reader).items() if names & asked}


def _article_names(reader: Reader) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    query = """SELECT ?g ?name { GRAPH ?g {
      { ?a kg:fileName ?name } UNION { ?a kg:documentId ?name } UNION { ?a schema:url ?name }
      UNION { ?a kg:source ?name } UNION { ?a kg:outlet ?name } } }"""
    for row in rows(reader.raw, query):
        names.setdefault(row["g"].value, set()).add(row["name"].value.casefold())
    return names


def _actors(reader: Reader, wanted: Filter) -> tuple[list[tuple[str, ...]], frozenset[str] | None]:
    """IRIs that each name means; and the claims on the things that no actor's name means (``None``: all).

    :raises NotFound: a name of nobody and nothing.
    """
    known: list[tuple[str, ...]] = []
    claims: frozenset[str] | None = None
    for name in wanted.actors:
        try:
            named = find_actors(reader, name)
        except NotFound:
            named = ()
        own = _own_claims(reader, named)
        on = claims_on(reader, name) if own is not None else frozenset()
        if not named and not on:
            find_actors(reader, name)  # says which names are near
        if own is None or not on:
            known.append(named)
        else:
            claims = on | own if claims is None else claims & (on | own)
    return known, claims


def _own_claims(reader: Reader, named: tuple[str, ...]) -> set[str] | None:
    """Claims of bodies with few, or of nobody: "Dreamliner", "FTSE 100" and the like are read as the names of
    bodies here and of things there. ``None``: an actor in earnest."""
    claims: set[str] = set()
    for actor in named:
        node = ox.NamedNode(actor)
        if ox.Quad(node, _KIND, ox.Literal("organization"), _STORY_GRAPH) not in reader.raw:
            return None
        found = reader.rows(f"""SELECT ?c {{ {{ ?e sem:hasActor <{actor}> . ?m kg:refersTo ?e .
          GRAPH ?g {{ ?c kg:about ?m }} }} UNION {{ ?c kg:holderActor <{actor}> }} }} LIMIT {_FEW + 1}""")
        claims |= {str(row["c"].value) for row in found}
    return claims if len(claims) <= _FEW else None


def _story(reader: Reader, wanted: Filter, known: list[tuple[str, ...]], *, event: bool) -> str:
    """Patterns in the story graph: actors, and holders anywhere in the chain."""
    parts = []
    for n, named in enumerate(known):
        who = " ".join(f"<{a}>" for a in named)
        parts.append(f"VALUES ?a{n} {{ {who} }}")
        parts.append(
            f"?e sem:hasActor ?a{n} . ?m kg:refersTo ?e ." if event else f"?c kg:holderActor ?a{n} ."
        )
    if wanted.holder:
        who = " ".join(f"<{a}>" for a in find_actors(reader, wanted.holder))
        parts.append(f"VALUES ?h {{ {who} }} ?outer kg:holderActor ?h ; kg:content* ?c .")
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a filter leaves, looked up once for all queries."""

    wanted: Filter
    graphs: set[str] | None
    known: list[tuple[str, ...]]
    claims: frozenset[str] | None
    published: Callable[[str], date | None]

    edited: frozenset[str]
    """Claims that people changed, which the article's own values do not place any more."""
    rejected: frozenset[str]

    def admits(self, claim: str, graph: str) -> bool:
        if claim in self.rejected or (self.graphs is not None and graph not in self.graphs):
            return False
        if self.claims is not None and claim not in self.claims:
            return False
        return self.wanted.as_of is None or _known(self.published(graph), self.wanted.as_of)


def _limits(reader: Reader, wanted: Filter, graphs: set[str] | None) -> _Limits:
    known, claims = _actors(reader, wanted)
    if wanted.text and (index := reader.indexed(TEXT)):
        having = frozenset(f"{iri.BASE}claim:{key}" for key in fulltext.claims_with(index, wanted.text))
        claims = having if claims is None else claims & having
    rejected = frozenset() if wanted.include_rejected else rejected_claims(reader.raw)
    return _Limits(
        wanted=wanted,
        graphs=graphs,
        known=known,
        claims=claims,
        published=_published(reader),
        edited=edited_claims(reader.raw),
        rejected=rejected,
    )


def _run(reader: Reader, limits: _Limits, query: str, values: str, ends: tuple[str, ...]) -> list[Candidate]:
    """Candidates of a query, asked once for each form of the ends of intervals."""
    event = query is _EVENTS
    node, link = ("?m", "") if event else ("?time", "?c sem:hasTime ?time .")
    story = _story(reader, limits.wanted, limits.known, event=event)
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
    wanted, parts = limits.wanted, []
    if wanted.asserted_only:
        parts.append("FILTER NOT EXISTS { ?any kg:content ?c }")
    if wanted.date_from:
        parts.append(f'FILTER(!BOUND(?late) || ?late >= "{wanted.date_from}"^^xsd:date)')
    if wanted.date_to:
        parts.append(f'FILTER(!BOUND(?early) || ?early <= "{wanted.date_to}"^^xsd:date)')
    if limits.graphs is not None and len(limits.graphs) <= 100:
        parts.append("VALUES ?g { " + " ".join(f"<{g}>" for g in sorted(limits.graphs)) + " }")
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
