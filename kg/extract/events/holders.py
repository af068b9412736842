"""Whose words an event stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.model import Attitude, Statement


class Holders:
    """Finds the innermost statement around an offset (code points)."""

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        self._by_id = {s.id: s for s in statements}
        told = [s for s in statements if s.propositional]
        self._spans = sorted((start, -end, s.id) for s in told for start, end in s.content)
        self._longest = max((-end - start for start, end, _ in self._spans), default=0)
        self._starts = [start for start, _, _ in self._spans]

    def innermost(self, offset: int) -> str | None:
        """Id of the shortest statement content that covers the offset."""
        low = bisect_left(self._starts, offset - self._longest)
        high = bisect_right(self._starts, offset)
        covering = [(-e - s, i) for s, e, i in self._spans[low:high] if offset < -e]
        return min(covering)[1] if covering else None

    def statement(self, offset: int) -> Statement | None:
        """The innermost statement around the offset."""
        found = self.innermost(offset)
        return self._by_id[found] if found else None

    def attitude(self, offset: int) -> Attitude | None:
        """How the one in whose words the offset stands holds them; ``None`` outside statements."""
        found = self.statement(offset)
        return found.attitude if found else None

    def speaker(self, offset: int) -> str | None:
        """Id of the actor who speaks at the offset, if it is known."""
        found = self.statement(offset)
        return found.speaker.actor if found and found.speaker else None
