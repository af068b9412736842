"""Who was spoken of lately: mentions by sentence, looked up backwards over a bounded stretch."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterator

from kg.annotate.actors.cast import Cast, Draft

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})


class Recent:
    """Mentions by sentence, in text order."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.parse = cast, cast.parse
        self._heads: dict[int, list[int]] = defaultdict(list)
        for head in sorted(cast.heads):
            self._heads[self.parse.tokens[head].sent].append(head)

    def add(self, head: int) -> None:
        """Note a mention that was found later."""
        heads = self._heads[self.parse.tokens[head].sent]
        at = bisect_left(heads, head)
        if at == len(heads) or heads[at] != head:
            insort(heads, head)

    def before(self, i: int, sentences: int) -> Iterator[list[int]]:
        """Heads of mentions before token ``i``: of its own sentence, then of the ones before it, each
        in text order; ``sentences`` is how many earlier sentences count. A headline's own line and
        other paragraphs count like any other."""
        sentence = self.parse.tokens[i].sent
        yield [h for h in self._heads.get(sentence, ()) if h < i]
        for s in range(sentence - 1, max(-1, sentence - 1 - sentences), -1):
            yield self._heads.get(s, [])

    def nearest(self, i: int, sentences: int, fits: Callable[[Draft, int], bool]) -> Draft | None:
        """The best candidate in the nearest sentence that has one: a subject, else the latest."""
        for heads in self.before(i, sentences):
            found = [h for h in heads if any(fits(d, h) for d in self.cast.heads[h])]
            subjects = [h for h in found if self.is_subject(h)]
            if found:
                head = (subjects or found)[-1]
                return next(d for d in self.cast.heads[head] if fits(d, head))
        return None

    def is_subject(self, head: int) -> bool:
        """Whether a mention is, or is coordinated with, the subject of a verb."""
        token = self.parse.tokens[head]
        for _ in range(4):
            if token.dep in SUBJECTS:
                return True
            if token.dep != "conj" or token.head == token.i:
                return False
            token = self.parse.tokens[token.head]
        return False

    def clause(self, i: int) -> int:
        """The verb whose argument a token is, through prepositions, coordination and controlled verbs
        ("continued to update them": the subject of the upper verb is that of the lower one)."""
        token = self.parse.tokens[i]
        while token.head != token.i:
            governor = self.parse.tokens[token.head]
            controlled = (
                governor.dep == "xcomp" and self.parse.child(governor.i, "nsubj", "nsubjpass") is None
            )
            if governor.pos in ("VERB", "AUX") and not controlled:
                return governor.i
            token = governor
        return token.i

    def pair(self, i: int, sentences: int, fits: Callable[[Draft], bool]) -> list[Draft]:
        """The two that "both" or "the two" speak of: coordinated, or the only two; else nobody."""
        gathered: dict[int, Draft] = {}
        for heads in self.before(i, sentences):
            here = {id(d): d for h in heads for d in self.cast.heads[h] if fits(d)}
            joined = self._joined([h for h in heads if any(fits(d) for d in self.cast.heads[h])], fits)
            if joined:
                return joined
            gathered.update(here)
            if len(gathered) >= 2:
                break
        return list(gathered.values()) if len(gathered) == 2 else []

    def _joined(self, heads: list[int], fits: Callable[[Draft], bool]) -> list[Draft]:
        """The last two mentions of one kind that "and" or "between … and" joins."""
        known = set(heads)
        for h in reversed(heads):
            token = self.parse.tokens[h]
            if token.dep == "conj" and token.head in known and token.head != h:
                one = next(d for d in self.cast.heads[token.head] if fits(d))
                two = next(d for d in self.cast.heads[h] if fits(d))
                if one is not two and one.kind is two.kind:
                    return [one, two]
        return []
