"""Content that does not stand where its cue is: clefts and clauses that two cues share."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.control import can_speak
from kg.extract.statements.ends import extended
from kg.extract.statements.subjects import FINITE


def moved_clause(a: Article, draft: Draft) -> tuple[int, int] | None:
    """First and last token of such a clause, else ``None``."""
    return _after_cleft(a, draft) or _shared(a, draft)


def with_contact_clause(a: Article, draft: Draft, c: int) -> tuple[int, int] | None:
    """An object and the relative clause right after it, which the parser took for the complement of the cue
    ("cited the remarks Lee had made"): its verb has no object of its own, and the object is a thing."""
    thing = a.parse.child(draft.head, "dobj")
    if thing is None or thing < draft.head or can_speak(a, thing) or a.tokens[thing].pos != "NOUN":
        return None
    first, last = a.clause_range(c)
    gap = a.parse.child(c, "dobj", "ccomp", "acomp", "attr", "nsubjpass", "mark") is None
    if a.clause_range(thing)[1] + 1 != first or a.parse.child(c, "nsubj") is None or not gap:
        return None
    return a.clause_range(thing)[0], last


def _after_cleft(a: Article, draft: Draft) -> tuple[int, int] | None:
    """ "What Lee said was that …", "All she promised is to …": the predicate of a cleft (Huddleston &
    Pullum 2002, 16.9.3)."""
    i = draft.head
    t = a.tokens[i]
    be = a.tokens[t.head]
    clause = t.dep in ("csubj", "nsubj", "ccomp", "advcl") and t.tag in FINITE
    if not clause or be.lemma != "be" or be.i < i:
        return None
    what = a.clause_range(i)[0]
    if a.tokens[what].lower not in ("what", "all"):
        return None
    for c in a.parse.children[be.i]:
        first, last = a.clause_range(c)
        opened = a.tokens[first].lower in ("that", "to")
        if c > be.i and a.tokens[c].dep in ("ccomp", "xcomp", "acomp", "attr") and opened:
            return first, extended(a, draft, last)
    return None


def _shared(a: Article, draft: Draft) -> tuple[int, int] | None:
    """ "The port says, and the city agrees, that …": the that-clause of the second cue, after a comma,
    belongs to the first as well."""
    i = draft.head
    if not a.same_sentence(i, i + 1) or a.tokens[i + 1].text != ",":
        return None
    for c in a.parse.children[i]:
        if c < i or a.tokens[c].dep != "conj" or a.parse.child(c, "nsubj") is None:
            continue
        clause = next((k for k in a.parse.children[c] if k > c and a.tokens[k].dep == "ccomp"), None)
        if clause is None:
            continue
        first, last = a.clause_range(clause)
        if a.tokens[first].lower == "that" and a.tokens[first - 1].text == ",":
            return first, last
    return None
