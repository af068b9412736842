"""Attributions: both layouts, and scores worked out by hand."""

import pytest

from benchmarks.quality import polnear
from benchmarks.quality.corpus import NoData

TEXT = "“We shall sign,” the envoy said.\nThe mayor doubts that the bridge will hold.\n"
STANDOFF = """T1\tContent 1 14\tWe shall sign
T2\tSource 17 26\tthe envoy
T3\tCue 27 31\tsaid
T4\tAttribution 27 31\tsaid
E1\tAttribution:T4 Content:T1 Source:T2 Cue:T3
T5\tSource 33 42\tThe mayor
T6\tCue 43 49\tdoubts
T7\tContent 50 65;66 75\tthat the bridge will hold
T8\tAttribution 43 49\tdoubts
E2\tAttribution:T8 Source:T5 Cue:T6 Content:T7
"""


def statement(speaker, cue, content, kind="direct"):
    def ref(span):
        return {"spans": [list(span)]} if span else None

    return {"kind": kind, "speaker": ref(speaker), "cue": ref(cue), "content": ref(content)}


SIGN = statement((17, 26), (27, 31), (1, 14))
HOLD = statement((33, 42), (43, 49), (50, 75))


@pytest.fixture
def labelled(tmp_path):
    (tmp_path / "txt").mkdir()
    (tmp_path / "ann").mkdir()
    (tmp_path / "txt" / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "ann" / "story.ann").write_text(STANDOFF, encoding="utf-8")
    (tmp_path / "published.tsv").write_text("story.txt\t2017-03-02\n", encoding="utf-8")
    return polnear.read(tmp_path)


def test_fragments_with_a_blank_between_them_are_one_content(labelled):
    assert labelled[0].gold[1].content == ((50, 75),)
    assert labelled[0].article.published == "2017-03-02"


def test_the_public_layout_gives_the_same_with_the_date_out_of_the_name(tmp_path, labelled):
    split = tmp_path / "dev"
    (split / "text").mkdir(parents=True)
    (split / "attributions").mkdir()
    (split / "text" / "gazette_2017-03-02_bridge.txt").write_text(TEXT, encoding="utf-8")
    for annotator in ("b", "a"):
        lines = STANDOFF if annotator == "a" else ""
        path = split / "attributions" / f"gazette_2017-03-02_bridge_{annotator}.ann"
        path.write_text(lines, encoding="utf-8")
    (item,) = polnear.read(split)
    assert item.article.published == "2017-03-02"
    assert item.gold == labelled[0].gold


def test_gold_as_prediction_is_right_everywhere(labelled):
    result = polnear.score(labelled, {"story": {"statements": [SIGN, HOLD]}})
    assert result.pop("failures") == 0
    assert set(result.values()) == {1.0}


def test_an_empty_answer_scores_nothing_but_does_not_fail(labelled):
    result = polnear.score(labelled, {"story": {}})
    assert set(result.values()) == {0.0}


def test_an_article_without_an_answer_is_a_failure(labelled):
    assert polnear.score(labelled, {})["failures"] == 1


def test_half_a_content_pairs_at_a_half_but_not_at_four_fifths(labelled):
    half = statement((17, 26), (27, 31), (4, 14))
    result = polnear.score(labelled, {"story": {"statements": [half]}})
    assert result["content_precision"] == 1.0
    assert result["content_recall"] == 0.5
    assert result["content_at_08_f1"] == 0.0
    assert result["exact_content_f1"] == 0.0
    assert result["exact_source_f1"] == pytest.approx(2 / 3)


def test_a_wrong_mouth_costs_the_speaker_alone(labelled):
    wrong = statement((33, 42), (27, 31), (1, 14))
    result = polnear.score(labelled, {"story": {"statements": [wrong, HOLD]}})
    assert result["content_f1"] == 1.0
    assert result["speaker_on_matched"] == 0.5


def test_only_verbs_of_speaking_make_reportable_speech(labelled):
    result = polnear.score(labelled, {"story": {"statements": [SIGN]}})
    assert result["reportable_f1"] == 1.0
    for cue in ("said", "has reiterated", "According to", "was urging", "denied", "quipped"):
        assert polnear.speaks(cue), cue
    for cue in ("doubts", "hopes", "plan to", "believed"):
        assert not polnear.speaks(cue), cue


def test_marks_at_the_ends_do_not_count_in_an_exact_span():
    text = "say “Never again.” now"
    assert polnear.trimmed((4, 18), text) == (5, 16)
    assert polnear.trimmed((17, 18), text) == (17, 18)


def test_a_quotation_is_known_by_the_mark_before_it(labelled):
    (item,) = labelled
    assert [polnear.quoted_start(a.content, TEXT) for a in item.gold] == [True, False]


def test_a_folder_of_something_else_is_named(tmp_path):
    with pytest.raises(NoData, match="attributions"):
        polnear.read(tmp_path)
