"""Drafts to statements: order, kind, time, actors, nesting."""

from __future__ import annotations

from itertools import accumulate

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.lexicon import lexicon
from kg.extract.statements.nesting import owners
from kg.extract.statements.nouns import holder
from kg.extract.statements.timing import times_of
from kg.extract.statements.via import outlet
from kg.model import Cue, Polarity, Ref, Span, Statement, StatementKind, actors_by_head

_BETWEEN = " \n\t\r\xa0\"“”'‘’`«»"


def assemble(a: Article, drafts: list[Draft]) -> tuple[Statement, ...]:
    """Statements in text order of their content, ids ``s1`` …"""
    for draft in drafts:
        draft.content = _joined(a, draft.content)
    ordered = sorted(
        _distinct([d for d in drafts if d.content]),
        key=lambda d: (d.content[0][0], -d.content[-1][1], d.head),
    )
    actors = actors_by_head(a.annotated.actors)
    inside = _quoted_letters(a)
    around = _without_cycles(owners(a, ordered))
    speakers = [_ref(a, d.speaker, d.speaker_head, actors) for d in ordered]
    times = times_of(a, ordered, [s.actor if s else None for s in speakers], around)
    return tuple(
        Statement(
            id=f"s{n + 1}",
            kind=_kind(a, draft, inside),
            content=tuple(draft.content),
            speaker=speakers[n],
            cue=None if draft.cue is None else Cue((a.parse.span(*draft.cue),), draft.lemma),
            addressee=_ref(a, draft.addressee, draft.addressee_head, actors),
            via=outlet(a, draft, actors),
            time=times[n],
            within=f"s{around[n] + 1}" if around[n] >= 0 else None,
            attitude=draft.attitude,
            polarity=Polarity.NEGATIVE if draft.negative else Polarity.POSITIVE,
            propositional=draft.propositional,
        )
        for n, draft in enumerate(ordered)
    )


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that say the same in the mouth of the same speaker."""
    seen: set[tuple[int | None, tuple[Span, ...]]] = set()
    found = []
    for draft in drafts:
        key = draft.speaker_head, tuple(draft.content)
        if key not in seen:
            seen.add(key)
            found.append(draft)
    return found


def _joined(a: Article, spans: list[Span]) -> list[Span]:
    """Spans in order; those with nothing but marks and blanks between them made one."""
    found: list[Span] = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        gap = a.text[found[-1][1] : start] if found else ""
        new_paragraph = "\n" in gap and gap.strip()
        if found and (start <= found[-1][1] or not (gap.strip(_BETWEEN) or new_paragraph)):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _without_cycles(around: list[int]) -> list[int]:
    """Drop a link that would make a statement its own holder; each chain is walked once."""
    state = [0] * len(around)
    found = list(around)
    for n in range(len(found)):
        path = []
        while n >= 0 and not state[n]:
            state[n] = 1
            path.append(n)
            if found[n] >= 0 and state[found[n]] == 1:
                found[n] = -1
            n = found[n]
        for m in path:
            state[m] = 2
    return found


def _ref(a: Article, tokens: tuple[int, int] | None, head: int | None, actors: dict[int, str]) -> Ref | None:
    if tokens is None or head is None:
        return None
    actor = actors.get(head) or actors.get(a.antecedent(head)) or actors.get(_author(a, head))
    return Ref((a.parse.span(*tokens),), actor)


def _author(a: Article, head: int) -> int:
    """Who speaks through a document ("Lee's statement", "a tweet by Lee"), else the noun itself."""
    lex = lexicon()
    if a.tokens[head].lemma.lower() not in lex.venues | lex.nouns.keys():
        return head
    author = holder(a, head)
    if author is not None:
        return author
    names = (c for c in a.parse.children[head] if a.tokens[c].dep in ("compound", "nmod", "amod"))
    return next((c for c in names if a.tokens[c].ent in ("PERSON", "ORG", "GPE")), head)


def _quoted_letters(a: Article) -> list[int]:
    """For each position how many letters before it stand inside an outer quotation."""
    flags = [0] * (len(a.text) + 1)
    for quote in a.quotes:
        for i in range(*quote.span):
            flags[i + 1] = a.text[i].isalnum()
    return list(accumulate(flags))


def _kind(a: Article, draft: Draft, inside: list[int]) -> StatementKind:
    if draft.frame == "turn":
        return StatementKind.DIRECT
    letters = sum(c.isalnum() for s, e in draft.content for c in a.text[s:e])
    quoted = sum(inside[e] - inside[s] for s, e in draft.content)
    share = quoted / letters if letters else 0
    if share >= 0.95:
        return StatementKind.DIRECT
    return StatementKind.INDIRECT if share <= 0.05 else StatementKind.MIXED
