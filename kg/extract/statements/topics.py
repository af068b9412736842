"""What stands as object of a cue: a topic, a claim of its own, an audience, a source."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.lexicon import lexicon

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def is_heard(a: Article, i: int) -> bool:
    """Whether the object is but an audience ("addressed the press")."""
    thing = a.parse.child(i, "dobj")
    if thing is None or a.tokens[i].lemma not in lexicon().hearers:
        return False
    t = a.tokens[thing]
    somebody = (
        t.ent == "PERSON" or t.tag == "PRP" or (thing in a.actor_heads and t.lemma not in lexicon().nouns)
    )
    return somebody or t.lemma.lower() in lexicon().audience


def says_that(a: Article, i: int) -> bool:
    """Whether the object is a noun with a that-clause of its own, which the noun reports ("voiced fears
    that it would flood")."""
    thing = a.parse.child(i, "dobj")
    if thing is None or "that" not in getattr(
        lexicon().nouns.get(a.tokens[thing].lemma.lower()), "frames", ()
    ):
        return False
    return any(
        c > thing and a.tokens[c].dep in ("acl", "ccomp") and a.tokens[a.clause_range(c)[0]].lower == "that"
        for c in (*a.parse.children[thing], *a.parse.children[i])
    )


def felt(a: Article, i: int, draft: Draft) -> tuple[int, int] | None:
    """What a noun of attitude is about: "voiced doubts about the plan" has the plan as content and
    "voiced doubts about" as cue."""
    thing = a.parse.child(i, "dobj")
    lex = lexicon()
    if thing is None or thing < i or draft.cue is None or a.tokens[i].lemma not in lex.voicing:
        return None
    entry = lex.nouns.get(a.tokens[thing].lemma.lower())
    about = next((c for c in a.parse.children[thing] if c == thing + 1 and a.tokens[c].dep == "prep"), None)
    about = about if about is not None else next((c for c in a.parse.children[i] if c == thing + 1), None)
    if (
        entry is None
        or about is None
        or a.tokens[about].lower not in lex.topic_words
        or a.clause_range(about)[1] == about
    ):
        return None
    topic = a.parse.child(about, "pobj")
    word = a.tokens[topic].lemma.lower() if topic is not None else ""
    if topic is not None and (word in lex.venues | lex.channels or a.tokens[topic].ent == "DATE"):
        return None
    draft.cue = draft.cue[0], about
    draft.attitude = entry.attitude
    return about + 1, a.clause_range(about)[1]


def is_source(a: Article, i: int) -> bool:
    """Whether the object is evidence or somebody who gave it ("citing officials", "citing images")."""
    thing = a.parse.child(i, "dobj")
    return thing is not None and (
        a.tokens[thing].lemma.lower() in lexicon().evidence
        or thing in a.actor_heads
        or a.tokens[thing].ent in _NAMES
    )


def for_doing(a: Article, first: int, last: int) -> bool:
    """Whether the object is reproached or thanked for an act ("blamed him for hiding it")."""
    return any(
        a.tokens[j].lower == "for" and a.parse.child(j, "pcomp") is not None for j in range(first + 1, last)
    )
