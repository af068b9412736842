"""HTTP to a store: who we are, how long we wait, what is sent again, and complaints in the user's words.

Everything that is sent is idempotent (questions; changes of ground quads; whole graphs), so what fails on the
way is sent again, but not what took too long.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from time import sleep

import httpx

from kg import __version__
from kg.errors import KgError, QueryError, StoreError
from kg.graph.remote.address import Address

TIMEOUT = httpx.Timeout(300.0, connect=10.0)
"""Seconds. A server that is given a large graph may be busy for minutes before it answers."""
_PAUSES = (0.2, 1.0)
"""Seconds before each time that a request is sent again."""
_TRANSIENT = {502, 503, 504}
_MOST = 300
"""Letters of a server's own words that are shown."""
_DEADLOCK = "40001"
"""Virtuoso: another transaction won (SQLSTATE, serialization failure)."""


class Wire:
    """Requests to one server. Close it."""

    def __init__(self, address: Address, *, token: str | None = None) -> None:
        headers = {"User-Agent": f"kg/{__version__}"}
        if token and address.user is None:
            headers["Authorization"] = f"Bearer {token}"
        auth = None if address.user is None else _Password(address.user, address.password or "")
        self._http = httpx.Client(headers=headers, auth=auth, timeout=TIMEOUT, trust_env=False)
        self.where = str(address)

    def close(self) -> None:
        self._http.close()

    def ask(
        self, url: str, query: str, *, accept: str, options: Mapping[str, str | list[str]]
    ) -> httpx.Response:
        """The answer to a query, whatever its form (SPARQL 1.1 Protocol, 2.1.2: POST, URL-encoded; Virtuoso
        7.2.5 never answers a query that is posted directly).

        :raises QueryError: the server does not understand it.
        :raises StoreError: nobody answers, or access is refused.
        """
        response = self._send("POST", url, data={"query": query, **options}, headers={"Accept": accept})
        if response.status_code == 400 or _beyond(response):
            raise QueryError(
                f"the server does not take the query: {_words(response)}",
                where=self.where,
                remedy="see docs/data-model.md for the terms, and docs/remote.md for what servers lack",
            )
        return self._whole(response)

    def update(self, url: str, text: str) -> None:
        """Make a change (SPARQL 1.1 Protocol, 2.2.2).

        :raises StoreError: it is not made.
        """
        headers = {"Content-Type": "application/sparql-update"}
        self._whole(self._send("POST", url, content=text.encode("utf-8"), headers=headers))

    def graph(self, method: str, url: str, name: str, body: bytes = b"", media: str | None = None) -> None:
        """Replace (PUT), add to (POST) or drop (DELETE) a graph (SPARQL 1.1 Graph Store HTTP Protocol, 5).
        One that is not there is as good as dropped.

        :raises StoreError: it is not done.
        """
        headers = {"Content-Type": media} if media else {}
        response = self._send(method, url, params={"graph": name}, content=body or None, headers=headers)
        if not (method == "DELETE" and response.status_code == 404):
            self._whole(response)

    def _send(self, method: str, url: str, **parts: object) -> httpx.Response:
        for pause in (*_PAUSES, None):
            try:
                response = self._http.request(method, url, **parts)  # type: ignore[arg-type]
            except httpx.TimeoutException as error:
                raise self._unreachable(error) from error
            except httpx.TransportError as error:
                if pause is None:
                    raise self._unreachable(error) from error
            else:
                again = response.status_code in _TRANSIENT or _deadlocked(response)
                if pause is None or not again:
                    return response
            sleep(pause)
        raise AssertionError("the last time returns or raises")

    def _unreachable(self, error: httpx.TransportError) -> StoreError:
        if isinstance(error, httpx.ConnectTimeout):
            what, remedy = "nobody answers there", "check the address and the network"
        elif isinstance(error, httpx.TimeoutException):
            what, remedy = f"no answer within {TIMEOUT.read:.0f} seconds", "ask for less, or try again later"
        elif isinstance(error, httpx.ConnectError):
            what = f"no server answers there ({_plain(str(error))})"
            remedy = "start it (`kg serve`, Virtuoso …), or correct --store"
        else:
            what = f"the connection broke ({_plain(str(error))})"
            remedy = "run the same command again; nothing is done twice"
        return StoreError(what, where=self.where, remedy=remedy)

    def _whole(self, response: httpx.Response) -> httpx.Response:
        """:raises StoreError: the server did not do as it was asked."""
        if not response.is_success:
            raise self._refused(response)
        return response

    def _refused(self, response: httpx.Response) -> KgError:
        status, told = response.status_code, _words(response)
        if response.is_redirect:
            target = response.headers.get("location", "elsewhere")
            return self._error(f"the server points to {target}", "give that address with --store")
        if status == 401:
            remedy = (
                "set KG_TOKEN, or write http://user:password@host/…; to write, the server may need either"
            )
            return self._error("the server wants another token or password", remedy)
        if status == 403 or "SECURITY" in told:
            return self._error(f"the server does not allow it: {told}", _ALLOW)
        if status in (404, 405, 501):
            remedy = "name the SPARQL address (…/sparql), and others as ?update=…&graphs=… (docs/remote.md)"
            return self._error(f"{response.url.path} takes no {response.request.method} ({status})", remedy)
        if status == 413:
            return self._error("an article is larger than the server takes", "raise the server's limit")
        remedy = "see the server's log; nothing is lost, and the same command can be run again"
        return self._error(f"the server failed ({status}): {told}", remedy)

    def _error(self, what: str, remedy: str) -> StoreError:
        return StoreError(what, where=self.where, remedy=remedy)


_ALLOW = "start `kg serve` with --writable, or use a user who may write"


class _Password(httpx.Auth):
    """Name and password, sent in the way that the server asks for (RFC 7617 Basic, RFC 7616 Digest), once it
    asks."""

    requires_request_body = True

    def __init__(self, user: str, password: str) -> None:
        self._ways = {"digest": httpx.DigestAuth(user, password), "basic": httpx.BasicAuth(user, password)}
        self._way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._way is None:
            response = yield request
            if response.status_code != 401:
                return
            challenges = response.headers.get_list("www-authenticate")
            offered = {challenge.split(" ")[0].lower() for challenge in challenges}
            self._way = next((way for name, way in self._ways.items() if name in offered), None)
            if self._way is None:
                return
        yield from self._way.auth_flow(request)


def _beyond(response: httpx.Response) -> bool:
    """Whether Virtuoso says that it cannot answer such a query (SQLSTATE 37000)."""
    return response.status_code == 500 and response.text.startswith("Virtuoso 37000")


def _deadlocked(response: httpx.Response) -> bool:
    return response.status_code == 500 and _DEADLOCK in response.text[:_MOST]


def _words(response: httpx.Response) -> str:
    """What the server says, in a line; empty for pages of HTML."""
    kind = response.headers.get("content-type", "")
    text = response.text
    if "json" in kind:
        try:
            said = json.loads(text)
            text = str(said.get("detail") or said.get("title") or "")
        except (ValueError, AttributeError):
            text = ""
    elif "html" in kind:
        text = text.partition("<xmp>")[2].partition("</xmp>")[0]
    return _plain(text.partition("\n\nSPARQL query:")[0])


def _plain(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST else words[:_MOST] + " …"
