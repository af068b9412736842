"""Questions to the graph, answered in plain rows. Starts fast: no NLP, no rdflib."""

from kg.query.actors import actors
from kg.query.facts import facts
from kg.query.filter import Filter
from kg.query.find import find_actors
from kg.query.named import NamedQuery, Parameter, get_query, named_queries, run_named
from kg.query.show import show
from kg.query.sparql import Cell, QueryResult, run_query
from kg.query.stats import stats
from kg.query.timeline import timeline

__all__ = [
    "Cell",
    "Filter",
    "NamedQuery",
    "Parameter",
    "QueryResult",
    "actors",
    "facts",
    "find_actors",
    "get_query",
    "named_queries",
    "run_named",
    "run_query",
    "show",
    "stats",
    "timeline",
]
