"""Quotations: curly, straight, single, doubled, nested, over several paragraphs, unclosed.

Invariants: outer quotations (depth 0) never overlap and come in text order; ``inner`` lies inside
``span``; a closed quotation ends with a mark; no quotation reaches past the end of its paragraph,
so one stray mark can never swallow an article. One pass over the marks, a bounded stack: linear.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.annotate.quotes_marks import Family, Mark, marks
from kg.model import Parse, Quote, Span

MAX_DEPTH = 4
"""Quotations nested deeper than this are not told apart (marks beyond it are skipped)."""


def find_quotes(text: str, parse: Parse) -> tuple[Quote, ...]:
    """Quotations of a text in order of their start; ``continues`` indexes the returned tuple."""
    return quotes_in(text, paragraph_spans(text, parse))


def paragraph_spans(text: str, parse: Parse) -> list[Span]:
    """Text span of each paragraph that has a sentence, in order, with marks that touch its ends."""
    found: list[Span] = []
    number = None
    for sentence in parse.sentences:
        if sentence.paragraph == number:
            found[-1] = (found[-1][0], sentence.end)
        else:
            start, floor = sentence.start, found[-1][1] if found else 0
            while start > floor and not text[start - 1].isspace():
                start -= 1
            found.append((start, sentence.end))
        number = sentence.paragraph
    return found


def quotes_in(text: str, paragraphs: Iterable[Span]) -> tuple[Quote, ...]:
    """Quotations inside the given paragraphs (ascending, disjoint spans)."""
    found: list[Quote] = []
    before: int | None = None
    """Index of the quotation that the paragraph before left open at its end."""
    for span in paragraphs:
        here = _paragraph(text, span, open_before=before is not None)
        base = len(found)
        for quote in here:
            starts = quote.depth == 0 and not text[span[0] : quote.span[0]].strip()
            found.append(replace(quote, continues=before) if before is not None and starts else quote)
        outer = [base + n for n, q in enumerate(here) if q.depth == 0]
        before = outer[-1] if outer and not found[outer[-1]].closed else None
    return tuple(found)


@dataclass(slots=True)
class _Open:
    mark: Mark
    same_inside: bool = False
    """A quotation with marks of the same family was closed inside: this one may be a stray mark."""


def _paragraph(text: str, span: Span, *, open_before: bool) -> list[Quote]:
    """Quotations of one paragraph, depths already final.

    With ``open_before`` (the paragraph before ended inside a quotation) a first mark that can only
    close ends a quotation that began with the paragraph.
    """
    stack: list[_Open] = []
    closed: list[tuple[int, int, int, int]] = []
    first = True
    for mark in marks(text, span):
        if _closes(mark, stack, closed):
            pass
        elif mark.opens and len(stack) < MAX_DEPTH:
            stack.append(_Open(mark))
        elif first and open_before and mark.closes and mark.family is not Family.SINGLE and not stack:
            closed.append((span[0], span[0], mark.start, mark.end))
        first = False
    raw = [(c, True) for c in closed]
    raw += [(_unclosed(o, span), False) for o in stack if _kept(text, o, span)]
    return _with_depth(raw)


def _closes(mark: Mark, stack: list[_Open], closed: list[tuple[int, int, int, int]]) -> bool:
    """Close the open quotation that the mark ends, if there is one, and say whether."""
    if not mark.closes:
        return False
    depth = len(stack) - 1
    while depth >= 0 and stack[depth].mark.family is not mark.family:
        if stack[depth].mark.family is not Family.SINGLE:
            return False
        depth -= 1
    if depth < 0 or (mark.opens and mark.prefers_open):
        return False
    opened = stack[depth].mark
    if mark.start <= opened.end - 1:
        return False
    del stack[depth:]
    closed.append((opened.start, opened.end, mark.start, mark.end))
    if stack and stack[-1].mark.family is mark.family:
        stack[-1].same_inside = True
    return True


def _kept(text: str, opened: _Open, span: Span) -> bool:
    """Whether an unclosed mark starts a quotation: never a single one; a double one that stands at
    the start of the paragraph, or after which no other quotation of its kind was closed."""
    if opened.mark.family is Family.SINGLE or opened.mark.end >= span[1]:
        return False
    return not opened.same_inside or not text[span[0] : opened.mark.start].strip()


def _unclosed(opened: _Open, span: Span) -> tuple[int, int, int, int]:
    return opened.mark.start, opened.mark.end, span[1], span[1]


def _with_depth(raw: list[tuple[tuple[int, int, int, int], bool]]) -> list[Quote]:
    """Quotes sorted by start, with the number of quotations around each as its depth."""
    ends: list[int] = []
    found: list[Quote] = []
    for (start, inner_start, inner_end, end), is_closed in sorted(raw, key=lambda r: (r[0][0], -r[0][3])):
        while ends and ends[-1] <= start:
            ends.pop()
        found.append(Quote((start, end), (inner_start, inner_end), len(ends), is_closed))
        ends.append(end)
    return found
