"""When it was said: the time expression that modifies the cue, never one inside the content.

Three readings, surest first: the syntax ties the time to the cue; the time stands beside the reporting
clause though the parser tied it to something else; the statement goes on with an occasion that is dated
("A follow-up in the same speech keeps its date").
"""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.lexicon import lexicon
from kg.model import Attitude, MentionKind, TimeExpression, TimeType

_CARRIES = frozenset({"advcl", "conj", "xcomp", "pcomp", "prep", "acl"})
"""Relations over which a second cue shares the time of the first ("said Tuesday, adding …")."""
_SPOKEN = frozenset({Attitude.SAYS, Attitude.DENIES, Attitude.ASKS, Attitude.FEARS})
_UTTERED = frozenset({"quote", "clause", "bare", "predicate", "colon"})
_LONGEST_SPEECH = 31
"""Days; a wider date names no occasion that a second statement could share."""
_NEAR = 12
"""Tokens between a reporting clause and a time beside it, at most."""
_LIGHT = frozenset({"ADV", "ADP", "CCONJ", "SCONJ", "PUNCT", "DET", "PRON", "PART"})

_BOUNDS = frozenset({"since", "until", "till", "before", "after", "from", "than"})

Timed = tuple[int, TimeExpression]
"""The token of a time expression whose governor stands outside it, and the expression."""


def times_of(
    a: Article, drafts: list[Draft], speakers: list[str | None], around: list[int]
) -> list[str | None]:
    """For each draft the id of the time at which it was said, or ``None``.

    :param speakers: actor id of each draft's speaker, where known.
    :param around: index of the draft that holds each draft, else -1.
    """
    times = [t for t in a.annotated.times if t.type in (TimeType.DATE, TimeType.TIME)]
    if not times:
        return [None] * len(drafts)
    by_sentence: dict[int, list[Timed]] = {}
    named = _named_tokens(a)
    for time in times:
        head = _head(a, time)
        if head is not None and named.isdisjoint(a.parse.tokens_in(time.span)) and not _is_bound(a, head):
            by_sentence.setdefault(a.tokens[head].sent, []).append((head, time))
    own = [_time(a, d, by_sentence.get(a.tokens[d.head].sent, [])) for d in drafts]
    found = {t.id: t for t in times}
    return _shared(a, drafts, [found.get(i or "") for i in own], (speakers, around, by_sentence))


def _named_tokens(a: Article) -> set[int]:
    """Tokens of names of more than one word: "the Evening Post" tells no time."""
    names = (m.span for x in a.annotated.actors for m in x.mentions if m.kind is MentionKind.NAME)
    ranges = [a.parse.tokens_in(span) for span in names]
    return {i for tokens in ranges if len(tokens) > 1 for i in tokens}


def _head(a: Article, time: TimeExpression) -> int | None:
    """The token of the expression whose governor stands outside it."""
    tokens = a.parse.tokens_in(time.span)
    return next((i for i in tokens if a.tokens[i].head not in tokens or a.tokens[i].head == i), None)


def _is_bound(a: Article, head: int) -> bool:
    """Whether a time is but the end of a stretch ("the first since 2015")."""
    return a.tokens[a.tokens[head].head].lower in _BOUNDS


def _time(a: Article, draft: Draft, here: list[Timed]) -> str | None:
    if draft.cue is None or not here:
        return None
    outside = [(head, time) for head, time in here if not _inside(draft, time)]
    chain = _cue_chain(a, draft)
    found = [(h, t) for h, t in outside if _reaches(a, h, chain, draft)]
    found = found or [(h, t) for h, t in outside if _beside(a, h, t, draft)]
    return min((abs(h - draft.head), t.id) for h, t in found)[1] if found else None


def _cue_chain(a: Article, draft: Draft) -> set[int]:
    """The cue and the verbs above it whose time it shares."""
    chain = {draft.head}
    i = draft.head
    while a.tokens[i].head != i:
        t = a.tokens[i]
        if t.dep not in _CARRIES and not (t.dep == "pobj" and a.tokens[t.head].lower == "with"):
            break
        i = t.head
        chain.add(i)
    if draft.speaker_head is not None and (draft.frame == "according" or _is_venue(a, draft.speaker_head)):
        chain.add(draft.speaker_head)
    return chain


def _inside(draft: Draft, time: TimeExpression) -> bool:
    starts = [s for s, _ in draft.content]
    n = bisect_left(starts, time.span[0] + 1) - 1
    return n >= 0 and time.span[0] < draft.content[n][1]


def _is_venue(a: Article, i: int) -> bool:
    """Whether a noun is a document or an occasion of speech ("statement", "news conference")."""
    lex = lexicon()
    lemma = a.tokens[i].lemma.lower()
    return a.tokens[i].pos == "NOUN" and (lemma in lex.venues or lemma in lex.nouns)


