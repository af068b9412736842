"""A store of made-up articles, through the same doors as ``kg add``: article graphs, then the story.

Merging thousands of articles by :mod:`kg.resolve` takes longer than all that is measured here, so the story
is told from a cheaper resolution by default: actors of one name are one, events of one type, day and cast
are one. It is written by the store's own mapping; ``story="resolve"`` merges as ``kg add`` does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.store.generate import TRIPLES_AN_ARTICLE, extractions
from kg import iri
from kg.graph import Store, document_signatures, open_store
from kg.model import (
    ActorSignature,
    Changes,
    Decision,
    DecisionKind,
    EventSignature,
    MergedActor,
    MergedEvent,
    Resolution,
)
from kg.pipeline import retell

_BATCH = 20_000
T = TypeVar("T")


def build(folder: Path, triples: int, *, seed: int = 0, story: str = "plain") -> int:
    """Make the store in the folder and return how many triples it holds (about as many as asked for)."""
    with open_store(folder, create=True) as store:
        for extraction in extractions(triples // TRIPLES_AN_ARTICLE, seed=seed):
            store.add(extraction)
        if story == "resolve":
            retell(store)
        else:
            store.clear_story()
            for number, changes in enumerate(_plain_story(store)):
                store.write_changes(changes, stamp=f"made-up-{number}", told=())
            store.write_changes(Changes(resolution=Resolution()), stamp="made-up")
        store.raw.optimize()
        return len(store.raw)


def _plain_story(store: Store) -> Iterator[Changes]:
    actors: dict[str, list[ActorSignature]] = defaultdict(list)
    events: dict[tuple[object, ...], list[EventSignature]] = defaultdict(list)
    for article in document_signatures(store):
        names = {a.local: a.name for a in article.actors}
        for actor in article.actors:
            actors[actor.name].append(actor)
        for event in article.events:
            cast = tuple(sorted({names[local] for _, local in event.actors}))
            alone = event.local if event.type == "action" or not cast else ""
            events[event.type, cast, event.earliest, event.latest, alone].append(event)
    ids = {name: iri.slug(name) for name in actors}
    yield from _actors(actors, ids)
    yield from _events(events)


def _actors(groups: dict[str, list[ActorSignature]], ids: dict[str, str]) -> Iterator[Changes]:
    for part in _parts(groups.items()):
        merged = [
            MergedActor(id=ids[name], name=name, kind=group[0].kind, aliases=group[0].aliases)
            for name, group in part
        ]
        pairs = [sorted((group[0].local, other.local)) for _, group in part for other in group[1:]]
        decisions = [
            Decision(kind=DecisionKind.MERGE, left=left, right=right, score=1.0, reasons=("same name",))
            for left, right in pairs
        ]
        links = {a.local: ids[name] for name, group in part for a in group}
        resolution = Resolution(actors=tuple(merged), decisions=tuple(decisions))
        yield Changes(resolution=resolution, links=links)


def _events(groups: dict[tuple[object, ...], list[EventSignature]]) -> Iterator[Changes]:
    for part in _parts(groups.values()):
        merged = tuple(
            MergedEvent(
                id=iri.event_key(group[0].local),
                type=group[0].type,
                members=tuple(e.local for e in group),
                earliest=group[0].earliest,
                latest=group[0].latest,
            )
            for group in part
        )
        yield Changes(resolution=Resolution(events=merged))


def _parts(rows: Iterable[T]) -> Iterator[list[T]]:
    left = iter(rows)
    while part := list(islice(left, _BATCH)):
        yield part
