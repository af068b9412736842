"""Content that is no finite clause: infinitives, objects, object + predicate, prepositional objects."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import snapped, to_span
from kg.extract.statements.lexicon import CueClass
from kg.extract.statements.phrases import passive
from kg.model import Span

_TAIL = frozenset({"for", "as", "over", "of"})


def content_of_object(a: Article, i: int, entry: CueClass, draft: Draft) -> list[Span]:
    """Content of the first frame of the cue that fits the syntax, else nothing."""
    assert draft.cue is not None
    frames = entry.frames
    whole = None
    if frames & {"inf", "tell-inf"}:
        whole, draft.frame = _infinitive(a, i), "inf"
    if whole is None and "obj-inf" in frames:
        whole, draft.frame = _object_infinitive(a, i), "obj-inf"
    if whole is None and frames & {"small", "as", "of"}:
        whole, draft.frame = _predicated(a, i, frames), "predicate"
    if whole is None and entry.preps:
        whole, draft.frame = _prepositional(a, i, entry, draft), "prep"
    if whole is None and "ing" in frames:
        whole, draft.frame = _gerund(a, i), "ing"
    if whole is None and "np" in frames:
        whole, draft.frame = _object(a, i), "np"
        draft.propositional = False
    if whole is None:
        return []
    first, last = snapped(a, draft, *whole)
    span = to_span(a, max(first, draft.cue[1] + 1) if first > draft.cue[0] else first, last)
    return [span] if span else []


def _infinitive(a: Article, i: int) -> tuple[int, int] | None:
    for c in a.parse.children[i]:
        if (
            c > i
            and a.tokens[c].dep in ("xcomp", "ccomp", "advcl")
            and _to(a, c)
            and a.parse.child(c, "nsubj") is None
        ):
            first, last = a.clause_range(c)
            return max(first, i + 1), last
    return None


def _to(a: Article, c: int) -> bool:
    return any(a.tokens[k].lower == "to" and a.tokens[k].dep == "aux" for k in a.parse.children[c])


def _object_infinitive(a: Article, i: int) -> tuple[int, int] | None:
    thing = a.parse.child(i, "dobj", "dative")
    for c in a.parse.children[i]:
        if c > i and a.tokens[c].dep in ("xcomp", "ccomp", "advcl") and _to(a, c):
            first, last = a.clause_range(c)
            if thing is not None and thing > i:
                first = min(first, a.clause_range(thing)[0])
            return max(first, i + 1), last
    return None


def _predicated(a: Article, i: int, frames: frozenset[str]) -> tuple[int, int] | None:
    """ "called the plan reckless", "described it as fair", "accused them of lying"; active only."""
    if passive(a, i):
        return None
    thing = a.parse.child(i, "dobj")
    start = a.clause_range(thing)[0] if thing is not None and thing > i else None
    for c in a.parse.children[i]:
        t = a.tokens[c]
        if c <= i:
            continue
        small = "small" in frames and t.dep in ("oprd", "ccomp", "xcomp", "attr", "acomp")
        word = t.dep == "prep" and (
            (t.lower == "as" and "as" in frames) or (t.lower == "of" and "of" in frames)
        )
        if small or word:
            first, last = a.clause_range(c)
            return (start if start is not None else first), last
    return None


def _prepositional(a: Article, i: int, entry: CueClass, draft: Draft) -> tuple[int, int] | None:
    assert draft.cue is not None
    for c in a.parse.children[i]:
        if c > i and a.tokens[c].dep in ("prep", "agent") and a.tokens[c].lower in entry.preps:
            thing = a.parse.child(c, "pobj", "pcomp")
            if thing is None:
                continue
            if c == draft.cue[1] + 1:
                draft.cue = (draft.cue[0], c)
            draft.propositional = a.tokens[thing].dep == "pcomp"
            return c + 1, a.clause_range(c)[1]
    return None


def _object(a: Article, i: int) -> tuple[int, int] | None:
    if passive(a, i):
        thing = a.parse.child(i, "nsubjpass")
        return a.clause_range(thing) if thing is not None and a.parse.child(i, "agent") is not None else None
    thing = a.parse.child(i, "dobj")
    if thing is None or thing < i:
        return None
    first, last = a.clause_range(thing)
    for c in a.parse.children[i]:
        if a.tokens[c].dep == "prep" and a.tokens[c].lower in _TAIL and a.clause_range(c)[0] == last + 1:
            last = a.clause_range(c)[1]
    return first, last


def _gerund(a: Article, i: int) -> tuple[int, int] | None:
    for c in a.parse.children[i]:
        if c > i and a.tokens[c].dep in ("xcomp", "dobj", "ccomp") and a.tokens[c].tag == "VBG":
            return a.clause_range(c)
    return None
