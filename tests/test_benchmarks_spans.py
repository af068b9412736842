"""Matching and counting, on which every figure rests."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.spans import Tally, cell, pair_up, part, shared, total

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)


def touch(left: tuple[int, int], right: tuple[int, int]) -> int:
    return shared([left], [right])


def test_the_heaviest_pair_is_made_first():
    assert pair_up([(0, 10), (8, 30)], [(8, 12), (0, 9)], touch) == {0: 1, 1: 0}


def test_items_that_share_nothing_stay_alone():
    assert pair_up([(0, 5)], [(5, 9)], touch) == {}


def test_a_tie_goes_to_the_earlier_item():
    assert pair_up([(0, 4), (0, 4)], [(0, 4)], touch) == {0: 0}


@given(spans, spans)
def test_nobody_is_paired_twice(gold, found):
    pairs = pair_up(gold, found, touch)
    assert len(set(pairs.values())) == len(pairs)
    assert all(touch(gold[i], found[j]) > 0 for i, j in pairs.items())


@given(spans)
def test_a_set_pairs_wholly_with_itself(gold):
    assert len(pair_up(gold, gold, touch)) == len(gold)


def test_shares_come_from_sums_not_from_averages():
    added = total([Tally.of(1, 1, 1), Tally.of(0, 3, 1)])
    assert (added.precision, added.recall) == (0.25, 0.5)
    assert added.f1 == 2 * 0.25 * 0.5 / 0.75


def test_a_share_of_nothing_is_zero():
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)


def test_spans_are_read_from_cells_and_from_the_contract():
    assert cell("3-7;9-12") == [(3, 7), (9, 12)]
    assert cell("") == []
    assert part({"spans": [[3, 7], [9, 9]]}) == [(3, 7)]
    assert part(None) == []
