"""One article's graph, read at once for whoever lists or indexes what the article says."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pyoxigraph as ox
from pyoxigraph import NamedNode

from kg import iri
from kg.graph import terms as t
from kg.listing import graph_of
from kg.model import Span

_READ = (
    t.VALUE, t.EVENT_TYPE, t.EARLIEST, t.LATEST, t.HAS_TIME, t.HAS_TARGET,
    *(t.schema(name) for name in ("datePublished", "url")),
    *(t.kg(name) for name in ("documentId", "fileName", "source", "outlet", "sentences")),
    *(t.kg(name) for name in ("about", "attitude", "content", "status")),
    *(t.kg(name) for name in ("description", "mentionSpans", "named")),
)  # fmt: skip
"""Properties that are read."""
_AHEAD = 4
_NUMBERED = " ".join(f"({predicate} {number})" for number, predicate in enumerate(_READ))


class ArticleGraph:
    """The properties that the list of facts and the index of words are made of. One question for all of them,
    with numbers in place of their names, as the engine spends its time on fetching the text of terms; it
    does so without holding the interpreter, and others can work meanwhile (:func:`read_ahead`).

    :param key: of the graph's IRI (:func:`kg.iri.key_of`).
    """

    def __init__(self, raw: ox.Store, key: str) -> None:
        self.key = key
        self._pairs: dict[NamedNode, list[tuple[str, str]]] = {predicate: [] for predicate in _READ}
        pattern = f"VALUES (?p ?n) {{ {_NUMBERED} }} ?s ?p ?o"
        found: Any = raw.query(f"SELECT ?s ?n ?o WHERE {{ GRAPH <{graph_of(key)}> {{ {pattern} }} }}")
        answer = json.loads(found.serialize(format=ox.QueryResultsFormat.JSON))
        for row in answer["results"]["bindings"]:
            predicate = _READ[int(row["n"]["value"])]
            self._pairs[predicate].append((row["s"]["value"], row["o"]["value"]))

    def pairs(self, predicate: NamedNode) -> list[tuple[str, str]]:
        """Values of subject and object."""
        return self._pairs[predicate]

    def values(self, predicate: NamedNode) -> dict[str, str]:
        """IRI of each subject -> its value; of several, any."""
        return dict(self.pairs(predicate))

    def value(self, predicate: NamedNode) -> str | None:
        """What the graph says of the only thing that has that property; of several, any."""
        return next((value for _, value in self.pairs(predicate)), None)

    def spans(self) -> dict[str, list[Span]]:
        """Key of each claim -> where its words stand, in no order."""
        found: dict[str, list[Span]] = {}
        for claim, target in self.pairs(t.HAS_TARGET):
            found.setdefault(iri.key_of(claim), []).append(iri.offsets(target))
        return found


def read_ahead(raw: ox.Store, keys: Iterable[str]) -> Iterator[ArticleGraph]:
    """Articles in order; the next ones are read while one is worked on."""
    with ThreadPoolExecutor(1) as reader:
        waiting: deque[Future[ArticleGraph]] = deque()
        for key in keys:
            waiting.append(reader.submit(ArticleGraph, raw, key))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
