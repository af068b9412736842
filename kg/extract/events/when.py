"""When an event was, is or will be: from a time expression of its own clause, never from thin air.

What a preposition before it licenses, ``licence`` knows. The day of publication itself is used only for
a bare present progressive ("is reopening") and for "now".
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta

from kg.extract.events.candidate import Candidate
from kg.extract.events.lexicon import SAME
from kg.extract.events.licence import AS_OF, Licence, Site
from kg.extract.events.mood import ACTUAL
from kg.extract.events.places import Places
from kg.extract.events.syntax import Syntax
from kg.model import Annotated, EventTime, Interval, Status, TimeExpression, TimeType, Token

_STEPS = 8
_COUNTED = re.compile(r"P(\d{1,3})([DW])")
_CONTAIN = frozenset({"include", "contain", "feature", "comprise", "carry"})
_RECENT = timedelta(days=180)
"""A date before a noun that lies further back tells one event from others ("the 1953 armistice")."""
_WITHIN = frozenset({"during", "at", "in", "with", "amid", "upon"})
"""Prepositions after which an event shares the time of the verb before them."""
_AT_ONCE = frozenset(
    ["kill", "injure", "wound", "remove", "oust", "topple", "overthrow", "destroy", "damage", "hit", "strike"]
)
"""What an event brings about while it lasts: "the coup removed him in May" dates the coup."""
_OUTLIVED = frozenset({
    "collapse", "fail", "end", "break", "last", "expire", "lapse", "unravel", "crumble", "fall", "hold",
    "founder", "fray", "continue", "resume",
})  # fmt: skip
"""What an accord does long after it was made."""
_RAISING = frozenset({
    "expect", "schedule", "plan", "set", "due", "be", "go", "continue", "begin", "start", "appear", "seem",
    "slate", "resume", "take", "have", "would", "happen", "occur", "keep", "come", "hold", "open", "end",
})  # fmt: skip


class Clock:
    """Hands out the time expressions of one article."""

    def __init__(self, annotated: Annotated, syntax: Syntax, heads: dict[int, int]) -> None:
        """``heads`` maps every token of a trigger to the candidate's head."""
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.heads = heads
        self.members: dict[int, list[int]] = defaultdict(list)
        for token, head in heads.items():
            self.members[head].append(token)
        published = annotated.document.published
        self.published = published.day if published else None
        self.licence = Licence(self.published)
        places = Places(annotated, syntax, heads)
        self.sites, self.spelled, self._days = places.sites, places.spelled, places.days
        self.framed = any(site.word == AS_OF for sites in self.sites.values() for site in sites)

    def of(self, candidate: Candidate, status: Status, *, negative: bool = False) -> EventTime | None:
        """Time of an event, from its own trigger, its light verb or the verb that carries it."""
        verb = candidate.verb
        if self._ahead(candidate, status):
            own = [t for t in candidate.tokens if t != verb]
        else:
            own = [
                *candidate.tokens,
                *([verb] if verb is not None else []),
                *self.carriers(candidate, status),
            ]
        for i in own:
            for site in self.sites.get(i, ()):
                if site.word == AS_OF and status is Status.OCCURRED and self._perfect(i):
                    return EventTime(site.time.id, Interval(None, site.days.latest), "as-of")
                if candidate.type.acts_on and site.word in ("to", "until", "till", "for"):
                    continue
                if site.word == "since" and status in (Status.PLANNED, Status.PROPOSED):
                    continue
                days = (
                    site.days
                    if negative and site.word in ("until", "till")
                    else self.licence.read(site, status)
                )
                if not days:
                    continue
                return EventTime(site.time.id, days)
        that_day = (t for i in own if (t := self._on_that_day(i)))
        return (
            self._contained(candidate)
            or next(that_day, None)
            or self._progressive(candidate, status)
            or self._since_then(candidate, status)
        )

    def _since_then(self, candidate: Candidate, status: Status) -> EventTime | None:
        """ "… in May. She has since moved": from the time told before until publication."""
        verb = candidate.verb
        if verb is None or status is not Status.OCCURRED or self.published is None:
            return None
        if self.tokens[verb].dep == "conj" and not self.syntax.deps(verb, "nsubj", "nsubjpass"):
            verb = self.tokens[verb].head
        perfect = any(a.lower in ("has", "have") for a in self.syntax.auxiliaries(verb))
        since = perfect and any(
            self.tokens[c].lower == "since" and not self.syntax.children[c]
            for c in self.syntax.children[verb]
        )
        time = self._told_before(verb) if since else None
        first = self._days(time).earliest if time is not None else None
        if time is None or first is None or first > self.published:
            return None
        return EventTime(time.id, Interval(first, self.published), "since-then")

    def _told_before(self, i: int) -> TimeExpression | None:
        """The last time told before a word, in its sentence or the one before."""
        sentence = self.tokens[i].sent
        for j in range(i, -1, -1):
            if self.tokens[j].sent < sentence - 1:
                return None
            if j in self.spelled and self._days(self.spelled[j]):
                return self.spelled[j]
        return None

    def so_far(self, candidate: Candidate) -> EventTime | None:
        """ "As of Friday, it was among the towns that had banned …": what had occurred, did so by then."""
        i, perfect = candidate.verb, False
        for _ in range(_STEPS if i is not None and self.framed else 0):
            assert i is not None
            perfect = perfect or self._perfect(i)
            i = self.tokens[i].head
            site = next((s for s in self.sites.get(i, ()) if s.word == AS_OF), None)
            if site is not None:
                return EventTime(site.time.id, Interval(None, site.days.latest), "as-of") if perfect else None
        return None

    def _perfect(self, verb: int) -> bool:
        """Whether a verb tells of what has been done, not of what has been going on."""
        had = any(a.lower in ("had", "has", "have") for a in self.syntax.auxiliaries(verb))
        return had and self.tokens[verb].tag != "VBG"

    def _contained(self, candidate: Candidate) -> EventTime | None:
        """ "a deal of June which included assurances": what is part of it has its date."""
        noun = candidate.noun
        verb = self.tokens[self.tokens[noun].head] if noun is not None else None
        if verb is None or verb.lemma not in _CONTAIN or self.tokens[noun or 0].dep != "dobj":
            return None
        for subject in self.syntax.subjects(verb.i):
            for i in (subject, *self._whole(subject)):
                for site in self.sites.get(i, ()):
                    return EventTime(site.time.id, self.licence.read(site, Status.OCCURRED))
                dated = [self.spelled[c] for c in self.syntax.children[i] if c in self.spelled]
                if dated and self._days(dated[0]):
                    site = Site(dated[0], "", self._days(dated[0]))
                    return EventTime(dated[0].id, self.licence.read(site, Status.OCCURRED))
        return None

    def _whole(self, noun: int) -> list[int]:
        """What a noun is in apposition to: the clause of the noun that it renames."""
        token = self.tokens[noun]
        if token.dep != "appos":
            return []
        return [a for _, a in zip(range(_STEPS), self.syntax.parse.ancestors(noun), strict=False)]

    def _on_that_day(self, verb: int) -> EventTime | None:
        """ "on Monday, the day X spoke": a relative clause on a date happens then."""
        if self.tokens[verb].dep != "relcl":
            return None
        time = self.spelled.get(self.tokens[verb].head)
        return EventTime(time.id, self._days(time)) if time is not None and self._days(time) else None

    def ahead(self, time: EventTime | None) -> bool:
        """Whether a time begins after publication: what it dates cannot have happened."""
        first = time.interval.earliest if time is not None else None
        return bool(first and self.published and first > self.published)

    def past(self, candidate: Candidate, time: EventTime | None) -> bool:
        """Whether a date before the noun ("the 1953 armistice") says that the event lies far back."""
        if candidate.noun is None or time is None or time.ref is None or not self.published:
            return False
        last = time.interval.latest
        return self.dated(candidate) and bool(last and last < self.published)

    def dated(self, candidate: Candidate) -> bool:
        """Whether a date beside the noun tells which one it is ("the armistice of 1953")."""
        noun = candidate.noun
        if noun is None or noun not in candidate.tokens or self.published is None:
            return False
        start, recent = self.tokens[noun].start, self.published - _RECENT
        return any(
            (site.word == "of" or (not site.word and site.time.span[1] <= start))
            and (site.days.latest or recent) < recent
            for site in self.sites.get(noun, ())
        )

    def length(self, i: int) -> timedelta | None:
        """Days or weeks that a word is told to lie apart ("two days after"), if they are counted."""
        times = (self.spelled[c] for c in self.syntax.children[i] if c in self.spelled)
        counted = (_COUNTED.fullmatch(t.value) for t in times if t.type is TimeType.DURATION)
        match = next((m for m in counted if m), None)
        return timedelta(days=int(match[1]) * (7 if match[2] == "W" else 1)) if match else None

    def new_date(self, candidate: Candidate) -> EventTime | None:
        """ "postponed to June 2": the day that the other event is moved to."""
        for site in (s for t in candidate.tokens for s in self.sites.get(t, ())):
            if site.word in ("to", "until", "till", "for"):
                return EventTime(site.time.id, self.licence.later(site.days))
        return None

    def until(self, candidate: Candidate) -> bool:
        """Whether the event's time hangs on *until*: "did not leave until May" says it left in May."""
        sites = (s for t in candidate.tokens for s in self.sites.get(t, ()))
        return any(site.word in ("until", "till") for site in sites)

    def _ahead(self, candidate: Candidate, status: Status) -> bool:
        """ "announced a visit on Sunday": the day is that of the announcement."""
        if not candidate.light or candidate.verb is None or status in ACTUAL:
            return False
        effect = self.syntax.effect(self.tokens[candidate.verb])
        return effect is not None and effect.status != SAME

    def _progressive(self, candidate: Candidate, status: Status) -> EventTime | None:
        """ "is reopening", said without a date, goes on at the day of publication."""
        if status is not Status.ONGOING or candidate.verb is None or self.published is None:
            return None
        token = self.tokens[candidate.verb]
        words = {a.lower for a in self.syntax.auxiliaries(candidate.verb)}
        if (
            token.tag == "VBG"
            and words & {"is", "are", "'s", "'re", "am", "'m"}
            and token.dep in ("ROOT", "conj")
        ):
            return EventTime(None, Interval(self.published, self.published))
        return None

    def carriers(self, candidate: Candidate, status: Status) -> list[int]:
        """Verbs whose time is the event's too: raising and aspect verbs above, occurrence verbs."""
        i = candidate.verb if candidate.verb is not None else candidate.noun
        found: list[int] = []
        if candidate.noun is not None:
            clauses = self.syntax.deps(candidate.noun, "relcl")
            found = [c for c in clauses if self._tells_of(c, candidate.noun)]
            if self.tokens[candidate.noun].dep == "ROOT":
                clauses = self.syntax.deps(candidate.noun, "acl")
                found += [c for c in clauses if self.tokens[c].tag == "VBD" or self.syntax.deps(c, "dobj")]
        for _ in range(_STEPS):
            if i is None or self.tokens[i].head == i:
                break
            head = self.tokens[self.tokens[i].head]
            if candidate.type.name == "agreement" and self._ends(i, head):
                break
            if not self._carries(i, head.i) or (head.pos == "ADP" and status is Status.DENIED):
                break
            i = head.i
            if head.pos in ("VERB", "AUX"):
                found.append(i)
                if head.lemma in _RAISING:
                    found += [x for x in self.syntax.deps(i, "xcomp") if x not in candidate.tokens]
            elif i in self.heads:
                found += self.members[self.heads[i]]
        return found

    def _ends(self, i: int, verb: Token) -> bool:
        """ "the truce broke down on Monday", "held in May": what becomes of an accord is no day of it."""
        return verb.lemma in _OUTLIVED and self.tokens[i].dep in ("nsubj", "nsubjpass")

    def _tells_of(self, clause: int, noun: int) -> bool:
        """ "the talks that began on Monday", "the curfew that the mayor declared on Monday"."""
        verb = self.tokens[clause]
        if verb.lemma in self.syntax.lexicon.occur:
            return True
        effect = self.syntax.effect(verb)
        plain = effect is None or effect.status == SAME
        return plain and verb.lemma in self.syntax.lexicon.light and noun in self.syntax.undergoers(clause)

    def _carries(self, i: int, above: int) -> bool:
        token, head = self.tokens[i], self.tokens[above]
        dep, lemma = token.dep, head.lemma
        if self._follows(token, head) or (dep == "prep" and above in self.spelled):
            return True
        if head.pos == "ADP" or (head.pos == "SCONJ" and dep == "pobj"):
            partitive = lemma == "of" and self._partitive(self.tokens[head.head].lemma)
            struck = head.dep == "agent" and self.tokens[head.head].lemma in _AT_ONCE
            return dep in ("pobj", "pcomp") and (lemma in _WITHIN or partitive or struck)
        if head.pos not in ("VERB", "AUX"):
            if dep == "prep":
                return self._partitive(lemma) or (above in self.heads and token.lower in _WITHIN)
            return dep == "xcomp" and head.pos == "ADJ"
        if dep in ("xcomp", "acomp"):
            return lemma in _RAISING or (dep == "xcomp" and head.lemma == "use")
        if dep in ("nsubj", "nsubjpass"):
            return lemma in self.syntax.lexicon.occur or lemma in _RAISING or lemma in _AT_ONCE
        if dep == "advcl" and any(
            self.tokens[m].lower == "when" for m in self.syntax.deps(i, "advmod", "mark")
        ):
            return self._fronted(above)
        if dep == "advcl":
            return token.tag == "VBG" and not self.syntax.deps(i, "mark", "nsubj", "prep")
        if dep == "conj":
            return self._fronted(above) and not self.syntax.deps(i, "nsubj", "nsubjpass")
        if dep == "agent":
            return lemma in _AT_ONCE  # "were hit by an air strike on Monday"
        return dep in ("prep", "attr") or (dep == "dobj" and lemma in self.syntax.lexicon.light)

    def _follows(self, token: Token, head: Token) -> bool:
        """ "X followed by Y": both at about the same time."""
        if token.lemma == "follow" and token.dep == "acl":
            return head.i in self.heads
        verb = head if token.dep == "agent" else self.tokens[head.head]
        return verb.lemma == "follow" and verb.tag == "VBN" and token.dep in ("agent", "pobj")

    def _partitive(self, lemma: str) -> bool:
        effect = self.syntax.lexicon.noun_effects.get(lemma)
        return effect is not None and effect.status == SAME

    def _fronted(self, verb: int) -> bool:
        """Whether the verb's time stands before it: then it holds for the verbs that follow, too."""
        start = self.tokens[verb].start
        return any(site.time.span[1] <= start for site in self.sites.get(verb, ()))
