"""Counts and times for Prometheus (text exposition format 0.0.4).

Invariant: labels come from our own tables, never from a request, so that nobody can make their number grow.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA_TYPE = "text/plain; version=0.0.4"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends in seconds, inclusive."""
_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}
_OTHER = "other"
Labels = Mapping[str, str]


@dataclass(slots=True)
class _Times:
    """One histogram: how many requests fell into each bucket, the last one being unbounded."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.total += seconds


class Metrics:
    """What was asked and how long it took, since the start of this process."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        """Route, method and status -> number."""
        self.times: dict[str, _Times] = {}

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Note one request that was answered."""
        self.requests[route, method if method in _METHODS else _OTHER, status] += 1
        self.times.setdefault(route, _Times()).add(seconds)

    def lines(self) -> Iterator[str]:
        """The lines of the requests."""
        yield from _head("kg_http_requests_total", "counter", "Requests answered.")
        for (route, method, status), number in sorted(self.requests.items()):
            labels = {"route": route, "method": method, "status": str(status)}
            yield _sample("kg_http_requests_total", number, labels)
        name = "kg_http_request_seconds"
        yield from _head(name, "histogram", "From the request's head to the last byte of the answer.")
        for route, times in sorted(self.times.items()):
            so_far = 0
            for end, number in zip([*map(str, BUCKETS), "+Inf"], times.counts, strict=True):
                so_far += number
                yield _sample(f"{name}_bucket", so_far, {"route": route, "le": end})
            yield _sample(f"{name}_sum", round(times.total, 6), {"route": route})
            yield _sample(f"{name}_count", so_far, {"route": route})


class Measured:
    """Middleware that counts every request under the path of its route."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, start = 499, monotonic()  # the client left before there was an answer

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception:
            status = 500
            raise
        finally:
            route = getattr(scope.get("route"), "path", _OTHER)
            self._metrics.count(route, scope["method"], status, monotonic() - start)


def gauge(name: str, help_: str, value: float, labels: Labels | None = None) -> list[str]:
    """The lines of one number that goes up and down."""
    return [*_head(name, "gauge", help_), _sample(name, value, labels or {})]


def counter(name: str, help_: str, values: Iterable[tuple[Labels, float]]) -> list[str]:
    """The lines of numbers that only grow."""
    return [*_head(name, "counter", help_), *(_sample(name, value, labels) for labels, value in values)]


def size_of(folder: Path) -> int:
    """Bytes of the files in a folder; one that goes meanwhile does not count."""
    total = 0
    for path, _, files in os.walk(folder):
        for file in files:
            try:
                total += os.stat(os.path.join(path, file)).st_size
            except FileNotFoundError:
                continue
    return total


def _head(name: str, kind: str, help_: str) -> tuple[str, str]:
    return f"# HELP {name} {help_}", f"# TYPE {name} {kind}"


def _sample(name: str, value: float, labels: Labels) -> str:
    inside = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
    return f"{name}{{{inside}}} {value}" if inside else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
