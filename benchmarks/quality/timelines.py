"""SemEval-2015 task 4 (Minard et al. 2015, "TimeLine: Cross-Document Event Ordering").

Public data: the task's trial and evaluation corpora, CAT XML documents named ``DOCID-…`` and, for each target
entity, a timeline file: its name, then lines ``order<TAB>date<TAB>DOCID-SENTENCE-WORD<TAB>…``. Prepared:
``txt/``, ``published.tsv``, ``targets.tsv`` (slug, name), ``timelines/SLUG.tsv``.

The measure is the task's temporal awareness, written anew from its description (the task applied
TempEval-3's program), so it stands beside published figures only roughly. A timeline is read as a graph:
mentions hold at their dates, mentions that share a position hold together, and positions follow each
other. Mentions are identified, one to one, by triggers that overlap. Only relations that do not follow from
others are counted

 * one for each dated mention;
 * for each position, as many as tie together what no common date ties;
 * one for each two positions.

A relation between groups has many pairs that could state it; the part of them that is true is what it is
worth. Precision asks how much of our graph the gold one bears out, recall how much of the gold one ours does.
Mentions at position 0, or at none, stay outside.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.quality import cat
from benchmarks.quality.corpus import Article, Json, NoData, prepared, read_text, rows, sets
from benchmarks.quality.spans import Span, Tally, cell, pair_up, part, shared, total


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention in its place; position 0 is unplaced, date ``""`` unknown."""

    article: str
    spans: tuple[Span, ...]
    position: int
    date: str
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; any other interval as ``earliest/latest``."""


Graph = dict[Hashable, Placed]


@dataclass(frozen=True, slots=True)
class Corpus:
    name: str
    articles: tuple[Article, ...]
    targets: dict[str, str]
    """Slug -> name of the entity."""
    gold: dict[str, tuple[Placed, ...]]
    """Slug -> timeline."""


def read(folder: Path) -> list[Corpus]:
    """The corpora below a folder, in either layout.

    :raises NoData: no prepared corpus; no CAT files with timelines.
    """
    ready = [(n, p) for n, p in sets(folder) if (p / "targets.tsv").is_file()]
    if ready:
        return [_prepared(name, path) for name, path in ready]
    documents = {p.stem.split("-")[0]: cat.read(p) for p in sorted(folder.rglob("*.xml"))}
    files = [p for p in sorted(folder.rglob("*.txt")) if "-" in _third_cell(read_text(p))]
    if not documents or not files:
        raise NoData(f"{folder}: no targets.tsv beside txt/, no CAT .xml files with timelines")
    return [_public(folder.name, documents, files)]


def _prepared(name: str, folder: Path) -> Corpus:
    lines = (line.split("\t") for line in read_text(folder / "targets.tsv").splitlines() if "\t" in line)
    targets = {slug: entity for slug, entity, *_ in lines}
    gold = {slug: tuple(map(_row, rows(folder / "timelines" / f"{slug}.tsv"))) for slug in targets}
    return Corpus(name, tuple(prepared(folder)), targets, gold)


def _row(row: dict[str, str]) -> Placed:
    return Placed(row["docid"], tuple(cell(row["spans"])), int(row["order"]), row["date"])


def _third_cell(text: str) -> str:
    """The first mention of a timeline file; empty for any other text."""
    lines = [line.split("\t") for line in text.splitlines()[1:2]]
    return lines[0][2] if lines and len(lines[0]) > 2 else ""


def _public(name: str, documents: dict[str, cat.CatDocument], files: list[Path]) -> Corpus:
    articles = tuple(Article(key, d.text, d.created) for key, d in documents.items())
    targets = {p.stem: read_text(p).splitlines()[0].strip() for p in files}
    gold = {p.stem: tuple(_timeline(read_text(p), documents)) for p in files}
    return Corpus(name, articles, targets, gold)


def _timeline(text: str, documents: dict[str, cat.CatDocument]) -> Iterable[Placed]:
    for line in text.splitlines()[1:]:
        order, date, *mentions = line.split("\t")
        for mention in filter(None, mentions):
            key, sentence, word = mention.split("-", 2)
            spans = _places(documents[key], int(sentence), word)
            yield Placed(key, spans, int(order), known_part(date))


def _places(document: cat.CatDocument, sentence: int, word: str) -> tuple[Span, ...]:
    """All places of a word in its sentence; of several words (``took_place``) all their places."""
    tokens = [t for t in document.tokens if t.sentence == sentence]
    whole = tuple(t.span for t in tokens if t.form == word)
    return whole or tuple(t.span for t in tokens if t.form in word.split("_"))


def known_part(date: str) -> str:
    """``2006-03-XX`` is the month ``2006-03``; a date without a known year is empty."""
    pieces = date.strip().split("-")
    known = [p for i, p in enumerate(pieces) if not any("X" in q for q in pieces[: i + 1])]
    return "-".join(known)


def granule(earliest: str | None, latest: str | None) -> str:
    """The day, month or year that an interval is, else both its ends; empty without any."""
    first, last = (earliest or "")[:10], (latest or "")[:10]
    if first == last:
        return first
    if len(first) == len(last) == 10:
        if first[:4] == last[:4] and (first[5:], last[5:]) == ("01-01", "12-31"):
            return first[:4]
        year, month = int(last[:4]), int(last[5:7])
        if first == f"{last[:7]}-01" and int(last[8:]) == calendar.monthrange(year, month)[1]:
            return last[:7]
    return f"{first}/{last}"


def found_in(entries: Iterable[Json]) -> list[Placed]:
    """The lines of ``kg timeline --format jsonl``."""
    return [
        Placed(
            str(e.get("document") or "").replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".txt"),
            tuple(part(e.get("trigger"))),
            e.get("order") or 0,
            granule(e.get("earliest"), e.get("latest")),
        )
        for e in entries
    ]


def score(corpora: list[Corpus], answers: dict[str, dict[str, list[Json]]]) -> dict[str, float]:
    """Measure -> value in [0, 1], over all timelines. ``answers``: corpus -> slug -> timeline lines."""
    awareness, mentions = [], []
    for corpus in corpora:
        for slug, gold in corpus.gold.items():
            found = found_in(answers.get(corpus.name, {}).get(slug, []))
            awareness.append(aware(gold, found))
            mentions.append(Tally.of(len(pair_up(gold, found, _touch)), len(found), len(gold)))
    return {
        "awareness_f1": total(awareness).f1,
        "awareness_precision": total(awareness).precision,
        "awareness_recall": total(awareness).recall,
        "mention_recall": total(mentions).recall,
    }


def _touch(left: Placed, right: Placed) -> int:
    return shared(left.spans, right.spans) if left.article == right.article else 0


def aware(gold: Iterable[Placed], found: Iterable[Placed]) -> Tally:
    """Temporal awareness of one timeline."""
    wanted = [p for p in gold if p.position > 0]
    given = [p for p in found if p.position > 0]
    names = {j: i for i, j in pair_up(wanted, given, _touch).items()}
    gold_graph: Graph = dict(enumerate(wanted))
    found_graph: Graph = {names.get(j, f"found {j}"): p for j, p in enumerate(given)}
    right, counted = implied(found_graph, gold_graph)
    hit, needed = implied(gold_graph, found_graph)
    return Tally(hit=hit, wanted=needed, right=right, found=counted)


def implied(graph: Graph, other: Graph) -> tuple[float, int]:
    """How many of a graph's relations the other one implies, and how many it has."""
    holds, counted = 0.0, 0
    places: dict[int, list[Hashable]] = {}
    for node, placed in graph.items():
        places.setdefault(placed.position, []).append(node)
        if placed.date:
            counted += 1
            holds += node in other and other[node].date == placed.date
    for nodes in places.values():
        ties: dict[Hashable, list[Hashable]] = {}
        for node in nodes:
            ties.setdefault(graph[node].date or ("alone", node), []).append(node)
        if len(ties) > 1:
            pairs = [(a, b) for one, two in combinations(ties.values(), 2) for a in one for b in two]
            counted += len(ties) - 1
            holds += (len(ties) - 1) * _share(pairs, other, lambda a, b: a == b)
    for early, late in combinations(sorted(places), 2):
        pairs = [(a, b) for a in places[early] for b in places[late]]
        counted += 1
        holds += _share(pairs, other, lambda a, b: a < b)
    return holds, counted


def _share(pairs: list[tuple[Hashable, Hashable]], graph: Graph, holds: Callable[[int, int], bool]) -> float:
    """Share of pairs that both stand in the graph and whose positions are so related."""
    known = [(graph[a].position, graph[b].position) for a, b in pairs if a in graph and b in graph]
    return sum(holds(early, late) for early, late in known) / len(pairs)
