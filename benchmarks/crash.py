"""Does ``kg add`` survive ``kill -9`` at any moment?

    python -m benchmarks.crash ARTICLES [--kills 50] [--seed 0] [--before ARTICLES] [--keep FOLDER]

An undisturbed run tells how long each phase takes: starting, extracting, storing an article, resolving,
writing the story, committing what merging remembers. Then each kill begins with an empty store, waits for a
phase to come round for the n-th time, and some part of its length later sends SIGKILL. After each:

* the store opens, or is not there yet;
* every article in it has the very quads that it has in the undisturbed store, so none is half there;
* it passes ``kg verify`` and ``kg validate``; a graph that was validated before is not validated again;
* the same command ends with exit code 0, and ``kg export`` then gives the bytes of the undisturbed run.

With ``--before`` each run begins with a store of those articles, earlier versions under the same URLs, so
that they are replaced; a whole article is then one of either version. ``--keep`` holds the undisturbed run
for the next time. Exit code 1 if anything is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyoxigraph as ox

from kg import iri
from kg.graph import Store, open_store, validate, verify
from kg.resolve import Index

ROOT = Path(__file__).resolve().parent.parent
PHASES = ("start", "extract", "store", "resolve", "write", "commit")
_NO_ARTICLES = {iri.STORY, iri.DECISIONS, iri.CORRECTIONS, iri.META, iri.ONTOLOGY}
Moment = tuple[str, float]
"""A phase that begins, and seconds since the process was started."""


@dataclass(frozen=True, slots=True)
class Kill:
    """When to kill: ``delay`` seconds after ``phase`` began for the ``number``-th time (0: the first)."""

    phase: str
    number: int
    delay: float


@dataclass(slots=True)
class Undisturbed:
    """What a run that nobody kills does."""

    moments: list[Moment]
    export: str
    """SHA-256 of ``kg export``."""
    graphs: dict[str, str]
    """Graph of each article -> digest of its quads."""
    before: dict[str, str] = field(default_factory=dict)
    """The same of the store that it began with."""
    valid: set[str] = field(default_factory=set)
    """Digests of graphs that were found valid."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found after a kill. ``wrong`` is empty where all is well."""

    kill: Kill
    articles: int | None
    """Whole articles in the store; ``None``: there was no store yet."""
    stale: bool
    wrong: tuple[str, ...]


def add(store: Path, articles: Path) -> list[str]:
    """The command under test, in a process that tells of its phases on file descriptor 3."""
    return [sys.executable, "-m", "benchmarks.crash", "--child", str(store), str(articles)]


