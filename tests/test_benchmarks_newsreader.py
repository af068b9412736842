"""MEANTIME and timelines: CAT XML and the prepared tables, and scores worked out by hand."""

import pytest

from benchmarks.quality import cat, factuality, timelines
from benchmarks.quality.corpus import Article, NoData
from benchmarks.quality.timelines import Placed

WORDS = [
    (0, "Dam opens"),
    (1, "May 3 , 2011"),
    (2, "The board may close the dam , `` if rain comes '' ."),
    (3, "It opened ( again ) ."),
    (4, "So ."),
    (5, "Well ."),
    (6, "Much later it burst ."),
]


def document(markables):
    tokens, number = [], 0
    for sentence, words in WORDS:
        for form in words.split():
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{sentence}" number="{number}">{form}</token>')
    return f'<Document doc_name="x">{"".join(tokens)}<Markables>{markables}</Markables></Document>'


def mention(token, **values):
    attributes = "".join(f' {name}="{value}"' for name, value in values.items())
    return f'<EVENT_MENTION m_id="{token}"{attributes}><token_anchor t_id="{token}"/></EVENT_MENTION>'


MARKABLES = (
    '<TIMEX3 m_id="90" type="DATE" value="2011-05-03" functionInDocument="CREATION_TIME"/>'
    + mention(2, polarity="POS", certainty="CERTAIN", time="NON_FUTURE")
    + mention(10, polarity="NEG", certainty="POSSIBLE", time="FUTURE")
    + mention(16)
    + mention(33, polarity="POS", certainty="CERTAIN", time="NON_FUTURE")
)


@pytest.fixture
def dam(tmp_path):
    (tmp_path / "7-Dam.xml").write_text(document(MARKABLES), encoding="utf-8")
    return tmp_path


def event(spans, polarity="positive", certainty="certain", status="occurred"):
    trigger = {"spans": [list(s) for s in spans]}
    return {"trigger": trigger, "polarity": polarity, "certainty": certainty, "status": status}


def test_tokens_become_running_text(dam):
    read = cat.read(dam / "7-Dam.xml")
    assert read.text.splitlines()[1:4] == [
        "May 3, 2011",
        'The board may close the dam, "if rain comes".',
        "It opened (again).",
    ]
    assert all(read.text[t.span[0] : t.span[1]] == t.form for t in read.tokens if t.form not in ("``", "''"))
    assert read.created == "2011-05-03"


def test_events_after_the_annotated_sentences_are_left_out(dam):
    (item,) = factuality.read(dam)
    assert [item.article.text[s:e] for m in item.gold for s, e in m.spans] == ["opens", "close", "rain"]
    assert item.article.text[: item.until].endswith("Well.")


def test_gold_as_prediction_is_right_everywhere(dam):
    (item,) = labelled = factuality.read(dam)
    opens, close, rain = (m.spans for m in item.gold)
    events = [event(opens), event(close, "negative", "possible", "planned"), event(rain)]
    late = item.article.text.index("burst")
    events.append(event([(late, late + 5)]))
    result = factuality.score(labelled, {item.article.name: {"events": events}})
    assert set(result.values()) == {1.0}


def test_a_plan_told_as_a_fact_loses_future_and_certainty(dam):
    (item,) = labelled = factuality.read(dam)
    events = [event(m.spans) for m in item.gold]
    result = factuality.score(labelled, {item.article.name: {"events": events}})
    assert result["mention_recall"] == 1.0
    assert result["future_f1"] == result["negation_f1"] == 0.0
    assert result["certainty_macro_f1"] == pytest.approx((2 / 3 + 0) / 2)


def test_no_answer_scores_nothing(dam):
    assert set(factuality.score(factuality.read(dam), {}).values()) == {0.0}


