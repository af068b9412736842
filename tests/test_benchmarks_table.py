"""The table and the command around it."""

from pathlib import Path

from benchmarks.quality import __main__ as command
from benchmarks.quality import table
from benchmarks.quality.table import Measure, Peer

RIGHT = Measure(
    key="set.f1",
    label="A set: F1",
    target=0.62,
    peers=(Peer(name="Other", value=0.5, basis="published", where="test, a paper"),),
)
CRASHES = Measure(key="set.crashes", label="A set: crashes", target=0, lower_is_better=True, count=True)


def test_a_row_shows_ours_the_target_and_where_others_figures_come_from():
    lines = table.render({"set.f1": 0.6199}, [RIGHT, CRASHES]).splitlines()
    assert len(lines) == 3
    cells = [c.strip() for c in lines[2].strip("|").split("|")]
    assert cells == ["A set: F1", ".620", ".620", "reached", ".500 Other, published (test, a paper)"]


def test_fewer_crashes_are_better():
    assert CRASHES.verdict(0) == "reached"
    assert CRASHES.verdict(1) == "missed"
    assert RIGHT.verdict(0.6) == "missed"


def test_every_row_of_the_shipped_table_is_of_a_known_set_and_says_its_basis():
    rows = table.measures()
    assert {m.key.split(".")[0] for m in rows} == {*command.SETS, "speed"}
    assert all(p.basis == "measured" or (p.basis == "published" and p.where) for m in rows for p in m.peers)
    assert len({m.key for m in rows}) == len(rows)


def test_without_data_the_command_says_where_to_put_them(tmp_path, capsys):
    assert command.main(["--data", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("no labelled data at")


def test_a_set_lies_below_dev_or_directly(tmp_path):
    (tmp_path / "timex" / "dev").mkdir(parents=True)
    assert command.place(tmp_path, "timex") == tmp_path / "timex" / "dev"
    assert command.place(tmp_path, "plover") == tmp_path / "plover"


def test_the_documentation_shows_every_row():
    page = (Path(__file__).parent.parent / "docs" / "quality.md").read_text(encoding="utf-8")
    assert [m.label for m in table.measures() if f"| {m.label} " not in page] == []
