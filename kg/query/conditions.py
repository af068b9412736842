"""A filter whose names were looked up in the store: what both ways of finding claims ask."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.query.filter import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the claims of a list have to be."""

    wanted: Filter
    types: list[str] | None = field(default_factory=list)
    """Event types; empty: any but the hidden ones; ``None``: no event at all."""
    hidden: list[str] = field(default_factory=list)
    statuses: list[str] | None = field(default_factory=list)
    """Of events; empty: any; ``None``: no event at all."""
    attitudes: list[str] | None = field(default_factory=list)
    """Of statements; empty: any; ``None``: no statement at all."""
    actors: list[tuple[str, ...]] = field(default_factory=list)
    """IRIs that each name means: one of each has to take part."""
    holders: tuple[str, ...] | None = None
    """IRIs: one of them has to be in the chain; ``None``: whoever."""
    graphs: set[str] | None = None
    """IRIs of the articles' graphs; ``None``: all."""
    claims: frozenset[str] | None = None
    """IRIs of the only claims that may pass; ``None``: all."""

    @property
    def events(self) -> bool:
        """Whether any event may pass."""
        return self.wanted.kind != "statement" and self.types is not None and self.statuses is not None

    @property
    def statements(self) -> bool:
        """Whether any statement may pass."""
        return self.wanted.kind != "event" and self.attitudes is not None

    def admits_type(self, type_: str) -> bool:
        """Whether an event of the type may pass."""
        return type_ in self.types if self.types else type_ not in self.hidden
