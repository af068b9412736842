"""The pipeline keeps a defect to the document that shows it."""

from __future__ import annotations

import pytest

from kg import pipeline
from kg.errors import ExtractionError, KgError
from kg.graph import open_store
from kg.model import Annotated, Extraction
from kg.query import Filter, facts
from tests.conftest import make_document


@pytest.fixture
def _a_rule_that_breaks_on_one_story(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.extract

    def extract(annotated: Annotated) -> Extraction:
        if annotated.document.source == "bad.txt":
            raise IndexError("tuple index out of range")
        return whole(annotated)

    monkeypatch.setattr(pipeline, "extract", extract)


STORIES = [make_document("The mayor resigned.", source=name) for name in ("one.txt", "bad.txt", "two.txt")]


@pytest.mark.usefixtures("_a_rule_that_breaks_on_one_story")
def test_a_defect_costs_one_document_and_the_batch_goes_on() -> None:
    errors: list[KgError] = []
    done = [x.document.source for x in pipeline.extract_all(STORIES, on_error=errors.append)]
    assert done == ["one.txt", "two.txt"]
    assert "bad.txt: could not be analysed (IndexError" in str(errors[0])


@pytest.mark.usefixtures("_a_rule_that_breaks_on_one_story")
def test_without_a_listener_the_defect_is_raised() -> None:
    with pytest.raises(ExtractionError, match=r"bad\.txt"):
        list(pipeline.extract_all(STORIES))


def test_the_outlet_an_interview_was_given_to_is_a_link_of_the_chain() -> None:
    with open_store(None) as store:
        pipeline.ingest([make_document("Ana Berg told Reuters that Karl Voss had resigned.")], store)
        chains = {f.kind: [h.name for h in f.holders] for f in facts(store, Filter())}
    assert chains == {"statement": ["Reuters"], "event": ["Reuters", "Ana Berg"]}
