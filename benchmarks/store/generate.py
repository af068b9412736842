"""Articles that nobody wrote: extractions with the shape of news, the same for the same seed.

What makes a graph hard to ask is kept: few actors are in the news every day and most of them rarely (Zipf's
law), one event is told by several articles, a third of what is told stands in somebody's words, some of it
at second hand, plans are moved and called off, and many events have no date. Names, words and days are
made up; every span is that of the words in the text.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

from benchmarks.store.article import Writer
from kg.model import Attitude, Extraction, Status

TRIPLES_AN_ARTICLE = 770
"""About so many of an article, and of what the story tells of it."""
_FIRST = (
    "Ana", "Boris", "Clara", "Dmitri", "Elena", "Farid", "Greta", "Hamid", "Irina", "Jonas", "Karim", "Leila",
    "Marko", "Nadia", "Omar", "Petra",
)  # fmt: skip
_HEAD = (
    "Al", "Bar", "Cor", "Dal", "El", "Far", "Gor", "Hal", "Ist", "Jar", "Kol", "Lor", "Mar", "Nor", "Ost",
    "Per", "Quin", "Ros", "Sal", "Tor", "Ul", "Var", "Wes", "Zan",
)  # fmt: skip
_MID = ("a", "an", "ar", "e", "en", "er", "i", "in", "ir", "o", "on", "or", "u", "un")
_TAIL = (
    "bek", "dal", "den", "dorf", "gan", "holm", "ka", "lin", "mir", "nev", "nia", "rik", "sel", "tan", "ti",
    "ven", "vik", "wa",
)  # fmt: skip
_SHAPES = (("person", 50), ("organization", 25), ("place", 15), ("country", 10))
_TYPES = (
    ("action", 30), ("meeting", 14), ("attack", 8), ("agreement", 6), ("support", 6), ("accusation", 5),
    ("demand", 5), ("sanction", 4), ("investigation", 4), ("commitment", 4), ("protest", 3), ("threat", 3),
    ("violation", 2), ("weapons_test", 2), ("election", 2), ("aid", 1), ("death", 1),
)  # fmt: skip
_STATUSES = (
    (Status.OCCURRED, 60), (Status.PLANNED, 12), (Status.PROPOSED, 7), (Status.ONGOING, 6),
    (Status.HYPOTHETICAL, 5), (Status.UNKNOWN, 4), (Status.CANCELLED, 3), (Status.DENIED, 3),
)  # fmt: skip
_SYMMETRIC = {"meeting", "agreement"}
T = TypeVar("T")
_BEGIN = date(2010, 1, 1)
_DAYS = 5_500


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody or something with a name."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the made-up world."""

    type: str
    who: tuple[Figure, ...]
    place: Figure | None
    day: date | None
    """``None``: no article dates it."""
    told: date
    """When the first article tells of it."""


class World:
    """Who there is, and draws from it."""

    def __init__(self, seed: int, articles: int) -> None:
        self.random = Random(seed)
        kinds = [k for k, n in _SHAPES for _ in range(n)]
        names: dict[str, str] = {}
        while len(names) < max(200, 3 * articles):
            kind = self.random.choice(kinds)
            names.setdefault(self._name(kind), kind)
        self.figures = [Figure(name, kind) for name, kind in names.items()]
        self.weights = list(accumulate(1 / rank for rank in range(3, len(names) + 3)))
        self.recent: list[Happening] = []

    def _name(self, kind: str) -> str:
        word = "".join(map(self.random.choice, (_HEAD, _MID, _TAIL)))
        if self.random.random() < 0.7:
            word = "".join(map(self.random.choice, (_HEAD, _MID))) + word.lower()
        if kind == "person":
            return f"{self.random.choice(_FIRST)} {word}"
        return f"{word} {self.random.choice(('Group', 'Bank', 'Party', 'Union'))}" if kind[0] == "o" else word

    def figure(self) -> Figure:
        """The more often the better known."""
        return self.figures[bisect(self.weights, self.random.random() * self.weights[-1])]

    def one_of(self, *kinds: str) -> Figure:
        while (found := self.figure()).kind not in kinds:
            pass
        return found

    def choose(self, table: tuple[tuple[T, int], ...]) -> T:
        values, weights = zip(*table, strict=True)
        chosen: T = self.random.choices(values, weights)[0]
        return chosen

    def happening(self, day: date) -> Happening:
        """One that was told in these days, or a new one."""
        if self.recent and self.random.random() < 0.4:
            return self.random.choice(self.recent[-60:])
        number = self.random.choice((1, 2, 2, 3))
        who = {self.one_of("person", "organization", "country") for _ in range(number)}
        dated = self.random.random() < 0.45
        happened = day + timedelta(days=round(self.random.gauss(-2, 20))) if dated else None
        place = self.one_of("place", "country") if self.random.random() < 0.3 else None
        ordered = tuple(sorted(who, key=lambda f: f.name))
        self.recent.append(Happening(self.choose(_TYPES), ordered, place, happened, day))
        return self.recent[-1]


def extractions(articles: int, *, seed: int = 0) -> Iterator[Extraction]:
    """So many articles, by day of publication."""
    world = World(seed, articles)
    for number in range(articles):
        day = _BEGIN + timedelta(days=number * _DAYS // articles)
        yield _article(world, number, day)


def _article(world: World, number: int, day: date) -> Extraction:
    random, writer = world.random, Writer(number, day, outlet=f"Outlet {world.random.randrange(40)}")
    told = [world.happening(day) for _ in range(random.randint(6, 14))]
    for happening in told:
        status = world.choose(_STATUSES)
        if random.random() < 0.45:
            event = _told(writer, happening, status)
        else:
            event = _quoted(world, writer, happening, status)
        if status is Status.CANCELLED:
            writer.change("cancellation", event, happening.who[0])
        for _ in range(random.randint(0, 3)):
            writer.filler(random)
    return writer.done()


def _told(writer: Writer, happening: Happening, status: Status, within: str | None = None) -> str:
    role = "participant" if happening.type in _SYMMETRIC else "agent"
    roles = [(role if n == 0 or role == "participant" else "target", f) for n, f in enumerate(happening.who)]
    return writer.event(happening.type, roles, happening.place, happening.day, status, within)


def _quoted(world: World, writer: Writer, happening: Happening, status: Status) -> str:
    """In somebody's words; of eight one at second hand, and one by somebody without a name."""
    random = world.random
    outer = writer.statement(world.one_of("person")) if random.random() < 0.125 else None
    speaker = None if random.random() < 0.125 else world.one_of("person", "organization", "country")
    attitude = Attitude.DENIES if status is Status.DENIED else Attitude.SAYS
    addressee = world.one_of("person") if random.random() < 0.1 else None
    inner = writer.statement(speaker, attitude, outer, addressee, direct=random.random() < 0.5)
    return _told(writer, happening, status, inner)
