"""Clauses without tense: infinitives, participles, gerunds. They live by what governs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.events.lexicon import SAME, Effect
from kg.extract.events.mood import ACTUAL, HAPPENED, UNKNOWN, UNSURE, Reality, negate, weaker
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
_OBLIGE = frozenset({"require", "oblige", "order", "task"})
"""In the passive: who is required to act is expected to."""
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only"})
_IF = frozenset({"if", "unless"})
_VERBAL = ("VERB", "AUX")


def inherited(realities: Realities, i: int) -> Reality:
    """Reality of clause ``i``, its own negation not yet counted."""
    token = realities.tokens[i]
    head = realities.tokens[token.head]
    infinitive = any(a.lower == "to" for a in realities.syntax.auxiliaries(i))
    if realities.marker(i) in _IF:
        return Reality(Status.HYPOTHETICAL, certainty=Certainty.UNDERSPECIFIED)
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
        return realities.apply(effect, realities.noun_context(noun))
    if token.tag in ("VBN", "VBD"):
        return HAPPENED
    return _participle(realities, noun) if token.tag == "VBG" else UNKNOWN


def _bare_infinitive(realities: Realities, token: Token, noun: Token) -> Reality:
    """ "X to meet Y" (headline), "a law to be passed", "the first to win", "a way out to use"."""
    if noun.head == noun.i and (noun.pos == "PROPN" or noun.ent):
        return Reality(Status.PLANNED)
    if any(a.dep == "auxpass" for a in realities.syntax.auxiliaries(token.i)):
        return Reality(Status.PLANNED)
    if any(realities.tokens[c].lower in _RANKS for c in realities.syntax.children[noun.i]):
        return _participle(realities, noun)
    return Reality(Status.HYPOTHETICAL)


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
        if effect is None or word in ("after", "since", "by", "with"):
            return HAPPENED
        return realities.apply(effect, realities.noun_context(above))
    if above.pos == "ADJ" or above.dep == "acomp":
        return _under_adjective(realities, above)
    if above.pos not in _VERBAL:
        return HAPPENED
    return _after_verb(realities, above, word)


def _after_verb(realities: Realities, verb: Token, word: str) -> Reality:
    main = realities.clause(verb.i)
    effect = realities.syntax.effect(verb)
    if word == "against" and verb.lemma in realities.lexicon.resolving:
        return realities.apply(Effect(Status.DENIED), main)
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
        return Reality(Status.HYPOTHETICAL)
    main = realities.clause(head.i)
    if token.tag in ("VBN", "VBD") or marker in ("after", "since") or main.status is Status.DENIED:
        return HAPPENED
    if main.present:
        return Reality(Status.ONGOING)
    return main._replace(negative=False)


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
    effect = realities.syntax.effect(head)
    if head.lemma in _OBLIGE and realities.syntax.passive(head.i):
        effect = Effect(Status.PLANNED)
    if effect is None and infinitive and token.lemma == "become" and main.status in ACTUAL:
        return main._replace(present=False)
    perfect = any(a.lower == "have" for a in realities.syntax.auxiliaries(token.i))
    if effect is None:
        supposed = infinitive and not perfect
        effect = Effect(Status.HYPOTHETICAL, Certainty.UNDERSPECIFIED) if supposed else Effect(SAME)
    if perfect and effect.status == SAME:
        if main.status is Status.DENIED:
            return main
        return HAPPENED._replace(certainty=weaker(main.certainty, lexicon.certainty.get(head.lemma)))
    if head.lemma in lexicon.lasting and main.status in ACTUAL:
        return Reality(Status.ONGOING if main.status is Status.ONGOING or main.present else main.status)
    return realities.apply(effect, main)
