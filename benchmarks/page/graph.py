"""An event graph of a wanted size, made of the model's own types; the same size gives the same graph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kg.model import Evidence, Fact, FactActor

FIRST = date(2019, 1, 1)
DAYS = 2000
TYPES = ("meeting", "agreement", "cancellation", "demand", "threat", "cooperation", "sanction", "attack")
STATUSES = ("occurred",) * 6 + ("ongoing", "planned", "proposed", "cancelled", "postponed", "denied")
ROLES = ("agent", "target", "participant", "beneficiary", "addressee")
NAMES = (
    "Ilven",
    "Reyk",
    "Sardane",
    "Norvia",
    "Orta",
    "Kelm",
    "Varga",
    "Bellmar",
    "Tosk",
    "Ansel",
    "Duun",
    "Pell",
)
WORDS = (
    "envoys",
    "talks",
    "border",
    "grain",
    "treaty",
    "river",
    "dam",
    "inspection",
    "delegation",
    "ministry",
    "spokesman",
    "council",
    "ceasefire",
    "summit",
    "harbour",
    "pipeline",
    "observers",
    "ballot",
    "tariff",
    "convoy",
    "garrison",
    "statement",
    "deadline",
    "corridor",
)


@dataclass(frozen=True, slots=True)
class Size:
    """Nodes are events, statements and actors (one actor for six events); edges are roles."""

    nodes: int
    edges: int


def make(size: Size) -> list[Fact]:
    """One claim per event. A few actors take part in much and many in little, as in the news."""
    random = Random(size.nodes)
    actors = [_actor(number) for number in range(max(5, size.nodes // 7))]
    events = size.nodes - len(actors)
    return [
        _fact(
            number,
            _parts(random, actors, size.edges * (number + 1) // events - size.edges * number // events),
            random,
        )
        for number in range(events)
    ]


def _actor(number: int) -> FactActor:
    name = f"{NAMES[number % len(NAMES)]} {NAMES[number // len(NAMES) % len(NAMES)]} {number}"
    return FactActor(f"p{number}", name, "agent", ("person", "country", "organization")[number % 3])


def _parts(random: Random, actors: list[FactActor], count: int) -> tuple[FactActor, ...]:
    """Distinct actors, those of small number more often."""
    chosen = dict[int, None]()
    while len(chosen) < min(count, len(actors)):
        chosen[int(len(actors) * random.random() ** 2.2)] = None
    return tuple(
        FactActor(actors[i].id, actors[i].name, ROLES[k % len(ROLES)], actors[i].kind)
        for k, i in enumerate(chosen)
    )


def _fact(number: int, parts: tuple[FactActor, ...], random: Random) -> Fact:
    said = number % 3 == 0
    day = FIRST + timedelta(days=random.randrange(DAYS))
    open_days = random.choice((0, 0, 0, 0, 6, 30))
    dated = random.random() > 0.08
    words = " ".join(random.choices(WORDS, k=9))
    return Fact(
        id=f"claim-{number:08x}",
        kind="statement" if said else "event",
        event=f"event-{number:08x}",
        type="says" if said else TYPES[random.randrange(len(TYPES))],
        text=f"{parts[0].name if parts else 'Somebody'}: {words}",
        actors=parts,
        earliest=day if dated else None,
        latest=day + timedelta(days=open_days) if dated else None,
        date_text="that week" if dated else None,
        edtf=day.isoformat() if dated else None,
        date_rule="weekday-past" if dated else None,
        date_anchor="published" if dated else None,
        status="said" if said else random.choice(STATUSES),
        certainty=random.choice(("certain", "certain", "certain", "possible")),
        sources=random.choice((1, 1, 1, 2, 3)),
        evidence=_evidence(number, words, day, random),
    )


def _evidence(number: int, words: str, day: date, random: Random) -> Evidence:
    start, article = random.randrange(4000), number // 8
    context = (
        f"Reports of {number} from the capital said on that day that {words} would be {random.choice(WORDS)}."
    )
    at = start + context.index(words)
    return Evidence(
        document=f"article-{article}.txt",
        article=f"article-{article}",
        title=f"{words.split()[0].capitalize()} and {words.split()[1]} in dispute",
        outlet=f"Courier {article % 12}",
        published=day + timedelta(days=1),
        url=f"https://example.org/{article}",
        spans=((at, at + len(words)),),
        quote=words,
        sentence=(start, start + len(context)),
        context=context,
    )
