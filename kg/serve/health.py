"""Whether the server is alive, whether it can answer, and what it did so far."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import __version__
from kg.errors import KgError, LimitError
from kg.serve import metrics
from kg.serve.requests import pool_of, settings_of

_PATIENCE = 5.0
"""Seconds within which the store has to answer a question that takes no time."""


async def _health(request: Request) -> Response:
    """200: the store answers; 503: it does not, or not soon."""
    pool = pool_of(request)
    body: dict[str, Any] = {"alive": True, "ready": True, "version": __version__}
    try:
        reply = await asyncio.wait_for(pool.run("state"), _PATIENCE)
        body |= {"story_stale": reply.result["stale"], "story": reply.result["stamp"]}
    except (KgError, TimeoutError) as error:
        busy = isinstance(error, TimeoutError | LimitError)
        body |= {"ready": False, "detail": "all workers are busy" if busy else "the store does not answer"}
    team = pool.readers
    body |= {
        "generation": pool.generation,
        "writable": settings_of(request).writable,
        "workers": {"size": settings_of(request).workers, "busy": team.busy, "waiting": team.waiting},
    }
    return JSONResponse(body, 200 if body["ready"] else 503, {"Cache-Control": "no-store"})


async def _alive(request: Request) -> Response:  # noqa: ARG001
    """200 as long as the process answers at all, however busy its workers are."""
    return JSONResponse({"alive": True}, headers={"Cache-Control": "no-store"})


async def _metrics(request: Request) -> Response:
    pool, settings = pool_of(request), settings_of(request)
    size = await asyncio.to_thread(metrics.size_of, settings.store)
    lines = [
        *request.app.state.metrics.lines(),
        *metrics.gauge("kg_workers", "Processes that answer questions.", settings.workers),
        *metrics.gauge("kg_workers_busy", "Of these, how many are at work.", pool.readers.busy),
        *metrics.gauge("kg_requests_waiting", "Requests that wait for a worker.", pool.readers.waiting),
        *metrics.counter(
            "kg_workers_killed_total",
            "Workers that were ended: the job took too long, or too much memory, or the client went away.",
            [({"reason": reason}, number) for reason, number in sorted(pool.readers.killed.items())],
        ),
        *metrics.gauge("kg_store_bytes", "Size of the store's files.", size),
        *metrics.counter("kg_writes_total", "Writes through this server.", [({}, pool.generation)]),
    ]
    return Response("\n".join(lines) + "\n", media_type=metrics.MEDIA_TYPE)


HEALTH_ROUTES: tuple[BaseRoute, ...] = (
    Route("/health", _health, methods=["GET"]),
    Route("/health/live", _alive, methods=["GET"]),
    Route("/metrics", _metrics, methods=["GET"]),
)
