"""The log of corrections: which hold, which were undone, and which nothing answers to any more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from kg import iri
from kg.errors import ReadError, UsageError
from kg.model import Correction, CorrectionKind, undone_ids
from kg.query.correct import checked, identified


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCorrection:
    """A correction and whether it holds."""

    id: str
    time: datetime
    author: str
    operation: str
    summary: str
    reason: str
    state: str
    """``holds``, ``undone``, or ``gone``: its articles are no longer in the store."""
    targets: tuple[str, ...]
    others: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None
    undoes: str | None = None


def log(known: Iterable[Correction], gone: Iterable[Correction]) -> list[LoggedCorrection]:
    """All corrections, oldest first."""
    known, lost = list(known), {c.id for c in gone}
    undone = undone_ids(known)
    states = {c.id: "undone" if c.id in undone else "gone" if c.id in lost else "holds" for c in known}
    return [
        LoggedCorrection(
            id=c.id,
            time=c.time,
            author=c.author,
            operation=c.kind.value,
            summary=c.summary,
            reason=c.reason,
            state=states[c.id],
            targets=c.targets,
            others=c.others,
            field=c.field,
            value=c.value,
            undoes=c.undoes,
        )
        for c in known
    ]


def parse_log(lines: Iterable[str], *, where: str) -> list[Correction]:
    """Corrections from JSON Lines as the log prints them; ids are minted anew, ``state`` is not read.

    :raises ReadError: a line that is no correction; nothing of the file is taken then.
    """
    found = []
    renamed: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            draft = _read(json.loads(line), renamed)
        except (ValueError, KeyError, TypeError, AttributeError, UsageError) as error:
            raise ReadError(
                f"line {number} is no correction: {error}",
                where=where,
                remedy="write it with `kg correct log --format jsonl`",
            ) from error
        found.append(draft)
    return found


def _read(row: dict[str, object], renamed: dict[str, str]) -> Correction:
    def text(name: str) -> str | None:
        value = row.get(name)
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} is no text")
        return value

    def listed(name: str) -> tuple[str, ...]:
        values = row.get(name) or []
        if not isinstance(values, list) or not all(
            isinstance(v, str) and v.startswith(iri.BASE) and not set(v) & _UNSAFE for v in values
        ):
            raise ValueError(f"{name} is no list of {iri.BASE}…")
        return tuple(sorted(values))

    author, reason, time = text("author"), text("reason"), text("time")
    if not (author and reason and time):
        raise ValueError("author, reason and time are needed")
    moment = datetime.fromisoformat(time)
    if moment.tzinfo is None:
        raise ValueError("the time has no time zone")
    undoes = text("undoes")
    made = identified(
        Correction(
            id="",
            kind=CorrectionKind(text("operation") or ""),
            author=author,
            reason=reason,
            time=moment.astimezone(UTC),
            targets=listed("targets"),
            others=listed("others"),
            field=text("field"),
            value=text("value"),
            undoes=renamed.get(undoes, undoes) if undoes else None,
            summary=text("summary") or "",
        )
    )
    if old := text("id"):
        renamed[old] = made.id
    return checked(made)


_UNSAFE = set(' <>"{}|^`\\\n\r\t')
"""Characters that no IRI may hold."""
