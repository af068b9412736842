"""A Virtuoso of our own for tests: a temporary folder, free loopback ports, gone at the end.

Debian: ``apt-get install virtuoso-opensource-7-bin``. The settings are those of Debian's ``virtuoso.ini`` but
for memory and threads; in particular answers are cut at 10,000 rows.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

PROGRAM = "virtuoso-t"
MISSING = f"{PROGRAM} is not installed (Debian: apt-get install virtuoso-opensource-7-bin)"
ROWS = 10_000
_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CaseMode = 2
NumberOfBuffers = 4000
MaxDirtyBuffers = 2400
CheckpointInterval = 0
ThreadsPerQuery = 1
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
MaxClientConnections = 10
MaxKeepAlives = 10
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""


def installed() -> bool:
    return shutil.which(PROGRAM) is not None


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a new, empty server, with the name and password of its owner."""
    sql, http = _free_ports(2)
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(sql=sql, http=http, rows=ROWS), encoding="utf-8")
    command = [PROGRAM, "+foreground", "+configfile", settings.name]
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out)
    try:
        _wait(f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D", process, folder)
        yield f"http://dba:dba@127.0.0.1:{http}/sparql"
    finally:
        process.kill()
        process.wait()


def _free_ports(number: int) -> list[int]:
    held = [socket.socket() for _ in range(number)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def _wait(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, (folder / "out").read_text() + (folder / "virtuoso.log").read_text()
        try:
            if httpx.get(url).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("Virtuoso does not answer")
