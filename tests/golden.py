"""Rewrites the files that tests compare with; the difference is reviewed by eye.

``python -m tests.golden`` rewrites all, ``python -m tests.golden queries`` or ``… ontology`` one kind.
"""

from __future__ import annotations

import sys
from contextlib import chdir
from pathlib import Path

from kg.graph import Store, open_store
from kg.graph.ontology import ontology_turtle
from kg.library import read_documents
from kg.pipeline import ingest
from kg.query import NamedQuery, QueryResult, named_queries, run_named

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "golden" / "queries"
ONTOLOGY = ROOT / "kg" / "graph" / "ontology.ttl"
SAMPLE_PARAMETERS = {
    "accused": "North Korea",
    "actor": "Donald Trump",
    "first": "Donald Trump",
    "second": "Kim Jong Un",
    "speaker": "Mike Pompeo",
    "addressee": "Donald Trump",
    "place": "Singapore",
    "text": "SANCTIONS",
    "from": "2018-05-20",
    "to": "2018-06-12",
    "minimum": "4",
    "known": "2018-05-25",
    "name": "summit",
}
"""What the golden queries are asked with, where a query has a parameter of that name without default."""
IDS = {"event", "claim"}
"""Columns left out: an id changes with any span, and tells a reviewer nothing."""


def parameters(query: NamedQuery) -> dict[str, str]:
    """The required parameters, and ``minimum``, whose default would list every voice."""
    asked = [p.name for p in query.parameters if p.default is None or p.name == "minimum"]
    return {name: SAMPLE_PARAMETERS[name] for name in asked}


def as_tsv(result: QueryResult) -> str:
    """Header and rows, tab separated; unbound is empty."""
    shown = [n for n, name in enumerate(result.variables) if name not in IDS]
    lines = ["\t".join(result.variables[n] for n in shown)]
    for row in result.rows:
        cells = (row[n] for n in shown)
        lines.append("\t".join("" if c is None else " ".join(str(c).split()) for c in cells))
    return "\n".join(lines) + "\n"


def sample_store() -> Store:
    """The sample articles, through the whole pipeline, in memory. Ids depend on the relative paths."""
    store = open_store(None)
    with chdir(ROOT):
        ingest(read_documents("data/articles"), store)
    return store


def query_results(store: Store) -> dict[str, str]:
    """The answer of each named query."""
    return {name: as_tsv(run_named(store, q, parameters(q))) for name, q in named_queries().items()}


def main(kinds: list[str]) -> None:
    if not kinds or "ontology" in kinds:
        ONTOLOGY.write_text(ontology_turtle(), encoding="utf-8")
    if not kinds or "queries" in kinds:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("*.tsv"):
            old.unlink()
        for name, text in query_results(sample_store()).items():
            (FOLDER / f"{name}.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
