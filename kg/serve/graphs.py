"""SPARQL 1.1 Graph Store HTTP Protocol: whole graphs by GET, HEAD, PUT, POST and DELETE.

A graph is named by ``?graph=IRI`` or ``?default``, or is the very URL that is asked, below ``/graphs/``.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.graph.named import READ
from kg.serve.negotiation import Accept
from kg.serve.requests import (
    ask,
    body_of,
    may_write,
    media_of,
    pairs_of,
    pool_of,
    respond,
    settings_of,
    url_of,
)

PATH = "/graphs"
_METHODS = ["GET", "PUT", "POST", "DELETE"]
_MULTIPART = "multipart/form-data"


async def graphs(request: Request) -> Response:
    """One operation on the graph that the parameters name (4.2), or a POST that makes a new one (5.5)."""
    pairs = pairs_of(request.url.query)
    names = [value for key, value in pairs if key == "graph"]
    default = any(key == "default" for key, _ in pairs)
    if request.method == "POST" and not pairs:
        return await _create(request)
    if len(names) + default != 1:
        raise HTTPException(400, "name one graph: ?graph=IRI or ?default")
    return await _operate(request, names[0] if names else None)


async def direct(request: Request) -> Response:
    """One operation on the graph that is named by the URL (4.1)."""
    return await _operate(request, url_of(request))


async def _operate(request: Request, graph: str | None) -> Response:
    if request.method in ("GET", "HEAD"):
        choose = Accept(request.headers.get("accept", ""))
        reply = await ask(request, "read", graph=graph, choose=choose)
        return respond(reply, reply.result)
    may_write(request)
    own = settings_of(request).own_graphs
    if request.method == "DELETE":
        await pool_of(request).write("delete", graph=graph, own_graphs=own)
        return Response(status_code=204)
    new = await _write(request, graph, replace=request.method == "PUT")
    return Response(status_code=201 if new else 204)


async def _create(request: Request) -> Response:
    may_write(request)
    graph = f"{url_of(request).rstrip('/')}/{uuid4().hex}"
    await _write(request, graph, replace=True)
    return Response(status_code=201, headers={"Location": graph})


async def _write(request: Request, graph: str | None, *, replace: bool) -> bool:
    parts = await _parts(request)
    base = graph or url_of(request)
    own = settings_of(request).own_graphs
    reply = await pool_of(request).write(
        "write", graph=graph, replace=replace, parts=parts, base=base, own_graphs=own
    )
    return bool(reply.result)


async def _parts(request: Request) -> list[tuple[str, bytes]]:
    """Media types and bytes of the files that the body holds: itself, or those of a form (RFC 7578)."""
    media, _ = media_of(request)
    body = await body_of(request)
    if media in READ:
        return [(media, body)]
    if media != _MULTIPART:
        raise HTTPException(415, f"send {_MULTIPART}, or one of {', '.join(READ)}")
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode("latin-1", "replace")
    form = message_from_bytes(head + body, policy=policy.HTTP)
    return [
        (part.get_content_type(), bytes(part.get_payload(decode=True) or b"")) for part in form.iter_parts()
    ]


ROUTES = (
    Route(PATH, graphs, methods=_METHODS),
    Route(PATH + "/", graphs, methods=_METHODS),
    Route(PATH + "/{name:path}", direct, methods=_METHODS),
)
