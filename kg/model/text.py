"""Annotated text: tokens, sentences, syntax, quotations. No spaCy here, so tests build it by hand.

Invariant: every offset counts code points of the untouched ``Document.text``; tokens never include
white space, and ``text[token.start:token.end] == token.text`` but for normalised quote marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.model.document import Span


class Token(NamedTuple):
    """One token. ``pos`` is Universal POS, ``tag`` Penn Treebank, ``dep`` ClearNLP (spaCy English)."""

    i: int
    start: int
    end: int
    text: str
    """As parsed: curly quotes and odd blanks are already plain here; same length as in the text."""
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    """Index of the governor; the root of a sentence is its own head."""
    sent: int
    """Index into :attr:`Parse.sentences`."""
    ent: str
    """The statistical recogniser's label (``PERSON``, ``GPE`` …) or ``""``: evidence, not truth."""
    ent_start: bool
    """True on the first token of a recognised name."""


class Sentence(NamedTuple):
    """Tokens ``first`` to ``last - 1``; ``paragraph`` numbers the paragraph it stands in."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation. ``span`` covers the marks, ``inner`` what stands between them.

    ``depth`` is 0 for an outer quotation, 1 for one inside it. A quotation that goes on over several
    paragraphs (an opening mark at each, a closing mark only at the last) is one per paragraph with
    ``continues`` pointing at the quote before. ``closed`` is false where no closing mark was found
    and the end of the paragraph was taken.
    """

    span: Span
    inner: Span
    depth: int = 0
    closed: bool = True
    continues: int | None = None


class Parse:
    """Tokens with their sentence and dependency structure, and ways to walk it."""

    def __init__(self, text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.tokens = tuple(tokens)
        self.sentences = tuple(sentences)
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """For each token the first and last token index (inclusive) of its subtree."""
        left, right = list(range(len(self.tokens))), list(range(len(self.tokens)))
        for sentence in self.sentences:
            for i in self._leaves_first(sentence):
                head = self.tokens[i].head
                left[head] = min(left[head], left[i])
                right[head] = max(right[head], right[i])
        return list(zip(left, right, strict=True))

    def _leaves_first(self, sentence: Sentence) -> list[int]:
        order = [i for i in range(sentence.first, sentence.last) if self.tokens[i].head == i]
        for i in order:
            order.extend(self.children[i])
        return order[::-1]

    def subtree(self, i: int) -> list[int]:
        """Indices of ``i`` and all it governs, in text order."""
        found = [i]
        for j in found:
            found.extend(self.children[j])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """Governors of ``i``, nearest first, without ``i`` itself."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of ``i`` with one of the relations, or ``None``."""
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)

    def span(self, first: int, last: int) -> Span:
        """Text span of tokens ``first`` to ``last``, inclusive."""
        return self.tokens[first].start, self.tokens[last].end

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that token ``i`` stands in."""
        return self.sentences[self.tokens[i].sent]

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    def token_at(self, offset: int) -> int | None:
        """Index of the token that covers the offset, else ``None``."""
        from bisect import bisect_right

        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.tokens[i].end else None

    def tokens_in(self, span: Span) -> range:
        """Indices of the tokens that start inside the span."""
        from bisect import bisect_left

        return range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))
