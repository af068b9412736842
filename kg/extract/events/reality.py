"""How real a clause is at its mention: status, polarity, certainty, from the words that govern it.

The reading goes from the outside in: the reality of a clause is that of its governor, changed by the
governor's effect ("plan to": planned) and then by the clause's own auxiliaries, tense and negation.
Finite clauses stand on their own unless a conjunction or the governor says otherwise ("if", "deny
that"). Sources: FactBank's and MEANTIME's guidelines; the statuses are those of docs/data-model.md.
"""

from __future__ import annotations

from kg.extract.events.lexicon import SAME, Effect
from kg.extract.events.mood import ACTUAL, HAPPENED, UNKNOWN, UNSURE, Reality, finite, negate, weaker
from kg.extract.events.nonfinite import inherited
from kg.extract.events.one import one_vote
from kg.extract.events.syntax import SUBJECTS, Syntax
from kg.model import Certainty, Status, Token

_DEPTH = 25
"""Governors that are followed; longer chains are parser noise and end as unknown."""
_SUPPOSED = frozenset({"advcl", "ccomp", "pcomp", "xcomp", "csubj", "acl"})
_FOLLOWS_MAIN = frozenset({"when", "before", "after", "until", "till", "while", "as"})
_OPINION = frozenset({"think", "believe", "suspect"})
_VERDICT = frozenset({"find", "conclude", "rule", "decide", "determine"})
_FINDING = _VERDICT | {"prove", "show", "establish", "confirm", "verify", "demonstrate"}
"""Negated, these leave what follows open ("did not show that"), a verdict denies it."""
_AVERTED = frozenset({Status.DENIED, Status.CANCELLED, Status.POSTPONED})
_CUT_SHORT = frozenset({
    "die", "kill", "arrest", "detain", "intercept", "defuse", "disarm", "shoot", "dissolve", "collapse",
    "expire", "evacuate", "catch", "capture", "neutralize", "neutralise", "end", "withdraw", "resign", "quit",
    "drop",
})  # fmt: skip
"""After which what *before* introduces may never have come."""
_DISCLAIM = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "dispute", "disprove", "repudiate"})
_COME_TO_NOTHING = frozenset({"fail", "flop", "founder", "fizzle", "backfire", "collapse", "misfire"})
"""Said of an attempt, a bid or a plan: what it aimed at did not come about."""
_STANDING = frozenset({"doubt", "question", "secret", "surprise"})
"""Nouns after *no* that leave what follows asserted ("there is no doubt that")."""
_JOINED = 4
"""Clauses in a row that one report governs, at most."""


