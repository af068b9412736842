"""Keeps the sidecar's index of words in step with the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg import fulltext, iri
from kg.fulltext import TEXT, ArticleWords, ClaimWords
from kg.graph import terms as t
from kg.graph.index.article import ArticleGraph
from kg.graph.store import Store
from kg.model import Span
from kg.model.passages import around, parse_spans, words
from kg.quads import Quads, is_far, near
from kg.sidecar import Damaged, Sidecar, in_memory

_NAMES = (t.kg("fileName"), t.kg("documentId"), t.schema("url"), t.kg("source"), t.kg("outlet"))


def update_words(store: Store, changed: Iterable[str], *, stamp: str) -> bool:
    """Bring the index up to date with articles that came, went or changed since the store's stamp; all of
    them are read where it is missing or behind.

    :param stamp: of the state that is about to be written.
    :return: whether all of them were read.
    :raises StoreError: the file cannot be written.
    """
    try:
        return _update(store, changed, stamp)
    except Damaged:  # it has been removed
        return _update(store, changed, stamp)


def _update(store: Store, changed: Iterable[str], stamp: str) -> bool:
    with store.indexing() as index:
        followed = index.follows(TEXT, store.stamp)
        if followed:
            for document in changed:
                fulltext.drop(index, iri.key_of(iri.graph(document)))
                _put(index, store.raw, document)
        else:
            fill_words(index, store)
        index.mark(TEXT, stamp, base=store.stamp)
        index.keep()
    return not followed


def words_of(store: Store) -> tuple[Sidecar, bool]:
    """The index of words, and whether it was there: where it is missing or behind, one in memory is made of
    all articles for the occasion."""
    if index := store.indexed(TEXT):
        return index, True
    made = in_memory()
    fill_words(made, store)
    return made, False


def fill_words(index: Sidecar, store: Store, *, on_done: Callable[[int], None] | None = None) -> None:
    """Index all articles; ``on_done`` is called with 1 for each."""
    index.start(TEXT)
    for document in store.document_ids():
        _put(index, store.raw, document)
        if on_done:
            on_done(1)
    index.order(TEXT)


def _put(index: Sidecar, raw: Quads, document: str) -> None:
    put_words(index, ArticleGraph(_here(raw, document), iri.key_of(iri.graph(document))))


def put_words(index: Sidecar, article: ArticleGraph) -> None:
    """Index an article that the index does not hold, if the store holds it."""
    if found := article_words(article):
        fulltext.put(index, found)


def _here(raw: Quads, document: str) -> ox.Store:
    """Quads in which the article's are near: one request fetches them."""
    if not is_far(raw):
        return near(raw)
    copy = ox.Store()
    copy.extend(raw.quads_for_pattern(None, None, None, NamedNode(iri.graph(document))))
    return copy


def article_words(article: ArticleGraph) -> ArticleWords | None:
    """What the index holds of an article; ``None`` where the store has none of that key."""
    document = article.value(t.kg("documentId"))
    text = article.values(t.VALUE).get(iri.text(document)) if document else None
    if document is None or text is None:
        return None
    node = iri.article(document)
    sentences = parse_spans(article.value(t.kg("sentences")) or "")
    return ArticleWords(
        key=article.key,
        published=article.values(t.schema("datePublished")).get(node),
        names=frozenset(n.casefold() for p in _NAMES for s, n in article.pairs(p) if s == node),
        text=text,
        claims=tuple(_claims(article, text, sentences)),
    )


def _claims(article: ArticleGraph, text: str, sentences: tuple[Span, ...]) -> Iterator[ClaimWords]:
    starts = [s for s, _ in sentences]
    said = {iri.key_of(claim) for claim, _ in article.pairs(t.kg("attitude"))}
    for key, spans in sorted(article.spans().items()):
        own = sorted(spans)
        yield ClaimWords(key, around(sentences, starts, own), words(text, own), key in said)
