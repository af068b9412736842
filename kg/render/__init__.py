"""Facts to a self-contained interactive page, and to a network for other programs."""

from kg.render.network import to_networkx, write_graphml
from kg.render.page import live_data, live_page, render

__all__ = ["live_data", "live_page", "render", "to_networkx", "write_graphml"]
