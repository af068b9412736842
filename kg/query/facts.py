"""Facts: one claim a row, with its attribution chain, its dates and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from sys import maxsize

from kg import iri
from kg.model import Evidence, Fact, FactActor, Polarity, StatementKind
from kg.quads import parts
from kg.query.ahead import AT_ONCE
from kg.query.asof import sources
from kg.query.filter import Filter
from kg.query.paging import Page
from kg.query.people import REJECTED_BY, changes, reason
from kg.query.reader import (
    EARLIEST,
    EVENT_TYPE,
    HAS_PLACE,
    HAS_TIME,
    LATEST,
    HasQuads,
    Node,
    Reader,
    day,
    one,
    parse_spans,
    value_of,
)
from kg.query.scan import in_text_order
from kg.query.select import candidates, groups
from kg.query.wording import attributed, event_line, noun_phrase, spoken, statement_line

_MAX_CHAIN = 50
"""Statements nested deeper than this are a loop in the data."""


def facts(store: HasQuads, wanted: Filter | None = None) -> list[Fact]:
    """Facts that pass, by date (undated last), then by publication and place in the text.

    :raises NotFound: an actor or holder that nobody answers to.
    """
    wanted = wanted or Filter()
    reader = Reader(store, as_of=wanted.as_of)
    passing = (
        fact for fact in built(reader, candidates(reader, wanted), wanted.limit) if passes(fact, wanted)
    )
    return list(islice(passing, wanted.limit))


def facts_page(store: HasQuads, wanted: Filter, *, offset: int = 0) -> Page[Fact]:
    """So many of :func:`facts` as ``limit`` says from that one on, and how many there are.

    Only the rows of the page are read, unless a condition needs the words of all.

    :raises NotFound: an actor or holder that nobody answers to.
    """
    reader = Reader(store, as_of=wanted.as_of)
    end = maxsize if wanted.limit is None else offset + wanted.limit
    rows: list[Fact] = []
    total = 0
    for group in groups(reader, wanted):
        part = slice(max(0, offset - total), max(0, end - total))
        if wanted.text is None:
            total += len(group)
            if part.start < len(group) and part.stop:
                rows += built(reader, in_text_order(reader, group)[part])
        else:
            told = built(reader, in_text_order(reader, group))
            found = [fact for fact in told if passes(fact, wanted)]
            total += len(found)
            rows += found[part]
    return Page(tuple(rows), total)


def passes(fact: Fact, wanted: Filter) -> bool:
    """Conditions that need the words."""
    if wanted.text is None:
        return True
    needle = wanted.text.casefold()
    return needle in fact.evidence.context.casefold() or needle in fact.evidence.quote.casefold()


def built(reader: Reader, claims: Iterable[str], most: int | None = None) -> Iterator[Fact]:
    """The facts of claims, lazily.

    :param most: so many are likely to be taken; no more are read ahead.
    """
    for part in parts(claims, min(most or AT_ONCE, AT_ONCE) if reader.ahead.far else 1):
        reader.ahead.read_claims(part, reader.as_of)
        for claim in part:
            yield build(reader, claim)


def build(reader: Reader, claim: str) -> Fact:
    """The fact of a claim that the store holds."""
    node = reader.node(claim)
    return _event(reader, claim, node) if iri.term("about") in node else _statement(reader, claim, node)


def outer_statements(reader: Reader, claim: str) -> list[str]:
    """The statements that hold a claim, innermost first."""
    chain: list[str] = []
    while len(chain) < _MAX_CHAIN and (outer := reader.outer(claim)):
        chain.append(outer)
        claim = outer
    return chain


def holders(reader: Reader, claim: str) -> tuple[FactActor, ...]:
    """Who passes the claim on, outermost first; empty where the article itself asserts it."""
    voices: list[FactActor] = []
    for statement in (*reversed(outer_statements(reader, claim)), claim):
        node = reader.kept(statement)
        links = [one(node, iri.term("via"))]
        if statement != claim:
            links.append(one(node, iri.term("holder")) or "")
        for link in links:
            if link is not None and (voice := reader.actor(link, "holder")) not in voices[-1:]:
                voices.append(voice)
    return tuple(voices)


def evidence(reader: Reader, claim: str, node: Node) -> Evidence:
    article = reader.article(node["@graph"][0])
    spans = reader.evidence_spans(claim)
    around = article.around(spans)
    return Evidence(
        document=article.name,
        article=article.id,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        spans=spans,
        quote=article.words(spans),
        sentence=around,
        context=article.text[around[0] : around[1]],
    )


def roles(reader: Reader, mention: Node) -> tuple[FactActor, ...]:
    """Fillers in text order of the extraction; where nobody is known, the words that stand there."""
    article = reader.article(mention["@graph"][0])
    found: list[FactActor] = []
    for line in (one(mention, iri.term("roleSpans")) or "").splitlines():
        role, key, spans = (*line.split(" ", 2), "")[:3]
        if role == "place":
            continue
        if key == "-":
            words = article.words(parse_spans(spans.replace(",", " ")))
            actor = FactActor(None, words, role)
        else:
            actor = reader.actor(f"{iri.BASE}local-actor:{key}", role)
        if actor not in found:
            found.append(actor)
    return tuple(found)


def place(reader: Reader, mention: Node) -> str | None:
    """Name of the place, else the words that stand there."""
    if local := one(mention, HAS_PLACE):
        return reader.actor(local, "place").name
    spans = one(mention, iri.term("placeSpans"))
    return reader.article(mention["@graph"][0]).words(parse_spans(spans)) if spans else None


def _event(reader: Reader, claim: str, node: Node) -> Fact:
    local = node[iri.term("about")][0]
    mention = reader.node(local)
    merged = one(mention, iri.term("refersTo"))
    time = reader.kept(t) if (t := one(mention, HAS_TIME)) else {}
    shown = evidence(reader, claim, node)
    chain, actors, where = holders(reader, claim), roles(reader, mention), place(reader, mention)
    type_, status = value_of(mention[EVENT_TYPE][0]), value_of(node[iri.term("status")][0])
    certainty = value_of(node[iri.term("certainty")][0])
    line = event_line(
        type_,
        status,
        actors,
        words=shown.quote,
        certainty=certainty,
        place=where,
        changed=_changed(reader, mention),
    )
    return Fact(
        id=iri.short(claim),
        kind="event",
        event=iri.short(merged or local),
        type=type_,
        text=attributed(line, chain),
        actors=actors,
        earliest=day(one(mention, EARLIEST)),
        latest=day(one(mention, LATEST)),
        date_text=one(time, iri.term("dateText")),
        edtf=one(time, iri.term("edtf")),
        date_rule=one(time, iri.term("rule")),
        date_anchor=anchor_words(reader, time),
        place=where,
        status=status,
        polarity=value_of(node[iri.term("polarity")][0]),
        certainty=certainty,
        holders=chain,
        evidence=shown,
        trigger=parse_spans(one(mention, iri.term("triggerSpans")) or "") or shown.spans,
        sources=sources(reader, merged),
        rejected=_rejected(reader, node),
        corrected=changes(reader, node, mention),
    )


def _changed(reader: Reader, mention: Node) -> str | None:
    """What a cancellation or postponement changes: "the meeting of A and B"; ``None`` where its two sides
    are not known, as the line's own words then say as much."""
    acted = one(mention, iri.term("actsOn"))
    other = reader.kept(acted) if acted else {}
    names = list(dict.fromkeys(a.name for a in roles(reader, other) if a.id)) if other else []
    return noun_phrase(value_of(other[EVENT_TYPE][0]), names) if len(names) > 1 else None


