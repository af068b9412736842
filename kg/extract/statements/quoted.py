"""Quotations that no cue touches: the rest of an interrupted one, one after a colon, one signed with
a dash. A quotation whose speaker nothing shows stays without one: no mouth is better than a wrong one.
"""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.lexicon import Lexicon
from kg.extract.statements.phrases import noun_phrase, subject, trimmed, verb_group
from kg.model import Attitude

_ENDS = frozenset({".", "!", "?"})
_DASH = frozenset({"-", "--", "–", "—", "―"})
_SHORT = 5
"""A quotation of fewer words that no cue touches is a title or a scare quote, not a statement."""


def attach_quotes(a: Article, drafts: list[Draft], lex: Lexicon) -> list[Draft]:
    """Give every outer quotation that is an utterance to a statement, where the text shows whose."""
    covered = _covered(a, drafts)
    for n in range(len(a.quotes)):
        if n in covered or not len(a.quote_range(n)):
            continue
        draft = _continued(a, n, covered) or _introduced(a, n, lex) or _signed(a, n)
        if draft is None:
            continue
        if draft.frame in ("colon", "signed"):
            drafts.append(draft)
        else:
            draft.content.append(a.inner(n))
        draft.more.append(n)
        covered[n] = draft
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
            for n in {a.quote_at[tokens.start], a.quote_at[tokens.stop - 1]} if len(tokens) else ():
                if n >= 0 and n != a.quote_at[draft.head]:
                    inner = a.inner(n)
                    if start <= inner[0] and inner[1] <= end:
                        covered.setdefault(n, draft)
    return covered


def _continued(a: Article, n: int, covered: dict[int, Draft]) -> Draft | None:
    """The statement whose quotation goes on here: same paragraph, nothing but its cue between; or
    the paragraph before was left open."""
    draft = covered.get(n - 1)
    if draft is None:
        return None
    if a.quotes[n].continues is not None:
        return draft
    here = a.quote_range(n)
    gap = range(a.quote_range(n - 1).stop, here.start)
    if a.paragraph(here.start) != a.paragraph(a.quote_range(n - 1).start):
        return None
    if here.start != a.parse.sentence_of(here.start).first and a.tokens[here.start - 1].text not in _ENDS:
        return None
    if not len(gap):
        return draft
    if draft.cue is None or draft.cue[0] < gap.start or draft.cue[1] >= gap.stop:
        return None
    return draft if sum(a.tokens[j].text in _ENDS for j in gap) <= 1 else None


def _introduced(a: Article, n: int, lex: Lexicon) -> Draft | None:
    """A quotation right after a colon, also when the colon ends the paragraph before."""
    opening = a.quote_range(n).start
    if opening == 0 or a.tokens[opening - 1].text != ":":
        return None
    colon = opening - 1
    sentence = a.parse.sentence_of(colon)
    cues = [
        j
        for j in range(sentence.first, colon)
        if a.tokens[j].tag[:2] == "VB"
        and a.quote_at[j] < 0
        and "quote" in getattr(lex.verbs.get(a.tokens[j].lemma), "frames", ())
    ]
    if not cues:
        return None
    cue = cues[-1]
    draft = Draft(verb_group(a, cue), cue, a.tokens[cue].lemma, [a.inner(n)], Attitude.SAYS, frame="colon")
    who = subject(a, cue)
    if who is not None:
        draft.speaker_head, draft.speaker = who, noun_phrase(a, who, cue)
    return draft


def _signed(a: Article, n: int) -> Draft | None:
    """A quotation followed by a dash and a name that ends the paragraph."""
    after = a.quote_range(n).stop
    if after + 1 >= len(a.tokens) or a.tokens[after].text not in _DASH:
        return None
    paragraph = a.paragraph(after)
    if a.paragraph(after - 1) != paragraph or a.tokens[after + 1].pos != "PROPN":
        return None
    last = after
    while last + 1 < len(a.tokens) and a.paragraph(last + 1) == paragraph and last - after < 12:
        last += 1
        if a.tokens[last].tag in ("VBD", "VBZ", "VBP", "MD"):
            return None
    low, high = trimmed(a, after + 1, last)
    if a.paragraph(min(high + 2, len(a.tokens) - 1)) == paragraph and high + 2 < len(a.tokens):
        return None
    head = next((k for k in range(high, low - 1, -1) if not low <= a.tokens[k].head <= high), high)
    return Draft(
        (after, after), after, "—", [a.inner(n)], frame="signed", speaker=(low, high), speaker_head=head
    )
