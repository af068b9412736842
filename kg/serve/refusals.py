"""Requests that the API refuses: which parameter is wrong and what to do, in words that fit a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import KgError, LimitError, NotFound, StoreError

_HERE = {
    "`kg actors`": "/api/actors",
    "`kg facts`": "/api/facts",
    "`kg queries`": "/api/queries",
    "`kg query articles`": "/api/queries/articles",
    "`kg stats`": "/api/stats",
    "`kg stats --documents`": "/api/queries/articles",
    "`kg types`": "/openapi.json",
}
"""Commands that remedies name, and where the same is found over HTTP."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One parameter that cannot be used, and why."""

    parameter: str
    detail: str


class Refused(Exception):
    """A request that is answered with a problem of that status.

    400: a parameter does not fit its description; 404: nothing is at that path; 422: each parameter fits,
    but not together or not with what the store holds.
    """

    def __init__(
        self, status: int, detail: str, *, remedy: str | None = None, errors: Sequence[Wrong] = ()
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.remedy, self.errors = status, detail, remedy, tuple(errors)


def refused(error: KgError, *, missing: bool) -> Refused | KgError:
    """An error of the library as the refusal of a request; what is no fault of the request stays itself.

    :param missing: that nothing answers to a name is about the path, not about a parameter.
    """
    if isinstance(error, LimitError | StoreError):
        return error
    status = 404 if missing and isinstance(error, NotFound) else 422
    what = f"{error.where}: {error.what}" if error.where else error.what
    return Refused(status, what, remedy=_here(error.remedy) if error.remedy else None)


def _here(remedy: str) -> str:
    for command, path in _HERE.items():
        remedy = remedy.replace(command, path)
    return remedy
