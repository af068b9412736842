"""Which claims pass a filter, in order: from the list beside the quads where that is in step, else from the
quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import fulltext, iri
from kg.errors import NotFound
from kg.fulltext import TEXT
from kg.listing import LISTING
from kg.model import Attitude, Status
from kg.query.conditions import Conditions
from kg.query.filter import Filter
from kg.query.find import find_actors
from kg.query.listed import claims_in_order
from kg.query.reader import Reader, rows
from kg.query.scan import grouped, in_text_order
from kg.query.things import articles_with, claims_on
from kg.query.wording import types as event_types

SAID = "said"
"""What stands for a status in statements."""
_FEW = 30
"""Claims of a body up to which its name is also looked for among the words of roles."""
_KIND = ox.NamedNode(iri.term("kind"))
_STORY_GRAPH = ox.NamedNode(iri.STORY)


def candidates(reader: Reader, wanted: Filter) -> Iterator[str]:
    """IRIs of the claims that pass all conditions but those on words, in order, lazily; what shares
    interval and article comes in text order.

    :raises NotFound: an unknown actor, holder, type or status.
    """
    for group in groups(reader, wanted):
        yield from in_text_order(reader, group)


def groups(reader: Reader, wanted: Filter) -> Iterator[list[str]]:
    """The claims of :func:`candidates`, those that share interval and article together where it is not known
    which of them comes first.

    :raises NotFound: an unknown actor, holder, type or status.
    """
    given = conditions(reader, wanted)
    if index := reader.indexed(LISTING):
        yield from ([claim] for claim in claims_in_order(index, given))
    else:
        yield from grouped(reader, given)


def conditions(reader: Reader, wanted: Filter) -> Conditions:
    """The filter with its names looked up.

    :raises NotFound: an unknown actor, holder, type or status.
    """
    kinds, attitudes = _types(wanted)
    statuses, said = _statuses(wanted)
    graphs = _graphs(reader, wanted)
    known, claims = _actors(reader, wanted)
    if wanted.text and (index := reader.indexed(TEXT)):
        having = frozenset(f"{iri.BASE}claim:{key}" for key in fulltext.claims_with(index, wanted.text))
        claims = having if claims is None else claims & having
    hidden = [] if wanted.include_actions else [t.name for t in event_types().values() if not t.shown]
    return Conditions(
        wanted=wanted,
        types=kinds,
        hidden=hidden,
        statuses=statuses,
        attitudes=attitudes if said else None,
        actors=known,
        holders=find_actors(reader, wanted.holder) if wanted.holder else None,
        graphs=graphs,
        claims=claims,
    )


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
