"""The people and bodies of one article while they are being gathered.

Invariant: a token is the head of mentions of one actor, except where a plural speaks of a pair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kg.model import Actor, ActorKind, Mention, MentionKind, Parse


@dataclass(slots=True, eq=False)
class Draft:
    """An actor under construction. ``gender`` is ``m``, ``f`` or ``""``; ``states`` are keys of the
    states it is said to belong to; ``words`` are the words of its descriptions, in lower case."""

    name: str
    kind: ActorKind
    key: str | None = None
    sort: str = ""
    named: bool = True
    plural: bool = False
    gender: str = ""
    mentions: dict[int, Mention] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)
    descriptions: dict[str, None] = field(default_factory=dict)
    states: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    parts: tuple[str, ...] = ()
    """The words of the name as they are compared: lower case, no accents, no stops."""

    def describe(self, text: str) -> None:
        """Note a title, role or apposition."""
        text = " ".join(text.split()).strip(" ,-\"'")
        if text and text != self.name:
            self.descriptions.setdefault(text)
            self.words.update(text.lower().replace("-", " ").split())


class Cast:
    """All drafts of an article and who stands at which token."""

    def __init__(self, parse: Parse, published: date | None = None) -> None:
        self.parse = parse
        self.published = published
        self.drafts: list[Draft] = []
        self.heads: dict[int, list[Draft]] = {}
        self.covered: dict[int, Draft] = {}
        """Token -> the named actor whose name it is part of."""
        self.titles: set[int] = set()
        """Tokens that are title or role of the name after them."""

    def new(self, draft: Draft) -> Draft:
        """Take a draft into the cast."""
        self.drafts.append(draft)
        return draft

    def mention(self, draft: Draft, first: int, last: int, kind: MentionKind, head: int) -> None:
        """Let tokens ``first`` to ``last`` refer to the draft."""
        if head in draft.mentions:
            return
        draft.mentions[head] = Mention(self.parse.span(first, last), kind, head)
        self.heads.setdefault(head, []).append(draft)

    def name(self, draft: Draft, first: int, last: int, kind: MentionKind, head: int) -> None:
        """As :meth:`mention`, for a name (or a state's adjective): its tokens belong to the draft."""
        self.mention(draft, first, last, kind, head)
        self.covered.update((i, draft) for i in range(first, last + 1))
        if kind is MentionKind.NAME:
            tokens = self.parse.tokens
            text = " ".join(self.parse.text[tokens[first].start : tokens[last].end].split())
            draft.aliases.setdefault(text.replace(" - ", "-"))

    def at(self, head: int) -> Draft | None:
        """The actor whose mention has this head."""
        found = self.heads.get(head)
        return found[0] if found else None

    def actors(self) -> tuple[Actor, ...]:
        """The finished actors in order of first mention."""
        drafts = [d for d in self.drafts if d.mentions]
        order = {id(d): n for n, d in enumerate(drafts)}
        drafts.sort(key=lambda d: (min(m.span for m in d.mentions.values()), order[id(d)]))
        return tuple(_finish(draft, n) for n, draft in enumerate(drafts, 1))


def _finish(draft: Draft, n: int) -> Actor:
    return Actor(
        id=f"a{n}",
        name=draft.name,
        kind=draft.kind,
        mentions=tuple(sorted(draft.mentions.values(), key=lambda m: (m.span, m.head))),
        aliases=tuple(a for a in draft.aliases if a != draft.name),
        descriptions=tuple(draft.descriptions),
        named=draft.named,
        key=draft.key,
    )
