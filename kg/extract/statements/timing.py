"""When it was said: the time expression that modifies the cue, never one inside the content."""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.statements.article import Article, Draft
from kg.model import TimeExpression, TimeType

_CARRIES = frozenset({"advcl", "conj", "xcomp", "pcomp", "prep", "acl"})
"""Relations over which a second cue shares the time of the first ("said Tuesday, adding …")."""


def times_of(a: Article, drafts: list[Draft]) -> list[str | None]:
    """For each draft the id of the time at which it was said, or ``None``."""
    times = [t for t in a.annotated.times if t.type in (TimeType.DATE, TimeType.TIME)]
    if not times:
        return [None] * len(drafts)
    by_sentence: dict[int, list[tuple[int, TimeExpression]]] = {}
    for time in times:
        head = _head(a, time)
        if head is not None:
            by_sentence.setdefault(a.tokens[head].sent, []).append((head, time))
    return [_time(a, d, by_sentence.get(a.tokens[d.head].sent, [])) for d in drafts]


def _head(a: Article, time: TimeExpression) -> int | None:
    """The token of the expression whose governor stands outside it."""
    tokens = a.parse.tokens_in(time.span)
    return next((i for i in tokens if a.tokens[i].head not in tokens or a.tokens[i].head == i), None)


def _time(a: Article, draft: Draft, here: list[tuple[int, TimeExpression]]) -> str | None:
    if draft.cue is None:
        return None
    chain = _cue_chain(a, draft)
    found = [
        (abs(head - draft.head), time.id)
        for head, time in here
        if not _inside(draft, time) and _reaches(a, head, chain, draft)
    ]
    return min(found)[1] if found else None


def _cue_chain(a: Article, draft: Draft) -> set[int]:
    """The cue and the verbs above it whose time it shares."""
    chain = {draft.head}
    i = draft.head
    while a.tokens[i].head != i:
        t = a.tokens[i]
        if t.dep not in _CARRIES and not (t.dep == "pobj" and a.tokens[t.head].lower == "with"):
            break
        i = t.head
        chain.add(i)
    if draft.frame == "according" and draft.speaker_head is not None:
        chain.add(draft.speaker_head)
    return chain


def _inside(draft: Draft, time: TimeExpression) -> bool:
    starts = [s for s, _ in draft.content]
    n = bisect_left(starts, time.span[0] + 1) - 1
    return n >= 0 and time.span[0] < draft.content[n][1]


def _reaches(a: Article, head: int, chain: set[int], draft: Draft) -> bool:
    """Whether the time modifies the cue: nothing but nouns and prepositions of the reporting clause
    (never a verb, never the speaker's own description) lie between."""
    i = head
    for _ in range(6):
        t = a.tokens[i]
        if t.head == i:
            return False
        i = t.head
        if i in chain:
            return True
        if a.tokens[i].tag == "VBG" and a.tokens[i].dep == "advcl" and a.tokens[i].head in chain:
            return True
        if a.tokens[i].tag[:2] == "VB" or (draft.speaker and draft.speaker[0] <= i <= draft.speaker[1]):
            return False
    return False
