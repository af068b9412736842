"""How the two are timed in turn."""

from benchmarks import extraction_speed
from benchmarks.extraction_speed import Round, Speed


def test_both_see_every_document_and_take_turns_in_going_first():
    ran = []
    size = 2 * extraction_speed.BATCH + 1

    def bare(part):
        ran.append(("bare", part.start))

    def ours(part):
        ran.append(("ours", part.start))

    extraction_speed._round(bare, ours, size)
    second, third = extraction_speed.BATCH, 2 * extraction_speed.BATCH
    assert ran == [
        ("ours", 0),
        ("bare", 0),
        ("bare", second),
        ("ours", second),
        ("ours", third),
        ("bare", third),
    ]


def test_the_figure_is_the_median_of_the_rounds():
    rounds = (Round(1.0, 1.1, 1.2), Round(1.0, 9.0, 9.0), Round(2.0, 2.4, 2.5))
    assert Speed(rounds, documents=3, tokens=30).ratio == 1.2
