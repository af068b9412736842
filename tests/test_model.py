"""Model types keep their promises."""

from __future__ import annotations

import pickle
from datetime import date

from kg.errors import KgError, ReadError
from kg.model import Document, Interval


def test_an_interval_with_no_end_known_is_false() -> None:
    assert not Interval()
    assert Interval(earliest=date(2018, 1, 1))


def test_intervals_meet_when_they_share_a_day_and_an_open_end_reaches_for_ever() -> None:
    june, july = Interval(date(2018, 6, 1), date(2018, 6, 30)), Interval(date(2018, 7, 1), date(2018, 7, 31))
    assert not june.meets(july)
    assert not july.meets(june)
    assert Interval(latest=date(2018, 7, 1)).meets(july)
    assert Interval(earliest=date(2018, 6, 30)).meets(june)


def test_a_document_is_named_by_its_file_and_hashes_even_lone_surrogates() -> None:
    document = Document(id="d", source="news/2018/a b.txt", text="x\ud800y")
    assert document.name == "a b.txt"
    assert len(document.sha256) == 64


def test_an_error_names_place_reason_and_remedy_in_one_line_and_crosses_processes() -> None:
    error = ReadError("is empty", where="a.txt", remedy="give a file\nwith text")
    assert str(error) == "a.txt: is empty; give a file with text"
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, KgError)
    assert str(copy) == str(error)
