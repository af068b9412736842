"""Stores beside ours, each in a process of its own so that its memory can be told: ``python -m
benchmarks.store.peers WHICH FILE FOLDER [QUERIES.json]`` prints what it took as JSON.

The bare engine loads the file in bulk and puts its files in order; rdflib parses into memory; oxrdflib parses
into the engine on disk, quad by quad, as rdflib does. Queries are a sample: rdflib answers some of them in
minutes.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from kg import iri


def bare(file: str, folder: str) -> Any:
    import pyoxigraph as ox

    store = ox.Store(folder)
    store.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    return store


def ours(file: str, folder: str) -> Any:
    from kg.graph import load

    load(folder, Path(file))


def rdflib(file: str, folder: str) -> Any:  # noqa: ARG001
    from rdflib import Dataset

    store = Dataset(default_union=True)
    store.parse(file, format="nquads")
    return store


def oxrdflib(file: str, folder: str) -> Any:
    import pyoxigraph as ox
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    store = Dataset(store=OxigraphStore(store=ox.Store(folder)), default_union=True)
    store.parse(file, format="nquads", transactional=False)
    return store


PEERS = {"bare": bare, "ours": ours, "rdflib": rdflib, "oxrdflib": oxrdflib}


def main() -> int:
    which, file, folder, *asked = sys.argv[1:]
    start, begun = perf_counter(), process_time()
    store = PEERS[which](file, folder)
    told: dict[str, Any] = {"seconds": perf_counter() - start, "processor": process_time() - begun}
    told["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if asked:
        told["queries"] = {}
        for name, text in json.loads(Path(asked[0]).read_text(encoding="utf-8")).items():
            begun = process_time()
            list(store.query(text, initNs=iri.PREFIXES))
            told["queries"][name] = process_time() - begun
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
