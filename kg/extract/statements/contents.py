"""Finite clauses as content: after the cue, before it, or around it; and the edges of any content."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.control import can_speak
from kg.extract.statements.ends import (
    before_venue,
    extended,
    next_cue,
    stretch,
    through_colon,
    through_list,
    with_predicate,
)
from kg.extract.statements.lexicon import Lexicon, lexicon
from kg.extract.statements.moved import moved_clause, with_contact_clause
from kg.extract.statements.subjects import FINITE, subordinate
from kg.model import Attitude, Span

STOP = frozenset(",.;:!?-–—―") | {"--", "..."}
DASHES = frozenset({"-", "--", "–", "—", "―"})
_MARKS = frozenset("\"'")
_QUESTION = frozenset({"when", "where", "why", "how", "whether", "if", "what", "who", "which"})
_LONGEST_SUBJECT = 60
"""Tokens of an object that are looked through for a clause which it holds."""
_ASIDES = frozenset({"relcl", "advcl"})
_MODIFIERS = frozenset({"dobj", "dative", "prep", "npadvmod", "advmod", "agent", "prt", "nmod"})


def to_span(a: Article, first: int, last: int) -> Span | None:
    """Text span of a token range without punctuation at its ends; marks that pair inside stay."""
    tokens = a.tokens
    while first <= last and (tokens[first].text in STOP or _dangling(a, first, first, last)):
        first += 1
    while first <= last and (
        tokens[last].text in STOP or tokens[last].pos == "CCONJ" or _dangling(a, last, first, last)
    ):
        last -= 1
    if not any(tokens[j].pos not in ("PUNCT", "SPACE") for j in range(first, last + 1)):
        return None
    n = a.quote_at[first]
    if n >= 0 and a.quote_at[last] == n:
        quoted = a.quote_range(n)
        if first <= quoted.start + 1 and last >= quoted.stop - 2:
            return a.inner(n)
    start, end = a.parse.span(first, last)
    return (start - 1 if n >= 0 and a.text[start - 1 : start + 1] in ("''", "``") else start), end


def _dangling(a: Article, j: int, first: int, last: int) -> bool:
    """A quotation mark at the edge of the range whose partner lies outside it."""
    n = a.quote_at[j]
    if a.tokens[j].text not in _MARKS:
        return False
    if n < 0:
        return True
    quoted = a.quote_range(n)
    if j not in (quoted.start, quoted.stop - 1):
        return False
    return not (first <= quoted.start and quoted.stop - 1 <= last)


def clause_bounds(a: Article, draft: Draft) -> tuple[int, int]:
    """First and last token of the reporting clause itself: subject, verb group and the modifiers
    ("told reporters on Friday in Geneva") that follow without a break."""
    assert draft.cue is not None
    first, last = draft.cue
    if draft.speaker is not None:
        if first - 40 <= draft.speaker[1] < first and _empty(a, draft.speaker[1] + 1, first):
            first = draft.speaker[0]
        elif last < draft.speaker[0] <= last + 3:
            last = draft.speaker[1]
    for c in a.parse.children[draft.head]:
        left, right = a.clause_range(c)
        if left == last + 1 and a.tokens[c].dep in _MODIFIERS and a.quote_at[right] == a.quote_at[draft.head]:
            last = right
    return first, last


def _empty(a: Article, first: int, stop: int) -> bool:
    """Whether nothing but punctuation and adverbs stands between."""
    return all(a.tokens[j].pos in ("PUNCT", "ADV", "AUX", "PART") for j in range(first, stop))


def content_after(a: Article, draft: Draft, lex: Lexicon, *, parenthetical: bool) -> list[Span]:
    """Clause complement: after the cue ("said that …") or before it ("…, officials said").

    ``parenthetical``: the cue may stand inside or after its content.
    """
    i = draft.head
    clauses = [c for c in a.parse.children[i] if a.tokens[c].dep == "ccomp"]
    right = [c for c in clauses if c > i]
    apart = with_contact_clause(a, draft, right[0]) if right else None
    if right and apart is None:
        return _right_clause(a, draft, right[0], lex)
    apart = apart or moved_clause(a, draft)
    if apart is not None:
        span = to_span(a, *snapped(a, draft, *apart))
        return [span] if span else []
    found = _that_clause(a, draft) or _wh_clause(a, draft) or _swallowed_clause(a, draft, lex)
    if found or not parenthetical:
        return found
    if a.parse.child(i, "nsubjpass") is not None and a.tokens[i].lemma not in lex.addressed:
        return []  # "no injuries were reported" has its content as subject
    left = [c for c in clauses if c < i and not _reports_it(a, draft, c, lex)]
    if left and not _does(a, draft, lex):
        return _left_clause(a, draft, left[0])
    if a.tokens[i].dep in ("parataxis", "advcl", "ccomp", "dep", "conj", "ROOT"):
        return _host_clause(a, draft)
    return []


def _does(a: Article, draft: Draft, lex: Lexicon) -> bool:
    """Whether a verb has a thing as its object and so reports nothing that stands before it ("prices rose,
    Tern ordered more stock, while …")."""
    thing = a.parse.child(draft.head, "dobj")
    if thing is None or thing < draft.head or a.tokens[draft.head].lemma in lex.addressed:
        return False
    return a.tokens[thing].pos == "NOUN" and not can_speak(a, thing)


def _reports_it(a: Article, draft: Draft, c: int, lex: Lexicon) -> bool:
    """Whether a clause before a verb whose subject cannot speak is the reporting one itself ("If it had been
    so, they argued, the walls would show cracks")."""
    who = a.parse.child(c, "nsubj")
    entry = lex.verbs.get(a.tokens[c].lemma)
    if who is None or entry is None or "quote" not in entry.frames or draft.speaker_head is None:
        return False
    return can_speak(a, who) and not can_speak(a, draft.speaker_head)


def _reports(a: Article, first: int, last: int) -> bool:
    """Whether the words can be a report: a finite verb, not opened by a subordinating conjunction."""
    while first <= last and a.tokens[first].text in STOP:
        first += 1
    if first > last or a.tokens[first].dep == "mark":
        return False
    if a.tokens[first].tag == "VBG" and a.tokens[first].lemma in lexicon().verbs:
        return False
    return any(t.tag in FINITE and t.dep != "relcl" for t in a.tokens[first : last + 1])


def _right_clause(a: Article, draft: Draft, c: int, lex: Lexicon) -> list[Span]:
    assert draft.cue is not None
    first, last = a.clause_range(c)
    first = _after_aside(a, max(first, draft.cue[1] + 1), c, lex)
    first = _after_time(a, _with_lost_subject(a, draft, (first, c), lex), c)
    cut = next_cue(a, draft, c, last, lex)
    last = with_predicate(a, draft, extended(a, draft, last)) if cut == last else cut
    last = before_venue(a, draft, c, last, lex)
    last = through_list(a, draft, first, through_colon(a, draft, last))
    first, last = snapped(a, draft, first, last)
    span = to_span(a, first, last)
    wh = _fronted(a, draft, c)
    return [s for s in (wh, span) if s]


def _after_aside(a: Article, first: int, c: int, lex: Lexicon) -> int:
    """Skip a participle between commas that tells of the source ("reported, citing the navy, that …")."""
    j = first + 1 if a.tokens[first].text == "," else first
    t = a.tokens[j]
    if t.tag != "VBG" or t.lemma not in lex.verbs or j >= c or a.tokens[j - 1].text != ",":
        return first
    after = a.clause_range(j)[1] + 1
    return after + 1 if after < c and a.tokens[after].text == "," else first


def _with_lost_subject(a: Article, draft: Draft, clause: tuple[int, int], lex: Lexicon) -> int:
    """Start of a clause whose subject the parser took for an object of a cue that takes none."""
    assert draft.cue is not None
    first, c = clause
    entry = lex.verbs.get(a.tokens[draft.head].lemma)
    after = draft.cue[1] + 1
    if entry is None or first <= after:
        return first
    if a.parse.child(c, "mark") is not None:
        return first
    if _lacks_subject(a, draft, after, c):
        return after
    thing = a.parse.child(draft.head, "dobj")
    lost = thing is not None and after <= thing < first and a.clause_range(thing)[0] == after
    if entry.frames & {"np", "tell-inf", "obj-inf", "small"}:
        bare = a.parse.child(c, "nsubj", "nsubjpass", "expl", "csubj", "mark", "aux") is None
        tensed = bare and a.tokens[c].tag in (*FINITE, "VB")
        lost = lost and tensed and a.tokens[draft.head].lemma not in lex.addressed and thing == first - 1
    return after if lost and a.quote_at[after] == a.quote_at[draft.head] else first


def _lacks_subject(a: Article, draft: Draft, after: int, c: int) -> bool:
    """Whether a finite clause without a subject starts after words that can only be its subject ("said
    there “may be room”", "said most in the town want it")."""
    verb = [c, *(k for k in a.parse.children[c] if a.tokens[k].dep in ("aux", "auxpass"))]
    finite = any(a.tokens[k].tag in FINITE for k in verb)
    if not finite or a.parse.child(c, "nsubj", "nsubjpass", "csubj", "expl") is not None:
        return False
    if a.tokens[draft.head].lemma in lexicon().addressed or a.parse.child(draft.head, "dobj") is not None:
        return False
    t = a.tokens[after]
    nominal = t.tag in ("EX", "DT", "JJS", "JJR", "PDT", "CD") and t.ent not in ("DATE", "TIME")
    return nominal and a.quote_at[after] == a.quote_at[draft.head]


def _fronted(a: Article, draft: Draft, c: int) -> Span | None:
    """What stands before the subject: a question word ("what she said it was"), or the beginning of a
    clause that the cue interrupts ("The harbour, she said, is safe")."""
    assert draft.cue is not None
    j = a.clause_range(c)[0]
    start = draft.speaker[0] if draft.speaker is not None else draft.cue[0]
    parenthetical = j < start - 2 and (a.tokens[start - 1].text == "," or a.tokens[start - 1].text in DASHES)
    if parenthetical and a.quote_at[j] == a.quote_at[draft.head]:
        draft.parenthetical = True
        return to_span(a, *snapped(a, draft, without_connective(a, j), start - 1))
    fronted = j < start and a.tokens[j].tag in ("WP", "WDT", "WRB") and j >= start - 2
    return to_span(a, j, j) if fronted and a.quote_at[j] == a.quote_at[draft.head] else None


def _after_time(a: Article, first: int, c: int) -> int:
    """Skip a date that opens the complement without a comma ("said Friday he would …")."""
    j = first
    if a.tokens[j].tag == "IN" and a.tokens[j].lower == "on" and j + 1 < c:
        j += 1
    while j < c and a.tokens[j].ent in ("DATE", "TIME") and a.tokens[j].dep not in ("nsubj", "poss"):
        j += 1
    moved = j > first and a.tokens[j - 1].ent in ("DATE", "TIME") and not _modifies(a, j - 1, j)
    return j if moved and a.tokens[j].text != "," and a.tokens[j].dep != "nsubjpass" else first


def _modifies(a: Article, time: int, j: int) -> bool:
    """Whether a time is part of the name of what follows ("second quarter profit"); a weekday is not."""
    t = a.tokens[time]
    return t.dep in ("compound", "amod", "nummod") and t.head >= j and t.lower not in lexicon().venues


def _that_clause(a: Article, draft: Draft) -> list[Span]:
    """A that-clause that the parser hung on the addressee or another noun near the cue."""
    assert draft.cue is not None
    last = a.clause_range(draft.head)[1]
    if a.tokens[draft.head].lemma not in lexicon().addressed | lexicon().experienced:
        last = min(last, draft.cue[1] + 1) if a.parse.child(draft.head, "dobj") is not None else last
    for j in range(draft.cue[1] + 1, min(last, draft.cue[1] + 14)):
        t = a.tokens[j]
        if t.tag[:2] == "VB" or a.quote_at[j] != a.quote_at[draft.head]:
            return []
        follows_verb = a.tokens[j + 1].tag[:2] in ("VB", "MD")
        if t.lower == "that" and t.dep in ("mark", "nsubj", "dobj") and t.head > j and not follows_verb:
            if t.dep != "mark" and a.parse.child(t.head, "nsubj", "nsubjpass") in (None, j):
                continue
            span = to_span(a, *snapped(a, draft, j, a.clause_range(t.head)[1]))
            return [span] if span else []
    return []


def _swallowed_clause(a: Article, draft: Draft, lex: Lexicon) -> list[Span]:
    """A clause without "that" whose verb the parser hung inside its subject, as object of a cue that takes
    none ("said a treaty allowing the sale opened a dark hour")."""
    assert draft.cue is not None
    entry = lex.verbs.get(a.tokens[draft.head].lemma)
    thing = a.parse.child(draft.head, "dobj")
    objects = {"np", "tell-inf", "obj-inf", "small", "as", "with"}
    if entry is None or thing is None or entry.frames & objects or thing < draft.cue[1]:
        return []
    first, last = a.clause_range(thing)
    if first != draft.cue[1] + 1 or a.quote_at[first] != a.quote_at[draft.head]:
        return []
    for j in range(thing + 1, min(last, thing + _LONGEST_SUBJECT) + 1):
        clause = a.tokens[j].tag in FINITE and a.parse.child(j, "nsubj", "nsubjpass") is not None
        if clause and not subordinate(a, j, range(thing + 1, last + 1), _ASIDES):
            span = to_span(a, *snapped(a, draft, first, last))
            return [span] if span else []
    return []


def _wh_clause(a: Article, draft: Draft) -> list[Span]:
    """A clause opened by a question word right after the cue, whatever the parser calls it."""
    assert draft.cue is not None
    j = draft.cue[1] + 1
    agent = a.parse.child(draft.head, "agent")
    j = a.clause_range(agent)[1] + 1 if agent == j else j
    if not a.same_sentence(j, draft.head) or a.tokens[j].lower not in _QUESTION:
        return []
    asking = draft.negative or draft.attitude in (Attitude.ASKS, Attitude.LEARNS)
    if a.tokens[j].lower in ("when", "where", "if") and not asking:
        return []
    for c in a.parse.children[draft.head]:
        first, last = a.clause_range(c)
        if first == j and c > j and a.tokens[c].tag[:2] == "VB":
            span = to_span(a, *snapped(a, draft, first, last))
            return [span] if span else []
    return []


def snapped(a: Article, draft: Draft, first: int, last: int) -> tuple[int, int]:
    """Widen a range so that it does not cut a quotation in two; never out of the cue's own."""
    here = a.quote_at[draft.head]
    n = a.quote_at[last]
    if n >= 0 and n != here:
        last = a.quote_range(n).stop - 1
    n = a.quote_at[first]
    if n >= 0 and n != here:
        first = a.quote_range(n).start
    if here >= 0:
        own = a.quote_range(here)
        first, last = max(first, own.start), min(last, own.stop - 1)
    return first, last


def _left_clause(a: Article, draft: Draft, c: int) -> list[Span]:
    first, right = a.clause_range(c)
    bound, group_last = clause_bounds(a, draft)
    joint = a.tokens[bound - 1] if bound else None
    after = (draft.cue[1] if draft.cue else draft.head) + 1
    goes_on = a.same_sentence(after, draft.head) and a.tokens[after].text not in STOP
    joined = joint is not None and (joint.text == ";" or (joint.pos == "CCONJ" and goes_on))
    if joined and a.quote_at[bound - 1] == a.quote_at[draft.head]:
        return []
    sentence = a.parse.sentence_of(draft.head)
    semicolons = [j for j in range(sentence.first, first) if a.tokens[j].text == ";"]
    if a.quote_at[sentence.first] == a.quote_at[draft.head]:
        first = semicolons[-1] + 1 if semicolons else sentence.first
    stop = stretch(a, draft.head)[1]
    right = min(right, stop - 1)
    first, last = snapped(a, draft, without_connective(a, first), max(first, bound - 1))
    spans = [to_span(a, first, last)]
    if right > group_last + 1:
        spans.append(to_span(a, *snapped(a, draft, group_last + 1, right)))
    draft.parenthetical = True
    return [s for s in spans if s]


def without_connective(a: Article, first: int) -> int:
    """Start of a sentence after "But", "However," and the like, which are the article's own."""
    t = a.tokens[first]
    if t.lower not in lexicon().connectives or not a.same_sentence(first, first + 2):
        return first
    comma = a.tokens[first + 1].text == ","
    return first + 1 + comma if comma or t.pos == "CCONJ" else first


def _host_clause(a: Article, draft: Draft) -> list[Span]:
    """The clause that a parenthetical cue ("…, officials said, …") is put into."""
    topics: frozenset[str] = getattr(lexicon().verbs.get(a.tokens[draft.head].lemma), "preps", frozenset())
    if any(a.tokens[c].dep == "prep" and a.tokens[c].lower in topics for c in a.parse.children[draft.head]):
        return []
    opening, stop = stretch(a, draft.head)
    first, last = clause_bounds(a, draft)
    if first - 1 >= opening and a.tokens[first - 1].lower == "as":
        first -= 1
    opens = a.tokens[first - 1].text if first > opening else ""
    after = a.tokens[last + 1].text if last + 1 < stop else "."
    starts = first == opening and a.tokens[first].lower == "as" and after == ","
    if not starts and opens != "," and opens not in DASHES:
        return []
    if draft.speaker is None or (after not in (",", ".", ";", "?", "!") and after not in DASHES):
        return []
    edges: tuple[tuple[int, int], ...]
    edges = ((without_connective(a, opening), first - 1), (last + 1, stop - 1))
    if a.parse.child(draft.head, "dobj", "xcomp") is not None and a.tokens[draft.head].lemma != "tell":
        return []
    if not starts and not _reports(a, *edges[0]) and not (after == "," and _reports(a, *edges[1])):
        return []
    rest = a.tokens[last + 2] if last + 2 < stop else None
    if rest is not None and rest.tag == "VBG" and rest.lemma in lexicon().verbs and after == ",":
        edges = (edges[0],)
    spans = [to_span(a, *snapped(a, draft, s, e)) for s, e in edges if s <= e]
    draft.parenthetical = True
    return [s for s in spans if s]
