"""Statements whose cue is a verb: "said that", "…, he said", "urged both sides to", "was told that"."""

from __future__ import annotations

from kg.extract.statements.acts import is_no_act
from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import content_after
from kg.extract.statements.control import can_speak
from kg.extract.statements.lexicon import CueClass, Lexicon
from kg.extract.statements.objects import content_of_object
from kg.extract.statements.phrases import noun_phrase, speaker_of, trimmed, verb_group
from kg.extract.statements.speech import direct_speech, is_title
from kg.extract.statements.subjects import (
    adjacent_subject,
    after_opening,
    earlier_speaker,
    inverted,
    neighbour,
    passive,
    questioned,
    subject,
)
from kg.model import Attitude, Span

_NO_CUE = CueClass(Attitude.SAYS, frozenset())


def read_verb(a: Article, i: int, lex: Lexicon) -> Draft | None:
    """The statement that verb ``i`` reports, or ``None``."""
    entry, last = _entry(a, i, lex)
    if entry is None:
        t = a.tokens[i]
        if t.pos != "VERB" or t.tag not in ("VBD", "VBZ", "VBP") or not _quote_near(a, i):
            return None
        entry = _NO_CUE
    first, group_last = verb_group(a, i)
    who = subject(a, i)
    if who is None and entry is not _NO_CUE:
        who = inverted(a, i) or earlier_speaker(a, i) or neighbour(a, first, i) or after_opening(a, first, i)
    close = adjacent_subject(a, first, i, who) if who is not None and entry is not _NO_CUE else None
    who = close[1] if close is not None else who
    if who is not None and not _may_report(a, i, who):
        return None
    if entry.needs_modal and not any(a.tokens[j].tag == "MD" for j in range(first, i)):
        return None
    if entry is _NO_CUE and not _tells(a, i, who):
        return None
    draft = Draft(
        (first, max(last, group_last)), i, lex.verb(a.tokens[i].lemma, a.tokens[i].lower), [], entry.attitude
    )
    if who is not None:
        draft.speaker, draft.speaker_head = speaker_of(a, who, i) if close is None else (close, who)
    draft.negative = _negated(a, first, i, lex)
    draft.content = _content(a, i, entry, draft, lex)
    draft.attitude = _attitude(entry, draft)
    if not draft.content or (draft.frame == "np" and draft.speaker is None) or is_no_act(a, i, draft):
        return None
    _part_from_content(a, draft)
    if not _take_experiencer(a, i, draft, lex):
        _addressee(a, i, draft, lex)
    _take_preposition(a, draft)
    return draft


_COMPLEMENTS = {"inf": ("inf", "tell-inf", "at-inf"), "predicate": ("small", "as", "of", "to", "with")}
"""Frames of the lexicon behind a draft's frame, where the names differ."""


def _attitude(entry: CueClass, draft: Draft) -> Attitude:
    if draft.attitude is not entry.attitude:
        return draft.attitude
    return entry.attitude_with(*_COMPLEMENTS.get(draft.frame, (draft.frame,)))


def _part_from_content(a: Article, draft: Draft) -> None:
    """End the speaker before what they say ("accused by regulators of dumping")."""
    if draft.speaker is None or draft.speaker_head is None:
        return
    starts = [s for s, _ in draft.content if s > a.tokens[draft.speaker_head].start]
    cut = [j for j in range(draft.speaker_head + 1, draft.speaker[1] + 1) if a.tokens[j].start in starts]
    if cut:
        draft.speaker = trimmed(a, draft.speaker[0], cut[0] - 1)


def _take_experiencer(a: Article, i: int, draft: Draft, lex: Lexicon) -> bool:
    """Give the content of "worried experts that …" to the experts, and say whether that was done."""
    lemma, subject_head = a.tokens[i].lemma, draft.speaker_head
    if draft.frame != "clause" or lemma not in lex.experienced | lex.reminded:
        return False
    if lemma in lex.reminded and (subject_head is None or can_speak(a, subject_head)):
        return False
    thing = a.parse.child(i, "dobj", "dative", "iobj", "nsubjpass")
    be = a.parse.child(i, "auxpass") if thing is None else None
    thing = a.parse.child(be, "nsubj") if be is not None else thing
    if thing is None or a.tokens[thing].pos not in ("NOUN", "PROPN", "PRON"):
        return False
    draft.speaker, draft.speaker_head = speaker_of(a, thing, i)
    _part_from_content(a, draft)
    return True


def _tells(a: Article, i: int, who: int | None) -> bool:
    """Whether a verb that is no cue as such has a subject of its own that can speak ("Lee shrugged")."""
    if who is None or a.tokens[who].head != i or a.tokens[who].dep != "nsubj":
        return False
    return a.tokens[who].tag not in ("WDT", "WP") and a.tokens[who].pos in ("PROPN", "PRON", "NOUN")


