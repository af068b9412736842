"""What a reader of one expression sees: its parts, the publication day, tense, and what came before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kg.annotate.times import calendar
from kg.annotate.times.classes import LETTERS, Word
from kg.annotate.times.grammar import RULES, Match, match_at
from kg.annotate.times.lexicon import Value
from kg.annotate.times.tense import Direction, Tense, direction_at
from kg.model import Interval, Parse, Span, TimeType

KIND_OF = {letter: kind for kind, letter in LETTERS.items()}
PUBLISHED = "published"
MEMORY = 60
"""How many earlier readings a narrative expression may look back over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A meaning: what a reader makes of words, before it gets an id.

    ``anchor`` is ``published``, the number of an earlier reading, or ``None``.
    """

    type: TimeType
    value: str
    interval: Interval = calendar.NOTHING
    edtf: str | None = None
    anchor: str | int | None = None
    rule: str = ""
    first: int = -1
    last: int = -1
    """Tokens, inclusive."""
    span: Span | None = None
    """Where it stands, if that is not where the tokens begin and end."""

    def but(self, **changes: object) -> Reading:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def dated(
    value: str,
    rule: str,
    *,
    anchor: str | int | None = None,
    interval: Interval | None = None,
    type: TimeType = TimeType.DATE,
) -> Reading | None:
    """A reading of a value that names days; ``None`` where no such days exist (30 February).

    ``interval`` narrows the days of the value.
    """
    span = calendar.days(value)
    if not span:
        return None
    if interval is None or interval == span:
        return Reading(
            type=type, value=value, interval=span, edtf=calendar.edtf(value), anchor=anchor, rule=rule
        )
    return Reading(
        type=type, value=value, interval=interval, edtf=calendar.edtf_span(interval), anchor=anchor, rule=rule
    )


def open_ended(value: str, rule: str, *, type: TimeType = TimeType.DATE) -> Reading:
    """A reading that names no days: a duration, a set, a reference, an unanchored date."""
    return Reading(type=type, value=value, rule=rule)


@dataclass(slots=True)
class Context:
    """One article while it is read. ``words`` has one entry per token; ``done`` grows in text order."""

    parse: Parse
    published: date | None
    words: list[Word] = field(default_factory=list)
    done: list[Reading] = field(default_factory=list)
    verbs: dict[int, Direction] = field(default_factory=dict)
    """Verbs whose direction is known."""
    read: Callable[[Found], Reading | None] | None = None
    """How a part that is itself an expression is read; set by the scan."""

    def direction(self, i: int) -> Direction:
        """Direction of the clause around token ``i``."""
        return direction_at(self.parse, i, self.verbs)

    def lower(self, i: int) -> str:
        """Lower-case token ``i``, nothing outside the text."""
        return self.parse.tokens[i].lower if 0 <= i < len(self.parse.tokens) else ""

    def recent(self, since: int) -> Iterator[tuple[int, Reading]]:
        """Earlier readings that stand in sentence ``since`` or later with their numbers, nearest first; at
        most ``MEMORY``, so that a sentence of nothing but dates is read in linear time."""
        for n in range(len(self.done) - 1, max(-1, len(self.done) - 1 - MEMORY), -1):
            reading = self.done[n]
            if self.parse.tokens[reading.first].sent < since:
                return
            yield n, reading

    def latest(
        self,
        grains: Sequence[str],
        *,
        since: int = 0,
        leaving_out: frozenset[str] = frozenset(),
        not_after: date | None = None,
    ) -> int | None:
        """Number of the nearest earlier reading of one of the granularities that names days.

        It stands in sentence ``since`` or later, was not read by a rule of ``leaving_out``, and begins
        no later than ``not_after``: what is told cannot lean on a day to come.
        """
        for n, reading in self.recent(since):
            if (
                reading.rule not in leaving_out
                and reading.interval
                and (not_after is None or (reading.interval.earliest or date.min) <= not_after)
                and calendar.grain(reading.value) in grains
            ):
                return n
        return None


@dataclass(frozen=True, slots=True)
class Found:
    """A matched rule over tokens ``first`` to ``last`` inclusive, with its named parts."""

    context: Context
    rule: str
    first: int
    last: int
    parts: dict[str, tuple[int, int]]

    def has(self, name: str) -> bool:
        """Whether the named part is there."""
        return name in self.parts

    def word(self, i: int) -> tuple[str, Value]:
        """Class and value of token ``i``."""
        word = self.context.words[i]
        kind = KIND_OF.get(word.letter, "")
        return "unit" if kind == "yearunit" else kind, word.value

    def kind(self, name: str) -> str:
        """Class of the last word of a part, ``""`` without the part."""
        return self.words(name)[-1][0] if name in self.parts else ""

    def value(self, name: str) -> Value:
        """Value of the first word of a part."""
        return self.words(name)[0][1]

    def words(self, name: str) -> list[tuple[str, Value]]:
        """Class and value of each word of a part; phrases count once."""
        first, last = self.parts[name]
        return [w for w in (self.word(i) for i in range(first, last + 1)) if w[0]]

    def text(self, name: str) -> str:
        """Lower-case words of a part, joined by blanks."""
        first, last = self.parts[name]
        return " ".join(t.lower for t in self.context.parse.tokens[first : last + 1])

    @property
    def direction(self) -> Direction:
        """Direction of the clause around the expression, seen from its head."""
        tokens, at = self.context.parse.tokens, self.last
        for _ in range(self.last - self.first):
            if not self.first <= tokens[at].head <= self.last or tokens[at].head == at:
                break
            at = tokens[at].head
        return self.context.direction(at)

    @property
    def tense(self) -> Tense:
        """Tense of the clause around the expression."""
        return self.direction.tense

    def inner(self, name: str) -> Reading | None:
        """The meaning of a part that is itself a time expression ("9 a.m. [Thursday]")."""
        first, last = self.parts[name]
        letters = "".join(w.letter for w in self.context.words[first : last + 1])
        match = match_at(letters, 0, len(letters))
        if match is None or self.context.read is None:
            return None
        return self.context.read(found_of(self.context, match, first))


def found_of(context: Context, match: Match, base: int) -> Found:
    """A match over letters that begin at token ``base``, as a :class:`Found`."""
    parts = {name: (base + start, base + end - 1) for name, start, end in match.parts}
    return Found(context, RULES[match.rule][0], base + match.start, base + match.end - 1, parts)
