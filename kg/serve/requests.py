"""What every handler asks of a request: its pool, its body within bounds, its right to write."""

from __future__ import annotations

import asyncio
import hmac
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response

from kg.serve.frames import Reply
from kg.serve.pool import Pool
from kg.serve.settings import Settings

_GONE = 400
"""Status of an answer that nobody gets."""
_FIELDS = 1_000
"""Parameters of one request."""
_SLOWEST = 1_000
"""Bytes of a body that give it one second more than a request may take (so does Apache's mod_reqtimeout)."""


def pool_of(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


def settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def ask(request: Request, job: str, /, **arguments: Any) -> Reply:
    """Run a job that reads, for as long as the client waits for it.

    :raises KgError: what the job raises, or that it takes too much.
    """
    work = asyncio.ensure_future(pool_of(request).run(job, **arguments))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise HTTPException(_GONE, "the client went away")
        return work.result()
    finally:
        work.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    """Ends when the client does; to be called when its body was read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def body_of(request: Request) -> bytes:
    """The whole body.

    :raises HTTPException: 413, it is longer than allowed; 408, it comes too slowly; 400, it ends too soon.
    """
    settings, start = settings_of(request), monotonic()
    found, stream = bytearray(), request.stream()
    while True:
        left = start + settings.timeout + len(found) / _SLOWEST - monotonic()
        try:
            chunk = await asyncio.wait_for(anext(stream, None), left)
        except TimeoutError:
            raise HTTPException(408, "the body comes too slowly") from None
        except ClientDisconnect:
            raise HTTPException(400, "the body is cut off") from None
        if chunk is None:
            return bytes(found)
        found += chunk
        if len(found) > settings.max_body:
            raise HTTPException(413, f"the request is longer than {settings.max_body:,} bytes")


def media_of(request: Request) -> tuple[str, dict[str, str]]:
    """Media type and parameters of the body (RFC 9110, 8.3), in lower case; empty where nothing says so."""
    media, *parameters = request.headers.get("content-type", "").split(";")
    pairs = (p.partition("=") for p in parameters)
    return media.strip().lower(), {k.strip().lower(): v.strip().strip('"') for k, _, v in pairs}


Pairs = list[tuple[str, str]]


def pairs_of(text: str) -> Pairs:
    """Parameters of a URL or a form, in order.

    :raises HTTPException: 400, they are no UTF-8, or far too many.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError as error:
        raise HTTPException(400, f"the parameters cannot be read: {error}") from error


def url_of(request: Request) -> str:
    """The URL that was asked, without parameters."""
    return str(request.url.replace(query="", fragment=""))


def may_write(request: Request) -> None:
    """:raises HTTPException: 403, the server only reads; 401, without the token."""
    settings = settings_of(request)
    if not settings.writable:
        raise HTTPException(403, "the server only reads; it would write if started with --writable")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    expected = (settings.token or "").encode()
    same = hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), expected)
    if scheme.lower() != "bearer" or not same or not expected:
        raise HTTPException(
            401, "writing needs `Authorization: Bearer TOKEN`", {"WWW-Authenticate": 'Bearer realm="kg"'}
        )


def respond(
    reply: Reply, media: str, *, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A job's body as the response."""
    more: dict[str, Any] = {"status_code": status, "headers": headers, "media_type": media}
    if reply.file is None:
        return Response(reply.body, **more)
    return FileResponse(reply.file, background=BackgroundTask(_unlink, reply.file), **more)


def _unlink(file: Path) -> None:
    file.unlink(missing_ok=True)
