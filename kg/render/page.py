"""One HTML file that needs nothing else: no server, no network, no second file.

Invariants: nothing from an article is written but as a JSON string or an autoescaped one; the policy
in the page lets no request leave and runs no script but the ones shipped here, named by their hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.model import Background, Fact
from kg.render.cast import Json, Named
from kg.render.network import OUTWARD
from kg.render.payload import Story, tell
from kg.render.plain import script_json
from kg.render.publication import Publication, publication
from kg.schema import EventType, load_types

if TYPE_CHECKING:
    from jinja2 import Environment
    from pyvis.network import Network

ASSETS = Path(__file__).resolve().parent / "assets"
LIBRARIES = {
    "vis-network": "vendor/vis-network.min.js",
    "vis-timeline": "vendor/vis-timeline-graph2d.min.js",
}
"""Carried as inert text, and run when the view that needs it is first opened: parsing both would take
longer than the first draw of the lanes, which needs neither."""
SCRIPTS = (
    "js/base.js",
    "js/signs.js",
    "js/state.js",
    "js/sieve.js",
    "js/words.js",
    "js/cite.js",
    "js/history.js",
    "js/filters.js",
    "js/asof.js",
    "js/evidence.js",
    "js/lanes.js",
    "js/paint.js",
    "js/camera.js",
    "js/arrange.js",
    "js/knots.js",
    "js/relations.js",
    "js/graph.js",
    "js/finding.js",
    "js/legend.js",
    "js/trail.js",
    "js/search.js",
    "js/brush.js",
    "js/bins.js",
    "js/timeline.js",
    "js/table.js",
    "js/exports.js",
    "js/turtle.js",
    "js/figure.js",
    "js/share.js",
    "js/page.js",
)
"""In the order in which the page runs them …"""
FILE_SCRIPTS = ("js/start.js",)
LIVE_SCRIPTS = ("js/live.js",)
"""… and what begins it: with the data in the file, or with those of a server."""
STYLES = (
    "css/base.css",
    "css/filters.css",
    "css/graph.css",
    "css/finding.css",
    "css/evidence.css",
    "css/timeline.css",
    "css/table.css",
    "css/share.css",
    "css/narrow.css",
    "css/print.css",
)
"""In the order in which they apply: what a small window or paper changes comes last."""
LIVE_STYLES = ("css/live.css",)
_ASKS = "connect-src 'self'; "
"""What the page may do in addition where a server shows it."""
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=\S*")
_STILL = '{"physics":{"enabled":false},"layout":{"improvedLayout":false}}'


def render(
    facts: Sequence[Fact],
    actors: Sequence[Named],
    out: Path,
    *,
    title: str | None = None,
    description: str | None = None,
    known: Background | None = None,
    types: Mapping[str, EventType] | None = None,
) -> None:
    """Writes the interactive page. The same facts give the same bytes.

    :param actors: actors to know of beside those in the facts.
    :param title: heading; ``None`` gives one drawn from the facts.
    :param description: a sentence or two under the heading, and for those who link to the page.
    :param known: what is known around the facts, see :func:`kg.query.background`.
    :param types: event types for labels and colours; ``None``: the shipped ones.
    :raises UsageError: the file cannot be written.
    """
    story = tell(facts, actors, load_types() if types is None else types, known)
    html = _written(_network(story), _furniture(publication(facts, title, description), story))
    try:
        out.write_bytes(html.encode("utf-8", "replace"))
    except OSError as error:
        remedy = "choose a folder that exists and can be written"
        raise UsageError(f"cannot be written ({error.strerror})", where=str(out), remedy=remedy) from error


def live_page() -> tuple[str, str]:
    """The page without data, and its policy: it asks ``explore/story.json`` for them (:func:`live_data`)."""
    about = publication((), "Explore", "What the store holds, each fact with the words that say so.")
    given = _furniture(about, None)
    return _environment().get_template("page.html.j2").render(given), given["policy"]


def live_data(facts: Sequence[Fact], known: Background | None = None) -> Json:
    """What :func:`live_page` shows: what it says of itself, the story, the network."""
    story = tell(facts, (), load_types(), known)
    nodes, edges, *_, options = _network(story).get_network_data()
    about = asdict(publication(facts, None, None))
    return {"about": about, "story": story.data, "network": _wire(nodes, edges, options)}


def _environment() -> Environment:
    """Templates, with everything escaped that is not marked as safe."""
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(ASSETS), autoescape=True)


def _written(network: Network, given: dict[str, Any]) -> str:
    """The network in this page's own template."""
    network.set_template_dir(str(ASSETS), "page.html.j2")
    network.templateEnv = _environment()
    network.templateEnv.globals.update(given)
    html: str = network.generate_html("page.html")
    return html


