"""Statements whose cue is a noun ("his claim that", "warnings from") or an adjective ("is sure that")."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import snapped, to_span
from kg.extract.statements.lexicon import CueClass, Lexicon, lexicon
from kg.extract.statements.phrases import noun_phrase
from kg.extract.statements.subjects import FINITE, subject
from kg.model import Attitude

_SOURCE = frozenset({"by", "from"})


def read_noun(a: Article, i: int, lex: Lexicon) -> Draft | None:
    """The statement that a noun names, if it has a complement that says what."""
    entry = lex.nouns.get(a.tokens[i].lemma.lower())
    if entry is None:
        return None
    found = _complement(a, i, entry)
    if found is None:
        return None
    first, last, propositional, extra = found
    draft = Draft((i, i), i, a.tokens[i].lemma, [], entry.attitude)
    first, last = snapped(a, draft, first, last)
    span = to_span(a, first, last)
    if span is None:
        return None
    draft.content = [span]
    draft.propositional = propositional
    draft.frame = "noun"
    draft.cue = (_modified(a, i), extra)
    named = _named_modifier(a, draft.cue[0], i)
    if named is not None:
        draft.speaker, draft.speaker_head = (draft.cue[0], named), named
        draft.cue = (named + 1, extra)
        return draft
    who = holder(a, i)
    if who is not None:
        draft.speaker_head = who
        draft.speaker = noun_phrase(a, who, i)
    return draft if propositional or draft.speaker is not None else None


def _named_modifier(a: Article, first: int, i: int) -> int | None:
    """Last token of a name before the noun ("Iranian claims", "a Pentagon statement")."""
    t = a.tokens[i]
    follows = a.tokens[i + 1].lower if a.same_sentence(i, i + 1) else ""
    verbal = t.tag == "NNS" and t.lemma in lexicon().verbs and follows in ("that", "to")
    alone = a.parse.child(i, "poss") is None and all(a.tokens[j].dep == "compound" for j in range(first, i))
    if verbal and alone and first < i:
        return i - 1
    named = [j for j in range(first, i) if a.tokens[j].ent in ("PERSON", "ORG", "GPE", "NORP")]
    return named[-1] if named and named[0] == first else None


def _modified(a: Article, i: int) -> int:
    first = i
    while (
        first and a.tokens[first - 1].head == i and a.tokens[first - 1].dep in ("amod", "compound", "advmod")
    ):
        first -= 1
    return first


def _complement(a: Article, i: int, entry: CueClass) -> tuple[int, int, bool, int] | None:
    """First and last token of the complement, whether it is a proposition, last token of the cue."""
    for c in a.parse.children[i]:
        t = a.tokens[c]
        if c < i:
            continue
        first, last = a.clause_range(c)
        if (
            (t.dep in ("acl", "ccomp") or (t.dep == "relcl" and a.tokens[first].dep == "mark"))
            and "that" in entry.frames
            and a.tokens[first].lower == "that"
            and _nothing_but_phrases(a, i, first)
        ):
            return first, _before_participle(a, c, last), True, i
        if (
            t.dep in ("acl", "xcomp")
            and "to" in entry.frames
            and a.tokens[first + (a.tokens[first].dep == "neg" and first < last)].lower == "to"
            and first == i + 1
        ):
            return first, _before_main_verb(a, c, last), True, i
        topical = t.lower in entry.frames and (t.lower != "to" or entry.attitude is Attitude.SAYS)
        if t.dep == "prep" and topical and c == i + 1 and last > c:
            return (
                c + 1,
                last,
                a.tokens[a.parse.children[c][0]].dep == "pcomp" if a.parse.children[c] else False,
                c,
            )
    return _said_to_be(a, i) if "that" in entry.frames else None


def _said_to_be(a: Article, i: int) -> tuple[int, int, bool, int] | None:
    """ "His claim is that the ship was sound": only where somebody holds it."""
    t = a.tokens[i]
    if t.dep != "nsubj" or a.tokens[t.head].lemma != "be" or holder(a, i) is None:
        return None
    for c in a.parse.children[t.head]:
        first, last = a.clause_range(c)
        if a.tokens[c].dep == "ccomp" and first == t.head + 1 and a.tokens[first].lower == "that":
            return first, last, True, t.head
    return None


def _before_main_verb(a: Article, c: int, last: int) -> int:
    """End of an infinitive before a finite verb without a subject, which is the main verb ("his decision to
    run for a third term led to unrest")."""
    for j in range(c + 1, last + 1):
        if a.tokens[j].tag not in FINITE or a.tokens[j].dep in ("aux", "auxpass", "relcl"):
            continue
        up = [j, *(k for k in a.parse.ancestors(j) if c < k <= last)]
        if not any(a.parse.child(k, "nsubj", "nsubjpass", "mark") is not None for k in up):
            return j - 1
    return last


def _before_participle(a: Article, c: int, last: int) -> int:
    """End of a that-clause before a comma and a participle, which goes on with the main clause."""
    for j in a.parse.children[c]:
        left = a.clause_range(j)[0]
        if a.tokens[j].tag == "VBG" and a.tokens[j].dep == "advcl" and j == left > c:
            return left - 2 if a.tokens[left - 1].text == "," else last
    return last


def _nothing_but_phrases(a: Article, i: int, first: int) -> bool:
    """Whether only prepositional phrases stand between noun and clause ("a warning to Oslo that")."""
    return first - i < 10 and all(a.tokens[j].tag[:2] not in ("VB", "MD", ", ") for j in range(i + 1, first))


def holder(a: Article, i: int) -> int | None:
    """Whose claim it is: possessor, "by" or "from" somebody, or the subject of "made the claim"."""
    owner = a.parse.child(i, "poss")
    dated = owner is not None and a.tokens[owner].ent in ("DATE", "TIME")
    if owner is not None and not (dated and a.parse.child(owner, "poss", "compound", "nmod") is None):
        return owner
    for c in a.parse.children[i]:
        if a.tokens[c].dep == "prep" and a.tokens[c].lower in _SOURCE:
            return a.parse.child(c, "pobj")
    misread = a.parse.child(i, "nsubj")
    if (
        misread is not None and a.clause_range(misread)[1] == i - 1
    ):  # a verb that the tagger took for a noun ("But Berg claims that …")
        return misread
    t = a.tokens[i]
    if t.dep == "dobj" and a.tokens[t.head].tag[:2] == "VB" and lexicon().holds(a.tokens[t.head].lemma):
        return subject(a, t.head)
    return None


def read_adjective(a: Article, i: int, lex: Lexicon) -> Draft | None:
    """ "is confident that …", "is willing to …" after a copula."""
    entry = lex.adjectives.get(a.tokens[i].lemma.lower())
    t = a.tokens[i]
    if entry is None or t.dep != "acomp":
        return None
    who = subject(a, t.head)
    if (
        who is None
        or a.tokens[who].lower in ("it", "there")
        or (a.quote_at[i] >= 0 and a.tokens[who].lower in ("i", "we", "you"))
    ):
        return None
    after = [c for c in (*a.parse.children[i], *a.parse.children[t.head]) if c > i]
    for c in after:
        first, last = a.clause_range(c)
        if first != i + 1:
            continue
        word = a.tokens[first].lower
        clause = a.tokens[c].dep == "ccomp" and "that" in entry.frames
        infinitive = a.tokens[c].dep in ("xcomp", "ccomp") and word == "to" and "to" in entry.frames
        phrase = a.tokens[c].dep == "prep" and (word in entry.frames or f"prep-{word}" in entry.frames)
        if phrase and first < last:
            first += 1
        if clause or infinitive or phrase:
            verb = t.head
            start = verb
            while (
                start - 1 > who
                and a.tokens[start - 1].head == verb
                and a.tokens[start - 1].dep in ("aux", "advmod", "neg")
            ):
                start -= 1
            draft = Draft((start if start < i else i, i), i, t.lemma, [], entry.attitude)
            draft.speaker_head, draft.speaker = who, noun_phrase(a, who, verb)
            span = to_span(a, *snapped(a, draft, first, last))
            draft.content = [span] if span else []
            draft.frame, draft.propositional = "adjective", not phrase
            draft.cue = (draft.cue[0], first - 1) if phrase and draft.cue else draft.cue
            return draft if span else None
    return None
