"""The OpenAPI 3.1 description, made of the tables that the handlers are made of."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg import __version__
from kg.serve.parameters import described
from kg.serve.routes import ROUTES, Route, named_route, queries, text_route
from kg.serve.schemas import REF, page_of, schemas

Json = dict[str, Any]
PATH = "/openapi.json"
_PROBLEMS = {
    400: "A parameter is unknown, missing, repeated or cannot be read.",
    404: "Nothing is there.",
    422: "The parameters do not go together, or name what the store does not hold.",
    503: "It took too long, gave too much, or the server is busy or cannot read its store.",
}
_INTRODUCTION = (
    "Who did or said what, when, and which words of which article say so. Filters have the names and meaning "
    "of the options of `kg facts`; records are those of `--format json`. Every answer of several rows is "
    "paged: follow `next`. `ETag` names the story as it stands."
)


@cache
def description() -> Json:
    """The whole document."""
    routes = [*ROUTES]
    for query in queries().values():
        routes += [named_route(query), text_route(query)]
    paths = {route.path: {"get": operation(route)} for route in routes}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Event-timeline knowledge graph",
            "version": __version__,
            "description": _INTRODUCTION,
        },
        "servers": [{"url": "/"}],
        "paths": {**paths, **_FIXED},
        "components": {"schemas": schemas()},
    }


def operation(route: Route) -> Json:
    """The operation object of one route."""
    schema = page_of(route.answer) if route.paged else {"$ref": REF + route.answer}
    headers = {"ETag": {"description": "The story as it stands.", "schema": {"type": "string"}}}
    if route.paged:
        headers["Link"] = {"description": 'The next page, `rel="next"`.', "schema": {"type": "string"}}
    statuses = [400, 422, 503] + ([404] if any(p.in_path for p in route.parameters) else [])
    return {
        "operationId": _name(route.path),
        "summary": route.summary,
        "parameters": [described(p) for p in route.parameters],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": headers,
                "content": {route.media_type: {"schema": schema}},
            },
            "304": {"description": "`If-None-Match` names the story as it stands."},
            **{str(status): _problem(status) for status in sorted(statuses)},
        },
    }


def _name(path: str) -> str:
    """An operation's name: ``queries-who-met-whom-sparql``."""
    return re.sub(r"[^\w]+", "-", path.removeprefix("/api")).strip("-")


def _problem(status: int) -> Json:
    content = {"application/problem+json": {"schema": {"$ref": REF + "Problem"}}}
    return {"description": _PROBLEMS[status], "content": content}


def _plain(summary: str, media: str, schema: Json, *statuses: int) -> Json:
    """A path without parameters."""
    answer = {"description": "The answer.", "content": {media: {"schema": schema}}}
    return {
        "get": {"summary": summary, "responses": {"200": answer, **{str(s): _problem(s) for s in statuses}}}
    }


_LISTED = {"type": "array", "items": {"$ref": REF + "NamedQuery"}}
_HEALTH: Json = {
    "type": "object",
    "required": ["alive", "ready", "version", "generation", "writable", "workers"],
    "properties": {
        "alive": {"type": "boolean"},
        "ready": {"type": "boolean", "description": "Whether the store answers."},
        "detail": {"type": "string", "description": "Why it does not."},
        "version": {"type": "string"},
        "story_stale": {"type": "boolean", "description": "Whether the story is behind its articles."},
        "story": {"type": ["string", "null"], "description": "Names the story as it stands."},
        "generation": {"type": "integer", "description": "Writes through this server so far."},
        "writable": {"type": "boolean"},
        "workers": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
}
_READY = _plain("Whether the server can answer", "application/json", _HEALTH)
_READY["get"]["responses"]["503"] = {
    "description": "It cannot, or not soon.",
    "content": {"application/json": {"schema": _HEALTH}},
}
_FIXED: Json = {
    "/health": _READY,
    "/health/live": _plain("Whether the server runs at all", "application/json", {"type": "object"}),
    "/api/queries": _plain("The named queries with their parameters", "application/json", _LISTED),
    PATH: _plain("This document", "application/json", {"type": "object"}),
    "/metrics": _plain("Counts and times, for Prometheus", "text/plain", {"type": "string"}),
}
