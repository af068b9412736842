"""The application: routes, what wraps every request, and the pool's life."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute
from starlette.types import ExceptionHandler

from kg.errors import KgError
from kg.serve import graphs, sparql
from kg.serve.api import API_ROUTES, on_refused
from kg.serve.health import HEALTH_ROUTES
from kg.serve.metrics import Measured, Metrics
from kg.serve.pages import PAGE_ROUTES
from kg.serve.pool import Pool
from kg.serve.problem import on_defect, on_http_error, on_kg_error
from kg.serve.refusals import Refused
from kg.serve.settings import LOOPBACK, Settings

ROUTES: tuple[BaseRoute, ...] = (
    *sparql.ROUTES,
    *graphs.ROUTES,
    *API_ROUTES,
    *HEALTH_ROUTES,
    *PAGE_ROUTES,
)
"""Every module's routes, in the order in which they are tried."""


_HANDLERS: Mapping[Any, ExceptionHandler] = {
    Refused: on_refused,
    KgError: on_kg_error,
    HTTPException: on_http_error,
    Exception: on_defect,
}


def create_app(settings: Settings) -> Starlette:
    """The server of one store, as an ASGI application."""

    pool = Pool(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        finally:
            await pool.close()

    metrics = Metrics()
    app = Starlette(
        routes=list(ROUTES),
        middleware=[Middleware(Measured, metrics=metrics), *_middleware(settings)],
        exception_handlers=_HANDLERS,
        lifespan=lifespan,
    )
    app.state.settings, app.state.pool = settings, pool
    app.state.metrics = metrics
    return app


def _middleware(settings: Settings) -> list[Middleware]:
    found = []
    if settings.loopback:  # a page elsewhere may not reach us under a name of its own (DNS rebinding)
        hosts = [*LOOPBACK[:2], "[::1]"]
        found.append(Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False))
    if settings.cors_origins:
        found.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.cors_origins),
                allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE"],
                allow_headers=["authorization", "content-type", "accept"],
            )
        )
    return found
