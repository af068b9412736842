"""Handlers of the JSON API, made of :mod:`kg.serve.routes`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from secrets import token_hex
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.routing import Route as StarletteRoute

from kg.errors import KgError
from kg.query import NamedQuery
from kg.records import jsonable
from kg.serve import openapi
from kg.serve.api_jobs import Answer, json_text
from kg.serve.paging import Asked
from kg.serve.parameters import read
from kg.serve.problem import problem
from kg.serve.refusals import Refused, refused
from kg.serve.requests import ask, pool_of, respond
from kg.serve.routes import PREFIX, ROUTES, Route, named_route, queries, text_route

Handler = Callable[[Request], Awaitable[Response]]
_RUN = token_hex(4)
"""Part of every entity tag: what a server counts begins anew with it."""
_PAGE = ("limit", "offset")


def _handler(route: Route) -> Handler:
    async def answer(request: Request) -> Response:
        given = [*request.query_params.multi_items(), *request.path_params.items()]
        return await _answer(request, route, read(route.parameters, given))

    return answer


async def _answer(request: Request, route: Route, arguments: dict[str, Any]) -> Response:
    """Ask a worker.

    :raises Refused: 404 or 422, the question cannot be answered.
    """
    tag = f"{_RUN}-{pool_of(request).generation}-"
    asked = Asked(
        here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        known=_known(request, tag),
        **{name: arguments.pop(name) for name in _PAGE if name in arguments},
    )
    try:
        reply = await ask(request, route.job, asked=asked, **arguments)
    except KgError as error:
        raise refused(error, missing=any(p.in_path for p in route.parameters)) from error
    answer: Answer = reply.result
    headers = {"Cache-Control": "no-cache"}
    if answer.stamp:
        headers["ETag"] = f'W/"{tag}{answer.stamp}"'
    if answer.next:
        headers["Link"] = f'<{answer.next}>; rel="next"'
    if answer.unchanged:
        return Response(None, 304, headers)
    return respond(reply, route.media_type, headers=headers)


def _known(request: Request, tag: str) -> frozenset[str]:
    """Stamps in ``If-None-Match`` (RFC 9110, 13.1.2) that this run of the server gave for this generation."""
    tags = request.headers.get("if-none-match", "").split(",")
    bare = (t.strip().removeprefix("W/").strip('"') for t in tags)
    return frozenset(t.removeprefix(tag) for t in bare if t.startswith(tag))


async def _named(request: Request) -> Response:
    return await _ask_named(request, named_route)


async def _named_text(request: Request) -> Response:
    return await _ask_named(request, text_route)


async def _ask_named(request: Request, route_of: Callable[[NamedQuery], Route]) -> Response:
    name = request.path_params["name"]
    if name not in queries():
        raise Refused(404, f"no query named {name!r}", remedy=f"see {PREFIX}/queries for their names")
    route = route_of(queries()[name])
    given = read(route.parameters, request.query_params.multi_items())
    pages = {p: given.pop(p) for p in _PAGE if p in given}
    params = {n: _typed(value) for n, value in given.items() if value is not None}
    return await _answer(request, route, {"name": name, "params": params, **pages})


def _typed(value: Any) -> str:
    """A parameter as :func:`kg.query.run_named` takes it."""
    return value.isoformat() if isinstance(value, date) else str(value)


async def _queries(request: Request) -> Response:
    read((), request.query_params.multi_items())
    return _json([jsonable(query) for query in queries().values()])


async def _description(request: Request) -> Response:
    read((), request.query_params.multi_items())
    return _json(openapi.description())


def _json(value: Any) -> Response:
    return Response(json_text(value), media_type="application/json")


def on_refused(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """A problem with its remedy and the parameters that are wrong."""
    assert isinstance(error, Refused)
    more: dict[str, Any] = {}
    if error.remedy:
        more["remedy"] = error.remedy
    if error.errors:
        more["errors"] = jsonable(error.errors)
    return problem(error.status, error.detail, more=more)


def _starlette(path: str) -> str:
    """A path as Starlette writes it; an id may hold slashes, as URLs do."""
    return path.replace("{id}", "{id:path}")


_FIXED: Mapping[str, Handler] = {
    f"{PREFIX}/queries": _queries,
    f"{PREFIX}/queries/{{name}}": _named,
    f"{PREFIX}/queries/{{name}}/sparql": _named_text,
    openapi.PATH: _description,
}
API_ROUTES: tuple[BaseRoute, ...] = tuple(
    StarletteRoute(_starlette(path), handler, methods=["GET"])
    for path, handler in ({r.path: _handler(r) for r in ROUTES} | dict(_FIXED)).items()
)
