"""How real an event is that a noun names: by its determiner, its modifiers and what governs it."""

from __future__ import annotations

from kg.extract.events.lexicon import SAME, Effect
from kg.extract.events.mood import ACTUAL, HAPPENED, TO_COME, UNKNOWN, UNSURE, Reality, negate, weaker
from kg.extract.events.nonfinite import HOLDING
from kg.extract.events.prepositions import prepositional
from kg.extract.events.reality import Realities
from kg.model import Certainty, Status, Token

_UNREAL = frozenset({Status.PLANNED, Status.PROPOSED, Status.CANCELLED, Status.POSTPONED})
_REACHED = frozenset({
    "agree", "approve", "resolve", "order", "sign", "aim", "mean", "design", "set", "prepare", "tell",
    "invite", "urge", "press", "push", "direct", "command", "instruct", "choose", "elect", "determine", "ask",
})  # fmt: skip
"""Participles that leave the noun before them as it is ("a deal agreed in May", "talks aimed at")."""
_JUDGED = frozenset({
    "wrong", "dangerous", "hard", "difficult", "easy", "worth", "important", "necessary", "vital", "crucial",
    "essential",
})  # fmt: skip
"""Adjectives that judge a known event ("the test was wrong"), though they make an infinitive possible."""
_NAMING = frozenset({"call", "label", "brand", "dub", "term", "deem", "consider", "name"})
_COMES = frozenset({"follow", "come"})
"""In the present, of what has just happened ("the strike follows a raid", "the move comes after …")."""
_END = frozenset({"stop", "end", "halt", "cease", "quell", "curb", "contain"})
"""What is still to be ended goes on ("agreed to end the siege")."""
_STANDS = frozenset({"oppose", "resist"})
_SPURN = frozenset({"reject", "spurn", "decline"})
"""Whoever does so to *the* truce or treaty leaves open whether there is one."""
"""Attitudes to a known event that say nothing of whether it comes."""
_TENDERED = frozenset({
    "bid", "plan", "approach", "application", "petition", "motion", "bill", "suggestion", "idea", "claim",
    "report", "forecast", "estimate", "allegation", "criticism", "complaint", "appeal", "argument",
})  # fmt: skip
"""What is there before anybody turns it down, dismisses or misses it."""
_MEANT = frozenset({"aim", "design", "mean", "intend"})
"""In the passive, with what for: what is there has a purpose ("the strike was meant to deter")."""
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "dative", "oprd"})


