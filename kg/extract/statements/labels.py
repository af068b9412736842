"""Attribution by typography: a colon, a transcript label, a headline's "Minister: …", a signature."""

from __future__ import annotations

import re
from collections import Counter

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import to_span
from kg.extract.statements.lexicon import Lexicon
from kg.extract.statements.nouns import holder
from kg.extract.statements.phrases import noun_phrase, trimmed, verb_group
from kg.extract.statements.subjects import subject
from kg.model import ActorKind, actors_by_head

_DASH = re.compile(r"[ \t\xa0]*(?:(?:―|—|–|--|-)[ \t\xa0]*(?=[A-Z@])|:[ \t\xa0]+(?=\w))")
_LABEL = re.compile(r"[\"“”']?\s*([A-Z][A-Z.'’\- ]{1,40}[A-Z])\s?:\s")
_BRACKETS = re.compile(r"\(\(([^()\n]{1,60})\)\)[ \t]*")
"""A label as wikis mark it up ("((Anna Berg)) We will see.")."""
_NAME = re.compile(
    r"(Q(?=[:.])|A(?=[:.])|[A-Z][\w.'’\-]*(?: [A-Z][\w.'’\-]*){0,3}(?=[ \t]?:))[ \t]?[:.][ \t]+"
)
_INVERTED = {"said": "say", "says": "say", "added": "add", "wrote": "write", "replied": "reply"}
"""Verbs that may open a sentence before their subject ("Said Lee: “…”"); taggers take them for a name."""
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def introduced(a: Article, n: int, lex: Lexicon) -> Draft | None:
    """A quotation right after a colon, also when the colon ends the paragraph before."""
    opening = a.quote_range(n).start
    if opening == 0 or a.tokens[opening - 1].text != ":":
        return None
    colon = opening - 1
    first = a.parse.sentence_of(colon).first
    if a.tokens[first].lower in _INVERTED and a.tokens[first + 1].pos == "PROPN" and colon - first < 12:
        return _inverted(a, n, first, colon)
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


def _inverted(a: Article, n: int, verb: int, colon: int) -> Draft:
    """ "Said Lee: “…”", whose verb the tagger took for a name."""
    head = verb + 1
    while head + 1 < colon and a.tokens[head + 1].pos == "PROPN":
        head += 1
    draft = Draft((verb, verb), verb, _INVERTED[a.tokens[verb].lower], [a.inner(n)], frame="colon")
    draft.speaker, draft.speaker_head = trimmed(a, verb + 1, colon - 1), head
    return draft


def signed(a: Article, n: int) -> Draft | None:
    """A quotation followed by a dash and a name that ends the paragraph; in a headline by a colon and one."""
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


def labelled(a: Article, lex: Lexicon, drafts: list[Draft]) -> list[Draft]:
    """Turns of a transcript ("SMITH: We will see.") and a headline's "Minister: talks have failed"."""
    ranges = _paragraphs(a)
    turns = _turns(a, ranges)
    said = Counter(m[1] for m in turns.values())
    turns = {k: m for k, m in turns.items() if said[m[1]] > 1 or not _is_place(a, m)}
    found: list[Draft] = []
    for k, (first, last) in enumerate(ranges):
        turn = turns.get(k)
        draft = _turn(a, turn, first, last, lex) if turn is not None else None
        if draft is None and k == 0:
            draft = _headline(a, first, last, lex, drafts)
        if draft is not None:
            found.append(draft)
        elif found and turns and turn is None and _amid(k, turns, found[-1].frame):
            found[-1].content.append(a.stripped((a.tokens[first].start, a.tokens[last].end)))
    return found


def _paragraphs(a: Article) -> list[tuple[int, int]]:
    """First and last token of each paragraph."""
    found: list[tuple[int, int]] = []
    number = None
    for sentence in a.parse.sentences:
        if sentence.paragraph == number:
            found[-1] = found[-1][0], sentence.last - 1
        else:
            found.append((sentence.first, sentence.last - 1))
        number = sentence.paragraph
    return found


