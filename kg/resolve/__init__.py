"""What is one and the same across articles: actors first, then the events they take part in.

Invariants: the result is a function of the *set* of articles and corrections (everything is sorted, ties
break by IRI); conflict beats similarity, and a person's correction beats both; each merge and each refusal
is a decision with a score and reasons. Whatever is decided hangs on few things near it, so that an added
article costs the same among a hundred as among a million: ``index`` remembers, ``update`` says in which order
it is brought up to date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kg.model import ActorSignature, Correction, DocumentSignature, EventSignature, Resolution
from kg.resolve.copies import find_copies
from kg.resolve.index import Index, IndexDamaged, index_of
from kg.resolve.update import update

__all__ = ["Index", "IndexDamaged", "find_copies", "index_of", "resolve", "update"]


def resolve(
    actors: Iterable[ActorSignature],
    events: Iterable[EventSignature],
    *,
    corrections: Iterable[Correction] = (),
    documents: Iterable[DocumentSignature] = (),
) -> Resolution:
    """Merge actors and events of a set of articles, then do as people decided.

    :param corrections: all that were ever made, undone ones included.
    :param documents: texts and days of the articles, where copies among them are to be found.
    """
    articles = _articles(set(actors), set(events), documents)
    changes = update(Index(), articles, corrections, lambda document: articles[document].text)
    members: dict[str, list[str]] = defaultdict(list)
    for local, actor in sorted(changes.links.items()):
        members[actor].append(local)
    found = changes.resolution
    return replace(found, actors=tuple(replace(a, members=tuple(members[a.id])) for a in found.actors))


def _articles(
    actors: set[ActorSignature], events: set[EventSignature], documents: Iterable[DocumentSignature]
) -> dict[str, DocumentSignature]:
    days: dict[str, date | None] = {}
    signatures: list[ActorSignature | EventSignature] = [*actors, *events]
    for s in sorted(signatures, key=lambda s: s.local):
        days[s.document] = days.get(s.document) or s.published
    found = {d: DocumentSignature(document=d, published=day) for d, day in sorted(days.items())}
    found |= {d.document: d for d in documents}
    return {
        key: replace(
            d,
            actors=tuple(sorted((a for a in actors if a.document == key), key=lambda a: a.local)),
            events=tuple(sorted((e for e in events if e.document == key), key=lambda e: e.local)),
        )
        for key, d in sorted(found.items())
    }
