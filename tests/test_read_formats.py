"""Every format gives the article's own words, and its title, date, outlet and address."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from kg.errors import KgError, ReadError, UsageError
from kg.model import DateOrigin, Document
from kg.read import ReadOptions, count, read

BODY = (
    "The minister said on Monday that the talks would go on. Nobody in the delegation disagreed with her.\n"
)
PAGE = """<!doctype html><html><head><title>Ferry strike ends | Bay Herald</title>
<meta property="og:title" content="Ferry strike ends"><meta property="og:site_name" content="Bay Herald">
<link rel="canonical" href="https://bay-herald.example/ferry-strike-ends">
<meta property="article:published_time" content="2021-04-06T23:40:00-07:00"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Ferry strike ends</h1>
<p>Crews of the island ferries went back to work on Tuesday after the company agreed to raise their pay.</p>
<p>The union said that its members had voted for the offer by a wide margin, and that no further walkouts
were planned before the summer season begins in June.</p>
<p>The company would not say what the agreement would cost, but a spokeswoman called it fair to both sides
and promised that the timetable would be back to normal by the end of the week.</p></article>
<footer>About us. Privacy policy.</footer></body></html>"""


def one(path: Path, **options: object) -> Document:
    (document,) = read([str(path)], options=ReadOptions(**options))  # type: ignore[arg-type]
    return document


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8"))
    return path


def test_plain_text_is_kept_to_the_last_line_end(tmp_path: Path) -> None:
    text = "\r\n  Harbour talks resume\r\n\r\n" + BODY + "\n\n"
    assert one(write(tmp_path / "a.txt", text)).text == text


def test_front_matter_is_taken_off_and_understood(tmp_path: Path) -> None:
    front = "---\ntitle: 'Talks: round two'\npublished: 2019-03-02\nsource: Bay Herald\n"
    front += "author:\n  - Ana Lind\n  - Bo Rask\n---\n"
    document = one(write(tmp_path / "a.md", front + BODY))
    assert document.text == BODY
    assert document.title == "Talks: round two"
    assert document.published is not None
    assert (document.published.day, document.published.origin) == (date(2019, 3, 2), DateOrigin.METADATA)
    assert (document.outlet, document.author) == ("Bay Herald", "Ana Lind, Bo Rask")


def test_a_text_file_may_have_front_matter_also(tmp_path: Path) -> None:
    document = one(write(tmp_path / "a.txt", "---\ntitle: Talks\nurl: https://x.example/1\n---\n" + BODY))
    assert (document.text, document.url) == (BODY, "https://x.example/1")


def test_a_rule_of_dashes_is_no_front_matter(tmp_path: Path) -> None:
    text = "---\nThe council met. It adjourned without a vote.\n---\n" + BODY
    assert one(write(tmp_path / "a.txt", text)).text == text


def test_marks_of_markdown_are_boilerplate_and_the_words_stay(tmp_path: Path) -> None:
    text = "# Talks resume\n\nThe **minister** met [the envoy](https://x.example/a_b) in town on Monday.\n"
    document = one(write(tmp_path / "a.md", text))
    kept = list(text)
    for start, end in document.boilerplate:
        kept[start:end] = [""] * (end - start)
    assert "".join(kept) == "Talks resume\n\nThe minister met the envoy in town on Monday.\n"
    assert document.title == "Talks resume"
    assert document.title_span is not None
    assert text[slice(*document.title_span)] == "Talks resume"


def test_a_web_page_gives_its_article_and_declared_metadata(tmp_path: Path) -> None:
    document = one(write(tmp_path / "a.html", PAGE))
    assert document.text.startswith("Crews of the island ferries") or "Crews of the island" in document.text
    assert "Privacy policy" not in document.text
    assert (document.title, document.outlet) == ("Ferry strike ends", "Bay Herald")
    assert document.url == "https://bay-herald.example/ferry-strike-ends"
    assert document.published is not None
    assert document.published.day == date(2021, 4, 6)


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", "<html><body><nav><a href='/'>Home</a></nav></body></html>")
    with pytest.raises(ReadError, match="no article was found"):
        one(path)


def test_json_lines_give_a_document_a_line_and_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "x1", "headline": "One", "maintext": BODY}),
        "{broken",
        json.dumps({"body": BODY}),
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    errors: list[KgError] = []
    documents = list(read([str(path)], on_error=errors.append))
    assert [d.source.rsplit("/", 1)[-1] for d in documents] == ["a.jsonl#x1", "a.jsonl#3"]
    assert str(errors[0]).split(": ")[0].endswith("a.jsonl:2")


def test_two_records_with_one_id_stay_two_documents(tmp_path: Path) -> None:
    lines = [json.dumps({"id": 7, "text": BODY}), json.dumps({"id": 7, "text": "Later, " + BODY})]
    documents = list(read([str(write(tmp_path / "a.jsonl", "\n".join(lines)))]))
    assert len({d.id for d in documents}) == 2


@pytest.mark.parametrize(
    "wrap", [lambda a: a, lambda a: {"articles": a}, lambda a: {"response": {"docs": a}}]
)
def test_json_may_wrap_its_articles(tmp_path: Path, wrap: object) -> None:
    articles = [{"title": "One", "content": BODY, "source": {"id": None, "name": "Bay Herald"}}]
    document = one(write(tmp_path / "a.json", json.dumps(wrap(articles))))  # type: ignore[operator]
    assert (document.title, document.outlet, document.text) == ("One", "Bay Herald", BODY)


def test_a_missing_text_field_is_named_with_the_option_that_mends_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps({"title": "One", "prose": BODY}))
    with pytest.raises(ReadError, match="fields here: prose, title") as caught:
        one(path)
    assert "--field text=NAME" in str(caught.value)
    assert one(path, fields={"text": "prose"}).text == BODY


def test_markup_in_a_field_becomes_paragraphs(tmp_path: Path) -> None:
    value = {"body": "<p>The envoys met on Monday &amp; spoke.</p><p>They will meet again.<br/></p>"}
    document = one(write(tmp_path / "a.json", json.dumps(value)))
    assert document.text == "The envoys met on Monday & spoke.\n\nThey will meet again.\n"


@pytest.mark.parametrize(
    "text",
    [BODY, json.dumps({"text": BODY}) + "\n" + json.dumps({"text": BODY}), json.dumps([{"text": BODY}])],
)
def test_standard_input_is_known_by_what_it_holds(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert {d.text for d in read(["-"])} == {BODY}


def test_a_file_of_another_kind_is_read_by_what_it_holds(tmp_path: Path) -> None:
    assert one(write(tmp_path / "story.php", PAGE)).title == "Ferry strike ends"
    assert one(write(tmp_path / "story.text", BODY)).text == BODY
    assert one(write(tmp_path / "story", json.dumps({"text": BODY}))).text == BODY


def test_a_pretty_printed_object_is_no_json_line(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.jsonl", json.dumps({"text": BODY}, indent=2))).text == BODY


def test_a_table_gives_a_document_a_row(tmp_path: Path) -> None:
    rows = (
        'id,headline,body,date\n1,"Talks, again","The envoys met.\nThey spoke.",2019-01-02\n\n2,No text,,\n'
    )
    errors: list[KgError] = []
    (document,) = read([str(write(tmp_path / "a.csv", rows))], on_error=errors.append)
    assert (document.title, document.text) == ("Talks, again", "The envoys met.\nThey spoke.")
    assert document.source.endswith("a.csv#1")
    assert "--field text=NAME" in str(errors[0])
    with pytest.raises(ReadError, match="no column for the text"):
        one(write(tmp_path / "b.tsv", "a\tb\n1\t2\n"))


def test_a_field_may_be_mapped_by_a_synonym_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", json.dumps({"prose": BODY, "day": "2019-01-02"}))
    document = one(path, fields={"body": "prose", "date": "day"})
    assert document.published is not None
    with pytest.raises(UsageError, match="is no field"):
        one(path, fields={"colour": "prose"})


def test_gzipped_files_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": BODY}).encode()))
    assert one(path).text == BODY


def test_folders_are_read_in_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "scan.pdf"):
        write(tmp_path / name, BODY)
    write(tmp_path / "published.tsv", "a.txt\t2019-01-02\n")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "c.txt", BODY)
    notes: list[str] = []
    documents = list(read([str(tmp_path), str(tmp_path / "a.txt")], on_note=notes.append))
    assert [d.name for d in documents] == ["a.txt", "b.txt", "c.txt"]
    assert ".pdf, .tsv" in notes[0]


def test_patterns_are_expanded_and_everything_can_be_counted(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "b.jsonl", "\n".join([json.dumps({"text": BODY})] * 3))
    assert [d.name for d in read([str(tmp_path / "*.txt")])] == ["a.txt"]
    assert count([str(tmp_path)]) == 4
    assert count(["-"]) is None


def test_a_stream_may_begin_with_many_blank_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n" * 500_000 + json.dumps({"text": BODY}) + "\n" + json.dumps({"text": f"{BODY} Again."}) + "\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert [d.text for d in read(["-"])] == [BODY, f"{BODY} Again."]


def test_a_stream_of_nothing_but_blank_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n \n" * 1_000)))
    errors: list[KgError] = []
    assert list(read(["-"], on_error=errors.append)) == []
    assert [e.where for e in errors] == ["stdin"]
