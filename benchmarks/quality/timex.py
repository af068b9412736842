"""TempEval-3 time expressions (UzZaman et al. 2013, SemEval-2013 task 1, section 4).

Public data: the training part "TBAQ-cleaned" of the task's distribution, folders ``TimeBank`` and
``AQUAINT`` of ``.tml`` files (TimeML, inline ``TIMEX3``). Prepared: one folder a part with ``txt/``,
``published.tsv`` and a table ``gold/NAME.tsv`` for each text, with the columns start, end, type, value.

What is counted
 relaxed  expressions that overlap, paired one to one: those with equal spans, then the closest
 strict   of these the ones with equal spans
 value    relaxed F1 times the share of relaxed pairs with the gold value (the task's definition),
          values compared as strings in capitals; type in the same way
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.quality.corpus import Article, Json, NoData, Predictions, prepared, rows, sets
from benchmarks.quality.spans import Tally, pair_up, total

SAME = 1e9
"""Weight of equal spans, above any number of shared characters."""


@dataclass(frozen=True, slots=True)
class Expression:
    start: int
    end: int
    type: str
    value: str

    def closeness(self, other: Expression) -> float:
        if (self.start, self.end) == (other.start, other.end):
            return SAME
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Labelled:
    part: str
    """Name of the part of the corpus, in small letters."""
    article: Article
    gold: tuple[Expression, ...]


def read(folder: Path) -> list[Labelled]:
    """The labelled articles below a folder, in either layout.

    :raises NoData: no ``.tml`` file and no prepared set.
    """
    ready = sets(folder)
    if ready:
        return [_prepared(name, a, path) for name, path in ready for a in prepared(path)]
    files = sorted(folder.rglob("*.tml"))
    if not files:
        raise NoData(f"{folder}: no .tml files, no folders with txt/ and gold/")
    return [timeml(path) for path in files]


def _prepared(name: str, article: Article, folder: Path) -> Labelled:
    table = rows(folder / "gold" / f"{article.name}.tsv")
    gold = (_expression(int(r["start"]), int(r["end"]), kind=r["type"], value=r["value"]) for r in table)
    return Labelled(name.lower(), article, tuple(gold))


def _expression(start: int, end: int, kind: object, value: object) -> Expression:
    return Expression(start, end, str(kind or "").upper(), str(value or "").strip().upper())


def timeml(path: Path) -> Labelled:
    """One TimeML document: the text of its ``TEXT`` element, the creation time as publication date."""
    root = ElementTree.parse(path).getroot()
    body = root.find("TEXT")
    if body is None:
        raise NoData(f"{path}: no TEXT element")
    gold: list[Expression] = []
    text = _walk(body, "", gold)
    created = root.find("DCT/TIMEX3")
    value = created.get("value", "") if created is not None else ""
    day = value[:10] if len(value) >= 10 and "X" not in value[:10] else None
    gold.sort(key=lambda e: (e.start, e.end))
    return Labelled(path.parent.name.lower(), Article(path.stem, text, day), tuple(gold))


def _walk(element: ElementTree.Element, before: str, gold: list[Expression]) -> str:
    """The text up to the end of the element; its time expressions are added to ``gold``."""
    text = before + (element.text or "")
    for child in element:
        text = _walk(child, text, gold) + (child.tail or "")
    if element.tag == "TIMEX3" and len(text) > len(before):
        gold.append(_expression(len(before), len(text), element.get("type"), element.get("value")))
    return text


def found_in(document: Json) -> list[Expression]:
    """The time expressions of a contract object."""
    times = [t for t in document.get("times") or () if t.get("span")]
    return [_expression(t["span"][0], t["span"][1], t.get("type"), t.get("value")) for t in times]


def score(labelled: list[Labelled], predictions: Predictions) -> dict[str, float]:
    """Measure -> value in [0, 1], for all parts and, prefixed with its name, for each part."""
    parts: dict[str, list[Labelled]] = {"": labelled}
    for item in labelled:
        parts.setdefault(f"{item.part}_", []).append(item)
    return {
        f"{prefix}{name}": value
        for prefix, items in parts.items()
        for name, value in _score(items, predictions).items()
    }


def _score(labelled: list[Labelled], predictions: Predictions) -> dict[str, float]:
    sums: dict[str, list[Tally]] = {}
    for item in labelled:
        found = found_in(predictions.get(item.article.name, {}))
        pairs = pair_up(item.gold, found, Expression.closeness)
        both = [(item.gold[i], found[j]) for i, j in pairs.items()]
        counts = {
            "relaxed_f1": len(both),
            "strict_f1": sum((g.start, g.end) == (f.start, f.end) for g, f in both),
            "type_f1": sum(g.type == f.type for g, f in both),
            "value_f1": sum(g.value == f.value for g, f in both),
        }
        for name, hits in counts.items():
            sums.setdefault(name, []).append(Tally.of(hits, len(found), len(item.gold)))
    return {name: total(tallies).f1 for name, tallies in sums.items()}
