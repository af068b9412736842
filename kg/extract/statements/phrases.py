"""The parts of a reporting clause: verb group, noun phrases."""

from __future__ import annotations

from kg.extract.statements.article import Article
from kg.extract.statements.lexicon import lexicon
from kg.extract.statements.subjects import FINITE, subordinate

AUX = frozenset({"aux", "auxpass", "neg", "advmod"})
_LOOSE = frozenset({"npadvmod", "det", "nmod", "advmod"})
_OPENING = frozenset("([<")
_CLOSING = frozenset(")]>")
_WHILE = frozenset({"in", "by", "after", "before", "on", "upon", "while"})
_NETWORKS = frozenset(["instagram", "twitter", "facebook", "youtube", "telegram", "tiktok", "radio"])
_PARTICLES = frozenset(["du", "de", "da", "di", "van", "von", "der", "den", "bin", "ibn", "al", "el", "ter"])
_SOURCED = frozenset({"to", "by", "of", "from"})
_LONGEST_BRACKET = 8
_LONGEST_NAME = 80
"""Tokens of a speaker's noun phrase that are looked through for a clause that is none of it."""


def verb_group(a: Article, i: int) -> tuple[int, int]:
    """Tokens of the verb with the auxiliaries, negation, adverbs before it and its particle after it;
    a verb that only colours it ("went on to", "refused to") counts in."""
    first = last = lowest = i
    tokens = a.tokens
    heads = {i}
    raising = lexicon().raising
    while first > 0 and a.same_sentence(first - 1, i):
        j = first - 1
        t = tokens[j]
        if (t.head in heads and t.dep in AUX) or (t.dep == "advmod" and t.head == j + 1 and first < i):
            first = j
        elif j == tokens[lowest].head and t.lemma in raising and tokens[lowest].dep == "xcomp":
            heads.add(j)
            first = lowest = j
        elif t.dep == "prt" and t.head == j - 1 == tokens[lowest].head and tokens[j - 1].lemma in raising:
            heads.add(j - 1)
            first = lowest = j - 1
        else:
            break
    while first < i and tokens[first].tag == "WRB":
        first += 1
    particle = a.parse.child(i, "prt")
    return first, particle if particle == i + 1 else last


def noun_phrase(a: Article, head: int, cue: int) -> tuple[int, int]:
    """Tokens of the noun phrase, with determiners, titles, appositions and modifiers.

    Stops before the cue and at quotations; a phrase after the verb loses what says where or when
    the words were said ("in a statement", "on Tuesday").
    """
    first, last = a.clause_range(head)
    if first <= cue < head:
        first = min((c for c in a.parse.subtree(head) if c > cue), default=head)
    if head < cue <= last:
        last = max(head, min(a.clause_range(cue)[0], cue) - 1)
    while last > head and a.quote_at[last] >= 0 and a.foreign(last, head):
        last = a.quote_range(a.quote_at[last]).start - 1
    first = next((j + 1 for j in range(head, first - 1, -1) if a.foreign(j, head)), first)
    first = _after_clause(a, first, head)
    last = max(head, min(_without_venue(a, head, last), _without_clause(a, head, last)))
    while last > head and a.tokens[last].ent in ("DATE", "TIME") and a.tokens[last].dep in _LOOSE:
        if a.tokens[a.tokens[last].head].dep == "acl":
            break
        last -= 1
    while last > head and a.tokens[last].pos == "ADP":
        last -= 1
    first = _whole_name(a, _hyphenated(a, _after_dateline(a, first, last)))
    return _bracketed(a, head, *trimmed(a, first, last))


def _without_venue(a: Article, head: int, last: int) -> int:
    """Stop before "in a statement", "on Tuesday" and clauses that modify the verb."""
    venues = lexicon().venues | _NETWORKS
    for c in a.parse.children[head]:
        if not head < c <= last:
            continue
        t = a.tokens[c]
        thing = a.parse.child(c, "pobj") if t.dep == "prep" else None
        venue = thing is not None and (
            a.tokens[thing].lemma.lower() in venues or a.tokens[thing].ent in ("DATE", "TIME")
        )
        venue = venue or (t.dep == "prep" and t.lower in _WHILE and a.parse.child(c, "pcomp") is not None)
        dated = t.ent in ("DATE", "TIME") and t.dep in ("nmod", "npadvmod", "appos") and not t.text.isdigit()
        aside = t.dep == "acl" and t.tag == "VBG" and a.tokens[c - 1].text == ","
        if venue or dated or aside or t.dep in ("npadvmod", "advcl"):
            return c - 1
    return last


