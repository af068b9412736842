"""What the documentation shows is executed, and what exists is documented."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import __version__
from kg.cli.app import COMMANDS
from kg.cli.reference import reference

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"<!-- run -->\n```(\w+)\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")
_COMMAND = re.compile(r"^\s*kg (?!-)(\w+)", re.MULTILINE)


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Language and text of the blocks that are marked to be run."""
    yield from (m.groups() for m in _BLOCK.finditer(page.read_text(encoding="utf-8")))  # type: ignore[misc]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the top of a checkout, with ``kg`` on the path."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "kg"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in PAGES if any(blocks(p))], ids=lambda p: p.name)
def test_the_examples_of_a_page_run_one_after_the_other(
    page: Path, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, text in blocks(page):
        if language == "python":
            exec(compile(text, str(page), "exec"), {"__name__": "__main__"})
            assert capsys.readouterr().out.strip(), f"prints nothing:\n{text}"
            continue
        done = subprocess.run(
            ["sh", "-eu", "-c", text], capture_output=True, text=True, timeout=300, cwd=workplace
        )
        assert done.returncode == 0, f"{text}\n{done.stderr}"
        assert "no fact passes" not in done.stderr, f"{text}\n{done.stderr}"
        assert "no event passes" not in done.stderr, f"{text}\n{done.stderr}"


def test_the_command_reference_is_what_the_commands_say() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == reference(), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if "images/" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_that_are_shown_exist(page: Path) -> None:
    for command in _COMMAND.findall(page.read_text(encoding="utf-8")):
        assert command in COMMANDS, f"{page.name} shows kg {command}"


def test_the_change_log_speaks_of_this_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_make_target_is_explained_and_every_named_one_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    targets = set(phony[1].split())
    assert {t for t in targets if re.search(rf"^{t}:.*## ", makefile, re.MULTILINE)} == targets
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8")))
        assert named <= targets, f"{page.name} names {named - targets}"
