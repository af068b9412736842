"""Whatever way articles come into a store, the same articles tell the same story, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from random import Random

import pytest

from kg import iri
from kg.graph import Store, export, open_store
from kg.model import DateOrigin, Document, Published
from kg.pipeline import ingest, retell

_TOLD = """
plan 2031-05-20 President Ines Varga will meet Norwegian Prime Minister Tomas Brandt in Oslo on June 12,
officials said. Norway has asked for the talks.

off 2031-05-28 President Ines Varga on Wednesday called off her meeting with Tomas Brandt, which had been
scheduled for June 12 in Oslo. "We are not ready," Varga said.

on 2031-06-02 Ines Varga reinstated her meeting with Tomas Brandt, which she had called off. The two will
meet in Oslo on June 12.

held 2031-06-13 Ines Varga met Tomas Brandt in Oslo on Thursday. They signed an agreement on fishing.

copy 2031-06-14 Ines Varga met Tomas Brandt in Oslo on Thursday. They signed an agreement on fishing.

look-back 2031-06-20 A week after Varga met Brandt, the defence minister, Helga Lind, resigned on Friday.
Parliament accused her of waste.

lind 2031-06-22 Helga Lind, who resigned on Friday, met Norway's ambassador. Carl Weaver died in Bergen on
June 21.

weaver 2031-06-25 Carl Weaver, who died last week, was a friend of Norway. Tomas Brandt praised Weaver.
"""


def article(name: str, published: str, text: str) -> Document:
    source = f"{name}.txt"
    known = Published(date.fromisoformat(published), DateOrigin.OPTION)
    return Document(id=iri.document_id(source), source=source, text=text, published=known)


ARTICLES = [article(*" ".join(told.split()).split(" ", 2)) for told in _TOLD.strip().split("\n\n")]


def exported(store: Store) -> bytes:
    out = BytesIO()
    export(store, "nquads", out)
    return out.getvalue()


def told(documents: Iterable[Document], *, jobs: int = 1) -> bytes:
    with open_store(None) as store:
        ingest(documents, store, jobs=jobs)
        return exported(store)


@pytest.fixture(scope="module")
def at_once() -> bytes:
    return told(ARTICLES)


def test_the_articles_have_something_to_merge(at_once: bytes) -> None:
    several = at_once.count(f"> <{iri.term('sources')}> ".encode())
    assert several == 4  # the meeting, its cancellation, the resignation, the death


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_in_any_order(at_once: bytes, seed: int) -> None:
    shuffled = ARTICLES[:]
    Random(seed).shuffle(shuffled)
    with open_store(None) as store:
        for document in shuffled:
            ingest([document], store)
        assert exported(store) == at_once


def test_in_two_processes(at_once: bytes) -> None:
    assert told(ARTICLES, jobs=2) == at_once


@pytest.mark.parametrize("seed", range(3))
def test_added_and_removed_again(at_once: bytes, seed: int) -> None:
    passing = Random(seed).sample(ARTICLES, 3)
    staying = [d for d in ARTICLES if d not in passing]
    with open_store(None) as store:
        ingest(ARTICLES, store)
        for document in passing:
            store.remove(document.id)
            retell(store)
        assert exported(store) == told(staying)
        ingest(passing, store)
        assert exported(store) == at_once


def test_replaced_and_put_back(at_once: bytes) -> None:
    other = article("held", "2031-06-13", "Ines Varga met Helga Lind in Oslo on Thursday.")
    held = next(d for d in ARTICLES if d.source == other.source)
    with open_store(None) as store:
        ingest([*ARTICLES[:3], other, *ARTICLES[3:]], store)
        ingest([held], store)
        assert exported(store) == at_once
