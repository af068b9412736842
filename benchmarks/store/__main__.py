"""The store at its limits, beside the bare engine and other stores, in one run.

    python -m benchmarks.store [--triples 1000000 5000000] [--peers] [--patience SECONDS] [--story resolve]
        [--keep FOLDER]

For each size a graph is made (:mod:`benchmarks.store.build`), exported, and loaded by each store in a process
of its own; then every named query is asked of the bare engine and through our store, and the usual questions
of ``facts``, ``timeline`` and ``show`` in process and in cold processes. A query's time is the least of
--rounds, as processor time, so that it can be compared on a busy machine; the bare engine gets the same text
and hands over all its solutions with their terms. ``--keep`` keeps stores and exports for the next run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from benchmarks.store.ask import Known, command_lines, known, queries, views
from benchmarks.store.build import build
from kg import iri
from kg.graph import export, open_store

SAMPLE = ("statements-of-speaker", "statements-to", "claims-by-holder")
"""Named queries that rdflib and oxrdflib are asked: those that these answer in seconds; others take minutes
at a hundred thousand triples, as rdflib joins patterns as they are written."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.store",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--triples", nargs="+", type=int, default=[1_000_000, 5_000_000], metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--story", choices=["plain", "resolve"], default="plain")
    parser.add_argument("--peers", action="store_true", help="also rdflib in memory and oxrdflib on disk")
    parser.add_argument(
        "--patience", type=float, default=600, metavar="SECONDS", help="for each peer to load and answer"
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        found = [_measure(asked, n, asked.keep or Path(folder)) for n in asked.triples]
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        for figures in found:
            _print(figures)
    return 0


def _measure(asked: argparse.Namespace, triples: int, folder: Path) -> dict[str, Any]:
    made, file = folder / f"{triples}.db", folder / f"{triples}.nq"
    if not made.exists():
        _note(f"making {triples:,} triples")
        build(made, triples, seed=asked.seed, story=asked.story)
    with open_store(made, read_only=True) as store:
        if not file.exists():
            with file.open("wb") as out:
                export(store, "nquads", out)
        size, of = len(store.raw), known(store)
        texts = {name: text for name, (text, _) in queries(store, of).items() if name in SAMPLE}
    sample = folder / "sample.json"
    sample.write_text(json.dumps(texts), encoding="utf-8")
    loads = {}
    for which in ("bare", "ours", *(("rdflib", "oxrdflib") if asked.peers else ())):
        _note(f"{size:,} quads: loading, {which}")
        loads[which] = _load(which, file, folder, sample, asked.patience)
    return {"quads": size, "load": loads, **_ask(folder / "ours", of, asked.rounds)}


def _load(
    which: str, file: Path, folder: Path, sample: Path, patience: float | None = None
) -> dict[str, Any]:
    """What loading took; of a peer that was not done in time, ``stopped``, after how many seconds."""
    target = folder / which
    shutil.rmtree(target, ignore_errors=True)
    peer = which in ("rdflib", "oxrdflib")
    extra = [str(sample)] if peer else []
    line = [sys.executable, "-m", "benchmarks.store.peers", which, str(file), str(target), *extra]
    try:
        limit = patience if peer else None
        told = subprocess.run(line, check=True, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"stopped": patience}
    found: dict[str, Any] = json.loads(told.stdout)
    sizes = [p.stat().st_size for p in target.rglob("*") if p.is_file()] if target.exists() else []
    return {**found, "disk": sum(sizes) / 1e6}


def _ask(folder: Path, of: Known, rounds: int) -> dict[str, Any]:
    with open_store(folder, read_only=True) as store:

        def engine(text: str) -> Callable[[], object]:
            return lambda: [
                tuple(row)
                for row in store.raw.query(text, prefixes=iri.PREFIXES, use_default_graph_as_union=True)  # type: ignore[union-attr]
            ]

        asked = {}
        for name, (text, ask) in queries(store, of).items():
            _note(f"asking {name}")
            asked[name] = {"bare": _least(engine(text), rounds), "ours": _least(ask, rounds)}
        seen = {}
        for name, ask in views(store, of).items():
            seen[name] = {"first": _least(ask, 1), "again": _least(ask, rounds)}
    return {
        "queries": asked,
        "views": seen,
        "cold": {name: _cold(folder, line, rounds) for name, line in command_lines(of).items()},
    }


def _least(ask: Callable[[], object], rounds: int) -> float:
    """Milliseconds of processor time."""
    times = []
    for _ in range(rounds):
        begun = process_time()
        ask()
        times.append(process_time() - begun)
    return 1000 * min(times)


def _cold(folder: Path, line: list[str], rounds: int) -> dict[str, float]:
    """Seconds of a process of its own: by the clock and of the processor."""
    clock, processor = [], []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = perf_counter()
        command = [sys.executable, "-m", "kg", "--store", str(folder), *line]
        subprocess.run(command, check=True, capture_output=True, env=os.environ)
        clock.append(perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"seconds": min(clock), "processor": min(processor)}


def _print(found: dict[str, Any]) -> None:
    print(f"\n{found['quads']:,} quads\n")
    bare = found["load"]["bare"]
    print(f"{'loading':28} seconds  ratio  processor  ratio  memory MB  disk MB")
    for name, x in found["load"].items():
        if "stopped" in x:
            print(f"{name:28} stopped after {x['stopped']:.0f} s")
            continue
        clock, processor = (
            f"{x[t]:{w}.1f}  {x[t] / bare[t]:5.2f}" for t, w in (("seconds", 7), ("processor", 9))
        )
        times = f"{clock}  {processor}"
        print(f"{name:28} {times}  {x['megabytes']:9.0f}  {x['disk']:7.0f}")
    print(f"\n{'query, ms':28}    bare    ours  ratio")
    for name, x in found["queries"].items():
        print(f"{name:28} {x['bare']:7.1f} {x['ours']:7.1f}  {x['ours'] / x['bare']:5.2f}")
    for peer in ("rdflib", "oxrdflib"):
        for name, seconds in found["load"].get(peer, {}).get("queries", {}).items():
            ratio = 1000 * seconds / found["queries"][name]["ours"]
            print(f"{peer} {name:28} {1000 * seconds:9.1f} ms, {ratio:.1f} times ours")
    print(f"\n{'in process, ms':40}  first  again")
    for name, x in found["views"].items():
        print(f"{name:40} {x['first']:6.1f} {x['again']:6.1f}")
    print(f"\n{'cold process, s':28}  clock  processor")
    for name, x in found["cold"].items():
        print(f"{name:28} {x['seconds']:6.2f}  {x['processor']:9.2f}")


def _note(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
