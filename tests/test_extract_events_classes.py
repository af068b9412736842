"""The PLOVER class of one-sentence reports, in the varied wording of news: verbs, nouns, idioms, passives.

``cases/classes.tsv`` holds a class and a sentence a line; the sentences are invented. The class is
told once a sentence, and no other class is told beside it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction
from tests.cases import FOLDER

LINES = [line.split("\t") for line in (FOLDER / "classes.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("plover", "sentence"), [pytest.param(*line, id=line[1]) for line in LINES])
def test_a_report_is_told_under_its_class(
    plover: str, sentence: str, extracted: Callable[..., Extraction]
) -> None:
    told = {event.plover for event in extracted(sentence, "2020-03-11").events if event.plover}
    assert told == {plover}


def test_every_class_has_its_sentences() -> None:
    classes = [plover for plover, _ in LINES]
    assert len(set(classes)) == 16
    assert min(classes.count(plover) for plover in classes) >= 8


@pytest.mark.parametrize(
    ("sentence", "lemma"),
    [
        ("Students staged a rally in Lima.", "rally"),
        ("Rebels waged war on the coast.", "war"),
        ("The judge fined the bank.", "fine"),
        ("Ruritania installed a radar on the island.", "install"),
    ],
)
def test_verbs_that_lemmatizers_shorten_are_known(
    sentence: str, lemma: str, extracted: Callable[..., Extraction]
) -> None:
    events = [e for e in extracted(sentence).events if e.type != "action"]
    assert [e.trigger.lemma for e in events] == [lemma]
    assert events[0].roles


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The strike by pilots grounded the airline.", "protest"),
        ("A strike on the rebel camp killed nine.", "attack"),
        ("The strike ended when the union accepted the pay offer.", "protest"),
    ],
)
def test_a_strike_is_what_its_sentence_makes_of_it(
    sentence: str, kind: str, extracted: Callable[..., Extraction]
) -> None:
    events = [e for e in extracted(sentence).events if e.trigger.lemma == "strike"]
    assert [e.type for e in events] == [kind]