def _without_clause(a: Article, head: int, last: int) -> int:
    """Stop before a comma that starts a main clause which the parser took for an apposition."""
    for j in range(head + 1, min(last, head + _LONGEST_NAME) + 1):
        t = a.tokens[j]
        if t.tag not in FINITE or t.dep in ("aux", "auxpass"):
            continue
        if not subordinate(a, j, range(head + 1, last + 1)):
            comma = next((k for k in range(head + 1, j) if a.tokens[k].text == ","), None)
            return comma - 1 if comma is not None else last
    return last


def _after_clause(a: Article, first: int, head: int) -> int:
    """Start after a main clause that the parser took for the first part of a pair of nouns ("The port was
    shut and wardens warned …")."""
    verbs = [j for j in range(max(first, head - _LONGEST_NAME), head) if a.tokens[j].tag in FINITE]
    for j in verbs:
        if not subordinate(a, j, range(first, head)) and a.tokens[j].dep != "ccomp":
            after = j + 1 if a.tokens[j].lemma in lexicon().verbs else first
            return next((k + 1 for k in range(j, head) if a.tokens[k].pos == "CCONJ"), after)
    return first


def _after_dateline(a: Article, first: int, last: int) -> int:
    """Leave out "GENEVA -" before the subject of a paragraph's first sentence."""
    if not a.tokens[first].text.isupper() or len(a.tokens[first].text) < 2:
        return first
    for j in range(first + 1, min(first + 6, last)):
        if a.tokens[j].text in ("-", "--", "—", "–") and a.tokens[j].end < a.tokens[j + 1].start:
            return j + 1
    return first


def _hyphenated(a: Article, first: int) -> int:
    """Take along what a hyphen ties to the first word ("His ex-wife")."""
    t = a.tokens[first - 1] if first > 1 else None
    if (
        t is not None
        and t.text == "-"
        and a.tokens[first - 2].end == t.start
        and t.end == a.tokens[first].start
    ):
        return a.clause_range(first - 2)[0]
    return first


def _whole_name(a: Article, first: int) -> int:
    """Start of a name that the parser cut in two: at a particle ("Jan du Toit") or at an "and" inside a
    recognised name ("the Bureau for Soil and Water")."""
    if first < 2 or a.tokens[first].pos != "PROPN" or not a.same_sentence(first - 2, first):
        return first
    before = a.tokens[first - 1]
    inside = before.pos == "CCONJ" and before.ent == a.tokens[first].ent == "ORG"
    if not inside and not (before.lower in _PARTICLES and a.tokens[first - 2].pos == "PROPN"):
        return first
    j = first - 1
    if inside:
        while j > 0 and a.tokens[j].ent == "ORG" and not a.tokens[j].ent_start:
            j -= 1
    else:
        while a.same_sentence(j - 1, first) and a.tokens[j - 1].pos == "PROPN":
            j -= 1
    return j - 1 if a.same_sentence(j - 1, first) and a.tokens[j - 1].pos == "DET" else j


def speaker_of(a: Article, head: int, cue: int) -> tuple[tuple[int, int], int]:
    """The noun phrase of a speaker and its head, which is another one after a dateline."""
    first, last = noun_phrase(a, head, cue)
    if first < a.clause_range(head)[0] and a.tokens[head].ent == "ORG":
        head = next((k for k in range(first, head) if not first <= a.tokens[k].head <= last), head)
    after = _after_source(a, first, last, cue)
    if after is not None:
        first, head = after
    seated = _before_place(a, first, last, cue)
    if seated is not None:
        return (noun_phrase(a, seated, cue)[0], last), seated
    named = _before_bracket(a, head, cue)
    if named is not None and named < first:
        head, first = named, noun_phrase(a, named, cue)[0]
        first, last = _bracketed(a, head, first, last)
    if head < first:
        head = next((k for k in range(first, last + 1) if not first <= a.tokens[k].head <= last), first)
    return (first, last), head


