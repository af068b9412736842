"""Quotations that no cue touches: the rest of an interrupted one, the next sentence or paragraph of
the same speaker. One whose speaker nothing shows stays without: no mouth is better than a wrong one.
"""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.labels import introduced, signed
from kg.extract.statements.lexicon import Lexicon
from kg.model import Attitude

_ENDS = frozenset({".", "!", "?"})
_SHORT = 4
"""A quotation of fewer words that no cue touches is a title or a scare quote, not a statement."""
_LONGEST_CHAIN = 6
"""Paragraphs of one quotation after which its cue is still looked for."""
_SAID = frozenset({"quote", "clause", "predicate", "according", "colon", "bare", "np", "prep"})
"""Readings after which a quoted sentence goes on with the same speaker."""


def attach_quotes(a: Article, drafts: list[Draft], lex: Lexicon) -> list[Draft]:
    """Give every outer quotation that is an utterance to a statement, where the text shows whose."""
    covered = _covered(a, drafts)
    by_sentence: dict[int, Draft] = {}
    for draft in drafts:
        if a.quote_at[draft.head] < 0 and draft.frame in _SAID and draft.speaker is not None:
            kept = by_sentence.setdefault(a.tokens[draft.head].sent, draft)
            if draft.propositional and not kept.propositional:
                by_sentence[a.tokens[draft.head].sent] = draft
    for n in range(len(a.quotes)):
        if n in covered or not len(a.quote_range(n)) or a.text[a.inner(n)[0]] == "(":
            continue
        joined = _continued(a, n, covered) or _next_sentence(a, n, by_sentence)
        made = (
            None
            if joined
            else introduced(a, n, lex) or signed(a, n) or _next_paragraph(a, n, covered, by_sentence)
        )
        joined = joined if joined or made else _before_last(a, n, covered)
        if joined is None and made is None and _is_utterance(a, n):
            made = Draft(None, a.quote_range(n).start, "", [a.inner(n)], frame="bare")
        owner = joined or made
        if owner is None:
            continue
        if owner is joined:
            owner.content.append(a.inner(n))
        else:
            drafts.append(owner)
        covered[n] = owner
        owner.more.append(n)
    return drafts


def _covered(a: Article, drafts: list[Draft]) -> dict[int, Draft]:
    """Quotations that a statement made outside them already covers whole."""
    covered: dict[int, Draft] = {}
    for draft in drafts:
        for n in draft.more:
            covered.setdefault(n, draft)
    for draft in drafts:
        for start, end in draft.content:
            tokens = a.parse.tokens_in((start, end))
            for n in sorted({a.quote_at[tokens.start], a.quote_at[tokens.stop - 1]}) if len(tokens) else ():
                if n >= 0 and n != a.quote_at[draft.head]:
                    inner = a.inner(n)
                    if start <= inner[0] and inner[1] <= end:
                        covered.setdefault(n, draft)
    return covered


def _opens_sentence(a: Article, n: int) -> bool:
    opening = a.quote_range(n).start
    return opening == a.parse.sentence_of(opening).first or a.tokens[opening - 1].text in _ENDS


def _continued(a: Article, n: int, covered: dict[int, Draft]) -> Draft | None:
    """The statement whose quotation goes on here: same paragraph, nothing but its cue between; or
    the paragraph before was left open."""
    k = n - 1
    while k > n - 3 and k > 0 and k not in covered and _words(a, k) <= _SHORT:
        k -= 1
    draft = covered.get(k)
    if draft is None:
        return None
    if a.quotes[n].continues is not None:
        return draft
    here = a.quote_range(n)
    gap = range(a.quote_range(k).stop, here.start)
    if a.paragraph(here.start) != a.paragraph(a.quote_range(k).start) or not _opens_sentence(a, n):
        return None
    if not len(gap):
        return draft
    if draft.cue is None or draft.cue[0] < gap.start or draft.cue[1] >= gap.stop:
        return None
    stops = sum(a.tokens[j].text in _ENDS and a.quote_at[j] < 0 for j in gap)
    return draft if stops <= 1 else None


