"""Words looked for in what was said: passages, the best first, with who speaks in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

import pyoxigraph as ox

from kg import fulltext, iri
from kg.fulltext import Hit
from kg.model import FactActor, Passage
from kg.query.find import find_actors
from kg.query.people import rejected_claims
from kg.query.reader import HasQuads, Reader, day, one
from kg.sidecar import Sidecar

_HOLDER = ox.NamedNode(iri.term("holder"))


def search(
    store: HasQuads,
    index: Sidecar,
    words: str,
    *,
    limit: int | None = None,
    by: str | None = None,
    sources: Iterable[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> list[Passage]:
    """Passages that fit, the best first; :mod:`kg.fulltext.search` says what can be asked for.

    :param index: words of the store's articles.
    :param by: name, alias or id of somebody who speaks in the passage.
    :param sources: outlets, file names, document ids or URLs: any of them.
    :param since: day of publication, inclusive; so is ``until``.
    :raises NotFound: nobody answers to ``by``.
    """
    found = fulltext.hits(index, words, names=sources, since=since, until=until)
    return list(islice(_passages(Reader(store), found, by), limit))


def _passages(reader: Reader, found: Iterable[Hit], by: str | None) -> Iterator[Passage]:
    wanted = {iri.short(a) for a in find_actors(reader, by)} if by else None
    rejected = rejected_claims(reader.raw)
    for hit in found:
        claims = [c for c in hit.claims if f"{iri.BASE}claim:{c}" not in rejected]
        speakers = [_speaker(reader, c) for c in hit.statements if c in claims]
        if not claims or (wanted is not None and wanted.isdisjoint(s.id for s in speakers)):
            continue
        article = reader.kept(f"{iri.BASE}article:{hit.article}")  # without its text
        yield Passage(
            document=one(article, iri.term("fileName")) or hit.article,
            article=one(article, iri.term("documentId")) or hit.article,
            title=one(article, iri.SCHEMA + "headline"),
            outlet=one(article, iri.term("outlet")),
            published=day(one(article, iri.SCHEMA + "datePublished")),
            url=one(article, iri.SCHEMA + "url"),
            span=hit.span,
            text=hit.text,
            marks=hit.marks,
            speakers=tuple(sorted({s.name for s in speakers})),
            claims=tuple(iri.short(f"{iri.BASE}claim:{c}") for c in claims),
            score=hit.score,
        )


def _speaker(reader: Reader, claim: str) -> FactActor:
    node = ox.NamedNode(f"{iri.BASE}claim:{claim}")
    quad = next(iter(reader.raw.quads_for_pattern(node, _HOLDER, None, None)))
    return reader.actor(str(getattr(quad.object, "value", "")), "speaker")
