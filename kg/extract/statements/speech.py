"""Direct speech that touches the reporting clause: before it, after it, or on both sides."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import DASHES, STOP, clause_bounds, to_span, without_connective
from kg.extract.statements.control import can_speak
from kg.extract.statements.lexicon import lexicon
from kg.extract.statements.phrases import trimmed
from kg.extract.statements.subjects import FINITE, subordinate
from kg.model import Span, Token

_CLOSERS = "\"'”’»`"
_NEAR = 4
"""Tokens between a verb and the colon after it, at most, where it introduces what follows."""
_FAR = 40
"""Tokens between a cue and the quotation it introduces or follows, at most."""


def direct_speech(
    a: Article, draft: Draft, *, only_before: bool = False, after_colon: bool = False
) -> list[Span]:
    """Quotations that belong to the cue, same paragraph; also finds a speaker that the syntax missed.

    ``only_before``: accept nothing but "“…,” somebody shouted." (verbs that are no cues as such), and with
    ``after_colon`` what a colon introduces.
    """
    assert draft.cue is not None
    if draft.speaker is None:
        _speaker_by_place(a, draft)
    first, last = clause_bounds(a, draft)
    here = a.quote_at[draft.head]
    right = None if only_before and not after_colon else _quote_after(a, draft, last, here)
    if only_before and right is not None and a.tokens[a.quote_range(right).start - 1].text != ":":
        right = None
    strict = "utterance" if only_before else "yes" if right is not None else ""
    left = _quote_before(a, first, here, draft, strict=strict)
    if left is not None and right is not None and _has_own_cue(a, last, right):
        right = None
    if a.tokens[draft.head].tag == "VBG" and right is not None:
        left = None  # "…,” he said, adding, “…”"
    found: list[Span] = []
    if left is not None:
        found.append(_with_lead(a, left))
        draft.parenthetical = True
        draft.more.append(left)
        right = right if right is not None else _resumed(a, last, here)
    elif right is not None and a.tokens[draft.head].tag != "VBG":
        found.extend(_clause_before(a, first, right))
    if right is not None:
        found.extend(_with_tail(a, right, draft))
        draft.more.append(right)
    return found


def _has_own_cue(a: Article, last: int, n: int) -> bool:
    """Whether a second quotation only follows without a full stop and has a cue of its own after it ("“…,”
    said Lee “Now …,” said Lee")."""
    tokens = a.quote_range(n)
    touches = tokens.start == last + 1 and a.text[a.inner(n)[0]].isupper() and _last_sign(a, n) == ","
    verbs = lexicon().verbs
    after = a.tokens[tokens.stop : tokens.stop + 3]
    return touches and any(t.tag in FINITE and t.lemma in verbs for t in after)


def _resumed(a: Article, last: int, here: int) -> int | None:
    """A quotation that takes up the sentence again: "“…,” she said, but “when it comes to …”."""
    for j in range(last + 1, min(last + 6, len(a.tokens))):
        if not a.same_sentence(j, last):
            return None
        if a.quote_at[j] not in (-1, here):
            n = a.quote_at[j]
            return n if a.text[a.inner(n)[0]].islower() else None
        if a.tokens[j].pos not in ("PUNCT", "CCONJ", "ADV", "PART") or a.tokens[j].text in (".", "?", "!"):
            return None
    return None


def _clause_before(a: Article, first: int, n: int) -> list[Span]:
    """The unquoted beginning of a sentence that the quotation ends ("When it broke, he said, “we fled”")."""
    sentence = a.parse.sentence_of(first)
    if (
        a.tokens[first].tag == "VBG"
        or not a.text[a.inner(n)[0]].islower()
        or first - 2 <= sentence.first
        or a.tokens[first - 1].text != ","
    ):
        return []
    start = without_connective(a, sentence.first)
    if not any(t.tag in FINITE for t in a.tokens[start : first - 1]):
        return []
    lead = to_span(a, start, first - 1)
    return [lead] if lead else []


def _last_sign(a: Article, n: int) -> str:
    """The last character inside a quotation, inner closing marks and blanks passed over."""
    start, end = a.inner(n)
    while end > start and (a.text[end - 1] in _CLOSERS or a.text[end - 1].isspace()):
        end -= 1
    return a.text[end - 1 : end]


def _quote_before(a: Article, first: int, here: int, draft: Draft, *, strict: str) -> int | None:
    """The outer quotation that ends right before token ``first`` (a comma may stand between)."""
    j = first - 1
    while j >= 0 and a.quote_at[j] == -1 and (a.tokens[j].text == "," or a.tokens[j].text in DASHES):
        j -= 1
    if j < 0 or a.quote_at[j] < 0 or a.quote_at[j] == here:
        return None
    n = a.quote_at[j]
    if a.paragraph(j) != a.paragraph(first) or not a.quotes[n].closed:
        return None
    if draft.speaker is None and not a.same_sentence(j, draft.head):
        return None
    thing = a.parse.child(draft.head, "dobj")
    told = a.tokens[draft.head].lemma in lexicon().addressed
    if thing not in (None, draft.speaker_head) and not told and not a.same_sentence(j, draft.head):
        return None
    clause = any(a.tokens[c].dep == "ccomp" and c > draft.head for c in a.parse.children[draft.head])
    if (clause or is_title(a, n, at_end=True)) and not _starts_sentence(a, n):
        return None
    if strict == "utterance" and (_is_short(a, n) or not _starts_sentence(a, n)):
        return None
    if _in_fronted_phrase(a, n):
        return None
    sign = _last_sign(a, n)
    comma = a.tokens[j + 1].text == ","
    if clause and sign == "." and not comma:
        return None
    if sign in "…-–—" and not comma and _is_short(a, n) and not _starts_sentence(a, n):
        return None
    if sign == "." and not comma:
        opening = a.quote_range(n).start
        lead = a.tokens[opening - 1].text if opening and a.same_sentence(opening - 1, opening) else "."
        return None if strict or lead not in (".", "!", "?", '"') else n
    return n if sign in ",!?…-–—" or comma or a.tokens[j + 1].text in DASHES else None


def _in_fronted_phrase(a: Article, n: int) -> bool:
    """Whether a quotation only ends a phrase that opens the sentence ("In what Lee called a “farce,” the
    court ruled …")."""
    tokens = a.quote_range(n)
    first = a.parse.sentence_of(tokens.start).first
    if (
        first == tokens.start
        or a.tokens[first].tag not in ("IN", "VBG", "VBN")
        or a.tokens[first].dep == "mark"
    ):
        return False
    if not a.text[a.inner(n)[0]].islower():
        return False
    within = range(first, tokens.stop)
    if len(within) > 2 * _FAR:
        return False
    return not any(a.tokens[j].tag in FINITE and not subordinate(a, j, within) for j in within)


def _quote_after(a: Article, draft: Draft, last: int, here: int) -> int | None:
    """The outer quotation that the reporting clause leads to: directly, after a comma or a colon."""
    j = last + 1
    while j < len(a.tokens) and j - last < _FAR and a.quote_at[j] in (-1, here) and a.same_sentence(j, last):
        j += 1
    if j >= len(a.tokens) or not a.same_sentence(j, last) or a.quote_at[j] in (-1, here):
        return None
    n = a.quote_at[j]
    lead = a.tokens[j - 1]
    if lead.text == ":":
        between = a.tokens[last + 1 : j - 1]
        return n if _introduces(a, draft, between) else None
    if is_title(a, n):
        return None
    if j - 1 == last or lead.text in DASHES:
        return n if _stands_alone(a, n) else None
    if lead.text == ",":
        between = a.tokens[last + 1 : j - 1]
        if any(t.tag in FINITE and t.dep != "relcl" for t in between) or _another_cue(between):
            return None
        if a.text[a.inner(n)[0]].islower() and _ends_clause(a, draft, last, j):
            return None
        return n if _stands_alone(a, n) or a.text[a.inner(n)[0]].isupper() else None
    return None


def _ends_clause(a: Article, draft: Draft, last: int, quote: int) -> bool:
    """Whether a quotation holds but the predicate of a clause whose subject stands before it ("said the
    ship, which sank, “should never have sailed”")."""
    for c in a.parse.children[draft.head]:
        who = a.parse.child(c, "nsubj", "nsubjpass") if a.tokens[c].dep == "ccomp" and c > quote else None
        if who is not None and last < who < quote:
            return True
    return False


def _introduces(a: Article, draft: Draft, between: tuple[Token, ...]) -> bool:
    """Whether a cue leads over what it reports (``between``) to the quotation after a colon.

    Not from an if- or when-clause; not past the main verb that says it ("The woman who wrote to him said:
    “…”"); not with a report of its own inside somebody else's ("told the court the figures showed a
    pattern: “…”"), but a person reported to have written something is quoted ("said the man wrote: “…”").
    """
    i = draft.head
    if a.tokens[i].dep == "advcl" and a.parse.child(i, "mark", "advmod") is not None:
        return False
    if any(a.tokens[c].dep == "ccomp" and between and c >= between[0].i for c in a.parse.children[i]):
        return False
    if _another_cue(between):
        return False
    verbs = lexicon().verbs
    for t in between:
        cue = t.tag in FINITE and t.lemma in verbs and "quote" in verbs[t.lemma].frames
        if cue and (i not in a.parse.ancestors(t.i) or between[-1].i - t.i < _NEAR):
            return False
    inside = a.tokens[i].dep == "ccomp" and a.tokens[a.tokens[i].head].lemma in verbs
    thing = draft.speaker_head is not None and not can_speak(a, draft.speaker_head)
    return not (inside and (thing or any(t.pos in ("VERB", "AUX") for t in between)))


def _another_cue(between: tuple[Token, ...]) -> bool:
    """Whether a participle there introduces the quotation itself ("he said, adding, “…”")."""
    verbs = lexicon().verbs
    return any(t.tag == "VBG" and t.lemma in verbs and "quote" in verbs[t.lemma].frames for t in between)


def _is_short(a: Article, n: int) -> bool:
    return sum(a.tokens[j].text[0].isalnum() for j in a.quote_range(n)) < 3 and _last_sign(a, n) not in "?!"


def _starts_sentence(a: Article, n: int) -> bool:
    opening = a.quote_range(n).start
    return opening == a.parse.sentence_of(opening).first or a.tokens[opening - 1].text in (".", "?", "!", ":")


def is_title(a: Article, n: int, *, at_end: bool = False) -> bool:
    """Whether a quotation reads as the name of a book or broadcast and the sentence goes on."""
    tokens = a.quote_range(n)
    words = [a.tokens[j] for j in tokens if a.tokens[j].text[0].isalnum()]
    after = tokens.stop
    goes_on = (
        after < len(a.tokens) and a.same_sentence(after, tokens.start) and a.tokens[after].text not in STOP
    )
    capital = all(t.text[0].isupper() or t.pos in ("DET", "ADP", "CCONJ", "PART") for t in words)
    return (goes_on or at_end) and 1 < len(words) <= 8 and capital and _last_sign(a, n) not in "!?"


def _stands_alone(a: Article, n: int) -> bool:
    """Whether a quotation is a whole utterance, not a word or two of a longer clause."""
    tokens = a.quote_range(n)
    after = tokens.stop
    if _last_sign(a, n) in ".,!?…-–—":
        return True
    return after >= len(a.tokens) or not a.same_sentence(after, tokens.start) or a.tokens[after].text in STOP


def _with_lead(a: Article, n: int) -> Span:
    """A quotation before the cue; one that begins in mid-sentence takes the words before it along."""
    start, end = a.inner(n)
    opening = a.quote_range(n).start
    sentence = a.parse.sentence_of(opening)
    comma = a.tokens[opening - 1].text == "," and a.tokens[sentence.first].tag in ("VBG", "VBN")
    if (
        opening > sentence.first
        and a.text[start].islower()
        and a.tokens[opening - 1].text != ":"
        and not comma
    ):
        colon = [j for j in range(sentence.first, opening) if a.tokens[j].text == ":"]
        lead = to_span(a, without_connective(a, colon[-1] + 1 if colon else sentence.first), opening - 1)
        if lead is not None and not _broken(a, sentence.first, opening):
            return lead[0], a.quotes[n].span[1]
    return start, end


def _broken(a: Article, first: int, stop: int) -> bool:
    """Whether a semicolon or an utterance of its own stands in the words before the quotation."""
    return any(
        a.tokens[j].text == ";" or (a.quote_at[j] >= 0 and _last_sign(a, a.quote_at[j]) in ".,!?")
        for j in range(first, stop)
    )


def _with_tail(a: Article, n: int, draft: Draft) -> list[Span]:
    """A quotation after the cue; one that goes on as an unquoted clause takes the rest along."""
    start, end = a.inner(n)
    after = a.quote_range(n).stop
    if after >= len(a.tokens) or not a.same_sentence(after, draft.head):
        return [(start, end)]
    sentence = a.parse.sentence_of(draft.head)
    if a.tokens[after].text not in STOP and _last_sign(a, n) not in ".!?,":
        ends = [a.clause_range(c)[1] for c in a.parse.children[draft.head] if c > draft.head]
        right = max(ends, default=after - 1)
        rest = to_span(a, after, right) if right >= after else None
        if rest is not None:
            return [(a.quotes[n].span[0], rest[1])]
    second = next((j for j in range(after, min(after + 4, sentence.last)) if a.quote_at[j] >= 0), None)
    if second is not None and all(a.tokens[j].pos in ("PUNCT", "CCONJ", "ADV") for j in range(after, second)):
        draft.more.append(a.quote_at[second])
        return [(start, end), a.inner(a.quote_at[second])]
    return [(start, end)]


def _speaker_by_place(a: Article, draft: Draft) -> None:
    """Take the words between a quotation and the cue ("“…,” Lee, the envoy, said") as the speaker."""
    assert draft.cue is not None
    sentence = a.parse.sentence_of(draft.head)
    here = a.quote_at[draft.head]
    first = draft.cue[0]
    j = first - 1
    while j >= sentence.first and a.quote_at[j] == here and first - j < _FAR:
        j -= 1
    if j < sentence.first or a.quote_at[j] in (-1, here) or first - j < 2:
        return
    low, high = trimmed(a, j + 1, first - 1)
    heads = [k for k in range(low, high + 1) if not low <= a.tokens[k].head <= high]
    named = [k for k in heads if a.tokens[k].pos in ("PROPN", "NOUN", "PRON")]
    finite = [
        t for t in a.tokens[low : high + 1] if t.tag in ("VBD", "VBZ", "VBP", "MD") and t.dep != "relcl"
    ]
    if named and not finite:
        draft.speaker, draft.speaker_head = (low, high), named[0]