def _before_last(a: Article, n: int, covered: dict[int, Draft]) -> Draft | None:
    """The statement whose cue stands only in a later paragraph of one long quotation (open at the end of
    each paragraph but the last)."""
    for k in range(n + 1, min(n + 1 + _LONGEST_CHAIN, len(a.quotes))):
        if a.quotes[k].continues is None or a.quotes[k - 1].closed:
            return None
        if k in covered:
            return covered[k]
    return None


def _next_sentence(a: Article, n: int, by_sentence: dict[int, Draft]) -> Draft | None:
    """A quoted sentence right after a sentence that reports somebody's words in the same paragraph."""
    opening = a.quote_range(n).start
    if opening == 0 or not _opens_sentence(a, n) or _words(a, n) < _SHORT:
        return None
    before = a.tokens[opening - 1]
    draft = by_sentence.get(before.sent)
    if draft is None or a.paragraph(opening - 1) != a.paragraph(opening) or a.quote_at[opening - 1] >= 0:
        return None
    return draft if draft.head < opening and draft.attitude is not Attitude.ASKS else None


def _next_paragraph(
    a: Article, n: int, covered: dict[int, Draft], by_sentence: dict[int, Draft]
) -> Draft | None:
    """A paragraph that is but a quotation, after one that ends with the words of one speaker."""
    here = a.quote_range(n)
    if _words(a, n) < _SHORT or not (a.quotes[n].closed or _goes_on(a, n)):
        return None
    number = a.paragraph(here.start)
    alone = here.start == 0 or a.paragraph(here.start - 1) != number
    alone = alone and (here.stop >= len(a.tokens) or a.paragraph(here.stop) != number)
    last = here.start - 1
    if not alone or last < 0 or a.paragraph(last) != number - 1:
        return None
    before = _ending_with_quotation(a, n, covered) or by_sentence.get(a.tokens[last].sent)
    if before is None or before.speaker is None or before.attitude is Attitude.ASKS:
        return None
    return Draft(
        None,
        here.start,
        "",
        [a.inner(n)],
        speaker=before.speaker,
        speaker_head=before.speaker_head,
        frame="bare",
    )


def _ending_with_quotation(a: Article, n: int, covered: dict[int, Draft]) -> Draft | None:
    """The statement whose quotation, or the cue of it, ends the paragraph before quotation ``n``."""
    before = covered.get(n - 1)
    if before is None or _asks(a, n - 1):
        return None
    last = a.quote_range(n).start - 1
    ends = a.tokens[before.head].sent == a.tokens[last].sent or last - a.quote_range(n - 1).stop < 1
    same = a.paragraph(a.quote_range(n - 1).start) == a.paragraph(last)
    return before if ends and same else None


def _is_utterance(a: Article, n: int) -> bool:
    """Whether a quotation that nothing attributes is sentences of their own: somebody's words, if nobody's
    known, and so not the article's."""
    start, end = a.inner(n)
    here = a.quote_range(n)
    finished = a.quotes[n].closed and a.text[end - 1] in ".!?" and a.text[start].isupper()
    return (
        finished
        and _words(a, n) >= _SHORT
        and _opens_sentence(a, n)
        and any(a.tokens[j].tag in ("VBD", "VBZ", "VBP", "MD") for j in here)
    )


def _goes_on(a: Article, n: int) -> bool:
    """Whether an open quotation is taken up by the next one at the start of the next paragraph."""
    return n + 1 < len(a.quotes) and a.quotes[n + 1].continues is not None


def _asks(a: Article, n: int) -> bool:
    """Whether a quotation ends with a question, to which another may give the answer."""
    end = a.inner(n)[1]
    return a.text[end - 1 : end] == "?"


def _words(a: Article, n: int) -> int:
    return sum(a.tokens[j].text[0].isalnum() for j in a.quote_range(n))