class Nominals:
    """Reality of nouns; clauses are judged by :class:`Realities`."""

    def __init__(
        self,
        realities: Realities,
        standing: frozenset[int],
        spoken: frozenset[int] = frozenset(),
        named: frozenset[int] = frozenset(),
    ) -> None:
        """``standing``: heads of nouns whose definite use speaks of one that is there (truce, demand …);
        ``spoken``: of those done by words alone, which are there to be refused (offer, demand, threat);
        ``named``: objects that an act of agreeing names itself by ("accept an offer", "work out a deal").
        """
        self.spoken = spoken
        self.named = named
        self.realities = realities
        self.standing = standing
        self.syntax = realities.syntax
        self.tokens = realities.tokens
        self.lexicon = realities.lexicon
        self._known: dict[int, Reality] = {}

    def noun(self, i: int, depth: int = 0) -> Reality:
        """Reality of the event that noun ``i`` names."""
        if i not in self._known:
            self._known[i] = self._noun(i, depth)
        return self._known[i]

    def _noun(self, i: int, depth: int) -> Reality:
        if self.syntax.no(i) or self.realities.any_denied(i):
            return Reality(Status.DENIED, True)
        marked = self._modified(i)
        governed = self._governed(self.tokens[i], depth) if depth < 12 else Reality(Status.UNKNOWN)
        if marked is None:
            return governed._replace(certainty=weaker(governed.certainty, self._hedge(i)))
        if marked.status is Status.OCCURRED:
            return (
                marked
                if governed.status not in (Status.DENIED, Status.CANCELLED, Status.POSTPONED)
                else governed
            )
        if marked.status is Status.HYPOTHETICAL and governed.status is Status.PLANNED:
            return marked
        if marked.status in (Status.PROPOSED, Status.PLANNED) and governed.status is Status.HYPOTHETICAL:
            return marked
        return marked if governed.status in ACTUAL or governed.status is Status.UNKNOWN else governed

    def _modified(self, i: int) -> Reality | None:
        children = self.syntax.children[i]
        for c in (*(c for c in children if c > i), *(c for c in children if c < i)):
            token = self.tokens[c]
            if self._took_place(i, token):
                return HAPPENED
            if token.dep in ("acl", "relcl") and token.tag in ("VBN", "VBD") and token.lemma not in _REACHED:
                effect = self.syntax.effect(token)
                if effect is not None and effect.status in _UNREAL and i in self.syntax.undergoers(c):
                    return Reality(Status(effect.status))
            if token.dep not in ("amod", "compound", "det", "advmod", "nmod"):
                continue
            called = self.lexicon.verb_effects.get(token.lemma) if token.tag == "NNS" else None
            if called is not None and called.status in (Status.CANCELLED, Status.POSTPONED):
                return Reality(Status(called.status))
            status = self.lexicon.modifiers.get(token.lower) or self.lexicon.modifiers.get(self._joined(c))
            if status is not None:
                unsure = status is Status.HYPOTHETICAL
                return Reality(
                    status, status is Status.DENIED, Certainty.POSSIBLE if unsure else Certainty.CERTAIN
                )
        return None

    def _took_place(self, noun: int, clause: Token) -> bool:
        """ "approved the raids that took place in May": they did."""
        if clause.dep != "relcl" or clause.tag != "VBD" or self.syntax.negated(clause.i):
            return False
        if clause.lemma == "be" or self.syntax.deps(clause.i, "xcomp"):
            return False  # "a meeting that was to have been held"
        return clause.lemma in self.lexicon.occur and noun in self.syntax.subjects(clause.i)

    def _joined(self, i: int) -> str:
        """ "would-be", "long-awaited": the parser reads three words."""
        joined = i > 1 and self.tokens[i - 1].text == "-"
        return f"{self.tokens[i - 2].lower}-{self.tokens[i].lower}" if joined else ""

    def _hedge(self, i: int) -> Certainty | None:
        """ "the alleged attack", "an apparent suicide": told, but not vouched for."""
        near = (self.tokens[c].lower for c in self.syntax.deps(i, "amod", "advmod", "compound"))
        return next((self.lexicon.hedges[w] for w in near if w in self.lexicon.hedges), None)

    def pointing(self, i: int) -> bool:
        """Whether the noun takes up what was told: *the*, *this*, or an apposition to it."""
        return self.tokens[i].dep == "appos" or any(
            self.tokens[c].lower in ("the", "this", "that", "these", "those")
            for c in self.syntax.deps(i, "det")
        )

    def definite(self, i: int) -> bool:
        """Whether the noun speaks of a known event: a name, *the*, *this*, a possessor."""
        if self.tokens[i].pos == "PROPN" or self.tokens[i].dep == "appos":
            return True
        return any(
            self.tokens[c].dep == "poss"
            or (
                self.tokens[c].dep == "det"
                and self.tokens[c].lower in ("the", "this", "that", "these", "those")
            )
            for c in self.syntax.children[i]
        )

    def _governed(self, token: Token, depth: int) -> Reality:
        head = self.tokens[token.head]
        if head.i == token.i:
            return HAPPENED
        if token.dep in ("conj", "appos"):
            return self._beside(token, head, depth)
        if self.syntax.aim(token.i):
            effect = self.lexicon.noun_effects.get(head.lemma.lower()) or Effect(Status.HYPOTHETICAL)
            return self.affected(effect, self.realities.noun_context(head))
        if token.dep in _OBJECTS and head.pos in ("VERB", "AUX"):
            return self._named(token, head) or self._object(token, head)
        if token.dep in ("nsubj", "csubj") and head.pos in ("VERB", "AUX"):
            return self._subject(token, head)
        if token.dep == "pobj":
            return prepositional(self, token, head, depth)
        return self._loose(head)

    def _named(self, token: Token, verb: Token) -> Reality | None:
        """ "calling it an attack on freedom": what a thing is called is as real as the calling."""
        objects = self.syntax.deps(verb.i, "dobj", "nsubjpass")
        if verb.lemma not in _NAMING or not objects or token.i == objects[0]:
            return None
        return self.realities.clause(verb.i)._replace(present=False)

    def _beside(self, token: Token, head: Token, depth: int) -> Reality:
        if head.pos in ("NOUN", "PROPN", "PRON", "NUM"):
            if token.dep == "conj":
                return self.noun(head.i, depth + 1)
            verb = next(
                (a for a in self.syntax.parse.ancestors(head.i) if self.tokens[a].pos == "VERB"), None
            )
            if head.pos == "NOUN":
                return self.noun(head.i, depth + 1)
            return self.realities.clause(verb) if verb is not None else HAPPENED
        return self._loose(head)

    def _loose(self, head: Token) -> Reality:
        if head.pos in ("VERB", "AUX"):
            main = self.realities.clause(head.i)
            return (
                main._replace(present=False, negative=False) if main.status is not Status.DENIED else HAPPENED
            )
        return HAPPENED

    def _object(self, token: Token, verb: Token) -> Reality:
        main = self.realities.clause(verb.i)
        lemma = verb.lemma.lower()
        passive = token.dep == "nsubjpass"
        if (
            passive
            and lemma in _MEANT
            and self.syntax.deps(verb.i, "xcomp", "prep")
            and self.definite(token.i)
        ):
            return HAPPENED
        if lemma == "be" or token.dep in ("attr", "oprd"):
            return self._copula(verb, main)
        effect = self.syntax.effect(verb)
        given = effect is None or self.definite(token.i)
        if lemma in self.lexicon.endured or lemma == "tell":
            return HAPPENED
        whole = self._part_of(verb) if lemma in HOLDING else None
        if whole is not None:
            return self.affected(whole, HAPPENED)
        if lemma in _END and given and main.status in TO_COME:
            return Reality(Status.ONGOING)
        if lemma in self.lexicon.topic and given and verb.i not in self.syntax.specific:
            return HAPPENED
        regarded = lemma in self.lexicon.light and not self.syntax.light(verb.i)
        if (lemma in _STANDS or regarded) and self.definite(token.i):
            return UNKNOWN
        if lemma in _SPURN and token.i in self.standing - self.spoken and self.definite(token.i):
            return UNKNOWN
        if token.i in self.standing and self.definite(token.i) and self._answered(effect, main):
            return HAPPENED
        if self.refused(token, effect):
            return HAPPENED
        if token.i in self.named or (token.i in self.spoken and lemma == "offer"):
            return main._replace(present=False)
        adopted = verb.i in self.syntax.specific and effect is not None and effect.status is Status.PLANNED
        if adopted and token.i in self.standing:
            return main._replace(present=False)
        if self.syntax.light(verb.i) and (effect is None or effect.status == SAME):
            return main
        if effect is not None and effect.status != SAME:
            return self.affected(effect, main)
        if main.status in ACTUAL:
            return main._replace(present=main.present and not passive)
        if main.status is Status.DENIED:
            return HAPPENED if self.definite(token.i) else main
        return main._replace(present=False)

    def _part_of(self, verb: Token) -> Effect | None:
        """ "the plan includes talks": what a plan or demand holds is planned or demanded."""
        for s in self.syntax.deps(verb.i, "nsubj"):
            effect = self.lexicon.noun_effects.get(self.tokens[s].lemma)
            if effect is None or effect.status not in (Status.PLANNED, Status.PROPOSED):
                continue
            if not any(t.symmetric for _, t in self.lexicon.nouns.get(self.tokens[s].lemma, ())):
                return effect
        return None

    def refused(self, token: Token, effect: Effect | None) -> bool:
        """ "rejected a demand", "objected to the offer": it was made."""
        made = token.i in self.spoken or token.lemma in _TENDERED
        return made and effect is not None and effect.status is Status.DENIED

    def _copula(self, verb: Token, main: Reality) -> Reality:
        lasting = any(a.lower in ("has", "have", "'ve") for a in self.syntax.auxiliaries(verb.i))
        return Reality(Status.ONGOING) if lasting and main.status is Status.OCCURRED else main

    @staticmethod
    def _answered(effect: Effect | None, main: Reality) -> bool:
        """ "deny the accusation", "will meet the demand": what is answered has been said."""
        if effect is not None and effect.status is Status.DENIED:
            return True
        return effect is None and main.status in (Status.PLANNED, Status.DENIED, Status.PROPOSED)

    def affected(self, effect: Effect, main: Reality) -> Reality:
        """An event that is the object of a word with this effect, which is itself as real as ``main``."""
        status = Status(effect.status)
        if main.status in ACTUAL:
            return Reality(status, status is Status.DENIED, weaker(Certainty.CERTAIN, effect.certainty))
        if main.status is Status.DENIED:
            if status in (Status.CANCELLED, Status.POSTPONED):
                return Reality(Status.PLANNED)
            if status is Status.DENIED:
                return Reality(Status.UNKNOWN, certainty=Certainty.POSSIBLE)
            return Reality(Status.DENIED, True)
        if status in (Status.CANCELLED, Status.POSTPONED):
            return Reality(Status.PLANNED, certainty=main.certainty)
        return Reality(
            status if status is not Status.DENIED else Status.HYPOTHETICAL, certainty=main.certainty
        )

    def _subject(self, token: Token, verb: Token) -> Reality:
        main = self.realities.clause(verb.i)
        lemma = verb.lemma.lower()
        special = self.syntax.specific.get(verb.i)
        fell = special is not None and special.status in (Status.CANCELLED, Status.POSTPONED)
        if special is not None and (lemma == "be" or (fell and not self.syntax.deps(verb.i, "dobj"))):
            return self.affected(special, main)
        state = self._state(verb) if lemma in ("be", "remain", "seem", "look", "appear", "stay") else None
        if state is not None:
            lapsed = negate(state) if state.status in ACTUAL else UNSURE
            if lemma == "be" and state.status in ACTUAL and main.status in TO_COME:
                return main._replace(present=False)
            return state if main.status is not Status.DENIED else lapsed
        adjective = next(
            (self.tokens[c] for c in self.syntax.children[verb.i] if self.tokens[c].dep in ("acomp", "oprd")),
            None,
        )
        plain = adjective is not None and not self.syntax.deps(verb.i, "attr")
        if lemma in ("be", "seem", "appear", "remain", "look", "become", "prove") and adjective and plain:
            effect = self.lexicon.adjective_effects.get(adjective.lemma.lower())
            judged = adjective.lemma.lower() in _JUDGED and self.definite(token.i)
            if effect is not None and effect.status != SAME and not judged:
                return self.affected(effect, main)
        if lemma == "be" and self._scheduled(verb):
            return Reality(Status.PLANNED) if main.status is not Status.DENIED else main
        if lemma in _COMES and main.present and main.status in ACTUAL:
            return HAPPENED
        acts = token.dep == "nsubj" and lemma != "take" and bool(self.syntax.deps(verb.i, "dobj"))
        if lemma in self.lexicon.occur and not acts and (lemma != "be" or self._placed(verb)):
            return main
        if main.status is Status.PLANNED:
            return main._replace(present=False)
        if main.status in (Status.HYPOTHETICAL, Status.PROPOSED) and not self.definite(token.i):
            return main._replace(present=False)
        if main.status in (Status.HYPOTHETICAL, Status.PROPOSED) and main.would:
            return UNSURE
        return HAPPENED

    def _state(self, verb: Token) -> Reality | None:
        """ "A deal is within reach", "the visit is off the table": how real it is, by a set phrase."""
        for c in self.syntax.deps(verb.i, "prep"):
            for o in self.syntax.deps(c, "pobj"):
                status = self.lexicon.states.get(f"{self.tokens[c].lower} {self.tokens[o].lower}")
                if status is not None:
                    return Reality(status, status is Status.DENIED, Certainty.CERTAIN)
        return None

    def _scheduled(self, verb: Token) -> bool:
        """ "The summit is to take place": *be* with an infinitive."""
        return any(
            self.tokens[c].dep == "xcomp"
            and self.tokens[c].lemma in self.lexicon.occur
            and any(a.lower == "to" for a in self.syntax.auxiliaries(c))
            for c in self.syntax.children[verb.i]
        )

    def _placed(self, verb: Token) -> bool:
        """ "The test was on Monday"."""
        return any(self.tokens[c].dep in ("prep", "advmod", "npadvmod") for c in self.syntax.children[verb.i])
