"""An installed wheel works without the checkout: data, queries, ontology, types and page are inside."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

import pytest

ROOT = Path(__file__).resolve().parent.parent

PROBE = """
import sys
from pathlib import Path

import kg
from kg import resources
from kg.cli.app import run
from kg.query import named_queries
from kg.schema import load_types

home, page = Path(sys.argv[1]).resolve(), sys.argv[2]
assert Path(kg.__file__).resolve().is_relative_to(home), kg.__file__
assert resources.data("gazetteer", "states.tsv").resolve().is_relative_to(home)
assert "meeting" in load_types()
assert "who-met-whom" in named_queries()
articles = resources.data("articles")
assert any(articles.iterdir())
store = page + ".kg"
assert run(["-q", "--store", store, "add", str(sorted(articles.glob("*.md"))[0])]) == 0
assert run(["-q", "--store", store, "validate"]) == 0
assert run(["-q", "--store", store, "query", "most-quoted"]) == 0
assert run(["-q", "--store", store, "render", page]) == 0
assert "vis-network" in Path(page).read_text(encoding="utf-8")
assert (Path(kg.__file__).parent / "py.typed").is_file()
"""


def packages() -> set[str]:
    """All packages of the checkout, as setup.cfg must list them."""
    found = {"kg._data", "kg._queries"}
    for path in (ROOT / "kg").rglob("__init__.py"):
        found.add(".".join(path.parent.relative_to(ROOT).parts))
    return found


def copied(to: Path) -> Path:
    """What a wheel is built from, without anything that an earlier build left."""
    to.mkdir()
    for name in ("kg", "data", "queries"):
        copytree(ROOT / name, to / name, ignore=ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        copy(ROOT / name, to / name)
    return to


def test_setup_lists_every_package() -> None:
    from configparser import ConfigParser

    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    assert set(setup["options"]["packages"].split()) == packages()


@pytest.mark.slow
def test_a_wheel_holds_all_that_it_needs(tmp_path: Path) -> None:
    home = tmp_path / "home"
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    source = copied(tmp_path / "source")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path / "dist"), str(source)]
    done = subprocess.run(build, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(home), str(wheel)], check=True, timeout=120)
    env = {k: v for k, v in os.environ.items() if k != "KG_STORE"}
    env["PYTHONPATH"] = os.pathsep.join([str(home), sysconfig.get_path("purelib")])
    command = [sys.executable, "-S", "-c", PROBE, str(home), str(tmp_path / "page.html")]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
