"""A SPARQL endpoint in a few lines, without limits or checks: what ours is measured beside."""

from __future__ import annotations

import sys

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg import iri

_JSON = "application/sparql-results+json"


def application(store: ox.Store) -> Starlette:
    """Queries by GET, updates by POST, in threads of this process."""

    def ask(request: Request) -> Response:
        text = request.query_params["query"]
        found = store.query(text, prefixes=iri.PREFIXES, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
        return Response(found.serialize(format=ox.QueryResultsFormat.JSON), media_type=_JSON)

    async def write(request: Request) -> Response:
        store.update((await request.body()).decode())
        return Response(None, 204)

    return Starlette(
        routes=[Route("/sparql", ask, methods=["GET"]), Route("/sparql", write, methods=["POST"])]
    )


if __name__ == "__main__":
    folder, port = sys.argv[1:]
    uvicorn.run(application(ox.Store(folder)), host="127.0.0.1", port=int(port), log_level="warning")
