"""Errors as problem details (RFC 9457): what, why and the remedy; never a trace."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, LimitError, NotAcceptable, NotFound, StoreError

STATUS: tuple[tuple[type[KgError], int], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (NotAcceptable, HTTPStatus.NOT_ACCEPTABLE),
    (LimitError, HTTPStatus.SERVICE_UNAVAILABLE),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (KgError, HTTPStatus.BAD_REQUEST),
)
"""First match counts."""
_SHOWN = 200
"""Letters of a path that a message repeats."""
_log = logging.getLogger("kg.serve")


def problem(
    status: int, detail: str, headers: dict[str, str] | None = None, *, more: Mapping[str, Any] | None = None
) -> Response:
    """A problem document; ``more`` are members of our own (RFC 9457, 3.2)."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **(more or {})}
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(data, status, headers, media_type="application/problem+json")


def on_kg_error(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """What the user can mend. Where the store lies on the server's disk is for the log alone."""
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    if isinstance(error, StoreError) and error.where:
        _log.error("%s", error)
        return problem(status, "the store cannot be used; the server's log says why")
    return problem(status, str(error))


def on_http_error(request: Request, error: Exception) -> Response:
    """What the protocol forbids, and what no route is for."""
    assert isinstance(error, HTTPException)
    status, detail, more = error.status_code, error.detail, {}
    if detail == HTTPStatus(status).phrase and status in (404, 405):
        at = request.url.path[:_SHOWN]
        detail = f"nothing is at {at}" if status == 404 else f"{at} takes no {request.method}"
        more = {"remedy": "see /openapi.json for what there is"}
    return problem(status, detail, dict(error.headers or {}), more=more)


def on_defect(request: Request, error: Exception) -> Response:
    """A defect of ours: the log has the trace, the client has not."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(500, "the server failed; its log says why")
