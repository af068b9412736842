"""Where reported speech begins and ends: quotations beside the cue, clauses before, after, around it."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.model import Span

_PART = frozenset({"ccomp", "xcomp", "parataxis"})
_STOP = frozenset(",.;:!?-–—")
_MARKS = frozenset("\"'")


def to_span(a: Article, first: int, last: int) -> Span | None:
    """Text span of a token range without punctuation at its ends; marks that pair inside stay."""
    tokens = a.tokens
    while first <= last and (tokens[first].text in _STOP or _dangling(a, first, first, last)):
        first += 1
    while first <= last and (tokens[last].text in _STOP or _dangling(a, last, first, last)):
        last -= 1
    if first > last:
        return None
    if not any(tokens[j].pos not in ("PUNCT", "SPACE") for j in range(first, last + 1)):
        return None
    n = a.quote_at[first]
    if n >= 0 and a.quote_at[last] == n:
        quoted = a.quote_range(n)
        if first <= quoted.start + 1 and last >= quoted.stop - 2:
            return a.inner(n)
    return a.parse.span(first, last)


def _dangling(a: Article, j: int, first: int, last: int) -> bool:
    """A quotation mark at the edge of the range whose partner lies outside it."""
    n = a.quote_at[j]
    if a.tokens[j].text not in _MARKS:
        return False
    if n < 0:
        return True
    quoted = a.quote_range(n)
    if j not in (quoted.start, quoted.stop - 1):
        return False
    return not (first <= quoted.start and quoted.stop - 1 <= last)


def clause_bounds(a: Article, draft: Draft) -> tuple[int, int]:
    """First and last token of the reporting clause itself: subject, verb group, its modifiers."""
    assert draft.cue is not None
    first, last = draft.cue
    if draft.speaker is not None and draft.speaker_head is not None:
        if a.tokens[draft.speaker_head].head == draft.head or draft.speaker[1] < first:
            if draft.speaker[1] < first and draft.speaker[1] >= first - 12:
                first = draft.speaker[0]
            elif draft.speaker[0] > last:
                last = draft.speaker[1]
    return first, last


def content_around(a: Article, draft: Draft) -> list[Span]:
    """Direct speech that touches the reporting clause, before and/or after it, same paragraph."""
    first, last = clause_bounds(a, draft)
    here = a.quote_at[draft.head]
    left = _quote_before(a, first, here)
    right = _quote_after(a, draft, last, here, left is not None)
    found: list[Span] = []
    if left is not None:
        found.append(_with_lead(a, left, draft))
        draft.parenthetical = True
        draft.more.append(left)
    if right is not None:
        found.extend(_with_tail(a, right, draft))
        draft.more.append(right)
    return found


def _quote_before(a: Article, first: int, here: int) -> int | None:
    """The outer quotation that ends right before token ``first`` (a comma may stand between)."""
    j = first - 1
    while j >= 0 and a.quote_at[j] == -1 and a.tokens[j].text in (",", "-", "--", "–", "—"):
        j -= 1
    if j < 0 or a.quote_at[j] < 0 or a.quote_at[j] == here:
        return None
    n = a.quote_at[j]
    if a.paragraph(j) != a.paragraph(first) or not a.quotes[n].closed:
        return None
    ends = a.text[a.inner(n)[1] - 1 : a.inner(n)[1]]
    after = a.tokens[j + 1].text
    return n if ends in ",.!?…-–—" or after in ",-–—" else None


def _quote_after(a: Article, draft: Draft, last: int, here: int, have_left: bool) -> int | None:
    """The outer quotation that the reporting clause leads to: after it, a comma, a colon or "that"."""
    sentence = a.parse.sentence_of(last)
    j = last + 1
    limit = min(len(a.tokens), last + 30)
    while j < limit and a.quote_at[j] in (-1, here):
        if a.tokens[j].sent != sentence_index(a, last):
            return None
        j += 1
    if j >= limit or a.tokens[j].sent != a.tokens[last].sent or a.quote_at[j] < 0:
        return None
    lead = a.tokens[j - 1]
    if j - 1 == last or lead.text == ":":
        return a.quote_at[j]
    if lead.text == ",":
        finite = any(
            t.tag in ("VBD", "VBZ", "VBP", "MD") for t in a.tokens[last + 1 : j - 1] if t.dep != "relcl"
        )
        return None if finite else a.quote_at[j]
    del sentence
    return None


def sentence_index(a: Article, i: int) -> int:
    return a.tokens[i].sent


def _with_lead(a: Article, n: int, draft: Draft) -> Span:
    """A quotation before the cue; one that begins in mid-sentence takes the words before it along."""
    start, end = a.inner(n)
    tokens = a.quote_range(n)
    opening = tokens.start
    sentence = a.parse.sentence_of(opening)
    first_word = a.text[start : start + 1]
    if opening > sentence.first and first_word.islower() and a.tokens[opening - 1].text not in (",", ":"):
        lead = to_span(a, sentence.first, opening - 1)
        if lead is not None and not _has_cue_before(a, sentence.first, opening):
            return lead[0], end
    return start, end


def _has_cue_before(a: Article, first: int, stop: int) -> bool:
    return any(a.tokens[j].text in (";",) for j in range(first, stop))


def _with_tail(a: Article, n: int, draft: Draft) -> list[Span]:
    """A quotation after the cue; one that goes on as an unquoted clause takes the rest along."""
    start, end = a.inner(n)
    tokens = a.quote_range(n)
    after = tokens.stop
    last_char = a.text[end - 1 : end]
    if after < len(a.tokens) and a.tokens[after].sent == a.tokens[draft.head].sent:
        t = a.tokens[after]
        if t.text not in _STOP and last_char not in ".!?,":
            right = _clause_end(a, draft, after)
            if right >= after:
                rest = to_span(a, after, right)
                if rest is not None:
                    return [(a.quotes[n].span[0], rest[1])]
    return [(start, end)]


def _clause_end(a: Article, draft: Draft, after: int) -> int:
    """Right edge of the clause complement of the cue, at least where the parser puts it."""
    ends = [a.clause_range(c)[1] for c in a.parse.children[draft.head] if a.tokens[c].dep in _PART]
    return max(ends, default=after - 1)


def content_after(a: Article, draft: Draft) -> list[Span]:
    """Clause complement: after the cue ("said that …") or before it ("…, officials said")."""
    i = draft.head
    right = [c for c in a.parse.children[i] if a.tokens[c].dep == "ccomp" and c > i]
    if right:
        return _right_clause(a, draft, right[0])
    left = [c for c in a.parse.children[i] if a.tokens[c].dep == "ccomp" and c < i]
    if left:
        return _left_clause(a, draft, left[0])
    if a.tokens[i].dep in ("parataxis", "advcl", "ccomp", "dep", "conj"):
        return _host_clause(a, draft)
    return []


def _right_clause(a: Article, draft: Draft, c: int) -> list[Span]:
    assert draft.cue is not None
    first, last = a.clause_range(c)
    first = max(first, draft.cue[1] + 1)
    last = _extended(a, draft, last)
    first, last = snapped(a, draft, first, last)
    span = to_span(a, first, last)
    return [span] if span else []


def _extended(a: Article, draft: Draft, last: int) -> int:
    """Adverbial clauses and phrases after the complement belong to it unless a comma parts them."""
    for c in a.parse.children[draft.head]:
        left, right = a.clause_range(c)
        if left == last + 1 and a.tokens[c].dep in ("advcl", "prep", "advmod", "npadvmod"):
            last = right
    return last


def snapped(a: Article, draft: Draft, first: int, last: int) -> tuple[int, int]:
    """Widen a range so that it does not cut a quotation in two."""
    here = a.quote_at[draft.head]
    n = a.quote_at[last]
    if n >= 0 and n != here:
        last = a.quote_range(n).stop - 1
    n = a.quote_at[first]
    if n >= 0 and n != here:
        first = a.quote_range(n).start
    return first, last


def _left_clause(a: Article, draft: Draft, c: int) -> list[Span]:
    first, last = a.clause_range(c)
    bound, group_last = clause_bounds(a, draft)
    sentence = a.parse.sentence_of(draft.head)
    if first - sentence.first <= 2:
        first = sentence.first
    last = min(last, bound - 1) if c < bound else last
    first, last = snapped(a, draft, first, max(first, bound - 1))
    span = to_span(a, first, last)
    draft.parenthetical = True
    return [span] if span else []


def _host_clause(a: Article, draft: Draft) -> list[Span]:
    """The clause that a parenthetical cue ("…, officials said, …") is put into."""
    i = draft.head
    sentence = a.parse.sentence_of(i)
    first, last = clause_bounds(a, draft)
    before = a.tokens[first - 1].text if first > sentence.first else ""
    after = a.tokens[last + 1].text if last + 1 < sentence.last else "."
    if before not in (",", "-", "--", "–", "—") or after not in (
        ",",
        ".",
        ";",
        "-",
        "--",
        "–",
        "—",
        "?",
        "!",
    ):
        return []
    if draft.speaker is None:
        return []
    spans = [to_span(a, sentence.first, first - 1), to_span(a, last + 1, sentence.last - 1)]
    draft.parenthetical = True
    return [s for s in spans if s]
