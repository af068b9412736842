"""What a store behind an address costs, beside one in a folder, in one run on one machine.

``python -m benchmarks.remote`` extracts the sample articles once, puts them into a folder, into ``kg serve``
and, where it is installed, into Virtuoso, and asks each the same questions. Figures are the best of three, in
milliseconds, and the number of requests.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir
from pathlib import Path
from time import perf_counter
from typing import Any

from kg.graph import Store, export, open_store, wire
from kg.library import read_documents
from kg.model import Extraction
from kg.pipeline import extract_all, retell
from kg.query import Filter, actors, conflicts, facts, run_query, show, stats, timeline
from tests import virtuoso_server
from tests.store_kinds import TOKEN, kg_serve

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS: dict[str, Callable[[Store], Any]] = {
    "facts, 20": lambda s: facts(s, Filter(limit=20)),
    "facts, all": lambda s: facts(s),
    "timeline": lambda s: timeline(s),
    "show an actor": lambda s: show(s, "kim-jong-un"),
    "actors": lambda s: actors(s),
    "conflicts": lambda s: conflicts(s),
    "stats": lambda s: stats(s),
    "one SPARQL query": lambda s: run_query(s, "SELECT ?n { ?a a sem:Actor ; rdfs:label ?n }"),
    "export": lambda s: export(s, "nquads", io.BytesIO()),
}


def main() -> None:
    with chdir(ROOT):
        extractions = list(extract_all(read_documents("data/articles")))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        columns = {name: measured(place, extractions) for name, place in places(folder, stack)}
    print(f"{len(extractions)} articles; milliseconds (requests), and times of the folder")
    print("| | " + " | ".join(columns) + " |")
    for row in next(iter(columns.values())):
        base = columns["folder"][row][0]
        cells = (f"{1000 * s:,.0f} ({n}) ×{s / base:.1f}" for s, n in (c[row] for c in columns.values()))
        print(f"| {row} | " + " | ".join(cells) + " |")


def places(folder: Path, stack: ExitStack) -> Iterator[tuple[str, str | Path]]:
    yield "folder", folder / "store"
    yield "kg serve", stack.enter_context(kg_serve(folder / "served"))
    if virtuoso_server.installed():
        yield "Virtuoso", stack.enter_context(virtuoso_server.virtuoso(folder / "virtuoso"))


def measured(place: str | Path, extractions: list[Extraction]) -> dict[str, tuple[float, int]]:
    """Seconds and requests by what was done."""
    found: dict[str, tuple[float, int]] = {}
    with open_store(place, create=True, token=TOKEN) as store:
        found["add an article"] = _each(timed(lambda: [store.add(e) for e in extractions]), len(extractions))
        found["tell the story"] = timed(lambda: retell(store))
    with open_store(place, read_only=True, token=TOKEN) as store:
        for name, ask in QUESTIONS.items():
            found[name] = min(timed(lambda ask=ask: ask(store)) for _ in range(3))  # type: ignore[misc]
    return found


def _each(whole: tuple[float, int], number: int) -> tuple[float, int]:
    return whole[0] / number, round(whole[1] / number)


def timed(do: Callable[[], Any]) -> tuple[float, int]:
    """Seconds, and requests that were sent."""
    sent, original = 0, wire.Wire._send

    def count(self: wire.Wire, *args: Any, **more: Any) -> Any:
        nonlocal sent
        sent += 1
        return original(self, *args, **more)

    wire.Wire._send = count  # type: ignore[method-assign]
    try:
        start = perf_counter()
        do()
        return perf_counter() - start, sent
    finally:
        wire.Wire._send = original  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
