"""The questions of the JSON API, as jobs: functions of a store that write their answer as JSON.

Records are those of ``--format json``. An answer that the client has already (it names the story as it
stands) is not made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from kg.conditions import check_days
from kg.graph import Store
from kg.query import (
    Filter,
    Page,
    actors_page,
    background,
    bound_query,
    facts_page,
    run_named,
    show,
    stats,
    timeline_page,
)
from kg.records import entry_record, fact_record, jsonable, row_record
from kg.render import live_data
from kg.serve.paging import Asked, page_body
from kg.serve.routes import queries

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question; the body is written apart."""

    stamp: str | None
    """Names the story as it stood; ``None`` while it changes."""
    next: str | None = None
    """Address of the next page."""
    unchanged: bool = False
    """The client has it: there is no body."""


def facts(store: Store, out: BinaryIO, *, asked: Asked, **conditions: Any) -> Answer:
    """Facts that pass a filter, by date."""
    wanted = _filter(asked, conditions)
    return _page(store, out, asked, lambda: facts_page(store, wanted, offset=asked.offset), fact_record)


def timeline(store: Store, out: BinaryIO, *, asked: Asked, **conditions: Any) -> Answer:
    """Event mentions that pass a filter, in order."""
    wanted = _filter(asked, conditions)
    return _page(store, out, asked, lambda: timeline_page(store, wanted, offset=asked.offset), entry_record)


def actors(store: Store, out: BinaryIO, *, asked: Asked, name: str | None, kind: str | None) -> Answer:
    """Actors, those of most events and statements first."""

    def find() -> Page[Any]:
        return actors_page(store, name=name, kind=kind, limit=asked.limit, offset=asked.offset)

    return _page(store, out, asked, find, jsonable)


def named(store: Store, out: BinaryIO, *, asked: Asked, name: str, params: Mapping[str, str]) -> Answer:
    """Rows of a named query."""
    columns: tuple[str, ...] = ()

    def ask() -> Page[Sequence[Any]]:
        nonlocal columns
        columns, rows = run_named(store, queries()[name], params).table()
        return Page(tuple(rows[asked.offset : asked.offset + asked.limit]), len(rows))

    return _page(
        store, out, asked, ask, lambda row: row_record(columns, row), lambda: {"columns": list(columns)}
    )


def named_text(store: Store, out: BinaryIO, *, asked: Asked, name: str, params: Mapping[str, str]) -> Answer:
    """A named query as SPARQL, its parameters bound."""
    return _whole(store, out, asked, lambda: bound_query(store, queries()[name], params))


def about(store: Store, out: BinaryIO, *, asked: Asked, which: str) -> Answer:
    """Everything about one id or name."""
    return _whole(store, out, asked, lambda: json_text(jsonable(show(store, which))))


def numbers(store: Store, out: BinaryIO, *, asked: Asked) -> Answer:
    """How much the store holds."""
    return _whole(store, out, asked, lambda: json_text(stats(store)))


def story(store: Store, out: BinaryIO, *, asked: Asked, page: int, **conditions: Any) -> Answer:
    """One part of the facts as the explorer page takes it, with what is known around them."""
    wanted = _filter(asked, conditions)

    def make() -> str:
        found = facts_page(store, wanted, offset=(page - 1) * asked.limit)
        told = live_data(found.rows, background(store, found.rows, wanted))
        pages = max(1, -(-found.total // asked.limit))
        return json_text({"total": found.total, "limit": asked.limit, "page": page, "pages": pages, **told})

    return _whole(store, out, asked, make)


def state(store: Store, out: BinaryIO) -> Json:  # noqa: ARG001  # every job has somewhere to write
    """Whether the story is whole, and its name; that there is an answer says that the store opens."""
    return {"stale": store.stale, "stamp": store.stamp}


JOBS: Mapping[str, Callable[..., Any]] = {
    "facts": facts,
    "timeline": timeline,
    "actors": actors,
    "named": named,
    "named-text": named_text,
    "about": about,
    "numbers": numbers,
    "story": story,
    "state": state,
}


def _filter(asked: Asked, conditions: Json) -> Filter:
    check_days(conditions["date_from"], conditions["date_to"], option="")
    return Filter(limit=asked.limit, **conditions)


def _stamp(store: Store) -> str | None:
    return None if store.stale else store.stamp


def _page(
    store: Store,
    out: BinaryIO,
    asked: Asked,
    ask: Callable[[], Page[Any]],
    record: Callable[[Any], Json],
    more: Callable[[], Json] = dict,
) -> Answer:
    """Write one page of rows; ``more`` are fields beside them."""
    now = _stamp(store)
    if now and now in asked.known:
        return Answer(now, unchanged=True)
    found = ask()
    body = page_body(asked, list(map(record, found.rows)), found.total)
    out.write(json_text({**more(), **body}).encode())
    return Answer(now, next=body["next"])


def _whole(store: Store, out: BinaryIO, asked: Asked, make: Callable[[], str]) -> Answer:
    now = _stamp(store)
    if now and now in asked.known:
        return Answer(now, unchanged=True)
    out.write(make().encode())
    return Answer(now)


def json_text(value: Any) -> str:
    """The shortest JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
