"""Facts to a self-contained interactive page, and to a network for other programs."""

from kg.render.network import to_networkx, write_graphml
from kg.render.page import render

__all__ = ["render", "to_networkx", "write_graphml"]
