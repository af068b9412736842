"""Content that is no finite clause: infinitives, objects, object + predicate, prepositional objects."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import DASHES, snapped, to_span
from kg.extract.statements.lexicon import CueClass, lexicon
from kg.extract.statements.subjects import FINITE, passive
from kg.extract.statements.topics import felt, for_doing, is_heard, is_source, says_that
from kg.model import Attitude, Span

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "CCONJ"})
_PREDICATES = frozenset({"as", "of", "to", "with"})
_LONGEST_OBJECT = 20
"""Tokens between a cue like "call" and the predicate of its object, at most."""
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_WHILE = frozenset({"during", "since", "until", "amid"})
_TAIL = frozenset({"for", "as", "over", "of", "with", "to", "against", "from"})


def content_of_object(a: Article, i: int, entry: CueClass, draft: Draft) -> list[Span]:
    """Content of the first frame of the cue that fits the syntax, else nothing."""
    assert draft.cue is not None
    frames = entry.frames
    whole = None
    if frames & {"inf", "tell-inf"} or ("at-inf" in frames and _called_at(a, i)):
        whole, draft.frame = _infinitive(a, i), "inf"
    if whole is None and ("obj-inf" in frames or ("pass-inf" in frames and passive(a, i))):
        whole, draft.frame = _object_infinitive(a, i), "obj-inf"
    if whole is None and frames & {"small", "as", "of", "to", "with"}:
        whole, draft.frame = _predicated(a, i, frames), "predicate"
    if whole is None and entry.preps:
        whole, draft.frame = _prepositional(a, i, entry, draft), "prep"
    if whole is None and "ing" in frames:
        whole, draft.frame = _gerund(a, i), "ing"
    if whole is None and "np" in frames:
        whole, draft.frame = felt(a, i, draft) or _object(a, i, draft), "np"
        reported = says_that(a, i)
        own = reported and lexicon().utters(a.tokens[i].lemma)
        if own or is_heard(a, i) or (a.tokens[i].lemma in lexicon().sourced and is_source(a, i)):
            return []
        denied = reported and entry.attitude is Attitude.DENIES
        draft.propositional = whole is not None and (denied or for_doing(a, *whole))
    if whole is None:
        return []
    last = _without_aside(a, *whole)
    if draft.frame in ("np", "prep", "predicate"):
        last = _without_occasion(a, i, whole[0], last)
        last = _without_comment(a, i, whole[0], _without_day(a, i, whole[0], last))
    first, last = snapped(a, draft, whole[0], last)
    spans = [to_span(a, max(first, draft.cue[1] + 1) if first > draft.cue[0] else first, last)]
    patient = a.parse.child(i, "nsubjpass")
    if draft.frame in ("obj-inf", "predicate") and patient is not None and patient < i:
        spans.insert(0, to_span(a, *a.clause_range(patient)))
    return [s for s in spans if s]


def _without_aside(a: Article, first: int, last: int) -> int:
    """End of an object before a comma or dash and a relative clause that only adds a remark."""
    for j in range(first + 1, last):
        t = a.tokens[j + 1]
        if (
            a.tokens[j].text == ","
            and t.lower == "with"
            and any(x.tag == "VBG" for x in a.tokens[j + 2 : last + 1])
        ):
            return j - 1
        if a.tokens[j].text in (",", "-", "--", "–", "—") and t.tag in ("WDT", "WP", "WP$", "WRB"):
            verb = next((v for v in a.parse.ancestors(t.i) if a.tokens[v].dep == "relcl"), None)
            if verb is not None and a.clause_range(verb)[1] >= last - 1:
                return j - 1
    return last


def _without_occasion(a: Article, i: int, first: int, last: int) -> int:
    """End of an object before a phrase that tells when it was spoken of ("during the debate")."""
    for j in range(first + 1, last):
        t = a.tokens[j]
        if t.tag in FINITE or a.quote_at[j] != a.quote_at[i]:
            break
        if t.lower in _WHILE and t.pos in ("ADP", "SCONJ") and a.clause_range(j)[1] == last:
            return j - 1
    return last


def _without_day(a: Article, i: int, first: int, last: int) -> int:
    """End of an object before a bare weekday, and what tells of the place after it, that close the sentence
    or clause ("called the plan a “trap” Tuesday in Oslo")."""
    for j in range(last, first, -1):
        t = a.tokens[j]
        if a.quote_at[j] != a.quote_at[i] or t.tag in FINITE:
            break
        before = a.tokens[j - 1]
        bare = before.pos not in ("ADP", "DET", "ADJ") and before.dep != "poss"
        if t.lower in _WEEKDAYS and bare and (j == last or a.tokens[j + 1].pos == "ADP"):
            return j - 1
    return last


def _without_comment(a: Article, i: int, first: int, last: int) -> int:
    """End of an object before a lone dash with an indefinite phrase that comments on it ("likened it to
    theft - a charge that stung")."""
    dashes = [j for j in range(first + 1, last) if a.tokens[j].text in DASHES]
    dashes = [j for j in dashes if a.tokens[j - 1].end < a.tokens[j].start and a.quote_at[j] == a.quote_at[i]]
    return dashes[0] - 1 if len(dashes) == 1 and a.tokens[dashes[0] + 1].lower in ("a", "an") else last


def _infinitive(a: Article, i: int) -> tuple[int, int] | None:
    for c in a.parse.children[i]:
        toward = c > i and a.tokens[c].dep in ("xcomp", "ccomp", "advcl") and _to(a, c)
        if toward and a.parse.child(c, "nsubj") is None:
            first, last = a.clause_range(c)
            return max(first, i + 1), _with_condition(a, i, _with_bare_verbs(a, i, last))
    return None


def _called_at(a: Article, i: int) -> bool:
    """Whether somebody is called at or to before an infinitive ("shouted at them to leave")."""
    after = (c for c in a.parse.children[i] if c > i and a.tokens[c].dep in ("prep", "dative"))
    return any(a.tokens[c].lower in ("at", "to") and a.parse.child(c, "pobj") is not None for c in after)


def _with_condition(a: Article, i: int, last: int) -> int:
    """An if- or unless-clause right after an infinitive belongs to it ("threatened to strike unless …")."""
    for c in a.parse.children[i]:
        left, right = a.clause_range(c)
        if (
            left == last + 1
            and a.tokens[c].dep == "advcl"
            and a.tokens[left].lower in ("if", "unless", "until")
        ):
            return right
    return last


def _with_bare_verbs(a: Article, i: int, last: int) -> int:
    """Bare infinitives that the parser joined to a finite cue go on with its infinitive
    ("wants to drain the marsh, build a dam and …")."""
    if a.tokens[i].tag not in FINITE:
        return last
    for c in a.parse.children[i]:
        if c > last and a.tokens[c].dep == "conj" and a.tokens[c].tag == "VB":
            last = max(last, a.clause_range(c)[1])
    return last


def _to(a: Article, c: int) -> bool:
    return any(a.tokens[k].lower == "to" and a.tokens[k].dep == "aux" for k in a.parse.children[c])


def _object_infinitive(a: Article, i: int) -> tuple[int, int] | None:
    """Somebody and what they are to do; "called on somebody to" has a preposition before."""
    thing = a.parse.child(i, "dobj", "dative")
    on = next(
        (c for c in a.parse.children[i] if a.tokens[c].lower in ("on", "upon", "for") and c == i + 1), None
    )
    if thing is None and on is not None:
        thing = a.parse.child(on, "pobj")
    for c in a.parse.children[i]:
        if c > i and a.tokens[c].dep in ("xcomp", "ccomp", "advcl") and _to(a, c):
            first, last = a.clause_range(c)
            if thing is not None and thing > i:
                first = min(first, a.clause_range(thing)[0])
            between = a.tokens[i + 1 : first]
            if between and len(between) < 8 and all(t.pos in _NOMINAL for t in between):
                first = i + 1
            return max(first, i + 1), last
    inner = a.parse.child(thing, "acl", "relcl") if thing is not None and thing > i else None
    if inner is not None and thing is not None and _to(a, inner):
        return a.clause_range(thing)
    return None


def _predicated(a: Article, i: int, frames: frozenset[str]) -> tuple[int, int] | None:
    """ "called the plan reckless", "described it as fair", "accused them of lying"; active only."""
    thing = a.parse.child(i, "dobj")
    start = a.clause_range(thing)[0] if thing is not None and thing > i else None
    for c in a.parse.children[i]:
        t = a.tokens[c]
        if c <= i:
            continue
        small = "small" in frames and t.dep in ("oprd", "ccomp", "xcomp", "attr", "acomp") and not _to(a, c)
        word = t.dep == "prep" and t.lower in _PREDICATES and t.lower in frames
        if small or word:
            first, last = a.clause_range(c)
            return (start if start is not None else first), last
    if "small" in frames and thing is not None and start is not None and _adjective_after(a, thing):
        return start, a.clause_range(thing)[1]
    if start is not None and thing is not None and _phrase_of(a, thing, frames) is not None:
        return a.clause_range(thing)
    agent = a.parse.child(i, "agent")
    doer = a.parse.child(agent, "pobj") if agent is not None else None
    hung = _phrase_of(a, doer, frames) if doer is not None else None
    if hung is not None:
        return a.clause_range(hung)
    if "small" in frames and start is not None and thing is not None:
        return _loose_predicate(a, i, start, thing) or _abutting(a, i, start)
    return None


def _phrase_of(a: Article, thing: int, frames: frozenset[str]) -> int | None:
    """The phrase that the cue asks for, where the parser hung it on the object or the agent."""
    for c in a.parse.children[thing]:
        t = a.tokens[c]
        wanted = c > thing and t.dep == "prep" and t.lower in _PREDICATES & frames
        doing = a.parse.child(c, "pcomp") is not None or a.tokens[c + 1].lower.endswith("ing")
        if wanted and (t.lower != "of" or doing):
            return c
    return None


def _adjective_after(a: Article, thing: int) -> bool:
    """Whether the parser hung the predicate on the object ("called the plan very good")."""
    return any(
        c > thing and a.tokens[c].dep == "amod" and a.tokens[c].pos == "ADJ" for c in a.parse.children[thing]
    )


def _loose_predicate(a: Article, i: int, start: int, thing: int) -> tuple[int, int] | None:
    """Object and what follows it at once, where the parser saw no predicate ("called it “a trap”")."""
    after = a.clause_range(thing)[1] + 1
    if not a.same_sentence(i, after) or a.quote_at[after] < 0 or a.quote_at[after] == a.quote_at[i]:
        return None
    return start, max(a.quote_range(a.quote_at[after]).stop - 1, after)


def _abutting(a: Article, i: int, start: int) -> tuple[int, int] | None:
    """Object and predicate that the parser took for one phrase ("called the citation a ploy"): an
    indefinite article right after a noun opens the predicate."""
    end = a.parse.sentence_of(i).last
    for j in range(start + 1, min(start + _LONGEST_OBJECT, end - 1)):
        t = a.tokens[j]
        if t.text in (",", ";", ":") or t.tag in FINITE or a.quote_at[j] != a.quote_at[i]:
            return None
        if t.lower in ("a", "an") and a.tokens[j - 1].pos in ("NOUN", "PROPN", "PRON") and t.head > j:
            return start, max(a.clause_range(t.head)[1], t.head)
    return None


def _prepositional(a: Article, i: int, entry: CueClass, draft: Draft) -> tuple[int, int] | None:
    assert draft.cue is not None
    inside = [c for j in range(i, draft.cue[1] + 1) for c in a.parse.children[j]]
    told = a.parse.child(i, "dobj") if a.tokens[i].lemma in lexicon().addressed else None
    inside += a.parse.children[told] if told is not None else []
    for c in inside:
        if c > i and a.tokens[c].dep in ("prep", "agent") and a.tokens[c].lower in entry.preps:
            thing = a.parse.child(c, "pobj", "pcomp")
            named = a.tokens[i].lemma == "call" and a.parse.child(i, "dobj") is not None
            if thing is None or named or _names_no_topic(a, thing):
                continue
            if c == draft.cue[1] + 1:
                draft.cue = (draft.cue[0], c)
            draft.propositional = a.tokens[thing].dep == "pcomp"
            return c + 1, _with_participle(a, i, a.clause_range(c)[1])
    return None


def _names_no_topic(a: Article, thing: int) -> bool:
    """Whether an object of a preposition says when or how one spoke ("spoke on Monday, on the phone")."""
    t = a.tokens[thing]
    return t.ent in ("DATE", "TIME") or t.lemma.lower() in lexicon().channels


def _with_participle(a: Article, i: int, last: int) -> int:
    """Take along a participle that follows at once ("spoke of troops leaving the border")."""
    for c in a.parse.children[i]:
        if a.tokens[c].tag == "VBG" and a.tokens[c].dep == "advcl" and a.clause_range(c)[0] == last + 1:
            return a.clause_range(c)[1]
    return last


def _object(a: Article, i: int, draft: Draft) -> tuple[int, int] | None:
    if passive(a, i):
        thing = a.parse.child(i, "nsubjpass")
        return a.clause_range(thing) if thing is not None and a.parse.child(i, "agent") is not None else None
    thing = a.parse.child(i, "dobj")
    if thing is None and draft.cue is not None and i < draft.cue[1] and a.tokens[draft.cue[1]].dep == "prep":
        thing = a.parse.child(draft.cue[1], "pobj")  # "went after the bank"
    if thing is None or thing < i:
        return None
    first, last = a.clause_range(thing)
    last = _before_saying(a, thing, last)
    for c in a.parse.children[i]:
        if _adjacent(a, last, a.clause_range(c)[0]) and _goes_with_object(a, c):
            last = a.clause_range(c)[1]
    return first, last


def _before_saying(a: Article, thing: int, last: int) -> int:
    """End of an object before a participle that goes on to quote ("explained the ban saying, “…”")."""
    verbs = lexicon().verbs
    for c in a.parse.children[thing]:
        t = a.tokens[c]
        near = range(c + 1, min(c + 3, last + 1))
        quoting = t.lemma in verbs and "quote" in verbs[t.lemma].frames and t.tag == "VBG" and t.dep == "acl"
        if c > thing and quoting and any(a.quote_at[j] not in (-1, a.quote_at[c]) for j in near):
            return c - 1
    return last


def _adjacent(a: Article, last: int, left: int) -> bool:
    """Whether nothing but quotation marks stands between two tokens."""
    return last < left <= last + 3 and all(a.tokens[j].text in ('"', "'") for j in range(last + 1, left))


def _goes_with_object(a: Article, c: int) -> bool:
    """Whether a modifier right after the object is part of what is talked about."""
    t = a.tokens[c]
    if t.dep != "prep":
        return t.dep in ("oprd", "acomp", "xcomp") or (t.dep == "advcl" and t.tag in ("VBG", "VBN"))
    thing = a.parse.child(c, "pobj")
    if thing is None or t.lower in _TAIL:
        return t.lower in _TAIL
    return (
        a.tokens[thing].ent not in ("DATE", "TIME") and a.tokens[thing].lemma.lower() not in lexicon().venues
    )


def _gerund(a: Article, i: int) -> tuple[int, int] | None:
    for c in () if passive(a, i) else a.parse.children[i]:
        if c > i and a.tokens[c].dep in ("xcomp", "dobj", "ccomp") and a.tokens[c].tag == "VBG":
            return a.clause_range(c)
    return None
