"""Statements inside statements: who passes on what somebody else said, and what is not told apart.

Inside somebody's words the article itself attributes nothing, so a cue there counts only as a
further voice: a finite clause with a speaker of its own ("Bolton said Trump believes …"), not a
pronoun that most often goes back to the first speaker ("she said she hoped …"). Plans,
wishes, topics and nouns inside reported content stay part of that content.
"""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft

_VOICES = frozenset({"clause", "quote"})
_OPEN = frozenset({"inf", "ing"})
"""Readings whose content may hold any other statement ("wants to ask whether …")."""
_TYPOGRAPHIC = frozenset({"bare", "label", "signed", "colon"})
_OTHERS = frozenset({"PROPN", "NOUN", "NUM"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def owners(a: Article, drafts: list[Draft]) -> list[int]:
    """For each draft the index of the innermost other draft whose content holds its cue, else -1."""
    size = [sum(end - start for start, end in d.content) for d in drafts]
    owner = [-1] * len(a.tokens)
    for n in sorted(range(len(drafts)), key=lambda n: -size[n]):
        for span in drafts[n].content:
            for i in a.parse.tokens_in(span):
                owner[i] = n
    return [owner[d.head] if owner[d.head] != n else -1 for n, d in enumerate(drafts)]


def pruned(a: Article, drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that only repeat, inside reported content, what it says."""
    around = owners(a, drafts)
    return [d for n, d in enumerate(drafts) if _stays(a, d, drafts[around[n]] if around[n] >= 0 else None)]


def _stays(a: Article, draft: Draft, outer: Draft | None) -> bool:
    who = a.tokens[draft.speaker_head] if draft.speaker_head is not None else None
    voice = draft.frame in _VOICES and who is not None and (who.pos in _OTHERS or who.tag in ("WP", "WDT"))
    if a.quote_at[draft.head] >= 0 and draft.frame not in _TYPOGRAPHIC:
        return voice and draft.propositional and who is not None and who.ent in _NAMED
    return outer is None or outer.frame in _OPEN or voice
