"""Bad input is refused by name, with the reason and the next step; good input never is."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KgError, ReadError
from kg.model import DateOrigin, Document
from kg.read import READERS, ReadOptions, load_published_map, read

BODY = "The envoy said on Monday that she would leave for the capital, but her office denied it.\n"


def refusal(path: Path, data: bytes, **options: object) -> str:
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        list(read([str(path)], options=ReadOptions(**options)))  # type: ignore[arg-type]
    assert caught.value.where
    assert caught.value.remedy
    return caught.value.what


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip or office"),
        (b"\x89PNG....", "image"),
        (b"abc\0\0\x01\x02def", "NUL"),
        (b"12 34 -- 56", "no words"),
        (b"\xff\xfeT\0h", None),
        (b"\xff\xfeT\0h\0e", "UTF-16"),
        ("The café “reopened” in the".encode() + b"\xe2\x80", "cut off"),
        ("Der Minister sagte am Montag, dass die Gespräche nicht weitergehen und das Treffen mit dem "
         "Botschafter für sich eine Absage ist.".encode(), "German"),
        ("Министр заявил в понедельник, что переговоры продолжатся.".encode(), "script"),
    ],
)  # fmt: skip
def test_what_is_no_english_text_is_refused(tmp_path: Path, data: bytes, what: str | None) -> None:
    told = refusal(tmp_path / "a.txt", data)
    assert what is None or what in told


@pytest.mark.parametrize(
    "text",
    [
        "Envoys meet in Geneva",
        "Shr 34 cts vs 1.19 dlrs\nNet 807,000 vs 2,858,000\nRevs 12.4 mln vs 10.9 mln\n",
        "Le Pen, de Villepin, di Maio, van der Bellen and Lula da Silva met in Rio de Janeiro and La Paz.",
        "The president visited El Salvador, Los Angeles and Santiago de los Caballeros on Monday.",
    ],
)
def test_short_and_name_heavy_english_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [d.text for d in read([str(tmp_path / "a.txt")])] == [text]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    text = (
        "The ambassador’s office in Bogotá said that talks would go on – “for now”, at least until Friday.\n"
    )
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (document,) = read([str(tmp_path / "a.txt")])
    assert document.text == text


def test_typographic_marks_of_old_macs_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The envoy\xd5s office said \xd2no\xd3 on Monday.")
    (document,) = read([str(tmp_path / "a.txt")])
    assert document.text == "The envoy’s office said “no” on Monday."
    assert document.notes == ("encoding guessed: Mac Roman",)


def test_missing_files_folders_without_articles_and_web_addresses_are_named(tmp_path: Path) -> None:
    (tmp_path / "storey.txt").write_text(BODY)
    (tmp_path / "empty").mkdir()
    errors: list[KgError] = []
    paths = [str(tmp_path / "story.txt"), str(tmp_path / "empty"), "https://x.example/a"]
    assert list(read(paths, on_error=errors.append)) == []
    told = [str(error) for error in errors]
    assert "did you mean" in told[0]
    assert "holds no articles" in told[1]
    assert "curl" in told[2]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    path.chmod(0)
    with pytest.raises(ReadError, match="permission denied"):
        list(read([str(path)]))


def test_a_text_over_the_limit_is_refused_and_a_long_line_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY.strip() * 20_000)
    (document,) = read([str(path)])
    assert len(document.text) > 1_500_000
    with pytest.raises(ReadError, match="larger than 1,000 bytes"):
        list(read([str(path)], options=ReadOptions(max_bytes=1_000)))


def published(path: Path, text: str, **options: object) -> Document:
    path.write_text(text)
    (document,) = read([str(path)], options=ReadOptions(**options))  # type: ignore[arg-type]
    return document


@pytest.mark.parametrize(
    ("name", "text", "origin"),
    [
        ("a.txt", "GENEVA, March 3, 2018 (Agency) - " + BODY, DateOrigin.DATELINE),
        ("a.txt", "Envoy to leave\n\nSaturday, March 3, 2018\n\n" + BODY, DateOrigin.DATELINE),
        ("a.txt", "Envoy to leave\n\nPublished 3 March 2018, 10:30 GMT\n\n" + BODY, DateOrigin.DATELINE),
        ("story_20180303_x.txt", BODY, DateOrigin.FILE_NAME),
        ("2018-03-03-story.txt", BODY, DateOrigin.FILE_NAME),
        ("a.md", "---\ndate: 2018-03-03T23:59:00-08:00\n---\n" + BODY, DateOrigin.METADATA),
        ("a.md", "---\nurl: https://x.example/2018/mar/03/story\n---\n" + BODY, DateOrigin.METADATA),
    ],
)
def test_the_day_of_publication_and_where_it_was_found(
    tmp_path: Path, name: str, text: str, origin: DateOrigin
) -> None:
    found = published(tmp_path / name, text).published
    assert found is not None
    assert (found.day, found.origin) == (date(2018, 3, 3), origin)


@pytest.mark.parametrize(
    "text",
    [
        "GENEVA, March 3 (Agency) - " + BODY,
        "On March 3, 2018, the envoy left. " + BODY,
        "Envoy to leave\n\nMarch 3, 2018 was the day on which the envoy left the capital.\n",
    ],
)
def test_a_day_without_a_year_or_in_a_sentence_is_no_publication_date(tmp_path: Path, text: str) -> None:
    assert published(tmp_path / "a.txt", text).published is None


def test_impossible_and_future_dates_of_the_file_are_ignored_with_a_note(tmp_path: Path) -> None:
    document = published(tmp_path / "a.md", "---\ndate: 2018-02-30\n---\n" + BODY)
    assert document.published is None
    assert "does not exist" in document.notes[0]
    document = published(tmp_path / "b.md", "---\ndate: 2918-02-20\n---\n" + BODY)
    assert document.published is None
    assert "future" in document.notes[0]


def test_the_users_date_wins_and_one_in_the_future_is_refused(tmp_path: Path) -> None:
    document = published(tmp_path / "2018-03-03.txt", BODY, published=date(2017, 1, 2))
    assert document.published is not None
    assert document.published.origin is DateOrigin.OPTION
    with pytest.raises(ReadError, match="future"):
        read(["x"], options=ReadOptions(published=date.today() + timedelta(days=30)))


def test_the_table_of_dates_may_have_a_header_and_more_columns(tmp_path: Path) -> None:
    table = tmp_path / "map.tsv"
    table.write_text("file\tdate\tnote\na.txt\t2018-12-05\tfirst\n\nb.txt\t2018-12-06\n")
    days = load_published_map(str(table))
    assert days == {"a.txt": date(2018, 12, 5), "b.txt": date(2018, 12, 6)}
    found = published(tmp_path / "a.txt", BODY, published_from=days).published
    assert found is not None
    assert found.origin is DateOrigin.MAP
    table.write_text("a.txt\t2018-12-05\nb.txt\t2018-13-06\n")
    with pytest.raises(ReadError) as caught:
        load_published_map(str(table))
    assert str(caught.value.where).endswith("map.tsv:2")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), suffix=st.sampled_from(sorted(READERS)))
def test_any_bytes_give_a_document_or_a_refusal(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    errors: list[KgError] = []
    documents = list(read([str(path)], on_error=errors.append))
    assert documents or errors
    assert all(isinstance(error, ReadError) for error in errors)
    for document in documents:
        document.text.encode("utf-8")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=200))
def test_text_comes_back_as_it_was_and_spans_lie_in_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("The envoys met. " + text).encode("utf-8"))
    for document in read([str(path)], on_error=lambda _: None):
        assert document.text == "The envoys met. " + text
        at = 0
        for start, end in document.boilerplate:
            assert at <= start < end <= len(document.text)
            at = end
