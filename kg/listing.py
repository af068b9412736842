"""The part of the index that lists facts: every claim in the order of ``kg facts`` and of ``kg timeline``,
and the names of actors. Written by :mod:`kg.graph.index.lister`, read by :mod:`kg.query.listed`.

Invariants: a row holds what the store's quads hold, with what people set in place of what the article has;
things are named by the keys of their IRIs (:func:`kg.iri.key_of`); days are ISO 8601 text, so that they
sort as days; what has no value is NULL.
"""

from __future__ import annotations

import re

from kg import iri
from kg.model import Status
from kg.sidecar import Part

EVENT, STATEMENT = "event", "statement"
NEWS = frozenset({Status.OCCURRED, Status.ONGOING})
"""What an article tells as having come to pass by its day."""
OPEN = "9999-12-31"
"""Stands for an open or unknown day in an order."""
LAST = "~"
"""Sorts after all days."""
_SUFFIX = re.compile(
    r"[,\s]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|plc|llc|ag|gmbh|sa)\.?$", re.I
)

LISTING = Part(
    "facts",
    "2",
    {
        "fact": """CREATE TABLE fact(
            rank TEXT PRIMARY KEY, claim TEXT, doc TEXT, published TEXT, kind TEXT, type TEXT, status TEXT,
            early TEXT, late TEXT, start INT, outer TEXT, event TEXT, rejected INT, place TEXT) WITHOUT ROWID;
            CREATE UNIQUE INDEX fact_claim ON fact(claim);
            CREATE INDEX fact_doc ON fact(doc);
            CREATE INDEX fact_event ON fact(event) WHERE event IS NOT NULL;
            CREATE INDEX fact_outer ON fact(outer) WHERE outer IS NOT NULL;
            CREATE INDEX fact_place ON fact(place, rank) WHERE place IS NOT NULL""",
        "happening": "CREATE TABLE happening(event TEXT PRIMARY KEY, early TEXT, late TEXT) WITHOUT ROWID",
        "part": """CREATE TABLE part(event TEXT, actor TEXT, PRIMARY KEY(event, actor)) WITHOUT ROWID;
            CREATE INDEX part_actor ON part(actor, event)""",
        "voice": """CREATE TABLE voice(
            claim TEXT, actor TEXT, kind TEXT, PRIMARY KEY(claim, actor)) WITHOUT ROWID;
            CREATE INDEX voice_actor ON voice(actor, kind, claim)""",
        "label": """CREATE TABLE label(
            id INTEGER PRIMARY KEY, actor TEXT, label TEXT, own INT, fold TEXT, plain TEXT);
            CREATE INDEX label_actor ON label(actor);
            CREATE INDEX label_fold ON label(fold);
            CREATE INDEX label_plain ON label(plain)""",
        "word": """CREATE TABLE word(word TEXT, label INT, PRIMARY KEY(word, label)) WITHOUT ROWID;
            CREATE INDEX word_label ON word(label)""",
        "member": """CREATE TABLE member(
            local TEXT, actor TEXT, doc TEXT, mentions INT, nameless INT, described TEXT);
            CREATE UNIQUE INDEX member_local ON member(local);
            CREATE INDEX member_actor ON member(actor, doc, mentions, nameless, local);
            CREATE INDEX member_described ON member(actor, described) WHERE described IS NOT NULL;
            CREATE INDEX member_doc ON member(doc)""",
        "decided": """CREATE TABLE decided(
            local TEXT, decision TEXT, score REAL, PRIMARY KEY(local, decision)) WITHOUT ROWID;
            CREATE INDEX decided_decision ON decided(decision)""",
    },
)  # fmt: skip
"""``fact.outer``: the statement whose words hold the claim. ``part``: who takes part in a merged event.
``voice``: who holds a claim. ``member``: the local actors, whom they are, and ``described``, the JSON
array of what their article calls them. ``decided``: decisions on local actors, a row for each
of the two."""


def rank(early: str | None, late: str | None, published: str | None, doc: str, start: int, claim: str) -> str:
    """Where a fact stands among all: by interval (undated last), publication, article, place in the text.

    The separator sorts before everything that a key may hold.
    """
    first, last = (early or late or LAST, late or (OPEN if early else LAST))
    return f"{first} {last} {published or OPEN} {doc} {start:09} {claim}"


def place(early: str | None, late: str | None, published: str | None) -> str:
    """Where an entry stands in a timeline: by its beginning, then its end, one open at the start by its end;
    else by the day of publication, if that is given; else last. :func:`rank` parts what stands together."""
    if early or late:
        return f"{early or late} {late or OPEN}"
    return f"{published} {published}" if published else LAST


def placed(early: str | None, late: str | None, published: str | None, status: str) -> str:
    """:func:`place` of an event: of undated news the day when it was told stands for its own."""
    return place(early, late, published if status in NEWS else None)


def ends(place: str) -> str | None:
    """What two entries share that are simultaneous; ``None``: unplaced."""
    return None if place == LAST else place


def plain_name(name: str) -> str:
    """A name but for case, accents, "the" and company suffixes, as a slug."""
    bare = name.strip().rstrip(".")
    if bare[:4].lower() == "the ":
        bare = bare[4:]
    return iri.slug(_SUFFIX.sub("", bare))


def words_of(plain: str) -> set[str]:
    """Words of a plain name, by which a part of it is found."""
    return set(plain.split("-"))


def graph_of(doc: str) -> str:
    """IRI of the graph of the article with that key."""
    return f"{iri.BASE}graph:{doc}"


def claim_of(claim: str) -> str:
    """IRI of the claim with that key."""
    return f"{iri.BASE}claim:{claim}"
