"""What several workers bring, and what dividing the work costs."""

from __future__ import annotations

from benchmarks import scaling
from benchmarks.scaling import Cost, efficiency


def test_two_workers_that_halve_the_time_are_ideal() -> None:
    assert efficiency([Cost(10.0, 10.0)], [Cost(5.0, 10.0)], workers=2) == 1.0
    assert efficiency([Cost(10.0, 10.0)], [Cost(10.0, 12.0)], workers=2) == 0.5


def test_what_starting_costs_is_taken_off(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(scaling, "_run", lambda documents, *_: Cost(7.0 + len(documents), 9.0))
    assert scaling.cost(list(range(100)), 2, None) == Cost(100.0 - scaling.FEW, 0.0)  # type: ignore[arg-type]


def test_each_way_is_first_in_its_turn(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    ran = []
    monkeypatch.setattr(
        scaling, "cost", lambda _, jobs, cluster: ran.append((jobs, cluster)) or Cost(1.0, 1.0)
    )
    found = scaling.measure([], [("one", 1, None), ("two", 2, None)], rounds=2)
    assert ran == [(1, None), (2, None), (2, None), (1, None)]
    assert found == {"one": [Cost(1.0, 1.0)] * 2, "two": [Cost(1.0, 1.0)] * 2}
