"""What merging remembers: any way to a set of articles tells the same story as all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iri
from kg.model import ActorSignature, Changes, DocumentSignature, EventSignature
from kg.resolve import Index, update

PEOPLE = (
    "Ines Varga", "Tomas Varga", "Varga", "Mohammed Haddad", "Mohamed Haddad", "Haddad", "Carl Weaver",
    "Carl J. Weaver", "Carl P. Weaver", "Weaver", "Park Min-jun", "Park",
)  # fmt: skip
BODIES = (("HSB", ()), ("Harbour Safety Board", ("HSB",)), ("Highland Savings Bank", ("HSB",)), ("Varga", ()))
STATES = (("Norway", "country:NO"), ("Oslo", "country:NO"), ("Sweden", "country:SE"))
TYPES = (
    "meeting",
    "meeting",
    "meeting",
    "agreement",
    "accusation",
    "action",
    "death",
    "departure",
    "appointment",
    "attack",
    "protest",
    "weapons_test",
)
ONCE = {"death": ("die", "death"), "departure": ("resign", "step"), "appointment": ("appoint", "nominate")}
PLACES = (("Bergen", "place:bergen"), ("Vik", None))
SAID = (
    (), ("Norwegian prime minister",), ("King of Sweden",), ("defence minister",), ("the defence minister",),
    ("mayor of Oslo",), ("mayor",),
)  # fmt: skip
WORDS = (
    "The harbour reopened on Tuesday after nine days of storms and the first ferry left with four hundred "
    "people while the master told the council that the outer wall needs repair before the winter"
)


class Told:
    """A story that changes are applied to, as a store applies them."""

    def __init__(self) -> None:
        self.index = Index()
        self.articles: dict[str, DocumentSignature] = {}
        self.nodes: dict[str, object] = {}
        self.links: dict[str, str] = {}

    def tell(self, articles: Mapping[str, DocumentSignature | None]) -> None:
        for key, article in articles.items():
            old = self.articles.pop(key, None)
            for thing in (*old.actors, *old.events) if old else ():
                self.links.pop(thing.local, None)
            self.nodes.pop(iri.article(key), None)
            if article:
                self.articles[key] = article
        self._apply(update(self.index, articles, (), lambda d: self.articles[d].text))

    def _apply(self, changes: Changes) -> None:
        for subject in changes.subjects:
            self.nodes.pop(subject, None)
            self.links.pop(subject, None)
        found = changes.resolution
        self.nodes |= {iri.actor(a.id): replace(a, members=()) for a in found.actors}
        self.nodes |= {iri.event(e.id): e for e in found.events}
        self.nodes |= {iri.decision(d.kind.value, d.left, d.right): d for d in found.decisions}
        self.nodes |= {iri.article(c.document): c for c in found.copies}
        self.links |= changes.links
        self.links |= {m: e.id for e in found.events for m in e.members}


def at_once(articles: Iterable[DocumentSignature]) -> Told:
    told = Told()
    told.tell({a.document: a for a in articles})
    return told


def article(key: str, seed: int) -> DocumentSignature:
    """An article of some people, bodies and states, and of what they did on some days."""
    chance = Random(seed)
    day = date(2031, 6, 1) + timedelta(chance.randrange(12))
    cast: dict[str, ActorSignature] = {}

    def actor(name: str, kind: str, **more: object) -> None:
        local = f"urn:kg:local-actor:{key}-{iri.slug(name)}-{kind}"
        known: dict[str, object] = {"mentions": chance.randrange(1, 4), "published": day, **more}
        cast[local] = ActorSignature(local=local, document=key, name=name, kind=kind, **known)  # type: ignore[arg-type]

    for name in chance.sample(PEOPLE, chance.randrange(4)):
        actor(name, "person", descriptions=chance.choice(SAID), aliases=(name.split()[-1],))
    for name, aliases in chance.sample(BODIES, chance.randrange(2)):
        actor(name, "organization", aliases=aliases)
    for name, known in chance.sample(STATES, chance.randrange(2, 4)):
        actor(name, "country", key=known)
    for name, known in chance.sample(PLACES, chance.randrange(2)):
        actor(name, "place", key=known)
    if chance.random() < 0.3:
        actor("officials", "group", named=False)
    return DocumentSignature(
        document=key,
        text=WORDS + " again" * chance.randrange(3) if chance.random() < 0.3 else "",
        published=day if chance.random() < 0.9 else None,
        actors=tuple(cast[k] for k in sorted(cast)),
        events=tuple(events(key, day, sorted(cast), chance)),
    )


def events(key: str, day: date, cast: list[str], chance: Random) -> list[EventSignature]:
    found: list[EventSignature] = []
    for n in range(chance.randrange(6)):
        states = [local for local in cast if local.endswith("country")]
        among = states if chance.random() < 0.7 else cast
        who = chance.sample(among, min(len(among), chance.choice((1, 2, 2, 2, 3))))
        first = date(2031, 6, 1) + timedelta(chance.randrange(9))
        span = chance.choice((None, 0, 0, 0, 2, 20, 60))
        type_ = chance.choice(TYPES)
        acts = chance.choice([e.local for e in found] or [None]) if chance.random() < 0.25 else None
        same = chance.choice(found) if found and chance.random() < 0.15 else None
        acting = chance.choice(("cancellation", "cancellation", "postponement")) if acts else None
        people = [local for local in cast if local.endswith("person")]
        who = people[:1] if type_ in ONCE and people and chance.random() < 0.7 else who
        who = [] if acts and chance.random() < 0.3 else who
        symmetric = type_ in ("meeting", "agreement") and not acts
        roles = ("participant",) * 3 if symmetric else ("agent", "target", "theme")
        roles = ("target", "agent", "theme") if type_ in ("death", "appointment") else roles
        sites = [local for local in cast if local.endswith("place")]
        found.append(
            EventSignature(
                local=f"urn:kg:mention:{key}-{n}",
                document=key,
                type=acting or (same.type if same else type_),
                actors=tuple(sorted(zip(roles, who, strict=False))),
                earliest=first if span is not None else None,
                latest=first + timedelta(span) if span is not None else None,
                status=chance.choice(("occurred", "occurred", "planned", "cancelled", "denied")),
                trigger=chance.choice(ONCE.get(type_, ("meet", "meet", "meeting", "talks"))),
                place_actor=chance.choice(sites) if sites and chance.random() < 0.5 else None,
                published=day,
                same_as=same.local if same else None,
                acts_on=acts,
            )
        )
    return found


KEYS = tuple(f"d{n}" for n in range(8))
STEPS = st.lists(
    st.dictionaries(st.sampled_from(KEYS), st.one_of(st.none(), st.integers(0, 400)), min_size=1, max_size=4),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200)
@given(STEPS)
def test_any_way_to_a_set_of_articles_tells_the_same_story(steps: list[dict[str, int | None]]) -> None:
    told = Told()
    for step in steps:
        told.tell({k: None if seed is None else article(k, seed) for k, seed in step.items()})
        whole = at_once(told.articles.values())
        assert told.links == whole.links
        assert told.nodes == whole.nodes