def _take_preposition(a: Article, draft: Draft) -> None:
    """Count a preposition between the cue and its content or agent in ("called on", "backed by")."""
    assert draft.cue is not None
    j = draft.cue[1] + 1
    if (
        j + 1 >= len(a.tokens)
        or a.tokens[j].pos not in ("ADP", "SCONJ")
        or draft.frame in ("quote", "clause", "inf")
    ):
        return
    if a.tokens[j].dep == "mark" and a.tokens[j].lower == "for":  # "calling for the doors to be opened"
        draft.content = [(max(s, a.tokens[j + 1].start), e) for s, e in draft.content]
    starts = {s for s, _ in draft.content}
    if draft.speaker is not None:
        starts.add(a.tokens[draft.speaker[0]].start)
    if a.tokens[j + 1].start in starts:
        draft.cue = (draft.cue[0], j)


def _quote_near(a: Article, i: int) -> bool:
    """Whether a quotation ended a few words before token ``i``, itself outside quotations."""
    return a.quote_at[i] < 0 and any(a.quote_at[j] >= 0 for j in range(max(0, i - 12), i))


def _entry(a: Article, i: int, lex: Lexicon) -> tuple[CueClass | None, int]:
    lemma = lex.verb(a.tokens[i].lemma.lower(), a.tokens[i].lower)
    for rest, entry in lex.phrases.get(lemma, ()):
        end = i + len(rest)
        if a.same_sentence(i, end) and tuple(t.lower for t in a.tokens[i + 1 : end + 1]) == rest:
            return entry, end
    return lex.verbs.get(lemma), i


def _may_report(a: Article, i: int, who: int) -> bool:
    """First and second persons inside a quotation speak for themselves, not for the article."""
    t = a.tokens[who]
    if a.quote_at[i] >= 0 and t.lower in ("i", "we", "you"):
        return False
    return t.dep != "expl"


def _negated(a: Article, first: int, i: int, lex: Lexicon) -> bool:
    """Whether something was left unsaid: a negated cue, or one refused ("declined to comment")."""
    if any(a.tokens[j].dep == "neg" or a.tokens[j].lemma in lex.negative for j in range(first, i)):
        return True
    if a.tokens[i].dep == "xcomp" and a.tokens[a.tokens[i].head].lemma in lex.negative:
        return True
    refused = a.parse.child(i, "xcomp") if a.tokens[i].lemma in lex.negative else None
    entry = lex.verbs.get(a.tokens[refused].lemma) if refused is not None else None
    return entry is not None and entry.attitude is Attitude.SAYS


def _content(a: Article, i: int, entry: CueClass, draft: Draft, lex: Lexicon) -> list[Span]:
    """The first of the readings that the cue allows: quotation, clause, infinitive, object."""
    frames = entry.frames
    found: list[Span] = []
    if (a.tokens[i].tag != "VB" or "quote" in frames) and not questioned(a, i):
        found = direct_speech(a, draft, only_before="quote" not in frames, after_colon="colon" in frames)
        draft.frame = "quote"
    if not found and frames & {"quote", "clause"}:
        found = content_after(a, draft, lex, parenthetical="quote" in frames or "clause" in frames)
        draft.frame = "clause"
    found = found or content_of_object(a, i, entry, draft)
    return [] if draft.frame == "prep" and _names_a_work(a, found) else found


def _names_a_work(a: Article, content: list[Span]) -> bool:
    """Whether the content is but the title of a book or broadcast ("speaking on “Morning Line”")."""
    tokens = a.parse.tokens_in(content[0]) if content else range(0)
    n = a.quote_at[tokens.start] if len(tokens) else -1
    return n >= 0 and a.inner(n) == content[0] and is_title(a, n, at_end=True)


def _addressee(a: Article, i: int, draft: Draft, lex: Lexicon) -> None:
    """Whom it was said to: the object of "told", or "to somebody"."""
    if a.tokens[i].lemma in lex.addressed or questioned(a, i):
        thing = a.parse.child(i, *(("nsubjpass",) if passive(a, i) else ("dative", "dobj", "iobj")))
        thing = subject(a, a.tokens[i].head) if questioned(a, i) else thing
    else:
        words = ("to", "at") if draft.frame == "inf" else ("to",)
        to = next((c for c in a.parse.children[i] if a.tokens[c].lower in words and c > i), None)
        thing = a.parse.child(to, "pobj") if to is not None else None
    if thing is None or thing == draft.speaker_head or a.tokens[thing].tag == "WP":
        return
    first, last = noun_phrase(a, thing, i)
    span = a.parse.span(first, last)
    if any(s < span[1] and span[0] < e for s, e in draft.content):
        return
    draft.addressee = trimmed(a, first, last)
    draft.addressee_head = thing
