"""Whether a noun names an event or but a kind of event ("questions on war")."""

from __future__ import annotations

from kg.extract.events.lexicon import SAME
from kg.extract.events.syntax import Syntax
from kg.model import Status

_HOLDS = frozenset({
    "phase", "period", "stage", "process", "list", "web", "network", "history", "record", "scene", "site",
    "chain",
})  # fmt: skip
"""Nouns that events make up: there are such events where there is one of these."""
_STANCE = frozenset({
    "oppose", "support", "favor", "favour", "condemn", "criticize", "criticise", "promote", "attack", "hate",
    "glorify", "justify", "renounce", "reject", "advocate", "endorse", "back",
})  # fmt: skip
"""Verbs of taking a stand: their bare object is a kind of event ("condemned torture")."""
_USUAL = frozenset(
    {"usually", "normally", "typically", "generally", "often", "always", "sometimes", "rarely"}
)
_ROW = 12
"""Nouns of one row ("war, famine and drought") that are followed back."""
_ABOUT = frozenset({"of", "on", "about", "for", "to", "against", "toward", "towards", "into", "between"})


def generic(syntax: Syntax, i: int, depth: int = 0) -> bool:
    """Whether a noun names a kind of event, no event: bare, and what another noun or a verb is about.

    "questions on war", "opposition to sanctions"; but "after clashes", "a wave of clashes".
    """
    token = syntax.tokens[i]
    if token.pos == "PROPN" or any(
        syntax.tokens[c].dep in ("det", "poss", "nummod", "acl", "relcl")
        or syntax.lexicon.modifiers.get(syntax.tokens[c].lower) is Status.OCCURRED
        for c in syntax.children[i]
    ):
        return False
    head = syntax.tokens[token.head]
    if token.dep == "conj" and head.pos == "NOUN":
        return depth < _ROW and generic(syntax, head.i, depth + 1)
    if token.dep == "dobj":
        return head.lemma in _STANCE
    if token.dep != "pobj" or head.lower not in _ABOUT:
        return False
    above = syntax.tokens[head.head]
    effect = syntax.lexicon.noun_effects.get(above.lemma)
    if above.pos == "NOUN" and above.lemma not in _HOLDS:
        return effect is None or effect.status != SAME
    return above.pos == "VERB" and head.lower == "about"


def habitual(syntax: Syntax, i: int) -> bool:
    """ "Norwegian protests usually end in song": what such events are like, not that there was one."""
    token, verb = syntax.tokens[i], syntax.tokens[syntax.tokens[i].head]
    if token.dep != "nsubj" or token.tag != "NNS" or verb.tag not in ("VBP", "VBZ"):
        return False
    return any(syntax.tokens[a].lower in _USUAL for a in syntax.deps(verb.i, "advmod"))