def _reaches(a: Article, head: int, chain: set[int], draft: Draft) -> bool:
    """Whether the time modifies the cue: nothing but nouns and prepositions of the reporting clause
    (never a verb but that of "a statement released Friday", never the speaker's own description)
    lie between."""
    i = head
    for _ in range(6):
        t = a.tokens[i]
        if t.head == i:
            return False
        i = t.head
        if i in chain:
            return True
        up = a.tokens[i]
        if up.tag == "VBG" and up.dep == "advcl" and up.head in chain:
            return True
        released = up.dep == "acl" and _is_venue(a, up.head)
        if (up.tag[:2] == "VB" and not released) or (
            draft.speaker and draft.speaker[0] <= i <= draft.speaker[1] and not released
        ):
            return False
    return False


# -- beside the reporting clause


def _beside(a: Article, head: int, time: TimeExpression, draft: Draft) -> bool:
    """Whether the time opens the sentence of the cue, or follows the reporting clause, with nothing
    between that could be dated by it."""
    assert draft.cue is not None
    tokens = a.parse.tokens_in(time.span)
    low, high = draft.cue
    if (
        a.tokens[head].dep in ("poss", "compound", "nmod", "amod")
        or a.quote_at[head] != a.quote_at[draft.head]
    ):
        return False
    if draft.speaker is not None and a.same_sentence(draft.speaker[0], low):
        low, high = min(low, draft.speaker[0]), max(high, draft.speaker[1])
    if tokens.stop <= low:
        first = a.parse.sentence_of(draft.head).first
        return (
            low - first <= 2 * _NEAR
            and _plain(a, range(first, tokens.start))
            and _plain(a, range(tokens.stop, low))
        )
    if high >= tokens.start:
        return False
    after = [j for j in range(high + 1, tokens.start) if a.quote_at[j] in (-1, a.quote_at[draft.head])]
    rest = [j for j in after if not any(s <= a.tokens[j].start < e for s, e in draft.content)]
    return _plain(a, rest) and (len(rest) == len(after) or any(_is_venue(a, j) for j in rest))


def _plain(a: Article, between: range | list[int]) -> bool:
    """Whether the words are but prepositions, adverbs, places, occasions and hearers."""
    if len(between) > _NEAR:
        return False
    return all(
        a.tokens[j].pos in _LIGHT
        or a.tokens[j].ent in ("GPE", "LOC", "FAC")
        or a.tokens[j].tag == "VBG"
        or a.tokens[j].dep in ("compound", "amod", "nummod")
        or _is_venue(a, j)
        or (j in a.actor_heads and a.tokens[j].dep == "dobj")
        or a.tokens[j].lemma.lower() in lexicon().audience
        for j in between
    )


# -- the same occasion


def _shared(
    a: Article,
    drafts: list[Draft],
    own: list[TimeExpression | None],
    context: tuple[list[str | None], list[int], dict[int, list[Timed]]],
) -> list[str | None]:
    """Own times, and for a statement without one that of its speaker's last statement in the same
    paragraph or the one before, unless one dated otherwise stands between. It is handed on further only
    while nobody else speaks."""
    speakers, around, by_sentence = context
    last: dict[str, tuple[TimeExpression, int]] = {}
    latest: TimeExpression | None = None
    voice: str | None = None
    result = [t.id if t else None for t in own]
    for n in sorted(range(len(drafts)), key=lambda n: drafts[n].head):
        draft, speaker, time = drafts[n], speakers[n], own[n]
        if around[n] >= 0 or draft.attitude not in _SPOKEN:
            continue
        if speaker is None and voice in last and draft.lemma in lexicon().additive:
            speaker = voice  # "She added": whoever spoke last, though the pronoun could not be resolved
        if speaker is None:
            voice = None
            continue
        paragraph = a.paragraph(draft.head)
        alone, voice = voice == speaker, speaker
        if time is None and speaker in last and latest is not None and _goes_on(a, draft, by_sentence):
            before, where = last[speaker]
            if paragraph - where <= 1 and before.interval == latest.interval:
                result[n] = before.id
                time = before if alone else None
        if time is not None and draft.frame != "noun" and _is_occasion(time):
            last[speaker] = time, paragraph
            latest = time
    return result


def _goes_on(a: Article, draft: Draft, by_sentence: dict[int, list[Timed]]) -> bool:
    """Whether a statement is told in the past and its sentence names no other time outside it."""
    if draft.frame not in _UTTERED or (draft.cue is not None and a.tokens[draft.head].tag != "VBD"):
        return False
    if draft.cue is not None and a.parse.child(draft.head, "aux") is not None:
        return False
    return all(_inside(draft, time) for _, time in by_sentence.get(a.tokens[draft.head].sent, []))


def _is_occasion(time: TimeExpression) -> bool:
    early, late = time.interval.earliest, time.interval.latest
    return early is not None and late is not None and (late - early).days <= _LONGEST_SPEECH
