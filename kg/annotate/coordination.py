"""Mends one kind of slip of the parser: "She said he would lose and asked for a recount".

Conjuncts agree in form (Huddleston and Pullum 2002, chapter 15): a finite "asked" cannot share the "would" of
"lose", so it stands beside "said", and what is asked is asked by her.
"""

from __future__ import annotations

from kg.model import Token

_FINITE = frozenset({"VBD", "VBZ"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl", "aux", "auxpass"})
_FAR = 12
"""Steps up to the verb that it belongs to."""


def mend(tokens: list[Token]) -> None:
    """Move finite verbs without a subject, joined to a bare infinitive, to the finite verb above it."""
    finite = [t for t in tokens if t.dep == "conj" and t.tag in _FINITE and tokens[t.head].tag == "VB"]
    if not finite:
        return
    heads = {t.i for t in finite} | {t.head for t in finite}
    below: dict[int, list[Token]] = {i: [] for i in heads}
    for t in tokens:
        if t.head in heads and t.head != t.i:
            below[t.head].append(t)
    for t in finite:
        joined = any(w.dep == "cc" and t.head < w.i < t.i for w in below[t.head])
        bare = any(w.tag in ("MD", "TO") and w.i < t.head for w in below[t.head])
        if joined and bare and not any(w.dep in _SUBJECTS for w in below[t.i]):
            above = _above(tokens, t)
            if above is not None:
                tokens[t.i] = t._replace(head=above)


def _above(tokens: list[Token], verb: Token) -> int | None:
    """The nearest verb of the same form that governs the infinitive."""
    at = tokens[verb.head]
    for _ in range(_FAR):
        if at.head == at.i:
            return None
        at = tokens[at.head]
        if at.tag in _FINITE:
            return at.i if at.tag == verb.tag else None
    return None
