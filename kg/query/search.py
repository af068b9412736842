"""Words looked for in what was said: passages, the best first, with who speaks in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from kg import fulltext, iri
from kg.fulltext import Hit
from kg.model import FactActor, Passage
from kg.query.find import find_actors
from kg.query.people import rejected_claims
from kg.query.reader import HasQuads, Reader, one
from kg.sidecar import Sidecar


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
        article = reader.article(f"{iri.BASE}graph:{hit.article}")
        yield Passage(
            document=article.name,
            article=article.id,
            title=article.title,
            outlet=article.outlet,
            published=article.published,
            url=article.url,
            span=hit.span,
            text=hit.text,
            marks=hit.marks,
            speakers=tuple(sorted({s.name for s in speakers})),
            claims=tuple(iri.short(f"{iri.BASE}claim:{c}") for c in claims),
            score=hit.score,
        )


def _speaker(reader: Reader, claim: str) -> FactActor:
    return reader.actor(one(reader.node(f"{iri.BASE}claim:{claim}"), iri.term("holder")) or "", "speaker")
