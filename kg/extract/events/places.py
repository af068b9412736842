"""Where each time expression of an article stands: at the event or verb that it modifies."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from kg.extract.events.licence import AS_OF, Site
from kg.extract.events.syntax import Syntax
from kg.model import Annotated, Interval, TimeExpression, TimeType

_STEPS = 8
_JOINTS = frozenset({"or", "and", "to", "through", "and/or", "until", "-", "–"})
_TOPIC = frozenset({"about", "on", "over", "regarding", "concerning"})
_NOW = frozenset({"now", "currently", "today", "at present"})


class Places:
    """The sites of one article's time expressions, by token."""

    def __init__(self, annotated: Annotated, syntax: Syntax, heads: dict[int, int]) -> None:
        """``heads`` maps every token of a trigger to the candidate's head."""
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.heads = heads
        published = annotated.document.published
        self.published = published.day if published else None
        self.sites: dict[int, list[Site]] = defaultdict(list)
        self.spelled: dict[int, TimeExpression] = {}
        """Every token of a time expression."""
        before: TimeExpression | None = None
        last: int | None = None
        for time in annotated.times:
            self.spelled.update(dict.fromkeys(annotated.parse.tokens_in(time.span), time))
            if before is not None and last is not None and self._joined(annotated.parse.text, before, time):
                self.sites[last][-1] = self._extended(self.sites[last][-1], time)
            else:
                last = self._place(time, annotated.parse.tokens_in(time.span))
            before = time

    @staticmethod
    def _joined(text: str, first: TimeExpression, second: TimeExpression) -> bool:
        """ "January or February": one time with two ends; "2012 and 2016" are two times."""
        joint = text[first.span[1] : second.span[0]].strip().lower()
        end, start = first.interval.latest, second.interval.earliest
        if joint not in _JOINTS or not second.interval or end is None or start is None:
            return False
        return joint != "and" or abs(start - end) <= timedelta(days=1)

    @staticmethod
    def _extended(site: Site, time: TimeExpression) -> Site:
        low = [d for d in (site.days.earliest, time.interval.earliest) if d]
        high = [d for d in (site.days.latest, time.interval.latest) if d]
        return site._replace(days=Interval(min(low, default=None), max(high, default=None)))

    def _place(self, time: TimeExpression, inside: range) -> int | None:
        """Put the expression at the token it modifies: the first event above it, else the first verb."""
        days = self.days(time)
        if not days or not len(inside) or self._naming(inside):
            return None
        head = next((i for i in inside if self.tokens[i].head not in inside), inside[0])
        word, i = "", self.tokens[head].head
        below = head
        for _ in range(_STEPS):
            token = self.tokens[i]
            if i in inside:
                return self._alone(time, inside, days)
            if token.pos in ("ADP", "SCONJ") and not word:
                word = AS_OF if token.lower == "of" and self.tokens[token.head].lower == "as" else token.lower
            if token.pos == "PROPN" and word == "of" and i not in self.heads:
                return None  # "the Fisheries Act of 1897"
            verb = token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass")
            clause = self._clause_before(i, inside[0]) if verb else None
            if clause is not None:
                self.sites[clause].append(Site(time, word, days))
                return clause
            if i in self.heads and self._gapped(below):
                return None
            if (i in self.heads and not self._topic(i, below)) or verb:
                self.sites[i].append(Site(time, word, days))
                return i
            if token.head == i:
                return None
            below, i = i, token.head
        return None

    def _clause_before(self, verb: int, first: int) -> int | None:
        """ "the man who was arrested in May was freed": a time between a clause on the subject and the verb
        is that clause's, whatever the parser says."""
        if first > verb:
            return None
        for subject in self.syntax.deps(verb, "nsubj", "nsubjpass"):
            for clause in self.syntax.deps(subject, "relcl", "acl"):
                between = range(clause + 1, first)
                if clause < first and not any(self.tokens[i].text in (",", "-", "--") for i in between):
                    return clause
        return None

    def _naming(self, inside: range) -> bool:
        """ "unveiled the 2012 sedan", "passed the 2015 budget": the year tells which thing, not when.

        "at the 2010 convention" does tell when.
        """
        token = self.tokens[inside[0]]
        noun = self.tokens[token.head]
        if len(inside) > 1 or token.tag != "CD" or token.dep not in ("nummod", "compound", "nmod", "amod"):
            return False
        occasion = self.tokens[noun.head].lower in ("at", "during", "since")
        return (
            noun.i > token.i
            and noun.pos in ("NOUN", "PROPN")
            and self.heads.get(noun.i) != noun.i
            and not occasion
        )

    def _gapped(self, below: int) -> bool:
        """ "A storm hit Lund in May, and another his farm in June": joined to an event, but no event."""
        token = self.tokens[below]
        joined = token.dep == "conj" and below not in self.heads and token.pos in ("NOUN", "PROPN")
        return joined and any(self.tokens[c].lower == "another" for c in self.syntax.children[below])

    def _topic(self, i: int, below: int) -> bool:
        """ "spoke about the strike in Lund, May 3": with the place, the day is that of the talking."""
        token, near = self.tokens[i], self.tokens[below]
        told = token.dep == "pobj" and self.tokens[token.head].lower in _TOPIC
        if not told or below in self.spelled:
            return False
        where = near.lower in ("at", "in") and not any(c in self.spelled for c in self.syntax.children[below])
        return near.pos == "PROPN" or where

    def _alone(self, time: TimeExpression, inside: range, days: Interval) -> int | None:
        """ "Friday, the court ruled …" cut in two by the parser: the day dates the rest."""
        parse = self.syntax.parse
        here = self.tokens[inside[0]].sent
        if here + 1 >= len(parse.sentences) or parse.sentences[here].last != inside[-1] + 1:
            return None
        rest = range(parse.sentences[here].first, inside[0])
        after = parse.sentences[here + 1]
        if after.first >= after.last or self.tokens[after.first].text != ",":
            return None
        if after.paragraph != parse.sentences[here].paragraph or any(
            self.tokens[i].pos != "ADP" for i in rest
        ):
            return None
        root = next((i for i in range(after.first, after.last) if self.tokens[i].head == i), None)
        if root is None or self.tokens[root].pos not in ("VERB", "AUX"):
            return None
        self.sites[root].append(Site(time, "", days))
        return root

    def days(self, time: TimeExpression) -> Interval:
        if time.type is TimeType.SET:
            return Interval()
        if not time.interval and time.text.lower() in _NOW and self.published:
            return Interval(self.published, self.published)
        return time.interval
