"""Where a reported clause after its cue ends: before the reporter speaks again, not before its predicate."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.lexicon import Lexicon, lexicon

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BELONGS = frozenset({"because", "if", "unless", "until", "so", "that", "when", "where", "than"})
"""Conjunctions whose clause belongs to what was said even after a comma."""


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
        if (left == last + 1 and t.dep in ("advcl", "prep", "advmod", "npadvmod")) or (
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
    outer = a.tokens[draft.head].tag
    for j in a.parse.children[c]:
        t = a.tokens[j]
        if not draft.head < j <= last:
            continue
        if _breaks_tense(a, c, j):
            return _before(a, a.clause_range(j)[0], c)
        if t.lemma not in lex.verbs:
            continue
        left = a.clause_range(j)[0]
        adding = t.dep == "advcl" and t.tag == "VBG" and left == j and a.tokens[left - 1].text == ","
        again = (
            t.dep == "conj"
            and t.tag == outer == "VBD"
            and a.parse.child(j, "nsubj", "nsubjpass", "aux", "auxpass") is None
            and (
                a.tokens[c].tag != "VBD"
                or a.parse.child(c, "aux", "auxpass") is not None
                or _of_speaker(a, c)
            )
        )
        if adding or again:
            return _before(a, left, c)
    return last


def _of_speaker(a: Article, c: int) -> bool:
    """Whether the reported clause has a pronoun subject, which most often goes back to the speaker."""
    who = a.parse.child(c, "nsubj", "nsubjpass")
    return who is not None and a.tokens[who].lower in ("he", "she", "it", "they")


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
