"""Rewrites the files that tests compare with; the difference is reviewed by eye.

``python -m tests.golden`` rewrites all, ``python -m tests.golden queries`` or ``… ontology`` one kind.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.graph.ontology import ontology_turtle
from kg.query import NamedQuery, QueryResult, named_queries, run_named
from tests.graph_factory import filled, pledge, protest, summit

FOLDER = Path(__file__).parent / "golden" / "queries"
ONTOLOGY = Path(__file__).parent.parent / "kg" / "graph" / "ontology.ttl"
SAMPLE_PARAMETERS = {
    "actor": "Avaria",
    "first": "Avaria",
    "second": "Belmora",
    "speaker": "Ines Varga",
    "addressee": "Ines Varga",
    "place": "Port Lys",
    "text": "MEETING",
    "from": "2031-06-01",
    "to": "2031-08-31",
    "minimum": "1",
}
"""What the golden queries are asked with, where a query has a parameter of that name without default."""


def parameters(query: NamedQuery) -> dict[str, str]:
    """The required parameters, and ``minimum``, which would hide everything in so small a sample."""
    asked = [p.name for p in query.parameters if p.default is None or p.name == "minimum"]
    return {name: SAMPLE_PARAMETERS[name] for name in asked}


def as_tsv(result: QueryResult) -> str:
    """Header and rows, tab separated; unbound is empty."""
    lines = ["\t".join(result.variables)]
    lines += ["\t".join("" if c is None else " ".join(str(c).split()) for c in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def query_results() -> dict[str, str]:
    """The answer of each named query over three hand-made articles."""
    store = filled(summit(), protest(), pledge())
    return {name: as_tsv(run_named(store, q, parameters(q))) for name, q in named_queries().items()}


def main(kinds: list[str]) -> None:
    if not kinds or "ontology" in kinds:
        ONTOLOGY.write_text(ontology_turtle(), encoding="utf-8")
    if not kinds or "queries" in kinds:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("*.tsv"):
            old.unlink()
        for name, text in query_results().items():
            (FOLDER / f"{name}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
