"""The JSON API in one table: paths, parameters and jobs. Handlers and OpenAPI are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.query import NamedQuery, named_queries
from kg.query import Parameter as QueryParameter
from kg.serve.parameters import FILTER, LIMIT, OFFSET, USUAL_PART, Parameter

PREFIX = "/api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One path that is asked with GET (or HEAD)."""

    path: str
    """As OpenAPI writes it: ``/api/show/{id}``."""
    job: str
    """A key of :data:`kg.serve.api_jobs.JOBS`."""
    summary: str
    answer: str
    """A key of :func:`kg.serve.schemas.schemas`; with :attr:`paged`, of the rows."""
    parameters: tuple[Parameter, ...] = ()
    paged: bool = False
    media_type: str = "application/json"


_NAME = Parameter(
    name="name", argument="name", kind="text", help="Only those that this name, alias or id means."
)
_KIND = Parameter(name="kind", argument="kind", kind="actor-kind", help="Only actors of this kind.")
_ID = Parameter(
    name="id",
    argument="which",
    kind="text",
    required=True,
    in_path=True,
    help="An id as other answers give it, its unambiguous beginning, the name of an actor, or the file name "
    "or URL of an article.",
)
_PART = Parameter(name="limit", argument="limit", kind="part", help="Facts of a part.", default=USUAL_PART)
_PAGE = Parameter(name="page", argument="page", kind="page", help="Which part, counted from 1.", default=1)

ROUTES = (
    Route(
        path=f"{PREFIX}/facts",
        job="facts",
        summary="Facts, one claim each, by date: who did or said what, when, according to whom",
        answer="Fact",
        parameters=(*FILTER, OFFSET),
        paged=True,
    ),
    Route(
        path=f"{PREFIX}/timeline",
        job="timeline",
        summary="Events in the order of their dates",
        answer="TimelineEntry",
        parameters=(*FILTER, OFFSET),
        paged=True,
    ),
    Route(
        path=f"{PREFIX}/actors",
        job="actors",
        summary="Actors, those of most events and statements first",
        answer="ActorRow",
        parameters=(_NAME, _KIND, LIMIT, OFFSET),
        paged=True,
    ),
    Route(
        path=f"{PREFIX}/show/{{id}}",
        job="about",
        summary="Everything about a claim, event, article or actor",
        answer="Story",
        parameters=(_ID,),
    ),
    Route(
        path="/explore/story.json",
        job="story",
        summary="What the explorer page shows of a part of the facts",
        answer="Explorer",
        parameters=(*(p for p in FILTER if p is not LIMIT), _PART, _PAGE),
    ),
    Route(path=f"{PREFIX}/stats", job="numbers", summary="How much the store holds", answer="Stats"),
)
"""Those that are the same whatever queries are shipped."""


@cache
def queries() -> Mapping[str, NamedQuery]:
    """The named queries, read once for as long as the process lives."""
    return named_queries()


_KINDS = {
    "actor": "text",
    "string": "text",
    "date": "exact-day",
    "integer": "integer",
    "type": "event-type",
    "status": "status",
}
"""Types of the parameters of named queries, as kinds of :data:`kg.serve.parameters.KINDS`."""


def named_route(query: NamedQuery) -> Route:
    """Where a named query is asked."""
    return Route(
        path=f"{PREFIX}/queries/{query.name}",
        job="named",
        summary=query.summary,
        answer="Row",
        parameters=(*map(_own, query.parameters), LIMIT, OFFSET),
        paged=True,
    )


def text_route(query: NamedQuery) -> Route:
    """Where its text with the parameters bound is found."""
    return Route(
        path=f"{PREFIX}/queries/{query.name}/sparql",
        job="named-text",
        summary=f"As SPARQL: {query.summary}",
        answer="Text",
        parameters=tuple(map(_own, query.parameters)),
        media_type="application/sparql-query",
    )


def _own(parameter: QueryParameter) -> Parameter:
    told = f"{parameter.type}" if parameter.default is None else f"{parameter.type}, may be left out"
    return Parameter(
        name=parameter.name,
        argument=parameter.name,
        kind=_KINDS[parameter.type],
        help=told,
        required=parameter.default is None,
    )
