"""Pages of rows: how many there are, and where the next ones are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What every request of the API says."""

    here: str
    """Path and query, relative to the server."""
    known: frozenset[str] = frozenset()
    """Stamps of the stories whose answer the client has."""
    limit: int = 1
    offset: int = 0


def next_page(asked: Asked, total: int) -> str | None:
    """Address of the rows behind these, relative to the server; ``None`` where there are none."""
    beyond = asked.offset + asked.limit
    if beyond >= total:
        return None
    path, _, query = asked.here.partition("?")
    kept = [(n, v) for n, v in parse_qsl(query, keep_blank_values=True) if n not in ("limit", "offset")]
    return f"{path}?{urlencode([*kept, ('limit', asked.limit), ('offset', beyond)])}"


def page_body(asked: Asked, items: list[Json], total: int) -> Json:
    """The fields that every page has."""
    return {
        "total": total,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": next_page(asked, total),
        "items": items,
    }
