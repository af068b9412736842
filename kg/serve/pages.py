"""The pages for people: an overview, the query page, the explorer. What they show they ask of the API."""

from __future__ import annotations

from asyncio import to_thread
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

ASSETS = Path(__file__).resolve().parent / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
"""Nothing from elsewhere, no script but our files, no markup made of text (Content Security Policy 3)."""
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
PAGES = {"/": "index.html", "/query": "query.html"}


async def _page(request: Request) -> Response:
    headers = {**_HEADERS, "Content-Security-Policy": POLICY}
    return FileResponse(ASSETS / PAGES[request.scope["route"].path], headers=headers)


async def _explore(request: Request) -> Response:  # noqa: ARG001
    html, policy = await to_thread(_explorer)
    headers = {**_HEADERS, "Content-Security-Policy": f"{policy}; frame-ancestors 'self'"}
    return HTMLResponse(html, headers=headers)


@cache
def _explorer() -> tuple[str, str]:
    """The explorer page and its policy; the first time takes a moment."""
    from kg.render import live_page

    return live_page()


PAGE_ROUTES: tuple[BaseRoute, ...] = (
    *(Route(path, _page, methods=["GET"]) for path in PAGES),
    Route("/explore", _explore, methods=["GET"]),
    Mount("/assets", StaticFiles(directory=ASSETS)),
)
