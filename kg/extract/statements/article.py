"""What every rule reads: tokens, quotations by token, and the draft of a statement."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Annotated, Attitude, Parse, Quote, Span, Token

OPENING = frozenset("\"“”„‟«»‘'`")


@dataclass(slots=True)
class Draft:
    """A statement in the making. Token ranges are inclusive; ``content`` are text spans."""

    cue: tuple[int, int] | None
    """First and last token of the cue; ``None`` for a bare quotation."""
    head: int
    """The token the cue is looked up by; for a bare quotation its first token."""
    lemma: str
    content: list[Span]
    attitude: Attitude = Attitude.SAYS
    speaker: tuple[int, int] | None = None
    speaker_head: int | None = None
    addressee: tuple[int, int] | None = None
    addressee_head: int | None = None
    negative: bool = False
    propositional: bool = True
    parenthetical: bool = False
    """The cue stands inside or after what it reports, so quotations that follow may go on with it."""
    frame: str = ""
    """Which reading of the cue gave the content (``quote``, ``clause``, ``inf`` …)."""
    more: list[int] = field(default_factory=list)
    """Outer quotations (index) that the content already covers."""


class Article:
    """An annotated article with the look-ups that the rules share."""

    def __init__(self, annotated: Annotated) -> None:
        self.annotated = annotated
        self.parse: Parse = annotated.parse
        self.tokens: tuple[Token, ...] = annotated.parse.tokens
        self.text = annotated.document.text
        self.quotes: list[Quote] = [q for q in annotated.quotes if q.depth == 0]
        self.actor_heads = {m.head for actor in annotated.actors for m in actor.mentions}
        """Tokens that head a mention of an actor."""
        self.outlets = {x.id for x in annotated.actors if (x.key or "").startswith("outlet:")}
        """Actors that are news outlets, by their key in data/gazetteer/outlets.tsv."""
        self.quote_at: list[int] = [-1] * len(self.tokens)
        """Index of the outer quotation (marks included) that holds a token, else -1."""
        for n, quote in enumerate(self.quotes):
            for i in self.parse.tokens_in(quote.span):
                self.quote_at[i] = n

    def quote_range(self, n: int) -> range:
        """Tokens of an outer quotation, marks included."""
        return self.parse.tokens_in(self.quotes[n].span)

    def inner(self, n: int) -> Span:
        """Text between the marks of an outer quotation, without white space at its ends."""
        return self.stripped(self.quotes[n].inner)

    def stripped(self, span: Span) -> Span:
        """The span without white space at either end."""
        start, end = span
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def foreign(self, i: int, j: int) -> bool:
        """Whether ``i`` stands in a quotation that ``j`` is not in, other than a nickname's."""
        n = self.quote_at[i]
        if n < 0 or n == self.quote_at[j]:
            return n < 0 <= self.quote_at[j]
        start, end = self.inner(n)
        return end - start > 20 or self.text[start:end].count(" ") > 1 or self.in_speech(i, j)

    def in_speech(self, i: int, cue: int) -> bool:
        """Whether ``i`` stands in a quotation that the cue is not in, and that is more than a name:
        one that ends like an utterance."""
        n = self.quote_at[i]
        if n < 0 or n == self.quote_at[cue]:
            return False
        start, end = self.inner(n)
        return start < end and self.text[end - 1] in ",.!?…"

    def same_sentence(self, i: int, j: int) -> bool:
        """Whether both tokens exist and stand in one sentence."""
        n = len(self.tokens)
        return 0 <= i < n and 0 <= j < n and self.tokens[i].sent == self.tokens[j].sent

    def paragraph(self, i: int) -> int:
        """Number of the paragraph that holds token ``i``."""
        return self.parse.sentence_of(i).paragraph

    def clause_range(self, i: int) -> tuple[int, int]:
        """First and last token of the subtree of ``i``."""
        return self.parse.edges[i]

    def words(self, first: int, last: int) -> str:
        """Lower-case words of a token range, joined by blanks."""
        return " ".join(t.lower for t in self.tokens[first : last + 1])

    def antecedent(self, i: int) -> int:
        """The noun that a relative pronoun stands for, else the token itself."""
        t = self.tokens[i]
        if t.tag not in ("WP", "WDT"):
            return i
        verb = next((v for v in self.parse.ancestors(i) if self.tokens[v].dep == "relcl"), None)
        if verb is None:
            return i
        noun = self.tokens[verb].head
        if t.lower == "which" and self.tokens[noun].ent == "PERSON":
            return self._thing_before(i, noun)
        return noun

    def _thing_before(self, i: int, floor: int) -> int:
        """The nearest noun before "which" that is no person's name ("Berg, head of Tern AS, which …")."""
        after = range(i - 1, floor, -1)
        names = (
            j for j in after if self.tokens[j].pos in ("NOUN", "PROPN") and self.tokens[j].ent != "PERSON"
        )
        return next(names, floor)
