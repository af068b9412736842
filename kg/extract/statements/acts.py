"""What looks like an attribution and is none: names, topics, things that support or contradict."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.control import can_speak
from kg.extract.statements.lexicon import lexicon
from kg.extract.statements.subjects import FINITE, passive
from kg.model import Attitude

_AMOUNTS = frozenset({"PERCENT", "MONEY", "QUANTITY", "CARDINAL"})
_PEOPLE = ("ists", "ians", "crats", "eers", "men", "women", "people")
_AGENTS = ("er", "or", "ist", "ian", "ant", "eer", "man", "woman", "ee")
"""Endings of words for people that no list has."""
_THINGS = frozenset({"this", "that", "these", "those", "which"})


def is_no_act(a: Article, i: int, draft: Draft) -> bool:
    """Whether nobody is said to have said it: a topic that somebody is only to speak of ("a chance to
    discuss it"), a name that something bears ("a programme called Dawn")."""
    t = a.tokens[i]
    opening = a.tokens[draft.cue[0] if draft.cue else i].tag
    aimed = t.tag == "VB" and t.dep in ("xcomp", "advcl", "acl")
    mindful = draft.attitude in (Attitude.INTENDS, Attitude.WANTS) or draft.frame == "prep"
    told = draft.frame == "inf" and a.parse.child(i, "dobj", "dative") is not None
    done = (draft.frame in ("inf", "obj-inf") and not told) or (
        aimed and draft.frame in ("np", "clause", "quote")
    )
    if (mindful or done) and _is_thing(a, draft):
        return True
    if aimed and opening not in (*FINITE, "VBG", "VBN", "RB"):
        if draft.attitude is Attitude.LEARNS and draft.frame == "clause":
            return True
        return draft.frame in ("np", "prep") and t.dep == "xcomp"
    if draft.frame in ("inf", "obj-inf") and _stays_unnamed(a, i, draft):
        return True
    if draft.frame == "predicate" and t.lemma in lexicon().comparing and not _likens(a, i, draft):
        return True
    if draft.frame == "np" and not _has_holder(a, i, draft):
        return True
    if draft.frame == "predicate" and _bears_name(a, i, draft):
        return True
    return draft.frame == "clause" and t.lemma in lexicon().sensing and not _senses(a, draft)


def _is_thing(a: Article, draft: Draft) -> bool:
    """Whether the subject is a thing: it neither intends nor wants, nor speaks of anything ("rules that
    promise to …", "a failure to respond to it"), though what it says may be reported ("the sign warns …")."""
    if draft.speaker_head is None:
        return False
    t = a.tokens[a.antecedent(draft.speaker_head)]
    if t.pos != "NOUN" or can_speak(a, draft.speaker_head):
        return False
    if t.lemma.lower() in lexicon().texts:
        return draft.attitude is Attitude.INTENDS
    said = t.lemma.lower() in lexicon().nouns and (a.tokens[draft.head].tag != "VB" or draft.frame != "quote")
    return not _may_mean(a, t.i) and not said


def _may_mean(a: Article, who: int) -> bool:
    """Whether a noun is somebody, by any evidence, or something written or shown."""
    lex = lexicon()
    t = a.tokens[who]
    word = t.lemma.lower()
    told = lex.venues | lex.evidence | lex.findings | lex.shares | lex.human | lex.persons | lex.texts
    agent = word.endswith(_AGENTS) and word not in lex.things
    named = t.text[0].isupper() and t.tag != "NNS" and a.parse.child(who, "det", "amod", "compound") is None
    agent = agent or named
    return bool(t.ent) or can_speak(a, who) or word in told or agent or t.lower.endswith(_PEOPLE)


def _bears_name(a: Article, i: int, draft: Draft) -> bool:
    """Whether something but has the name ("a programme called Dawn", "a board, called Flyer One")."""
    t = a.tokens[i]
    agent = a.parse.child(i, "agent")
    if "small" not in getattr(lexicon().verbs.get(t.lemma), "frames", ()):
        return False
    bare = a.parse.child(i, "aux", "auxpass") is None
    if t.tag == "VBN" and (t.dep in ("acl", "relcl", "prep") or (bare and t.dep == "advcl")):
        return agent is None or a.parse.child(agent, "pobj") is None
    if agent is not None or a.parse.child(i, "dobj", "nsubj", "nsubjpass") is not None:
        return False
    first = a.parse.tokens_in(draft.content[0])
    return len(first) > 0 and a.tokens[first.start].pos == "PROPN" and a.quote_at[first.start] < 0


def _stays_unnamed(a: Article, i: int, draft: Draft) -> bool:
    """Whether somebody asks but for their name to be left out ("who asked not to be named")."""
    c = a.parse.child(i, "xcomp", "ccomp", "advcl")
    if c is None or a.tokens[c].lemma not in lexicon().unnamed or a.parse.child(c, "auxpass") is None:
        return False
    return draft.negative or a.tokens[i].lemma in lexicon().negative or a.parse.child(c, "neg") is not None


def _likens(a: Article, i: int, draft: Draft) -> bool:
    """Whether somebody is compared to something, or in quoted words; a study compares things."""
    if a.parse.child(i, "dobj", "nsubjpass") is None:
        return False
    tokens = [j for span in draft.content for j in a.parse.tokens_in(span)]
    named = ("PERSON", "NORP", "GPE")
    return any(j in a.actor_heads or a.quote_at[j] >= 0 or a.tokens[j].ent in named for j in tokens)


def _senses(a: Article, draft: Draft) -> bool:
    """Whether somebody sees or hears it, not an occasion ("a year that saw prices soar")."""
    who = draft.speaker_head
    return who is None or (
        can_speak(a, who) or a.tokens[who].tag == "WP" or a.tokens[who].lower.endswith(_PEOPLE)
    )


def _is_amount(a: Article, i: int) -> bool:
    t = a.tokens[i]
    return t.ent in _AMOUNTS or t.pos == "NUM" or t.lemma in ("pct", "percent", "%", "point")


def _has_holder(a: Article, i: int, draft: Draft) -> bool:
    """Whether the subject of "rejects it", "backs it", "threatens it" is somebody or a document: a thing
    only contradicts, supports or endangers. A sum or share that something declined by is no content."""
    lex = lexicon()
    who = draft.speaker_head
    if (
        draft.attitude not in (Attitude.DENIES, Attitude.WANTS, Attitude.INTENDS)
        and a.tokens[i].lemma not in lex.topical
    ):
        return True
    thing = a.parse.child(i, "dobj")
    offered = a.tokens[thing] if thing is not None and a.tokens[i].lemma == "offer" else None
    if offered is not None and offered.lemma.lower() not in lex.offered | lex.nouns.keys():
        return False
    if draft.attitude is Attitude.DENIES and thing is not None and _is_amount(a, thing):
        return False
    if who is None:
        return False
    if a.quote_at[a.parse.tokens_in(draft.content[0]).start] >= 0:
        return True
    t = a.tokens[a.antecedent(who)]
    word = t.lemma.lower()
    capital = t.text[0].isupper() and t.tag != "NNS" and a.parse.child(t.i, "det", "amod") is None
    named = can_speak(a, who) or ((t.pos == "PRON" or capital) and t.lower not in _THINGS)
    people = (
        t.pos == "NUM"
        or word in lex.shares
        or t.lower.endswith(_PEOPLE)
        or (t.tag == "NNS" and passive(a, i))
    )
    return named or people or word in lex.venues | lex.evidence | lex.findings or word in lex.nouns
