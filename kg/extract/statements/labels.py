"""Attribution by typography: a colon, a transcript label, a headline's "Minister: …", a signature."""

from __future__ import annotations

import re

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import to_span
from kg.extract.statements.lexicon import Lexicon, lexicon
from kg.extract.statements.nouns import holder
from kg.extract.statements.phrases import noun_phrase, subject, trimmed, verb_group

_DASH = re.compile(r"[ \t\xa0]*(?:―|—|–|--|-)[ \t\xa0]*(?=[A-Z@])")
_LABEL = re.compile(r"[\"“”']?\s*([A-Z][A-Z.'’\- ]{1,40}[A-Z])\s?:\s")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def introduced(a: Article, n: int, lex: Lexicon) -> Draft | None:
    """A quotation right after a colon, also when the colon ends the paragraph before."""
    opening = a.quote_range(n).start
    if opening == 0 or a.tokens[opening - 1].text != ":":
        return None
    colon = opening - 1
    first = a.parse.sentence_of(colon).first
    outside = [j for j in range(first, colon) if a.quote_at[j] < 0]
    verbs = [j for j in outside if a.tokens[j].tag[:2] == "VB" and a.tokens[j].pos == "VERB"]
    cues = [j for j in verbs if "quote" in getattr(lex.verbs.get(a.tokens[j].lemma), "frames", ())]
    nouns = [j for j in outside if a.tokens[j].tag[:2] == "NN" and a.tokens[j].lemma in lex.nouns]
    cue = cues[-1] if cues else next((j for j in verbs if subject(a, j) is not None), None)
    if cue is None:
        return None
    group = verb_group(a, cue)
    if not cues and colon - group[0] <= 8:
        group = group[0], colon - 1
    draft = Draft(group, cue, a.tokens[cue].lemma, [a.inner(n)], frame="colon")
    who = holder(a, nouns[-1]) if nouns and not cues else None
    who = who if who is not None else subject(a, cue)
    if who is not None:
        draft.speaker_head, draft.speaker = who, noun_phrase(a, who, cue)
    return draft


def signed(a: Article, n: int) -> Draft | None:
    """A quotation followed by a dash and a name that ends the paragraph."""
    match = _DASH.match(a.text, a.quotes[n].span[1])
    name = a.parse.token_at(match.end()) if match else None
    dash = a.parse.token_at(match.end() - 1) if match else None
    if name is None:
        return None
    dash = name - 1 if dash is None else dash
    paragraph = a.paragraph(name)
    last = name
    while last + 1 < len(a.tokens) and a.paragraph(last + 1) == paragraph:
        last += 1
        if a.tokens[last].tag in _FINITE or last - name > 12:
            return None
    low, high = trimmed(a, name, last)
    head = next((k for k in range(high, low - 1, -1) if not low <= a.tokens[k].head <= high), high)
    inner = [a.inner(n)]
    return Draft((dash, dash), dash, "—", inner, frame="signed", speaker=(low, high), speaker_head=head)


def labelled(a: Article, lex: Lexicon) -> list[Draft]:
    """Turns of a transcript ("SMITH: We will see.") and a headline's "Minister: talks have failed"."""
    found: list[Draft] = []
    sentences = a.parse.sentences
    k = 0
    while k < len(sentences):
        stop = k + 1
        while stop < len(sentences) and sentences[stop].paragraph == sentences[k].paragraph:
            stop += 1
        first, last = sentences[k].first, sentences[stop - 1].last - 1
        draft = _turn(a, first, last) or (_headline(a, first, last, lex) if k == 0 else None)
        if draft is not None:
            found.append(draft)
        k = stop
    return found


def _turn(a: Article, first: int, last: int) -> Draft | None:
    match = _LABEL.match(a.text, a.tokens[first].start)
    if match is None:
        return None
    colon = a.parse.token_at(match.end(1) + a.text[match.end(1) :].index(":"))
    name = a.parse.token_at(match.start(1))
    if colon is None or name is None or colon >= last:
        return None
    end = last - 1 if a.tokens[last].text in "\"'" and a.quote_at[first] >= 0 else last
    content = a.stripped((a.tokens[colon + 1].start, a.tokens[end].end))
    if a.tokens[colon - 1].lower in lexicon().captions:
        return None
    draft = _label(colon, (name, colon - 1), [content], a)
    if a.quote_at[first] >= 0:
        draft.more.append(a.quote_at[first])
    return draft


def _headline(a: Article, first: int, last: int, lex: Lexicon) -> Draft | None:
    """Only in the first paragraph, which is one line: a short name, or a poll or official, and a colon."""
    colon = next((j for j in range(first + 1, min(first + 7, last)) if a.tokens[j].text == ":"), None)
    if colon is None or last - first > 40 or any(t.tag in _FINITE for t in a.tokens[first:colon]):
        return None
    names = a.tokens[first:colon]
    known = any(t.ent in ("PERSON", "ORG", "GPE") for t in names) or names[-1].lower in lex.attributable
    rest = to_span(a, colon + 1, last)
    return _label(colon, (first, colon - 1), [rest], a) if known and rest else None


def _label(colon: int, name: tuple[int, int], content: list[tuple[int, int]], a: Article) -> Draft:
    low, high = trimmed(a, *name)
    return Draft((colon, colon), colon, ":", content, frame="label", speaker=(low, high), speaker_head=high)
