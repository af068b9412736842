"""Mentions and the event that each means: of the sample by hand, of SemEval's timelines by their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.corpus import rows
from benchmarks.quality.spans import Span, cell

SAMPLE = Path(__file__).parent / "sample.tsv"


@dataclass(frozen=True, slots=True)
class Mention:
    """``spans`` are those of the word that names the event, any of which will do."""

    document: str
    spans: tuple[Span, ...]
    event: str


def of_sample(texts: Mapping[str, str], table: Path = SAMPLE) -> list[Mention]:
    """The labels of ``sample.tsv``; words in it stand exactly once in their article.

    :raises ValueError: words that do not.
    """
    found = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "document\t")):
            continue
        document, words, event = line.split("\t")
        before, _, rest = words.partition("[")
        trigger, _, after = rest.partition("]")
        whole, text = before + trigger + after, texts[document]
        if text.count(whole) != 1:
            raise ValueError(f"{document}: {words!r} stands there {text.count(whole)} times")
        start = text.index(whole) + len(before)
        found.append(Mention(document, ((start, start + len(trigger)),), event))
    return found


def of_timelines(folder: Path, slugs: list[str]) -> list[Mention]:
    """Mentions of the prepared timelines of a corpus: those on one line, in any timeline, mean one event."""
    parent: dict[tuple[str, tuple[Span, ...]], tuple[str, tuple[Span, ...]]] = {}

    def root(item: tuple[str, tuple[Span, ...]]) -> tuple[str, tuple[Span, ...]]:
        while parent.setdefault(item, item) != item:
            item = parent[item]
        return item

    for slug in slugs:
        lines: dict[str, list[tuple[str, tuple[Span, ...]]]] = defaultdict(list)
        for row in rows(folder / "timelines" / f"{slug}.tsv"):
            lines[row["line"]].append((row["docid"], tuple(cell(row["spans"]))))
        for first, *others in lines.values():
            root(first)
            for other in others:
                low, high = sorted((root(first), root(other)))
                parent[high] = low
    return [Mention(item[0], item[1], f"{root(item)}") for item in sorted(parent)]
