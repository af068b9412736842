"""`kg serve` as a process: it says where it listens, and leaves quietly."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from kg.cli.app import run
from kg.graph import open_store
from tests.serving import stored

QUICK = "import kg.serve.patience as patience; patience.HEAD = 0.3; from kg.__main__ import main; main()"
"""Runs the server with little patience for connections without a request."""


def start(
    store: Path, *options: str, program: tuple[str, ...] = ("-m", "kg")
) -> tuple[subprocess.Popen[str], str]:
    """A server at any free port, and its address."""
    command = [sys.executable, *program, "--store", str(store), "serve", "--port", "0", "--workers", "1"]
    command += options
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    found = re.search(r"http://\S+/sparql", line)
    assert found, line + process.stderr.read()
    return process, found[0]


def test_it_says_where_it_listens_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    process, address = start(stored(tmp_path / "store"))
    try:
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(address, params={"query": "ASK { ?e a sem:Event }"}).json()["boolean"]
    finally:
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=20)
    assert process.returncode == 0
    assert rest == ""


def test_a_connection_that_finishes_no_request_is_closed(tmp_path: Path) -> None:
    process, address = start(stored(tmp_path / "store"), "--timeout", "1", program=("-c", QUICK))
    host, port = re.findall(r"//([\d.]+):(\d+)", address)[0]
    try:
        for sent, answer in (
            (b"", b""),
            (b"GET /sparql HTTP/1.1\r\nHost: local", b""),
            (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
             b"Content-Type: application/sparql-query\r\n\r\nASK", b"HTTP/1.1 408"),
        ):  # fmt: skip
            with socket.create_connection((host, int(port)), timeout=15) as client:
                client.sendall(sent)
                assert client.recv(12) == answer
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_a_slow_client_holds_no_worker(tmp_path: Path) -> None:
    """One that sends half a request and one that does not read its answer, with a single worker."""
    process, address = start(stored(tmp_path / "store"))
    host, port = re.findall(r"//([\d.]+):(\d+)", address)[0]
    try:
        with (
            socket.create_connection((host, int(port))) as half,
            socket.create_connection((host, int(port))) as deaf,
        ):
            half.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                         b"Content-Type: application/sparql-query\r\n\r\nSELECT")  # fmt: skip
            wide = "query=SELECT%20*%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff%7DLIMIT%2060000"
            deaf.sendall(f"GET /sparql?{wide} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            for _ in range(3):
                assert httpx.get(address, params={"query": "ASK {}"}, timeout=20).json()["boolean"]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_the_worker_of_a_client_that_goes_away_is_free_at_once(tmp_path: Path) -> None:
    process, address = start(stored(tmp_path / "store"), "--timeout", "100")
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    try:
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(address, params={"query": long}, timeout=1)
        assert httpx.get(address, params={"query": "ASK {}"}, timeout=50).json()["boolean"]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_no_worker_outlives_a_server_that_is_killed(tmp_path: Path) -> None:
    process, _ = start(stored(tmp_path / "store"))
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.is_file():
        process.kill()
        process.communicate(timeout=20)
        pytest.skip("needs /proc to find the workers")
    workers = children.read_text().split()
    assert workers
    process.kill()
    process.communicate(timeout=20)
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}/cmdline").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--writable"], "--writable needs a token"),
        (["--host", "203.0.113.1"], "cannot be listened at"),
        (["--timeout", "0"], "--timeout"),
    ],
)
def test_what_cannot_be_served_is_told_at_once(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KG_TOKEN", raising=False)
    assert run(["--store", str(stored(tmp_path / "store")), "serve", "--port", "0", *options]) == 2
    assert says in capsys.readouterr().err


def test_without_a_store_nothing_is_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(tmp_path / "none"), "serve"]) == 2
    assert "no store" in capsys.readouterr().err


def test_a_store_that_another_process_writes_to_is_not_served_writable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_TOKEN", "t")
    folder = stored(tmp_path / "store")
    with open_store(folder):
        assert run(["--store", str(folder), "serve", "--port", "0", "--writable"]) == 2
    assert "another process is writing" in capsys.readouterr().err


def test_an_empty_token_file_is_no_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "token").write_text("\n")
    assert (
        run(["--store", str(tmp_path), "serve", "--writable", "--token-file", str(tmp_path / "token")]) == 2
    )
    assert "holds no token" in capsys.readouterr().err


def test_a_worker_reaches_no_network() -> None:
    code = "from kg.serve.confine import confine; import socket; print(confine(10**10)); socket.socket()"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False
    )
    if found.stdout.strip() != "True":
        pytest.skip("this system cannot take the network from a process")
    assert "PermissionError" in found.stderr
