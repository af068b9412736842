"""Which of the media types that there are a client gets (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import NotAcceptable


@dataclass(frozen=True, slots=True)
class Accept:
    """The value of an ``Accept`` header; callable, and travels to the workers."""

    header: str = ""

    def __call__(self, offered: Iterable[str]) -> str:
        """The offered type that the client likes best; of equals the first.

        :raises NotAcceptable: it takes none of them.
        """
        offers = list(offered)
        ranges = self._ranges() or [("*/*", 1.0)]
        quality, _, best = max((_quality(o, ranges), -i, o) for i, o in enumerate(offers))
        if quality <= 0:
            raise NotAcceptable(
                "none of the accepted media types is at hand", remedy="ask for " + ", ".join(offers)
            )
        return best

    def _ranges(self) -> list[tuple[str, float]]:
        found = []
        for piece in self.header.split(","):
            media, *parameters = (p.strip().lower() for p in piece.split(";"))
            weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
            if media:
                found.append((media, _number(weight)))
        return found


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _quality(offer: str, ranges: list[tuple[str, float]]) -> float:
    """Weight of the most specific range that the type falls into; 0 where it falls into none."""
    kind = offer.partition("/")[0]
    for wanted in (offer, f"{kind}/*", "*/*"):
        weights = [w for media, w in ranges if media == wanted]
        if weights:
            return max(weights)
    return 0.0
