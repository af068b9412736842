"""The parts of a reporting clause: verb group, subject, noun phrases, addressee."""

from __future__ import annotations

from kg.extract.statements.article import Article

AUX = frozenset({"aux", "auxpass", "neg", "advmod"})
SUBJECT = ("nsubj", "csubj", "nsubjpass")
RAISING = frozenset(
    [
        "continue",
        "go",
        "appear",
        "seem",
        "try",
        "begin",
        "start",
        "attempt",
        "refuse",
        "decline",
        "fail",
        "use",
        "need",
        "have",
        "be",
        "come",
        "proceed",
        "tend",
        "happen",
        "move",
        "rush",
        "hasten",
        "keep",
    ]
)
"""Verbs that lend their subject to an infinitive or gerund and colour rather than report."""
_VENUE = frozenset(
    [
        "statement",
        "interview",
        "letter",
        "email",
        "e-mail",
        "tweet",
        "post",
        "memo",
        "report",
        "speech",
        "release",
        "conference",
        "briefing",
        "call",
        "testimony",
        "message",
        "filing",
        "column",
        "blog",
        "op-ed",
        "editorial",
        "podcast",
        "appearance",
        "remarks",
        "article",
        "essay",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
"""Nouns of the medium or day: "said Smith in a statement" — not part of the speaker's name."""


def verb_group(a: Article, i: int) -> tuple[int, int]:
    """Tokens of the verb with the auxiliaries, negation, adverbs before it and its particle after it."""
    first = last = i
    tokens = a.tokens
    heads = {i}
    while first > 0 and a.same_sentence(first - 1, i):
        j = first - 1
        t = tokens[j]
        if (t.head in heads and t.dep in AUX) or (t.dep == "advmod" and t.head == j + 1 and first < i):
            first = j
        elif t.i == tokens[min(heads)].head and t.lemma in RAISING and tokens[min(heads)].dep == "xcomp":
            heads.add(j)
            first = j
        else:
            break
    while tokens[first].dep == "advmod" and tokens[first].tag in ("WRB",) and first < i:
        first += 1
    particle = a.parse.child(i, "prt")
    if particle == i + 1:
        last = particle
    return first, last


def subject(a: Article, i: int) -> int | None:
    """Head token of whoever does the reporting, ``None`` if the syntax does not say.

    Follows coordination, participles ("…, adding that"), infinitives and gerunds to the clause that
    has the subject; never leaves the sentence. Bounded by the depth of the tree.
    """
    for _ in range(8):
        tokens = a.tokens
        t = tokens[i]
        agent = a.parse.child(i, "agent")
        if _passive(a, i):
            return a.parse.child(agent, "pobj") if agent is not None else None
        found = [c for c in a.parse.children[i] if tokens[c].dep in SUBJECT]
        if found:
            near = [c for c in found if not a.in_speech(c, i)]
            return near[-1] if near and tokens[near[-1]].dep != "csubj" else None
        head = t.head
        if head == i:
            return None
        if t.dep == "acl" or (t.dep == "relcl" and t.tag in ("VBG", "VBN")):
            return head if tokens[head].pos in ("NOUN", "PROPN", "PRON", "NUM") else None
        if t.dep == "xcomp" and tokens[head].lemma not in RAISING:
            thing = a.parse.child(head, "dobj")
            if thing is not None and t.tag == "VB":
                return thing
        if t.dep in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "parataxis", "dep"):
            if t.dep in ("ccomp", "parataxis", "dep") and t.tag in ("VBD", "VBZ", "VBP"):
                return None
            if tokens[head].pos in ("NOUN", "PROPN") and t.dep in ("pcomp", "prep"):
                return a.parse.child(head, "poss")
            i = head
            continue
        return None
    return None


def _passive(a: Article, i: int) -> bool:
    return any(a.tokens[c].dep in ("auxpass", "nsubjpass") for c in a.parse.children[i]) or (
        a.tokens[i].tag == "VBN" and a.parse.child(i, "agent") is not None
    )


def passive(a: Article, i: int) -> bool:
    """Whether the verb is passive."""
    return _passive(a, i)


def noun_phrase(a: Article, head: int, cue: int) -> tuple[int, int]:
    """Tokens of the noun phrase, with determiners, titles, appositions and modifiers.

    Stops before the cue and at quotations; a phrase after the verb loses what says where or when
    the words were said ("in a statement", "on Tuesday").
    """
    first, last = a.clause_range(head)
    if first <= cue < head:
        first = min((c for c in a.parse.subtree(head) if c > cue), default=head)
    if head < cue <= last:
        left = a.clause_range(cue)[0]
        last = max(head, min(left, cue) - 1)
    for j in range(head, last + 1):
        if a.quote_at[j] != a.quote_at[head] and a.quote_at[j] != -1 and j > head:
            last = j - 1
            break
    for j in range(head, first - 1, -1):
        if a.quote_at[j] != a.quote_at[head]:
            first = j + 1
            break
    last = _without_venue(a, head, last)
    return trimmed(a, first, last)


def _without_venue(a: Article, head: int, last: int) -> int:
    for c in a.parse.children[head]:
        if c <= head or c > last:
            continue
        t = a.tokens[c]
        thing = a.parse.child(c, "pobj") if t.dep == "prep" else None
        venue = thing is not None and (
            a.tokens[thing].lemma.lower() in _VENUE or a.tokens[thing].ent in ("DATE", "TIME")
        )
        if (
            venue
            or t.dep in ("npadvmod", "advcl")
            or (t.ent in ("DATE", "TIME") and t.dep in ("nmod", "npadvmod", "appos") and not t.text.isdigit())
        ):
            return c - 1
    return last


def trimmed(a: Article, first: int, last: int) -> tuple[int, int]:
    """The range without punctuation, marks and conjunctions at its ends (brackets that pair stay)."""
    tokens = a.tokens
    while first < last and (tokens[first].pos in ("PUNCT", "SPACE", "CCONJ")):
        first += 1
    while (
        first < last and (tokens[last].pos in ("PUNCT", "SPACE", "CCONJ", "SYM")) and tokens[last].text != ")"
    ):
        last -= 1
    return first, last
