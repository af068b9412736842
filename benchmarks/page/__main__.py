"""The page at a wanted size beside pyvis's own page of the same graph.

    python -m benchmarks.page [--size 5000x15000 20000x60000] [--patience 60] [--keep FOLDER]

Both files are opened in headless Chromium without a graphics card. *first draw* is the time from the start
of navigation until the canvas holds the graph, under it the processor time that the page's main thread had by
then, which a busy machine does not change much; *search* and *filter* from the keystroke or the click until
its result is on the screen (the wait for the next keystroke counts); *frames* are per second while the
picture is moved, at reading size and with everything in view. pyvis's file is written with its own template,
once with the forces that it has by default and once without; its libraries are in the file
(``cdn_resources="in_line"``), but its template asks a server for Bootstrap all the same. What is not done
within the patience is told as such.
*data* are the facts as compact JSON lines, *libraries* the two that the page carries.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.page.chromium import Page, Stuck, chromium
from benchmarks.page.graph import Size, make
from kg.model import Fact
from kg.records import fact_record
from kg.render import render, to_networkx
from kg.render.page import ASSETS, LIBRARIES

TIMES = 5
SEARCH = """
const field = document.getElementById("search");
field.focus(); field.value = "%s"; field.dispatchEvent(new Event("input"));
"""
FILTER = "document.querySelector(\"#facets input[data-facet='%s']\").click()"
WORDS = ("treaty", "orta 1", "grain tal", "sardane", "")
FACETS = ("type", "status", "source", "source", "status")
OURS = "KG.camera.moveTo({ x: KG.camera.eye.x + (i % 120 < 60 ? 12 : -12) / KG.camera.eye.scale })"
STOCK = (
    "const at = network.getViewPosition(), s = network.getScale();"
    "network.moveTo({ position: { x: at.x + (i % 120 < 60 ? 12 : -12) / s, y: at.y } })"
)
Row = tuple[str, str]


def ours(facts: Sequence[Fact], folder: Path, patience: float) -> list[Row]:
    """Size and times of the page."""
    file, start = folder / "page.html", perf_counter()
    render(facts, (), file)
    written = perf_counter() - start
    data = sum(len(_compact(f).encode()) + 1 for f in facts)
    libraries = sum((ASSETS / name).stat().st_size for name in LIBRARIES.values())
    told = f"data {data / 1e6:.1f} + libraries {libraries / 1e6:.1f}"
    share = file.stat().st_size / (data + libraries)
    rows = [
        ("written in", f"{written:.1f} s"),
        ("file", f"{file.stat().st_size / 1e6:.1f} MB = {share:.2f} x ({told})"),
    ]
    draws, busy = [], []
    for _ in range(TIMES):
        with chromium(patience) as page:
            draws.append(page.first_draw(file, patience))
            busy.append(page.processor())
    rows.append(("first draw", f"{median(draws):.2f} s (of {TIMES}: {min(draws):.2f} to {max(draws):.2f})"))
    rows.append(
        ("  of a processor", f"{median(busy):.2f} s (of {TIMES}: {min(busy):.2f} to {max(busy):.2f})")
    )
    with chromium(patience) as page:
        page.first_draw(file, patience)
        rows.append(("first search", f"{page.settled(SEARCH % 'ilven'):.0f} ms"))
        rows.append(("search", _milliseconds(page, [SEARCH % word for word in WORDS])))
        rows.append(("filter", _milliseconds(page, [FILTER % facet for facet in FACETS])))
        rows.append(("frames, reading size", f"{page.frames(OURS):.0f} per s"))
        page.ask("KG.graph.fitAll()")
        rows.append(("frames, all in view", f"{page.frames(OURS):.0f} per s"))
    return rows


def _compact(fact: Fact) -> str:
    return json.dumps(fact_record(fact), ensure_ascii=False, separators=(",", ":"))


def _milliseconds(page: Page, acts: Sequence[str]) -> str:
    times = [page.settled(act) for act in acts]
    return f"{median(times):.0f} ms (of {len(times)}: {min(times):.0f} to {max(times):.0f})"


def stock(facts: Sequence[Fact], folder: Path, patience: float, *, forces: bool) -> list[Row]:
    """The same for pyvis's own page."""
    file, start = folder / "stock.html", perf_counter()
    _write_stock(facts, file, forces)
    rows = [
        ("written in", f"{perf_counter() - start:.1f} s"),
        ("file", f"{file.stat().st_size / 1e6:.1f} MB, with libraries, without quotes and sources"),
    ]
    with chromium(patience) as page:
        steps: list[tuple[str, Callable[[], str]]] = [
            ("first draw", lambda: f"{page.first_draw(file, patience):.2f} s"),
            ("frames, all in view", lambda: f"{page.frames(STOCK):.1f} per s"),
        ]
        try:
            for name, measure in steps:
                rows.append((name, measure()))
        except Stuck:
            rows.append((name, f"not within {patience:.0f} s"))
    return rows


def _write_stock(facts: Sequence[Fact], file: Path, forces: bool) -> None:
    """Nodes and edges as pyvis's tutorial adds them, into its own template."""
    from pyvis.network import Network

    class Quick(Network):  # type: ignore[misc]
        """pyvis looks both ends of an edge up in a list, which is not what is measured here."""

        def get_nodes(self) -> object:
            return self.node_map.keys()

    graph, network = to_networkx(facts), Quick(directed=True, cdn_resources="in_line", height="900px")
    for node, values in graph.nodes(data=True):
        network.add_node(node, label=values["label"][:33], title=values["label"])
    for start, end, values in graph.edges(data=True):
        network.add_edge(start, end, title=values["role"])
    if not forces:
        network.toggle_physics(False)
    file.write_text(network.generate_html(), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.page",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--size", nargs="+", default=["5000x15000", "20000x60000"], metavar="NODESxEDGES")
    parser.add_argument("--patience", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the pages stay")
    parser.add_argument("--ours", action="store_true", help="leave pyvis's own page out")
    asked = parser.parse_args(arguments)
    for size in asked.size:
        nodes, edges = map(int, size.split("x"))
        with TemporaryDirectory() as folder:
            where = asked.keep or Path(folder)
            where.mkdir(exist_ok=True, parents=True)
            _compare(Size(nodes, edges), where, asked.patience, beside=not asked.ours)
    return 0


def _compare(size: Size, folder: Path, patience: float, *, beside: bool) -> None:
    facts = make(size)
    print(f"{size.nodes} nodes, {size.edges} edges", flush=True)
    _tell("this page", ours(facts, folder, patience))
    if beside:
        _tell("pyvis, without forces", stock(facts, folder, patience, forces=False))
        _tell("pyvis, as it is", stock(facts, folder, patience, forces=True))


def _tell(name: str, rows: Sequence[Row]) -> None:
    for what, figure in rows:
        print(f"  {name:22}  {what:20}  {figure}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