class Realities:
    """Reality of the clauses of one parse; each is judged once."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.lexicon = syntax.lexicon
        self._clauses: dict[int, Reality] = {}
        self._depth = 0

    def clause(self, i: int) -> Reality:
        """Reality of the situation that predicate ``i`` tells, its own negation included."""
        if i in self._clauses:
            return self._clauses[i]
        if self._depth > _DEPTH:
            return UNKNOWN
        self._depth += 1
        found = self._clause(i)
        self._depth -= 1
        self._clauses[i] = found
        return found

    def _clause(self, i: int) -> Reality:
        own = finite(self.syntax, i)
        if own is not None:
            reality = self._embedded(i, own)
        else:
            reality = inherited(self, i)
            if self.syntax.negated(i):
                reality = self._negated(reality)
        return reality._replace(certainty=weaker(reality.certainty, self._adverb(i)))

    @staticmethod
    def _negated(reality: Reality) -> Reality:
        """ "urged them not to vote": what is asked for is that it should not happen."""
        if reality.status in (Status.PROPOSED, Status.HYPOTHETICAL):
            return reality._replace(status=Status.HYPOTHETICAL, negative=not reality.negative)
        return negate(reality)

    def _adverb(self, i: int) -> Certainty | None:
        for c in self.syntax.children[i]:
            token = self.tokens[c]
            if token.dep == "advmod" and token.lower in self.lexicon.certainty:
                return self.lexicon.certainty[token.lower]
        return None

    def marker(self, i: int) -> str:
        """The conjunction that opens the clause of ``i``, lower case, or ``""``."""
        for c in self.syntax.children[i]:
            token = self.tokens[c]
            if token.dep == "mark" or (token.dep == "advmod" and token.lower in ("when", "once", "whenever")):
                return token.lower
        return ""

    # -- a finite clause inside another

    def _embedded(self, i: int, own: Reality) -> Reality:
        token = self.tokens[i]
        marker = self.marker(i)
        if self._than(i) and own.present:
            return Reality(Status.DENIED, True)
        if (
            marker in self.lexicon.conditional
            and token.dep in _SUPPOSED
            and (marker != "once" or own.present)
        ):
            return Reality(Status.HYPOTHETICAL, own.negative, Certainty.UNDERSPECIFIED)
        if marker == "before" and token.dep == "advcl" and own.status in ACTUAL and not own.present:
            return UNKNOWN if self._forestalled(token.head) else own
        if token.dep == "conj" and self._supposed(token.head) and marker == "":
            return Reality(Status.HYPOTHETICAL, own.negative, Certainty.UNDERSPECIFIED)
        if token.dep == "conj" and token.head != i and not self.syntax.deps(i, *SUBJECTS):
            return self._shared(i, own)
        if token.dep == "advcl" and own.present:
            return self._after(token, own, marker)
        if token.dep in ("ccomp", "acl") and token.head != i:
            return self._content(token, own)
        if own.status is Status.PLANNED and self.conditional(i):
            return UNSURE._replace(negative=own.negative)
        return self._would(i, own) if own.would else own

    def conditional(self, i: int) -> bool:
        """Whether the clause of ``i`` holds on a condition ("will strike unless"); not "even if"."""
        return any(
            self.marker(c) in ("if", "unless") and not self._even(c) for c in self.syntax.deps(i, "advcl")
        )

    def _even(self, i: int) -> bool:
        return any(self.tokens[c].lower in ("even", "as", "only") for c in self.syntax.deps(i, "advmod"))

    def _than(self, i: int) -> bool:
        """ "would rather abdicate than sign": the second is what is not done."""
        return any(self.tokens[c].lower == "than" for c in self.syntax.deps(i, "mark", "aux"))

    def _supposed(self, i: int) -> bool:
        """Whether ``i`` heads a clause that *if* or *whether* opens; "or" goes on with it."""
        return self.tokens[i].dep in _SUPPOSED and self.marker(i) in ("if", "whether", "unless")

    def _shared(self, i: int, own: Reality) -> Reality:
        """A second verb of one subject stands where the first stands."""
        first = self.tokens[i].head
        if self.tokens[first].tag != self.tokens[i].tag or finite(self.syntax, first) is None:
            return own
        above = self.clause(first)
        if above.status in ACTUAL or self.syntax.negated(first) or own.status not in ACTUAL:
            return own
        return above._replace(negative=own.negative)

    def _after(self, token: Token, own: Reality, marker: str) -> Reality:
        """ "when X meets Y" and "before X meets Y" are as real as the clause they date."""
        if marker not in _FOLLOWS_MAIN or self.tokens[token.head].pos not in ("VERB", "AUX"):
            return own
        main = self.clause(token.head)
        if main.status is Status.DENIED and marker in ("before", "until", "till"):
            return UNSURE
        if main.status in ACTUAL or main.status is Status.DENIED:
            return own
        return main._replace(negative=own.negative, present=False)

    def _content(self, token: Token, own: Reality) -> Reality:
        """A that-clause: what its governor claims, doubts, denies or demands."""
        head = self.tokens[token.head]
        if head.pos in ("NOUN", "PROPN"):
            return self._of_noun(head, own)
        if head.pos == "AUX" or head.pos == "ADJ":
            return self._judged(token, head, own)
        effect = self.lexicon.finite_effects.get(head.lemma)
        past = own.status is Status.OCCURRED and not own.present
        if effect is None or effect.status == SAME or (past and effect.status is Status.PROPOSED):
            return self._claimed(token, head, own)
        if past and head.lemma in ("warn", "ensure", "threaten", "expect"):
            return own
        return self.apply(effect, self.clause(head.i) if head.pos in ("VERB", "AUX") else HAPPENED, own)

    def _forestalled(self, main: int) -> bool:
        """ "defused the bomb before it exploded": what was averted or broken off came first."""
        if self.tokens[main].pos not in ("VERB", "AUX"):
            return True
        effect = self.syntax.effect(self.tokens[main])
        averted = effect is not None and effect.status in _AVERTED
        cut_short = averted or self.tokens[main].lemma in _CUT_SHORT
        return cut_short or self.clause(main).status not in ACTUAL

    def _judged(self, token: Token, head: Token, own: Reality) -> Reality:
        """ "It is possible that", "is likely that", "is unlikely that"; what is past keeps its status. "It
        was vital that X withdrew" may mean that X should; "is vital that X has withdrawn" does not."""
        word = head if head.pos == "ADJ" else None
        for c in self.syntax.deps(head.i, "acomp", "attr"):
            word = word or (self.tokens[c] if self.tokens[c].pos == "ADJ" else None)
        effect = self.lexicon.adjective_effects.get(word.lemma.lower()) if word is not None else None
        past = own.status is Status.OCCURRED and not own.present
        if effect is not None and effect.status is Status.PROPOSED:
            perfect = any(a.lemma == "have" for a in self.syntax.auxiliaries(token.i))
            told = perfect or token.tag == "VBZ" or (past and head.tag != "VBD")
            return own if told else Reality(Status.PROPOSED, own.negative, Certainty.UNDERSPECIFIED)
        if effect is None or word is None or effect.status not in (Status.HYPOTHETICAL, Status.PLANNED):
            return own
        sure = weaker(own.certainty, self.lexicon.certainty.get(word.lemma.lower()))
        if effect.status is Status.PLANNED or past:
            return own._replace(certainty=sure)
        return UNSURE._replace(certainty=weaker(Certainty.POSSIBLE, sure), negative=own.negative)

    def _claimed(self, token: Token, head: Token, own: Reality) -> Reality:
        reality = self._would(token.i, own) if own.would else own
        if head.lemma in _FINDING and self.syntax.negated(head.i) and own.status in ACTUAL:
            return negate(own) if head.lemma in _VERDICT else UNKNOWN
        if head.lemma not in _OPINION:
            return reality
        if self.syntax.negated(head.i):
            return negate(reality)._replace(certainty=Certainty.PROBABLE)
        return reality._replace(certainty=weaker(reality.certainty, self.lexicon.certainty.get(head.lemma)))

    def _of_noun(self, noun: Token, own: Reality) -> Reality:
        """ "the fear that …", "the suggestion that X could …", "no evidence that …"."""
        if self.syntax.no(noun.i):
            return own if noun.lemma in _STANDING else UNSURE._replace(negative=own.negative)
        governor = self.tokens[noun.head]
        if noun.dep in ("dobj", "nsubjpass") and governor.lemma in _DISCLAIM:
            return own if self.syntax.negated(governor.i) else negate(own)
        effect = self.lexicon.noun_effects.get(noun.lemma)
        if effect is None:
            return own
        if effect.status in (Status.HYPOTHETICAL, Status.DENIED):
            return self.apply(effect, HAPPENED, own)
        if effect.status is Status.PROPOSED and own.status not in ACTUAL:
            return self.apply(effect, HAPPENED, own)
        return own

    def _would(self, i: int, own: Reality) -> Reality:
        """*would* of the reported future: "said it would", "according to the plan it would"."""
        if self.conditional(i):
            return own._replace(would=False)
        token = self.tokens[i]
        for _ in range(_JOINED):  # "said that nothing was decided and that they would meet"
            if token.dep == "conj":
                token = self.tokens[token.head]
        head = self.tokens[token.head]
        reported = (
            token.dep == "ccomp" and head.tag in ("VBD", "VBN") and head.lemma not in ("think", "suggest")
        )
        if not reported or own.status is not Status.HYPOTHETICAL:
            return own
        return own._replace(status=Status.PLANNED, certainty=Certainty.CERTAIN)

    # -- combination

    def apply(self, effect: Effect, main: Reality, own: Reality | None = None) -> Reality:
        """The complement of a governor that has this effect and is itself as real as ``main``.

        :param own: what the complement says by itself, if it is finite.
        """
        if effect.status == SAME:
            return main._replace(certainty=weaker(main.certainty, effect.certainty))
        status = Status(effect.status)
        certainty = weaker(own.certainty if own else Certainty.CERTAIN, effect.certainty)
        if main.status is Status.DENIED and main.negative:
            if status is Status.DENIED:
                return Reality(Status.UNKNOWN, certainty=Certainty.POSSIBLE)
            return Reality(Status.DENIED, True, weaker(Certainty.CERTAIN, effect.certainty))
        if main.status is Status.HYPOTHETICAL and status in (Status.DENIED, Status.PLANNED):
            if main.would and status is Status.PLANNED:
                return Reality(Status.PLANNED, certainty=Certainty.POSSIBLE)
            return UNSURE._replace(certainty=weaker(Certainty.POSSIBLE, main.certainty))
        negative = status is Status.DENIED
        if own is not None and own.negative:
            negative = not negative
            status = Status.UNKNOWN if status is Status.DENIED else Status.DENIED
        return Reality(status, negative, certainty)

    def noun_context(self, noun: Token) -> Reality:
        """Whether there is such a plan, offer or threat at all ("has no plans to")."""
        if self.syntax.no(noun.i):
            return negate(HAPPENED)
        if self.any_denied(noun.i):
            return negate(HAPPENED)
        head = self.tokens[noun.head]
        if noun.dep == "pobj" and head.lower == "against":
            verb = self.tokens[head.head]
            if verb.lemma in self.lexicon.resolving and self.clause(verb.i).status in ACTUAL:
                return UNSURE if one_vote(self.syntax, verb) else negate(HAPPENED)
        if noun.dep == "nsubj" and head.lemma in _COME_TO_NOTHING:
            return HAPPENED if self.syntax.negated(head.i) else negate(self.clause(head.i))
        if noun.dep in ("dobj", "attr", "nsubjpass") and head.pos in ("VERB", "AUX"):
            if head.lemma in ("have", "be", "make", "give", "see"):
                return self.clause(head.i)
            gone = self.syntax.effect(head)
            if head.lemma in ("deny", "abandon", "lack", "drop") or (
                gone and gone.status is Status.CANCELLED
            ):
                return negate(HAPPENED) if not self.syntax.negated(head.i) else HAPPENED
        return HAPPENED

    def any_denied(self, noun: int) -> bool:
        """*any* in a negated clause: "is not part of any plan"."""
        if not any(self.tokens[c].lower == "any" for c in self.syntax.deps(noun, "det")):
            return False
        for n, up in enumerate(self.syntax.parse.ancestors(noun)):
            if self.tokens[up].pos in ("VERB", "AUX"):
                return self.syntax.negated(up)
            if self.tokens[up].lower == "without":
                return True
            if n > 5:
                break
        return False
