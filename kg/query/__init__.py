"""Questions to the graph, answered in plain rows. Starts fast: no NLP, no rdflib."""

from kg.model import Conflict
from kg.query.actors import actors, actors_page
from kg.query.background import background
from kg.query.commitments import Commitment, commitments
from kg.query.conflicts import conflicts
from kg.query.diff import Difference, diff_days, diff_stores
from kg.query.facts import facts, facts_page
from kg.query.filter import Filter
from kg.query.find import find_actors
from kg.query.named import NamedQuery, Parameter, bound_query, get_query, named_queries, run_named
from kg.query.paging import Page
from kg.query.positions import Position, positions
from kg.query.search import search
from kg.query.show import show
from kg.query.sparql import Cell, QueryResult, run_query
from kg.query.stats import stats
from kg.query.timeline import timeline, timeline_page

__all__ = [
    "Cell",
    "Commitment",
    "Conflict",
    "Difference",
    "Filter",
    "NamedQuery",
    "Page",
    "Parameter",
    "Position",
    "QueryResult",
    "actors",
    "actors_page",
    "background",
    "bound_query",
    "commitments",
    "conflicts",
    "diff_days",
    "diff_stores",
    "facts",
    "facts_page",
    "find_actors",
    "get_query",
    "named_queries",
    "positions",
    "run_named",
    "run_query",
    "search",
    "show",
    "stats",
    "timeline",
    "timeline_page",
]
