"""Workers: whatever takes too long or too much is ended, and the next request is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import LimitError, QueryError, StoreError
from kg.graph import open_store
from kg.serve.frames import Reply
from kg.serve.negotiation import Accept
from kg.serve.pool import Pool
from kg.serve.settings import Settings
from tests.graph_factory import pledge
from tests.serving import TOKEN, stored

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WIDE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c"
CSV = Accept("text/csv")


def ask(pool: Pool, text: str = "SELECT (1 AS ?n) {}") -> Awaitable[Reply]:
    return pool.run("query", text=text, choose=CSV)


def run(store: Path, body: Callable[[Pool], Awaitable[None]], **settings: Any) -> None:
    """Run the body with a pool of one worker."""

    async def main() -> None:
        pool = Pool(Settings(store=store, **{"workers": 1, **settings}))
        try:
            await pool.start()
            await body(pool)
        finally:
            await pool.close()

    asyncio.run(main())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory.mktemp("pool") / "store")


def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(store: Path) -> None:
    async def body(pool: Pool) -> None:
        with pytest.raises(LimitError, match="longer than 1 seconds"):
            await ask(pool, LONG)
        assert (await ask(pool)).body == b"n\r\n1\r\n"

    run(store, body, timeout=1.0)


def test_a_query_that_takes_too_much_memory_is_ended_and_the_next_is_answered(store: Path) -> None:
    async def body(pool: Pool) -> None:
        with pytest.raises(LimitError, match="memory"):
            await ask(pool, SORTED)
        assert (await ask(pool)).body == b"n\r\n1\r\n"

    run(store, body, memory=300_000_000)


def test_an_answer_that_is_too_long_is_refused_whole(store: Path) -> None:
    async def body(pool: Pool) -> None:
        with pytest.raises(LimitError, match="longer than"):
            await ask(pool, f"{WIDE} LIMIT 30000")
        assert not list(pool._spool.iterdir())

    run(store, body, max_result=1_500_000)


def test_a_long_answer_comes_as_a_file(store: Path) -> None:
    async def body(pool: Pool) -> None:
        reply = await ask(pool, f"{WIDE} LIMIT 30000")
        assert reply.file is not None
        assert reply.file.read_bytes().startswith(b"a,b,c,d,e,f\r\n")
        assert reply.file.stat().st_size > 1_000_000

    run(store, body)


def test_a_mistake_of_the_client_costs_no_worker(store: Path) -> None:
    async def body(pool: Pool) -> None:
        before = pool.readers._free._queue[0]  # type: ignore[attr-defined]
        with pytest.raises(QueryError):
            await ask(pool, "SELEKT")
        assert pool.readers._free._queue[0] is before  # type: ignore[attr-defined]

    run(store, body)


def test_requests_wait_for_a_worker_but_not_without_end(store: Path) -> None:
    async def body(pool: Pool) -> None:
        replies = await asyncio.gather(*(ask(pool) for _ in range(3)), return_exceptions=True)
        assert [isinstance(r, LimitError) for r in replies] == [False, False, True]

    run(store, body, queue=2, timeout=20.0)


def test_what_another_process_wrote_is_seen(tmp_path: Path) -> None:
    folder = stored(tmp_path / "store")
    query = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d kg:documentId ?id }"

    async def body(pool: Pool) -> None:
        assert (await ask(pool, query)).body == b"n\r\n2\r\n"
        with open_store(folder) as other:
            other.add(pledge())
        assert (await ask(pool, query)).body == b"n\r\n3\r\n"

    run(folder, body)


def test_a_writer_that_is_killed_in_the_middle_leaves_nothing_half_done(tmp_path: Path) -> None:
    folder = stored(tmp_path / "store")
    four = " ".join(f"GRAPH ?g{n} {{ ?s{n} ?p{n} ?o{n} }}" for n in range(4))
    endless = (
        f"INSERT DATA {{ <a:s> <a:p> 1 }} ; INSERT {{ <a:t> <a:p> 1 }} WHERE {{ {four} FILTER(?p0 = ?o3) }}"
    )

    async def body(pool: Pool) -> None:
        with pytest.raises(LimitError):
            await pool.write("update", text=endless)
        assert b"false" in (await pool.run("query", text="ASK { <a:s> ?p ?o }", choose=Accept())).body
        await pool.write("update", text="INSERT DATA { <a:s> <a:p> 2 }")
        assert b"true" in (await pool.run("query", text="ASK { <a:s> ?p 2 }", choose=Accept())).body

    run(folder, body, timeout=2.0, writable=True, token=TOKEN)


def test_without_a_store_the_pool_does_not_start(tmp_path: Path) -> None:
    async def body(_: Pool) -> None:
        raise AssertionError("started")

    with pytest.raises(StoreError, match="no store"):
        run(tmp_path / "nothing", body)
