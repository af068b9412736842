"""What a name does in its sentence: acts like a government, stays put like a place, behaves like a person.

A capital that acts, owns a decision or is dealt with is a government; what is gone to, stayed in or
come from is a town. In doubt it is a town: an actor that never acted is worse than one missed.
"""

from __future__ import annotations

from kg.annotate.actors.lexicon import lexicon
from kg.model import Parse, Token


def stands_for_government(parse: Parse, first: int, last: int) -> bool:
    """Whether the capital at these tokens is spoken of as one that acts."""
    token = _head(parse, first, last)
    if token.text.isupper() and token.i == parse.sentence_of(token.i).first and len(token.text) > 3:
        return False  # a dateline
    while token.dep == "conj" and token.head != token.i:
        token = parse.tokens[token.head]
    governor = parse.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "agent"):
        return governor.lemma not in lexicon().being
    if token.dep == "poss":
        return governor.ent not in ("GPE", "LOC", "FAC") and governor.lemma not in lexicon().town
    if token.dep in ("dobj", "dative", "iobj"):
        return governor.lemma in lexicon().spoken_to
    if token.dep == "pobj":
        return _in_phrase(parse, governor)
    if token.dep in ("compound", "nmod"):
        return governor.lemma.lower() in lexicon().human and governor.lemma not in lexicon().town
    return False


def _in_phrase(parse: Parse, preposition: Token) -> bool:
    """After a preposition: dealt with or written to, not stayed in or moved to."""
    owner = parse.tokens[preposition.head]
    if preposition.lower in ("with", "between", "against", "by", "toward", "towards"):
        return True
    if preposition.lower in ("to", "from"):
        return owner.lemma in lexicon().relation or owner.lemma in lexicon().saying
    if preposition.lower == "on":
        return owner.lemma in ("pressure", "sanction", "impose", "force")
    return False


def is_stay(parse: Parse, first: int, last: int) -> bool:
    """Whether a name stands where places stand: "in X", "the village of X", "entered X"."""
    token = _head(parse, first, last)
    governor = parse.tokens[token.head]
    if token.dep == "pobj":
        noun = parse.tokens[governor.head]
        village = governor.lower == "of" and (noun.lemma in lexicon().place_words or noun.lemma == "town")
        return governor.lower in lexicon().stay or village
    return token.dep in ("dobj", "conj") and governor.lemma in lexicon().gone_to


def is_personal(parse: Parse, i: int) -> bool:
    """Whether the name at token ``i`` acts, owns or is spoken to as a human being does."""
    token = parse.tokens[i]
    governor = parse.tokens[token.head]
    if token.dep in ("nsubj", "agent"):
        return governor.lemma in lexicon().saying or governor.lemma in lexicon().human_verb
    if token.dep == "poss":
        return True
    if token.dep in ("dobj", "dative"):
        return governor.lemma in lexicon().spoken_to
    if token.dep in ("compound", "nmod"):
        return governor.lemma.lower() in lexicon().human
    if token.dep == "pobj":
        return governor.lower in ("by", "with", "between", "against")
    return token.dep == "conj" and governor.ent == "PERSON"


def _head(parse: Parse, first: int, last: int) -> Token:
    """The word of the span that the rest of the sentence governs."""
    span = parse.tokens[first : last + 1]
    return next((t for t in reversed(span) if not first <= t.head <= last or t.head == t.i), span[-1])
