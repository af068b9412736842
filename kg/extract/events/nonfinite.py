"""Clauses without tense: infinitives, participles, gerunds. They live by what governs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.events.lexicon import SAME, Effect
from kg.extract.events.mood import ACTUAL, HAPPENED, TO_COME, UNKNOWN, UNSURE, Reality, negate, weaker
from kg.extract.events.one import one_vote, ranked
from kg.extract.events.syntax import SUBJECTS
from kg.model import Certainty, Status, Token

if TYPE_CHECKING:
    from kg.extract.events.reality import Realities

_CLAUSAL = frozenset({"xcomp", "ccomp", "oprd", "csubj", "dobj", "prep", "dep", "attr"})
_COMPLEMENT = frozenset(
    {"at", "from", "on", "of", "about", "to", "against", "for", "into", "toward", "towards", "in"}
)
_PAST_PREPOSITIONS = frozenset({"for", "after", "since", "over", "despite", "following", "of", "about"})
_ALLEGE = frozenset({"accuse", "convict", "suspect", "boast", "complain", "guilty", "tire"})
_ENTRUST = frozenset({"task", "entrust"})
_OBLIGE = frozenset({"require", "oblige", "order", "task"})
"""In the passive: who is required to act is expected to."""
GRANT = frozenset({
    "grant", "accept", "approve", "heed", "honor", "honour", "comply", "agree", "accede", "bow", "yield",
})  # fmt: skip
"""Who does so to a request or an offer will have it carried out."""
_LOOK_BACK = frozenset({"admit", "acknowledge", "confess", "regret", "recall", "remember"})
"""A gerund after these tells of what has been done ("admits bribing the judge")."""
HOLDING = frozenset({"include", "contain", "involve", "comprise", "cover", "feature", "foresee", "envisage"})
"""Verbs with which a plan or demand says what belongs to it."""
_IF = frozenset({"if", "unless"})
_VERBAL = ("VERB", "AUX")


def inherited(realities: Realities, i: int) -> Reality:
    """Reality of clause ``i``, its own negation not yet counted."""
    token = realities.tokens[i]
    head = realities.tokens[token.head]
    infinitive = any(a.lower == "to" for a in realities.syntax.auxiliaries(i))
    if realities.marker(i) in _IF:
        return Reality(Status.HYPOTHETICAL, certainty=Certainty.UNDERSPECIFIED)
    noun = ranked(realities.syntax, i)
    if noun is not None:
        return _ranked(realities, realities.tokens[noun])
    if token.head == i:
        return _root(realities, token, infinitive)
    if token.dep == "conj":
        return _conjoined(realities, token, head)
    if token.dep in ("acl", "relcl") or head.pos in ("NOUN", "PROPN", "PRON"):
        return _under_noun(realities, token, head, infinitive)
    if token.dep in ("pcomp", "pobj") or head.pos == "ADP":
        return _under_preposition(realities, head)
    if token.dep == "advcl":
        return _adverbial(realities, token, head, infinitive)
    if head.pos == "ADJ" or head.dep == "acomp":
        return _under_adjective(realities, head)
    if head.pos in _VERBAL and token.dep in _CLAUSAL:
        return _under_verb(realities, token, head, infinitive)
    if token.dep in ("amod", "compound"):
        return HAPPENED if token.tag in ("VBN", "VBD") else Reality(Status.ONGOING)
    return realities.clause(head.i)._replace(negative=False) if head.pos in _VERBAL else UNKNOWN


def _root(realities: Realities, token: Token, infinitive: bool) -> Reality:
    """Headlines ("X to meet Y", "X arrested") and imperatives."""
    subject = bool(realities.syntax.deps(token.i, *SUBJECTS))
    if infinitive:
        return Reality(Status.PLANNED) if subject else UNSURE
    if token.tag == "VBG":
        return Reality(Status.ONGOING)
    if token.tag in ("VBN", "VBD"):
        return HAPPENED
    if subject:
        return Reality(Status.ONGOING, present=True)
    return Reality(Status.PROPOSED, certainty=Certainty.UNDERSPECIFIED)


def _conjoined(realities: Realities, token: Token, head: Token) -> Reality:
    if head.pos not in _VERBAL:
        return HAPPENED if token.tag in ("VBN", "VBD") else UNKNOWN
    first = realities.clause(head.i)
    syntax = realities.syntax
    if any(realities.tokens[c].lower == "than" and c < token.i for c in syntax.deps(head.i, "cc")):
        return Reality(Status.DENIED, True)
    if not syntax.negated(head.i) or first.status is not Status.DENIED:
        return first
    either = any(realities.tokens[c].lower in ("or", "nor") for c in syntax.deps(head.i, "cc"))
    return first if either else negate(first)


def _under_noun(realities: Realities, token: Token, noun: Token, infinitive: bool) -> Reality:
    if infinitive:
        effect = realities.lexicon.noun_effects.get(noun.lemma)
        if effect is None:
            return _bare_infinitive(realities, token, noun)
        granted = _granting(realities, noun) if effect.status is Status.PROPOSED else None
        if granted is not None:
            return realities.apply(Effect(Status.PLANNED), realities.clause(granted))
        return realities.apply(effect, realities.noun_context(noun))
    if token.tag in ("VBN", "VBD"):
        return HAPPENED
    if token.tag != "VBG":
        return UNKNOWN
    return _dreaded(realities, noun) or _participle(realities, noun)


def _dreaded(realities: Realities, noun: Token) -> Reality | None:
    """ "warned of rebels attacking", "no fear of prices rising": as real as what *of* hangs on makes it."""
    preposition = realities.tokens[noun.head]
    if noun.dep != "pobj" or preposition.lower not in ("of", "about", "against"):
        return None
    above = realities.tokens[preposition.head]
    noun_effect = realities.lexicon.noun_effects.get(above.lemma) if above.pos == "NOUN" else None
    effect = realities.syntax.effect(above) if above.pos == "VERB" else noun_effect
    if effect is None or effect.status in (SAME, Status.DENIED):
        return None
    main = realities.clause(above.i) if above.pos == "VERB" else realities.noun_context(above)
    return realities.apply(effect, main)


def _granting(realities: Realities, noun: Token) -> int | None:
    """The verb of "comply with a request to", "accept an invitation to": then it is to be done."""
    verb = realities.tokens[noun.head]
    if noun.dep == "pobj" and verb.dep == "prep" and verb.lower in ("with", "to"):
        verb = realities.tokens[verb.head]
    elif noun.dep not in ("dobj", "nsubjpass"):
        return None
    return verb.i if verb.pos == "VERB" and verb.lemma in GRANT else None


def _bare_infinitive(realities: Realities, token: Token, noun: Token) -> Reality:
    """ "X to meet Y" (headline), "a law to be passed", "a way out to use"."""
    if noun.head == noun.i and (noun.pos == "PROPN" or noun.ent):
        return Reality(Status.PLANNED)
    if any(a.dep == "auxpass" for a in realities.syntax.auxiliaries(token.i)):
        return Reality(Status.PLANNED)
    return Reality(Status.HYPOTHETICAL)


def _ranked(realities: Realities, noun: Token) -> Reality:
    """ "is the first to win" has won, "will be the first to" will; "is not the first to" tells of others."""
    if noun.dep != "attr":
        return _participle(realities, noun)
    told = realities.clause(noun.head)
    if told.status in (Status.OCCURRED, Status.ONGOING):
        return HAPPENED._replace(certainty=told.certainty)
    return UNKNOWN if told.negative or told.status is Status.DENIED else told


def _participle(realities: Realities, below: Token) -> Reality:
    """A present participle goes on at the time of its main clause."""
    tokens = realities.tokens
    verb = next((a for a in realities.syntax.parse.ancestors(below.i) if tokens[a].pos in _VERBAL), None)
    past = verb is not None and tokens[verb].tag == "VBD"
    return HAPPENED if past else Reality(Status.ONGOING)


def _under_preposition(realities: Realities, preposition: Token) -> Reality:
    above = realities.tokens[preposition.head]
    word = preposition.lower
    lexicon = realities.lexicon
    before = realities.tokens[max(0, preposition.i - 1)].lower
    if word in lexicon.absent or (word == "of" and {above.lower, before} & {"instead", "short"}):
        return Reality(Status.DENIED, True)
    if word == "to" and before in lexicon.near:
        return UNSURE
    if above.pos in ("NOUN", "PROPN"):
        effect = lexicon.noun_effects.get(above.lemma)
        if word == "before":
            return UNSURE
        if effect is None and realities.tokens[above.head].lower == "in" and above.dep == "pobj":
            return _about(realities, above)
        if effect is None or word in ("after", "since", "by", "with"):
            return HAPPENED
        return realities.apply(effect, realities.noun_context(above))
    if above.pos == "ADJ" or above.dep == "acomp":
        return _under_adjective(realities, above)
    if above.pos not in _VERBAL:
        return HAPPENED
    return _after_verb(realities, above, word)


def _about(realities: Realities, noun: Token) -> Reality:
    """ "will be in charge of selling": as real as the clause, where that tells what is still to come."""
    above = realities.syntax.parse.ancestors(noun.i)
    verb = next((a for a in above if realities.tokens[a].pos in _VERBAL), None)
    main = realities.clause(verb) if verb is not None else HAPPENED
    return main if main.status in TO_COME else HAPPENED


def _after_verb(realities: Realities, verb: Token, word: str) -> Reality:
    main = realities.clause(verb.i)
    effect = realities.syntax.effect(verb)
    if word == "against" and verb.lemma in realities.lexicon.resolving:
        return UNSURE if one_vote(realities.syntax, verb) else realities.apply(Effect(Status.DENIED), main)
    if word == "with" and verb.lemma in _ENTRUST:
        return UNSURE
    if effect and effect.status != SAME and word in _COMPLEMENT:
        blamed = word in ("of", "for") and effect.status not in (Status.HYPOTHETICAL, Status.PROPOSED)
        return HAPPENED if blamed and effect.status is not Status.PLANNED else realities.apply(effect, main)
    if word in ("before", "until", "till"):
        return main._replace(negative=False) if main.status not in ACTUAL else UNSURE
    if word == "of" and verb.lemma not in _ALLEGE:
        return UNSURE
    if word == "with":
        return HAPPENED if verb.tag == "VBD" else Reality(Status.ONGOING)
    if word in _PAST_PREPOSITIONS or main.status is Status.DENIED:
        return HAPPENED
    return main._replace(present=False, negative=False)


def _adverbial(realities: Realities, token: Token, head: Token, infinitive: bool) -> Reality:
    marker = realities.marker(token.i)
    if marker in realities.lexicon.conditional:
        return Reality(Status.HYPOTHETICAL, certainty=Certainty.UNDERSPECIFIED)
    if head.pos not in _VERBAL:
        return UNKNOWN
    if infinitive:
        effect = realities.syntax.effect(head)
        complement = realities.syntax.deps(head.i, "dobj", "nsubjpass")
        if realities.marker(token.i) == "for" and complement:
            noun = realities.lexicon.noun_effects.get(realities.tokens[complement[0]].lemma)
            effect = noun if noun is not None and noun.status != SAME else effect
        if effect is not None and effect.status != SAME and complement:
            return realities.apply(effect, realities.clause(head.i))
        planned = realities.clause(head.i).status is Status.PLANNED
        return Reality(Status.PLANNED if planned else Status.HYPOTHETICAL)
    main = realities.clause(head.i)
    if realities.syntax.spoken_of(token.i) is not None:
        return _mentioned(realities, head)
    if token.tag in ("VBN", "VBD") or marker in ("after", "since") or main.status is Status.DENIED:
        return HAPPENED
    if main.present:
        return Reality(Status.ONGOING)
    return main._replace(negative=False)


def _mentioned(realities: Realities, verb: Token) -> Reality:
    """ "warned of rebels attacking", "spoke of X taking over": as real as the verb makes it; else open."""
    effect = realities.syntax.effect(verb)
    if effect is None or effect.status == SAME:
        return UNKNOWN
    return realities.apply(effect, realities.clause(verb.i))


def _under_adjective(realities: Realities, adjective: Token) -> Reality:
    effect = realities.lexicon.adjective_effects.get(adjective.lemma.lower())
    if effect is None and adjective.pos == "VERB":
        effect = realities.syntax.effect(adjective)
    copula = realities.tokens[adjective.head]
    apart = copula.pos in _VERBAL and copula.i != adjective.i
    main = realities.clause(copula.i) if apart else HAPPENED
    if effect is None:
        return UNSURE._replace(certainty=Certainty.UNDERSPECIFIED)
    negated = realities.syntax.negated(adjective.i)
    return realities.apply(effect, negate(main) if negated else main)


def _part_of_plan(realities: Realities, verb: Token) -> Effect | None:
    """ "their demands include dissolving parliament": what a plan or demand holds is planned or demanded."""
    if verb.lemma not in HOLDING:
        return None
    for s in realities.syntax.deps(verb.i, "nsubj"):
        effect = realities.lexicon.noun_effects.get(realities.tokens[s].lemma)
        if effect is not None and effect.status in TO_COME:
            return effect
    return None


def _under_verb(realities: Realities, token: Token, head: Token, infinitive: bool) -> Reality:
    lexicon = realities.lexicon
    main = realities.clause(head.i)
    if token.dep == "csubj":
        return UNSURE if main.status not in ACTUAL else main
    if infinitive and head.lemma in ("make", "let"):
        return Reality(Status.HYPOTHETICAL)
    if infinitive and token.dep == "xcomp":
        beside = (*realities.syntax.children[head.i], *realities.syntax.children[token.i])
        if head.lemma in ("have", "be", "remain") and any(realities.tokens[c].lower == "yet" for c in beside):
            return Reality(Status.DENIED, True)
        if head.lemma == "be" or (head.lemma == "go" and head.tag == "VBG"):
            return (
                Reality(Status.PLANNED) if main.status is not Status.DENIED else Reality(Status.DENIED, True)
            )
        if head.lemma in ("have", "need"):
            return realities.apply(Effect(Status.PROPOSED), main)
    if token.tag == "VBG" and head.lemma in _LOOK_BACK:
        return HAPPENED
    whole = _part_of_plan(realities, head) if token.tag == "VBG" else None
    if whole is not None:
        return realities.apply(whole, HAPPENED)
    effect = realities.syntax.effect(head)
    if head.lemma in _OBLIGE and realities.syntax.passive(head.i):
        effect = Effect(Status.PLANNED)
    if effect is None and infinitive and token.lemma == "become" and main.status in ACTUAL:
        return main._replace(present=False)
    perfect = any(a.lower == "have" for a in realities.syntax.auxiliaries(token.i))
    if effect is None:
        supposed = infinitive and not perfect
        effect = Effect(Status.HYPOTHETICAL, Certainty.UNDERSPECIFIED) if supposed else Effect(SAME)
    if perfect and effect.status in (SAME, Status.PLANNED):
        if main.status is Status.DENIED:
            return main
        return HAPPENED._replace(certainty=weaker(main.certainty, lexicon.certainty.get(head.lemma)))
    if head.lemma in lexicon.lasting and main.status in ACTUAL:
        return Reality(Status.ONGOING if main.status is Status.ONGOING or main.present else main.status)
    return realities.apply(effect, main)
