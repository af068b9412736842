"""The command line as programs and people meet it: streams, exit codes, formats, errors."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from kg.cli.app import COMMANDS, run
from kg.cli.context import Settings
from kg.graph import Store

STORY = """Ines Varga met Tomas Brandt in Lisbon on 12 June 2031.

"We will sign the treaty in July," Varga told reporters on Friday. Brandt denied that a date had been set.
"""
OTHER = """President Helga Lind cancelled a meeting with Tomas Brandt on Monday, her office said."""
LEFT = {"commitments": "those with nothing planned"}
"""What a command says of an empty list, where there is more to say than to loosen the filter."""
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "lisbon.txt").write_text(STORY, encoding="utf-8")
    (folder / "lind.txt").write_text(OTHER, encoding="utf-8")
    (folder / "dates.tsv").write_text("lisbon.txt\t2025-06-14\nlind.txt\t2025-06-18\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("stores") / "kg.db")
    files = [str(articles / name) for name in ("lisbon.txt", "lind.txt")]
    dates = str(articles / "dates.tsv")
    assert run(["-q", "--store", path, "add", *files, "--published-from", dates]) == 0
    return path


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def process(*args: str, **more: object) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    command = [sys.executable, "-m", "kg", *args]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, **more)  # type: ignore[call-overload,no-any-return]


def test_extract_prints_the_contract_on_standard_output(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["extract", str(articles / "lisbon.txt"), "--published", "2025-06-14"]) == 0
    found = records(capsys)
    assert len(found) == 1
    assert found[0]["published"] == "2025-06-14"
    assert found[0]["length"] == len(STORY)
    assert set(found[0]) == {
        "id", "source", "published", "length", "sentences", "actors", "times", "statements", "events"
    }  # fmt: skip


def test_several_processes_give_the_same_bytes(articles: Path) -> None:
    files = [str(articles / name) for name in ("lisbon.txt", "lind.txt")]
    one = process("extract", *files, "--published", "2025-06-18")
    two = process("extract", *files, "--published", "2025-06-18", "--jobs", "2")
    assert one.stdout == two.stdout
    assert one.stdout.count("\n") == 2


def test_a_refused_document_is_named_and_the_others_are_done(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    assert run(["extract", str(empty), str(articles / "lind.txt")]) == 1
    shown = capsys.readouterr()
    assert "empty.txt" in shown.err
    assert shown.out.count("\n") == 1
    assert run(["extract", str(empty)]) == 2


def test_documents_without_a_date_are_counted_once_with_the_remedy(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["extract", str(articles / "lind.txt"), str(articles / "lisbon.txt")])
    warnings = [line for line in capsys.readouterr().err.splitlines() if "without a publication date" in line]
    assert len(warnings) == 1
    assert "2 documents" in warnings[0]
    assert "--published DATE" in warnings[0]
    assert "--published-from" in warnings[0]


def test_a_date_that_is_none_is_not_lost_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [{"text": STORY, "published": "2031-02-31"}, {"text": OTHER}]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert run(["extract", str(tmp_path / "two.jsonl")]) == 0
    shown = capsys.readouterr().err
    assert "2 documents without a publication date" in shown
    assert "1 of them with a date that is none" in shown


def test_adding_again_changes_nothing(store: str, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, dates = str(articles / "lind.txt"), str(articles / "dates.tsv")
    assert run(["--store", store, "add", file, "--published-from", dates]) == 0
    assert "1 unchanged" in capsys.readouterr().err


def test_facts_in_a_pipe_are_json_lines_with_their_evidence(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", store, "facts", "--actor", "Ines Varga", "--type", "meeting"]) == 0
    found = records(capsys)
    meeting = next(f for f in found if f["earliest"] == "2031-06-12")
    evidence = meeting["evidence"]
    assert isinstance(evidence, dict)
    assert evidence["document"] == "lisbon.txt"
    (start, end), *_ = evidence["spans"]
    assert STORY[start:end] == evidence["quote"]


def test_timeline_lines_have_the_fields_of_the_contract(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", store, "timeline", "--actor", "Tomas Brandt", "--format", "jsonl"]) == 0
    found = records(capsys)
    promised = "order earliest latest event type status document sentence trigger text sources"
    assert set(promised.split()) <= set(found[0])
    orders = [f["order"] for f in found if f["order"] is not None]
    assert orders == sorted(orders)  # type: ignore[type-var]


def test_csv_has_a_header_and_reads_back(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--store", store, "facts", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {"lisbon.txt", "lind.txt"} == {r["document"] for r in rows}


NONE = ["--from", "1700", "--to", "1701"]


@pytest.mark.parametrize(
    ("some", "none"),
    [
        (["facts"], ["facts", *NONE]),
        (["timeline"], ["timeline", *NONE]),
        (["actors"], ["actors", "--kind", "country"]),
        (["search", "treaty"], ["search", "zyzzyva"]),
        (["query", "claims-by-holder"], ["query", "claims-by-holder", "-p", "minimum=99"]),
    ],
    ids=lambda line: line[0],
)
def test_csv_without_rows_has_the_same_header(
    store: str, capsys: pytest.CaptureFixture[str], some: list[str], none: list[str]
) -> None:
    lines = []
    for asked in (some, none):
        assert run(["--store", store, *asked, "--format", "csv"]) == 0, capsys.readouterr().err
        lines.append(capsys.readouterr().out.splitlines())
    assert len(lines[0]) > len(lines[1]) == 1
    assert lines[0][0] == lines[1][0]


def test_what_compares_has_a_header_too(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    begins = {
        "conflicts": "kind,type,one_event,left_value,",
        "commitments": "promise,by,content,",
        "positions --actor Varga --about zyzzyva": "earliest,latest,dated,id,",
        "diff --between 1700-01-01 1700-01-02": "change,id,fields,",
    }
    for line, header in begins.items():
        assert run(["--store", store, *line.split(), "--format", "csv"]) == 0, capsys.readouterr().err
        assert capsys.readouterr().out.startswith(header)


def test_the_cells_that_are_named_are_those_of_a_row(sample: Store) -> None:
    from kg.cli import commitments as promises
    from kg.cli import conflicts as disputes
    from kg.cli import diff as differences
    from kg.cli import positions as stands
    from kg.query import commitments, conflicts, positions
    from kg.query.diff import diff_days

    for command, found in (
        (promises, commitments(sample)),
        (disputes, conflicts(sample)),
        (differences, diff_days(sample, date(2018, 5, 1), date(2018, 7, 1))),
        (stands, positions(sample, "Donald Trump")),
    ):
        assert found
        for row in found:
            assert tuple(command._flat(row)) == command._CELLS  # type: ignore[attr-defined]


def test_an_empty_cell_stays_empty_in_csv(capsys: pytest.CaptureFixture[str]) -> None:
    from kg.cli.output import write_csv

    write_csv([{"place": "", "name": "Oslo"}])
    assert capsys.readouterr().out.splitlines()[1] == ",Oslo"


def test_a_spreadsheet_runs_no_formula_out_of_an_article(capsys: pytest.CaptureFixture[str]) -> None:
    from kg.cli.output import write_csv

    write_csv([{"text": "=HYPERLINK(1)"}])
    assert "'=HYPERLINK(1)" in capsys.readouterr().out


def test_json_is_one_array(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--store", store, "actors", "--format", "json"])
    names = {a["name"] for a in json.loads(capsys.readouterr().out)}
    assert {"Ines Varga", "Tomas Brandt", "Helga Lind"} <= names


@pytest.mark.parametrize("width", ["80", "120"])
def test_tables_fit_the_width(
    store: str, width: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for command in ("facts", "timeline", "actors", "types", "queries", "stats"):
        assert run(["--store", store, command, "--format", "table"]) == 0
        shown = capsys.readouterr().out
        assert shown
        assert max(len(line) for line in shown.splitlines()) <= int(width)
        assert "\x1b" not in shown


def test_a_table_cuts_no_date_and_no_file_name_of_usual_length(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.cli.facts import SPAN
    from kg.cli.output import Column, emit

    monkeypatch.setenv("COLUMNS", "80")
    name, interval = "2031-06-12-lisbon-en.txt", "2030-12-05 – 2031-12-05"
    columns = (
        Column("date", lambda r: r[0], width=SPAN),
        Column("what", lambda r: r[1], ratio=1),
        Column("source", lambda r: r[2], most=24),
    )
    emit([(interval, "They met again " * 9, name)], "table", Settings(), columns=columns, record=dict)
    first = capsys.readouterr().out.splitlines()[2]
    assert first.startswith(f"{interval} ")
    assert first.rstrip().endswith(f" {name}")


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_an_empty_list_says_why_in_every_format(
    store: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("facts", "timeline", "conflicts", "commitments"):
        assert run(["--store", store, command, "--type", "election", "--format", form]) == 0
        shown = capsys.readouterr()
        assert shown.out.count("\n") == (form in ("json", "csv"))
        assert form != "json" or shown.out == "[]\n"
        assert f"passes the filter; {LEFT.get(command, 'loosen it')}" in shown.err


def test_checks_that_find_nothing_wrong_are_an_empty_array(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("verify", "validate"):
        assert run(["--store", store, command, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out) == []


def test_an_article_is_shown_by_its_file_name(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", store, "show", "lisbon.txt"]) == 0
    (story,) = records(capsys)
    assert (story["kind"], {f["evidence"]["document"] for f in story["facts"]}) == (  # type: ignore[attr-defined]
        "article",
        {"lisbon.txt"},
    )


def test_lines_of_a_story_are_folded_under_their_indent(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert run(["--store", store, "show", "Tomas Brandt", "--format", "table"]) == 0
    shown = capsys.readouterr().out.splitlines()
    heading = next(i for i, line in enumerate(shown) if line.endswith(("facts", "fact")))
    facts = shown[heading + 1 : shown.index("", heading)]
    assert len(facts) > 1
    assert all(line.startswith("  ") and len(line) <= 40 for line in facts)


def test_the_same_text_under_two_names_is_kept_once_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    assert run(["--store", str(tmp_path / "kg"), "add", str(tmp_path), "--published", "2025-06-14"]) == 0
    shown = capsys.readouterr().err
    assert "1 added, 1 known by another name" in shown
    assert shown.count("\n") == 1, "the store inside the folder of articles is not read as one"


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--published", "2025-06"], "no day"),
        (["--encoding", "utf-99"], "utf-99"),
        (["--published-from", "no.tsv"], "holds no date"),
    ],
)
def test_a_wrong_option_leaves_no_store_behind(
    tmp_path: Path, options: list[str], hint: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text(STORY, encoding="utf-8")
    Path("no.tsv").write_text("one.txt 2025-06-14\n", encoding="utf-8")
    assert run(["--store", "kg", "add", "one.txt", *options]) == 2
    assert hint in capsys.readouterr().err
    assert not Path("kg").exists()


def test_show_tells_the_words_and_how_the_date_was_read(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["--store", store, "facts", "--type", "meeting", "--from", "2031"])
    claim = str(records(capsys)[0]["id"])
    assert run(["--store", store, "show", claim[:8], "--format", "table"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Ines Varga met Tomas Brandt in Lisbon on 12 June 2031." in shown
    assert "“12 June 2031” in lisbon.txt" in shown


def test_queries_by_name_from_a_file_and_from_standard_input(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'SELECT ?a { ?a a sem:Actor ; rdfs:label "Helga Lind" }'
    file = tmp_path / "one.rq"
    file.write_text(text, encoding="utf-8")
    assert run(["--store", store, "query", str(file)]) == 0
    from_file = records(capsys)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert run(["--store", store, "query", "-"]) == 0
    assert records(capsys) == from_file == [{"a": "urn:kg:actor:helga-lind"}]
    assert run(["--store", store, "query", "articles"]) == 0
    assert len(records(capsys)) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("ASK { ?a a sem:Actor }"))
    run(["--store", store, "query", "-"])
    assert records(capsys) == [{"answer": True}]


def test_rows_that_are_too_wide_for_a_table_become_blocks(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["--store", store, "query", "articles", "--format", "table"]
    monkeypatch.setenv("COLUMNS", "80")
    assert run(command) == 0
    assert capsys.readouterr().out.startswith("published ")
    monkeypatch.setenv("COLUMNS", "40")
    assert run(command) == 0
    blocks = capsys.readouterr().out.split("published")[1:]
    assert len(blocks) == 2
    assert "lisbon.txt" in blocks[0]


def test_numbers_and_days_of_a_query_keep_a_column_to_themselves(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    query = tmp_path / "wide.rq"
    query.write_text(
        'SELECT ?day ?n ?words { VALUES (?day ?n ?words) { ("2031-06-12" 7 "one two three four five six") '
        '("2031-06-13" 12 "one two three four five six seven eight nine ten") } }',
        encoding="utf-8",
    )
    monkeypatch.setenv("COLUMNS", "40")
    assert run(["--store", store, "query", str(query), "--format", "table"]) == 0
    shown = [line.split("  ")[0] for line in capsys.readouterr().out.splitlines()]
    assert [day for day in shown if day.startswith("2031")] == ["2031-06-12", "2031-06-13"]


def test_a_query_that_fetches_is_refused(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"))
    assert run(["--store", store, "query", "-"]) == 2
    assert "SERVICE" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "ntriples", "jsonld", "graphml", "csv"])
def test_exports_are_the_same_on_standard_output_and_in_a_file(store: str, form: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["-q", "--store", store, "export", "--format", form, "-o", str(out)]) == 0
    done = process("--store", store, "export", "--format", form)
    assert done.stdout == out.read_text(encoding="utf-8")
    assert "Helga Lind" in done.stdout


def test_rendering_writes_one_page(store: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(["-q", "--store", store, "render", str(page), "--title", "Lisbon & after"]) == 0
    assert "Lisbon &amp; after" in page.read_text(encoding="utf-8")


def test_the_store_verifies_and_validates(store: str) -> None:
    assert run(["-q", "--store", store, "verify"]) == 0
    assert run(["-q", "--store", store, "validate"]) == 0


def test_removing_an_article_leaves_nothing_behind(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "kg.db")
    run(["-q", "--store", path, "add", str(articles / "lind.txt"), "--published", "2025-06-18"])
    assert run(["-q", "--store", path, "remove", "lind.txt"]) == 0
    assert run(["-q", "--store", path, "actors"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["-q", "--store", path, "remove", "lind.txt"]) == 2
    assert "lind.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["fcts"], "did you mean 'facts'?"),
        (["facts", "--status", "plannd"], "did you mean 'planned'?"),
        (["facts", "--type", "meetng"], "did you mean 'meeting'?"),
        (["facts", "--from", "soon"], "YYYY-MM-DD"),
        (["facts", "--from", "2030", "--to", "2029"], "swap them"),
        (["facts", "--actor", "Ines Vargo"], "Ines Varga"),
        (["query", "who-met-hwom"], "who-met-whom"),
        (["query", "articles", "-p", "x"], "NAME=VALUE"),
        (["show", "nobody-of-that-name"], "kg actors"),
        (["show", "c-zzzzzz"], "no id begins with"),
        (["facts", "--source", "Nowhere Gazette"], "kg query articles"),
        (["correct", "reject", "Ines Varga", "--author", "x", "--reason", "y"], "kg facts"),
        (["render", "/nowhere/at/all.html"], "choose a folder"),
        (["extract", "nowhere.txt"], "nowhere.txt"),
        (["add", "story.txt", "--field", "text"], "ROLE=NAME"),
        (["export", "-o", "/nowhere/at/all.trig"], "cannot be written"),
    ],
)
def test_mistakes_end_in_exit_code_2_and_say_what_to_do(
    store: str, args: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", store, *args]) == 2
    shown = capsys.readouterr()
    assert hint in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_a_missing_store_names_the_command_that_makes_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--store", str(tmp_path / "none"), "facts"]) == 2
    shown = capsys.readouterr().err
    assert "kg add" in shown
    assert shown.count("\n") == 1


def test_a_reader_that_goes_away_is_no_error(store: str) -> None:
    command = f"{sys.executable} -m kg --store {store} facts | head -c 20"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=env, timeout=60)
    assert done.stderr == ""


@pytest.mark.slow
def test_an_interrupt_ends_in_one_line(tmp_path: Path) -> None:
    fifo = tmp_path / "endless.txt"
    os.mkfifo(fifo)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "extract", str(fifo), "--published", "2025-06-14"]
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # tests in the background ignore it
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=env, preexec_fn=heeding
    ) as run_:
        with fifo.open("w", encoding="utf-8") as article:  # waits until the command reads
            article.write(STORY)
            article.flush()
            run_.send_signal(signal.SIGINT)
        # Its end ends the reading, too, where the signal came just before the system's own waiting began.
        _, shown = run_.communicate(timeout=60)
    assert run_.returncode == 130
    assert shown.split("\n") == ["", "kg: interrupted; what was finished is kept", ""]


@pytest.mark.parametrize("command", ["facts", "timeline", "show", "query", "actors"])
def test_questions_never_wait_for_the_language_pipeline(store: str, command: str) -> None:
    argument = {"show": ["Helga Lind"], "query": ["articles"]}.get(command, [])
    code = (
        "import sys; from kg.cli.app import run; "
        f"assert run(['--store', {store!r}, {command!r}, *{argument!r}]) == 0; "
        "heavy = {'spacy', 'rdflib', 'networkx', 'pyvis', 'trafilatura', 'numpy'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_helps_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Examples:" in shown
    assert f"kg {command}" in shown


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    from kg import __version__

    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"kg {__version__}\n"


def test_terminal_commands_in_an_article_never_reach_the_terminal() -> None:
    from kg.cli.text import plain

    assert plain("red \x1b[31mtext\x07 and\u202e back\x9b2J") == "red [31mtext and back2J"
    assert plain("line\nbreak\tand\u00a0blank") == "line break and blank"
    assert plain("Müller – “naïve” 金") == "Müller – “naïve” 金"


def test_the_time_left_is_not_told_from_the_one_article_that_loads_the_pipeline(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.cli import progress

    clock = iter((0.0, 20.0, 20.0, 25.0, 40.0, 41.0))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    with progress.Progress(Settings(), lambda: 21, task="adding") as told:
        for _ in range(3):
            told.step()
    assert capsys.readouterr().err.splitlines() == [
        "kg: adding: 1 of 21 articles",
        "kg: adding: 3 of 21 articles, 0.1 a second, 180 s left",
    ]