def _network(story: Story) -> Network:
    """The story as a pyvis network: nodes are drawn where the layout put them; edges serve the view of
    relations."""
    network = _pyvis()(directed=True)
    network.set_options(_STILL)
    for mark in story.data["events"]:
        network.add_node(
            mark["id"], label=mark["label"], shape="custom", x=mark["x"] + mark["w"] // 2, y=mark["y"]
        )
    for i, actor in enumerate(story.data["actors"]):
        network.add_node(f"a{i}", label=actor["name"][:60], shape="box", hidden=True)
    _add_edges(network, story.data)
    return network


def _pyvis() -> type[Network]:
    """pyvis's network, which looks both ends of each new edge up in a list of all nodes; here in a dict."""
    from pyvis.network import Network

    class Quick(Network):  # type: ignore[misc]
        def get_nodes(self) -> Any:
            return self.node_map.keys()

    return Quick


def _wire(nodes: Sequence[Json], edges: Sequence[Json], options: str) -> Json:
    """pyvis's network in few bytes: ids of the nodes; edges as numbers of both and the role; the options."""
    number = {node["id"]: i for i, node in enumerate(nodes)}
    return {
        "nodes": list(number),
        "edges": [[number[edge["from"]], number[edge["to"]], edge["role"]] for edge in edges],
        "options": json.loads(options),
    }


def _add_edges(network: Network, data: Json) -> None:
    """One edge for each actor of an event, however many claims name both."""
    seen = set[tuple[int, int, bool]]()
    for row in data["facts"]:
        roles = [*row["actors"], *([holder, "claims"] for holder in row["holders"])]
        for actor, role in roles:
            link = row["event"], actor, role in OUTWARD
            if link in seen:
                continue
            seen.add(link)
            ends = data["events"][row["event"]]["id"], f"a{actor}"
            network.add_edge(*(ends if role in OUTWARD else ends[::-1]), role=role)


def _furniture(about: Publication, story: Story | None) -> dict[str, Any]:
    """What the template needs beside what pyvis hands it; without a story, the page asks its server."""
    live = story is None
    libraries, scripts, css, injected = _assets(live=live)
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; {_ASKS if live else ''}"
        f"script-src {' '.join(_hash(s) for s in (*libraries.values(), *scripts))}; "
        f"style-src {_hash(css)} {' '.join(injected)}"
    )
    return {
        "about": about,
        "policy": policy,
        "css": css,
        "libraries": libraries,
        "scripts": scripts,
        "story": script_json(story.data) if story else None,
        "as_json": script_json,
        "wire": _wire,
    }


@lru_cache(maxsize=2)
def _assets(*, live: bool = False) -> tuple[dict[str, str], tuple[str, ...], str, tuple[str, ...]]:
    """Libraries, scripts, style sheet and the hashes of the style sheets that the libraries add."""
    libraries = {name: _SOURCE_MAP.sub("", _read(path)) for name, path in LIBRARIES.items()}
    hashes = _read("vendor/style-hashes.txt").split()
    css = "\n".join(map(_read, (*STYLES, *LIVE_STYLES) if live else STYLES))
    scripts = (*SCRIPTS, *(LIVE_SCRIPTS if live else FILE_SCRIPTS))
    return libraries, tuple(map(_read, scripts)), css, tuple(f"'{name}'" for name in hashes)


def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The source expression that lets exactly this text run (Content Security Policy 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
