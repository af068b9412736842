"""Pairwise precision and recall of merging, and what timelines gain by it.

    python -m benchmarks.merging [--timelines DIR] [--errors]

On the sample (``sample.tsv``, labelled by reading), and on SemEval-2015 task 4 where DIR holds a prepared
corpus (docs/quality.md). Each figure is given with merging across articles and without: within an article,
mentions that it says itself to be one stay one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.merging import gold, score, story
from benchmarks.quality import timelines
from benchmarks.quality.corpus import Article
from kg import iri
from kg.errors import NotFound
from kg.graph import Store
from kg.library import read_documents
from kg.model import DateOrigin, Document, Published
from kg.query import Filter, timeline
from kg.query.reader import Reader, day
from kg.records import entry_record

ROOT = Path(__file__).resolve().parent.parent.parent
_LINE = "{:<34}{:>9}{:>9}{:>9}{:>8}{:>8}{:>8}"


def main(arguments: list[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    print(_LINE.format("", "precision", "recall", "F1", "right", "merged", "one"))
    documents = list(read_documents(ROOT / "data" / "articles"))
    store = story.told(documents)
    _report("sample", gold.of_sample({d.name: d.text for d in documents}), store, errors=options.errors)
    if options.timelines:
        for corpus in timelines.read(options.timelines):
            _timelines(corpus, options.timelines, errors=options.errors)
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.merging", description=__doc__.split("\n")[0])
    parser.add_argument("--timelines", type=Path, help="folder of prepared SemEval-2015 task 4 corpora")
    parser.add_argument("--errors", action="store_true", help="list the pairs that are wrong")
    return parser


def _report(name: str, labelled: list[gold.Mention], store: Store, *, errors: bool) -> None:
    """The figures of a store with merging, and, after it is taken apart, without."""
    matched = score.match(labelled, story.mentions(store))
    print(f"{name}: {len(matched)} of {len(labelled)} labelled mentions found")
    for title, across in (("merged, all pairs", False), ("merged, pairs across articles", True)):
        _row(title, score.compare(labelled, matched, across=across))
    if errors:
        _errors(matched, store)
    story.keep_apart(store)
    apart = score.match(labelled, story.mentions(store))
    _row("not across articles, all pairs", score.compare(labelled, apart))


def _row(title: str, pairs: score.Pairs) -> None:
    cells = (f"{x:.3f}" for x in (pairs.precision, pairs.recall, pairs.f1))
    print(_LINE.format(f"  {title}", *cells, pairs.right, pairs.ours, pairs.gold))


def _errors(matched: list[tuple[gold.Mention, gold.Mention]], store: Store) -> None:
    reader = Reader(store)
    articles = reader.subjects(iri.RDF + "type", iri.SCHEMA + "NewsArticle")
    texts = {a.name: a.text for a in (reader.article(iri.graph(iri.key_of(x))) for x in articles)}
    for merged in (True, False):
        for pair in score.wrong(matched, merged=merged):
            sides = " | ".join(f"{m.document}: {_around(texts[m.document], m)}" for m in pair)
            print(f"    {'two told as one' if merged else 'one told as two'}: {sides}")


def _around(text: str, mention: gold.Mention) -> str:
    start, end = mention.spans[0]
    return f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 30]}".replace("\n", " ")


def _timelines(corpus: timelines.Corpus, folder: Path, *, errors: bool) -> None:
    place = next(
        p for p in (folder, *folder.rglob("*")) if p.name == corpus.name and (p / "timelines").is_dir()
    )
    labelled = [
        gold.Mention(f"{m.document}.txt", m.spans, m.event)
        for m in gold.of_timelines(place, list(corpus.targets))
    ]
    store = story.told(_documents(corpus.articles))
    awareness = [_awareness(corpus, store)]
    _report(f"timelines {corpus.name}", labelled, store, errors=errors)
    awareness.append(_awareness(corpus, store))
    print(f"  temporal awareness F1: {awareness[0]:.3f} merged, {awareness[1]:.3f} not across articles")


def _documents(articles: tuple[Article, ...]) -> list[Document]:
    found = []
    for a in articles:
        published = day(a.published)
        known = Published(published, DateOrigin.OPTION) if published else None
        source = f"{a.name}.txt"
        found.append(Document(id=iri.document_id(source), source=source, text=a.text, published=known))
    return found


def _awareness(corpus: timelines.Corpus, store: Store) -> float:
    answers = {}
    for slug, name in corpus.targets.items():
        try:
            answers[slug] = [entry_record(e) for e in timeline(store, Filter(actors=(name,)))]
        except NotFound:
            answers[slug] = []
    return timelines.score([corpus], {corpus.name: answers})["awareness_f1"]


if __name__ == "__main__":
    sys.exit(main())
