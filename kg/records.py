"""Facts and timeline entries as plain data for JSON and CSV, of the command line and of the server alike.

Days are ISO 8601; spans count code points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.model import Fact, TimelineEntry


def iso(day: date | None) -> str | None:
    """ISO 8601, or ``None``."""
    return day.isoformat() if day else None


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def jsonable(value: Any) -> Any:
    """Any dataclass, date or collection as JSON has it; field names as in :mod:`kg.model`."""
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: jsonable(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): jsonable(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [jsonable(v) for v in value]
    return value


def fact_record(fact: Fact) -> dict[str, Any]:
    """A fact with its evidence, nested."""
    record: dict[str, Any] = jsonable(fact)
    return record


FACT_CELLS = (
    "id", "kind", "event", "type", "status", "earliest", "latest", "date_text", "text", "actors", "holders",
    "place", "certainty", "polarity", "sources", "document", "outlet", "published", "url", "quote",
)  # fmt: skip
"""Names of the cells of :func:`fact_flat`."""
ENTRY_CELLS = (
    "order", "earliest", "latest", "event", "type", "status", "document", "sentence", "trigger", "text",
    "sources", "holders", "claim",
)  # fmt: skip
"""Names of the cells of :func:`entry_flat`."""


def fact_flat(fact: Fact) -> dict[str, Any]:
    """A fact in one row of cells."""
    evidence = fact.evidence
    return {
        "id": fact.id,
        "kind": fact.kind,
        "event": fact.event,
        "type": fact.type,
        "status": fact.status,
        "earliest": iso(fact.earliest),
        "latest": iso(fact.latest),
        "date_text": fact.date_text,
        "text": fact.text,
        "actors": "; ".join(f"{a.role}: {a.name}" for a in fact.actors),
        "holders": "; ".join(h.name for h in fact.holders),
        "place": fact.place,
        "certainty": fact.certainty,
        "polarity": fact.polarity,
        "sources": fact.sources,
        "document": evidence.document,
        "outlet": evidence.outlet,
        "published": iso(evidence.published),
        "url": evidence.url,
        "quote": evidence.quote,
    }


def entry_record(entry: TimelineEntry) -> dict[str, Any]:
    """A timeline entry as docs/data-model.md has it."""
    return {
        "order": entry.order,
        "earliest": iso(entry.earliest),
        "latest": iso(entry.latest),
        "event": entry.event,
        "type": entry.type,
        "status": entry.status,
        "document": entry.document,
        "sentence": entry.sentence,
        "trigger": {"spans": [list(s) for s in entry.trigger]},
        "text": entry.text,
        "sources": entry.sources,
        "holders": list(entry.holders),
        "claim": entry.claim,
    }


def entry_flat(entry: TimelineEntry) -> dict[str, Any]:
    """A timeline entry in one row of cells."""
    record = entry_record(entry)
    record["trigger"] = " ".join(f"{s}-{e}" for s, e in entry.trigger)
    record["holders"] = "; ".join(entry.holders)
    return record


def row_record(names: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """A row of a query's answer; terms as their text, what is unbound as ``None``."""
    return {
        name: value if isinstance(value, bool) or value is None else str(value)
        for name, value in zip(names, row, strict=True)
    }
