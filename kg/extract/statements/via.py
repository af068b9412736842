"""The news outlet that passes a statement on, where the words of the statement name one.

An article that retells another outlet's interview says "Lewis told CNN"; one that cites a document says
"according to a report obtained by Reuters". In both the outlet is a link of the attribution chain.
"""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.model import Ref

_PASSED_ON = frozenset(
    ["air", "broadcast", "carry", "cite", "describe", "obtain", "publish", "quote", "report", "review", "see"]
)
"""Participles that say how an outlet came to a document."""


def outlet(a: Article, draft: Draft, actors: dict[int, str]) -> Ref | None:
    """The outlet told, or the one by which the speaker's document was reported."""
    head = draft.addressee_head
    if head is None or actors.get(head) not in a.outlets:
        head = _reported_by(a, draft.speaker, actors)
    if head is None:
        return None
    mention = next(m.span for actor in a.annotated.actors for m in actor.mentions if m.head == head)
    return Ref((mention,), actors[head])


def _reported_by(a: Article, speaker: tuple[int, int] | None, actors: dict[int, str]) -> int | None:
    """The outlet after "reported by" inside the words that name the speaker."""
    if speaker is None:
        return None
    for i in range(speaker[0], speaker[1] + 1):
        if a.tokens[i].lemma in _PASSED_ON and a.tokens[i].tag == "VBN":
            agent = a.parse.child(i, "agent")
            head = a.parse.child(agent, "pobj") if agent is not None else None
            if head is not None and actors.get(head) in a.outlets:
                return head
    return None