def _turns(a: Article, ranges: list[tuple[int, int]]) -> dict[int, re.Match[str]]:
    """Labels of speakers by paragraph. Capital letters are enough; "Q:" wants its "A:", and a plain name is
    a label only where two of them take turns."""
    found: dict[int, re.Match[str]] = {}
    plain: dict[int, re.Match[str]] = {}
    for k, (first, _) in enumerate(ranges):
        start = a.tokens[first].start
        match = _LABEL.match(a.text, start)
        if match is not None:
            found[k] = match
        elif (match := _BRACKETS.match(a.text, start) or _NAME.match(a.text, start)) is not None:
            plain[k] = match
    often = Counter(m[1] for m in plain.values())
    taking_turns = {"Q", "A"} if often.keys() >= {"Q", "A"} else set()
    repeated = {name for name, n in often.items() if n > 1 and name not in ("Q", "A")}
    taking_turns |= repeated if len(repeated) > 1 else set()
    if taking_turns:
        found |= {k: m for k, m in plain.items() if m[1] in taking_turns}
    return found


def _is_place(a: Article, label: re.Match[str]) -> bool:
    """ "OSLO: The government …": where the story was written, not who speaks."""
    head = a.parse.token_at(label.end(1) - 1)
    actors = {actor.id: actor for actor in a.annotated.actors}
    found = actors_by_head(a.annotated.actors).get(head) if head is not None else None
    return found is not None and actors[found].kind in (ActorKind.PLACE, ActorKind.COUNTRY)


def _amid(k: int, turns: dict[int, re.Match[str]], frame: str) -> bool:
    """Whether a paragraph without a label goes on with the turn before: most around it have one."""
    first, last = min(turns), max(turns)
    return frame == "turn" and first < k < last and len(turns) > 3 and 2 * len(turns) > last - first


def _turn(a: Article, match: re.Match[str], first: int, last: int, lex: Lexicon) -> Draft | None:
    colon = next((j for j in range(first, last) if a.tokens[j].start >= match.end(1)), None)
    name = a.parse.token_at(match.start(1))
    start = next((j for j in range(first, last + 1) if a.tokens[j].start >= match.end()), None)
    if colon is None or name is None or start is None:
        return None
    one_token = a.tokens[name].end > match.end(1)  # "Q."
    end = last - 1 if a.tokens[last].text in "\"'" and a.quote_at[first] >= 0 else last
    content = a.stripped((a.tokens[start].start, a.tokens[end].end))
    if a.tokens[colon - 1].lower in lex.captions:
        return None
    draft = _label(name if one_token else colon, (name, name if one_token else colon - 1), [content], a)
    draft.cue = None if one_token else draft.cue
    draft.frame = "turn"
    if a.quote_at[first] >= 0:
        draft.more.append(a.quote_at[first])
    return draft


def _headline(a: Article, first: int, last: int, lex: Lexicon, drafts: list[Draft]) -> Draft | None:
    """Only in the first paragraph, which is one line: a person, a poll or an official, or a body or state
    that speaks in the article ("Spain: Storm kills three" has but a place), and a colon."""
    colon = next((j for j in range(first + 1, min(first + 7, last)) if a.tokens[j].text == ":"), None)
    if colon is None or last - first > 40 or any(t.tag in _FINITE for t in a.tokens[first:colon]):
        return None
    names = a.tokens[first:colon]
    known = names[-1].ent == "PERSON" or names[-1].lower in lex.attributable
    known = known or any(_speaks(a, t.i, drafts) for t in names if t.ent in ("ORG", "GPE") or t == names[-1])
    known = known or (names[-1].text[0].isupper() and names[-1].lower in _last_names(a))
    rest = to_span(a, colon + 1, last)
    return _label(colon, (first, colon - 1), [rest], a) if known and rest else None


def _speaks(a: Article, i: int, drafts: list[Draft]) -> bool:
    """Whether somebody of that name, or the same actor, is a speaker in the article."""
    actors = actors_by_head(a.annotated.actors)
    for draft in drafts:
        head = draft.speaker_head
        if head is not None and head != i:
            same = actors.get(i) is not None and actors.get(i) == actors.get(head)
            if same or a.tokens[head].lower == a.tokens[i].lower:
                return True
    return False


def _last_names(a: Article) -> set[str]:
    """Last words of what the article calls its persons."""
    return {
        a.text[slice(*m.span)].split()[-1].lower()
        for actor in a.annotated.actors
        if actor.kind is ActorKind.PERSON
        for m in actor.mentions
        if a.text[slice(*m.span)].strip()
    }


def _label(colon: int, name: tuple[int, int], content: list[tuple[int, int]], a: Article) -> Draft:
    low, high = trimmed(a, *name)
    return Draft((colon, colon), colon, ":", content, frame="label", speaker=(low, high), speaker_head=high)
