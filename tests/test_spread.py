"""Work over many items: in order, none lost, none twice, whatever happens to a worker."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from kg import pipeline
from kg import spread as module
from kg.errors import KgError, UsageError, WorkersError
from kg.graph import AddResult, export, open_store
from kg.library import read_documents
from kg.model import Document
from kg.pipeline import ingest
from kg.spread import BATCH, Lost, spread
from tests.conftest import make_document
from tests.spread_work import die_of, die_of_article, die_once, double, slowly

ROOT = Path(__file__).resolve().parent.parent
MANY = 6 * BATCH + 3


def test_here_results_come_one_by_one_as_items_are_asked_for() -> None:
    asked = []

    def items() -> Iterator[int]:
        for number in range(5):
            asked.append(number)
            yield number

    results = spread(double, items())
    assert next(results) == 0
    assert asked == [0]
    assert list(results) == [2, 4, 6, 8]


def test_processes_give_the_same_in_the_same_order() -> None:
    assert list(spread(double, range(MANY), jobs=2)) == [2 * n for n in range(MANY)]


def test_only_a_few_batches_are_under_way() -> None:
    asked = 0

    def items() -> Iterator[int]:
        nonlocal asked
        for number in range(100 * BATCH):
            asked += 1
            yield number

    results = spread(double, items(), jobs=2)
    next(results)
    assert asked <= 4 * BATCH
    results.close()


def test_an_item_that_kills_its_process_is_named_and_the_others_are_done() -> None:
    found = list(spread(partial(die_of, deadly=20), range(MANY), jobs=2))
    assert found == [Lost(20) if n == 20 else 2 * n for n in range(MANY)]


def test_a_process_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    found = list(spread(partial(die_once, mark=str(tmp_path / "died")), range(MANY), jobs=2))
    assert found == [2 * n for n in range(MANY)]


def test_workers_end_when_their_master_is_killed(tmp_path: Path) -> None:
    code = (
        "from functools import partial\nfrom kg.spread import spread\nfrom tests.spread_work import slowly\n"
        f"work = partial(slowly, seen={str(tmp_path)!r})\n"
        "for _ in spread(work, range(100_000), jobs=2): print(flush=True)\n"
    )
    master = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert master.stdout
    master.stdout.readline()
    master.kill()
    master.wait()
    workers = [int(p.name) for p in tmp_path.iterdir()]
    assert workers
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(_runs, workers)):
        time.sleep(0.1)
    assert not any(map(_runs, workers))


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


# -- a cluster


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'event-timeline-kg\[cluster\]'"):
        next(spread(double, [1], cluster="tcp://127.0.0.1:1"))


def test_a_scheduler_that_does_not_answer_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(module, "CONNECT", 0.5)
    with pytest.raises(
        WorkersError, match=r"tcp://127\.0\.0\.1:1: no Dask scheduler answers; start one with"
    ):
        next(spread(double, [1], cluster="tcp://127.0.0.1:1"))


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A scheduler and two workers in processes of this machine, as Dask's own LocalCluster starts them."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as local:
        yield local.scheduler_address


@pytest.mark.slow
def test_a_cluster_gives_the_same_in_the_same_order(cluster: str) -> None:
    assert list(spread(double, range(MANY), cluster=cluster)) == [2 * n for n in range(MANY)]


@pytest.mark.slow
def test_an_item_that_kills_its_worker_is_named_and_the_others_are_done(cluster: str) -> None:
    found = list(spread(partial(die_of, deadly=20), range(MANY), cluster=cluster))
    assert found == [Lost(20) if n == 20 else 2 * n for n in range(MANY)]


@pytest.fixture
def separate(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of ``dask scheduler``, and with it two ``dask worker``, each a process without a nanny."""
    pytest.importorskip("distributed")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    file = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    common = ["--scheduler-file", str(file)]
    log = (tmp_path / "log").open("wb")

    def run(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*dask, *arguments], env=env, stdout=log, stderr=log, cwd=tmp_path)

    started = [run("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *common)]
    workers = ["worker", "--no-nanny", "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1", *common]
    started += [run(*workers), run(*workers)]
    try:
        deadline = time.monotonic() + 60
        while not file.exists() or not file.stat().st_size:
            assert time.monotonic() < deadline, (tmp_path / "log").read_text()
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], started
    finally:
        for process in started:
            process.kill()
            process.wait()
        log.close()


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_loses_and_doubles_nothing(
    separate: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, (_, first, _) = separate
    seen = tmp_path / "seen"
    seen.mkdir()
    found = []
    for result in spread(partial(slowly, seen=str(seen)), range(20 * BATCH), cluster=address):
        found.append(result)
        if len(found) == 5 * BATCH:
            first.send_signal(signal.SIGKILL)
    assert found == [2 * n for n in range(20 * BATCH)]
    assert len(list(seen.iterdir())) == 2


@pytest.mark.slow
def test_a_cluster_without_workers_is_given_up(
    separate: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address, (_, *workers) = separate
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    monkeypatch.setattr(module, "_LOOK", 0.5)
    results = spread(partial(slowly, seen=str(tmp_path)), range(20 * BATCH), cluster=address)
    next(results)
    for worker in workers:
        worker.kill()
    with pytest.raises(WorkersError, match=r"no worker for .* start it again and run the same command"):
        list(results)


@pytest.mark.slow
def test_a_scheduler_that_goes_away_is_an_error_with_a_remedy(
    separate: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address, (scheduler, *_) = separate
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    monkeypatch.setattr(module, "_LOOK", 0.5)
    results = spread(partial(slowly, seen=str(tmp_path)), range(40 * BATCH), cluster=address)
    next(results)
    Thread(target=scheduler.kill).start()
    with pytest.raises(WorkersError, match="start it again and run the same command"):
        list(results)


# -- the pipeline, on all of them


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    with chdir(ROOT):
        return list(read_documents("data/articles"))


def _exported(articles: list[Document], **more: Any) -> bytes:
    out = io.BytesIO()
    with open_store(None) as store:
        done = ingest(articles, store, **more)
        assert len(done) == len(articles)
        export(store, "nquads", out)
    return out.getvalue()


@pytest.mark.slow
def test_extraction_gives_the_same_bytes_in_all_ways_and_when_a_worker_is_killed(
    articles: list[Document],
    separate: tuple[str, list[subprocess.Popen[bytes]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    address, (_, first, _) = separate
    stored = 0

    def kill(_: AddResult) -> None:
        nonlocal stored
        stored += 1
        if stored == 5:
            first.send_signal(signal.SIGKILL)

    here = _exported(articles)
    assert _exported(articles, jobs=2) == here
    assert _exported(articles, cluster=address, on_done=kill) == here


def test_an_article_that_ends_its_process_is_refused_by_name_and_the_others_are_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The work is another function; what the pipeline makes of a lost article is the same."""
    documents = [make_document(f"Number {n} resigned.", source=f"{n}.txt") for n in range(3)]
    monkeypatch.setattr(pipeline, "_extractions", die_of_article)
    errors: list[KgError] = []
    found = [x.document.source for x in pipeline.extract_all(documents, jobs=2, on_error=errors.append)]
    assert found == ["0.txt", "2.txt"]
    assert str(errors[0]).startswith("1.txt: ended the process that analysed it, every time it was tried")


def test_a_worker_with_other_rules_is_refused() -> None:
    with pytest.raises(WorkersError, match="a worker has other rules, lexicons or packages"):
        next(iter(pipeline._extractions([make_document("He left.")], pipeline.DEFAULT_MODEL, "other")))
