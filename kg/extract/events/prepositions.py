"""How real an event is that a noun names after a preposition: "after the talks", "hopes of a deal"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.events.lexicon import SAME, Effect
from kg.extract.events.mood import ACTUAL, HAPPENED, TO_COME, UNKNOWN, UNSURE, Reality
from kg.extract.events.nonfinite import GRANT
from kg.extract.events.one import one_vote
from kg.model import Certainty, Status, Token

if TYPE_CHECKING:
    from kg.extract.events.nominal import Nominals

_CIRCUMSTANCE = frozenset({
    "after", "since", "following", "during", "amid", "in", "at", "against", "from", "by", "over",
})  # fmt: skip
_BACKWARD = frozenset({
    "after", "since", "following", "despite", "because", "due", "amid", "over", "by", "from", "under",
    "out",
})  # fmt: skip
_FORWARD = frozenset({"before", "ahead", "until", "till"})
_AIMS = frozenset({"to", "for", "toward", "towards", "of", "on"})
_SETTING = frozenset({"date", "venue", "time", "deadline", "timetable", "agenda", "location"})
"""What is set for an event to come; that none is set denies the setting alone."""
_ENDS = frozenset({"aim", "purpose", "goal", "objective", "mandate", "ambition", "strategy", "mission"})
"""What a known event serves ("the aim of the raid"), or what is to be reached ("the aim of a truce")."""
_COMPLEMENT = frozenset({"for", "to", "on", "of", "about", "with", "against"})


def prepositional(nominals: Nominals, token: Token, preposition: Token, depth: int) -> Reality:
    """Reality of the event noun ``token``, the object of ``preposition``."""
    above = nominals.tokens[preposition.head]
    word = preposition.lower
    if word in nominals.lexicon.absent or (above.lower in ("instead", "short", "ahead") and word == "of"):
        if above.lower == "ahead":
            return Reality(Status.PLANNED)
        return Reality(Status.DENIED, True)
    if above.lower == "due" and word == "to":
        return HAPPENED
    if above.lower in nominals.lexicon.near:
        by = nominals.tokens[above.head]
        return HAPPENED if by.lemma in nominals.lexicon.able and nominals.definite(token.i) else UNSURE
    partitive = nominals.lexicon.noun_effects.get(above.lemma) if word == "of" else None
    counted = partitive is not None and partitive.status == SAME
    if above.pos in ("NOUN", "PROPN", "PRON", "NUM") or counted:
        return _of_noun(nominals, token, above, word, depth)
    if above.pos == "ADJ":
        return _of_adjective(nominals, above)
    if above.lower == "according":
        return HAPPENED
    if above.pos in ("VERB", "AUX"):
        noun = _object_before(nominals, above.i, preposition.i)
        if noun is not None:
            return _of_noun(nominals, token, noun, word, depth)
        return _of_verb(nominals, token, above, word)
    if above.pos in ("ADP", "SCONJ", "ADV"):
        verb = next(
            (a for a in nominals.syntax.parse.ancestors(above.i) if nominals.tokens[a].pos == "VERB"), None
        )
        if verb is not None:
            return _of_verb(nominals, token, nominals.tokens[verb], above.lower)
    return HAPPENED


def _object_before(nominals: Nominals, verb: int, preposition: int) -> Token | None:
    """ "sees a path | to a deal": parsers hang the phrase on the verb, though it completes the noun."""
    if nominals.tokens[preposition].lower not in _AIMS:
        return None
    noun = nominals.tokens[preposition - 1]
    effect = nominals.lexicon.noun_effects.get(noun.lemma)
    if noun.head != verb or noun.dep != "dobj" or effect is None or effect.status == SAME:
        return None
    return noun


def _of_noun(nominals: Nominals, token: Token, noun: Token, word: str, depth: int) -> Reality:
    effect = nominals.lexicon.noun_effects.get(noun.lemma)
    related = effect is not None and effect.status != SAME and word in ("against", "in", "over")
    if word in _CIRCUMSTANCE and not related:
        return HAPPENED
    if effect is None:
        known = token.i in nominals.standing and nominals.definite(token.i)
        aim = word in ("before", "until", "toward", "towards") or (word == "for" and not known)
        unheard = nominals.syntax.no(noun.i) and not nominals.definite(token.i)
        return UNSURE if aim or unheard else HAPPENED
    if effect.status == SAME:
        return nominals.noun(noun.i, depth + 1)
    if noun.lemma in _ENDS and word == "of" and nominals.definite(token.i):
        return HAPPENED
    context = nominals.realities.noun_context(noun)
    if context.status is Status.DENIED and noun.lemma in _SETTING:
        return Reality(Status.PLANNED, certainty=Certainty.POSSIBLE)
    known = token.i in nominals.standing and nominals.definite(token.i)
    if known and effect.status is Status.HYPOTHETICAL and word != "of":
        return HAPPENED
    return nominals.affected(effect, context)


def _of_adjective(nominals: Nominals, adjective: Token) -> Reality:
    effect = nominals.lexicon.adjective_effects.get(adjective.lemma.lower())
    if effect is None or effect.status == SAME:
        return HAPPENED
    copula = nominals.tokens[adjective.head]
    main = nominals.realities.clause(copula.i) if copula.pos in ("AUX", "VERB") else HAPPENED
    return nominals.affected(effect, main)


def _of_verb(nominals: Nominals, token: Token, verb: Token, word: str) -> Reality:
    main = nominals.realities.clause(verb.i)
    if word == "for" and any(
        nominals.tokens[u].lemma in _SETTING for u in nominals.syntax.undergoers(verb.i)
    ):
        return Reality(Status.PLANNED, certainty=Certainty.POSSIBLE if main.negative else main.certainty)
    if token.i in nominals.spoken and verb.lemma in GRANT:
        return HAPPENED
    effect = nominals.syntax.effect(verb)
    if word in _BACKWARD:
        held = main.status in ACTUAL or main.status is Status.DENIED or word not in ("after", "following")
        if word == "from" and effect is not None and effect.status is Status.DENIED:
            return HAPPENED if nominals.definite(token.i) else nominals.affected(effect, main)
        if word == "from" and effect is not None and effect.status in TO_COME:
            # "expect from Norway an apology": parsers hang the object on "from"
            other = nominals.syntax.deps(verb.i, "dobj", "ccomp", "xcomp")
            return HAPPENED if other else nominals.affected(effect, main)
        return HAPPENED if held else main._replace(present=False)
    if word in _FORWARD:
        return UNKNOWN if main.status in ACTUAL else Reality(Status.PLANNED)
    if word == "against" and verb.lemma in nominals.lexicon.resolving:
        alone = one_vote(nominals.syntax, verb)
        return UNSURE if alone else nominals.affected(Effect(Status.DENIED), main)
    if effect is not None and effect.status != SAME and word in _COMPLEMENT:
        return _complement(nominals, token, verb, word, effect)
    if main.status in ACTUAL and word == "for" and verb.lemma in nominals.lexicon.motion:
        return Reality(Status.PLANNED)
    if main.status in ACTUAL:
        return main._replace(present=False, status=Status.OCCURRED)
    if main.status is Status.DENIED:
        return HAPPENED if nominals.definite(token.i) else UNSURE
    known = word in ("on", "about", "against", "of", "as") or token.i in nominals.standing
    return HAPPENED if known and nominals.definite(token.i) else main._replace(present=False)


def _complement(nominals: Nominals, token: Token, verb: Token, word: str, effect: Effect) -> Reality:
    """ "call for talks", "warn of an attack"; but "discuss with them the attack"."""
    if nominals.refused(token, effect):
        return HAPPENED
    topic = verb.lemma.lower() in nominals.lexicon.topic and verb.i not in nominals.syntax.specific
    if topic and nominals.definite(token.i):
        return HAPPENED
    if word != "for" and effect.status is Status.PROPOSED:
        known = nominals.definite(token.i) or word == "with"
        return HAPPENED if known else Reality(Status.HYPOTHETICAL)
    return nominals.affected(effect, nominals.realities.clause(verb.i))
