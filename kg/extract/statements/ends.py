"""Where a reported clause after its cue ends: before the reporter speaks again, not before its predicate."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.lexicon import Lexicon, lexicon
from kg.extract.statements.subjects import FINITE, reporter_again
from kg.model import Attitude

_BELONGS = frozenset({"because", "if", "unless", "until", "so", "that", "when", "where", "than"})
"""Conjunctions whose clause belongs to what was said even after a comma."""


def stretch(a: Article, i: int) -> tuple[int, int]:
    """First token and end of what a cue that stands inside or beside its content can report: its sentence,
    but nothing beyond a semicolon where somebody else has the word ("…, Lee said; Ray called it a lie")."""
    sentence = a.parse.sentence_of(i)
    parts = [
        j
        for j in range(sentence.first, sentence.last)
        if a.tokens[j].text == ";" and a.quote_at[j] == a.quote_at[i]
    ]
    first, stop = sentence.first, sentence.last
    for j in reversed([j for j in parts if j < i]):
        if _has_cue(a, max((k + 1 for k in parts if k < j), default=sentence.first), j):
            first = j + 1
            break
    for j in [j for j in parts if j > i]:
        if _has_cue(a, j + 1, min((k for k in parts if k > j), default=sentence.last)):
            stop = j + 1
            break
    return first, stop


def _has_cue(a: Article, first: int, stop: int) -> bool:
    """Whether somebody is said to say something there."""
    verbs = lexicon().verbs
    for t in a.tokens[first:stop]:
        entry = verbs.get(t.lemma) if t.tag in FINITE else None
        if t.lower == "according" or (
            entry is not None and entry.attitude in (Attitude.SAYS, Attitude.DENIES)
        ):
            return True
    return False


def with_predicate(a: Article, draft: Draft, last: int) -> int:
    """A range right before a finite verb has lost its predicate to a wrong parse: take the sentence."""
    end = a.parse.sentence_of(draft.head).last - 1
    if last + 1 >= end or a.quote_at[last + 1] != a.quote_at[draft.head]:
        return last
    t = a.tokens[last + 1]
    verb = t.tag in FINITE and t.pos in ("VERB", "AUX") and a.tokens[last].pos != "PUNCT"
    return end if verb and t.lemma not in lexicon().verbs else last


def extended(a: Article, draft: Draft, last: int) -> int:
    """Adverbial clauses and phrases after the complement belong to it unless a comma parts them."""
    for c in a.parse.children[draft.head]:
        left, right = a.clause_range(c)
        t = a.tokens[c]
        abuts = t.dep in ("advcl", "prep", "advmod", "npadvmod") or (
            t.dep == "ccomp" and t.lemma not in lexicon().verbs
        )
        if (left == last + 1 and abuts) or (
            left == last + 2 and t.dep == "advcl" and a.tokens[left].lower in _BELONGS and t.tag != "VBG"
        ):
            last = right
    return last


def _breaks_tense(a: Article, c: int, j: int) -> bool:
    """Whether a coordinated clause with its own subject leaves the tense of the reported one."""
    if a.tokens[j].dep != "conj" or a.parse.child(j, "nsubj", "nsubjpass") is None:
        return False
    if not any(a.tokens[k].lower == "but" for k in range(c, j)):
        return False
    inside, after = _finite_tag(a, c), _finite_tag(a, j)
    return (inside, after) in (("VBZ", "VBD"), ("VBP", "VBD"), ("VBD", "VBZ"), ("VBD", "VBP"))


def _finite_tag(a: Article, i: int) -> str:
    for k in (*a.parse.children[i], i):
        if a.tokens[k].tag in FINITE and (k == i or a.tokens[k].dep in ("aux", "auxpass")):
            return a.tokens[k].tag
    return ""


def next_cue(a: Article, draft: Draft, c: int, last: int, lex: Lexicon) -> int:
    """Last token before a coordinated or participial cue that goes back to the same speaker
    ("said it would leave and warned …", "said it had left, adding …")."""
    for j in a.parse.children[c]:
        t = a.tokens[j]
        if not max(draft.head, c) < j <= last:
            continue
        if _breaks_tense(a, c, j):
            return _before(a, a.clause_range(j)[0], c)
        if t.lemma not in lex.verbs:
            continue
        left = a.clause_range(j)[0]
        adding = t.dep == "advcl" and t.tag == "VBG" and left == j and a.tokens[left - 1].text == ","
        if adding or reporter_again(a, j) == draft.head:
            return _before(a, left, c)
    return last


def _before(a: Article, left: int, c: int) -> int:
    """Last token before ``left`` that is no conjunction, comma or loose adverb."""
    stop = left - 1
    while stop > c and (a.tokens[stop].pos in ("CCONJ", "PUNCT") or a.tokens[stop].dep == "advmod"):
        stop -= 1
    return stop


def before_venue(a: Article, draft: Draft, c: int, last: int, lex: Lexicon) -> int:
    """End of a clause before "in an interview", "in a statement on Monday" that close it: they tell of
    the saying, unless the clause itself is about something said."""
    for j in range(last - 1, max(c, last - 8), -1):
        if a.quote_at[j] != a.quote_at[draft.head]:
            break
        if a.tokens[j].lower not in ("in", "at", "during") or a.tokens[j].dep != "prep":
            continue
        thing = a.parse.child(j, "pobj")
        if thing is None or a.tokens[thing].lemma.lower() not in lex.venues or a.tokens[thing].ent == "DATE":
            continue
        det = a.parse.child(thing, "det", "poss")
        told = any(t.lemma in lex.verbs and t.pos == "VERB" for t in a.tokens[c:j])
        if a.clause_range(j)[1] == last and not told and (det is None or a.tokens[det].lower in ("a", "an")):
            return j - 1
    return last


def through_colon(a: Article, draft: Draft, last: int) -> int:
    """What a colon explains in the reported clause is reported too."""
    end = a.parse.sentence_of(draft.head).last - 1
    if last + 2 < end and a.tokens[last + 1].text == ":" and a.quote_at[last + 1] == a.quote_at[draft.head]:
        return end
    return last


def through_list(a: Article, draft: Draft, first: int, last: int) -> int:
    """A reported that-clause goes on with further ones after a semicolon ("that …; that …; and that …")."""
    end = a.parse.sentence_of(draft.head).last - 1
    if last + 3 >= end or a.tokens[last + 1].text != ";" or a.quote_at[last + 1] != a.quote_at[draft.head]:
        return last
    following = last + 2 + (a.tokens[last + 2].pos == "CCONJ")
    return end if a.tokens[first].lower == a.tokens[following].lower == "that" else last
