"""How real an event is at its mention: status, polarity, certainty, from the words that govern it.

The reading goes from the outside in: the reality of a clause is that of its governor, changed by the
governor's effect ("plan to": planned) and then by the clause's own auxiliaries, tense and negation.
Finite clauses stand on their own unless a conjunction or the governor says otherwise ("if", "deny
that"). Sources: FactBank's and MEANTIME's guidelines; the statuses are those of docs/data-model.md.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.events.lexicon import SAME, Effect
from kg.extract.events.syntax import SUBJECTS, Syntax
from kg.model import Certainty, Status, Token

ACTUAL = frozenset({Status.OCCURRED, Status.ONGOING})
_DEPTH = 25
"""Governors that are followed; longer chains are parser noise and end as unknown."""


class Reality(NamedTuple):
    """Status of an event, whether its clause is negated, how surely it is held, and its tense."""

    status: Status
    negative: bool = False
    certainty: Certainty = Certainty.CERTAIN
    present: bool = False
    """Simple present: what it means depends on the type and on whether it stands in a headline."""
    would: bool = False
    """From *would*: planned where somebody reports it or a date stands by it, else hypothetical."""


HAPPENED = Reality(Status.OCCURRED)
UNSURE = Reality(Status.HYPOTHETICAL, certainty=Certainty.POSSIBLE)
_RANK = [Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNDERSPECIFIED]


def weaker(a: Certainty, b: Certainty | None) -> Certainty:
    """The less certain of two."""
    return a if b is None or _RANK.index(a) >= _RANK.index(b) else b


def negate(reality: Reality) -> Reality:
    """What becomes of an event whose clause is negated."""
    if reality.status is Status.DENIED:
        return Reality(Status.UNKNOWN, False, Certainty.POSSIBLE)
    return reality._replace(status=Status.DENIED, negative=not reality.negative)


class Realities:
    """Reality of verbs and nouns of one parse; each token is judged once."""

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
            return Reality(Status.UNKNOWN, certainty=Certainty.UNDERSPECIFIED)
        self._depth += 1
        found = self._clause(i)
        self._depth -= 1
        self._clauses[i] = found
        return found

    def _clause(self, i: int) -> Reality:
        own = self.finite(i)
        if own is None:
            reality = self._inherited(i)
            if self.syntax.negated(i):
                reality = negate(reality)
        else:
            reality = self._embedded(i, own)
        return reality._replace(certainty=weaker(reality.certainty, self._adverb(i)))

    def _adverb(self, i: int) -> Certainty | None:
        for c in self.syntax.children[i]:
            if self.tokens[c].dep == "advmod" and self.tokens[c].lower in self.lexicon.certainty:
                return self.lexicon.certainty[self.tokens[c].lower]
        return None

    # -- a finite clause by itself

    def finite(self, i: int) -> Reality | None:
        """What auxiliaries and tense say, negation included; ``None`` for a clause without tense."""
        token = self.tokens[i]
        auxiliaries = self.syntax.auxiliaries(i)
        reality = self._mood(token, auxiliaries)
        if reality is None:
            return None
        if self.syntax.negated(i):
            modal = next((a.lower for a in auxiliaries if a.tag == "MD"), "")
            hedge = modal in ("may", "might")
            reality = negate(reality._replace(certainty=Certainty.CERTAIN) if not hedge else reality)
        return reality

    def _mood(self, token: Token, auxiliaries: list[Token]) -> Reality | None:
        words = [a.lower for a in auxiliaries]
        modal = next((a for a in auxiliaries if a.tag == "MD"), None)
        if modal is not None:
            return self._modal(self.lexicon.modals.get(modal.lower, "hypothetical"), words)
        if "to" in words:
            return None
        if any(
            a.lemma in ("have", "ve", "'ve") or a.lower in ("'ve", "have", "has", "had") for a in auxiliaries
        ):
            going = token.tag == "VBG" and "had" not in words
            return Reality(Status.ONGOING) if going else HAPPENED
        past = any(a.lower in ("was", "were", "did", "got") for a in auxiliaries)
        if token.tag == "VBG" and auxiliaries:
            return HAPPENED if past else Reality(Status.ONGOING)
        if token.tag == "VBN" and auxiliaries:
            return HAPPENED if past else Reality(Status.OCCURRED, present=True)
        if token.tag == "VBD" or past:
            return HAPPENED
        if token.tag in ("VBZ", "VBP") or auxiliaries:
            return Reality(Status.ONGOING, present=True)
        return None

    @staticmethod
    def _modal(kind: str, words: list[str]) -> Reality:
        perfect = "have" in words
        if kind == "planned":
            return Reality(Status.PLANNED)
        if kind == "would":
            return Reality(Status.HYPOTHETICAL, certainty=Certainty.POSSIBLE, would=not perfect)
        if kind == "proposed":
            return Reality(Status.HYPOTHETICAL if perfect else Status.PROPOSED, certainty=Certainty.POSSIBLE)
        return UNSURE

    # -- a finite clause inside another

    def _embedded(self, i: int, own: Reality) -> Reality:
        token = self.tokens[i]
        marker = self._marker(i)
        if marker in self.lexicon.conditional and token.dep in (
            "advcl",
            "ccomp",
            "pcomp",
            "xcomp",
            "csubj",
            "acl",
        ):
            if marker != "once" or own.present:
                return Reality(Status.HYPOTHETICAL, own.negative, Certainty.UNDERSPECIFIED)
        if token.dep == "conj" and token.head != i and not self.syntax.deps(i, *SUBJECTS):
            return self._shared(i, own)
        if token.dep == "advcl" and own.present:
            return self._after(token, own, marker)
        if token.dep in ("ccomp", "acl") and token.head != i:
            return self._content(token, own)
        if own.would:
            return self._would(i, own)
        return own

    def _marker(self, i: int) -> str:
        for c in self.syntax.children[i]:
            token = self.tokens[c]
            if token.dep == "mark" or (token.dep == "advmod" and token.lower in ("when", "once", "whenever")):
                return token.lower
        return ""

    def _shared(self, i: int, own: Reality) -> Reality:
        """A second verb of one subject stands where the first stands ("said he would go and met")."""
        first = self.tokens[i].head
        if self.tokens[first].tag != self.tokens[i].tag or self.finite(first) is None:
            return own
        above = self.clause(first)
        if above.status in ACTUAL or self.syntax.negated(first):
            return own
        return own if own.status not in ACTUAL else above._replace(negative=own.negative)

    def _after(self, token: Token, own: Reality, marker: str) -> Reality:
        """ "when X meets Y" and "before X meets Y" are as real as the clause they date."""
        main = self.clause(token.head) if self.tokens[token.head].pos in ("VERB", "AUX") else own
        if main.status in ACTUAL or marker not in ("when", "before", "after", "until", "till", "while", "as"):
            return own
        return (
            main._replace(negative=own.negative, present=False) if main.status is not Status.DENIED else own
        )

    def _content(self, token: Token, own: Reality) -> Reality:
        """A that-clause: what its governor claims, doubts, denies or demands."""
        head = self.tokens[token.head]
        effect = self._finite_effect(head)
        if effect is None or effect.status == SAME:
            reality = own
            if own.would:
                reality = self._would(token.i, own)
            hedge = (
                self.lexicon.certainty.get(head.lemma)
                if head.lemma in ("think", "believe", "suspect")
                else None
            )
            if head.pos == "VERB" and self.syntax.negated(head.i) and head.lemma in ("think", "believe"):
                return negate(reality)._replace(certainty=Certainty.PROBABLE)
            return reality._replace(certainty=weaker(reality.certainty, hedge))
        return self._apply(effect, self.clause(head.i) if head.pos in ("VERB", "AUX") else HAPPENED, own)

    def _finite_effect(self, head: Token) -> Effect | None:
        if head.pos in ("VERB", "AUX"):
            return self.lexicon.finite_effects.get(head.lemma)
        if head.pos in ("NOUN", "PROPN"):
            effect = self.lexicon.noun_effects.get(head.lemma)
            return effect if effect and effect.status in (Status.HYPOTHETICAL, Status.DENIED) else None
        return None

    def _would(self, i: int, own: Reality) -> Reality:
        """*would* of the reported future: in a report, or where "said" stands beside it."""
        token = self.tokens[i]
        if any(self._marker(c) in ("if", "unless") for c in self.syntax.deps(i, "advcl")):
            return own
        head = self.tokens[token.head]
        reported = (
            token.dep == "ccomp" and head.tag in ("VBD", "VBN") and head.lemma not in ("think", "suggest")
        )
        if not reported or own.status is not Status.HYPOTHETICAL:
            return own
        return own._replace(status=Status.PLANNED, certainty=Certainty.CERTAIN, would=False)

    # -- a clause without tense

    def _inherited(self, i: int) -> Reality:
        token = self.tokens[i]
        head = self.tokens[token.head]
        infinitive = any(a.lower == "to" for a in self.syntax.auxiliaries(i))
        if token.head == i:
            return self._root(token, infinitive)
        if token.dep == "conj":
            return self._conjoined(token, head)
        if token.dep in ("acl", "relcl") or head.pos in ("NOUN", "PROPN", "PRON"):
            return self._under_noun(token, head, infinitive)
        if token.dep in ("pcomp", "pobj") or head.pos == "ADP":
            return self._under_preposition(token, head)
        if token.dep == "advcl":
            return self._adverbial(token, head, infinitive)
        if head.pos == "ADJ" or head.dep == "acomp":
            return self._under_adjective(head)
        if head.pos in ("VERB", "AUX") and token.dep in (
            "xcomp",
            "ccomp",
            "oprd",
            "csubj",
            "dobj",
            "prep",
            "dep",
            "attr",
        ):
            return self._under_verb(token, head, infinitive)
        if token.dep in ("amod", "compound"):
            return HAPPENED if token.tag in ("VBN", "VBD") else Reality(Status.ONGOING)
        return self._weakened(head)

    def _weakened(self, head: Token) -> Reality:
        if head.pos in ("VERB", "AUX"):
            return self.clause(head.i)._replace(negative=False)
        return Reality(Status.UNKNOWN, certainty=Certainty.UNDERSPECIFIED)

    def _root(self, token: Token, infinitive: bool) -> Reality:
        subject = bool(self.syntax.deps(token.i, *SUBJECTS))
        if infinitive:
            return Reality(Status.PLANNED) if subject else UNSURE
        if token.tag == "VBG":
            return Reality(Status.ONGOING)
        if token.tag in ("VBN", "VBD"):
            return HAPPENED
        return (
            Reality(Status.PROPOSED, certainty=Certainty.UNDERSPECIFIED)
            if not subject
            else Reality(Status.ONGOING, present=True)
        )

    def _conjoined(self, token: Token, head: Token) -> Reality:
        if head.pos not in ("VERB", "AUX"):
            return HAPPENED if token.tag in ("VBN", "VBD") else Reality(Status.UNKNOWN)
        first = self.clause(head.i)
        if not self.syntax.negated(head.i):
            return first
        either = any(self.tokens[c].lower in ("or", "nor") for c in self.syntax.deps(head.i, "cc"))
        return first if either else negate(first) if first.status is Status.DENIED else first

    def _under_noun(self, token: Token, noun: Token, infinitive: bool) -> Reality:
        if not infinitive:
            if token.tag in ("VBN", "VBD"):
                return HAPPENED
            if token.tag == "VBG":
                return Reality(Status.ONGOING)
            return Reality(Status.UNKNOWN)
        effect = self.lexicon.noun_effects.get(noun.lemma) or self._type_effect(noun)
        if effect is None:
            return UNSURE._replace(certainty=Certainty.UNDERSPECIFIED)
        return self._apply(effect, self._noun_context(noun), None)

    def _type_effect(self, token: Token) -> Effect | None:
        """What a trigger of a type does to its complement."""
        table = self.lexicon.nouns if token.pos in ("NOUN", "PROPN") else self.lexicon.verbs
        for pattern, event_type in table.get(token.lemma.lower(), ()):
            if pattern.weight == 0 and event_type.embeds:
                return Effect(event_type.embeds)
        return None

    def _noun_context(self, noun: Token) -> Reality:
        """Whether there is such a plan, offer, threat at all ("has no plans to")."""
        if self.syntax.no(noun.i):
            return negate(HAPPENED)
        head = self.tokens[noun.head]
        if noun.dep in ("dobj", "attr", "nsubjpass") and head.pos in ("VERB", "AUX"):
            if head.lemma in ("have", "be", "make", "give", "see"):
                return self.clause(head.i)
            effect = self.lexicon.verb_effects.get(head.lemma)
            if effect and effect.status in (Status.DENIED, Status.CANCELLED, Status.POSTPONED):
                return negate(HAPPENED) if not self.syntax.negated(head.i) else HAPPENED
        return HAPPENED

    def _under_preposition(self, token: Token, preposition: Token) -> Reality:
        above = self.tokens[preposition.head]
        word = preposition.lower
        if word in self.lexicon.absent:
            return Reality(Status.DENIED, True)
        if above.pos in ("NOUN", "PROPN"):
            effect = self.lexicon.noun_effects.get(above.lemma) or self._type_effect(above)
            if effect is None or word in ("after", "since", "by", "before"):
                return HAPPENED if word != "before" else UNSURE
            return self._apply(effect, self._noun_context(above), None)
        if above.pos == "ADJ":
            return self._under_adjective(above)
        if above.pos not in ("VERB", "AUX"):
            return HAPPENED
        main = self.clause(above.i)
        effect = self.lexicon.verb_effects.get(above.lemma)
        if (
            effect
            and effect.status != SAME
            and word in ("from", "on", "of", "about", "to", "against", "for", "into")
        ):
            accused = word in ("of", "for") and effect.status not in (Status.HYPOTHETICAL, Status.PROPOSED)
            return HAPPENED if accused else self._apply(effect, main, None)
        if word in ("before", "until", "till"):
            return main._replace(negative=False) if main.status not in ACTUAL else UNSURE
        if word in ("for", "after", "since", "over", "despite", "following", "of", "with", "about"):
            return HAPPENED
        return main._replace(present=False, negative=False) if main.status is not Status.DENIED else HAPPENED

    def _adverbial(self, token: Token, head: Token, infinitive: bool) -> Reality:
        marker = self._marker(token.i)
        if marker in self.lexicon.conditional:
            return Reality(Status.HYPOTHETICAL, certainty=Certainty.UNDERSPECIFIED)
        if head.pos not in ("VERB", "AUX"):
            return Reality(Status.UNKNOWN, certainty=Certainty.UNDERSPECIFIED)
        if infinitive:
            effect = self.lexicon.verb_effects.get(head.lemma) or self._type_effect(head)
            if effect is not None and effect.status != SAME and self.syntax.deps(head.i, "dobj", "nsubjpass"):
                return self._apply(effect, self.clause(head.i), None)
            return Reality(Status.HYPOTHETICAL)
        main = self.clause(head.i)
        if token.tag in ("VBN", "VBD"):
            return HAPPENED
        if marker in ("after", "since") or main.status is Status.DENIED:
            return HAPPENED
        return main._replace(negative=False)

    def _under_adjective(self, adjective: Token) -> Reality:
        effect = self.lexicon.adjective_effects.get(adjective.lemma.lower())
        copula = self.tokens[adjective.head]
        main = (
            self.clause(copula.i) if copula.pos in ("AUX", "VERB") and copula.i != adjective.i else HAPPENED
        )
        if effect is None:
            return UNSURE._replace(certainty=Certainty.UNDERSPECIFIED)
        negated = self.syntax.negated(adjective.i)
        return self._apply(effect, negate(main) if negated else main, None)

    def _under_verb(self, token: Token, head: Token, infinitive: bool) -> Reality:
        main = self.clause(head.i)
        if infinitive and head.lemma in ("be", "go") and token.dep == "xcomp":
            future = head.lemma == "be" or head.tag == "VBG"
            if future and main.status is not Status.DENIED:
                return Reality(Status.PLANNED)
            return main if not future else Reality(Status.DENIED, True)
        if infinitive and head.lemma in ("have", "need") and token.dep == "xcomp":
            return self._apply(Effect(Status.PROPOSED), main, None)
        effect = self.lexicon.verb_effects.get(head.lemma) or self._type_effect(head)
        if effect is None:
            effect = Effect(Status.HYPOTHETICAL, Certainty.UNDERSPECIFIED) if infinitive else Effect(SAME)
        if any(a.lower == "have" for a in self.syntax.auxiliaries(token.i)) and effect.status == SAME:
            return HAPPENED._replace(certainty=weaker(main.certainty, self.lexicon.certainty.get(head.lemma)))
        if head.lemma == "continue" and infinitive and main.status is Status.OCCURRED and head.tag == "VBN":
            return Reality(Status.ONGOING)
        return self._apply(effect, main, None)

    # -- combination

    def _apply(self, effect: Effect, main: Reality, own: Reality | None) -> Reality:
        """The complement of a governor that has this effect and is itself as real as ``main``."""
        if effect.status == SAME:
            return main._replace(certainty=weaker(main.certainty, effect.certainty))
        status = Status(effect.status)
        if main.status is Status.DENIED and main.negative:
            if status is Status.DENIED:
                return Reality(Status.UNKNOWN, certainty=Certainty.POSSIBLE)
            return Reality(Status.DENIED, True, weaker(Certainty.CERTAIN, effect.certainty))
        if main.status is Status.HYPOTHETICAL and status in (Status.DENIED, Status.PLANNED):
            return Reality(Status.HYPOTHETICAL, certainty=Certainty.POSSIBLE)
        negative = status is Status.DENIED
        if own is not None and own.negative:
            negative = not negative
            status = Status.UNKNOWN if status is Status.DENIED else Status.DENIED
        return Reality(
            status,
            negative,
            weaker(weaker(Certainty.CERTAIN, effect.certainty), own.certainty if own else None),
        )
