"""Factuality of event mentions in MEANTIME (Minard et al. 2016, LREC), attributes as in its guidelines.

Public data: the corpus's ``intra-doc_annotation`` folders of CAT XML files; the first six sentences of each
document (headline and date line among them) are annotated in full. Prepared: ``txt/``,
``gold/NAME.tsv`` (spans, certainty, polarity, time), ``annotated_until.tsv`` (docid, end).

What is counted
 mentions   triggers that overlap, one to one; found events after the annotated part are not looked at
 on the gold mentions found, those left out whose attribute the gold leaves empty:
 negation   F1 of polarity NEG against ``polarity: negative``
 future     F1 of time FUTURE against status planned, proposed or hypothetical
 certainty  mean F1 of the certainty classes that the gold has
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality import cat
from benchmarks.quality.corpus import Article, Json, NoData, Predictions, prepared, rows, sets
from benchmarks.quality.spans import Span, Tally, cell, pair_up, part, shared, total

ANNOTATED_SENTENCES = 6
AHEAD = frozenset(["planned", "proposed", "hypothetical"])
KNOWN = {
    "polarity": ("POS", "NEG"),
    "time": ("FUTURE", "NON_FUTURE"),
    "certainty": ("CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED"),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """Attribute values are the corpus's; an empty one was not annotated."""

    spans: tuple[Span, ...]
    polarity: str = ""
    time: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    article: Article
    gold: tuple[Mention, ...]
    until: int
    """Offset at which the annotated part ends."""


def read(folder: Path) -> list[Labelled]:
    """The labelled articles below a folder, in either layout.

    :raises NoData: no prepared set and no CAT file.
    """
    ready = sets(folder)
    if ready:
        return [item for _, path in ready for item in _prepared(path)]
    files = sorted(folder.rglob("*.xml"))
    if not files:
        raise NoData(f"{folder}: no folders with txt/ and gold/, no CAT .xml files")
    return [_public(cat.read(path)) for path in files]


def _prepared(folder: Path) -> list[Labelled]:
    until = {r["docid"]: int(r["end"]) for r in rows(folder / "annotated_until.tsv")}
    items = []
    for article in prepared(folder):
        gold = tuple(_mention(cell(r["spans"]), r) for r in rows(folder / "gold" / f"{article.name}.tsv"))
        items.append(Labelled(article, gold, until[article.name]))
    return items


def _public(document: cat.CatDocument) -> Labelled:
    until = document.end_of_sentence(ANNOTATED_SENTENCES - 1)
    events = (m for m in document.markables if m.kind == "EVENT_MENTION" and m.spans)
    gold = tuple(_mention(m.spans, m.attributes) for m in events if m.spans[0][0] < until)
    return Labelled(Article(document.name, document.text, document.created), gold, until)


def _mention(spans: list[Span] | tuple[Span, ...], values: dict[str, str]) -> Mention:
    known = {name: values.get(name) or "" for name in KNOWN}
    return Mention(tuple(spans), **{n: v if v in KNOWN[n] else "" for n, v in known.items()})


def found_in(document: Json, until: int) -> list[Mention]:
    """The events of a contract object that start before ``until``, in the corpus's terms."""
    found = []
    for event in document.get("events") or ():
        spans = part(event.get("trigger"))
        if spans and min(spans)[0] < until:
            polarity = "NEG" if event.get("polarity") == "negative" else "POS"
            time = "FUTURE" if event.get("status") in AHEAD else "NON_FUTURE"
            certainty = str(event.get("certainty") or "").upper()
            found.append(Mention(tuple(spans), polarity, time, certainty))
    return found


def score(labelled: list[Labelled], predictions: Predictions) -> dict[str, float]:
    """Measure -> value in [0, 1]; ``mean`` is that of recall, negation, certainty and future."""
    both: list[tuple[Mention, Mention]] = []
    mentions = []
    for item in labelled:
        found = found_in(predictions.get(item.article.name, {}), item.until)
        pairs = pair_up(item.gold, found, lambda g, f: shared(g.spans, f.spans))
        both += [(item.gold[i], found[j]) for i, j in pairs.items()]
        mentions.append(Tally.of(len(pairs), len(found), len(item.gold)))
    present = {m.certainty for item in labelled for m in item.gold if m.certainty}
    grades = [_f1(both, "certainty", name) for name in sorted(present)]
    result = {
        "mention_recall": total(mentions).recall,
        "negation_f1": _f1(both, "polarity", "NEG"),
        "certainty_macro_f1": sum(grades) / len(grades) if grades else 0.0,
        "future_f1": _f1(both, "time", "FUTURE"),
    }
    result["mean"] = sum(result.values()) / len(result)
    return result


def _f1(both: list[tuple[Mention, Mention]], attribute: str, name: str) -> float:
    values = [(getattr(g, attribute), getattr(f, attribute)) for g, f in both]
    values = [(g, f) for g, f in values if g]
    hits = sum(g == f == name for g, f in values)
    return Tally.of(hits, sum(f == name for _, f in values), sum(g == name for g, _ in values)).f1
