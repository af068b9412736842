"""Time expressions: TimeML and the prepared tables, and scores worked out by hand."""

import pytest

from benchmarks.quality import timex
from benchmarks.quality.corpus import NoData

TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>h1</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2004-05-06" functionInDocument="CREATION_TIME">6 May</TIMEX3></DCT>
<TEXT>The fair <EVENT class="OCCURRENCE" eid="e1">opened</EVENT> <TIMEX3 tid="t1" type="DATE"
 value="2004-05-04">on <SIGNAL sid="s1">Tuesday</SIGNAL></TIMEX3> &amp; lasts
<TIMEX3 tid="t2" type="DURATION" value="P2W">two weeks</TIMEX3>.</TEXT></TimeML>"""


@pytest.fixture
def labelled(tmp_path):
    part = tmp_path / "Harbour"
    part.mkdir()
    (part / "h1.tml").write_text(TIMEML, encoding="utf-8")
    return timex.read(tmp_path)


def answer(*times):
    return {"h1": {"times": [{"span": list(s), "type": t, "value": v} for s, t, v in times]}}


def test_timeml_gives_text_spans_and_the_creation_day(labelled):
    (item,) = labelled
    assert item.article.text == "The fair opened on Tuesday & lasts\ntwo weeks."
    assert item.article.published == "2004-05-06"
    assert [item.article.text[e.start : e.end] for e in item.gold] == ["on Tuesday", "two weeks"]
    assert [e.value for e in item.gold] == ["2004-05-04", "P2W"]


def test_the_prepared_layout_gives_the_same(tmp_path, labelled):
    part = tmp_path / "ready" / "harbour"
    (part / "txt").mkdir(parents=True)
    (part / "gold").mkdir()
    (part / "txt" / "h1.txt").write_text(labelled[0].article.text, encoding="utf-8", newline="")
    (part / "published.tsv").write_text("h1.txt\t2004-05-06\n", encoding="utf-8")
    table = "start\tend\ttype\tvalue\ttext\n16\t26\tDATE\t2004-05-04\ton Tuesday\n"
    table += "35\t44\tDURATION\tP2W\ttwo weeks\n"
    (part / "gold" / "h1.tsv").write_text(table, encoding="utf-8")
    assert timex.read(tmp_path / "ready") == labelled


def test_gold_as_prediction_is_right_everywhere(labelled):
    gold = [((e.start, e.end), e.type, e.value.lower()) for e in labelled[0].gold]
    assert set(timex.score(labelled, answer(*gold)).values()) == {1.0}


def test_an_empty_answer_scores_nothing(labelled):
    assert set(timex.score(labelled, {}).values()) == {0.0}


def test_a_shorter_span_is_relaxed_but_not_strict(labelled):
    found = answer(((19, 26), "DATE", "2004-05-04"), ((35, 44), "DURATION", "P14D"))
    result = timex.score(labelled, found)
    assert result["relaxed_f1"] == 1.0
    assert result["strict_f1"] == 0.5
    assert result["value_f1"] == 0.5
    assert result["type_f1"] == 1.0
    assert result["harbour_strict_f1"] == 0.5


def test_an_equal_span_is_taken_before_a_longer_one(labelled):
    found = answer(((0, 34), "DATE", "2004"), ((16, 26), "DATE", "2004-05-04"))
    result = timex.score(labelled, found)
    assert result["strict_f1"] == result["value_f1"] == 0.5


def test_a_folder_of_something_else_is_named(tmp_path):
    with pytest.raises(NoData, match=r"\.tml"):
        timex.read(tmp_path)
