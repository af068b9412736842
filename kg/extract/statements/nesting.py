"""Statements inside statements: who passes on what somebody else said, and what is not told apart.

Inside somebody's words the article itself attributes nothing, so a cue there counts only as a
further voice: a finite clause with a speaker of its own ("Berg said Moe believes …"), not a
pronoun that most often goes back to the first speaker ("she said she hoped …"). Plans,
wishes, topics and nouns inside reported content stay part of that content.
"""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft

_VOICES = frozenset({"clause", "quote"})
_OPEN = frozenset({"inf", "ing"})
"""Readings whose content may hold any other statement ("wants to ask whether …")."""
_TYPOGRAPHIC = frozenset({"bare", "label", "turn", "signed", "colon"})
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


def ceded(a: Article, drafts: list[Draft]) -> list[Draft]:
    """Reported clauses end before "…, according to Y" that closes the sentence: Y passes on the whole
    ("X said it would stay, according to Y")."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(a.tokens[draft.head].sent, []).append(draft)
    for draft in drafts:
        if draft.frame != "according" or a.tokens[draft.head - 1].text != "," or len(draft.content) != 1:
            continue
        comma = a.tokens[draft.head - 1].start
        for other in by_sentence[a.tokens[draft.head].sent]:
            if other.head < draft.head and other.frame == "clause" and other.content[-1][1] > comma:
                kept = [(s, min(e, comma)) for s, e in other.content if s < comma]
                other.content = kept or other.content
    return drafts


def pruned(a: Article, drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that only repeat, inside reported content, what it says, and those whose
    cue only colours another's ("declined to say")."""
    drafts = [d for d in drafts if a.quote_at[d.head] < 0 or d.frame in _TYPOGRAPHIC or _named_voice(a, d)]
    coloured = {j for d in drafts if d.cue for j in range(d.cue[0], d.cue[1] + 1) if j != d.head}
    drafts = [d for d in drafts if d.head not in coloured]
    around = owners(a, drafts)
    return [d for n, d in enumerate(drafts) if around[n] < 0 or _stays(a, d, drafts[around[n]])]


def _voice(a: Article, draft: Draft) -> bool:
    """A finite clause or quotation with a speaker that is no personal pronoun."""
    if draft.frame not in _VOICES or draft.speaker_head is None:
        return False
    who = a.tokens[draft.speaker_head]
    return who.pos in _OTHERS or who.tag in ("WP", "WDT")


def _named_voice(a: Article, draft: Draft) -> bool:
    """What is still told apart inside quotation marks."""
    return _voice(a, draft) and draft.propositional and a.tokens[draft.speaker_head or 0].ent in _NAMED


def _stays(a: Article, draft: Draft, outer: Draft) -> bool:
    if draft.frame in _TYPOGRAPHIC or outer.frame in _OPEN:
        return True
    if draft.frame == "noun" and outer.frame == "np":
        named = draft.speaker_head is not None and a.tokens[draft.speaker_head].pos == "PROPN"
        that = a.text.startswith("that ", draft.content[0][0])
        return draft.propositional and (named or (that and not outer.propositional))
    return _voice(a, draft)
