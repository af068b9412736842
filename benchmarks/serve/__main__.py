"""How the server bears up.

    python -m benchmarks.serve load --store DIR [--clients 64] [--seconds 120] [--pause 0.1] [--oxigraph FILE]
    python -m benchmarks.serve slow --store DIR [--slow 200] [--seconds 10]
    python -m benchmarks.serve fuzz --store DIR [--seconds 60] [--seed 0]
    python -m benchmarks.serve describe --store DIR [--seconds 300]

*load*: closed-loop readers and one writer, the same questions for each server: ``kg serve``, ``oxigraph
serve`` (PyPI: oxigraph) where it is at hand, and Starlette over pyoxigraph in one process. Clients and
servers share the machine: read the columns against each other. *slow*: how long a quick client waits beside
slow ones. *fuzz*: hostile requests to the endpoint. *describe*: schemathesis on the OpenAPI description.
The store is copied and left as it is; every server listens on this machine alone and is ended.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.serve import fuzz, load, slow, targets

_EXPECTED = '[checks.positive_data_acceptance]\nexpected-statuses = ["2XX", "404", "422"]\n'
"""A name that nobody answers to fits the description, and is refused all the same."""


def main() -> int:
    """Run one of them; 1: the server failed."""
    given = _arguments()
    with TemporaryDirectory(prefix="kg-measured-") as folder:
        return {"load": _load, "slow": _slow, "fuzz": _fuzz, "describe": _describe}[given.what](
            given, Path(folder)
        )


def _load(given: argparse.Namespace, folder: Path) -> int:
    plan = load.Plan(given.clients, given.seconds, given.pause, load.questions(given.store))
    print(f"{given.clients} clients and a writer, {given.seconds:g} s each\n{load.HEAD}", flush=True)
    failed = False
    for server in load.servers(given.store, folder, given.oxigraph):
        tally = load.measure(server, plan)
        print(load.line(tally), flush=True)
        failed |= tally.name == "kg serve" and bool(
            load.errors(tally) + tally.broken + tally.lost + tally.unseen
        )
    return int(failed)


def _slow(given: argparse.Namespace, folder: Path) -> int:
    print(slow.HEAD_LINE, flush=True)
    failed = 0
    with targets.ours(load.copied(given.store, folder / "ours")) as target:
        for kind in slow.KINDS:
            many = {"none": 0, "deaf": given.slow // 4}.get(kind, given.slow)
            wait = asyncio.run(slow.measure(target, kind, many, given.seconds))
            print(slow.line(wait), flush=True)
            failed += wait.failed
    return int(failed > 0)


def _fuzz(given: argparse.Namespace, folder: Path) -> int:
    with targets.ours(load.copied(given.store, folder / "ours")) as target:
        counts, failed = asyncio.run(fuzz.measure(target, given.seconds, 8, given.seed))
    print(", ".join(f"{status}: {number}" for status, number in sorted(counts.items())))
    for line in failed[:20]:
        print(line)
    return int(bool(failed) or counts["alive"] != 200)


def _describe(given: argparse.Namespace, folder: Path) -> int:
    config = folder / "schemathesis.toml"
    config.write_text(_EXPECTED, encoding="utf-8")
    with targets.ours(load.copied(given.store, folder / "ours")) as target:
        command = [str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(config), "run"]
        command += [f"http://127.0.0.1:{target.port}/openapi.json", "--max-time", f"{given.seconds:g}"]
        command += ["--continue-on-failure", "--no-color"]
        return subprocess.run(command, check=False, cwd=folder).returncode


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.serve", description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["load", "slow", "fuzz", "describe"])
    parser.add_argument("--store", type=Path, required=True, help="a store; it is copied")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0.1, help="seconds between two writes")
    parser.add_argument("--slow", type=int, default=200, help="of a kind; of deaf ones a quarter")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--oxigraph", default="oxigraph", help="the program of oxigraph's server")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
