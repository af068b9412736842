""" "According to X, …", "…, according to X", "per X", "in the view of X", "in X's words"."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import to_span, without_connective
from kg.extract.statements.control import can_speak
from kg.extract.statements.ends import stretch
from kg.extract.statements.lexicon import Lexicon
from kg.extract.statements.phrases import noun_phrase, trimmed
from kg.model import Attitude

OPENERS = frozenset({"according", "per", "in"})
"""First words of the phrases read here."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Token ranges, inclusive: the words of the cue, the whole phrase; the head of whoever it names."""

    cue: tuple[int, int]
    first: int
    thing: int
    speaker: tuple[int, int]
    last: int


def read_according(a: Article, i: int, lex: Lexicon) -> Draft | None:
    """The statement around such a phrase; its content is the clause it is put into."""
    word = a.tokens[i].lower
    found = (
        _according(a, i) if word == "according" else _per(a, i, lex) if word == "per" else _view(a, i, lex)
    )
    if found is None:
        return None
    lemma = "according to" if word == "according" else a.words(*found.cue)
    draft = Draft(
        found.cue, found.cue[0], lemma, [], speaker=found.speaker, speaker_head=found.thing, frame="according"
    )
    draft.parenthetical = True
    _take_clause(a, draft, found)
    return draft if draft.content else None


def _according(a: Article, i: int) -> _Phrase | None:
    if not a.same_sentence(i, i + 1) or a.tokens[i + 1].lower != "to":
        return None
    thing = a.parse.child(i + 1, "pobj") or a.parse.child(i, "pobj")
    if thing is None:
        return None
    speaker = _without_subject(a, i, thing, noun_phrase(a, thing, i))
    last = speaker[1]
    for c in (*a.parse.children[thing], *a.parse.children[i + 1], *a.parse.children[i]):
        left, right = a.clause_range(c)
        last = right if left == last + 1 and a.tokens[c].dep in ("prep", "npadvmod") else last
    return _Phrase((i, i + 1), i, thing, speaker, _with_aside(a, last))


def _with_aside(a: Article, last: int) -> int:
    """End of "…, who said officers came" after the speaker, whatever noun the parser hung it on."""
    who = last + 2
    if not a.same_sentence(last, who) or a.tokens[last + 1].text != "," or a.tokens[who].tag != "WP":
        return last
    verb = next((v for v in a.parse.ancestors(who) if a.tokens[v].dep == "relcl"), None)
    return last if verb is None else max(last, a.clause_range(verb)[1])


def _without_subject(a: Article, i: int, thing: int, speaker: tuple[int, int]) -> tuple[int, int]:
    """A speaker at the start of a sentence ends with a comma; else it has swallowed the subject of what
    follows ("According to the owners, grain and coal were burnt")."""
    first, last = speaker
    commas = [j for j in range(thing + 1, last) if a.tokens[j].text == ","]
    listed = next((j for j in commas if a.words(j + 1, j + 3) == "as well as"), None)
    if listed is not None:
        return trimmed(a, first, listed - 1)
    if i != a.parse.sentence_of(i).first or not a.same_sentence(i, last + 1):
        return speaker
    if commas and a.tokens[last + 1].text != ",":
        return trimmed(a, first, commas[0] - 1)
    return _with_name(a, first, last)


def _with_name(a: Article, first: int, last: int) -> tuple[int, int]:
    """Take along a name in commas after an office ("According to the mayor, Dee Moss, police …")."""
    j = last + 2
    while a.same_sentence(last, j) and a.tokens[j].ent == "PERSON" and j - last < 8:
        j += 1
    closed = a.same_sentence(last, j) and a.tokens[j].text == ","
    office = a.tokens[last + 1].text == "," and a.tokens[last].pos == "NOUN"
    return (first, j - 1) if office and closed and j > last + 2 else (first, last)


def _per(a: Article, i: int, lex: Lexicon) -> _Phrase | None:
    """ "Per the ministry, …": only of somebody or a document, never of a unit."""
    thing = a.parse.child(i, "pobj")
    named = a.tokens[i].text != "per" and a.same_sentence(i - 1, i)  # "the director, Per Holm"
    if named or thing is None or not _set_off(a, i):
        return None
    lemma = a.tokens[thing].lemma.lower()
    said = lex.nouns.get(lemma)
    told = lemma in lex.venues | lex.evidence and (said is None or said.attitude is Attitude.SAYS)
    if not told and not can_speak(a, thing):
        return None
    speaker = noun_phrase(a, thing, i)
    return _Phrase((i, i), i, thing, speaker, speaker[1])


def _view(a: Article, i: int, lex: Lexicon) -> _Phrase | None:
    """ "In the view of engineers, …", "in the minister's words, …", set off by commas."""
    noun = a.parse.child(i, "pobj")
    if noun is None or a.tokens[noun].lemma.lower() not in lex.viewpoints or not _set_off(a, i):
        return None
    last = a.clause_range(i)[1]
    if not a.same_sentence(i, last + 1) or a.tokens[last + 1].text != ",":
        return None
    owner = a.parse.child(noun, "poss")
    if owner is not None:
        return _Phrase((noun, noun), i, owner, noun_phrase(a, owner, i), last)
    of = next((c for c in a.parse.children[noun] if a.tokens[c].lower == "of" and c == noun + 1), None)
    thing = a.parse.child(of, "pobj") if of is not None else None
    if of is None or thing is None or a.parse.child(noun, "det") is None:
        return None
    return _Phrase((i, of), i, thing, noun_phrase(a, thing, of), last)


def _set_off(a: Article, i: int) -> bool:
    """Whether a phrase opens its sentence or stands after a comma."""
    first = a.parse.sentence_of(i).first
    return i == first or a.tokens[i - 1].text == "," or without_connective(a, first) == i


def _take_clause(a: Article, draft: Draft, phrase: _Phrase) -> None:
    """Content: what stands before the phrase and after it, in its stretch of the sentence."""
    i, last = phrase.first, phrase.last
    first, stop = stretch(a, i)
    start = without_connective(a, first)
    lead = a.tokens[i - 1] if i > start else None
    scope = a.tokens[i - 2] if lead is not None and lead.text == "," and i - 2 > start else lead
    joined = scope is not None and scope.pos == "CCONJ"
    before = to_span(a, start, i - 1) if lead is not None and not joined else None
    goes_on = last + 1 < stop and (before is None or a.tokens[last + 1].text == ",")
    after = to_span(a, last + 1, stop - 1) if goes_on else None
    draft.content = [s for s in (before, after) if s]
    quote = a.quote_at[i - 1] if i else -1
    quote = a.quote_at[i - 2] if i > 1 and quote < 0 and a.tokens[i - 1].text == "," else quote
    if before is not None and quote >= 0 and a.quote_at[i] != quote and a.quote_range(quote).start <= start:
        draft.content[0] = a.inner(quote)
        draft.more.append(quote)
    opening = last + 2 if last + 2 < stop and a.tokens[last + 1].text == "," else last + 1
    follows = a.quote_at[opening] if opening < stop else -1
    quoted = after is not None and follows >= 0 and a.quote_range(follows).start == opening
    if quoted and after is not None and a.quotes[follows].span[1] >= after[1]:
        draft.content[-1] = a.inner(follows)
        draft.more.append(follows)
