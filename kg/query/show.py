"""Everything about one id: the claim with its chain, the event with its life cycle, the actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pyoxigraph as ox

from kg import iri
from kg.errors import NotFound
from kg.listing import LISTING
from kg.model import DateReading, DecisionRow, Fact, Story
from kg.query.actors import actor_row
from kg.query.facts import anchor_words, build, built, facts, outer_statements
from kg.query.filter import Filter
from kg.query.find import find_actors
from kg.query.listed import beginning, decisions_on
from kg.query.people import EDITED_BY, copies, reason
from kg.query.reader import EARLIEST, HAS_TIME, LABEL, LATEST, HasQuads, Node, Reader, day, one, parse_spans

_MIN_PREFIX = 4
_FACTS = 200
"""Facts of an article that are shown at most …"""
_FIRST_FACTS = 50
"""… and of an actor; `kg facts` has all of them …"""
_DECISIONS = 200
"""… and decisions, the surest; see the named query merging-decisions."""
_DECIDED = """SELECT DISTINCT ?d ?s WHERE {{
  {{ {members} ?d kg:left ?m ; kg:score ?s }} UNION {{ {members} ?d kg:right ?m ; kg:score ?s }}
}} ORDER BY DESC(?s) ?d LIMIT {most}"""


def show(store: HasQuads, wanted: str) -> Story:
    """What the store knows of an id, an unambiguous beginning of one, or an actor's name.

    :raises NotFound: nothing has that id, or several begin so (the remedy lists them).
    """
    reader = Reader(store)
    found = _find(reader, wanted)
    kind = iri.kind_of(found)
    if kind == "claim":
        story = _claim(reader, found)
    elif kind in ("event", "mention"):
        story = _event(reader, found)
    elif kind == "article":
        story = _article(store, reader, found)
    else:
        story = _actor(store, reader, found)
    node = reader.node(story.iri)
    told = (
        tuple(reason(reader, c) for c in node.get(EDITED_BY, ())) if kind not in ("claim", "mention") else ()
    )
    return replace(story, corrections=told, copies=_copies(reader, found, story))


def _copies(reader: Reader, found: str, story: Story) -> tuple[str, ...]:
    """``reprint.txt repeats letter.txt`` of the articles that the story of an id rests on."""
    graphs = {iri.graph(f.evidence.article) for f in story.facts} if story.kind in _RESTS else set()
    graphs |= {iri.graph(iri.key_of(found))} if story.kind == "article" else set()
    pairs = sorted((c, o) for c, o in copies(reader.raw).items() if c in graphs or o in graphs)
    return tuple(f"{reader.article(c).name} repeats {reader.article(o).name}" for c, o in pairs)


_RESTS = {"claim", "statement", "event"}


def find_thing(store: HasQuads, wanted: str) -> str:
    """IRI of the claim, event, mention, actor or article that an id, its beginning or a name means.

    :raises NotFound: nothing, or several things.
    """
    return _find(Reader(store), wanted)


def _find(reader: Reader, wanted: str) -> str:
    exact = iri.expand(wanted)
    if exact and reader.node(exact):
        return exact
    if exact and len(iri.key_of(exact)) >= _MIN_PREFIX and iri.kind_of(exact) in _MARKS:
        begins = _beginning(reader, exact)
        if len(begins) == 1:
            return begins[0]
        if begins:
            listed = ", ".join(map(iri.short, begins[:8]))
            raise NotFound(f"{len(begins)} ids begin with {wanted!r}", remedy=f"choose of {listed}")
    if article := _article_named(reader, wanted):
        return article
    try:
        actors = find_actors(reader, wanted)
    except NotFound as error:
        if exact and exact != wanted:
            raise _no_id(wanted, iri.key_of(exact)) from None
        told = f"no actor, article or id answers to {wanted!r}"
        raise NotFound(told, remedy=error.remedy) from None
    if len(actors) > 1:
        listed = ", ".join(map(iri.short, actors[:8]))
        raise NotFound(f"{len(actors)} actors answer to {wanted!r}", remedy=f"choose of {listed}")
    return actors[0]


def _article_named(reader: Reader, name: str) -> str | None:
    """IRI of the article of that file name, source or URL.

    :raises NotFound: several articles have it.
    """
    values = (ox.Literal(name), ox.Literal(name, datatype=ox.NamedNode(iri.XSD + "anyURI")))
    named = {
        str(getattr(quad.graph_name, "value", ""))
        for predicate in (iri.term("fileName"), iri.term("source"), iri.SCHEMA + "url")
        for value in values
        for quad in reader.raw.quads_for_pattern(None, ox.NamedNode(predicate), value, None)
    }
    found = sorted(iri.article(iri.key_of(graph)) for graph in named)
    if len(found) > 1:
        listed = ", ".join(map(iri.short, found[:8]))
        raise NotFound(f"{len(found)} articles are named {name!r}", remedy=f"choose of {listed}")
    return found[0] if found else None


def _no_id(wanted: str, key: str) -> NotFound:
    if len(key) < _MIN_PREFIX:
        return NotFound(
            f"{wanted!r} is too short", remedy=f"give at least {_MIN_PREFIX} letters after the dash"
        )
    return NotFound(
        f"no id begins with {wanted!r}", remedy="see `kg facts` or `kg stats --documents` for ids"
    )


_MARKS = {
    "claim": (iri.RDF + "type", iri.term("Claim")),
    "event": (iri.RDF + "type", iri.SEM + "Event"),
    "mention": (iri.RDF + "type", iri.term("EventMention")),
    "local-actor": (iri.RDF + "type", iri.term("LocalActor")),
    "article": (iri.RDF + "type", iri.SCHEMA + "NewsArticle"),
}


def _beginning(reader: Reader, prefix: str) -> list[str]:
    """IRIs of that kind that begin so."""
    if (index := reader.indexed(LISTING)) and (listed := beginning(index, prefix)) is not None:
        return listed
    predicate, class_ = _MARKS[iri.kind_of(prefix)]
    return [s for s in reader.subjects(predicate, class_) if s.startswith(prefix)]


def _claim(reader: Reader, claim: str) -> Story:
    node = reader.node(claim)
    fact = build(reader, claim)
    outer = outer_statements(reader, claim)
    mention = reader.node(m) if (m := one(node, iri.term("about"))) else {}
    return Story(
        id=fact.id,
        iri=claim,
        kind="claim" if mention else "statement",
        title=fact.text,
        facts=(fact,),
        dates=_dates(reader, [mention or node]),
        inner=_built(reader, node.get(iri.term("content"), ())),
        outer=_built(reader, reversed(outer)),
        changes=_on(reader, mention.get(iri.term("actsOn"), ())),
        changed_by=_on(reader, reader.subjects(iri.term("actsOn"), m)) if m else (),
    )


def _event(reader: Reader, event: str) -> Story:
    """A merged event, or a mention that the story does not know yet."""
    merged = iri.kind_of(event) == "event"
    known = reader.subjects(iri.term("refersTo"), event) if merged else [event]
    members = f"?m kg:refersTo <{event}> ." if merged else f"VALUES ?m {{ <{event}> }}"
    mentions = [reader.node(m) for m in known]
    life = sorted(_on(reader, known), key=_published)
    changed = [a for m in mentions for a in m.get(iri.term("actsOn"), ())]
    changers = [c for m in known for c in reader.subjects(iri.term("actsOn"), m) if ":mention:" in c]
    best = next((f for f in reversed(life) if not f.holders), life[-1])
    return Story(
        id=iri.short(event),
        iri=event,
        kind="event",
        title=best.text,
        facts=tuple(life),
        dates=_dates(reader, mentions),
        changes=_on(reader, changed),
        changed_by=tuple(sorted(_on(reader, changers), key=_published)),
        decisions=_decisions(reader, _decided(reader, members)),
    )


def _published(fact: Fact) -> tuple[date, str, int]:
    shown = fact.evidence
    return shown.published or date.max, shown.document, shown.spans[0][0] if shown.spans else 0


def _actor(store: HasQuads, reader: Reader, actor: str) -> Story:
    if ":actor:" not in actor:
        merged = one(reader.node(actor), iri.term("refersTo"))
        if merged is None:
            raise NotFound(f"{iri.short(actor)} is in no story yet", remedy="add the articles again")
        actor = merged
    row = actor_row(reader, actor)
    return Story(
        id=row.id,
        iri=actor,
        kind="actor",
        title=row.name,
        actor=row,
        facts=tuple(facts(store, Filter(actors=(actor,), limit=_FIRST_FACTS))),
        decisions=_decisions(reader, _decided_actor(reader, actor)),
    )


def _article(store: HasQuads, reader: Reader, article: str) -> Story:
    found = reader.article(f"{iri.BASE}graph:{iri.key_of(article)}")
    shown = facts(store, Filter(sources=(found.id,), limit=_FACTS))
    return Story(
        id=iri.short(article),
        iri=article,
        kind="article",
        title=found.title or found.name,
        facts=tuple(shown),
    )


def _built(reader: Reader, claims: Iterable[str]) -> tuple[Fact, ...]:
    return tuple(built(reader, claims))


def _on(reader: Reader, mentions: Iterable[str]) -> tuple[Fact, ...]:
    """The claims on event mentions (a claim and its mention share their key)."""
    claims = dict.fromkeys(iri.sibling(m, "claim") for m in mentions if ":mention:" in m)
    return _built(reader, claims)


def _dates(reader: Reader, nodes: Iterable[Node]) -> tuple[DateReading, ...]:
    times = dict.fromkeys(t for node in nodes for t in node.get(HAS_TIME, ()))
    return tuple(_date(reader, reader.node(t)) for t in times)


def _date(reader: Reader, time: Node) -> DateReading:
    article = reader.article(time["@graph"][0])
    return DateReading(
        words=one(time, iri.term("dateText")) or "",
        document=article.name,
        span=parse_spans(one(time, iri.term("spans")) or "0-0")[0],
        value=one(time, iri.term("timexValue")) or "",
        rule=one(time, iri.term("rule")),
        anchor=anchor_words(reader, time),
        published=article.published,
        edtf=one(time, iri.term("edtf")),
        earliest=day(one(time, EARLIEST)),
        latest=day(one(time, LATEST)),
    )


def _decided(reader: Reader, members: str) -> list[str]:
    """IRIs of the surest decisions on local things.

    :param members: a pattern that binds these to ``?m``.
    """
    query = _DECIDED.format(members=members, most=_DECISIONS)
    return [row["d"].value for row in reader.rows(query)]


def _decided_actor(reader: Reader, actor: str) -> list[str]:
    if index := reader.indexed(LISTING):
        return decisions_on(index, actor, _DECISIONS)
    return _decided(reader, f"?m kg:refersTo <{actor}> .")


def _decisions(reader: Reader, decided: Iterable[str]) -> tuple[DecisionRow, ...]:
    """Decisions, best score first."""
    left, right = iri.term("left"), iri.term("right")
    found = []
    for decision in decided:
        node = reader.node(decision)
        sides = [_told(reader, node[p][0]) for p in (left, right)]
        kind = iri.snake(node[iri.term("judgement")][0].removeprefix(iri.KG))
        score = float(node[iri.term("score")][0])
        found.append(
            DecisionRow(
                kind=kind,
                left=sides[0],
                right=sides[1],
                score=score,
                reasons=node.get(iri.term("reason"), ()),
            )
        )
    return tuple(sorted(found, key=lambda d: (-d.score, d.left, d.right)))


def _told(reader: Reader, local: str) -> str:
    """``Kim Jong Un in story.txt`` of a local actor, ``summit in story.txt`` of an event mention."""
    node = reader.kept(local)
    if "@graph" not in node:
        return iri.short(local)
    name = one(node, LABEL) or one(node, iri.term("trigger")) or iri.short(local)
    return f"{name} in {reader.article_name(node['@graph'][0])}"
