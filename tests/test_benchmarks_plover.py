"""Event classes of sentences: records and tables, and scores worked out by hand."""

import pytest

from benchmarks.quality import plover
from benchmarks.quality.corpus import Article, NoData
from benchmarks.quality.plover import Labelled

RECORDS = """[
{"id": "x1", "date": "2000-01-01", "event": "DEMAND", "text": "Norway  told the\\nfleet to leave.",
 "source": [{"actor": "NOR"}], "comment": "braces } in { strings"},
{"id": "x2", "event": "CONSULT", "text": "The two ministers met."},
{"id": "x3", "event": "AGREE", "text": "The two ministers met."},
{"id": "x4", "text": "No event here."}
]"""

LABELLED = [Labelled(Article("a", "…"), ("AGREE",)), Labelled(Article("b", "…"), ("AID", "REJECT"))]


def answer(**classes):
    return {name: {"events": [{"plover": c} for c in given]} for name, given in classes.items()}


def test_records_of_one_sentence_are_one_labelled_sentence():
    found = plover.records(RECORDS)
    assert [(i.article.text, i.gold) for i in found] == [
        ("Norway told the fleet to leave.", ("REQUEST",)),
        ("The two ministers met.", ("CONSULT", "AGREE")),
    ]


def test_a_sentence_may_stand_with_the_markup():
    lines = """{"event": "AID", "textInfo": {"text": "Chad sent grain."}}
    {"event": "REJECT", "textInfo": {"markup": "<SRC>Chad</SRC> <EVT>refused</EVT>."}}"""
    assert [i.article.text for i in plover.records(lines)] == ["Chad sent grain.", "Chad refused."]


def test_records_may_stand_one_a_line():
    lines = "\n".join(line.rstrip(",") for line in RECORDS.strip("[]\n").replace(",\n ", ", ").split("\n"))
    assert plover.records(lines) == plover.records(RECORDS)


def test_the_prepared_layout_joins_rows_by_file(tmp_path):
    (tmp_path / "txt").mkdir()
    (tmp_path / "txt" / "s1.txt").write_text("The two ministers met.", encoding="utf-8")
    table = "file\tevent\nother.txt\tAID\ns1.txt\tCONSULT\n"
    (tmp_path / "gold.tsv").write_text(table, encoding="utf-8")
    (item,) = plover.read(tmp_path)
    assert item.gold == ("CONSULT",)


@pytest.mark.parametrize(
    ("old", "new"),
    [("YIELD", "CONCEDE"), ("fight", "ASSAULT"), ("COERCE-arrest", "COERCE"), ("AID", "AID")],
)
def test_older_class_names_stand_for_newer_ones(old, new):
    assert plover.plover(old) == new


def test_gold_as_prediction_is_right_everywhere():
    assert set(plover.score(LABELLED, answer(a=["AGREE"], b=["AID", "REJECT"])).values()) == {1.0}


def test_an_empty_answer_scores_nothing():
    assert set(plover.score(LABELLED, {}).values()) == {0.0}


def test_extra_events_cost_precision_and_missed_ones_recall():
    result = plover.score(LABELLED, answer(a=["AGREE", "THREATEN"], b=["AID", None]))
    assert result["precision"] == pytest.approx(2 / 3)
    assert result["recall"] == pytest.approx(2 / 3)
    assert result["class_macro_f1"] == pytest.approx(2 / 3)


def test_a_folder_of_something_else_is_named(tmp_path):
    with pytest.raises(NoData, match=r"gold\.tsv"):
        plover.read(tmp_path)
