"""Puts event extraction together: candidates, then status, roles, time, place, links.

Invariant: an event is told as occurred only where no word that governs it says otherwise.
"""

from __future__ import annotations

from datetime import date

from kg.extract.events.candidate import Candidate
from kg.extract.events.decisions import decisions
from kg.extract.events.generic import generic, habitual
from kg.extract.events.habits import able, going_on, regulated
from kg.extract.events.holders import Holders
from kg.extract.events.lending import INSIDE, anchored, come_after, joined, lend, told_after, told_with
from kg.extract.events.lexicon import SAME, Effect, load_lexicon
from kg.extract.events.links import called_off, moved, settled, targets, threatened
from kg.extract.events.mentions import Mention, mention
from kg.extract.events.mood import ACTUAL, UNSURE, Reality
from kg.extract.events.nominal import Nominals
from kg.extract.events.one import ranked
from kg.extract.events.phrases import Phrases
from kg.extract.events.plover import plover_class
from kg.extract.events.quoted import Quotations
from kg.extract.events.reality import Realities
from kg.extract.events.roles import Cast
from kg.extract.events.same import same_acts, same_events
from kg.extract.events.speech_acts import aimed
from kg.extract.events.story import Story
from kg.extract.events.syntax import Syntax
from kg.extract.events.triggers import find_candidates
from kg.extract.events.when import Clock
from kg.model import (
    ActorKind,
    Annotated,
    Attitude,
    Certainty,
    Cue,
    Event,
    EventTime,
    Polarity,
    Role,
    Span,
    Statement,
    Status,
)

UNREAL = frozenset({Status.PLANNED, Status.PROPOSED, Status.HYPOTHETICAL})
_WISHES: dict[Attitude | None, Status] = {
    Attitude.WANTS: Status.PROPOSED,
    Attitude.ASKS: Status.PROPOSED,
    Attitude.INTENDS: Status.PLANNED,
    Attitude.HOPES: Status.HYPOTHETICAL,
}
_STEPS = 6
_CANVASS = frozenset({"campaign", "political", "election", "electoral", "presidential", "victory", "pep"})
_VENUE = frozenset({"at", "during", "in"})
_DECIDE = frozenset({"decide", "choose", "opt", "vote", "agree"})


