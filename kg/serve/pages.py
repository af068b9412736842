"""The pages for people: an overview and the query page. Plain files; what they show they ask of the API."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

ASSETS = Path(__file__).resolve().parent / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
"""Nothing from elsewhere, no script but our files, no markup made of text (Content Security Policy 3)."""
PAGES = {"/": "index.html", "/query": "query.html"}


async def _page(request: Request) -> Response:
    headers = {
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
    }
    return FileResponse(ASSETS / PAGES[request.scope["route"].path], headers=headers)


PAGE_ROUTES: tuple[BaseRoute, ...] = (
    *(Route(path, _page, methods=["GET"]) for path in PAGES),
    Mount("/assets", StaticFiles(directory=ASSETS)),
)
