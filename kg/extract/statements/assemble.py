"""Drafts to statements: order, kind, time, speaker's actor, nesting."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.model import Cue, Polarity, Ref, Span, Statement, StatementKind, actors_by_head


def assemble(a: Article, drafts: list[Draft]) -> tuple[Statement, ...]:
    """Statements in text order of their content, ids ``s1`` …"""
    for draft in drafts:
        draft.content = _joined(a, draft.content)
    ordered = sorted(_distinct(drafts), key=lambda d: (d.content[0][0], -d.content[-1][1], d.head))
    actors = actors_by_head(a.annotated.actors)
    inside = _quoted_characters(a)
    return tuple(
        Statement(
            id=f"s{n}",
            kind=_kind(a, draft, inside),
            content=tuple(draft.content),
            speaker=_ref(a, draft.speaker, draft.speaker_head, actors),
            cue=None if draft.cue is None else Cue((a.parse.span(*draft.cue),), draft.lemma),
            addressee=_ref(a, draft.addressee, draft.addressee_head, actors),
            attitude=draft.attitude,
            polarity=Polarity.NEGATIVE if draft.negative else Polarity.POSITIVE,
        )
        for n, draft in enumerate(ordered, 1)
    )


def _distinct(drafts: list[Draft]) -> list[Draft]:
    seen: set[tuple[Span, ...]] = set()
    found = []
    for draft in drafts:
        key = tuple(draft.content)
        if key not in seen:
            seen.add(key)
            found.append(draft)
    return found


def _joined(a: Article, spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or not a.text[found[-1][1] : start].strip(" \n\t\"“”'‘’")):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _ref(a: Article, tokens: tuple[int, int] | None, head: int | None, actors: dict[int, str]) -> Ref | None:
    if tokens is None or head is None:
        return None
    return Ref((a.parse.span(*tokens),), actors.get(head))


def _quoted_characters(a: Article) -> list[int]:
    """For each position how many letters before it stand inside an outer quotation."""
    total = [0]
    ends = iter(a.quotes)
    quote = next(ends, None)
    for i, c in enumerate(a.text):
        while quote is not None and i >= quote.span[1]:
            quote = next(ends, None)
        total.append(total[-1] + (quote is not None and quote.span[0] <= i and c.isalnum()))
    return total


def _kind(a: Article, draft: Draft, inside: list[int]) -> StatementKind:
    letters = sum(c.isalnum() for s, e in draft.content for c in a.text[s:e])
    quoted = sum(inside[e] - inside[s] for s, e in draft.content)
    share = quoted / letters if letters else 0
    if share >= 0.95:
        return StatementKind.DIRECT
    return StatementKind.INDIRECT if share <= 0.05 else StatementKind.MIXED
