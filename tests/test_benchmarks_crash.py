"""``kg add`` killed at any moment: whole articles, and the same bytes when it is run again."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from benchmarks.crash import PHASES, Kill, Undisturbed, inspect, kills, measure, undisturbed

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Ines Varga met Tomas Brandt in Lisbon on Monday. She will visit Oslo in {n} days, Brandt said.\n"


def test_moments_are_spread_over_the_phases_and_lie_inside_them() -> None:
    moments = [(phase, float(at)) for at, phase in enumerate((*PHASES, "end"))]
    found = kills(moments, 2 * len(PHASES), random.Random(1))
    assert [k.phase for k in found] == [*PHASES, *PHASES]
    assert all(k.number == 0 and 0 <= k.delay <= 1 for k in found)


def write(file: Path, *more: str) -> Path:
    """A dozen articles; ``more`` is what each of them ends with."""
    texts = [" ".join([TEXT.format(n=n), *more]) for n in range(12)]
    rows = [
        {"url": f"https://story.example/{n}", "published": f"2018-03-{n + 10}", "text": text}
        for n, text in enumerate(texts)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write(tmp_path / "articles.jsonl")


@pytest.mark.slow
def test_after_a_kill_in_any_phase_all_is_whole_and_the_same_command_completes_it(
    articles: Path, tmp_path: Path
) -> None:
    verdicts = measure(articles, tmp_path / "runs", len(PHASES), seed=3)
    assert [v.wrong for v in verdicts] == [()] * len(verdicts)
    assert len(verdicts) >= len(PHASES) - 2, "most of them hit the command while it ran"


@pytest.mark.slow
def test_articles_that_are_being_replaced_are_whole_in_one_version_or_the_other(
    articles: Path, tmp_path: Path
) -> None:
    before = write(tmp_path / "before.jsonl", "He had denied it.")
    verdicts = measure(articles, tmp_path / "runs", 3, seed=5, before=before)
    assert [v.wrong for v in verdicts] == [()] * len(verdicts)
    assert 12 in {v.articles for v in verdicts}


@pytest.mark.slow
def test_what_is_wrong_is_noticed(articles: Path, tmp_path: Path) -> None:
    whole = undisturbed(tmp_path, articles)
    graph = next(iter(whole.graphs))
    other = Undisturbed(whole.moments, "another export", {**whole.graphs, graph: "another digest"})
    verdict = inspect(Kill("store", 0, 0.0), tmp_path / "undisturbed.kg", articles, other)
    assert verdict.wrong == (f"{graph} is not whole", "the same command again did not give the same bytes")