def find_events(annotated: Annotated, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """Events in text order of their trigger, ids ``e1`` …

    :param statements: of the same article; an event inside the content of one is attributed to it.
    :raises SchemaError: an event type or word list is broken.
    """
    return _Finder(annotated, statements).run()


class _Finder:
    def __init__(self, annotated: Annotated, statements: tuple[Statement, ...]) -> None:
        self.annotated = annotated
        self.syntax = Syntax(annotated.parse, load_lexicon())
        self.realities = Realities(self.syntax)
        self.statements = statements
        self.holders = Holders(statements)
        self.cast = Cast(annotated, self.syntax, self.holders)
        self.places = {a.name for a in self.cast.actors.values() if a.kind is ActorKind.PLACE}
        self.phrases = Phrases(annotated, self.syntax)
        self.said_at = self._said_at()
        self.story = Story(self.syntax)

    def _said_at(self) -> dict[int, EventTime]:
        """Tokens of the cues of dated statements -> when those were made."""
        days = {t.id: t.interval for t in self.annotated.times if t.interval}
        return {
            i: EventTime(s.time, days[s.time])
            for s in self.statements
            if s.cue is not None and s.time in days
            for span in s.cue.spans
            for i in self.annotated.parse.tokens_in(span)
        }

    def run(self) -> tuple[Event, ...]:
        candidates = find_candidates(self.syntax)
        self.coded = frozenset(t for c in candidates if c.type.plover for t in c.tokens)
        self.syntax.specific.update({
            c.verb: Effect(c.type.embeds) if c.type.embeds else None
            for c in candidates
            if c.specific and c.verb is not None and c.type.name != "action" and not self._prevents(c)
        })  # fmt: skip
        standing = frozenset(c.noun for c in candidates if c.noun is not None and c.type.standing)
        spoken = (c.noun for c in candidates if c.type.speech and not c.type.symmetric)
        agreed = (c for c in candidates if c.verb == c.head and c.type.embeds is Status.PLANNED)
        named = frozenset(t for c in agreed for t in c.tokens if t != c.head)
        said = frozenset(n for n in spoken if n is not None)
        self.nominals = Nominals(self.realities, standing, said, named)
        clock = Clock(self.annotated, self.syntax, {t: c.head for c in candidates for t in c.tokens})
        about = targets(self.syntax, candidates)
        ids = {c.head: f"e{n}" for n, c in enumerate(candidates, 1)}
        events = []
        for c in candidates:
            events.append(self._event(c, ids[c.head], clock, ids.get(about.get(c.head, -1))))
        events = threatened(self.syntax, candidates, events)
        events = settled(candidates, aimed(self.syntax, candidates, events))
        events = called_off(self.syntax, candidates, events, clock)
        return tuple(self._dated(candidates, moved(candidates, events, clock), clock))

    def _dated(self, candidates: list[Candidate], events: list[Event], clock: Clock) -> list[Event]:
        """The events joined where they are one, and dated by each other."""
        quotations = Quotations(self.annotated, self.holders, candidates, events, clock)
        events = anchored(self.syntax, candidates, quotations.moved(events), clock, self._told(), INSIDE)
        events = same_events([self._mention(c, e, clock) for c, e in zip(candidates, events, strict=True)])
        events = decisions(self.syntax, candidates, same_acts(events))
        events = joined(self.syntax, candidates, events, clock)
        events = told_after(self.syntax, candidates, events, self.said_at)
        events = told_with(self.syntax, candidates, events, self._told_on(quotations))
        events = anchored(self.syntax, candidates, lend(events), clock, self._told())
        events = joined(self.syntax, candidates, events, clock)
        events = come_after(self.syntax, candidates, events, clock)
        return lend(events)

    def _told_on(self, quotations: Quotations) -> list[tuple[int, str, EventTime]]:
        """Sentence of the cue, speaker and day of each statement made on a known day."""
        found = []
        for s in self.statements:
            day = quotations.day_of(s) if s.cue is not None and s.speaker is not None else None
            if s.cue is None or s.speaker is None or s.speaker.actor is None or day is None:
                continue
            tokens = self.annotated.parse.tokens_in(s.cue.spans[0])
            if len(tokens) and s.attitude is Attitude.SAYS:
                found.append((self.syntax.tokens[tokens[0]].sent, s.speaker.actor, day))
        return found

    def _prevents(self, c: Candidate) -> bool:
        """ "barred them from going": with an object of its own, such a verb still undoes what follows."""
        own = self.syntax.lexicon.verb_effects.get(self.syntax.tokens[c.head].lemma)
        return c.type.embeds is None and own is not None and own.status is Status.DENIED

    def _mention(self, c: Candidate, event: Event, clock: Clock) -> Mention:
        if event.type == "action":
            return Mention(event)
        kinds = [(r.role, self.cast.actors[r.actor].kind.value) for r in event.roles if r.actor]
        return mention(self.syntax, self.nominals, c, event)._replace(
            dated=clock.dated(c),
            headline=self._headline(c),
            sides=frozenset(kind for _, kind in kinds),
            doers=frozenset(kind for role, kind in kinds if role == "agent"),
        )

    def _told(self) -> dict[str, date]:
        """Last day on which each dated statement may have been made, by its id."""
        days = {t.id: t.interval.latest for t in self.annotated.times}
        dated = ((s.id, days.get(s.time or "")) for s in self.statements)
        return {id_: day for id_, day in dated if day is not None}

    def _event(self, c: Candidate, id_: str, clock: Clock, about: str | None) -> Event:
        roles = self.cast.roles(c)
        weak = c.weak and not any(role.actor for role in roles) and not self.story.recalled(c)
        other = self._campaign(c, roles) or self._body(c) or self._ranked(c) or self.cast.inanimate(c)
        if weak or other:
            c.type = self.syntax.lexicon.types["action"]
            c.negation_used = False
        awaited = self.story.awaited(c)
        reality = self._reality(c)
        if awaited is not None and reality.status is Status.OCCURRED:
            reality = reality._replace(status=awaited)
        if c.noun is not None and c.verb is None and reality.status in ACTUAL and c.type.shown:
            kind = habitual(self.syntax, c.noun) or (not roles and generic(self.syntax, c.noun))
            reality = UNSURE if kind else reality
        any_one = c.noun is not None and "any" in {
            self.syntax.tokens[i].lower for i in self.syntax.deps(c.noun, "det")
        }
        if any_one and reality.status in ACTUAL:
            reality = UNSURE
        if reality.negative and clock.until(c):
            reality = self._not_until(reality)
        status = self._status(c, reality)
        time = clock.of(c, status, negative=reality.status is Status.PLANNED)
        if time is None and status is Status.OCCURRED:
            time = self._occasion(c)
        if status in ACTUAL and clock.ahead(time):
            status = Status.PLANNED
        named = c.noun is not None and c.verb is None and self.nominals.definite(c.noun)
        if (reality.would or named) and status is Status.HYPOTHETICAL and clock.ahead(time):
            status = Status.PLANNED
        if status in UNREAL and clock.past(c, time):
            status = Status.OCCURRED
        if status is Status.OCCURRED and going_on(self.syntax, c):
            status = Status.ONGOING
        status = self._wished(c, status)
        if c.type.acts_on and status is Status.PLANNED and self._decided(c):
            status = Status.OCCURRED
        if time is None and status is Status.OCCURRED:
            time = clock.so_far(c)
        if self._asked(c) and (status in ACTUAL or status is Status.PLANNED):
            status = Status.HYPOTHETICAL
            reality = reality._replace(certainty=Certainty.UNDERSPECIFIED)
        self.story.add(c, status)
        return Event(
            id=id_,
            type=c.type.name,
            plover=plover_class(self.syntax, c, status, self.coded),
            trigger=Cue(self._spans(c.tokens), self.syntax.tokens[c.head].lemma.lower()),
            roles=roles,
            time=time,
            place=self.cast.place(c),
            status=status,
            polarity=Polarity.NEGATIVE if reality.negative else Polarity.POSITIVE,
            certainty=reality.certainty,
            acts_on=about,
            attributed_to=self.holders.innermost(self.syntax.tokens[c.head].start),
            phrase=self.phrases.of(c),
        )

    def _occasion(self, c: Candidate) -> EventTime | None:
        """A speech act is made when its words are; "said at the conference": that was held then."""
        tokens = self.syntax.tokens
        places = [c.head, *(c.duty or ())[:1]]
        if c.noun is not None and tokens[c.noun].dep == "pobj":
            above = tokens[tokens[c.noun].head]
            places += [above.head] if above.lower in _VENUE else []
        return next((self.said_at[i] for i in places if i in self.said_at), None)

    def _campaign(self, c: Candidate, roles: tuple[Role, ...]) -> bool:
        """Whether one person alone holds what crowds hold: a candidate's rally is no protest, nor is a
        campaign rally."""
        kinds = {self.cast.actors[r.actor].kind for r in roles if r.actor and r.role == "agent"}
        if c.type.name == "protest" and c.noun is not None:
            before = self.syntax.deps(c.noun, "amod", "compound")
            if any(self.syntax.tokens[b].lower in _CANVASS for b in before):
                return True
        return c.type.name == "protest" and c.noun is not None and kinds == {ActorKind.PERSON}

    def _body(self, c: Candidate) -> bool:
        """Whether it is but part of a body's name ("the Congressional Black Caucus")."""
        if c.type.name not in ("agreement", "election") or c.verb is not None or c.noun is None:
            return False
        if self.syntax.tokens[c.noun].pos != "PROPN":
            return False
        kinds = [self.cast.actors[a].kind for a in self.cast.heads.get(c.noun, ())]
        of_a_place = self.syntax.tokens[c.noun - 1].text in self.places  # "the Iowa Caucus"
        return ActorKind.ORGANIZATION in kinds and not of_a_place

    def _ranked(self, c: Candidate) -> bool:
        """Whether who "became the third minister to resign" took no office."""
        if c.type.name != "appointment" or c.verb is None:
            return False
        clauses = [c.verb, *self.syntax.deps(c.verb, "attr")]
        below = [d for i in clauses for d in self.syntax.deps(i, "advcl", "xcomp", "acl", "relcl")]
        return any(ranked(self.syntax, d) is not None for d in below)

    def _reality(self, c: Candidate) -> Reality:
        if c.duty is not None:
            return self.realities.clause(c.duty[0])
        if c.noun is not None and (c.verb is None or self.syntax.no(c.noun)):
            return self.nominals.noun(c.noun)
        assert c.verb is not None
        reality = self.realities.clause(c.verb)
        if c.noun is not None:
            effect = self.syntax.effect(self.syntax.tokens[c.verb]) if c.light else None
            done = c.type.declarative and self.syntax.tokens[c.verb].lemma == "announce"
            if effect is not None and effect.status != SAME and not done:
                return self.nominals.affected(effect, reality)
        if c.negation_used:
            modal = next((a.lower for a in self.syntax.auxiliaries(c.verb) if a.tag == "MD"), None)
            if modal is not None and not c.type.speech:
                will = self.syntax.lexicon.modals.get(modal) == "planned"
                return Reality(Status.PLANNED if will else Status.HYPOTHETICAL)
            status = reality.status
            if status is Status.DENIED:
                sure = reality.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)
                status = Status.OCCURRED if sure else Status.HYPOTHETICAL
            return reality._replace(status=status, negative=not reality.negative)
        return reality

    @staticmethod
    def _not_until(reality: Reality) -> Reality:
        """ "will not meet until May": it will, in May. Only the mood before *not* is lost."""
        return Reality(Status.PLANNED, certainty=reality.certainty)

    def _status(self, c: Candidate, reality: Reality) -> Status:
        if reality.present and reality.status in ACTUAL:
            told = c.type.speech or self._headline(c)
            if not told and regulated(self.syntax, c, self.cast.heads):
                return Status.HYPOTHETICAL
            return Status.OCCURRED if told else Status.ONGOING
        if c.type.name == "action" and reality.status is Status.HYPOTHETICAL and able(self.syntax, c):
            return Status.UNKNOWN
        return reality.status

    def _wished(self, c: Candidate, status: Status) -> Status:
        """Inside what somebody wants, intends or hopes, only the past tense tells of what occurred."""
        wish = _WISHES.get(self.holders.attitude(self.syntax.tokens[c.head].start))
        if wish is None or status not in ACTUAL or c.verb is None or self._aside(c.verb):
            return status
        words = {a.lower for a in self.syntax.auxiliaries(c.verb)}
        past = self.syntax.tokens[c.verb].tag == "VBD" or bool(words & {"was", "were", "had", "has", "have"})
        return status if past else wish

    def _aside(self, verb: int) -> bool:
        """Whether a verb stands in a relative clause, which tells how things are."""
        tokens = self.syntax.tokens
        above = zip(range(_STEPS), self.annotated.parse.ancestors(verb), strict=False)
        return any(tokens[i].dep == "relcl" for i in (verb, *(a for _, a in above)))

    def _decided(self, c: Candidate) -> bool:
        """ "decided to call off the talks": deciding so has called them off."""
        if c.verb is None or self.syntax.tokens[c.verb].dep != "xcomp":
            return False
        above = self.syntax.tokens[self.syntax.tokens[c.verb].head]
        return above.lemma in _DECIDE and self.realities.clause(above.i).status is Status.OCCURRED

    def _asked(self, c: Candidate) -> bool:
        """Whether the trigger is what a yes-or-no question asks ("Will they meet?")."""
        parse = self.annotated.parse
        sentence = parse.sentence_of(c.head)
        if parse.tokens[sentence.last - 1].text != "?" or c.verb is None:
            return False
        first = parse.tokens[sentence.first]
        return first.pos == "AUX" and first.head == c.verb

    def _headline(self, c: Candidate) -> bool:
        """The present tense of a headline tells of what has happened."""
        title = self.annotated.document.title_span
        sentence = self.annotated.parse.sentence_of(c.head)
        if title is not None:
            return title[0] <= sentence.start < title[1]
        last = self.annotated.parse.tokens[sentence.last - 1].text
        return sentence.paragraph == 0 and last not in {".", "!", "?", '"'}

    def _spans(self, tokens: tuple[int, ...]) -> tuple[Span, ...]:
        spans: list[Span] = []
        for n, i in enumerate(tokens):
            token = self.syntax.tokens[i]
            if n and tokens[n - 1] == i - 1:
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
        return tuple(spans)
