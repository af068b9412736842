"""The table: measure, ours, target, and the figures of others with where they come from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FIGURES = Path(__file__).with_name("figures.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    name: str
    value: float
    basis: str
    """``measured`` on the same articles with the same scorer, or ``published``."""
    where: str = ""
    """The set and the paper of a published figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A row. Values are in [0, 1] unless ``count`` (a whole number) or ``plain`` (any ratio)."""

    key: str
    label: str
    target: float | None = None
    lower_is_better: bool = False
    count: bool = False
    plain: bool = False
    peers: tuple[Peer, ...] = ()

    def shown(self, value: float | None) -> str:
        if value is None:
            return "-"
        if self.count:
            return str(round(value))
        text = f"{value:.3f}"
        return text if self.plain else text.removeprefix("0")

    def verdict(self, value: float | None) -> str:
        """Whether the target is reached; empty without one."""
        if value is None or self.target is None:
            return ""
        reached = value <= self.target if self.lower_is_better else round(value, 3) >= self.target
        return "reached" if reached else "missed"


def measures(path: Path = FIGURES) -> list[Measure]:
    """The rows in the order of the file."""
    with path.open("rb") as file:
        raw = tomllib.load(file)["measure"]
    return [Measure(**{**m, "peers": tuple(Peer(**p) for p in m.get("peers", ()))}) for m in raw]


def render(values: dict[str, float], rows: Iterable[Measure] | None = None) -> str:
    """A Markdown table of the measures that have a value."""
    head = ("measure", "ours", "target", "", "others")
    body = [
        (
            m.label,
            m.shown(values[m.key]),
            m.shown(m.target) if m.target is not None else "",
            m.verdict(values[m.key]),
            "; ".join(_peer(m, p) for p in m.peers),
        )
        for m in (measures() if rows is None else rows)
        if m.key in values
    ]
    widths = [max(len(row[i]) for row in [head, *body]) for i in range(len(head))]
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in [head, *body]
    ]
    rule = "|" + "|".join("-" * (w + 2) for w in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _peer(measure: Measure, peer: Peer) -> str:
    source = f" ({peer.where})" if peer.where else ""
    return f"{measure.shown(peer.value)} {peer.name}, {peer.basis}{source}"
