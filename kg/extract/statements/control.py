"""Whose act a participle or gerund is where the nearest subject is a thing, or the object is meant.

After Levin (1993), judgement verbs (33): "criticised Lee for saying so" tells what Lee said.
"""

from __future__ import annotations

from kg.extract.statements.article import Article
from kg.extract.statements.lexicon import lexicon

_LONGEST_CLIMB = 4
_PEOPLE = ("ers", "ors", "ists", "ants", "ents", "ians", "men", "women", "people")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def can_speak(a: Article, who: int) -> bool:
    """Whether a noun is somebody, or a pronoun for somebody."""
    t = a.tokens[who]
    return t.ent in _NAMES or who in a.actor_heads or t.lower in ("i", "we", "he", "she", "they", "who")


def speaking_above(a: Article, verb: int, who: int) -> int:
    """The subject of a clause over ``verb`` that can speak, where ``who``, its own, is a thing that
    cannot ("described how the raid unfolded, stating …"); else ``who``."""
    lex = lexicon()
    lemma = a.tokens[who].lemma.lower()
    if can_speak(a, who) or lemma in lex.venues | lex.evidence | lex.findings or lemma in lex.nouns:
        return who
    if a.tokens[who].pos == "PRON" or a.tokens[who].lower.endswith(_PEOPLE):
        return who
    for _ in range(_LONGEST_CLIMB):
        t = a.tokens[verb]
        if t.head == verb or t.dep not in ("advcl", "ccomp", "conj", "acomp"):
            break
        verb = t.head
        subject = a.parse.child(verb, "nsubj")
        if subject is None or a.quote_at[subject] != a.quote_at[who]:
            continue
        if can_speak(a, subject) or a.tokens[subject].lemma.lower() in lex.evidence:
            return subject
    return who


def reproached(a: Article, preposition: int) -> int | None:
    """Who is blamed, thanked or held in contempt "for doing" something: the object of the verb."""
    if a.tokens[preposition].lower != "for":
        return None
    verb = a.tokens[preposition].head
    for _ in range(2):  # "held Lee in contempt for refusing"
        if a.tokens[verb].dep not in ("pobj", "prep"):
            break
        verb = a.tokens[verb].head
    thing = a.parse.child(verb, "dobj") if a.tokens[verb].tag[:2] == "VB" else None
    if thing is None and a.tokens[verb].dep == "dobj":
        thing = verb  # hung on the object itself
    return thing if thing is not None and thing < preposition and can_speak(a, thing) else None
