"""What a worker may not do, whatever a query makes the engine try: grow without end, or use the network.

The checks of :mod:`kg.query` come first; this is the second wall. It needs Linux; elsewhere the first
stands alone.
"""

from __future__ import annotations

import sys


def confine(memory: int) -> None:
    """Bound this process's memory (bytes of private data) and take the network away from it."""
    _bound(memory)


def _bound(memory: int) -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
