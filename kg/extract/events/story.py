"""What the article has told so far, where a later noun takes it up by few words."""

from __future__ import annotations

from kg.extract.events.candidate import Candidate
from kg.extract.events.mentions import bare
from kg.extract.events.syntax import Syntax
from kg.model import Status

_NEAR = 1
"""Sentences back to which a word of many meanings takes up an event."""
_FAR = 3
"""Sentences back to which the same word does."""
_STEM = 4
"""Letters that "withdraw" and "withdrawal" share."""
_ABOUT = frozenset({"on", "about", "of", "for", "to", "against"})
_TO_COME = frozenset({Status.PLANNED, Status.PROPOSED})


class Story:
    """The last event of each type, in text order."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self._told: dict[str, tuple[Candidate, Status]] = {}

    def add(self, candidate: Candidate, status: Status) -> None:
        """Tell one more event."""
        self._told[candidate.type.name] = candidate, status

    def awaited(self, c: Candidate) -> Status | None:
        """ "Oslo proposed talks. Weber was wary of the talks": a known event that is spoken of, not told to
        have been, is as real as when it was last told; ``None``: nothing is awaited."""
        told, noun, tokens = self._told.get(c.type.name), c.noun, self.syntax.tokens
        if told is None or noun is None or c.verb is not None or not bare(self.syntax, noun):
            return None
        if self.syntax.deps(noun, "amod", "compound"):
            return None
        (last, status), above = told, tokens[tokens[noun].head]
        spoken_of = tokens[noun].dep == "dobj" or (tokens[noun].dep == "pobj" and above.lower in _ABOUT)
        near = tokens[noun].sent - tokens[last.head].sent <= _FAR
        alike = tokens[last.head].lemma[:_STEM].lower() == tokens[noun].lemma[:_STEM].lower()
        return status if spoken_of and near and alike and status in _TO_COME else None

    def recalled(self, c: Candidate) -> bool:
        """ "met in Oslo. The visit …": a word of many meanings that takes up what was just told."""
        told, noun, tokens = self._told.get(c.type.name), c.noun, self.syntax.tokens
        if told is None or noun is None or not bare(self.syntax, noun):
            return False
        last, above = told[0], tokens[tokens[noun].head]
        counted = above.lower == "of" and tokens[above.head].pos != "ADP"  # "a third of the vote"
        part = counted or above.head in last.tokens  # "went to the polls"
        return tokens[noun].sent - tokens[last.head].sent <= _NEAR and not part
