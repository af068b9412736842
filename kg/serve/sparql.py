"""SPARQL 1.1 Protocol: queries by GET and POST, updates by POST."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.query.sparql import Dataset
from kg.serve.negotiation import Accept
from kg.serve.requests import (
    Pairs,
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

PATH = "/sparql"
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"


async def sparql(request: Request) -> Response:
    """One operation (SPARQL 1.1 Protocol, 2.1 and 2.2)."""
    in_url = pairs_of(request.url.query)
    if request.method in ("GET", "HEAD"):
        if not in_url:
            return await _describe(request)
        return await _query(request, _only(in_url, "query"), in_url)
    media, parameters = media_of(request)
    if media not in (_FORM, _QUERY, _UPDATE):
        raise HTTPException(415, f"POST takes {_FORM}, {_QUERY} or {_UPDATE}")
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise HTTPException(415, "the body has to be UTF-8")
    text = _decoded(await body_of(request))
    if media == _QUERY:
        return await _query(request, text, in_url)
    if media == _UPDATE:
        return await _update(request, text, in_url)
    pairs = [*in_url, *pairs_of(text)]
    if any(k == "update" for k, _ in pairs):
        if any(k == "query" for k, _ in pairs):
            raise HTTPException(400, "a request is a query or an update, not both")
        return await _update(request, _only(pairs, "update"), pairs)
    return await _query(request, _only(pairs, "query"), pairs)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the body is no UTF-8") from error


def _only(pairs: Pairs, name: str) -> str:
    found = [value for key, value in pairs if key == name]
    if len(found) != 1:
        raise HTTPException(400, f"give {name}=… exactly once")
    return found[0]


def _all(pairs: Pairs, name: str) -> tuple[str, ...]:
    return tuple(value for key, value in pairs if key == name)


async def _query(request: Request, text: str, pairs: Pairs) -> Response:
    dataset = Dataset(
        default=_all(pairs, "default-graph-uri"),
        named=_all(pairs, "named-graph-uri"),
        union=settings_of(request).union,
    )
    reply = await ask(
        request,
        "query",
        text=text,
        choose=Accept(request.headers.get("accept", "")),
        dataset=dataset,
        base=url_of(request),
    )
    return respond(reply, reply.result)


async def _update(request: Request, text: str, pairs: Pairs) -> Response:
    may_write(request)
    await pool_of(request).write(
        "update",
        text=text,
        default=_all(pairs, "using-graph-uri"),
        named=_all(pairs, "using-named-graph-uri"),
        base=url_of(request),
        own_graphs=settings_of(request).own_graphs,
    )
    return Response(status_code=204)


async def _describe(request: Request) -> Response:
    """The endpoint without any question (Service Description, 2)."""
    settings = settings_of(request)
    reply = await ask(
        request,
        "describe",
        endpoint=url_of(request),
        writable=settings.writable,
        union=settings.union,
        choose=Accept(request.headers.get("accept", "")),
    )
    return respond(reply, reply.result)


ROUTES = (Route(PATH, sparql, methods=["GET", "POST"]), Route(PATH + "/", sparql, methods=["GET", "POST"]))
