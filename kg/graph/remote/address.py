"""What ``--store http://…`` means: where to ask, where to write, and with whose name.

``http://host/path?update=…&graphs=…``: the path answers queries; the two others, relative or whole, are where
updates and graphs go when they do not follow the conventions below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from kg.errors import StoreError

_HOST = re.compile(r"(?!\d+:)[\w.-]{2,}:\d+(/|$)")
_OWN = ("update", "graphs")
_AT_ROOT = ("/sparql", "/query")
"""Where a server is asked that is named without a path: `kg serve` and Virtuoso; oxigraph."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a remote store is. Neither ``str`` nor ``repr`` tells the password."""

    shown: str
    """As it was given, without the password."""
    queries: tuple[str, ...]
    """Where to ask; the first that answers is taken."""
    update: str | None = None
    """Where updates go; ``None``: by convention."""
    graphs: str | None = None
    """The Graph Store Protocol's address; ``None``: by convention."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.shown

    def at(self, query: str, server: str) -> Address:
        """The address once it is known where queries are answered, and by which software.

        :param server: the ``Server`` header.
        """
        update, graphs = _siblings(query, virtuoso=is_virtuoso(server), known=self.user is not None)
        return replace(self, queries=(query,), update=self.update or update, graphs=self.graphs or graphs)


def is_address(path: object) -> bool:
    """Whether the name of a store is a URL.

    :raises StoreError: it is a host with a port, where no such folder is.
    """
    if not isinstance(path, str):
        return False
    if _HOST.match(path) and not Path(path).exists():
        remedy = f"write http://{path} for a server, ./{path} for a folder of that name"
        raise StoreError("may be a server or a folder", where=path, remedy=remedy)
    return "://" in path


def is_virtuoso(server: str) -> bool:
    return server.lower().startswith("virtuoso")


def parse_address(url: str) -> Address:
    """The address that a URL names.

    :raises StoreError: it is no http or https URL.
    """
    found = urlsplit(url)
    shown = without_password(url)
    if found.scheme not in ("http", "https") or not found.hostname:
        raise StoreError(
            "is no address of a store", where=shown, remedy="write http://host:port/sparql, or name a folder"
        )
    given = parse_qsl(found.query, keep_blank_values=True)
    own = {key: value for key, value in given if key in _OWN}
    rest = urlencode([(key, value) for key, value in given if key not in _OWN])
    host = found.netloc.rpartition("@")[2]
    paths = _AT_ROOT if found.path in ("", "/") else (found.path,)
    queries = tuple(urlunsplit((found.scheme, host, path, rest, "")) for path in paths)
    update, graphs = (urljoin(queries[0], own[key]) if own.get(key) else None for key in _OWN)
    user, password = (unquote(v) if v is not None else None for v in (found.username, found.password))
    return Address(shown, queries, update, graphs, user, password)


def without_password(url: str) -> str:
    """The URL as it may be shown."""
    found = urlsplit(url)
    return urlunsplit((found.scheme, found.netloc.rpartition("@")[2], found.path, found.query, ""))


def _siblings(query: str, *, virtuoso: bool, known: bool) -> tuple[str, str]:
    """Addresses of updates and of graphs beside that of queries.

    Virtuoso lets named users write at ``/sparql-auth`` and ``/sparql-graph-crud-auth`` (its manual, on its
    SPARQL endpoints); oxigraph has ``/query``, ``/update`` and ``/store``; others take updates where they
    take queries.
    """
    if virtuoso:
        mark = "-auth" if known else ""
        return urljoin(query, f"sparql{mark}"), urljoin(query, f"sparql-graph-crud{mark}")
    if urlsplit(query).path.endswith("/query"):
        return urljoin(query, "update"), urljoin(query, "store")
    return query, urljoin(query, "store")