def _rejected(reader: Reader, node: Node) -> str | None:
    correction = one(node, REJECTED_BY)
    return reason(reader, correction) if correction else None


def anchor_words(reader: Reader, time: Node) -> str | None:
    """``published``, or the words of the date that it counts from."""
    anchor = one(time, iri.term("anchor"))
    if anchor and anchor.startswith(f"{iri.BASE}time:"):
        return one(reader.kept(anchor), iri.term("dateText"))
    return anchor


def _cue_words(reader: Reader, node: Node) -> str:
    spans = parse_spans(one(node, iri.term("cueSpans")) or "")
    return reader.article(node["@graph"][0]).words(spans)


def _statement(reader: Reader, claim: str, node: Node) -> Fact:
    time = reader.kept(t) if (t := one(node, HAS_TIME)) else {}
    shown = evidence(reader, claim, node)
    speaker = reader.actor(node[iri.term("holder")][0], "speaker")
    told = [reader.actor(a, "addressee") for a in node.get(iri.term("addressee"), ())]
    attitude, polarity = value_of(node[iri.term("attitude")][0]), value_of(node[iri.term("polarity")][0])
    chain = holders(reader, claim)
    direct = value_of(node[iri.term("quoteKind")][0]) == StatementKind.DIRECT
    line = statement_line(
        spoken(speaker),
        attitude,
        shown.quote,
        direct=direct,
        negative=polarity == Polarity.NEGATIVE,
        cue=(one(node, iri.term("cue")) or "", _cue_words(reader, node)),
    )
    return Fact(
        id=iri.short(claim),
        kind="statement",
        event=iri.short(claim),
        type=attitude,
        text=attributed(line, chain),
        actors=(speaker, *told),
        earliest=day(one(time, EARLIEST)),
        latest=day(one(time, LATEST)),
        date_text=one(time, iri.term("dateText")),
        edtf=one(time, iri.term("edtf")),
        date_rule=one(time, iri.term("rule")),
        date_anchor=anchor_words(reader, time),
        status="said",
        polarity=polarity,
        holders=chain,
        evidence=shown,
        rejected=_rejected(reader, node),
    )
