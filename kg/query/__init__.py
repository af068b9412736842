"""Questions to the graph, answered in plain rows. Starts fast: no NLP, no rdflib."""

from kg.query.facts import facts
from kg.query.filter import Filter
from kg.query.find import find_actors
from kg.query.timeline import timeline

__all__ = ["Filter", "facts", "find_actors", "timeline"]