def child(store: str, articles: str) -> int:
    """``kg add`` itself, with a line to descriptor 3 whenever a phase begins."""
    from kg import pipeline
    from kg.cli.app import run

    pipe = os.fdopen(3, "wb", buffering=0)

    def announced(phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            pipe.write(f"{phase}\n".encode())
            result = function(*args, **named)
            pipe.write(b"extract\n" if phase == "store" else b"")
            return result

        return wrapped

    Store.add = announced("store", Store.add)  # type: ignore[method-assign]
    Store.write_changes = announced("write", Store.write_changes)  # type: ignore[method-assign]
    pipeline.update = announced("resolve", pipeline.update)  # type: ignore[attr-defined]
    Index.commit = announced("commit", Index.commit)  # type: ignore[method-assign]
    return run(["-q", "--store", store, "add", articles])


def start(store: Path, articles: Path) -> tuple[subprocess.Popen[bytes], Iterator[str]]:
    """The running command and its phases as they begin."""
    reading, writing = os.pipe()

    def third() -> None:
        os.dup2(writing, 3, inheritable=True)

    process = subprocess.Popen(
        add(store, articles),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        pass_fds=(3, writing) if writing != 3 else (3,),
        preexec_fn=third,
    )
    os.close(writing)

    def phases() -> Iterator[str]:
        with os.fdopen(reading, "r") as lines:
            yield "start"
            yield from (line.strip() for line in lines)

    return process, phases()


def begin(store: Path, folder: Path) -> None:
    """An empty place for the store, or the store of earlier versions."""
    shutil.rmtree(store, ignore_errors=True)
    if (folder / "before.kg").exists():
        shutil.copytree(folder / "before.kg", store)


def undisturbed(folder: Path, articles: Path, before: Path | None = None) -> Undisturbed:
    """Run to the end, and note what came of it."""
    store, old = folder / "undisturbed.kg", {}
    if before:
        command = [sys.executable, "-m", "kg", "-q", "--store", str(folder / "before.kg"), "add", str(before)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        with open_store(folder / "before.kg", read_only=True) as opened:
            old = digests(opened)
    begin(store, folder)
    began = time.monotonic()
    process, phases = start(store, articles)
    moments = [(phase, time.monotonic() - began) for phase in phases]
    if process.wait():
        raise SystemExit(f"the undisturbed run ended with exit code {process.returncode}")
    moments.append(("end", time.monotonic() - began))
    with open_store(store, read_only=True) as opened:
        graphs = digests(opened)
    return Undisturbed(moments, exported(store), graphs, old)


def digests(store: Store) -> dict[str, str]:
    """Each graph that is an article's, or nobody's, with a digest of its quads."""
    graphs = sorted(str(getattr(g, "value", g)) for g in store.raw.named_graphs())
    return {graph: _digest(store, graph) for graph in graphs if graph not in _NO_ARTICLES}


def _digest(store: Store, graph: str) -> str:
    quads = store.raw.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return sha256("\n".join(sorted(map(str, quads))).encode()).hexdigest()


def exported(store: Path) -> str:
    """SHA-256 of what ``kg export`` prints."""
    command = [sys.executable, "-m", "kg", "--store", str(store), "export"]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    return sha256(done.stdout).hexdigest()


def kills(moments: Sequence[Moment], number: int, chance: random.Random) -> list[Kill]:
    """Moments to kill at: phases in turn, any of its times round, any part of its length."""
    found = []
    for turn in range(number):
        phase = PHASES[turn % len(PHASES)]
        spans = [(end - begin) for (name, begin), (_, end) in pairwise(moments) if name == phase]
        which = chance.randrange(len(spans))
        found.append(Kill(phase, which, chance.random() * spans[which]))
    return found


def strike(kill: Kill, store: Path, articles: Path) -> bool:
    """Run the command and kill it; whether it was still running."""
    process, phases = start(store, articles)
    count = -1
    for phase in phases:
        count += phase == kill.phase
        if count == kill.number:
            break
    time.sleep(kill.delay)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def inspect(kill: Kill, store: Path, articles: Path, whole: Undisturbed) -> Verdict:
    """Look at what the kill left, run the command again, and look at that."""
    wrong: list[str] = []
    held, stale = None, False
    if (store / "kg-store.json").exists():
        with open_store(store, read_only=True) as opened:
            found, stale = digests(opened), opened.stale
            held = len(found)
            known = {*whole.graphs.items(), *whole.before.items()}
            wrong += [
                f"{graph} is not whole" for graph, digest in found.items() if (graph, digest) not in known
            ]
            wrong += [f"verify: {m.where} {m.what}" for m in verify(opened)]
            wrong += _violations(opened, found, whole)
    command = [sys.executable, "-m", "kg", "-q", "--store", str(store), "add", str(articles)]
    again = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    if again.returncode:
        wrong.append(f"the same command again ended with exit code {again.returncode}")
    elif exported(store) != whole.export:
        wrong.append("the same command again did not give the same bytes")
    return Verdict(kill, held, stale, tuple(wrong))


def _violations(store: Store, found: dict[str, str], whole: Undisturbed) -> Iterator[str]:
    story = {**found, iri.STORY: _digest(store, iri.STORY)}
    new = {graph: digest for graph, digest in story.items() if digest not in whole.valid}
    report = validate(store, only=set(new))
    yield from (f"validate: {v.graph} {v.focus} {v.message}" for v in report.violations)
    bad = {v.graph for v in report.violations}
    whole.valid |= {digest for graph, digest in new.items() if graph not in bad}


def measure(
    articles: Path,
    folder: Path,
    number: int,
    seed: int,
    *,
    before: Path | None = None,
    on_kill: Callable[[Verdict], None] = lambda _: None,
) -> list[Verdict]:
    """Kill so many times. ``folder`` holds the stores, and the undisturbed run from an earlier time."""
    kept = folder / "undisturbed.json"
    if kept.exists():
        data = json.loads(kept.read_text())
        moments = [(phase, at) for phase, at in data["moments"]]
        whole = Undisturbed(moments, data["export"], data["graphs"], data["before"], set(data["valid"]))
    else:
        folder.mkdir(parents=True, exist_ok=True)
        whole = undisturbed(folder, articles, before)
    verdicts = []
    for kill in kills(whole.moments, number, random.Random(seed)):
        store = folder / "killed.kg"
        begin(store, folder)
        if not strike(kill, store, articles):
            continue  # the machine was quicker than in the undisturbed run: nothing was killed
        verdicts.append(inspect(kill, store, articles, whole))
        on_kill(verdicts[-1])
        kept.write_text(
            json.dumps({
                "moments": whole.moments,
                "export": whole.export,
                "graphs": whole.graphs,
                "before": whole.before,
                "valid": sorted(whole.valid),
            })
        )  # fmt: skip
    return verdicts


def _told(v: Verdict) -> str:
    held = (
        "no store yet"
        if v.articles is None
        else f"{v.articles:4} articles, {'stale' if v.stale else 'whole'}"
    )
    state = "; ".join(v.wrong) or "ok"
    return f"{v.kill.phase:8} {v.kill.number:4} +{v.kill.delay:7.3f} s  {held:22}  {state}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.crash",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("articles", type=Path, help="a JSON Lines file, or whatever `kg add` takes")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--before", type=Path, metavar="ARTICLES")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    asked = parser.parse_args(arguments)
    folder = asked.keep or Path(mkdtemp(prefix="kg-crash-"))
    folder.mkdir(parents=True, exist_ok=True)
    verdicts = measure(
        asked.articles,
        folder,
        asked.kills,
        asked.seed,
        before=asked.before,
        on_kill=lambda v: print(_told(v), flush=True),
    )
    if not asked.keep:
        shutil.rmtree(folder)
    bad = sum(bool(v.wrong) for v in verdicts)
    print(f"{len(verdicts)} kills, {bad} with something wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        sys.exit(child(*sys.argv[2:]))
    sys.exit(main())
