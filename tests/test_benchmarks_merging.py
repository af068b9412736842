"""The scorer of merging, on examples worked out by hand; and that the sample's labels are where they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.merging import gold, score, story
from benchmarks.merging.gold import Mention
from kg.graph import Store, open_store
from kg.library import read_documents
from kg.pipeline import retell
from tests.golden import ROOT
from tests.graph_factory import Article


def mention(document: str, start: int, event: str) -> Mention:
    return Mention(document, ((start, start + 4),), event)


GOLD = [
    mention("a", 0, "x"),
    mention("a", 10, "x"),
    mention("b", 0, "x"),
    mention("b", 10, "y"),
    mention("c", 0, "x"),
]


def test_pairs_are_counted_over_the_mentions_that_both_know() -> None:
    ours = [mention("a", 0, "1"), mention("a", 11, "1"), mention("b", 2, "1"), mention("b", 10, "1")]
    matched = score.match(GOLD, ours)
    every = score.compare(GOLD, matched)
    assert (every.right, every.ours, every.gold, every.lost) == (3, 6, 3, 3)
    across = score.compare(GOLD, matched, across=True)
    assert (across.right, across.ours, across.gold) == (2, 4, 2)
    assert every.precision == 0.5
    assert every.recall == 1.0
    assert len(score.wrong(matched, merged=True)) == 3


def test_labels_name_words_that_stand_once(tmp_path: Path) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("document\twords\tevent\na\tthe [talks] of May\tx\n", encoding="utf-8")
    assert gold.of_sample({"a": "On the talks of May."}, table) == [Mention("a", ((7, 12),), "x")]
    with pytest.raises(ValueError, match="2 times"):
        gold.of_sample({"a": "the talks of May, the talks of May"}, table)


def test_lines_of_timelines_are_events(tmp_path: Path) -> None:
    (tmp_path / "timelines").mkdir()
    head = "order\tdate\tline\tdocid\tsentence\tword\tspans\tnote\n"
    one = head + "1\t\t2\ta\t0\tmet\t5-8\t\n1\t\t2\tb\t0\tmet\t1-4\t\n2\t\t3\ta\t1\tleft\t20-24\t\n"
    two = head + "1\t\t2\tb\t0\tmet\t1-4\t\n1\t\t2\tc\t0\tmet\t1-4\t\n"
    (tmp_path / "timelines" / "one.tsv").write_text(one, encoding="utf-8")
    (tmp_path / "timelines" / "two.tsv").write_text(two, encoding="utf-8")
    events = {(m.document, m.spans): m.event for m in gold.of_timelines(tmp_path, ["one", "two"])}
    met = {events["a", ((5, 8),)], events["b", ((1, 4),)], events["c", ((1, 4),)]}
    assert len(met) == 1
    assert events["a", ((20, 24),)] not in met


def test_a_story_taken_apart_joins_nothing_across_articles() -> None:
    store = open_store(None)
    for source, more in (("a.txt", ""), ("b.txt", " It rained.")):
        a = Article(f"Avaria met Belmora on 3 May.{more}", source=source)
        sides = [("participant", a.actor("Avaria")), ("participant", a.actor("Belmora"))]
        a.event("meeting", "met", sides, when=a.time("3 May", "2031-05-03", "2031-05-03"))
        store.add(a.done())
    retell(store)
    assert len({m.event for m in story.mentions(store)}) == 1
    story.keep_apart(store)
    assert len({m.event for m in story.mentions(store)}) == 2


def test_across_the_sample_nothing_is_merged_that_is_two(sample: Store) -> None:
    texts = {d.name: d.text for d in read_documents(ROOT / "data" / "articles")}
    labelled = gold.of_sample(texts)
    matched = score.match(labelled, story.mentions(sample))
    pairs = score.compare(labelled, matched, across=True)
    assert len(matched) > 0.95 * len(labelled)
    assert pairs.ours > 30
    assert pairs.precision == 1.0
