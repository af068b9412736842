"""How real an event is that a noun names: by its determiner, its modifiers and what governs it."""

from __future__ import annotations

from kg.extract.events.lexicon import SAME, Effect
from kg.extract.events.mood import ACTUAL, HAPPENED, UNKNOWN, UNSURE, Reality, negate, weaker
from kg.extract.events.reality import Realities
from kg.model import Certainty, Status, Token

_UNREAL = frozenset({Status.PLANNED, Status.PROPOSED, Status.CANCELLED, Status.POSTPONED})
_REACHED = frozenset({
    "agree", "approve", "resolve", "order", "sign", "aim", "mean", "design", "set", "prepare", "tell",
    "invite", "urge", "press", "push", "direct", "command", "instruct", "choose", "elect", "determine", "ask",
})  # fmt: skip
"""Participles that leave the noun before them as it is ("a deal agreed in May", "talks aimed at")."""
_CIRCUMSTANCE = frozenset({
    "after", "since", "following", "during", "amid", "in", "at", "against", "from", "by", "over",
})  # fmt: skip
_BACKWARD = frozenset({
    "after", "since", "following", "despite", "because", "due", "amid", "over", "by", "from", "under",
})  # fmt: skip
_FORWARD = frozenset({"before", "ahead", "until", "till"})
_JUDGED = frozenset({
    "wrong", "dangerous", "hard", "difficult", "easy", "worth", "important", "necessary", "vital", "crucial",
    "essential",
})  # fmt: skip
"""Adjectives that judge a known event ("the test was wrong"), though they make an infinitive possible."""
_AIMS = frozenset({"to", "for", "toward", "towards", "of", "on"})
_HOLDING = frozenset({"include", "contain", "involve", "comprise", "cover", "feature"})
_SETTING = frozenset({"date", "venue", "time", "deadline", "timetable", "agenda", "location"})
"""What is set for an event to come; that none is set denies the setting alone."""
_COMPLEMENT = frozenset({"for", "to", "on", "of", "about", "with", "against"})
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
        if token.dep in _OBJECTS and head.pos in ("VERB", "AUX"):
            return self._object(token, head)
        if token.dep in ("nsubj", "csubj") and head.pos in ("VERB", "AUX"):
            return self._subject(token, head)
        if token.dep == "pobj":
            return self._prepositional(token, head, depth)
        return self._loose(head)

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
        if lemma == "be" or token.dep in ("attr", "oprd"):
            return self._copula(verb, main)
        effect = self.syntax.effect(verb)
        given = effect is None or self.definite(token.i)
        if lemma in self.lexicon.endured or lemma == "tell":
            return HAPPENED
        whole = self._part_of(verb) if lemma in _HOLDING else None
        if whole is not None:
            return self.affected(whole, HAPPENED)
        if lemma in self.lexicon.topic and given and verb.i not in self.syntax.specific:
            return HAPPENED
        if token.i in self.standing and self.definite(token.i) and self._answered(effect, main):
            return HAPPENED
        if self._refused(token, effect):
            return HAPPENED
        if token.i in self.named or (token.i in self.spoken and lemma == "offer"):
            return main._replace(present=False)
        if lemma in self.lexicon.light and (effect is None or effect.status == SAME):
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

    def _refused(self, token: Token, effect: Effect | None) -> bool:
        """ "rejected a demand", "objected to the offer": it was made."""
        return token.i in self.spoken and effect is not None and effect.status is Status.DENIED

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
            return state if main.status is not Status.DENIED else lapsed
        adjective = next(
            (self.tokens[c] for c in self.syntax.children[verb.i] if self.tokens[c].dep in ("acomp", "oprd")),
            None,
        )
        if lemma in ("be", "seem", "appear", "remain", "look", "become", "prove") and adjective is not None:
            effect = self.lexicon.adjective_effects.get(adjective.lemma.lower())
            judged = adjective.lemma.lower() in _JUDGED and self.definite(token.i)
            if effect is not None and effect.status != SAME and not judged:
                return self.affected(effect, main)
        if lemma == "be" and self._scheduled(verb):
            return Reality(Status.PLANNED) if main.status is not Status.DENIED else main
        if lemma in self.lexicon.occur and (lemma != "be" or self._placed(verb)):
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

    def _prepositional(self, token: Token, preposition: Token, depth: int) -> Reality:
        above = self.tokens[preposition.head]
        word = preposition.lower
        if word in self.lexicon.absent or (above.lower in ("instead", "short", "ahead") and word == "of"):
            if above.lower == "ahead":
                return Reality(Status.PLANNED)
            return Reality(Status.DENIED, True)
        if above.lower == "due" and word == "to":
            return HAPPENED
        if above.lower in self.lexicon.near:
            return UNSURE
        partitive = self.lexicon.noun_effects.get(above.lemma) if word == "of" else None
        counted = partitive is not None and partitive.status == SAME
        if above.pos in ("NOUN", "PROPN", "PRON", "NUM") or counted:
            return self._of_noun(token, above, word, depth)
        if above.pos == "ADJ":
            return self._of_adjective(above)
        if above.lower == "according":
            return HAPPENED
        if above.pos in ("VERB", "AUX"):
            noun = self._object_before(above.i, preposition.i)
            if noun is not None:
                return self._of_noun(token, noun, word, depth)
            return self._of_verb(token, above, word)
        if above.pos in ("ADP", "SCONJ", "ADV"):
            verb = next(
                (a for a in self.syntax.parse.ancestors(above.i) if self.tokens[a].pos == "VERB"), None
            )
            if verb is not None:
                return self._of_verb(token, self.tokens[verb], above.lower)
        return HAPPENED

    def _object_before(self, verb: int, preposition: int) -> Token | None:
        """ "sees a path | to a deal": parsers hang the phrase on the verb, though it completes the noun."""
        if self.tokens[preposition].lower not in _AIMS:
            return None
        noun = self.tokens[preposition - 1]
        effect = self.lexicon.noun_effects.get(noun.lemma)
        if noun.head != verb or noun.dep != "dobj" or effect is None or effect.status == SAME:
            return None
        return noun

    def _of_noun(self, token: Token, noun: Token, word: str, depth: int) -> Reality:
        effect = self.lexicon.noun_effects.get(noun.lemma)
        related = effect is not None and effect.status != SAME and word in ("against", "in", "over")
        if word in _CIRCUMSTANCE and not related:
            return HAPPENED
        if effect is None:
            known = token.i in self.standing and self.definite(token.i)
            aim = word in ("before", "until", "toward", "towards") or (word == "for" and not known)
            unheard = self.syntax.no(noun.i) and not self.definite(token.i)
            return UNSURE if aim or unheard else HAPPENED
        if effect.status == SAME:
            return self.noun(noun.i, depth + 1)
        context = self.realities.noun_context(noun)
        if context.status is Status.DENIED and noun.lemma in _SETTING:
            return Reality(Status.PLANNED, certainty=Certainty.POSSIBLE)
        known = token.i in self.standing and self.definite(token.i)
        if known and effect.status is Status.HYPOTHETICAL and word != "of":
            return HAPPENED
        return self.affected(effect, context)

    def _of_adjective(self, adjective: Token) -> Reality:
        effect = self.lexicon.adjective_effects.get(adjective.lemma.lower())
        if effect is None or effect.status == SAME:
            return HAPPENED
        copula = self.tokens[adjective.head]
        main = self.realities.clause(copula.i) if copula.pos in ("AUX", "VERB") else HAPPENED
        return self.affected(effect, main)

    def _of_verb(self, token: Token, verb: Token, word: str) -> Reality:
        main = self.realities.clause(verb.i)
        if word == "for" and any(self.tokens[u].lemma in _SETTING for u in self.syntax.undergoers(verb.i)):
            return Reality(Status.PLANNED, certainty=Certainty.POSSIBLE if main.negative else main.certainty)
        effect = self.syntax.effect(verb)
        if word in _BACKWARD:
            held = main.status in ACTUAL or main.status is Status.DENIED or word not in ("after", "following")
            if word == "from" and effect is not None and effect.status is Status.DENIED:
                return HAPPENED if self.definite(token.i) else self.affected(effect, main)
            return HAPPENED if held else main._replace(present=False)
        if word in _FORWARD:
            return UNKNOWN if main.status in ACTUAL else Reality(Status.PLANNED)
        if word == "against" and verb.lemma in self.lexicon.resolving:
            return self.affected(Effect(Status.DENIED), main)
        if effect is not None and effect.status != SAME and word in _COMPLEMENT:
            return self._complement(token, verb, word, effect)
        if main.status in ACTUAL and word == "for" and verb.lemma in self.lexicon.motion:
            return Reality(Status.PLANNED)
        if main.status in ACTUAL:
            return main._replace(present=False, status=Status.OCCURRED)
        if main.status is Status.DENIED:
            return HAPPENED if self.definite(token.i) else UNSURE
        known = word in ("on", "about", "against", "of", "as") or token.i in self.standing
        return HAPPENED if known and self.definite(token.i) else main._replace(present=False)

    def _complement(self, token: Token, verb: Token, word: str, effect: Effect) -> Reality:
        """ "call for talks", "warn of an attack"; but "discuss with them the attack"."""
        if self._refused(token, effect):
            return HAPPENED
        topic = verb.lemma.lower() in self.lexicon.topic and verb.i not in self.syntax.specific
        if topic and self.definite(token.i):
            return HAPPENED
        if word != "for" and effect.status is Status.PROPOSED:
            known = self.definite(token.i) or word == "with"
            return HAPPENED if known else Reality(Status.HYPOTHETICAL)
        return self.affected(effect, self.realities.clause(verb.i))
