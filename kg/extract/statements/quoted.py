"""Quotations that no cue touches: the rest of an interrupted one, and bare ones."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft


def attach_quotes(a: Article, drafts: list[Draft]) -> list[Draft]:
    """Join quoted sentences that go on after "…, he said." to that statement."""
    covered: dict[int, Draft] = {}
    for draft in drafts:
        for n in draft.more:
            covered.setdefault(n, draft)
    for n, quote in enumerate(a.quotes):
        if n in covered:
            continue
        draft = _continues(a, n, covered)
        if draft is not None:
            draft.content.append(a.inner(n))
            draft.more.append(n)
            covered[n] = draft
        del quote
    return drafts


def _continues(a: Article, n: int, covered: dict[int, Draft]) -> Draft | None:
    """The statement whose quotation goes on here: same paragraph, nothing but its cue between; or
    the paragraph before was left open."""
    quote = a.quotes[n]
    before = quote.continues
    if n == 0:
        return None
    draft = covered.get(n - 1)
    if draft is None:
        return None
    if before is not None:
        return draft
    here = a.quote_range(n)
    if not len(here):
        return None
    gap = range(a.quote_range(n - 1).stop, here.start)
    if a.paragraph(here.start) != a.paragraph(max(here.start - 1, 0)):
        return None
    sentence_start = a.parse.sentence_of(here.start).first
    if here.start != sentence_start and a.tokens[here.start - 1].text not in (".", "!", "?"):
        return None
    if not len(gap):
        return draft
    if draft.cue is None or draft.cue[0] < gap.start or draft.cue[1] >= gap.stop:
        return None
    return draft if sum(1 for j in gap if a.tokens[j].text in (".", "!", "?")) <= 1 else None
