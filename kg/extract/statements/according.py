""" "According to X, …" and "…, according to X"."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import to_span, without_connective
from kg.extract.statements.phrases import noun_phrase


def read_according(a: Article, i: int) -> Draft | None:
    """The statement around "according to"; its content is the clause it is put into."""
    if not a.same_sentence(i, i + 1) or a.tokens[i + 1].lower != "to":
        return None
    thing = a.parse.child(i + 1, "pobj") or a.parse.child(i, "pobj")
    if thing is None:
        return None
    speaker = noun_phrase(a, thing, i)
    draft = Draft((i, i + 1), i, "according to", [], speaker=speaker, speaker_head=thing)
    sentence = a.parse.sentence_of(i)
    start = without_connective(a, sentence.first)
    last = speaker[1]
    for c in (*a.parse.children[thing], *a.parse.children[i + 1], *a.parse.children[i]):
        left, right = a.clause_range(c)
        last = right if left == last + 1 and a.tokens[c].dep in ("prep", "npadvmod") else last
    lead = a.tokens[i - 1] if i > start else None
    scope = a.tokens[i - 2] if lead is not None and lead.text == "," and i - 2 > start else lead
    joined = scope is not None and scope.pos == "CCONJ"
    before = to_span(a, start, i - 1) if lead is not None and not joined else None
    goes_on = last + 1 < sentence.last and (before is None or a.tokens[last + 1].text == ",")
    after = to_span(a, last + 1, sentence.last - 1) if goes_on else None
    draft.content = [s for s in (before, after) if s]
    quote = a.quote_at[i - 1] if i else -1
    quote = a.quote_at[i - 2] if i > 1 and quote < 0 and a.tokens[i - 1].text == "," else quote
    if before is not None and quote >= 0 and a.quote_at[i] != quote and a.quote_range(quote).start <= start:
        draft.content[0] = a.inner(quote)
        draft.more.append(quote)
    opening = last + 2 if last + 2 < sentence.last and a.tokens[last + 1].text == "," else last + 1
    follows = a.quote_at[opening] if opening < sentence.last else -1
    quoted = after is not None and follows >= 0 and a.quote_range(follows).start == opening
    if quoted and after is not None and a.quotes[follows].span[1] >= after[1]:
        draft.content[-1] = a.inner(follows)
        draft.more.append(follows)
    draft.parenthetical, draft.frame = True, "according"
    return draft if draft.content else None
