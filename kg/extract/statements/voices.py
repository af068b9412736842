"""Who "I" and "we" are: the speaker of the words they stand in.

For whoever reads roles out of a quotation. Invariants: only quoted words (direct or mixed statements)
have a first person of their own; a quotation inside a quotation has none that is known here, unless a
statement covers it; "we" is only ever a body, a state or a group that speaks, never a person alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Generic, TypeVar

from kg.model import ActorKind, Annotated, Ref, Statement, StatementKind

T = TypeVar("T")

_ONE = frozenset({"i", "me", "my", "mine", "myself"})
_MANY = frozenset({"we", "us", "our", "ours", "ourselves"})
_BODIES = frozenset({ActorKind.ORGANIZATION, ActorKind.COUNTRY, ActorKind.GROUP})


class Voices:
    """Looks up who speaks at an offset (code points); linear to build, logarithmic to ask."""

    def __init__(self, annotated: Annotated, statements: tuple[Statement, ...]) -> None:
        self._kinds = {a.id: a.kind for a in annotated.actors}
        quoted = [s for s in statements if s.kind is not StatementKind.INDIRECT]
        self._innermost = _Cover([(span, s) for s in quoted for span in s.content])
        self._quotes = _Cover([(q.span, q) for q in annotated.quotes])

    def speaker_at(self, offset: int) -> Ref | None:
        """The speaker of the innermost quoted words around the offset, if they have one."""
        quote = self._quotes.innermost(offset)
        statement = self._innermost.innermost(offset)
        if statement is None:
            return None
        if quote is None:  # a turn in a transcript needs no marks
            return statement.speaker if statement.kind is StatementKind.DIRECT else None
        if statement.kind is StatementKind.DIRECT and any(
            start < quote.span[0] < quote.span[1] <= end for start, end in statement.content
        ):
            return None  # somebody else's words, quoted in a turn
        deeper = quote.depth > 0 and not any(
            quote.span[0] <= start and end <= quote.span[1] for start, end in statement.content
        )
        return None if deeper else statement.speaker

    def first_person(self, word: str, offset: int) -> str | None:
        """Id of the actor that a first person at the offset stands for: "I" a person, "we" a body."""
        low = word.lower()
        if low not in _ONE and low not in _MANY:
            return None
        speaker = self.speaker_at(offset)
        kind = self._kinds.get(speaker.actor or "") if speaker is not None else None
        fits = kind is ActorKind.PERSON if low in _ONE else kind in _BODIES
        return speaker.actor if speaker is not None and fits else None


class _Cover(Generic[T]):
    """Spans with what they stand for; finds the shortest that covers an offset."""

    def __init__(self, items: list[tuple[tuple[int, int], T]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [span[0] for span, _ in self._items]
        self._longest = max((end - start for (start, end), _ in items), default=0)

    def innermost(self, offset: int) -> T | None:
        low = bisect_left(self._starts, offset - self._longest)
        high = bisect_right(self._starts, offset)
        around = [item for item in self._items[low:high] if offset < item[0][1]]
        return min(around, key=lambda item: item[0][1] - item[0][0])[1] if around else None
