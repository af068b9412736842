"""The words that a reader is shown for an event: the clause around a verb, the phrase around a noun.

Invariant: a phrase is one stretch of the text that holds the trigger's first word; it ends neither
inside a name nor on a comma, preposition or article.
"""

from __future__ import annotations

from kg.extract.events.candidate import Candidate
from kg.extract.events.syntax import Syntax
from kg.model import Annotated, Span, Token

_LIMIT = 14
"""Tokens; longer phrases are cut where a phrase begins."""
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl"})
_BEFORE = frozenset({"aux", "auxpass", "neg"})
_OPENS = frozenset(
    {"dobj", "dative", "prt", "attr", "acomp", "oprd", "agent", "xcomp", "ccomp", "prep", "nsubjpass"}
)
_LOOSE = frozenset({"advmod", "npadvmod", "punct", "neg", "aux", "auxpass", "nsubj", "expl", "mark", "intj"})
_ASIDE = frozenset({"relcl", "appos", "parataxis", "advcl"})
_DANGLING = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX"})
_SOURCES = frozenset({"according", "per", "because", "due", "amid", "despite"})
_CUT = frozenset({"ADP", "SCONJ", "CCONJ", "PART"})
_REACHES = frozenset({"to", "until", "till", "of"})
"""Prepositions whose time is what is done ("moved to May"), not when it is done."""


class Phrases:
    """Phrases of one article's events."""

    def __init__(self, annotated: Annotated, syntax: Syntax) -> None:
        self.syntax = syntax
        self.parse = annotated.parse
        self.tokens = syntax.tokens
        self.timed: set[int] = set()
        for time in annotated.times:
            self.timed.update(annotated.parse.tokens_in(time.span))

    def of(self, c: Candidate) -> Span:
        """The phrase of an event; it holds the first token of its trigger."""
        if c.verb is not None and c.verb in c.tokens:
            first, last = self._clause(c.verb)
        elif c.duty is not None:
            first, last = self._clause(self.tokens[c.head].head)
        else:
            first, last = self._noun(c.noun if c.noun is not None else c.head)
        held = [i for n, i in enumerate(c.tokens) if i == c.tokens[0] + n]
        first, last = min(first, held[0]), max(last, held[-1])
        return self.parse.span(first, last)

    # -- clauses

    def _clause(self, verb: int) -> tuple[int, int]:
        left = [c for c in self.syntax.children[verb] if c < verb]
        subject = max((c for c in left if self.tokens[c].dep in _SUBJECT), default=-1)
        opening = [c for c in left if c > subject and self.tokens[c].dep in _BEFORE]
        if opening and self.tokens[opening[0]].lower == "to":
            opening = []
        first = min(opening, default=verb)
        return first, self._trimmed(first, verb, self._reach(verb, first))

    def _reach(self, verb: int, first: int) -> int:
        """Last token of the verb's complements, before whatever stands loosely beside them."""
        end = verb
        for c in self.syntax.children[verb]:
            if c < verb:
                continue
            token = self.tokens[c]
            if self.parse.edges[c][0] - first >= _LIMIT or token.dep not in _OPENS | _LOOSE:
                break
            if token.text in (";", ":", "--", "-", "(") or token.lower in _SOURCES:
                break
            opens = token.dep in _OPENS or (token.dep == "advmod" and self.tokens[verb].lemma == "be")
            if opens and not self._timing(c):
                end = self._stop(c)
                if end < self.parse.edges[c][1]:
                    break
        return end

    def _timing(self, i: int) -> bool:
        """Whether a phrase only says when."""
        token = self.tokens[i]
        if token.dep in ("npadvmod", "nmod"):
            return i in self.timed
        if token.dep != "prep" or token.lower in _REACHES:
            return False
        below = self.syntax.deps(i, "pobj", "pcomp")
        return bool(below) and all(b in self.timed for b in below)

    def _stop(self, i: int) -> int:
        """Last token under ``i`` before an aside or a date that ends it."""
        last = self.parse.edges[i][1]
        order = [i]
        for j in order:
            for c in self.syntax.children[j]:
                if c < i or self.parse.edges[c][0] > min(last, i + 2 * _LIMIT):
                    continue
                token = self.tokens[c]
                aside = token.dep in _ASIDE or self._timing(c)
                aside = aside or (token.dep == "prep" and token.lower in _SOURCES)
                if (aside or token.text in (";", ":", "--", "(")) and c > i:
                    last = min(last, self.parse.edges[c][0] - 1)
                elif c <= last:
                    order.append(c)
        return max(last, i)

    # -- nouns

    def _noun(self, noun: int) -> tuple[int, int]:
        first = noun
        for c in self.syntax.children[noun]:
            if c < noun and self.tokens[c].dep not in (
                "preconj",
                "cc",
                "conj",
                "punct",
                "relcl",
                "advcl",
                "mark",
            ):
                first = min(first, self.parse.edges[c][0])
        if noun - first >= _LIMIT:
            first = noun
        end = noun
        for c in self.syntax.children[noun]:
            token = self.tokens[c]
            if c < noun:
                continue
            if (
                token.dep not in ("prep", "acl", "neg", "advmod", "punct", "prt")
                or self.parse.edges[c][0] - first >= _LIMIT
            ):
                break
            if token.dep == "acl" and token.tag not in ("VB", "VBN"):
                break
            if token.text in (",", ";", ":", "--", "-", "(") or token.lower in _SOURCES:
                break
            if token.dep in ("prep", "acl") and not self._timing(c):
                end = self._stop(c)
                if end < self.parse.edges[c][1]:
                    break
        return first, self._trimmed(first, noun, end)

    # -- ends

    def _trimmed(self, first: int, head: int, last: int) -> int:
        """The end moved back to the limit, out of names, and off words that want more after them."""
        if last - first >= _LIMIT:
            last = self._boundary(first, max(head, first + _LIMIT - 1), head)
        while last > head and (self._dangles(self.tokens[last]) or self._unopened(first, last)):
            last -= 1
        return last

    def _unopened(self, first: int, last: int) -> bool:
        """Whether a quote mark at the end has no partner in the phrase."""
        marks = sum(t.text == '"' for t in self.tokens[first : last + 1])
        return self.tokens[last].text == '"' and marks % 2 == 1

    def _boundary(self, first: int, last: int, head: int) -> int:
        """The nearest end at or before ``last`` after which a new phrase begins."""
        for i in range(last, max(head, first), -1):
            after = self.tokens[i + 1]
            opens = after.pos in _CUT or after.text in (",", ";", ":")
            if opens and not (after.ent and not after.ent_start):
                return i
        return head

    @staticmethod
    def _dangles(token: Token) -> bool:
        if token.dep == "prt":
            return False
        return token.pos in _DANGLING or (token.pos == "PUNCT" and token.text not in ('"', "'", ")", "%"))
