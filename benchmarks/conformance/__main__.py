"""``python -m benchmarks.conformance``: run W3C's suites over HTTP, print a table, name each failure.

A failure that ``known.tsv`` explains is expected; any other, and one that does not fail any more, ends with
exit code 1.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpx

from benchmarks.conformance.evaluation import query_evaluation, syntax, update_evaluation
from benchmarks.conformance.manifest import Test, tests
from benchmarks.conformance.protocols import protocol
from benchmarks.conformance.server import peer, server
from benchmarks.conformance.service import description

KINDS: dict[str, tuple[str, Callable[[httpx.Client, Test], str]]] = {
    "ProtocolTest": ("protocol", protocol),
    "GraphStoreProtocolTest": ("graph store protocol", protocol),
    "ServiceDescriptionTest": ("service description", description),
    "QueryEvaluationTest": ("query", query_evaluation),
    "CSVResultFormatTest": ("query", query_evaluation),
    "PositiveSyntaxTest": ("query", syntax),
    "NegativeSyntaxTest": ("query", syntax),
    "PositiveSyntaxTest11": ("query", syntax),
    "NegativeSyntaxTest11": ("query", syntax),
    "UpdateEvaluationTest": ("update", update_evaluation),
    "PositiveUpdateSyntaxTest11": ("update", syntax),
    "NegativeUpdateSyntaxTest11": ("update", syntax),
}
"""Type of test -> row of the table and how it is run."""
OTHERS = {
    "sparql11/entailment": "entailment (no regime is claimed)",
    "sparql11/service": "federation (refused)",
    "sparql11/syntax-fed": "federation (refused)",
    "sparql11/http-rdf-update": "",
}
"""Suites with a row of their own. The last is prose, and W3C deprecated it for graph-store-protocol."""
KNOWN = Path(__file__).with_name("known.tsv")


def main() -> int:
    """Run, print, and say whether all is as expected."""
    options = argparse.ArgumentParser(prog="benchmarks.conformance", description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/w3c-sparql-tests"))
    options.add_argument("--only", default="", help="run tests whose id holds this")
    options.add_argument("--known", action="store_true", help="print failures in the form of known.tsv")
    options.add_argument("--peer", type=Path, help="run `oxigraph serve` instead, with this program")
    given = options.parse_args()
    root = given.data / "sparql"
    if not root.is_dir():
        print(f"no test suites at {given.data}: clone https://github.com/w3c/rdf-tests there, or name their "
              "folder with DATA=", file=sys.stderr)  # fmt: skip
        return 2
    manifests = sorted(str(p.relative_to(root)) for p in root.glob("sparql1?/*/manifest*.ttl"))
    chosen = [t for t in tests(root, manifests) if given.only in t.id and OTHERS.get(t.suite) != ""]
    with peer(given.peer) if given.peer else server() as client:
        failed = _run(client, chosen)
    known = {} if given.known or given.peer else _known()
    return _report(chosen, failed, known=known, partial=bool(given.only))


def _run(client: httpx.Client, chosen: list[Test]) -> dict[str, str]:
    failed = {}
    for number, test in enumerate(chosen, 1):
        if number % 200 == 0:
            print(f"{number} of {len(chosen)}", file=sys.stderr)
        try:
            why = KINDS[test.kind][1](client, test)
        except (httpx.HTTPError, ValueError, SyntaxError) as error:
            why = f"{type(error).__name__}: {error}"
        if why:
            failed[test.id] = " ".join(why.split())
    return failed


def _row(test: Test) -> str:
    of_update = "Syntax" in test.kind and test.path(test.action).suffix == ".ru"
    row = OTHERS.get(test.suite) or ("update" if of_update else KINDS[test.kind][0])
    return f"{test.suite.partition('/')[0]} {row}"


def _known() -> dict[str, str]:
    with KNOWN.open(encoding="utf-8", newline="") as file:
        return {row["test"]: row["why"] for row in csv.DictReader(file, delimiter="\t")}


def _report(chosen: list[Test], failed: dict[str, str], *, known: dict[str, str], partial: bool) -> int:
    total = Counter(_row(t) for t in chosen)
    passed = Counter(_row(t) for t in chosen if t.id not in failed)
    for row in sorted(total):
        print(f"{row:50}{passed[row]:5} of {total[row]}")
    for test, why in failed.items():
        print(f"failed\t{test}\t{known.get(test, 'NOT KNOWN: ' + why)}")
    ids = {t.id for t in chosen}
    mended = [t for t in known if t not in failed and (t in ids or not partial)]
    for test in mended:
        print(f"passes now, strike it from {KNOWN.name}: {test}")
    return 1 if mended or any(t not in known for t in failed) else 0


if __name__ == "__main__":
    sys.exit(main())
