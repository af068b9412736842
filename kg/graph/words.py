"""Keeps the sidecar's index of words in step with the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg import fulltext, iri
from kg.fulltext import TEXT, ArticleWords, ClaimWords
from kg.graph import terms as t
from kg.graph.store import Store
from kg.model import Span
from kg.model.passages import around, parse_spans, words
from kg.quads import Quads, is_far
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
            _fill(index, store)
        index.mark(TEXT, stamp, base=store.stamp)
        index.keep()
    return not followed


def rebuild_words(store: Store) -> int:
    """Make the index anew; returns the number of articles.

    :raises StoreError: the file cannot be written.
    """
    try:
        return _rebuild(store)
    except Damaged:  # it has been removed
        return _rebuild(store)


def _rebuild(store: Store) -> int:
    with store.indexing() as index:
        number = _fill(index, store)
        if store.stamp is not None:
            index.mark(TEXT, store.stamp, base=None)
        index.keep()
    return number


def words_of(store: Store) -> tuple[Sidecar, bool]:
    """The index of words, and whether it was there: where it is missing or behind, one in memory is made of
    all articles for the occasion."""
    if index := store.indexed(TEXT):
        return index, True
    made = in_memory()
    _fill(made, store)
    return made, False


def _fill(index: Sidecar, store: Store) -> int:
    index.start(TEXT)
    number = 0
    for document in store.document_ids():
        _put(index, store.raw, document)
        number += 1
    index.order(TEXT)
    return number


def _put(index: Sidecar, raw: Quads, document: str) -> None:
    if article := article_words(_here(raw, document), document):
        fulltext.put(index, article)


def _here(raw: Quads, document: str) -> Quads:
    """Quads in which the article's are near: one request fetches them."""
    if not is_far(raw):
        return raw
    copy = ox.Store()
    copy.extend(raw.quads_for_pattern(None, None, None, NamedNode(iri.graph(document))))
    return copy


def article_words(raw: Quads, document: str) -> ArticleWords | None:
    """What the index holds of an article; ``None`` where the store has none of that id."""
    graph, node = NamedNode(iri.graph(document)), NamedNode(iri.article(document))
    text_node = NamedNode(iri.text(document))
    text = next(_objects(raw, text_node, t.VALUE, graph), None)
    if text is None:
        return None
    sentences = parse_spans(next(_objects(raw, text_node, t.kg("sentences"), graph), ""))
    return ArticleWords(
        key=iri.key_of(graph.value),
        published=next(_objects(raw, node, t.schema("datePublished"), graph), None),
        names=frozenset(n.casefold() for p in _NAMES for n in _objects(raw, node, p, graph)),
        text=text,
        claims=tuple(_claims(raw, graph, text, sentences)),
    )


def _objects(raw: Quads, node: NamedNode, predicate: NamedNode, graph: NamedNode) -> Iterator[str]:
    for quad in raw.quads_for_pattern(node, predicate, None, graph):
        yield str(getattr(quad.object, "value", ""))


def _claims(raw: Quads, graph: NamedNode, text: str, sentences: tuple[Span, ...]) -> Iterator[ClaimWords]:
    starts = [s for s, _ in sentences]
    said = {
        iri.key_of(str(getattr(q.subject, "value", "")))
        for q in raw.quads_for_pattern(None, t.kg("attitude"), None, graph)
    }
    spans: dict[str, list[Span]] = {}
    for q in raw.quads_for_pattern(None, t.HAS_TARGET, None, graph):
        key = iri.key_of(str(getattr(q.subject, "value", "")))
        spans.setdefault(key, []).append(iri.offsets(str(getattr(q.object, "value", ""))))
    for key in sorted(spans):
        own = sorted(spans[key])
        yield ClaimWords(key, around(sentences, starts, own), words(text, own), key in said)
