"""Pieces of an article's text: the sentences around spans, and the words in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.model.document import Span


def parse_spans(text: str) -> tuple[Span, ...]:
    """``"10-14 20-31"`` (a ``kg:Spans`` literal) as spans."""
    found = []
    for piece in text.split():
        start, _, end = piece.partition("-")
        found.append((int(start), int(end)))
    return tuple(found)


def sentence_number(starts: Sequence[int], offset: int) -> int:
    """Index of the sentence that holds the offset, or of the one before it; 0 where there is none."""
    return max(0, bisect_right(starts, offset) - 1)


def around(sentences: Sequence[Span], starts: Sequence[int], spans: Iterable[Span]) -> Span:
    """From the first to the last sentence that the spans touch; the spans' own extent outside of any.

    :param starts: where each sentence begins.
    """
    spans = tuple(spans)
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    if sentences:
        first = sentences[sentence_number(starts, start)]
        last = sentences[sentence_number(starts, max(start, end - 1))]
        start, end = min(start, first[0]), max(end, last[1])
    return start, end


def words(text: str, spans: Iterable[Span]) -> str:
    """The text of the spans, pieces joined by `` … ``."""
    return " … ".join(" ".join(text[s:e].split()) for s, e in spans)