def _after_source(a: Article, first: int, last: int, cue: int) -> tuple[int, int] | None:
    """Start and head of a subject that the parser made one with the object of a preposition which opens the
    sentence ("According to the agency Tern, the mayor, Lee, said …"): no subject follows one of these."""
    opening = a.parse.sentence_of(cue).first
    k = first - 1
    while k > opening and a.tokens[k].pos in ("DET", "ADJ", "NOUN", "PROPN"):
        k -= 1
    if not 0 <= k - opening < 3 or a.tokens[k].lower not in _SOURCED or last > cue:
        return None
    comma = next((j for j in range(first, last) if a.tokens[j].text == ","), None)
    if comma is None or a.tokens[comma + 1].pos not in ("DET", "PROPN", "NOUN", "PRON", "ADJ"):
        return None
    j = next((k for k in range(comma + 1, last) if a.tokens[k].ent == "PERSON"), comma + 1)
    while j < last and a.tokens[j].pos not in ("NOUN", "PROPN", "PRON"):
        j += 1
    while j < last and a.tokens[j + 1].pos in ("NOUN", "PROPN"):
        j += 1
    return comma + 1, j


def _before_place(a: Article, first: int, last: int, cue: int) -> int | None:
    """Who is seated at the place right before the verb, which the parser took for the subject ("The Ministry
    of Health in Bergen, Norway confirmed …")."""
    comma = first - 1
    if not last < cue or comma < 1 or a.tokens[comma].text != "," or not a.same_sentence(comma - 1, cue):
        return None
    places = all(t.ent == "GPE" for t in a.tokens[first : last + 1])
    if not places or a.tokens[comma - 1].ent not in ("GPE", "LOC", "ORG", "FAC"):
        return None
    top = comma - 1
    for _ in range(_LONGEST_BRACKET):
        up = a.tokens[top].head
        if up >= comma or up == top or a.tokens[up].tag[:2] in ("VB", "MD"):
            break
        top = up
    t = a.tokens[top]
    return top if top < comma - 1 and t.pos in ("NOUN", "PROPN") and t.ent != "GPE" else None


def _before_bracket(a: Article, head: int, cue: int) -> int | None:
    """The noun that a bracket stands after, for a head inside the bracket ("Skov AS [SKO.A] said")."""
    if cue < head or not any(a.tokens[j].text in _CLOSING for j in range(head, cue)):
        return None
    for j in range(head, max(head - _LONGEST_BRACKET, 0), -1):
        if a.tokens[j].text in _CLOSING and j != head:
            break
        if a.tokens[j].text in _OPENING:
            before = a.tokens[j - 1].pos in ("NOUN", "PROPN") and a.paragraph(j - 1) == a.paragraph(j)
            return j - 1 if before else None
    return None


def _bracketed(a: Article, head: int, first: int, last: int) -> tuple[int, int]:
    """Never cut a bracket in two: take its end along if near, else stop before it."""
    depth = 0
    for j in range(first, last + 1):
        depth += (a.tokens[j].text in _OPENING) - (a.tokens[j].text in _CLOSING)
    if depth <= 0:
        return first, last
    for j in range(last + 1, min(last + 6, a.parse.sentence_of(head).last)):
        if a.tokens[j].text in _CLOSING:
            return first, j
    opening = next((j for j in range(last, head, -1) if a.tokens[j].text in _OPENING), last + 1)
    return trimmed(a, first, opening - 1)


def trimmed(a: Article, first: int, last: int) -> tuple[int, int]:
    """The range without punctuation, marks and conjunctions at its ends (a closing bracket stays)."""
    tokens = a.tokens
    while first < last and tokens[first].pos in ("PUNCT", "SPACE", "CCONJ"):
        first += 1
    while (
        first < last
        and tokens[last].pos in ("PUNCT", "SPACE", "CCONJ", "SYM")
        and tokens[last].text not in _CLOSING
    ):
        last -= 1
    return first, last
