"""``kg add`` killed at any moment: whole articles, and the same bytes when it is run again."""

from __future__ import annotations

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


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A dozen articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(12):
        (folder / f"2018-03-{n + 10}-{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_after_a_kill_in_any_phase_all_is_whole_and_the_same_command_completes_it(
    articles: Path, tmp_path: Path
) -> None:
    verdicts = measure(articles, tmp_path / "runs", len(PHASES), seed=3)
    assert [v.wrong for v in verdicts] == [()] * len(verdicts)
    assert len(verdicts) >= len(PHASES) - 2, "most of them hit the command while it ran"


@pytest.mark.slow
def test_what_is_wrong_is_noticed(articles: Path, tmp_path: Path) -> None:
    whole = undisturbed(tmp_path, articles)
    graph = next(iter(whole.graphs))
    other = Undisturbed(whole.moments, "another export", {**whole.graphs, graph: "another digest"})
    verdict = inspect(Kill("store", 0, 0.0), tmp_path / "undisturbed.kg", articles, other)
    assert verdict.wrong == (f"{graph} is not whole", "the same command again did not give the same bytes")