def test_a_prepared_folder_gives_the_same(tmp_path, dam):
    (item,) = factuality.read(dam)
    ready = tmp_path / "ready" / "dams"
    (ready / "txt").mkdir(parents=True)
    (ready / "gold").mkdir()
    (ready / "txt" / "7-Dam.txt").write_text(item.article.text, encoding="utf-8", newline="")
    (ready / "published.tsv").write_text("7-Dam.txt\t2011-05-03\n", encoding="utf-8")
    (ready / "annotated_until.tsv").write_text(f"docid\tend\n7-Dam\t{item.until}\n", encoding="utf-8")
    lines = ["spans\tword\tcertainty\tpolarity\ttime"]
    for m in item.gold:
        where = ";".join(f"{s}-{e}" for s, e in m.spans)
        lines.append(f"{where}\tw\t{m.certainty}\t{m.polarity}\t{m.time}")
    (ready / "gold" / "7-Dam.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert factuality.read(tmp_path / "ready") == [item]


TIMELINE = "Dam\n1\t2011-05\t7-0-opens\t7-3-opened\n2\tXXXX-XX-XX\t7-2-close\n0\t2011-XX-XX\t7-6-burst\n"


def test_a_public_timeline_finds_its_words_in_their_sentences(dam):
    (dam / "dam.txt").write_text(TIMELINE, encoding="utf-8")
    (corpus,) = timelines.read(dam)
    text = corpus.articles[0].text
    assert corpus.targets == {"dam": "Dam"}
    placed = [(text[slice(*p.spans[0])], p.position, p.date) for p in corpus.gold["dam"]]
    assert placed == [
        ("opens", 1, "2011-05"),
        ("opened", 1, "2011-05"),
        ("close", 2, ""),
        ("burst", 0, "2011"),
    ]


@pytest.mark.parametrize(
    ("earliest", "latest", "known"),
    [
        ("2011-05-03", "2011-05-03", "2011-05-03"),
        ("2011-02-01", "2011-02-28", "2011-02"),
        ("2012-02-01", "2012-02-28", "2012-02-01/2012-02-28"),
        ("2011-01-01", "2011-12-31", "2011"),
        (None, "2011-05-03", "/2011-05-03"),
        (None, None, ""),
    ],
)
def test_an_interval_is_a_day_a_month_or_a_year_only_if_it_is_all_of_it(earliest, latest, known):
    assert timelines.granule(earliest, latest) == known


def placed(start, position, date=""):
    return Placed("7", ((start, start + 3),), position, date)


GOLD = [placed(0, 1, "2011"), placed(10, 1), placed(20, 2), placed(30, 3)]
"""Relations: one date, one tie within position 1, three orders (1-2, 1-3, 2-3)."""


def test_a_timeline_agrees_wholly_with_itself():
    same = timelines.aware(GOLD, GOLD)
    assert (same.hit, same.wanted, same.right, same.found) == (5, 5, 5, 5)


def test_an_empty_timeline_misses_every_relation():
    empty = timelines.aware(GOLD, [])
    assert (empty.hit, empty.wanted, empty.found, empty.f1) == (0, 5, 0, 0)


def test_one_missing_mention_costs_the_relations_that_hang_on_it():
    without_last = timelines.aware(GOLD, GOLD[:3])
    assert without_last.precision == 1.0
    assert (without_last.hit, without_last.wanted) == (3, 5)


def test_a_turned_order_is_wrong_both_ways():
    turned = timelines.aware([placed(0, 1), placed(10, 2)], [placed(0, 2), placed(10, 1)])
    assert (turned.hit, turned.wanted, turned.right, turned.found) == (0, 1, 0, 1)


def test_an_order_between_groups_counts_as_the_share_that_holds():
    gold = [placed(0, 1, "2010"), placed(10, 1, "2010"), placed(20, 2)]
    found = [placed(0, 1, "2010"), placed(20, 2)]
    counted = timelines.aware(gold, found)
    assert (counted.right, counted.found) == (2, 2)
    assert (counted.hit, counted.wanted) == (1.5, 3)


def test_unplaced_mentions_are_in_no_graph():
    assert timelines.aware([placed(0, 0, "2010")], [placed(0, 0)]).wanted == 0


def test_timeline_lines_are_scored_over_all_targets():
    corpus = timelines.Corpus(
        "dams", (Article("7", "…"),), {"a": "A", "b": "B"}, {"a": tuple(GOLD), "b": (placed(0, 1, "2011"),)}
    )
    line = {
        "document": "folder/7.txt",
        "trigger": {"spans": [[0, 3]]},
        "order": 1,
        "earliest": "2011-01-01",
        "latest": "2011-12-31",
    }
    result = timelines.score([corpus], {"dams": {"a": [line], "b": [line]}})
    assert result["awareness_precision"] == 1.0
    assert result["awareness_recall"] == pytest.approx(2 / 6)
    assert result["mention_recall"] == pytest.approx(2 / 5)


def test_folders_of_something_else_are_named(tmp_path):
    with pytest.raises(NoData, match=r"\.xml"):
        factuality.read(tmp_path)
    with pytest.raises(NoData, match=r"targets\.tsv"):
        timelines.read(tmp_path)
