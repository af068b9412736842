"""PLOVER gold records (Open Event Data Alliance, CC BY-SA 4.0): event classes of single sentences.

Public data: ``PLOVER_GSR_CAMEO.txt`` of the repository ``openeventdata/PLOVER``, a JSON array of records (or
one object a line), of which ``event`` and the sentence are read: ``text``, else what ``textInfo`` holds as
``text`` or, its marks taken out, as ``markup``. Prepared: ``txt/NAME.txt`` and
``gold.tsv`` (file, event and more).

What is counted
 recall     a record is met if any event found in its sentence is of its class
 precision  an event is right if any record of its sentence is of its class
 macro F1   each class that has records weighs the same
Classes are the sixteen of the 2024 manual; names that it gave up stand for those that took them in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.corpus import Article, Json, NoData, Predictions, prepared, read_text, rows
from benchmarks.quality.spans import Tally, total

RENAMED = {
    "YIELD": "CONCEDE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "DISAPPROVE": "ACCUSE",
    "DEMAND": "REQUEST",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    article: Article
    gold: tuple[str, ...]
    """One class a record."""


def read(folder: Path) -> list[Labelled]:
    """The labelled sentences of a public file (or the folder it lies in) or of a prepared folder.

    :raises NoData: neither layout is there.
    """
    if (folder / "gold.tsv").is_file():
        table = rows(folder / "gold.tsv")
        return [
            Labelled(a, tuple(plover(r["event"]) for r in table if r["file"] == f"{a.name}.txt"))
            for a in prepared(folder)
        ]
    files = [folder] if folder.is_file() else sorted(folder.glob("*GSR*.txt"))
    if not files:
        raise NoData(f"{folder}: no gold.tsv beside txt/, no *GSR*.txt file")
    return records(read_text(files[0]))


def records(text: str) -> list[Labelled]:
    """Records that share a sentence are one labelled sentence, named by its number."""
    gold: dict[str, list[str]] = {}
    for record in _objects(text):
        sentence = _sentence(record)
        if sentence and record.get("event"):
            gold.setdefault(sentence, []).append(plover(record["event"]))
    return [
        Labelled(Article(f"r{n:04d}", sentence), tuple(classes))
        for n, (sentence, classes) in enumerate(gold.items(), 1)
    ]


def _sentence(record: Json) -> str:
    """In one line; empty where the record has none."""
    info = record.get("textInfo")
    inner = info if isinstance(info, dict) else {}
    unmarked = re.sub(r"</?[A-Z/]+:?>", "", str(inner.get("markup") or ""))
    return " ".join(str(record.get("text") or inner.get("text") or unmarked).split())


def _objects(text: str) -> Iterator[Json]:
    """JSON objects one after another, in an array or not."""
    decoder, at = json.JSONDecoder(), 0
    while (at := text.find("{", at)) >= 0:
        value, at = decoder.raw_decode(text, at)
        yield value


def plover(value: object) -> str:
    """The class as the 2024 manual names it; a mode after ``-``, ``:`` or ``.`` is left out."""
    found = re.match(r"[A-Z_]*", str(value).strip().upper())
    name = found.group() if found else ""
    return RENAMED.get(name, name)


def score(labelled: list[Labelled], predictions: Predictions) -> dict[str, float]:
    """Measure -> value in [0, 1]."""
    classes: dict[str, list[Tally]] = {}
    for item in labelled:
        events = predictions.get(item.article.name, {}).get("events") or ()
        found = [plover(e["plover"]) for e in events if e.get("plover")]
        for name in item.gold:
            classes.setdefault(name, []).append(Tally(hit=name in found, wanted=1))
        for name in found:
            classes.setdefault(name, []).append(Tally(right=name in item.gold, found=1))
    sums = {name: total(tallies) for name, tallies in classes.items()}
    every = total(sums.values())
    gold = [t.f1 for t in sums.values() if t.wanted]
    return {
        "precision": every.precision,
        "recall": every.recall,
        "class_macro_f1": sum(gold) / len(gold) if gold else 0.0,
    }
