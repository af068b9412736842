"""Whether a capital stands for its government: "Pyongyang agreed" does, "in Pyongyang" does not.

The rule: what acts, owns a decision or is dealt with is a government; what is gone to, stayed in or
come from is a town. In doubt it is a town (an actor that never acted is worse than one missed).
"""

from __future__ import annotations

from kg.annotate.actors.lexicon import lexicon
from kg.model import Parse

_DEALT_WITH = frozenset({"with", "between", "by", "against", "toward", "towards", "on", "for"})
_SPOKEN_TO = frozenset(
    {
        "tell",
        "urge",
        "accuse",
        "warn",
        "ask",
        "press",
        "pressure",
        "condemn",
        "criticize",
        "criticise",
        "blame",
        "thank",
        "support",
        "persuade",
        "convince",
        "force",
        "allow",
        "invite",
        "threaten",
        "call",
        "offer",
        "give",
        "provoke",
        "punish",
        "isolate",
        "engage",
        "sanction",
        "let",
        "help",
        "assure",
        "inform",
    }
)
_RELATIONS = frozenset(
    {
        "letter",
        "message",
        "pressure",
        "proposal",
        "warning",
        "demand",
        "response",
        "overture",
        "call",
        "offer",
        "threat",
        "concession",
        "signal",
        "aid",
        "sanction",
        "objection",
        "support",
        "approval",
        "tie",
        "relation",
        "alliance",
        "statement",
        "ambassador",
        "envoy",
    }
)
_BE = frozenset({"be", "become", "remain", "lie", "stand", "host"})
_MOVE = frozenset(
    {
        "travel",
        "go",
        "come",
        "fly",
        "return",
        "arrive",
        "move",
        "drive",
        "trip",
        "visit",
        "flight",
        "bring",
        "take",
        "head",
        "tour",
        "live",
    }
)


def stands_for_government(parse: Parse, first: int, last: int) -> bool:
    """Whether the capital at these tokens is spoken of as one that acts."""
    token = next(
        (t for t in reversed(parse.tokens[first : last + 1]) if not first <= t.head <= last or t.head == t.i),
        parse.tokens[last],
    )
    while token.dep == "conj" and token.head != token.i:
        token = parse.tokens[token.head]
    governor = parse.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "agent"):
        return governor.lemma not in _BE
    if token.dep == "poss":
        return governor.ent not in ("GPE", "LOC", "FAC") and governor.lemma not in (
            "airport", "street", "mayor", "suburb", "district", "square", "university", "stadium", "hospital", "population", "resident", "university", "metro", "hotel", "centre", "center", "police", "downtown",
        )  # fmt: skip
    if token.dep in ("dobj", "dative", "iobj"):
        return governor.lemma in _SPOKEN_TO
    if token.dep == "pobj":
        return _in_phrase(parse, governor.i)
    if token.dep in ("compound", "nmod"):
        return governor.lemma.lower() in lexicon().human - {
            "resident",
            "police",
            "school",
            "student",
            "court",
            "university",
            "mayor",
        }
    return False


def _in_phrase(parse: Parse, preposition: int) -> bool:
    """After a preposition: dealt with or written to, not stayed in or moved to."""
    word = parse.tokens[preposition]
    owner = parse.tokens[word.head]
    if word.lower in ("with", "between", "against", "by", "toward", "towards"):
        return True
    if word.lower in ("to", "from"):
        return owner.lemma in _RELATIONS or owner.lemma in lexicon().saying
    if word.lower == "on":
        return owner.lemma in ("pressure", "sanction", "sanctions", "impose", "force")
    return False
