"""Statements whose cue is a verb: "said that", "…, he said", "urged both sides to", "was told that"."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import content_after, content_around
from kg.extract.statements.lexicon import CueClass, Lexicon
from kg.extract.statements.objects import content_of_object
from kg.extract.statements.phrases import noun_phrase, passive, subject, trimmed, verb_group
from kg.model import Span

_NEGATIVE = frozenset({"refuse", "decline", "fail"})
_NO_SPEAKER = frozenset({"there", "it"})


def read_verb(a: Article, i: int, lex: Lexicon) -> Draft | None:
    """The statement that verb ``i`` reports, or ``None``."""
    entry, last = _entry(a, i, lex)
    if entry is None:
        return None
    first, group_last = verb_group(a, i)
    last = max(last, group_last)
    who = subject(a, i)
    if who is not None and not _may_report(a, i, who):
        return None
    if entry.needs_modal and not any(a.tokens[j].tag == "MD" for j in range(first, i)):
        return None
    draft = Draft((first, last), i, a.tokens[i].lemma, [], entry.attitude)
    if who is not None:
        draft.speaker_head = who
        draft.speaker = noun_phrase(a, who, i)
    draft.negative = _negated(a, first, i)
    draft.content = _content(a, i, entry, draft)
    if not draft.content:
        return None
    _addressee(a, i, draft)
    return draft


def _entry(a: Article, i: int, lex: Lexicon) -> tuple[CueClass | None, int]:
    lemma = a.tokens[i].lemma.lower()
    for rest, entry in lex.phrases.get(lemma, ()):
        end = i + len(rest)
        if a.same_sentence(i, end) and tuple(t.lower for t in a.tokens[i + 1 : end + 1]) == rest:
            return entry, end
    return lex.verbs.get(lemma), i


def _may_report(a: Article, i: int, who: int) -> bool:
    """First and second persons inside a quotation speak for themselves, not for the article."""
    t = a.tokens[who]
    if a.quote_at[i] >= 0 and t.lower in ("i", "we", "you"):
        return False
    return t.dep != "expl"


def _negated(a: Article, first: int, i: int) -> bool:
    return any(a.tokens[j].dep == "neg" or a.tokens[j].lemma in _NEGATIVE for j in range(first, i))


def _content(a: Article, i: int, entry: CueClass, draft: Draft) -> list[Span]:
    """The first of the readings that the cue allows: quotation, clause, infinitive, object."""
    frames = entry.frames
    if frames & {"quote", "clause"}:
        found = content_around(a, draft) if "quote" in frames else []
        found = found or content_after(a, draft)
        if found:
            return found
    found = content_of_object(a, i, entry, draft)
    return found


def _addressee(a: Article, i: int, draft: Draft) -> None:
    """Whom it was said to: the object of "told", or "to somebody"."""
    if a.tokens[i].lemma in (
        "tell",
        "inform",
        "warn",
        "ask",
        "remind",
        "assure",
        "notify",
        "advise",
        "brief",
    ):
        thing = a.parse.child(i, "dative", "dobj", "iobj")
        if thing is not None and passive(a, i):
            thing = a.parse.child(i, "nsubjpass")
    else:
        to = next((c for c in a.parse.children[i] if a.tokens[c].lower == "to" and c > i), None)
        thing = a.parse.child(to, "pobj") if to is not None else None
    if thing is None:
        return
    first, last = noun_phrase(a, thing, i)
    span = a.parse.span(first, last)
    if any(s < span[1] and span[0] < e for s, e in draft.content):
        return
    draft.addressee = trimmed(a, first, last)
    draft.addressee_head = thing
