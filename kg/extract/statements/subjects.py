"""Whose words, thoughts or wishes a cue reports: its grammatical subject, and where that misleads."""

from __future__ import annotations

from kg.extract.statements.article import Article
from kg.extract.statements.control import can_speak, reproached, speaking_above
from kg.extract.statements.lexicon import lexicon

SUBJECT = frozenset({"nsubj", "csubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLIMBS = frozenset({"acomp", "conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "parataxis", "dep"})
_SUBORDINATE = frozenset({"relcl", "acl", "pcomp", "advcl"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INVERTED = frozenset({"dobj", "dative", "attr", "oprd", "npadvmod", "appos", "dep"})
_ABOUT = frozenset({"about", "against", "concerning", "into", "on", "over", "regarding"})
_LONGEST_CLIMB = 8
_LONGEST_SUBJECT = 5
"""Tokens of a subject that stands between a conjunction and its verb, at most."""


def subject(a: Article, i: int) -> int | None:
    """Head token of whoever does the reporting, ``None`` if the syntax does not say.

    Follows coordination, participles ("…, adding that"), infinitives and gerunds to the clause that
    has the subject; never leaves the sentence, climbs at most ``_LONGEST_CLIMB`` steps.
    """
    quoted = _quoted_as(a, i)
    if quoted is not None:
        return quoted
    if _aside(a, i):
        return a.parse.child(i, "agent")
    start, i = i, _clause_of(a, i)
    for _ in range(_LONGEST_CLIMB):
        agent = _agent(a, i)
        if passive(a, i) and i == start:
            return agent
        if agent is not None and a.parse.child(i, "auxpass") is not None and not a.foreign(agent, start):
            return agent
        found = [c for c in a.parse.children[i] if a.tokens[c].dep in SUBJECT]
        if found:
            who = _nearest(a, found, i, start)
            loose = who is not None and a.tokens[start].tag == "VBG"
            return speaking_above(a, i, who) if who is not None and loose else who
        lent = (_borrowed(a, c, i) for c in (*a.parse.children[i], a.tokens[i].head))
        if (who := next((s for s in lent if s is not None), None)) is not None:
            return who
        t = a.tokens[i]
        head = _outside(a, t.head, start)
        if head == i:
            return None
        own = t.dep == "pcomp" and a.tokens[start].dep in ("pcomp", "xcomp")
        blamed = reproached(a, head) if own else None
        if blamed is not None:
            return blamed
        if t.dep == "acl" or (t.dep == "relcl" and t.tag in ("VBG", "VBN")):
            return _modified_noun(a, i, head, start)
        if t.dep == "xcomp" and a.tokens[head].lemma not in lexicon().raising:
            thing = a.parse.child(head, "dobj")
            if thing is not None and t.tag == "VB":
                return thing
        if not _climbs(a, i, head):
            return a.parse.child(head, "poss") if _in_noun_phrase(a, i, head) else None
        i = head
    return None


def _borrowed(a: Article, aside: int, verb: int) -> int | None:
    """ "The minister, asked about the vote, said …": the verb's subject, which the parser gave to the
    participle between commas."""
    t, v = a.tokens[aside], a.tokens[verb]
    after_comma = a.tokens[aside - 1].text == ","
    hung = t.dep == "advcl" and t.head == verb and (t.tag == "VBN" or (t.tag == "VBD" and after_comma))
    turned = v.head == aside and a.tokens[verb - 1].text == "," and t.tag in ("VBN", "VBD")
    turned = turned and (v.dep == "ccomp" or (v.dep == "conj" and after_comma))
    if not (hung or turned) or not aside < verb or a.parse.child(verb, *SUBJECT) is not None:
        return None
    who = a.parse.child(aside, "nsubj", "nsubjpass")
    if who is None or who > aside or a.parse.child(aside, "aux", "auxpass") is not None:
        return None
    return who if any(a.tokens[j].text == "," for j in range(who + 1, aside)) else None


def _aside(a: Article, i: int) -> bool:
    """Whether a verb is but a participle between commas, whose subject is that of the clause around it."""
    return any(_borrowed(a, i, verb) is not None for verb in (a.tokens[i].head, *a.parse.children[i]))


def _clause_of(a: Article, i: int) -> int:
    """The verb whose subject is looked for: that of the main clause for a participle after a comma, of the
    reporting clause for a cue that takes it up again, "let" for "let them know that …"."""
    t = a.tokens[i]
    if t.tag == "VBG" and _after_comma(a, i):
        said = _cue_before(a, i)
        return _main_verb(a, i) if said is None else said
    outer = reporter_again(a, i)
    if outer is not None:
        return outer
    let = t.lemma == "know" and t.dep == "ccomp" and a.tokens[t.head].lemma == "let"
    return t.head if let else i


def _cue_before(a: Article, i: int) -> int | None:
    """The cue right before the comma before a participle ("…, he said, calling it …")."""
    j = i - 1
    while a.tokens[j].text != ",":
        j -= 1
    t = a.tokens[j - 1]
    verb = t.head if t.dep == "nsubj" and t.head < j - 1 else j - 1
    cue = a.tokens[verb].tag in FINITE and a.tokens[verb].lemma in lexicon().verbs
    return verb if cue and a.quote_at[verb] == a.quote_at[i] and a.same_sentence(verb, i) else None


def _agent(a: Article, i: int) -> int | None:
    """Whoever a passive verb is done by."""
    agent = a.parse.child(i, "agent")
    return a.parse.child(agent, "pobj") if agent is not None and passive(a, i) else None


def _nearest(a: Article, found: list[int], i: int, start: int) -> int | None:
    """The subject on the same side of quotation marks; one before its verb rather than one after it."""
    within = a.quote_at[i] >= 0 and a.quote_at[start] < 0
    near = [c for c in found if not (a.foreign(c, start) if within else a.in_speech(c, start))]
    near = [c for c in near if c < i] or near
    return near[-1] if near and a.tokens[near[-1]].dep != "csubj" else None


def _modified_noun(a: Article, i: int, noun: int, start: int) -> int | None:
    """The noun before a participle, if it acts: not "the units expected to be sold"."""
    t = a.tokens[i]
    patient = (
        i == start and t.tag in ("VBN", "VBD") and t.dep == "acl" and t.lemma not in lexicon().experienced
    )
    if patient or a.tokens[noun].pos not in _NOUNS:
        return None
    return _author_of(a, _document(a, noun, start), start)


def _climbs(a: Article, i: int, head: int) -> bool:
    """Whether the subject of the governing word is that of the verb."""
    t = a.tokens[i]
    own_clause = t.dep in ("ccomp", "parataxis", "dep") and t.tag in FINITE
    if own_clause or not (t.dep in _CLIMBS or t.lower == "short") or _in_noun_phrase(a, i, head):
        return False
    thing = a.parse.child(head, "nsubj") if t.dep == "acomp" else None  # "it is hard to say"
    return thing is None or a.tokens[thing].lower not in ("it", "that", "this")


def _in_noun_phrase(a: Article, i: int, head: int) -> bool:
    return a.tokens[head].pos in ("NOUN", "PROPN") and a.tokens[i].dep in ("pcomp", "prep")


def adjacent_subject(a: Article, first: int, i: int, who: int) -> tuple[int, int] | None:
    """The noun between a conjunction and a finite verb group that starts at ``first``, where the parser gave
    the verb another subject only by way of another verb ("… sent a notice and private forecasters predicted
    …", "…, for Lee has insisted …"): first and last token."""
    j = first - 1
    own = a.parse.child(i, "nsubj", "nsubjpass", "agent") is not None or passive(a, i)
    joined = a.tokens[i].dep in ("conj", "advcl") and a.tokens[first].tag in FINITE
    if own or not joined or j <= who or not a.same_sentence(j, i):
        return None
    t = a.tokens[j]
    noun = t.pos in ("NOUN", "PROPN", "PRON") and t.ent not in ("DATE", "TIME")
    if not noun or a.quote_at[j] != a.quote_at[i]:
        return None
    for k in range(j - 1, max(j - _LONGEST_SUBJECT, a.parse.sentence_of(i).first) - 1, -1):
        before = a.tokens[k]
        if before.pos == "CCONJ" or before.lower in ("for", "as", "while"):
            return k + 1, j
        if before.pos in ("PUNCT", "ADP", "AUX"):
            return None
    return None


def _quoted_as(a: Article, i: int) -> int | None:
    """Whose words "quoted Lee as saying" passes on."""
    t = a.tokens[i]
    if t.dep != "pcomp" or a.tokens[t.head].lower != "as":
        return None
    verb = a.tokens[t.head].head
    if a.tokens[verb].pos in ("NOUN", "PROPN"):
        return verb  # hung on the name itself
    return a.parse.child(verb, "dobj") if a.tokens[verb].lemma in lexicon().sourced else None


def reporter_again(a: Article, j: int) -> int | None:
    """The cue whose speaker goes on with cue ``j``, which the parser joined to what was reported ("said it
    would leave but added that …"); ``None`` if ``j`` belongs to the reported clause itself."""
    t = a.tokens[j]
    if t.dep != "conj" or a.parse.child(j, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return None
    c = t.head
    for _ in range(_LONGEST_CLIMB):
        if a.tokens[c].dep != "conj" or a.parse.child(c, "nsubj", "nsubjpass") is not None:
            break
        c = a.tokens[c].head
    outer = a.tokens[c].head
    lex = lexicon()
    joins = a.tokens[c].dep == "ccomp" and outer < c < j and a.tokens[outer].lemma in lex.verbs
    if (
        not joins
        or t.lemma not in lex.verbs
        or a.tokens[outer].tag != t.tag
        or a.quote_at[outer] != a.quote_at[j]
    ):
        return None
    who = a.parse.child(c, "nsubj", "nsubjpass")
    says = a.parse.child(j, "ccomp") is not None
    if says and (t.lemma in lex.additive or (who is not None and not can_speak(a, who))):
        return outer
    pronoun = who is not None and a.tokens[who].lower in ("he", "she", "it", "they")
    other_form = a.tokens[c].tag != "VBD" or a.parse.child(c, "aux", "auxpass") is not None
    return outer if t.tag == "VBD" and (other_form or pronoun) else None


def subordinate(a: Article, j: int, within: range, kinds: frozenset[str] = _SUBORDINATE) -> bool:
    """Whether a finite verb belongs to a relative or other subordinate clause inside the range."""
    while j in within:
        t = a.tokens[j]
        if t.dep in kinds or t.head == j:
            return t.dep in kinds
        j = t.head
    return False


def _document(a: Article, noun: int, cue: int) -> int:
    """Who a participle after a noun belongs to: not somebody named inside the name of a document ("a ruling
    against the mayor finding that …")."""
    t = a.tokens[noun]
    if t.dep != "pobj" or a.tokens[cue].tag != "VBG" or a.tokens[t.head].lower not in _ABOUT:
        return noun
    lex = lexicon()
    whole = a.tokens[t.head].head
    lemma = a.tokens[whole].lemma.lower()
    return whole if lemma in lex.venues or lemma in lex.nouns else noun


def _author_of(a: Article, noun: int, cue: int) -> int:
    """Who issues a document, or speaks of a thing, in the same breath ("issued a statement calling the raid
    a crime", "explained the decision saying …")."""
    t = a.tokens[noun]
    lex = lexicon()
    if t.dep != "dobj" or a.tokens[cue].tag != "VBG":
        return noun
    document = t.lemma.lower() in lex.venues
    told = not document and t.lemma.lower() in lex.nouns and a.tokens[t.head].lemma in lex.verbs
    issues = document and a.tokens[t.head].lemma in lex.holding and a.parse.child(noun, "poss") is None
    who = subject(a, t.head) if issues or told else None
    return noun if who is None else who


def after_opening(a: Article, first: int, i: int) -> int | None:
    """The subject that the parser took into a phrase which opens the sentence ("Speaking to the Post, the
    head of the league, Lee, said …"), for a finite verb group that starts at ``first``."""
    opening = a.parse.sentence_of(i).first
    if a.tokens[i].tag not in FINITE or a.tokens[opening].tag not in ("VBG", "VBN", "IN") or passive(a, i):
        return None
    comma = next((j for j in range(opening, first) if a.tokens[j].text == ","), None)
    if comma is None or any(a.quote_at[j] != a.quote_at[i] for j in range(opening, first)):
        return None
    between = range(comma + 1, first)
    if any(a.tokens[j].tag in FINITE and not subordinate(a, j, between) for j in between):
        return None
    nouns = (j for j in between if a.tokens[j].pos in ("NOUN", "PROPN", "PRON") and a.tokens[j].head <= comma)
    return next(nouns, None)


def neighbour(a: Article, first: int, i: int) -> int | None:
    """The noun right before an active verb whose subject the parser missed, else ``None``."""
    j = first - 1
    t = a.tokens[i]
    if j < 0 or not a.same_sentence(j, i) or a.quote_at[j] != a.quote_at[i] or t.tag not in (*FINITE, "VBN"):
        return None
    if passive(a, i) or a.parse.child(i, "dobj", "ccomp", "xcomp") is None:
        return None
    if a.tokens[j].pos not in _NOUNS or a.tokens[j].dep in ("npadvmod", "dobj") or a.tokens[j].ent == "DATE":
        return None
    return j


def _outside(a: Article, head: int, start: int) -> int:
    """The first governor outside quotations for a word outside them ("…,” he said, leaving")."""
    for _ in range(_LONGEST_CLIMB):
        if a.quote_at[head] < 0 or a.quote_at[start] >= 0 or a.tokens[head].head == head:
            break
        head = a.tokens[head].head
    return head


def inverted(a: Article, i: int) -> int | None:
    """The noun after a finite verb that a quotation comes right before ("“Who?” asked the judge"), or the
    name after one that opens the sentence ("Said Lee: “…”"), whatever the parser calls it; else ``None``."""
    if i == a.parse.sentence_of(i).first and a.tokens[i].tag in ("VBD", "VBN", "VBZ"):
        j = next(iter(_name_after(a, i)), i)
        return j if j > i and (a.tokens[j].head == i or a.tokens[i].head == j) else None
    j = i - 2 if i > 1 and a.tokens[i - 1].text == "," else i - 1
    if a.tokens[i].tag not in ("VBD", "VBZ") or j < 0 or a.quote_at[j] in (-1, a.quote_at[i]):
        return None
    after = [c for c in a.parse.children[i] if c > i and a.tokens[c].dep in _INVERTED]
    nouns = [c for c in after if a.clause_range(c)[0] == i + 1 and a.tokens[c].pos in ("NOUN", "PROPN")]
    nouns = nouns or _name_after(a, i)
    return nouns[0] if nouns and not a.foreign(nouns[0], i) else None


def _name_after(a: Article, i: int) -> list[int]:
    """The last word of a name right after a verb, on the same side of quotation marks, if there is one."""
    j = i
    while a.same_sentence(i, j + 1) and a.tokens[j + 1].pos == "PROPN" and a.quote_at[j + 1] == a.quote_at[i]:
        j += 1
    return [j] if j > i else []


def earlier_speaker(a: Article, i: int) -> int | None:
    """For a participle after a comma: the subject of the last finite verb before it, same sentence
    and on the same side of quotation marks."""
    if a.tokens[i].tag != "VBG" or not _after_comma(a, i):
        return None
    for j in range(i - 1, max(a.parse.sentence_of(i).first, i - 40) - 1, -1):
        if a.quote_at[j] == a.quote_at[i] and a.tokens[j].tag in FINITE and a.tokens[j].tag != "MD":
            return next(
                (c for c in a.parse.children[j] if a.tokens[c].dep == "nsubj" and not a.foreign(c, i)), None
            )
    return None


def _after_comma(a: Article, i: int) -> bool:
    """Whether a comma (and perhaps an adverb) stands before the participle."""
    j = i - 1
    while j > 0 and a.tokens[j].pos == "ADV":
        j -= 1
    return j > 0 and a.tokens[j].text == ","


def _main_verb(a: Article, i: int) -> int:
    """The clause that a participle after a comma goes back to: not the one reported inside it."""
    found = i
    verb = i
    for _ in range(_LONGEST_CLIMB):
        t = a.tokens[verb]
        if t.head == verb or t.dep in ("relcl", "acl"):
            break
        verb = t.head
        if t.dep == "ccomp" and t.tag[:2] in ("VB", "MD") and a.tokens[verb].tag[:2] == "VB":
            found = verb if verb < i else found
    return found


def passive(a: Article, i: int) -> bool:
    """Whether the verb is passive ("'s" before a participle with an object is "has")."""
    children = a.parse.children[i]
    if (a.tokens[i].tag == "VBN" and a.parse.child(i, "agent") is not None) or questioned(a, i):
        return True
    be = [c for c in children if a.tokens[c].dep == "auxpass"]
    if any(a.tokens[c].lower in ("'s", "’s") for c in be) and len(be) == 1:
        return a.parse.child(i, "dobj", "xcomp", "prep") is None
    return bool(be) or any(a.tokens[c].dep == "nsubjpass" for c in children)


def questioned(a: Article, i: int) -> bool:
    """Whether a participle tells what the subject of the sentence was asked or told ("Asked about the law,
    Lee …", "…, Lee said when pressed on the law")."""
    t = a.tokens[i]
    lex = lexicon()
    if t.lemma not in lex.addressed | lex.asking or t.tag not in ("VBN", "VBD") or t.dep != "advcl":
        return False
    return a.parse.child(i, "nsubj", "nsubjpass", "aux", "auxpass", "expl", "mark") is None
